"""Anchoring: write down where a passage stands, and find it again after its letter has changed.

Pure functions on texts and spans. How two texts are matched letter by letter is `alignment.py`; what an
annotation is, `annotations.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefreader.alignment import Run, align
from briefreader.annotations import CONTEXT, Target
from briefreader.letters import Letters, signs_of
from briefreader.span import Span


class Fit(StrEnum):
    """How surely a passage stands where it was found; the words of `Annotation.status`."""

    EXACT = "exact"
    """Its words are there unchanged, and only this place can be meant."""

    CHANGED = "changed"
    """This is the place, but its words are no longer the same."""

    UNCERTAIN = "uncertain"
    """Probably the place; a reader should look at it."""

    ORPHANED = "orphaned"
    """It is not there any more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place found for a passage, and how sure it is: `exact`, `changed` or `uncertain`."""

    span: Span
    status: Fit


def describe(text: str, span: Span, section: tuple[str, ...] = (), text_hash: str = "") -> Target:
    """The target of `span` in `text`: its offsets, its words and `CONTEXT` code points on either side."""
    start, end = span
    return Target(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        section,
        text_hash,
    )


def locate(text: str, target: Target) -> Found | None:
    """Where `target` stands in `text`, from its own words, context and old offset; None if it is an orphan."""
    if not target.quote:
        return None
    if _stands(text, target):
        return Found(target.span, Fit.EXACT)
    places = _occurrences(text, target.quote)
    if places:
        best = max(places, key=lambda at: (_context_shared(text, at, target), -abs(at - target.start)))
        sure = len(places) == 1 or _context_shared(text, best, target) >= CONTEXT // 2
        return Found(Span(best, best + len(target.quote)), Fit.EXACT if sure else Fit.UNCERTAIN)
    return _nearest_wording(text, target)


def _stands(text: str, target: Target) -> bool:
    """Whether words and context are at the old offset, to the letter."""
    return (
        text.startswith(target.quote, target.start)
        and text[: target.start].endswith(target.prefix)
        and text.startswith(target.suffix, target.end)
    )


def _occurrences(text: str, quote: str) -> list[int]:
    """Every offset at which `quote` stands."""
    places = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _context_shared(text: str, at: int, target: Target) -> int:
    """Code points next to an occurrence at `at` that are the target's context, on both sides together."""
    end = at + len(target.quote)
    before = text[max(0, at - CONTEXT) : at]
    return _shared(before[::-1], target.prefix[::-1]) + _shared(text[end : end + CONTEXT], target.suffix)


def _shared(a: str, b: str) -> int:
    """Length of the common beginning."""
    length = min(len(a), len(b))
    return next((i for i in range(length) if a[i] != b[i]), length)


LEAST_LIKENESS = 80.0
"""Per cent of its letters that a passage must keep to be taken for a changed form of the quote."""


def _nearest_wording(text: str, target: Target) -> Found | None:
    """The stretch most like the quote, if it is like enough; for quotes too long to match by chance."""
    from rapidfuzz import fuzz

    if len(target.quote) < CONTEXT or len(target.quote) > len(text):
        return None
    match = fuzz.partial_ratio_alignment(target.quote, text, score_cutoff=LEAST_LIKENESS)
    if match is None:
        return None
    return Found(Span(match.dest_start, match.dest_end), Fit.CHANGED)


# ---- carrying


def carry(old_text: str, new_text: str, spans: Sequence[Span]) -> tuple[Found | None, ...]:
    """Where each of `spans` of `old_text` stands in `new_text`; None for those that are gone."""
    if old_text == new_text:
        return tuple(Found(span, Fit.EXACT) for span in spans)
    passages = _Passages(Letters.of(old_text), Letters.of(new_text))
    return tuple(passages.carry(span) for span in spans)


