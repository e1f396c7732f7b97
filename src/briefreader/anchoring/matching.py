"""Matching: the runs two texts have in common, found by strings, by words or by edit distance.

Each way of matching is a function of two `Extract`s. Which one is used where, and what is believed of it, is
`alignment.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, product

from briefreader.anchoring.letters import Letters
from briefreader.anchoring.runs import Run
from briefreader.span import Span


class Extract:
    """Stretches of a text put together, with a seam between them that nothing matches across."""

    def __init__(self, source: Letters, spans: Sequence[Span], seam: str) -> None:
        self.letters = seam.join(span.of(source.letters) for span in spans)
        self._source = source
        self._spans = spans
        self._starts = list(accumulate((span.length + len(seam) for span in spans), initial=0))

    def home(self, index: int) -> int:
        """Where the letter at `index` of the extract stands in the whole text."""
        piece = bisect_right(self._starts, index) - 1
        return self._spans[piece].start + index - self._starts[piece]

    def words(self) -> list[tuple[str, int]]:
        """Its words and where each stands in the extract."""
        return self._cut(self._source.words)

    def lines(self) -> list[tuple[str, int]]:
        """Its whole lines, likewise."""
        return self._cut(self._source.lines)

    def _cut(self, parts: Callable[[Span], list[Span]]) -> list[tuple[str, int]]:
        return [
            (part.of(self._source.letters), part.start - span.start + start)
            for span, start in zip(self._spans, self._starts, strict=False)
            for part in parts(span)
        ]


# ---- strings that occur once in both texts


def common_strings(old: str, new: str, size: int) -> list[Run]:
    """Maximal runs around every string of `size` letters that occurs once in each text; in old order."""
    there = _unique_strings(new, size)
    here = _unique_strings(old, size).items()
    return _runs_at(old, new, ((at, there[string]) for string, at in here if string in there))


FEW = 4
"""Places up to which a string may still tell where something is: a passage and some copies of it."""


def recurring_strings(old: str, new: str, size: int) -> list[Run]:
    """The same around every string that occurs in `FEW` places at most, each place with each."""
    (first, more), (first_there, more_there) = _places(old, size), _places(new, size)
    pairs: list[tuple[int, int]] = []
    for string, at in first.items():
        if string in first_there:
            ats, places = more.get(string, [at]), more_there.get(string, [first_there[string]])
            if max(len(ats), len(places)) <= FEW:
                pairs += product(ats, places)
    return _runs_at(old, new, sorted(pairs))


def _runs_at(old: str, new: str, pairs: Iterable[tuple[int, int]]) -> list[Run]:
    """The maximal runs that hold `pairs` of places, which come in old order; each run once."""
    runs: list[Run] = []
    ends: dict[int, int] = {}
    for at, place in pairs:
        if ends.get(place - at, -1) <= at:
            runs.append(_extended(old, new, at, place))
            ends[place - at] = runs[-1].old_end
    return sorted(runs)


def _unique_strings(text: str, size: int) -> dict[str, int]:
    """Strings of `size` letters that stand in one place, and where."""
    seen: dict[str, int] = {}
    for at in _starts(text, len(text) - size + 1):
        string = text[at : at + size]
        seen[string] = -1 if string in seen else at
    return {string: at for string, at in seen.items() if at >= 0}


def _places(text: str, size: int) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Strings of `size` letters and where they stand first; and all places of those that stand in several."""
    first: dict[str, int] = {}
    more: dict[str, list[int]] = {}
    for at in _starts(text, len(text) - size + 1):
        string = text[at : at + size]
        if first.setdefault(string, at) != at:
            more.setdefault(string, [first[string]]).append(at)
    return first, more


SAMPLED, THINNED = 4_000, 400_000
"""Letters from which on not every string is looked at, but about every fourth, then every sixteenth."""


def _starts(text: str, end: int) -> Iterable[int]:
    """Where the strings worth looking at start, before `end`.

    In long texts those whose first letter (in very long ones: first two) is of an arbitrary quarter of all
    letters: chosen by what they are and not where, so the same strings are looked at in both texts.
    """
    if len(text) < SAMPLED:
        return range(end)
    quarter = "[" + "".join(re.escape(c) for c in sorted(set(text)) if ord(c) % 4 == 0) + "]"
    if quarter == "[]":
        return range(end)
    sign = quarter if len(text) < THINNED else f"{quarter}(?={quarter})"
    return (match.start() for match in re.compile(sign).finditer(text, 0, max(0, end)))


