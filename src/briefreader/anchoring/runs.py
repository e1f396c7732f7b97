"""Runs: stretches of letters that two texts share, and what can be asked of many: order, overlaps, gaps.

Knows numbers only, no text. Where runs come from is `matching.py`; which of them are believed, `alignment.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from briefreader.span import Span, overlapping


class Run(NamedTuple):
    """`length` letters of the old text from `old` on that are the same letters of the new from `new` on."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length

    @property
    def old_span(self) -> Span:
        """What it covers of the old text."""
        return Span(self.old, self.old_end)

    @property
    def new_span(self) -> Span:
        """What it covers of the new text."""
        return Span(self.new, self.new_end)

    @property
    def swapped(self) -> Run:
        """The same with the two texts in each other's place."""
        return Run(self.new, self.old, self.length)

    def cut(self, start: int, end: int) -> Run:
        """Its letters from `start` up to `end`, counted from its own beginning, as far as it has them."""
        start, end = max(0, start), min(self.length, end)
        return Run(self.old + start, self.new + start, end - start)


class Alignment:
    """The runs two texts have in common, to be asked from either side."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = tuple(sorted(runs))
        """In the old text's order; disjoint in each text."""
        self._by_new = tuple(sorted(self.runs, key=lambda run: run.new))

    def of_old(self, span: Span) -> list[Run]:
        """What the old letters in `span` are in the new text: runs cut to it, in the old text's order."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.old_end)
        last = bisect_left(self.runs, span.end, key=lambda run: run.old)
        return [run.cut(span.start - run.old, span.end - run.old) for run in self.runs[first:last]]

    def of_new(self, span: Span) -> list[Run]:
        """What the new letters in `span` are in the old text: runs cut to it, in the new text's order."""
        first = bisect_right(self._by_new, span.start, key=lambda run: run.new_end)
        last = bisect_left(self._by_new, span.end, key=lambda run: run.new)
        return [run.cut(span.start - run.new, span.end - run.new) for run in self._by_new[first:last]]


def heaviest_line(runs: Sequence[Run], bonus: Callable[[Run], float] = lambda run: 0.0) -> list[Run]:
    """Of `runs` in old order, those in the same order in both texts that cover most letters; ends may overlap.

    What two of them share counts once, so of a passage and its copies elsewhere the one that leaves room for all
    that stands around it is taken. `bonus` is what else speaks for a run or, negative, against it, in letters.
    """
    overlap = not _are_disjoint(runs)
    if not overlap and all(one.new_end <= other.new for one, other in pairwise(runs)):
        return list(runs)
    overlaps = _Overlaps(runs) if overlap else None
    new_ends = [run.new_end for run in runs]
    ranks = {end: rank for rank, end in enumerate(sorted(set(new_ends)), 1)}
    ends = list(ranks)
    # A Fenwick tree: the best (letters, index) of lines that end by a rank.
    heaviest = [(0.0, -1)] * (len(ranks) + 1)
    ending = sorted(range(len(runs)), key=lambda index: runs[index].old_end)
    letters: list[float] = []
    before: list[int] = []
    ended = 0
    for index, run in enumerate(runs):
        while runs[ending[ended]].old_end <= run.old:
            done = ending[ended]
            _raise(heaviest, ranks[new_ends[done]], (letters[done], done))
            ended += 1
        best = _highest(heaviest, bisect_right(ends, run.new))
        for earlier, shared in overlaps.before(index) if overlaps else ():
            best = max(best, (letters[earlier] - shared, earlier))
        letters.append(best[0] + run.length + bonus(run))
        before.append(best[1])
    return _traced(runs, letters, before)


LOOKBACK = 32
"""Runs before one, in old order, that are compared with it for overlaps: copies of a passage are few."""

BY_CHANCE = 64
"""Letters by which a run may reach into a later one because two passages happen to go on alike. Such overlaps are
found however many runs, of copies elsewhere, lie between the two."""


