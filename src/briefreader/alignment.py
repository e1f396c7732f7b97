"""Alignment: which letters of one text are which letters of another, moved passages included.

Works on plain strings of letters (`letters.py`) and knows nothing of annotations: what is concluded from an
alignment is `anchoring.py`. Coarse to fine: long strings that occur once in both texts fix the main line; what
was moved lies off it; between two fixed runs shorter strings are looked for, and edit distance does the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
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

    def cut(self, start: int, end: int) -> Run:
        """Its letters from `start` up to `end`, counted from its own beginning, as far as it has them."""
        start, end = max(0, start), min(self.length, end)
        return Run(self.old + start, self.new + start, end - start)


LONG, MIDDLE, SHORT = 32, 16, 8
"""Letters in the strings looked for. 32 hardly ever recur by chance even in formal prose; 16 and 8 are used
only between runs already fixed, where there is little to confuse them with."""

MOVED = 24
"""Letters a run off the main line must have: shorter ones are phrases that any letter may use."""


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


def align(old: str, new: str) -> Alignment:
    """Which letters of `old` are which letters of `new`."""
    main = _heaviest_line(_common(old, new, LONG))
    runs = _with_moved(old, new, main, LONG)
    runs = _filled(old, new, runs)
    runs = _with_moved(old, new, runs, MIDDLE)
    return Alignment(_filled(old, new, runs))


# ---- strings that occur once in both texts


def _common(old: str, new: str, size: int) -> list[Run]:
    """Maximal runs around every string of `size` letters that occurs once in each text; in old order."""
    there = _unique(new, size)
    runs: list[Run] = []
    ends: dict[int, int] = {}
    for gram, at in _unique(old, size).items():
        place = there.get(gram, -1)
        if at < 0 or place < 0 or ends.get(place - at, -1) > at:
            continue
        run = _extended(old, new, at, place)
        ends[place - at] = run.old_end
        runs.append(run)
    return sorted(runs)


def _unique(text: str, size: int) -> dict[str, int]:
    """Strings of `size` letters and where they stand; -1 for those that stand in several places."""
    seen: dict[str, int] = {}
    last = len(text) - size
    for at in _starts(text):
        if at > last:
            break
        gram = text[at : at + size]
        seen[gram] = -1 if gram in seen else at
    return seen


SAMPLED, THINNED = 4_000, 3_000_000
"""Letters from which on not every string is looked at, but about every fourth, then every sixteenth."""


def _starts(text: str) -> Iterable[int]:
    """Where the strings worth looking at start.

    In long texts those whose first letter (in very long ones: first two) is of an arbitrary quarter of all
    letters: chosen by what they are and not where, so the same strings are looked at in both texts.
    """
    if len(text) < SAMPLED:
        return range(len(text))
    quarter = "[" + "".join(re.escape(c) for c in sorted(set(text)) if ord(c) % 4 == 0) + "]"
    if quarter == "[]":
        return range(len(text))
    sign = quarter if len(text) < THINNED else f"{quarter}(?={quarter})"
    return (match.start() for match in re.finditer(sign, text))


def _extended(old: str, new: str, at: int, place: int) -> Run:
    """The longest run that holds the letters at `at` and `place`."""
    ahead = _shared(old, at, new, place, min(len(old) - at, len(new) - place), 1)
    back = _shared(old, at, new, place, min(at, place), -1)
    return Run(at - back, place - back, back + ahead)


def _shared(old: str, at: int, new: str, place: int, most: int, way: int) -> int:
    """How many letters, `most` at most, are the same from two places on; `way` is 1 ahead or -1 back.

    Compares ever longer slices, then ever shorter ones: a step costs as much for one letter as for a thousand.
    """
    length, step = 0, 64
    while step:
        start, end = sorted((length * way, (length + step) * way))
        if length + step <= most and old[at + start : at + end] == new[place + start : place + end]:
            length += step
            step *= 2
        else:
            step //= 2
    return length


# ---- the main line


def _heaviest_line(runs: Sequence[Run]) -> list[Run]:
    """Of `runs` in old order, those in the same order in both texts with the most letters, overlaps cut off."""
    ranks = {new: rank for rank, new in enumerate(sorted({run.new for run in runs}), 1)}
    heaviest = [(0, -1)] * (len(ranks) + 1)  # Fenwick tree: best (weight, index) among the lower ranks
    before: list[int] = []
    for index, run in enumerate(runs):
        weight, previous = _highest(heaviest, ranks[run.new] - 1)
        before.append(previous)
        _raise(heaviest, ranks[run.new], (weight + run.length, index))
    index = _highest(heaviest, len(ranks))[1]
    line: list[Run] = []
    while index >= 0:
        line.append(runs[index])
        index = before[index]
    return _without_overlaps(reversed(line))


def _highest(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    best = (0, -1)
    while rank > 0:
        best = max(best, tree[rank])
        rank &= rank - 1
    return best


def _raise(tree: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], value)
        rank += rank & -rank


def _without_overlaps(line: Iterable[Run]) -> list[Run]:
    """The line's runs, each cut to begin after the one before it in both texts."""
    kept: list[Run] = []
    old = new = 0
    for run in line:
        skip = max(0, old - run.old, new - run.new)
        if skip < run.length:
            kept.append(Run(run.old + skip, run.new + skip, run.length - skip))
            old, new = kept[-1].old_end, kept[-1].new_end
    return kept


