"""Alignment: which letters of one text are which letters of another, moved passages included.

Coarse to fine: long strings that occur once in both texts fix the main line; what was moved lies off it; between
two fixed runs ever smaller things are matched, down to single letters. Knows nothing of annotations: what is
concluded from an alignment is `passages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefreader.anchoring.letters import Letters
from briefreader.anchoring.matching import (
    Extract,
    common_ends,
    common_lines,
    common_strings,
    common_words,
    recurring_strings,
    shared,
    unedited,
)
from briefreader.anchoring.runs import Alignment, Run, between, disjoint, heaviest_line, neighbours
from briefreader.span import Span, overlapping

LONG, MIDDLE, SHORT = 32, 16, 8
"""Letters in the strings looked for. 32 hardly ever recur by chance even in formal prose; 16 and 8 are used
only between runs already fixed, where there is little to confuse them with."""

MOVED = 24
"""Letters a run off the main line must have: shorter ones are phrases that any letter may use."""

PAIR = 2
"""Letters of the smallest things matched; a single letter between two runs is another, or they would be longer."""

UNLIKE = 0.05
"""Letters for each step by which a run's ends are parted otherwise in the two texts: never as much as another run."""

LINE = 5
"""Letters a moved line must have to be known again by itself: `Vraag 3`, not `- de`."""


def align(old: Letters, new: Letters) -> Alignment:
    """Which letters of `old` are which letters of `new`.

    What stands in line is preferred to what was moved, so each size of string is looked for in the gaps first.
    """
    if old.letters == new.letters:
        return Alignment([Run(0, 0, len(old.letters))])
    runs = _filled(old, new, _main_line(old, new), _strings(LONG), LONG)
    runs = _with_moved(old, new, runs, _strings(LONG), MOVED)
    runs = _filled(old, new, runs, _strings(MIDDLE), MIDDLE)
    runs = _with_moved(old, new, runs, _strings(MIDDLE), MOVED)
    runs = _filled(old, new, runs, _strings(SHORT), SHORT)
    for match in (_lines, common_words, common_words, _letters):  # a word may be the only one of its kind now
        runs = _filled(old, new, runs, match, PAIR)
    runs = _well_cut(old, new, runs)
    return Alignment(_with_moved(old, new, runs, _lines, LINE))


def _main_line(old: Letters, new: Letters) -> list[Run]:
    """The runs around long strings, as many letters as are in the same order in both texts.

    Of two lines that cover the same letters, the one of fewer runs is preferred, and then the one whose runs begin and
    end as they do in the old text: at a line, or within a sentence.
    """

    def cost(run: Run) -> float:
        starts = abs(old.parting(run.old) - new.parting(run.new))
        return -1 - UNLIKE * (starts + abs(old.parting(run.old_end) - new.parting(run.new_end)))

    runs = recurring_strings(old.letters, new.letters, LONG) + common_ends(old.letters, new.letters)
    return disjoint(heaviest_line(sorted(run for run in runs if run.length >= LONG), cost))


# ---- ways of matching

Match = Callable[[Extract, Extract], list[Run]]
"""A way of matching two extracts: gives runs, which may overlap and cross."""


def _strings(size: int) -> Match:
    return lambda old, new: common_strings(old.letters, new.letters, size)


def _lines(old: Extract, new: Extract) -> list[Run]:
    return common_lines(old, new, PAIR)


def _letters(old: Extract, new: Extract) -> list[Run]:
    return unedited(old.letters, new.letters)


# ---- off the main line


def _with_moved(old: Letters, new: Letters, runs: list[Run], match: Match, least: int) -> list[Run]:
    """`runs`, and those of `least` letters or more that `match` finds in what neither text has explained yet."""
    left = Extract(old, _unexplained(old, (run.old_span for run in runs)), OLD_SEAM)
    right = Extract(new, _unexplained(new, (run.new_span for run in runs)), NEW_SEAM)
    moved = disjoint(match(left, right), least)
    return sorted(runs + [_home(run, left, right) for run in moved])


def _unexplained(text: Letters, covered: Iterable[Span]) -> list[Span]:
    """The stretches of letters that none of the disjoint `covered` covers."""
    return between(sorted(covered), Span(0, len(text.letters)))


# ---- between two runs


def _filled(old: Letters, new: Letters, runs: list[Run], match: Match, least: int) -> list[Run]:
    """`runs`, and what `match` finds in the gaps between neighbours, in the same order in both texts.

    Gaps with fewer than `least` letters in either text hold nothing for it.
    """
    olds = [run.old_span for run in runs]
    news = sorted(run.new_span for run in runs)
    found = list(runs)
    for before, after in neighbours(runs, len(old.letters), len(new.letters)):
        old_gap, new_gap = Span(before.old_end, after.old), Span(before.new_end, after.new)
        if min(old_gap.length, new_gap.length) >= least:
            left = Extract(old, between(overlapping(olds, old_gap), old_gap), OLD_SEAM)
            right = Extract(new, between(overlapping(news, new_gap), new_gap), NEW_SEAM)
            line = heaviest_line(sorted(match(left, right)))
            found += (_home(run, left, right) for run in disjoint(line))
    return disjoint(found)


OLD_SEAM, NEW_SEAM = "\0", "\1"
"""Two different seams: nothing that holds one is common to both texts."""


def _home(run: Run, old: Extract, new: Extract) -> Run:
    """A run of two extracts as one of the whole texts."""
    return Run(old.home(run.old), new.home(run.new), run.length)


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
    """`runs`, in old order, with the cut between any two that touch in the old text at the best place."""
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
    back = shared(old.letters, cut, new.letters, start, min(before.length - 1, start - floor), -1)
    ahead = shared(old.letters, cut, new.letters, end, min(after.length - 1, limit - end), 1)
    return max(
        range(-back, ahead + 1),
        key=lambda by: (old.parting(cut + by) + new.parting(end + by) + new.parting(start + by), -abs(by)),
    )
