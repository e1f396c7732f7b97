"""Quotes: find passages by their words and context alone, where the text they were taken from is not at hand.

With that text at hand `passages.py` knows more: what became of everything around a passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from briefreader.anchoring.letters import Letters
from briefreader.anchoring.passages import BESIDE, ENOUGH, LONG, SHORT, Found, Passages
from briefreader.annotations import Fit, Target
from briefreader.span import Span
from briefreader.values import changed, frozen

SEED = 8
"""Letters of the strings that are looked for to learn where a passage may be."""

SEEDS = 64
"""How many of them at most: enough that some survive where every tenth letter is wrong."""

FREQUENT = 40
"""Occurrences from which on a string says nothing about the place."""

LEADING = 0.5
"""Share of the likeliest place's strings that another must have to be looked at."""

CANDIDATES = 6
"""Places that are looked at closely, at most."""

CLEAR = 0.8
"""Share of quote and context from which on they are there, apart from a slip of the pen."""

AS_GOOD = 0.9
"""Share of the best place's letters from which on another is as good."""

SWAY = 300
"""Code points by which a place may be off its distance to a passage nearby: a paragraph put in or taken out."""

CROWD = 8
"""Passages that must be sought for it to mean something that none of them is there clearly."""

FEW = 0.05
"""Share of them that must be there clearly for the text to be a version of the one they were taken from."""


@frozen
class Sighting:
    """A place that may be meant, and what speaks for it."""

    found: Found
    letters: int
    """Letters of the quote."""

    survival: float
    """Share of them that are there, 0 to 1."""

    support: tuple[float, float]
    """Shares of the context's letters that are there, before and after it."""

    @property
    def weight(self) -> float:
        """Letters of quote and context that are there."""
        return self.survival * self.letters + BESIDE * sum(self.support)

    @property
    def is_clear(self) -> bool:
        """Whether it speaks for itself, wherever it is: quote and context on both sides are there."""
        return self.survival > CLEAR and min(self.support) > CLEAR

    @property
    def is_likely(self) -> bool:
        """Whether it is enough where nothing is known of other passages."""
        if self.survival > CLEAR and self.letters >= LONG:
            return True
        least = min(self.support) if self.letters < SHORT else max(self.support)
        return least >= ENOUGH and self.survival > ENOUGH

    @property
    def is_possible(self) -> bool:
        """Whether it is enough where the passage is expected."""
        if (
            self.letters < SHORT
        ):  # a word that has changed may be another word: both its neighbours must know it
            sides = max(self.support) if self.survival == 1 else min(self.support)
            return sides >= ENOUGH
        return max(self.support) >= ENOUGH or self.survival > CLEAR


def find_quotes(
    text: Letters, targets: Sequence[Target], standing: Collection[int] = ()
) -> tuple[Found | None, ...]:
    """The place in `text` of each of `targets`, all of one older text; None for those that are not there.

    Those whose quote and context are there once are placed first, with those `standing` at the offset they had.
    They tell where the others are to be expected: between the same neighbours. Elsewhere a place must be clear by
    itself.
    """
    seen = [_sightings(text, target) for target in targets]
    sure = [(start, start) for start in standing] + [
        (target.start, sightings[0].found.span.start)
        for target, sightings in zip(targets, seen, strict=True)
        if len(sightings) == 1 and sightings[0].is_clear
    ]
    neighbours = _Neighbours(sure) if sure and len(sure) >= FEW * len(targets) else None
    strangers = neighbours is None and len(targets) >= CROWD
    return tuple(
        _chosen(target, sightings, neighbours, strangers)
        for target, sightings in zip(targets, seen, strict=True)
    )


def _chosen(
    target: Target, sightings: list[Sighting], neighbours: _Neighbours | None, strangers: bool
) -> Found | None:
    """The best of `sightings`; of those that are as good, the one nearest to where it is expected."""
    if neighbours:
        near = [s for s in sightings if s.is_possible and neighbours.expect(target.start, s.found.span.start)]
    else:
        near = [s for s in sightings if s.is_likely and not strangers]
    candidates = near or [s for s in sightings if s.is_clear]
    if not candidates:
        return None
    most = max(s.weight for s in candidates)
    rivals = [s for s in candidates if s.weight >= AS_GOOD * most]
    expected = target.start + (neighbours.shift(target.start) if neighbours else 0)
    best = min(rivals, key=lambda s: abs(s.found.span.start - expected))
    return changed(best.found, status=Fit.UNCERTAIN) if len(rivals) > 1 or not near else best.found


