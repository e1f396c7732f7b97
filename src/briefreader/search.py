"""Search: where a query occurs in a text, or in many, the way a reader means it.

Folding (case, accents, hyphens, footnote markers) is `text.py`; which texts there are is `library.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from briefreader.errors import BriefreaderError
from briefreader.span import Span
from briefreader.text import fold, folded

MOST_HITS = 100_000
"""Hits in one text after which searching stops."""


class Hit(NamedTuple):
    """One place in one of many texts."""

    id: str
    """The document's."""

    span: Span


class Context(NamedTuple):
    """A hit with the words around it, on one line."""

    before: str
    hit: str
    after: str


def find(text: str, query: str, *, regex: bool = False, whole_words: bool = False) -> tuple[Span, ...]:
    """Where `query` occurs in `text`: disjoint spans in the original text, sorted; none for an empty query.

    Plain queries fold case, accents, quotes and hyphens, so that `f16` finds `F‑16`, and find parts of words, so
    that `sanctie` finds `sanctiepakket`; with `whole_words` only whole ones. Regular expressions are Python's,
    without regard to case, within one line. Raises BriefreaderError when `query` is not a usable one.
    """
    spans = _find_pattern(text, query, whole_words) if regex else _find_words(text, query, whole_words)
    return tuple(islice(spans, MOST_HITS))


def search(
    texts: Iterable[tuple[str, str]], query: str, *, regex: bool = False, whole_words: bool = False
) -> Iterator[Hit]:
    """The hits in many texts, given as (document id, text), one after another as they are found."""
    for id, text in texts:
        for span in find(text, query, regex=regex, whole_words=whole_words):
            yield Hit(id, span)


def in_context(text: str, span: Span, width: int = 40) -> Context:
    """The hit with up to `width` code points before and after it, cut at words, without line breaks."""
    start, end = max(0, span.start - width), min(len(text), span.end + width)
    if start and not text[start - 1].isspace():
        start = next((i + 1 for i in range(start, span.start) if text[i].isspace()), start)
    if end < len(text) and not text[end].isspace():
        end = next((i for i in range(end - 1, span.end, -1) if text[i].isspace()), end)
    before, hit, after = (
        re.sub(r"\s+", " ", part) for part in (text[start : span.start], span.of(text), text[span.end : end])
    )
    return Context(before.lstrip() if start == 0 else before, hit, after.rstrip())


def _find_words(text: str, query: str, whole_words: bool) -> Iterator[Span]:
    wanted = re.sub(r"\s+", " ", fold(query).strip())
    if not wanted:
        return
    searched, offsets = _folded_text(text)
    step = re.escape(wanted).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"(?<!\w){step}(?!\w)" if whole_words else step, searched):
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        while end < offsets[match.end()] and not text[end].isprintable():
            end += 1
        yield Span(start, end)


def _find_pattern(text: str, query: str, whole_words: bool) -> Iterator[Span]:
    try:
        pattern = re.compile(rf"\b(?:{query})\b" if whole_words else query, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise BriefreaderError(
            f"“{query}” is not a regular expression: {error}. Correct it, or search plainly."
        ) from error
    for match in pattern.finditer(text):
        if match.end() > match.start():
            yield Span(*match.span())


@lru_cache(maxsize=4)
def _folded_text(text: str) -> tuple[str, Sequence[int]]:
    return folded(text)
