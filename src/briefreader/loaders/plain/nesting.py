"""Nesting: levels of headings that carry none.

Three rules, each stated where it stands; what they cannot know is level 1, for a reader to move.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefreader.values import frozen

JOINING = re.compile(r",|\b(?:en|and|und|et)\b", re.I)
TOP = re.compile(
    r"(?:inleiding|conclusies?|slot|tot slot|samenvatting|afsluiting|slotwoord|introduction|conclusions?|summary|bijlagen?|annex(?:es)?)\b",
    re.I,
)
SHORT = 2
"""Paragraphs a section has at most to be one of several under a heading that names several subjects."""


@frozen
class Bare:
    """A heading without number or style."""

    title: str
    paragraphs: int
    """Between it and the next heading."""


def levels(headings: Sequence[Bare]) -> list[int]:
    """A level for each heading.

    A heading right after another is its child, and the next ones are too, until one that shares a word with the
    parent's title (`Militaire steun` … `Niet-militaire steun`), which stands beside it. A heading that names several
    subjects (`Hulp, steun en wederopbouw`) has as children those after it that begin with one sharing a word
    with it, as long as they are short. Words like conclusion are always at the top.
    """
    found: list[int] = []
    parent: Bare | None = None
    has_children = False
    for index, heading in enumerate(headings):
        before = headings[index - 1] if index else None
        if before and found[-1] == 1 and not before.paragraphs and not TOP.match(heading.title):
            child = True
        elif parent is None or TOP.match(heading.title):
            child = False
        elif JOINING.search(parent.title):
            child = heading.paragraphs <= SHORT and (has_children or _share(parent.title, heading.title))
        else:
            child = has_children and not _share(parent.title, heading.title)
        found.append(2 if child else 1)
        has_children = child
        if not child:
            parent = heading
    return found


def _share(one: str, other: str) -> bool:
    """Whether two titles have a word of substance in common."""
    return bool(_substance(one) & _substance(other))


def _substance(title: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", title)
    return {word.casefold() for word in words if len(word) > 4 or (word.isupper() and len(word) > 1)}
