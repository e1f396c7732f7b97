"""Paint: what a row of the letter looks like, as a Strip.

Takes rows from `layout.py`, styles from `palette.py` and the layers that lie over the text as spans; keeps no state.
The text goes into the strip as it is: no markup is read in it, and nothing a terminal would obey is left in it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefreader import cells
from briefreader.document import Citation, Document, Kind, Look, Mark
from briefreader.layout import Row
from briefreader.span import Span
from briefreader.tui.palette import Layer, Palette

ONE, SEVERAL = "▌", "█"
"""Signs in the gutter of rows with highlights: one at a time, and overlapping ones."""

GUTTER = 2
"""Cells left of the text for these signs, with the gap after them."""


class Overlay(NamedTuple):
    """A layer over a stretch of the text."""

    start: int
    end: int
    layer: Layer


class MapSign(NamedTuple):
    """What the scroll map shows on a row."""

    sign: str
    in_thumb: bool
    """Whether the row stands for a part of the letter that is in view."""

    colour: str = ""
    """A highlight's colour; empty for a hit's sign."""


class Dress(NamedTuple):
    """Everything on one row of the screen that can change while the letter and the width stay the same."""

    row: Row | None
    overlays: tuple[Overlay, ...] = ()
    caret: int | None = None
    """The cell where the caret stands, if it stands past the row's text."""

    labels: tuple[tuple[int, str], ...] = ()
    """(cell, label) of what is drawn over the text."""

    mark: MapSign | None = None
    """The sign of the scroll map beside the row."""


def flatten(spans: Sequence[tuple[Span, str]]) -> list[Overlay]:
    """Highlights with their colours as disjoint stretches, each with the colours of all that lie on it."""
    cuts = sorted({edge for span, _ in spans for edge in span})
    stretches = []
    for start, end in itertools.pairwise(cuts):
        colours = tuple(colour for span, colour in spans if span.start <= start and end <= span.end)
        if colours:
            stretches.append(Overlay(start, end, colours))
    return stretches


class Painter:
    """Makes strips of the rows of one letter, `width` cells wide, with the text from cell `left` on."""

    def __init__(self, document: Document, palette: Palette, left: int, width: int) -> None:
        self.document = document
        self.palette = palette
        self.left = left
        self.width = width

    def strip(self, dress: Dress) -> Strip:
        """The strip of one row: gutter, signs, text with its layers, the map's sign at the right edge."""
        segments = [*self._gutter(dress.overlays), *self._text(dress)]
        end = self.width - (dress.mark is not None)
        strip = Strip(_joined(segments, self.palette.base, end), end)
        for cell, label in dress.labels:
            strip = self._labelled(strip, self.left + cell, label)
        if dress.mark is None:
            return strip
        return Strip([*strip, Segment(dress.mark.sign, self._map_style(dress.mark))], self.width)

    def _map_style(self, mark: MapSign) -> Style:
        ground = ("thumb",) if mark.in_thumb else ()
        if mark.colour:
            return self.palette.sign(mark.colour, ground)
        return self.palette.style(ground if mark.sign == " " else (*ground, "hit-sign"))

    def _gutter(self, overlays: tuple[Overlay, ...]) -> Iterator[Segment]:
        base = self.palette.base
        tints = [layer for _, _, layer in overlays if not isinstance(layer, str)]
        if not tints:
            yield Segment(" " * self.left, base)
            return
        several = max(tints, key=len)
        yield Segment(" " * (self.left - GUTTER), base)
        yield Segment(SEVERAL if len(several) > 1 else ONE, self.palette.sign(several[-1]))
        yield Segment(" " * (GUTTER - 1), base)

    def _text(self, dress: Dress) -> Iterator[Segment]:
        row, at = dress.row, 0
        if row is None:
            return
        for cell, sign, stretch in _in_order(row):
            if cell > at:
                yield Segment(" " * (cell - at), self.palette.base)
                at = cell
            if stretch is None:
                yield Segment(sign, self.palette.style(("rule",)))
                at += len(sign)
            else:
                yield from self._piece(row.block, stretch, dress.overlays)
                at += cells.width_of(self.document.text, *stretch)
        if dress.caret is not None:
            if dress.caret > at:
                yield Segment(" " * (dress.caret - at), self.palette.base)
            yield Segment(" ", self.palette.style(("caret",)))

    def _piece(self, block: int, stretch: Span, overlays: tuple[Overlay, ...]) -> Iterator[Segment]:
        """The text of one stretch, cut where layers begin and end."""
        layers = [
            *self._own_layers(block, stretch),
            *(o for o in overlays if stretch.overlaps(Span(o[0], o[1]))),
        ]
        text = self.document.text
        if len(layers) <= 1 and all(o.start <= stretch.start and stretch.end <= o.end for o in layers):
            yield self._segment(text[stretch.start : stretch.end], tuple(o.layer for o in layers))
            return
        cuts = {stretch.start, stretch.end}
        cuts.update(edge for o in layers for edge in o[:2] if stretch.start < edge < stretch.end)
        edges = sorted(cuts)
        for start, end in itertools.pairwise(edges):
            on = tuple(o.layer for o in layers if o.start <= start and end <= o.end)
            yield self._segment(text[start:end], on)

    def _segment(self, text: str, layers: tuple[Layer, ...]) -> Segment:
        return Segment(cells.drawable(text), self.palette.style(layers))

    def _own_layers(self, index: int, stretch: Span) -> Iterator[Overlay]:
        """What the letter itself says of a stretch: its block's kind, marks, citations."""
        block = self.document.blocks[index]
        name = _BLOCK_LAYERS.get(block.kind)
        if name:
            yield Overlay(stretch.start, stretch.end, name)
        if block.marker and stretch.start < block.body.start:
            yield Overlay(block.span.start, block.body.start, "bullet")
        for mark in _starting_in(self.document.marks, block.span.start, stretch):
            yield Overlay(*mark.span, _MARK_LAYERS[mark.look])
        for citation in _starting_in(self.document.citations, block.span.start, stretch):
            yield Overlay(*citation.span, "citation")

    def _labelled(self, strip: Strip, cell: int, label: str) -> Strip:
        drawn = Strip([Segment(label, self.palette.style(("label",)))], len(label))
        after = min(cell + len(label), strip.cell_length)
        return Strip.join([strip.crop(0, cell), drawn, strip.crop(after, strip.cell_length)])