class _Overlaps:
    """Which of the runs, in old order, overlap the beginning of a later one."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._by_old_end = sorted((run.old_end, index) for index, run in enumerate(runs))
        self._by_new_end = sorted((run.new_end, index) for index, run in enumerate(runs))

    def before(self, index: int) -> Iterator[tuple[int, int]]:
        """Runs that begin before the one at `index` and end in it, and how many letters they share with it."""
        run = self._runs[index]
        near = {*range(max(0, index - LOOKBACK), index)}
        near |= _ending_behind(self._by_old_end, run.old) | _ending_behind(self._by_new_end, run.new)
        for earlier in sorted(other for other in near if other < index):
            one = self._runs[earlier]
            shared = max(one.old_end - run.old, one.new_end - run.new)
            if 0 < shared < run.length and one.old < run.old and one.new < run.new:
                yield earlier, shared


def _ending_behind(ends: list[tuple[int, int]], place: int) -> set[int]:
    """The indexes of the sorted `ends` that are at most `BY_CHANCE` letters behind `place`."""
    first, last = bisect_left(ends, (place + 1, 0)), bisect_left(ends, (place + BY_CHANCE, 0))
    return {index for _, index in ends[first:last]}


def _traced(runs: Sequence[Run], letters: list[float], before: list[int]) -> list[Run]:
    """The line that ends with the run at which `letters` is highest, followed back along `before`."""
    index = max(range(len(runs)), key=letters.__getitem__, default=-1)
    line: list[Run] = []
    while index >= 0:
        line.append(runs[index])
        index = before[index]
    return line[::-1]


def _highest(tree: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    """The greatest value at any rank up to `rank`."""
    best = (0.0, -1)
    while rank > 0:
        best = max(best, tree[rank])
        rank &= rank - 1
    return best


def _raise(tree: list[tuple[float, int]], rank: int, value: tuple[float, int]) -> None:
    """Put `value` in at `rank`, if it is greater than what is there."""
    while rank < len(tree):
        tree[rank] = max(tree[rank], value)
        rank += rank & -rank


def disjoint(runs: Iterable[Run], least: int = 1) -> list[Run]:
    """`runs` with their overlaps cut off: the longest takes its letters first, each other what is left of it.

    A run that loses most of its letters may then be shorter than one that was behind it, so what is left is
    measured again each time; of two as long, the one that lost fewer goes first. Those with fewer than `least`
    letters left are dropped.
    """
    runs = sorted(runs)
    if _are_disjoint(runs) and all(run.length >= least for run in runs):
        return runs
    taken = _Taken()
    waiting = [(-run.length, 0, run) for run in runs]  # letters, negative for the heap; letters lost; run
    heapify(waiting)
    kept: list[Run] = []
    while waiting:
        _, lost, run = heappop(waiting)
        left = taken.left_of(run)
        if left.length < least:
            continue
        if left.length < run.length:
            heappush(waiting, (-left.length, lost + run.length - left.length, left))
            continue
        taken.add(run)
        kept.append(run)
    return sorted(kept)


def _are_disjoint(runs: Sequence[Run]) -> bool:
    """Whether no two of the sorted `runs` share a letter of either text."""
    by_new = sorted(runs, key=lambda run: run.new)
    apart_in_old = all(one.old_end <= other.old for one, other in pairwise(runs))
    return apart_in_old and all(one.new_end <= other.new for one, other in pairwise(by_new))


class _Taken:
    """Which letters of both texts belong to a run already."""

    def __init__(self) -> None:
        self._olds: list[Span] = []
        self._news: list[Span] = []

    def add(self, run: Run) -> None:
        """Mark the letters of `run`, which are all free."""
        insort(self._olds, run.old_span)
        insort(self._news, run.new_span)

    def left_of(self, run: Run) -> Run:
        """The longest part of `run` that is free in both texts."""
        olds = overlapping(self._olds, run.old_span)
        news = overlapping(self._news, run.new_span)
        taken = [span.shift(-run.old) for span in olds] + [span.shift(-run.new) for span in news]
        free = between(sorted(taken), Span(0, run.length))
        start, end = max(free, key=lambda span: span.length, default=Span(0, 0))
        return run.cut(start, end)


def between(covered: Iterable[Span], whole: Span) -> list[Span]:
    """The stretches of `whole` that none of the sorted, disjoint `covered` covers."""
    free: list[Span] = []
    at = whole.start
    for span in covered:
        if span.start > at:
            free.append(Span(at, span.start))
        at = span.end
    if at < whole.end:
        free.append(Span(at, whole.end))
    return free


def neighbours(runs: Sequence[Run], old_length: int, new_length: int) -> list[tuple[Run, Run]]:
    """Pairs of runs with a gap between them that may hold more of the same, in old order.

    Those next to each other on the main line, whatever was moved into or out of the gap; and those off it that
    follow each other directly in both texts. The ends of the texts count as runs.
    """
    main = [Run(0, 0, 0), *disjoint(heaviest_line(runs)), Run(old_length, new_length, 0)]
    following = dict(pairwise(sorted(runs, key=lambda run: run.new)))
    together = (pair for pair in pairwise(runs) if following.get(pair[0]) == pair[1])
    return sorted({*pairwise(main), *together})
