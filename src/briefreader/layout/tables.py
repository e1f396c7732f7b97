"""Tables: how wide columns are and what their rows look like in a given number of cells.

Gives plain tuples of numbers; `layout/` makes rows of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefreader.layout import cells
from briefreader.span import Span

BETWEEN = " │ "
"""Drawn between two columns."""

NARROWEST = 5
"""Cells a column has at least; a table with more columns than fit is shown as a list of its cells."""

SINGLE = 2
"""Cells a column has even if it needs fewer, so that any character fits."""

Pieces = list[tuple[int, int, int]]
Signs = list[tuple[int, str]]
Grid = Sequence[Sequence[Span]]


def table_rows(text: str, grid: Grid, width: int) -> Iterator[tuple[Pieces, Signs]]:
    """The rows of a table: (cell, start, end) of each piece of text and (cell, sign) of what is drawn besides."""
    widths = column_widths(text, grid, width)
    if widths is None:
        yield from _list_rows(text, grid, width)
        return
    lefts = [sum(widths[:n]) + n * len(BETWEEN) for n in range(len(widths))]
    for number, line in enumerate(grid):
        if number == 1:
            yield [], [(0, "─┼─".join("─" * w for w in widths))]
        yield from _line_rows(text, line, lefts, widths)


def column_widths(text: str, grid: Grid, width: int) -> list[int] | None:
    """Cells for each column: what it needs if all fit, else the widest give way. None if too many to fit."""
    count = max((len(line) for line in grid), default=0)
    room = width - (count - 1) * len(BETWEEN)
    if count == 0 or room < count * NARROWEST:
        return None
    needs = [SINGLE] * count
    for line in grid:
        for n, cell in enumerate(line):
            needs[n] = max(needs[n], cells.width_of(text, *cell))
    return _shared(needs, room)


def _shared(needs: list[int], room: int) -> list[int]:
    """`needs` cut down to sum up to at most `room`: those that need less than an equal share get all they need."""
    widths = [0] * len(needs)
    order = sorted(range(len(needs)), key=needs.__getitem__)
    for done, n in enumerate(order):
        widths[n] = min(needs[n], room // (len(order) - done))
        room -= widths[n]
    return widths


def _line_rows(
    text: str, line: Sequence[Span], lefts: list[int], widths: list[int]
) -> Iterator[tuple[Pieces, Signs]]:
    wrapped = [cells.wrap(text, *cell, widths[n], widths[n]) for n, cell in enumerate(line)]
    signs = [(left - len(BETWEEN), BETWEEN) for left in lefts[1:]]
    for depth in range(max((len(rows) for rows in wrapped), default=0)):
        pieces = [(lefts[n], *rows[depth]) for n, rows in enumerate(wrapped) if depth < len(rows)]
        yield pieces, signs


def _list_rows(text: str, grid: Grid, width: int) -> Iterator[tuple[Pieces, Signs]]:
    """A table that has too many columns for the width: its cells one under the other, a rule between lines."""
    for number, line in enumerate(grid):
        if number:
            yield [], [(0, "─" * min(width, 8))]
        for cell in line:
            for start, end in cells.wrap(text, *cell, width, width):
                yield [(0, start, end)], []
