"""Quotes: find a passage by its words and context alone, where the text it was taken from is not at hand.

With that text at hand `passages.py` knows more: what became of everything around the passage.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from briefreader.annotations import Target
from briefreader.letters import Letters
from briefreader.passages import BESIDE, ENOUGH, LONG, NEARLY_ALL, Fit, Found, Passages, Trace
from briefreader.span import Span

SEED = 8
"""Letters of the strings that are looked for to learn where the passage may be."""

SEEDS = 64
"""How many of them at most: enough that some survive where every tenth letter is wrong."""

FREQUENT = 40
"""Occurrences from which on a string says nothing about the place."""

CANDIDATES = 6
"""Places that are looked at closely, those with most strings first."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place that may be meant, and how much speaks for it."""

    found: Found
    weight: float
    """Letters of the quote and of its context that are there."""


def find_quote(text: Letters, target: Target) -> Found | None:
    """The place in `text` that has most of the target's quote and context; None if none has enough."""
    described = Letters.of(target.prefix + target.quote + target.suffix)
    span = Span(0, len(target.quote)).shift(len(target.prefix))
    seen = (_sighting(described, span, text, window) for window in _windows(described.letters, text))
    sightings = sorted(
        (s for s in seen if s), key=lambda s: (-s.weight, abs(s.found.span.start - target.start))
    )
    if not sightings:
        return None
    best = sightings[0]
    rivals = [
        s for s in sightings if s.weight >= NEARLY_ALL * best.weight and s.found.span != best.found.span
    ]
    return replace(best.found, status=Fit.UNCERTAIN) if rivals else best.found


def _windows(wanted: str, text: Letters) -> list[Span]:
    """Stretches of the text's letters in which much of `wanted` is, the likeliest first."""
    guesses: list[int] = []
    stride = max(SEED // 2, len(wanted) // SEEDS)
    for offset in range(0, max(1, len(wanted) - SEED + 1), stride):
        places = _occurrences(text.letters, wanted[offset : offset + SEED])
        guesses += (place - offset for place in places)
    margin = BESIDE + len(wanted) // 4
    votes = Counter(_clustered(sorted(guesses)))
    return [
        Span(max(0, start - margin), min(len(text.letters), start + len(wanted) + margin))
        for start, _ in votes.most_common(CANDIDATES)
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


def _sighting(described: Letters, span: Span, text: Letters, window: Span) -> Sighting | None:
    """What of the described passage is in `window`, if it is enough to believe that it is meant."""
    start = text.gap(window.start).start
    part = Letters.of(text.text[start : text.gap(window.end).end])
    passages = Passages(described, part)
    if not described.within(span).length:
        found, weight = passages.carry(span), 0.0
    else:
        trace = passages.trace(span)
        if not trace or not _believable(trace):
            return None
        found = passages.place(span, trace)
        weight = trace.survival * trace.letters.length + BESIDE * sum(trace.support)
    return Sighting(replace(found, span=found.span.shift(start)), weight) if found else None


def _believable(trace: Trace) -> bool:
    if trace.supported:
        return trace.survival >= ENOUGH
    return trace.survival > NEARLY_ALL and trace.letters.length >= LONG