class _Passages:
    """Two texts aligned, and the rules by which a passage of the one is believed to be in the other."""

    def __init__(self, old: Letters, new: Letters) -> None:
        self.old, self.new = old, new
        self.alignment = align(old.letters, new.letters)
        strong = sum(run.length for run in self.alignment.runs if run.length >= 24)
        self.share = strong / max(1, len(old.letters))

    def carry(self, span: Span) -> Found | None:
        """Where `span` of the old text stands in the new one."""
        letters = self.old.within(span)
        if not letters.length:
            return self._carry_signs(span)
        place = self._densest(letters)
        if not place:
            return None
        survival = sum(run.length for run in place) / letters.length
        support = self._support(letters, place)
        if not self._believable(letters, survival, support):
            return None
        start = self._start(letters, place[0])
        end = self._end(letters, place[-1])
        found = self._with_signs(span, letters, Span(start, end))
        same = self.old.letters[letters.start : letters.end] == self.new.letters[start:end]
        return Found(found, Fit.EXACT if same else Fit.CHANGED)

    def _carry_signs(self, span: Span) -> Found | None:
        return None

    def _densest(self, letters: Span) -> list[Run]:
        runs = sorted(self.alignment.of_old(letters), key=lambda run: run.new)
        groups: list[list[Run]] = []
        for run in runs:
            if groups and self._one_passage(letters, groups[-1][-1], run):
                groups[-1].append(run)
            else:
                groups.append([run])
        return max(groups, key=lambda group: sum(run.length for run in group), default=[])

    def _one_passage(self, letters: Span, before: Run, after: Run) -> bool:
        gap = Span(before.new_end, after.new)
        if gap.length > max(60, 2 * letters.length):
            return False
        foreign = sum(
            run.length for run in self.alignment.of_new(gap) if not letters.start <= run.old < letters.end
        )
        return foreign <= 3

    def _support(self, letters: Span, place: list[Run]) -> tuple[float, float]:
        width = 32
        before = Span(max(0, letters.start - width), letters.start)
        after = Span(letters.end, min(len(self.old.letters), letters.end + width))
        start, end = place[0].new, place[-1].new_end
        left = sum(
            run.length for run in self.alignment.of_old(before) if start - 2 * width <= run.new < start
        )
        right = sum(run.length for run in self.alignment.of_old(after) if end <= run.new < end + 2 * width)
        return left / before.length if before.length else 0.5, right / after.length if after.length else 0.5

    def _believable(self, letters: Span, survival: float, support: tuple[float, float]) -> bool:
        if self.share < 0.1:
            return letters.length >= 60 and survival > 0.9
        if survival < 0.4:
            return False
        if letters.length < 16:
            return max(support) >= 0.5
        return True

    def _start(self, letters: Span, first: Run) -> int:
        missing = Span(letters.start, first.old)
        if not missing.length or self.alignment.of_old(missing):
            return first.new
        reach = 64
        olds = self.alignment.of_old(Span(letters.start - reach, letters.start))
        news = self.alignment.of_new(Span(first.new - reach, first.new))
        old_from = olds[-1].old_end if olds else letters.start
        new_from = news[-1].new_end if news else max(0, first.new - reach)
        if olds and news and olds[-1].new_end == new_from:
            free = first.new - new_from
            at = new_from + round((letters.start - old_from) / (first.old - old_from) * free)
        else:
            at = first.new - missing.length
        at = max(at, new_from, first.new - 2 * missing.length - 8)
        return self._snapped(at, Span(new_from, first.new), letters.start)

    def _end(self, letters: Span, last: Run) -> int:
        missing = Span(last.old_end, letters.end)
        if not missing.length or self.alignment.of_old(missing):
            return last.new_end
        reach = 64
        olds = self.alignment.of_old(Span(letters.end, letters.end + reach))
        news = self.alignment.of_new(Span(last.new_end, last.new_end + reach))
        old_to = olds[0].old if olds else letters.end
        new_to = news[0].new if news else min(len(self.new.letters), last.new_end + reach)
        if olds and news and olds[0].new == new_to:
            free = new_to - last.new_end
            at = last.new_end + round((letters.end - last.old_end) / (old_to - last.old_end) * free)
        else:
            at = last.new_end + missing.length
        at = min(at, new_to, last.new_end + 2 * missing.length + 8)
        return self._snapped(at, Span(last.new_end, new_to), letters.end)

    def _snapped(self, at: int, free: Span, old: int) -> int:
        if not self.old.parted(old):
            return at
        edges = [i for i in range(free.start, free.end + 1) if self.new.parted(i)]
        return min(edges, key=lambda i: abs(i - at), default=at)

    def _with_signs(self, span: Span, letters: Span, place: Span) -> Span:
        head = signs(self.old.text[span.start : self.old.offsets[letters.start]])
        start = _back(self.new, place.start, len(head))
        return Span(start, _ahead(self.new, place.end, self.old, letters.end, span.end))


def signs(text: str) -> str:
    return "".join(map(signs_of, text))


def _back(new: Letters, index: int, count: int) -> int:
    gap = new.gap(index)
    at = new.offsets[index]
    i = at
    while count > 0 and i > gap.start:
        i -= 1
        n = len(signs_of(new.text[i]))
        if n:
            count -= n
            at = i
    return at


def _ahead(new: Letters, index: int, old: Letters, old_index: int, old_end: int) -> int:
    gap = new.gap(index)
    old_gap = old.gap(old_index)
    count = len(signs(old.text[old_gap.start : old_end]))
    at = gap.start
    import unicodedata

    marks = old_end < old_gap.end and unicodedata.combining(old.text[old_end])
    while at < gap.end and unicodedata.combining(new.text[at]) and not marks:
        at += 1
    i = at
    while count > 0 and i < gap.end:
        n = len(signs_of(new.text[i]))
        i += 1
        if n:
            count -= n
            at = i
    return at
