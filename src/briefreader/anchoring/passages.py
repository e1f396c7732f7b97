"""Passages: where a stretch of an old text stands in the new one, and by which evidence that is believed.

Two texts, aligned once (`alignment.py`), asked for as many passages as there are annotations. What is kept with
an annotation, and finding it without the old text, is `anchoring/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import floor

from briefreader.anchoring.alignment import align
from briefreader.anchoring.letters import Letters
from briefreader.anchoring.runs import Run
from briefreader.annotations import Fit
from briefreader.span import Span
from briefreader.values import frozen


@frozen
class Found:
    """A place found for a passage, and how sure it is: `exact`, `changed` or `uncertain`."""

    span: Span
    status: Fit


ENOUGH = 0.4
"""Share of its letters that a passage must keep: with less it was rewritten, not changed."""

DOUBTFUL = 0.6
"""Share of its letters below which a reader should look at it."""

NEARLY_ALL = 0.9
"""Share of its letters a passage must keep where nothing else speaks for it."""

STRANGERS, STRANGERS_LONG = 0.5, 0.15
"""Shares of the shorter text, in any and in long strings, of which one must be the same in versions of a letter."""

SHORT, LONG, VERY_LONG = 16, 32, 60
"""Letters of a passage: under 16 it is a phrase that may stand anywhere, and its neighbours must speak for it;
32 hardly ever recur by chance; 60 do not even in two letters on one subject."""

BESIDE = 32
"""Letters on either side that are a passage's neighbours."""

REACH = 64
"""Letters around a passage that are looked at when its first or last words were replaced."""

FAR = 2000
"""Letters within which something near a passage must have been found for the passage to be hemmed in."""

INSERTED = 160
"""Letters put into a passage, as a page's foot and head, that leave it one passage."""

STRAY = 3
"""Letters of other passages between two parts of one that leave it one passage: they are there by chance."""


@frozen
class Trace:
    """What is left of a passage in the new text, before anything is concluded from it."""

    letters: Span
    """The passage, in letters of the old text; at least one."""

    runs: list[Run]
    """Where its letters stand together in the new text, in that order; at least one."""

    survival: float
    """Share of its letters that are among them, 0 to 1."""

    support: tuple[float, float]
    """Shares of the `BESIDE` letters before and after it that still stand beside it; half at an end of the text."""

    @property
    def place(self) -> Span:
        """From the first to the last of those letters in the new text."""
        return Span(self.runs[0].new, self.runs[-1].new_end)

    @property
    def supported(self) -> bool:
        """Whether at least on one side it has kept its neighbours."""
        return max(self.support) >= 0.5


