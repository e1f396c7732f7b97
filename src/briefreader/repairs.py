"""Repairs: what a loader changed in a passage, in words, and the words of the file itself.

Nothing is repaired in secret: this is where a reader looks. Which repairs there are is the loaders' to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefreader.digests import hash_bytes
from briefreader.document import Document, Repair
from briefreader.span import Span

EXAMPLES = 3
"""Repairs of one kind that are shown; the others are counted."""

WORD = re.compile(r"\S*\Z"), re.compile(r"\A\S*")
"""The rest of a word before a place, and after it."""


def repairs_in(document: Document, span: Span) -> tuple[Repair, ...]:
    """The repairs that made something in `span`, or took something out of it or from right before it."""
    return tuple(
        repair
        for repair in document.repairs
        if repair.span.overlaps(span) or (not repair.span.length and span.holds(repair.span.start))
    )


def told(document: Document, span: Span) -> tuple[str, ...]:
    """The repairs in `span` by kind, the most frequent first: `line joined ×3`, `hyphen kept: trans-Atlantisch`."""
    kinds: dict[str, list[Repair]] = {}
    for repair in repairs_in(document, span):
        kinds.setdefault(repair.kind, []).append(repair)
    ordered = sorted(kinds.items(), key=lambda pair: -len(pair[1]))
    return tuple(_told(document, kind, repairs) for kind, repairs in ordered)


def _told(document: Document, kind: str, repairs: list[Repair]) -> str:
    times = f" ×{len(repairs)}" if len(repairs) > 1 else ""
    shown = list(dict.fromkeys(filter(None, (_shown(document, repair) for repair in repairs))))
    examples = ", ".join(shown[:EXAMPLES]) + (", …" if len(shown) > EXAMPLES else "")
    return f"{kind}{times}" + (f": {examples}" if examples else "")


def _shown(document: Document, repair: Repair) -> str:
    """The word in which something was done, or what stood there; nothing where only white space did."""
    source = " ".join(repair.source.split())
    if "hyphen" in repair.kind:
        before, after = WORD
        left, right = before.search(document.text, 0, repair.span.start), document.text[repair.span.end :]
        right_part = after.search(right[:100])
        return (
            (left[0] if left else "") + repair.span.of(document.text) + (right_part[0] if right_part else "")
        )
    made = repair.span.of(document.text).strip()
    if source and made and source != made:
        return f"{source} → {made}"
    return source


def own_words(document: Document, span: Span) -> str | None:
    """The file's own text for `span`, line ends and all; None if its format has no plain text or it has changed."""
    ends = (document.source_offset(span.start), document.source_offset(max(span.start, span.end - 1)))
    if document.path is None or ends[0] is None or ends[1] is None:
        return None
    from briefreader.loaders.encoding import decode

    try:
        data = document.path.read_bytes()
    except OSError:
        return None
    if hash_bytes(data) != document.file_hash:
        return None
    return decode(data).text[ends[0] : ends[1] + 1] or None


def summary(parts: Iterable[str]) -> str:
    """Several of `told` on one line."""
    return " · ".join(parts)
