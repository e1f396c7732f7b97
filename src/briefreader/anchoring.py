"""Anchoring: write down where a passage stands, and find it again after its letter has changed.

Pure functions on texts and spans. How two texts are matched letter by letter is `alignment.py`; what an
annotation is, `annotations.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefreader.annotations import CONTEXT, Target
from briefreader.letters import Letters
from briefreader.passages import Fit, Found, Passages
from briefreader.span import Span


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
    passages = Passages(Letters.of(old_text), Letters.of(new_text))
    return tuple(passages.carry(span) for span in spans)