_Spanned = TypeVar("_Spanned", Mark, Citation)

_BLOCK_LAYERS = {
    Kind.HEADING: "heading",
    Kind.QUOTE: "quote",
    Kind.PRE: "pre",
    Kind.NOTE: "note",
    Kind.SIGNATURE: "signature",
}

_MARK_LAYERS = {
    Look.EMPHASIS: "emphasis",
    Look.STRONG: "strong",
    Look.MARKER: "marker",
    Look.LINK: "link",
}


def _in_order(row: Row) -> list[tuple[int, str, Span | None]]:
    """Pieces and signs of a row from left to right: (cell, sign, None) or (cell, "", stretch)."""
    parts: list[tuple[int, str, Span | None]] = [(p.cell, "", Span(p.start, p.end)) for p in row.pieces]
    if row.signs:
        parts += [(sign.cell, sign.text, None) for sign in row.signs]
        parts.sort(key=lambda part: part[0])
    return parts


def _starting_in(things: Sequence[_Spanned], first: int, stretch: Span) -> Iterator[_Spanned]:
    """Those of the sorted `things` that start from `first` on and share a character with `stretch`."""
    at = bisect_left(things, first, key=lambda thing: thing.span.start)
    while at < len(things) and things[at].span.start < stretch.end:
        if things[at].span.end > stretch.start:
            yield things[at]
        at += 1


def _joined(segments: list[Segment], base: Style, width: int) -> list[Segment]:
    """The segments, filled up or cut to `width` cells; neighbours of one style are made one, which saves bytes."""
    joined: list[Segment] = []
    used = 0
    for segment in segments:
        used += segment.cell_length
        if joined and joined[-1].style is segment.style:
            segment = Segment(joined.pop().text + segment.text, segment.style)
        joined.append(segment)
    if used > width:
        return list(Strip(joined, used).crop(0, width))
    if joined and joined[-1].style is base:
        joined[-1] = Segment(joined[-1].text + " " * (width - used), base)
    elif used < width:
        joined.append(Segment(" " * (width - used), base))
    return joined
