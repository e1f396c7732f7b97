"""Headed: a list of things under headings, such as a letter's highlights or hits under its sections.

Makes each row when it is shown. What a row says is its owner's business.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from briefreader.document import Document
from briefreader.tui import wording
from briefreader.tui.panes.rows import Listing, Row


class Headed(Listing):
    """Rows of things in their order, with headings between."""

    def __init__(self, headings: Iterable[tuple[int, str]]) -> None:
        """`headings`: the index of the thing that each stands before, and its words; in order."""
        told = list(headings)
        self._before = [index for index, _ in told]
        self._titles = [title for _, title in told]

    @abstractmethod
    def things(self) -> int:
        """How many there are."""

    @abstractmethod
    def row_of(self, index: int) -> Row:
        """The row of the thing of that index."""

    def lines(self) -> Sequence[int]:
        """How many lines the row of each thing takes."""
        return [1] * self.things()

    def row_index(self, index: int) -> int:
        """Where the row of the thing of that index stands."""
        return index + bisect_right(self._before, index)

    def made(self, index: int) -> Row:
        """The row of a heading or of a thing."""
        above = bisect_right(range(len(self._before)), index, key=lambda n: self._before[n] + n)
        if above and self._before[above - 1] + above - 1 == index:
            title = wording.plain(self._titles[above - 1])
            return Row(f"§{above}", ((title, "heading"),), choosable=False)
        return self.row_of(index - above)

    def __len__(self) -> int:
        return self.things() + len(self._before)

    @cached_property
    def heights(self) -> Sequence[int]:
        """How many lines each row takes."""
        each = self.lines()
        heights: list[int] = []
        for start, end in zip([0, *self._before], [*self._before, len(each)], strict=True):
            heights += (*each[start:end], 1)
        return heights[:-1]


def sections(document: Document, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """For each section in which some of these sorted offsets lie, the index of the first of them, and its title."""
    titles = [document.title, *(section.title for section in document.sections)]
    ends = [*(section.own.start for section in document.sections), len(document.text) + 1]
    first, before = 0, None
    for title, end in zip(titles, ends, strict=True):
        last = bisect_left(starts, end, first)
        if last > first:
            if title != before:
                yield first, title
            before = title
        first = last