class _Neighbours:
    """Passages that are placed for sure, and where others are expected because of them."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self._pairs = sorted(pairs)
        """Old and new offset of each."""
        (old_first, new_first), (old_last, new_last) = self._pairs[0], self._pairs[-1]
        self._growth = max(1.0, (new_last - new_first) / max(1, old_last - old_first))
        """How much longer the text has become between the first and the last of them; 1 if it has not."""

    def expect(self, old: int, new: int) -> bool:
        """Whether what stood at `old` may be at `new`: between the same two, or as far from one of them."""
        before, after = self._around(old)
        apart = after[0] - before[0], after[1] - before[1]
        if before[1] <= new <= after[1] and apart[1] <= 3 * self._growth * apart[0] + 10 * SWAY:
            return True
        return any(abs((new - b) - (old - a)) <= SWAY + abs(old - a) // 4 for a, b in (before, after))

    def shift(self, old: int) -> int:
        """By how much the nearest of them has moved."""
        near, placed = min(self._around(old), key=lambda pair: abs(pair[0] - old))
        return placed - near

    def _around(self, old: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The last before and the first after `old`; where there is none, the nearest twice."""
        at = bisect_left(self._pairs, (old, 0))
        return self._pairs[max(0, at - 1)], self._pairs[min(at, len(self._pairs) - 1)]


# ---- where a passage may be


def _sightings(text: Letters, target: Target) -> list[Sighting]:
    """The places where something of `target` is, each once."""
    described = Letters.of(target.prefix + target.quote + target.suffix)
    span = Span(0, len(target.quote)).shift(len(target.prefix))
    seen = (_sighting(described, span, text, window) for window in _windows(described.letters, text.letters))
    return list({sighting.found.span: sighting for sighting in seen if sighting}.values())


def _sighting(described: Letters, span: Span, text: Letters, window: Span) -> Sighting | None:
    """What of the described passage is in `window`."""
    start = text.gap(window.start).start
    part = Letters.of(text.text[start : text.gap(window.end).end])
    passages = Passages(described, part)
    letters = described.within(span)
    if not letters.length:
        signs = passages.carry(span)
        return Sighting(_shifted(signs, start), 0, 1.0, (1.0, 1.0)) if signs else None
    trace = passages.trace(span)
    if not trace or trace.survival < ENOUGH:
        return None
    found = _shifted(passages.place(span, trace), start)
    return Sighting(found, letters.length, trace.survival, trace.support)


def _shifted(found: Found, by: int) -> Found:
    return changed(found, span=found.span.shift(by))


def _windows(wanted: str, letters: str) -> list[Span]:
    """Stretches of `letters` in which much of `wanted` is."""
    guesses: list[int] = []
    stride = max(SEED // 2, len(wanted) // SEEDS)
    for offset in range(0, max(1, len(wanted) - SEED + 1), stride):
        guesses += (place - offset for place in _occurrences(letters, wanted[offset : offset + SEED]))
    margin = BESIDE + len(wanted) // 4
    votes = Counter(_clustered(sorted(guesses))).most_common(CANDIDATES)
    return [
        Span(max(0, start - margin), min(len(letters), start + len(wanted) + margin))
        for start, count in votes
        if count >= LEADING * votes[0][1]
    ]


def _clustered(starts: list[int]) -> list[int]:
    """The sorted `starts`, each replaced by the first of those it is close to."""
    clustered = starts[:1]
    for before, start in pairwise(starts):
        clustered.append(clustered[-1] if start - before <= SEED else start)
    return clustered


def _occurrences(letters: str, string: str) -> list[int]:
    """Where `string` stands; nothing if that is in too many places."""
    places: list[int] = []
    at = letters.find(string) if string else -1
    while at >= 0 and len(places) <= FREQUENT:
        places.append(at)
        at = letters.find(string, at + 1)
    return places if len(places) <= FREQUENT else []