# ---- off the main line


def _with_moved(old: str, new: str, runs: list[Run], size: int) -> list[Run]:
    """`runs`, and those found in what is unexplained in both texts: the longest first, in any order."""
    olds, news = _unexplained(old, new, runs)
    taken_old, taken_new = bytearray(len(olds.text)), bytearray(len(news.text))
    moved: list[Run] = []
    for run in sorted(_common(olds.text, news.text, size), key=lambda run: -run.length):
        clear = _clear(run, taken_old, taken_new)
        if clear.length >= MOVED:
            taken_old[clear.old : clear.old_end] = b"\1" * clear.length
            taken_new[clear.new : clear.new_end] = b"\1" * clear.length
            moved.append(_home(clear, olds, news))
    return sorted(runs + moved)


def _clear(run: Run, taken_old: bytearray, taken_new: bytearray) -> Run:
    """`run` without letters at its ends that belong to a longer one; empty if one lies in its middle."""
    start, end = 0, run.length
    while start < end and (taken_old[run.old + start] or taken_new[run.new + start]):
        start += 1
    while start < end and (taken_old[run.old + end - 1] or taken_new[run.new + end - 1]):
        end -= 1
    clear = Run(run.old + start, run.new + start, end - start)
    if any(taken_old[clear.old : clear.old_end]) or any(taken_new[clear.new : clear.new_end]):
        return clear._replace(length=0)
    return clear


class _Pieces:
    """Stretches of a text put together, with a seam between them that no string matches across."""

    def __init__(self, text: str, spans: Sequence[Span], seam: str) -> None:
        self.text = seam.join(text[start:end] for start, end in spans)
        self._spans = spans
        self._starts = list(accumulate((span.length + len(seam) for span in spans), initial=0))

    def home(self, index: int) -> int:
        """Where the letter at `index` of the pieces stands in the whole text."""
        piece = bisect_right(self._starts, index) - 1
        return self._spans[piece].start + index - self._starts[piece]


def _pieces(old: str, new: str, olds: Sequence[Span], news: Sequence[Span]) -> tuple[_Pieces, _Pieces]:
    """The same for both texts, with two different seams: nothing that holds a seam is common to both."""
    return _Pieces(old, olds, "\0"), _Pieces(new, news, "\1")


def _home(run: Run, olds: _Pieces, news: _Pieces) -> Run:
    return Run(olds.home(run.old), news.home(run.new), run.length)


