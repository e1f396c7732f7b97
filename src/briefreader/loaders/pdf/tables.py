"""PDF tables: rows of cells that stand in columns, told from columns of running text by how short cells are.

Goes by place alone: lines of cells one below the other, with gutters between them that nothing crosses. Contents
are `contents.py`; fields with their labels are `paragraphs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefreader.document import Kind
from briefreader.loaders.flow import Piece
from briefreader.loaders.pdf.joining import piece
from briefreader.loaders.pdf.page import Stripe
from briefreader.loaders.pdf.paragraphs import Block, is_field
from briefreader.loaders.plain.hyphens import Hyphens
from briefreader.loaders.wording import starts
from briefreader.values import changed, frozen

ROWS = 3
"""Lines with several cells that a table has at least."""

GUTTER = 0.6
"""Em of room between two columns at least."""

APART = 3.5
"""Em from one line of a table to the next at most."""

PROSE = 28
"""Code points that the lines of a column of running text have at least, by their median."""

PADDED = 1.25
"""How much more than from line to line it is from row to row, where rows are set apart."""

Line = list[Stripe]


@frozen
class Table:
    """A table on a page."""

    top: float
    """Points from the top of the page to its first line's foot."""

    lines: frozenset[int]
    """Ids of the stripes in it."""

    piece: Piece


def tables(page: Sequence[Stripe], hyphens: Hyphens) -> list[Table]:
    """The tables of a page, from the top down."""
    return [
        Table(run[0][0].foot, frozenset(id(s) for line in run for s in line), _told(run, gutters, hyphens))
        for run in _runs(_by_line(page))
        if (gutters := _gutters(run)) and _is_table(run, gutters)
    ]


def _by_line(page: Sequence[Stripe]) -> list[Line]:
    """The stripes of a page line by line, each from left to right."""
    lines: list[Line] = []
    for stripe in sorted(page, key=lambda s: (s.layer, s.foot)):
        above = lines[-1][0] if lines else None
        if above and above.layer == stripe.layer and stripe.foot - above.foot < 0.25 * stripe.size:
            lines[-1].append(stripe)
        else:
            lines.append([stripe])
    return [sorted(line, key=lambda s: s.left) for line in lines]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches of lines, the first and last of several cells, that one gutter at least goes through."""
    at = 0
    while at < len(lines):
        end = at
        gaps = _gaps(lines[at])
        for below in range(at + 1, len(lines)):
            line, above = lines[below], lines[below - 1]
            gaps = _left_of(gaps, line)
            step = line[0].foot - above[0].foot
            if not gaps or line[0].layer != above[0].layer or not 0 < step < APART * above[0].size:
                break
            if len(line) > 1:
                end = below
        if end > at:
            yield list(lines[at : end + 1])
        at = end + 1


def _gaps(line: Line) -> list[tuple[float, float]]:
    """What is free between the stripes of lines: points from the left to where it begins and ends."""
    found = []
    right = line[0].right
    for stripe in line[1:]:
        if stripe.left - right > GUTTER * stripe.size:
            found.append((right, stripe.left))
        right = max(right, stripe.right)
    return found


def _left_of(gaps: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """What a line leaves free of `gaps`."""
    for stripe in line:
        parts = [
            part
            for start, end in gaps
            for part in ((start, min(end, stripe.left)), (max(start, stripe.right), end))
        ]
        gaps = [(start, end) for start, end in dict.fromkeys(parts) if end - start > GUTTER * stripe.size]
    return gaps


def _gutters(run: Sequence[Line]) -> list[float]:
    """Points from the left to the middle of each gutter that goes through all lines, between cells on both sides."""
    gaps = _gaps(sorted((stripe for line in run for stripe in line), key=lambda s: s.left))
    return [(start + end) / 2 for start, end in gaps]


def _cells(line: Line, gutters: Sequence[float]) -> list[Line]:
    cells: list[Line] = [[] for _ in range(len(gutters) + 1)]
    for stripe in line:
        cells[sum(gutter < stripe.left for gutter in gutters)].append(stripe)
    return cells


def _is_table(run: Sequence[Line], gutters: Sequence[float]) -> bool:
    """Whether a stretch is a table: several lines of cells, one column at least of short ones, none of fields."""
    several = sum(sum(bool(cell) for cell in _cells(line, gutters)) > 1 for line in run)
    if several < ROWS or several < 0.3 * len(run):
        return False
    first = [line[0].text for line in run]
    if any(is_field(text) or starts("item_label", text.lstrip("0123456789. ")) for text in first):
        return False
    columns = zip(*(_cells(line, gutters) for line in run), strict=True)
    lengths = [median(len(cell[0].text) for cell in column if cell) for column in columns]
    return min(lengths) < PROSE


def _told(run: Sequence[Line], gutters: Sequence[float], hyphens: Hyphens) -> Piece:
    rows: list[list[Line]] = []
    for fresh, line in zip(_fresh(run, gutters), run, strict=True):
        if fresh or not rows:
            rows.append([[] for _ in range(len(gutters) + 1)])
        for cell, more in zip(rows[-1], _cells(line, gutters), strict=True):
            cell += more
    return Piece(Kind.TABLE, rows=tuple(tuple(_cell(cell, hyphens) for cell in row) for row in rows))


def _fresh(run: Sequence[Line], gutters: Sequence[float]) -> list[bool]:
    """For each line whether a row begins at it: after more room than between lines, else where its first cell is filled."""
    steps = [below[0].foot - above[0].foot for above, below in pairwise(run)]
    least = min(steps)
    padded = [step > PADDED * least for step in steps]
    if sum(padded) >= 0.2 * len(steps) and not all(padded):
        return [True, *padded]
    return [bool(_cells(line, gutters)[0]) for line in run]


def _cell(stripes: Line, hyphens: Hyphens) -> tuple[Piece, ...]:
    if not stripes:
        return ()
    made = piece(Block(tuple(stripes)), hyphens)
    plain = tuple(changed(s, bold=False) for s in made.stretches)
    return (changed(made, stretches=plain),)
