"""Scroll map: the column at the pane's edge that shows where in the letter one is, and where highlights and hits are.

Counts in offsets of the text, since the number of rows is not known. Pure; `reader.py` draws it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from briefreader.span import Span


def thumb(view: Span, length: int, height: int) -> Span:
    """The rows of the map, of `height`, that stand for what is in view of a text of `length` code points.

    Empty if all of it is in view.
    """
    if length <= 0 or height <= 0 or (view.start <= 0 and view.end >= length):
        return Span(0, 0)
    size = max(1, round(height * view.length / length))
    start = round((height - size) * view.start / max(length - view.length, 1))
    start = min(max(start, 0), height - size)
    return Span(start, start + size)


def bins(starts: Sequence[int], length: int, height: int) -> list[int | None]:
    """For each row of the map the index of the first of the sorted `starts` that falls into it, or None."""
    found: list[int | None] = []
    for row in range(height):
        low, high = row * length // height, (row + 1) * length // height
        at = bisect_left(starts, low)
        found.append(at if at < len(starts) and starts[at] < max(high, low + 1) else None)
    return found


def offset_for(row: int, length: int, height: int) -> int:
    """The offset that a row of the map stands for."""
    return min(max(row, 0), height) * length // max(height, 1)