def _unexplained(old: str, new: str, runs: Iterable[Run]) -> tuple[_Pieces, _Pieces]:
    """What no run covers, in either text."""
    olds = sorted(Span(run.old, run.old_end) for run in runs)
    news = sorted(Span(run.new, run.new_end) for run in runs)
    return _pieces(old, new, _between(olds, Span(0, len(old))), _between(news, Span(0, len(new))))


def _between(covered: Iterable[Span], whole: Span) -> list[Span]:
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


# ---- between two runs


def _filled(old: str, new: str, runs: list[Run]) -> list[Run]:
    """`runs`, and what is found between neighbours with shorter strings and edit distance."""
    found = list(runs)
    for olds, news in _gaps(runs, len(old), len(new)):
        left, right = _pieces(old, new, olds, news)
        found += (_home(run, left, right) for run in _within(left.text, right.text, (MIDDLE, SHORT)))
    return sorted(found)


def _gaps(runs: list[Run], old_length: int, new_length: int) -> Iterator[tuple[list[Span], list[Span]]]:
    """What is unexplained between neighbours: of the main line, and of moved passages that stayed together."""
    ends = (Run(0, 0, 0), Run(old_length, new_length, 0))
    main = [ends[0], *_heaviest_line(runs), ends[1]]
    olds = [Span(run.old, run.old_end) for run in runs]
    news = sorted(Span(run.new, run.new_end) for run in runs)
    neighbours = {*pairwise(main), *_together(runs)}
    for before, after in sorted(neighbours):
        old_gap, new_gap = Span(before.old_end, after.old), Span(before.new_end, after.new)
        if old_gap.length > 0 and new_gap.length > 0:
            yield _between(overlapping(olds, old_gap), old_gap), _between(overlapping(news, new_gap), new_gap)


def _together(runs: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs that follow each other directly in both texts."""
    following = dict(pairwise(sorted(runs, key=lambda run: run.new)))
    return (pair for pair in pairwise(runs) if following.get(pair[0]) == pair[1])


def _within(old: str, new: str, sizes: tuple[int, ...]) -> list[Run]:
    """Runs in two short texts that stand for each other: strings of the first of `sizes`, then the next."""
    if not old or not new:
        return []
    if not sizes:
        return _edits(old, new)
    found: list[Run] = []
    line = _heaviest_line(_common(old, new, sizes[0]))
    for before, after in pairwise([Run(0, 0, 0), *line, Run(len(old), len(new), 0)]):
        gap = _within(old[before.old_end : after.old], new[before.new_end : after.new], sizes[1:])
        found += (Run(run.old + before.old_end, run.new + before.new_end, run.length) for run in gap)
        found.append(after)
    return [run for run in found if run.length]


EDIT_AREA = 16_000_000
"""Letters of the one text times letters of the other up to which edit distance is worked out: some 10 ms."""

FIRM = 5
"""Letters of a run that may stand alone: shorter ones are common to any two texts in one language."""

CLOSE = 3
"""Letters between a short run and a firm one that vouches for it."""


def _edits(old: str, new: str) -> list[Run]:
    """What the cheapest edit of `old` into `new` leaves alone, without chance letters."""
    from rapidfuzz.distance import Levenshtein

    if len(old) * len(new) > EDIT_AREA:
        return []
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    runs = [Run(block.a, block.b, block.size) for block in blocks if block.size]
    ahead = _vouched(runs, Run(0, 0, 0))
    back = _vouched([_mirrored(run, old, new) for run in reversed(runs)], Run(0, 0, 0))
    return sorted({*ahead, *(_mirrored(run, old, new) for run in back)})


def _mirrored(run: Run, old: str, new: str) -> Run:
    """The same run counted from the ends of both texts."""
    return Run(len(old) - run.old_end, len(new) - run.new_end, run.length)


def _vouched(runs: list[Run], edge: Run) -> list[Run]:
    """The runs that are firm or follow closely on one that is kept; `edge` is kept to begin with."""
    kept = [edge]
    for run in runs:
        near = max(run.old - kept[-1].old_end, run.new - kept[-1].new_end) <= CLOSE
        if run.length >= FIRM or near:
            kept.append(run)
    return kept[1:]
