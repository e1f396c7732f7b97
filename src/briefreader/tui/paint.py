"""Paint: what a row of the letter looks like, as text with styles.

Takes rows from `layout/`, styles from `palette.py` and the layers that lie over the text as spans; keeps no state.
The text goes into them as it is: no markup is read in it, and nothing a terminal would obey is left in it.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, starmap
from typing import NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefreader.document import Block, Citation, Document, Kind, Look, Mark
from briefreader.layout import KEPT, Piece, Row, cells
from briefreader.span import Span
from briefreader.tui.palette import Layer, Palette
from briefreader.tui.pen import Part

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


def flatten(spans: Iterable[tuple[Span, str]]) -> list[Overlay]:
    """Highlights with their colours, sorted by start, as disjoint stretches with the colours of all that lie there."""
    stretches: list[Overlay] = []
    open_: list[tuple[int, str]] = []
    at = 0
    for (start, end), colour in (*spans, _LAST):
        while open_ and at < start:
            upto = min(start, min([other for other, _ in open_]))
            stretches.append(Overlay(at, upto, tuple([ink for _, ink in open_])))
            open_ = [(other, ink) for other, ink in open_ if other > upto]
            at = upto
        at = start
        if start < end:
            open_.append((end, colour))
    return stretches


_LAST = (Span(sys.maxsize, sys.maxsize), "")


class Painter:
    """Paints the rows of one letter, `width` cells wide, with the text from cell `left` on."""

    def __init__(self, document: Document, palette: Palette, left: int, width: int) -> None:
        self.document = document
        self.palette = palette
        self.left = left
        self.width = width
        self._own: dict[int, tuple[Overlay, ...]] = {}

    def row(self, dress: Dress) -> list[Part]:
        """One row, `width` cells wide: gutter, signs, text with its layers, the map's sign at the right edge."""
        line = _Line()
        if dress.overlays:
            self._gutter(line, dress.overlays)
        if dress.row is not None:
            self._text(line, dress.row, dress.overlays)
        base, room = self.palette.base, self.width - (dress.mark is not None)
        if dress.caret is not None:
            line.pad(self.left + dress.caret, base)
            line.add(" ", 1, self.palette.style(("caret",)))
        line.pad(room, base)
        if line.cells == room and not dress.labels:
            self._mark(line, dress.mark)
            return line.parts()
        strip = Strip(starmap(Segment, line.parts()), line.cells).crop(0, room)
        for cell, label in dress.labels:
            strip = self._labelled(strip, self.left + cell, label)
        beside = _Line()
        self._mark(beside, dress.mark)
        return [*strip, *beside.parts()]

    def _mark(self, line: _Line, mark: MapSign | None) -> None:
        if mark is not None:
            line.add(mark.sign, 1, self._map_style(mark))

    def _map_style(self, mark: MapSign) -> Style:
        ground = ("thumb",) if mark.in_thumb else ()
        if mark.colour:
            return self.palette.sign(mark.colour, ground)
        return self.palette.style(ground if mark.sign == " " else (*ground, "hit-sign"))

    def _gutter(self, line: _Line, overlays: tuple[Overlay, ...]) -> None:
        if tints := [layer for _, _, layer in overlays if not isinstance(layer, str)]:
            most = max(tints, key=len)
            line.pad(self.left - GUTTER, self.palette.base)
            line.add(SEVERAL if len(most) > 1 else ONE, 1, self.palette.sign(most[-1]))

    def _text(self, line: _Line, row: Row, overlays: tuple[Overlay, ...]) -> None:
        for cell, sign, piece in _in_order(row):
            line.pad(self.left + cell, self.palette.base)
            if piece is None:
                line.add(sign, len(sign), self.palette.style(("rule",)))
            else:
                self._piece(line, row.block, piece, overlays)

    def _piece(self, line: _Line, block: int, piece: Piece, overlays: tuple[Overlay, ...]) -> None:
        """The text of one piece, cut where layers begin and end."""
        _, start, end = piece
        text, style, add = self.document.text, self.palette.style, line.add
        narrow = cells.narrow(text, start, end)
        layers = [o for o in (*self._own_layers(block), *overlays) if o[0] < end and start < o[1]]
        cuts = (
            {cut for first, last, _ in layers for cut in (first, last) if start < cut < end} if layers else ()
        )
        for cut in (*sorted(cuts), end):
            on = tuple([layer for first, last, layer in layers if first <= start < last])
            if narrow:
                add(text[start:cut], cut - start, style(on))
            else:
                add(cells.drawable(text[start:cut]), cells.width_of(text, start, cut), style(on))
            start = cut

    def _own_layers(self, index: int) -> tuple[Overlay, ...]:
        """What the letter itself says of a block: its kind, marks, citations."""
        known = self._own.get(index)
        if known is None:
            if len(self._own) > KEPT:
                self._own.clear()
            known = self._own[index] = tuple(self._find_own(self.document.blocks[index]))
        return known

    def _find_own(self, block: Block) -> Iterator[Overlay]:
        start, end = block.span
        name = _BLOCK_LAYERS.get(block.kind)
        if name:
            yield Overlay(start, end, name)
        if block.marker:
            yield Overlay(start, block.body.start, "bullet")
        for mark in _starting_in(self.document.marks, block.span):
            yield Overlay(*mark.span, _MARK_LAYERS[mark.look])
        for citation in self.document.citations_in(block.span):
            yield Overlay(*citation.span, "citation")

    def _labelled(self, strip: Strip, cell: int, label: str) -> Strip:
        drawn = Strip([Segment(label, self.palette.style(("label",)))], len(label))
        after = min(cell + len(label), strip.cell_length)
        return Strip.join([strip.crop(0, cell), drawn, strip.crop(after, strip.cell_length)])


class _Line:
    """A row in the making: neighbours of one style become one part, which saves the terminal bytes."""

    def __init__(self) -> None:
        self.cells = 0
        self._texts: list[str] = []
        self._styles: list[Style | None] = [None]

    def add(self, text: str, cells: int, style: Style) -> None:
        """Adds `text`, which takes so many cells."""
        self.cells += cells
        if style is self._styles[-1]:
            self._texts[-1] += text
        else:
            self._texts.append(text)
            self._styles.append(style)

    def pad(self, cell: int, style: Style) -> None:
        """Adds blanks up to `cell`."""
        if cell > self.cells:
            self.add(" " * (cell - self.cells), cell - self.cells, style)

    def parts(self) -> list[Part]:
        """What was added."""
        return list(zip(self._texts, self._styles[1:], repeat(None)))


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


def _in_order(row: Row) -> list[tuple[int, str, Piece | None]]:
    """Pieces and signs of a row from left to right: (cell, "", piece) or (cell, sign, None)."""
    parts: list[tuple[int, str, Piece | None]] = [(piece.cell, "", piece) for piece in row.pieces]
    if row.signs:
        parts += [(sign.cell, sign.text, None) for sign in row.signs]
        parts.sort(key=lambda part: part[0])
    return parts


def _starting_in(things: Sequence[_Spanned], span: Span) -> Sequence[_Spanned]:
    """Those of the sorted `things` that start inside `span`."""
    first = bisect_left(things, span.start, key=lambda thing: thing.span.start)
    return things[first : bisect_left(things, span.end, lo=first, key=lambda thing: thing.span.start)]
