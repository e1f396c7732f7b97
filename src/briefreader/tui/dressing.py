"""Dressing: what lies over each row in view: tints, hits, the sentence under the caret, selection, caret, labels, map.

Pure; what comes out is compared from one moment to the next, and only rows that differ are drawn again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from briefreader import text as texts
from briefreader.layout import Row
from briefreader.motions import Selection, Units
from briefreader.span import Span, overlapping
from briefreader.tui import scrollmap
from briefreader.tui.jump import Labels
from briefreader.tui.paint import Dress, MapSign, Overlay, flatten
from briefreader.tui.tints import Tints
from briefreader.tui.window import Window

HIGHLIGHT_SIGN, HIT_SIGN = "▐", "━"
"""What stands on the scroll map for highlights and for hits."""


class Dressing:
    """What lies over the rows of a view: made once for a view, then asked for at each move of the caret in it."""

    def __init__(
        self,
        window: Window,
        units: Units,
        tints: Tints,
        hits: Sequence[Span],
        signs: Sequence[MapSign | None],
    ) -> None:
        """`signs`: the scroll map's for highlights and hits, one for each row of the screen (see `map_signs`)."""
        self.window = window
        self.units = units
        view = window.span
        tinted = _Layer(flatten(tints.over(view)))
        found = _Layer([Overlay(*hit, "hit") for hit in overlapping(hits, view)])
        signs = _with_thumb(signs, scrollmap.thumb(view, len(units.document.text), window.height))
        self.rows = window.rows
        rows = [row for _, row in window.rows]
        self._spans = [row.span for row in rows]
        self._bare = [
            Dress(row, (*tinted.over(span), *found.over(span)), mark=sign)
            for row, span, sign in zip(rows, self._spans, signs, strict=False)
        ] + [Dress(None, mark=sign) for sign in signs[len(rows) :]]

    def dresses(self, selection: Selection, caret: str, labels: Labels | None) -> list[Dress]:
        """One dress for each row of the screen; `caret` is the name of the caret's style."""
        dresses = list(self._bare)
        for overlay in self._moving(selection, caret):
            for number, span in enumerate(self._spans):
                if overlay.start < span.end and span.start < overlay.end:
                    dress = dresses[number]
                    dresses[number] = dress._replace(overlays=(*dress.overlays, overlay))
        beyond = self._caret_beyond(selection.head)
        if beyond is not None:
            number, cell = beyond
            dresses[number] = dresses[number]._replace(caret=cell)
        if labels:
            for number, (_, row) in enumerate(self.window.rows):
                dresses[number] = dresses[number]._replace(labels=self._labels(row, labels))
        return dresses

    def _moving(self, selection: Selection, caret: str) -> Iterator[Overlay]:
        """The layers that go where the caret goes, the lowest first."""
        if selection.span.length:
            yield Overlay(*selection.span, "selection")
        elif sentence := self.units.at("sentence", selection.head):
            yield Overlay(*sentence, "sentence")
        grapheme = texts.grapheme_at(self.units.document.text, selection.head)
        if grapheme.length:
            yield Overlay(*grapheme, caret)

    def _caret_beyond(self, head: int) -> tuple[int, int] | None:
        """The row and the cell of a caret that stands where the row shows no character."""
        place, cell = self.window.layout.find(head)
        row, number = self.window.layout.row(place), self.window.row_of(head)
        if row is None or number is None or any(piece.start <= head < piece.end for piece in row.pieces):
            return None
        return number, cell

    def _labels(self, row: Row, labels: Labels) -> tuple[tuple[int, str], ...]:
        layout = self.window.layout
        return tuple(
            (layout.cell_in(piece, offset), label[len(labels.typed) :])
            for offset, label in labels.places
            for piece in row.pieces
            if piece.start <= offset < piece.end
        )


class _Layer:
    """Overlays that are sorted and disjoint, of which each row is given its own."""

    def __init__(self, overlays: Sequence[Overlay]) -> None:
        self._overlays = overlays
        self._starts = [overlay.start for overlay in overlays]
        self._ends = [overlay.end for overlay in overlays]

    def over(self, span: Span) -> Sequence[Overlay]:
        """Those that share a character with `span`, or go on over it if it is empty."""
        if not self._overlays:
            return ()
        return self._overlays[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]


def map_signs(tints: Tints, hits: Sequence[Span], length: int, height: int) -> list[MapSign | None]:
    """What the scroll map of a text of `length` code points shows of highlights and hits, on `height` rows."""
    signs: list[MapSign | None] = []
    tinted = scrollmap.bins(tints.marks.starts, length, height)
    found = scrollmap.bins([hit.start for hit in hits], length, height)
    for one, hit in zip(tinted, found, strict=True):
        if hit is not None:
            signs.append(MapSign(HIT_SIGN, False))
        elif one is not None:
            signs.append(MapSign(HIGHLIGHT_SIGN, False, tints.colour_at(one)))
        else:
            signs.append(None)
    return signs


def _with_thumb(signs: Sequence[MapSign | None], thumb: Span) -> list[MapSign | None]:
    """The signs with the part of the letter that is in view marked on them."""
    shown = list(signs)
    for row in range(*thumb):
        sign = shown[row]
        shown[row] = sign._replace(in_thumb=True) if sign else MapSign(" ", True)
    return shown
