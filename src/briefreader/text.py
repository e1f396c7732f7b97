"""Text: cleaning, folding, words, sentences and clauses, by rules that are language packs.

Works on plain strings and gives spans in them; knows nothing of documents. The packs are `languages/*.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefreader.span import Span

_WORD = re.compile(r"\w+(?:[-‐‑'’]\w+)*")


@lru_cache(maxsize=4096)
def sentences(text: str, language: str = "nl") -> tuple[Span, ...]:
    """The sentences of one block's text: disjoint, sorted, trimmed."""
    if not text.strip():
        return ()
    return (Span(0, len(text)),)


def words(text: str) -> tuple[Span, ...]:
    """The words of `text`: disjoint, sorted."""
    return tuple(Span(*m.span()) for m in _WORD.finditer(text))
