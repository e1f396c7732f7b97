"""Layout: the rows of a letter at a width, and the way between offsets and cells.

Lays out a block when it is asked for and no sooner, so that a letter of any size opens at once: there is no number
of rows anywhere, a place is a block and a row in it. How a row looks is `tui/paint.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from briefreader import text as texts
from briefreader.document import Block, Document, Kind
from briefreader.layout import cells
from briefreader.layout.tables import table_rows
from briefreader.span import Span, index_at

INDENT = 2
"""Cells that a list's level and a quotation stand in."""

KEPT = 512
"""Blocks whose rows are kept: several pages of short ones."""

TIGHT = 160
"""Items of at most so many code points follow each other without a blank row: two rows of the usual measure."""

NARROWEST = 8
"""Cells a row has at least; a narrower pane cuts it off."""


class Piece(NamedTuple):
    """A stretch of the text on a row: `text[start:end]`, drawn from `cell` on."""

    cell: int
    start: int
    end: int


class Sign(NamedTuple):
    """Something drawn on a row that is not in the text: a rule of a table, the bar of a quotation."""

    cell: int
    text: str


class Row(NamedTuple):
    """One row of the screen. Without pieces it is blank, or holds signs only."""

    block: int
    """Index of the block it belongs to; blank rows belong to the block below them."""

    pieces: tuple[Piece, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def span(self) -> Span:
        """From its first shown character to its last; empty at 0 for a row without pieces."""
        if not self.pieces:
            return Span(0, 0)
        return Span(self.pieces[0].start, self.pieces[-1].end)


class Place(NamedTuple):
    """Where a row is: the index of its block, and its number within the block's rows."""

    block: int
    row: int


class Layout:
    """The rows of `document`, none of them wider than `width` cells."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(width, NARROWEST)
        self._rows: OrderedDict[int, tuple[Row, ...]] = OrderedDict()

    # Rows

    def rows_of(self, index: int) -> tuple[Row, ...]:
        """The rows of block `index`, blank ones above it included. Empty if there is no such block."""
        known = self._rows.get(index)
        if known is not None:
            return known
        if not 0 <= index < len(self.document.blocks):
            return ()
        rows = (*self._blank_rows(index), *self._text_rows(index))
        self._rows[index] = rows
        if len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        return rows

    def row(self, place: Place) -> Row | None:
        """The row at `place`."""
        rows = self.rows_of(place.block)
        return rows[place.row] if 0 <= place.row < len(rows) else None

    def rows_from(self, place: Place) -> Iterator[tuple[Place, Row]]:
        """The rows from `place` on, to the end of the letter."""
        block, first = place
        while rows := self.rows_of(block):
            for number in range(first, len(rows)):
                yield Place(block, number), rows[number]
            block, first = block + 1, 0

    def rows_before(self, place: Place) -> Iterator[tuple[Place, Row]]:
        """The rows above `place`, upwards, to the start of the letter."""
        block, last = place
        while rows := self.rows_of(block):
            for number in range(min(last, len(rows)) - 1, -1, -1):
                yield Place(block, number), rows[number]
            block -= 1
            last = len(self.rows_of(block))

    def shift(self, place: Place, count: int) -> Place:
        """The place `count` rows below `place`, or above it; the last or first one if there are not so many."""
        block, row = place
        row += count
        while row < 0 and block > 0:
            block -= 1
            row += len(self.rows_of(block))
        while row >= (rows := len(self.rows_of(block))):
            if not self.rows_of(block + 1):
                return Place(block, max(rows - 1, 0))
            block, row = block + 1, row - rows
        return Place(block, max(row, 0))

    @property
    def first(self) -> Place:
        """The first row of the letter."""
        return Place(0, 0)

    @property
    def last(self) -> Place:
        """The last row of the letter."""
        last = max(len(self.document.blocks) - 1, 0)
        return Place(last, max(len(self.rows_of(last)) - 1, 0))

    # Offsets and cells

    def find(self, offset: int) -> tuple[Place, int]:
        """The row that shows `offset`, and the cell on it; where nothing is shown for it, the end of the row."""
        index = max(index_at(self.document.block_spans, offset), 0)
        rows = self.rows_of(index)
        if not rows:
            return self.first, 0
        if self.document.blocks[index].cells:
            return self._find_in_table(index, offset)
        blanks = self._blanks(index)
        number = bisect_right(rows, offset, lo=blanks, key=lambda row: row.pieces[0].start) - 1
        number = max(number, blanks)
        return Place(index, number), self.cell_in(rows[number].pieces[0], offset)

    def _find_in_table(self, index: int, offset: int) -> tuple[Place, int]:
        """`find` where the rows are not in the order of the text."""
        best = Place(index, self._blanks(index)), Piece(0, 0, 0)
        for number, row in enumerate(self.rows_of(index)):
            for piece in row.pieces:
                if best[1].start <= piece.start <= offset:
                    best = Place(index, number), piece
        return best[0], self.cell_in(best[1], offset)

    def cell_in(self, piece: Piece, offset: int) -> int:
        """The cell at which the character of `piece` that holds `offset` begins; past its end, the cell after it."""
        if offset >= piece.end:
            return piece.cell + cells.width_of(self.document.text, piece.start, piece.end)
        return piece.cell + cells.cell_at(self.document.text, piece.start, piece.end, offset)

    def offset_at(self, place: Place, cell: int) -> int:
        """The offset of the character shown at `cell` of the row at `place`.

        Left of the row's text it is the first one, right of it the row's end; on a blank row the start of the
        block below.
        """
        row = self.row(place)
        if row is None:
            return 0
        if not row.pieces:
            return self.document.blocks[row.block].span.start
        piece = row.pieces[0]
        for other in row.pieces:
            if other.cell <= cell:
                piece = other
        offset = cells.offset_at(self.document.text, piece.start, piece.end, cell - piece.cell)
        return min(offset, self.end_of(place, piece))

    def end_of(self, place: Place, piece: Piece) -> int:
        """The last offset that is on `piece` of the row at `place`.

        That is its end, where a space or the block's end follows; where a long word is cut, the start of its last
        character, since the end is already the next row's.
        """
        below = self.row(Place(place.block, place.row + 1))
        if below and below.pieces and below.pieces[0].start == piece.end and piece.start < piece.end:
            return texts.grapheme_at(self.document.text, piece.end - 1).start
        return piece.end

    # Blocks

    def _blanks(self, index: int) -> int:
        """How many blank rows stand above block `index`."""
        if index == 0:
            return 0
        above, block = self.document.blocks[index - 1], self.document.blocks[index]
        if above.kind is Kind.NOTE and block.kind is Kind.NOTE:
            return 0
        if above.kind is Kind.ITEM and block.kind is Kind.ITEM:
            return int(above.span.length > TIGHT or block.span.length > TIGHT)
        if block.kind is Kind.HEADING and block.level <= 2 and above.kind is not Kind.HEADING:
            return 2
        return 1

    def _blank_rows(self, index: int) -> tuple[Row, ...]:
        return (Row(index),) * self._blanks(index)

    def _text_rows(self, index: int) -> Iterator[Row]:
        block = self.document.blocks[index]
        if block.cells:
            for pieces, rules in table_rows(self.document.text, block.cells, self.width):
                yield Row(index, tuple(Piece(*p) for p in pieces), tuple(Sign(*r) for r in rules))
            return
        indent, hang = self._indents(block)
        signs = (Sign(indent - INDENT, "▎"),) if block.kind is Kind.QUOTE else ()
        for piece in self._pieces(block, indent, hang):
            yield Row(index, (piece,), signs)

    def _indents(self, block: Block) -> tuple[int, int]:
        """Cells left of a block's first row, and of its other rows."""
        levels = block.level if block.kind is Kind.ITEM else int(block.kind is Kind.QUOTE)
        indent = min(levels * INDENT, self.width // 3)
        marker = cells.width_of(self.document.text, block.span.start, block.body.start)
        return indent, indent + (marker if marker <= self.width // 3 else 0)

    def _pieces(self, block: Block, indent: int, hang: int) -> Iterator[Piece]:
        text, cell = self.document.text, indent
        for line in _lines(text, block.span):
            for start, end in cells.wrap(text, *line, self.width - cell, self.width - hang):
                yield Piece(cell, start, end)
                cell = hang


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a block that has hard breaks; the whole of it if it has none."""
    start, end = span
    while (cut := text.find("\n", start, end)) >= 0:
        yield Span(start, cut)
        start = cut + 1
    yield Span(start, end)
