"""Span: a stretch of a text, in code points, half-open; and what can be asked of sorted spans.

The only coordinate inside briefreader. Rows, mouse cells, bytes and the units of export formats are made
from it at their own edge and nowhere else.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import namedtuple
from collections.abc import Iterator, Sequence
from itertools import groupby

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class _Ends(NamedTuple):
        start: int
        end: int
else:  # without `typing`, which takes a command two milliseconds to import, and one more to make such a class
    _Ends = namedtuple("_Ends", "start end")


class Span(_Ends):
    """`start` up to and without `end`: positions lie between characters, as in `text[start:end]`."""

    __slots__ = ()

    def of(self, text: str) -> str:
        """The characters it covers."""
        return text[self.start : self.end]

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` is inside."""
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same stretch `by` code points further on."""
        return Span(self.start + by, self.end + by)

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return self.end - self.start


def trimmed(text: str, span: Span) -> Span:
    """`span` without white space at its ends; empty at its start if it holds nothing else."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def index_at(spans: Sequence[Span], offset: int) -> int:
    """Index of the last of the sorted `spans` that starts at or before `offset`; -1 if there is none."""
    # Compared whole: a key of the start alone would be a call for each span that is looked at.
    return bisect_right(spans, Span(offset, sys.maxsize)) - 1


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the sorted, disjoint `spans` that share a character with `span`."""
    first = index_at(spans, span.start)
    if first < 0 or spans[first].end <= span.start:
        first += 1
    last = index_at(spans, span.end - 1)
    return spans[first : last + 1]


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as runs: the first of each, and how many follow one another from there."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], len(members)
