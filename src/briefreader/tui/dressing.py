"""Dressing: what lies over each row in view: tints, hits, the sentence under the caret, selection, caret, labels, map.

Pure; what comes out is compared from one moment to the next, and only rows that differ are drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    """What goes over the rows of one window at one moment."""

    def __init__(self, window: Window, units: Units, tints: Tints) -> None:
        self.window = window
        self.units = units
        self.tints = tints
        self.text = units.document.text

    def dresses(
        self, selection: Selection, caret: str, hits: Sequence[Span], labels: Labels | None
    ) -> list[Dress]:
        """One dress for each row of the screen; `caret` is the name of the caret's style."""
        view = self.window.span
        overlays = self._overlays(view, selection, hits)
        at = self._caret(selection.head, caret)
        if isinstance(at, Overlay):
            overlays.append(at)
        marks = self._map(view, hits)
        return [
            Dress(
                row,
                tuple(o for o in overlays if o.start < row.span.end and row.span.start < o.end),
                at[1] if not isinstance(at, Overlay) and at[0] == number else None,
                self._labels(row, labels) if labels else (),
                marks[number],
            )
            for number, (_, row) in enumerate(self.window.rows)
        ] + [Dress(None, mark=mark) for mark in marks[len(self.window.rows) :]]

    def _overlays(self, view: Span, selection: Selection, hits: Sequence[Span]) -> list[Overlay]:
        found: list[Overlay] = []
        if selection.span.length:
            chosen = [Overlay(*selection.span, "selection")]
        else:
            sentence = self.units.at("sentence", selection.head)
            chosen = []
            if sentence:
                found.append(Overlay(*sentence, "sentence"))
        found += flatten(self.tints.over(view))
        found += (Overlay(*hit, "hit") for hit in overlapping(hits, view))
        return found + chosen

    def _caret(self, head: int, name: str) -> Overlay | tuple[int | None, int]:
        """The caret as an overlay; or the row and the cell it stands at, where there is no character."""
        place, cell = self.window.layout.find(head)
        row = self.window.layout.row(place)
        if row and any(piece.start <= head < piece.end for piece in row.pieces):
            return Overlay(*texts.grapheme_at(self.text, head), name)
        return self.window.row_of(head), cell

    def _labels(self, row: Row, labels: Labels) -> tuple[tuple[int, str], ...]:
        layout = self.window.layout
        return tuple(
            (layout.cell_in(piece, offset), label[len(labels.typed) :])
            for offset, label in labels.places
            for piece in row.pieces
            if piece.start <= offset < piece.end
        )

    def _map(self, view: Span, hits: Sequence[Span]) -> list[MapSign | None]:
        """The scroll map's sign for each row of the screen; None where it has none."""
        height, length = self.window.height, len(self.text)
        thumb = scrollmap.thumb(view, length, height)
        tinted = scrollmap.bins(self.tints.starts, length, height)
        found = scrollmap.bins([hit.start for hit in hits], length, height)
        signs: list[MapSign | None] = []
        for row, (one, hit) in enumerate(zip(tinted, found, strict=True)):
            in_thumb = thumb.holds(row)
            if hit is not None:
                signs.append(MapSign(HIT_SIGN, in_thumb))
            elif one is not None:
                signs.append(MapSign(HIGHLIGHT_SIGN, in_thumb, self.tints.colour_at(one)))
            else:
                signs.append(MapSign(" ", in_thumb) if in_thumb else None)
        return signs
