"""Verbatim: find passages in a text of many megabytes by their very words, at the speed of a plain search.

Comparing letter by letter, as `quotes.py` does, would take minutes and gigabytes there.
"""

from __future__ import annotations

from itertools import takewhile

from briefreader.anchoring.passages import ENOUGH, Found
from briefreader.annotations import Fit, Target
from briefreader.span import Span

LONG = 4_000_000
"""Code points from which a text is searched this way only."""

FREQUENT = 1000
"""Occurrences of a quote from which on only those with some of its context are looked at."""

BESIDE = 8
"""Code points of context on either side that such a quote must have."""


def find_verbatim(text: str, target: Target) -> Found | None:
    """The place where the words of `target` are, with most of its context; None if there is none, or not enough of it.

    Of places that are as good the nearest one, which is then uncertain.
    """
    places = _places(text, target)
    if not places:
        return None
    context, most = len(target.prefix) + len(target.suffix), max(there for there, _ in places)
    if most < ENOUGH * context:
        return None
    best = [start for there, start in places if there == most]
    start = min(best, key=lambda start: abs(start - target.start))
    status = Fit.EXACT if most == context and len(best) == 1 else Fit.UNCERTAIN
    return Found(Span(start, start + len(target.quote)), status)


def _places(text: str, target: Target) -> list[tuple[int, int]]:
    """(code points of context that are there, start) of each occurrence."""
    found = _occurrences(text, target.quote, 0)
    if len(found) > FREQUENT:
        before, after = target.prefix[-BESIDE:], target.suffix[:BESIDE]
        found = _occurrences(text, before + target.quote + after, len(before))
    return [(_context(text, target, start), start) for start in found[:FREQUENT]]


def _occurrences(text: str, words: str, lead: int) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) <= FREQUENT:
        found.append(at + lead)
        at = text.find(words, at + 1)
    return found


def _context(text: str, target: Target, start: int) -> int:
    """Code points of prefix and suffix that stand around `start`, counted from the passage outwards."""
    before = text[max(0, start - len(target.prefix)) : start]
    end = start + len(target.quote)
    after = text[end : end + len(target.suffix)]
    return _alike(before[::-1], target.prefix[::-1]) + _alike(after, target.suffix)


def _alike(one: str, other: str) -> int:
    """Code points that both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