class Passages:
    """An old and a new text, aligned."""

    def __init__(self, old: Letters, new: Letters) -> None:
        self._old, self._new = old, new
        self._alignment = align(old, new)

    def carry(self, span: Span) -> Found | None:
        """Where `span` of the old text stands in the new one; None if it is gone."""
        if not self._old.within(span).length:
            return None if self._are_strangers else self._carry_signs(span)
        trace = self.trace(span)
        return self.place(span, trace) if trace and self._believable(trace) else None

    def trace(self, span: Span) -> Trace | None:
        """What is left of `span`, which holds at least one letter; None if nothing."""
        letters = self._old.within(span)
        runs = self._densest(letters)
        if not runs:
            return None
        support = self._support(letters, Span(runs[0].new, runs[-1].new_end))
        return Trace(letters, runs, _letters_in(runs) / letters.length, support)

    def place(self, span: Span, trace: Trace) -> Found:
        """The place a trace of `span` leads to."""
        letters = trace.letters
        place = Span(self._start(letters, trace.runs[0]), self._end(letters, trace.runs[-1]))
        found = self._with_signs(span, letters, place)
        if trace.survival < DOUBTFUL or not (trace.supported or letters.length >= LONG):
            return Found(found, Fit.UNCERTAIN)
        same = letters.of(self._old.letters) == place.of(self._new.letters)
        return Found(found, Fit.EXACT if same else Fit.CHANGED)

    # ---- the densest part of what it has become

    def _densest(self, letters: Span) -> list[Run]:
        """The runs of the old stretch that stand together in the new text; where it was split, most of it."""
        groups: list[list[Run]] = []
        for run in sorted(self._alignment.of_old(letters), key=lambda run: run.new):
            if groups and self._hold_together(groups[-1][-1], run, letters):
                groups[-1].append(run)
            else:
                groups.append([run])
        return max(groups, key=_letters_in, default=[])

    def _hold_together(self, before: Run, after: Run, letters: Span) -> bool:
        """Whether what stands between two runs of one passage, in the new text, may be part of it."""
        gap = Span(before.new_end, after.new)
        if gap.length > max(INSERTED, 2 * letters.length):
            return False
        others = [run for run in self._alignment.of_new(gap) if not letters.holds(run.old)]
        return _letters_in(others) <= STRAY

    # ---- evidence

    def _believable(self, trace: Trace) -> bool:
        """Whether a trace is evidence enough that this is the passage, and not other words that are like it."""
        if self._are_strangers:
            return trace.letters.length >= VERY_LONG and trace.survival > NEARLY_ALL
        if trace.survival < ENOUGH:
            return False
        if trace.letters.length >= SHORT or trace.supported:
            return True
        return trace.survival == 1 and (self._is_a_line(trace) or self._is_hemmed_in(trace))

    @cached_property
    def _are_strangers(self) -> bool:
        """Whether so little is the same that these are two letters and not two versions of one.

        Two letters of one house share up to a fifth of their letters, a tenth in long strings: phrases that all of
        them use. A version with every fifth word replaced, or a bad scan, has four fifths and two fifths.
        """
        shorter = min(len(self._old.letters), len(self._new.letters))
        shared = self._alignment.runs
        long = [run for run in shared if run.length >= LONG]
        return _letters_in(shared) < STRANGERS * shorter and _letters_in(long) < STRANGERS_LONG * shorter

    def _support(self, letters: Span, place: Span) -> tuple[float, float]:
        """Shares of the letters beside the passage that stand beside its new place, on the same side."""
        before = Span(max(0, letters.start - BESIDE), letters.start)
        after = Span(letters.end, min(len(self._old.letters), letters.end + BESIDE))
        ahead = Span(place.start - 2 * BESIDE, place.start)
        behind = Span(place.end, place.end + 2 * BESIDE)
        return self._share_kept(before, ahead), self._share_kept(after, behind)

    def _share_kept(self, old: Span, new: Span) -> float:
        kept = [run for run in self._alignment.of_old(old) if new.holds(run.new)]
        return _letters_in(kept) / old.length if old.length else 0.5

    def _is_a_line(self, trace: Trace) -> bool:
        """Whether it was and is one or more whole lines: a heading stands by itself."""
        ends = (self._old, trace.letters), (self._new, trace.place)
        return all(text.ends_line(span.start) and text.ends_line(span.end) for text, span in ends)

    def _is_hemmed_in(self, trace: Trace) -> bool:
        """Whether what was nearest before and after it still is, close by, and its words are there only once."""
        letters, place = trace.letters, trace.place
        before = self._alignment.of_old(Span(letters.start - FAR, letters.start))
        after = self._alignment.of_old(Span(letters.end, letters.end + FAR))
        if not before or not after:
            return False
        between = Span(before[-1].new_end, after[0].new)
        if not between.covers(place) or between.length > place.length + 4 * BESIDE:
            return False
        return between.of(self._new.letters).count(place.of(self._new.letters)) == 1

    # ---- its ends

    def _start(self, letters: Span, first: Run) -> int:
        """Where it begins: at its first known letter, or before it if words that stood there were replaced."""
        lost = Span(letters.start, first.old)
        if not lost.length or self._alignment.of_old(lost):
            return first.new
        olds = self._alignment.of_old(Span(letters.start - REACH, letters.start))
        news = self._alignment.of_new(Span(first.new - REACH, first.new))
        free = Span(news[-1].new_end if news else max(0, first.new - REACH), first.new)
        if not self._old.parting(letters.start):
            return max(free.start, free.end - lost.length)
        beyond = Span(letters.start, letters.start)
        if olds and news and olds[-1].new_end == news[-1].new_end:
            beyond = Span(olds[-1].old_end, letters.start)
        count = self._standing_for(lost, beyond, free, beyond.start, free.start)
        return self._new.words(free)[-count].start if count else first.new

    def _end(self, letters: Span, last: Run) -> int:
        """Where it ends, likewise."""
        lost = Span(last.old_end, letters.end)
        if not lost.length or self._alignment.of_old(lost):
            return last.new_end
        olds = self._alignment.of_old(Span(letters.end, letters.end + REACH))
        news = self._alignment.of_new(Span(last.new_end, last.new_end + REACH))
        free = Span(last.new_end, news[0].new if news else min(len(self._new.letters), last.new_end + REACH))
        if not self._old.parting(letters.end):
            return min(free.end, free.start + lost.length)
        beyond = Span(letters.end, letters.end)
        if olds and news and olds[0].new == news[0].new:
            beyond = Span(letters.end, olds[0].old)
        count = self._standing_for(lost, beyond, free, beyond.end, free.end)
        return self._new.words(free)[count - 1].end if count else last.new_end

    def _standing_for(self, lost: Span, beyond: Span, free: Span, old_edge: int, new_edge: int) -> int:
        """How many of the new words in `free` stand for the old words `lost` at an end of the passage.

        `beyond`: old words lost outside the passage, next to them, for which some of the new ones stand as well. At
        the edges, half words belong to a word that is known.
        """
        words = len(self._new.words(free))
        inside, outside = len(self._old.words(lost)), len(self._old.words(beyond))
        if words and outside and not self._old.parting(old_edge):
            outside -= 1
            words -= 0 if self._new.parting(new_edge) else 1
        if not outside:
            return min(inside, words)
        return floor(words * inside / (inside + outside) + 0.5)

    # ---- signs, which the alignment does not see

    def _with_signs(self, span: Span, letters: Span, place: Span) -> Span:
        """`place` in code points, with as many signs at its ends as the old span had."""
        old, new = self._old, self._new
        before, ahead = old.gap(letters.start), new.gap(place.start)
        after, behind = old.gap(letters.end), new.gap(place.end)
        if before.of(old.text) == ahead.of(new.text):
            start = ahead.end - (before.end - span.start)
        else:
            start = _sign_from_end(new, ahead, old.signs(Span(span.start, before.end)))
        if after.of(old.text) == behind.of(new.text):
            end = behind.start + (span.end - after.start)
        elif span.end < old.marks_end(letters.end):
            end = behind.start
        else:
            end = _sign_from_start(new, place.end, behind, old.signs(Span(after.start, span.end)))
        return Span(start, end)

    def _carry_signs(self, span: Span) -> Found | None:
        """Where a passage without letters stands: beside the letter that stood before or after it."""
        old, new = self._old, self._new
        index = old.within(span).start
        here = old.gap(index)
        nearest = [run.new_end for run in self._alignment.of_old(Span(index - 1, index))]
        nearest += [run.new for run in self._alignment.of_old(Span(index, index + 1))]
        nearest += [0] if index == 0 else []
        nearest += [len(new.letters)] if index == len(old.letters) else []
        signs, quote = old.signs(here), old.signs(span)
        first = sum(1 for _, at in signs if at < span.start)
        for gap in map(new.gap, nearest):
            if here.of(old.text) == gap.of(new.text):
                return Found(span.shift(gap.start - here.start), Fit.EXACT)
        for gap in map(new.gap, nearest):
            there = new.signs(gap)
            same = _spelt(there) == _spelt(signs)
            at = first if same else _spelt(there).find(_spelt(quote))
            if quote and at >= 0:
                place = Span(there[at][1], new.character_end(there[at + len(quote) - 1][1]))
                return Found(place, Fit.EXACT if same else Fit.UNCERTAIN)
        return None


def _spelt(signs: list[tuple[str, int]]) -> str:
    return "".join(sign for sign, _ in signs)


def _sign_from_end(new: Letters, gap: Span, wanted: list[tuple[str, int]]) -> int:
    """Where the last signs in `gap` start, as many as are wanted and there are."""
    signs = new.signs(gap)[-len(wanted) :] if wanted else []
    return signs[0][1] if signs else gap.end


def _sign_from_start(new: Letters, index: int, gap: Span, wanted: list[tuple[str, int]]) -> int:
    """Where the first signs in `gap` end, likewise; else where letter `index - 1` before it does."""
    signs = new.signs(gap)[: len(wanted)]
    return new.character_end(signs[-1][1]) if signs else new.marks_end(index)


def _letters_in(runs: Iterable[Run]) -> int:
    return sum(run.length for run in runs)
