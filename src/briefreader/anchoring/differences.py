"""Differences: which words two versions of a passage do not share, so that a person sees them at a glance.

Only for showing. Where a passage stands in a new version is `anchoring/`.
"""

from __future__ import annotations

import re

Part = tuple[str, bool]
"""A stretch of a passage, and whether the other version lacks it."""

WORDS_AT_MOST = 4000
"""Words of a passage up to which it is compared; longer ones are shown as they are: comparing takes squared time."""


def differences(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both passages in stretches of whole words and signs; put together again, each is what it was."""
    from difflib import SequenceMatcher

    olds, news = _words(old), _words(new)
    if max(len(olds), len(news)) > WORDS_AT_MOST:
        return _parts([(old, False)]), _parts([(new, False)])
    left: list[Part] = []
    right: list[Part] = []
    for what, i, j, k, m in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        left.append(("".join(olds[i:j]), what != "equal"))
        right.append(("".join(news[k:m]), what != "equal"))
    return _parts(left), _parts(right)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _parts(parts: list[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part[0])
