"""Alignment: which letters of one text are which letters of another, moved passages included.

Works on plain strings of letters (`letters.py`) and knows nothing of annotations: what is concluded from an
alignment is `anchoring.py`. Coarse to fine: long strings that occur once in both texts fix the main line; what
was moved lies off it; between two fixed runs shorter strings are looked for, and edit distance does the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from typing import NamedTuple

from briefreader.letters import Letters
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
    def swapped(self) -> Run:
        """The same with the two texts in each other's place."""
        return Run(self.new, self.old, self.length)

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


def align(old: Letters, new: Letters) -> Alignment:
    """Which letters of `old` are which letters of `new`."""
    runs = _disjoint(_heaviest_line(_common(old.letters, new.letters, LONG)))
    runs = _with_moved(old, new, runs, LONG)
    runs = _filled(old, new, runs)
    runs = _with_moved(old, new, runs, MIDDLE)
    runs = _filled(old, new, runs)
    return Alignment(_well_cut(old, new, _with_moved_lines(old, new, runs)))


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
    """Of `runs` in old order, those in the same order in both texts with the most letters; ends may overlap."""
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
    return line[::-1]


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


def _disjoint(runs: Iterable[Run], least: int = 1) -> list[Run]:
    """`runs` with their overlaps cut off: the longest takes its letters first, each other what is left of it.

    A run that loses most of its letters may then be shorter than one that was behind it, so what is left is
    measured again each time. Those with fewer than `least` letters left are dropped.
    """
    taken = _Taken()
    waiting = [(-run.length, 0, run) for run in runs]
    heapify(waiting)
    kept: list[Run] = []
    while waiting:
        _, cut, run = heappop(waiting)
        left = taken.left_of(run)
        if left.length < least:
            continue
        if left.length < run.length:
            heappush(waiting, (-left.length, cut + run.length - left.length, left))
            continue
        taken.add(run)
        kept.append(run)
    return sorted(kept)


class _Taken:
    """Which letters of both texts belong to a run already."""

    def __init__(self) -> None:
        self._olds: list[Span] = []
        self._news: list[Span] = []

    def add(self, run: Run) -> None:
        """Mark the letters of `run`, which are all free."""
        insort(self._olds, Span(run.old, run.old_end))
        insort(self._news, Span(run.new, run.new_end))

    def left_of(self, run: Run) -> Run:
        """The longest part of `run` that is free in both texts."""
        olds = overlapping(self._olds, Span(run.old, run.old_end))
        news = overlapping(self._news, Span(run.new, run.new_end))
        taken = [span.shift(-run.old) for span in olds] + [span.shift(-run.new) for span in news]
        free = _between(sorted(taken), Span(0, run.length))
        start, end = max(free, key=lambda span: span.length, default=Span(0, 0))
        return run.cut(start, end)


# ---- off the main line


def _with_moved(old: Letters, new: Letters, runs: list[Run], size: int) -> list[Run]:
    """`runs`, and those found in what is unexplained in both texts, in whatever order they are there."""
    olds = _unexplained(old, (Span(run.old, run.old_end) for run in runs), OLD_SEAM)
    news = _unexplained(new, (Span(run.new, run.new_end) for run in runs), NEW_SEAM)
    moved = _disjoint(_common(olds.letters, news.letters, size), MOVED)
    return sorted(runs + [_home(run, olds, news) for run in moved])


def _with_moved_lines(old: Letters, new: Letters, runs: list[Run]) -> list[Run]:
    """`runs`, and whole lines too short for that, if they are unexplained and stand once in what is."""
    there = _lone_lines(new, sorted(Span(run.new, run.new_end) for run in runs))
    found = list(runs)
    for line, place in _lone_lines(old, [Span(run.old, run.old_end) for run in runs]).items():
        if line in there:
            found.append(Run(place, there[line], len(line)))
    return sorted(found)


LINE = 5
"""Letters a line must have to be known again by itself: `Vraag 3`, not `- de`."""


def _lone_lines(text: Letters, explained: list[Span]) -> dict[str, int]:
    """The lines of `text` of which no letter is explained, and which occur once among these; and where."""
    seen: dict[str, int] = {}
    for free in _between(explained, Span(0, len(text.letters))):
        edges = [i for i in range(free.start, free.end + 1) if text.ends_line(i)]
        for start, end in pairwise(edges):
            line = text.letters[start:end]
            if len(line) >= LINE:
                seen[line] = -1 if line in seen else start
    return {line: start for line, start in seen.items() if start >= 0}


class _Pieces:
    """Stretches of a text put together, with a seam between them that no string matches across."""

    def __init__(self, letters: str, spans: Sequence[Span], seam: str) -> None:
        self.letters = seam.join(letters[start:end] for start, end in spans)
        self._spans = spans
        self._starts = list(accumulate((span.length + len(seam) for span in spans), initial=0))

    def home(self, index: int) -> int:
        """Where the letter at `index` of the pieces stands in the whole text."""
        piece = bisect_right(self._starts, index) - 1
        return self._spans[piece].start + index - self._starts[piece]


OLD_SEAM, NEW_SEAM = "\0", "\1"
"""Two different seams: no string that holds one is common to both texts."""


def _home(run: Run, olds: _Pieces, news: _Pieces) -> Run:
    return Run(olds.home(run.old), news.home(run.new), run.length)


def _unexplained(letters: Letters, covered: Iterable[Span], seam: str) -> _Pieces:
    """What none of the disjoint `covered` covers."""
    return _Pieces(letters.letters, _between(sorted(covered), Span(0, len(letters.letters))), seam)


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