def _extended(old: str, new: str, at: int, place: int) -> Run:
    """The longest run that holds the letters at `at` and `place`."""
    ahead = shared(old, at, new, place, min(len(old) - at, len(new) - place), 1)
    back = shared(old, at, new, place, min(at, place), -1)
    return Run(at - back, place - back, back + ahead)


def shared(old: str, at: int, new: str, place: int, most: int, way: int) -> int:
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


def common_ends(old: str, new: str) -> list[Run]:
    """What both texts begin and end with: all there is to go by where every string recurs."""
    most = min(len(old), len(new))
    ahead = shared(old, 0, new, 0, most, 1)
    back = shared(old, len(old), new, len(new), most - ahead, -1)
    return [Run(0, 0, ahead), Run(len(old) - back, len(new) - back, back)]


# ---- words and lines that occur once in both texts


WORD = 2
"""Letters a word must have to be matched by itself in a small gap."""

LONG_WORD = 6
"""Letters it must have in a larger one, where small words meet by chance."""

SMALL_GAP = 240
"""Letters up to which a gap is small: some forty words."""


def common_words(old: Extract, new: Extract) -> list[Run]:
    """The words that occur once in each extract."""
    small = max(len(old.letters), len(new.letters)) <= SMALL_GAP
    return _common_parts(old.words(), new.words(), WORD if small else LONG_WORD)


def common_lines(old: Extract, new: Extract, least: int) -> list[Run]:
    """The whole lines of `least` letters or more that occur once in each extract."""
    return _common_parts(old.lines(), new.lines(), least)


def _common_parts(old: list[tuple[str, int]], new: list[tuple[str, int]], least: int) -> list[Run]:
    there = _unique(new)
    return [
        Run(at, there[part], len(part))
        for part, at in _unique(old).items()
        if part in there and len(part) >= least
    ]


def _unique(parts: list[tuple[str, int]]) -> dict[str, int]:
    """The parts that come once, and where."""
    seen: dict[str, int] = {}
    for part, at in parts:
        seen[part] = -1 if part in seen else at
    return {part: at for part, at in seen.items() if at >= 0}


# ---- edit distance


EDIT_AREA = 16_000_000
"""Letters of the one text times letters of the other up to which edit distance is worked out: some 10 ms."""

FIRM = 6
"""Letters of a run that may stand alone; shorter ones are common to any two texts in one language."""

CLOSE = 3
"""Letters, in either text, between a short run and a firm one that vouches for it."""

DENSE = 0.6
"""Share of the letters left alone from which on an edit is one of single letters, as scanning makes, and not a
new wording; between unrelated sentences of one language it is about 0.4."""


def unedited(old: str, new: str) -> list[Run]:
    """What the cheapest edit of `old` into `new` leaves alone, save letters that are the same by chance."""
    from rapidfuzz.distance import Levenshtein

    if len(old) * len(new) > EDIT_AREA:
        return []
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    runs = [Run(block.a, block.b, block.size) for block in blocks if block.size]
    firm = [Run(0, 0, 0), *(run for run in runs if run.length >= FIRM), Run(len(old), len(new), 0)]
    if sum(run.length for run in runs) > DENSE * max(len(old), len(new)):
        return runs
    return [
        run
        for run in runs
        if run.length > 1 and any(_distance(run, other) <= CLOSE for other in _around(firm, run))
    ]


def _around(firm: list[Run], run: Run) -> list[Run]:
    """Those of the sorted `firm` on either side of `run`, and itself if it is one of them."""
    at = bisect_left(firm, run)
    return firm[max(0, at - 1) : at + 1]


def _distance(one: Run, other: Run) -> int:
    """Letters between two runs, in the text where they are further apart; 0 for a run and itself."""
    if one == other:
        return 0
    first, second = sorted((one, other))
    return max(second.old - first.old_end, second.new - first.new_end)
