"""Anchoring: write down where a passage stands, and find it again after its letter has changed.

Pure functions on texts and spans. How two texts are matched letter by letter is `alignment.py`; what an
annotation is, `annotations.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from briefreader.annotations import CONTEXT, Target
from briefreader.letters import Letters
from briefreader.passages import Fit, Found, Passages
from briefreader.quotes import find_quotes
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
    """Where `target` stands in `text`, from its words, context and offset alone; None if it is an orphan.

    First strictly: words and context at the old offset. Else wherever strings of it are, judged by how much of
    the quote and of its context is there; the offset only breaks ties.
    """
    return locate_all(text, [target])[0]


def locate_all(text: str, targets: Sequence[Target]) -> tuple[Found | None, ...]:
    """The same for many targets that were described in one text: where the clear ones are tells of the others."""
    if all(_stands(text, target) for target in targets):
        return tuple(Found(target.span, Fit.EXACT) if target.quote else None for target in targets)
    return find_quotes(_letters(text), targets)


@lru_cache(maxsize=2)
def _letters(text: str) -> Letters:
    """The letters of a text, kept while one annotation after another is looked for in it."""
    return Letters.of(text)


def _stands(text: str, target: Target) -> bool:
    """Whether words and context are at the old offset, to the letter."""
    return (
        text.startswith(target.quote, target.start)
        and text[: target.start].endswith(target.prefix)
        and text.startswith(target.suffix, target.end)
    )


# ---- carrying


def carry(old_text: str, new_text: str, spans: Sequence[Span]) -> tuple[Found | None, ...]:
    """Where each of `spans` of `old_text` stands in `new_text`; None for those that are gone."""
    if old_text == new_text:
        return tuple(Found(span, Fit.EXACT) for span in spans)
    passages = Passages(Letters.of(old_text), Letters.of(new_text))
    return tuple(passages.carry(span) for span in spans)