def _filled(old: Letters, new: Letters, runs: list[Run]) -> list[Run]:
    """`runs`, and what is found between neighbours with shorter strings and edit distance."""
    olds = [Span(run.old, run.old_end) for run in runs]
    news = sorted(Span(run.new, run.new_end) for run in runs)
    found = list(runs)
    for before, after in _neighbours(runs, Run(len(old.letters), len(new.letters), 0)):
        old_gap, new_gap = Span(before.old_end, after.old), Span(before.new_end, after.new)
        if old_gap.length <= 0 or new_gap.length <= 0:
            continue
        left = _Pieces(old.letters, _between(overlapping(olds, old_gap), old_gap), OLD_SEAM)
        right = _Pieces(new.letters, _between(overlapping(news, new_gap), new_gap), NEW_SEAM)
        between = [_home(run, left, right) for run in _within(left.letters, right.letters, (MIDDLE, SHORT))]
        found += _vouched(old, new, between, [before, after])
    return sorted(found)


def _neighbours(runs: list[Run], end: Run) -> list[tuple[Run, Run]]:
    """Pairs of runs with a gap between them: on the main line, and of moved passages that stayed together."""
    main = [Run(0, 0, 0), *_disjoint(_heaviest_line(runs)), end]
    return sorted({*pairwise(main), *_together(runs)})


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
    line = _disjoint(_heaviest_line(_common(old, new, sizes[0])))
    for before, after in pairwise([Run(0, 0, 0), *line, Run(len(old), len(new), 0)]):
        gap = _within(old[before.old_end : after.old], new[before.new_end : after.new], sizes[1:])
        found += (Run(run.old + before.old_end, run.new + before.new_end, run.length) for run in gap)
        found.append(after)
    return [run for run in found if run.length]


EDIT_AREA = 16_000_000
"""Letters of the one text times letters of the other up to which edit distance is worked out: some 10 ms."""


def _edits(old: str, new: str) -> list[Run]:
    """What the cheapest edit of `old` into `new` leaves alone; by chance some letters always are."""
    from rapidfuzz.distance import Levenshtein

    if len(old) * len(new) > EDIT_AREA:
        return []
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    return [Run(block.a, block.b, block.size) for block in blocks if block.size]


FIRM = 6
"""Letters of a run that may stand alone; shorter ones are common to any two texts in one language."""

WORD = 2
"""Letters of a run that may stand alone because it is whole words in both texts."""

CLOSE = 3
"""Letters, in either text, between a short run and a firm one that vouches for it."""


def _vouched(old: Letters, new: Letters, runs: list[Run], edges: list[Run]) -> list[Run]:
    """Those of `runs` that are firm or stand close to one that is; `edges` are the firm ones around them."""
    firm = sorted([run for run in runs if _is_firm(old, new, run)] + edges)
    kept = []
    for run in runs:
        at = bisect_left(firm, run)
        if any(_distance(run, other) <= CLOSE for other in firm[max(0, at - 1) : at + 1]):
            kept.append(run)
    return kept


def _is_firm(old: Letters, new: Letters, run: Run) -> bool:
    if run.length >= FIRM:
        return True
    ends = (old.parting(run.old), old.parting(run.old_end), new.parting(run.new), new.parting(run.new_end))
    return run.length >= WORD and all(ends)


def _distance(one: Run, other: Run) -> int:
    """Letters between two runs, in the text where they are further apart; 0 for a run and itself."""
    first, second = sorted((one, other))
    return max(0, second.old - first.old_end, abs(second.new - first.new_end)) if one != other else 0


# ---- where to cut


def _well_cut(old: Letters, new: Letters, runs: list[Run]) -> list[Run]:
    """`runs`, cut apart at the ends of words, sentences and lines where the letters leave a choice.

    Of `Artikel 27 … Artikel 28` without its first half the letters may as well be `Artikel 2` of the one and `8`
    of the other.
    """
    runs = _slid(old, new, runs)
    runs = [run.swapped for run in _slid(new, old, sorted(run.swapped for run in runs))]
    return sorted(runs)


def _slid(old: Letters, new: Letters, runs: list[Run]) -> list[Run]:
    """`runs` with the cut between any two that touch in the old text at the best place it can have."""
    runs = list(runs)
    order = sorted(range(len(runs)), key=lambda index: runs[index].new)
    rank = {index: place for place, index in enumerate(order)}
    for index in range(len(runs) - 1):
        before, after = runs[index], runs[index + 1]
        if before.old_end != after.old:
            continue
        ahead, behind = rank[index] + 1, rank[index + 1] - 1
        limit = runs[order[ahead]].new if ahead < len(order) else len(new.letters)
        floor = runs[order[behind]].new_end if behind >= 0 else 0
        by = _best_slide(old, new, before, after, floor, limit)
        runs[index] = before._replace(length=before.length + by)
        runs[index + 1] = Run(after.old + by, after.new + by, after.length - by)
    return runs


def _best_slide(old: Letters, new: Letters, before: Run, after: Run, floor: int, limit: int) -> int:
    """Letters by which the cut between two runs that touch in the old text is best moved on, or back if negative.

    The later one may grow back to new letter `floor`, the earlier one ahead to `limit`.
    """
    cut, end, start = after.old, before.new_end, after.new
    back = _shared(old.letters, cut, new.letters, start, min(before.length - 1, start - floor), -1)
    ahead = _shared(old.letters, cut, new.letters, end, min(after.length - 1, limit - end), 1)
    return max(
        range(-back, ahead + 1),
        key=lambda by: (old.parting(cut + by) + new.parting(end + by) + new.parting(start + by), -abs(by)),
    )
