"""Hyphens at line ends: which belong to the word, and which only the typesetter put there.

A hyphen that is kept wrongly can be read; one that is dropped wrongly makes a word that does not exist. So it is
kept unless the document itself shows otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefreader.courtesy import paced
from briefreader.loaders.plain.source import Line

LONGEST = 120
"""Code points of the longest word that is looked for at the end of a line."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:-[^\W_]+)*)[-‐]$")
_RIGHT = re.compile(r"[^\W\d_]+")

SUSPENDED = frozenset(("en", "of", "and", "or", "und", "oder", "et", "ou", "dan", "tot", "naar"))
"""A word after which the hyphen before it stands for a part left out: `herstel- en wederopbouw`."""

KEEP, DROP, SPACE = "keep", "drop", "space"


class Hyphens:
    """What a document's own words say about the hyphens at its line ends."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words = Counter(word for line in paced(lines) for word in _whole_words(line.text))
        verdicts = Counter(
            self._known(left, right)
            for left, right in _broken(line.text for line in paced(lines))
            if right.islower()
        )
        self._automatic = verdicts[DROP] >= 2 and verdicts[DROP] > verdicts[KEEP]
        """The text was hyphenated by a machine: words are broken anywhere."""

    def verdict(self, line: str, following: str) -> str:
        """KEEP, DROP, or SPACE when the hyphen stands for a part left out. `line` ends in a hyphen."""
        right = _RIGHT.match(following)
        left = _LEFT.search(line[-LONGEST:])
        if not left or not right:
            return SPACE if line[-2:-1].isspace() else KEEP
        if right[0].lower() in SUSPENDED:
            return SPACE
        if not right[0].islower():
            return KEEP
        known = self._known(left[1], right[0])
        if known:
            return known
        return DROP if self._automatic and not self._compound(left[1], right[0]) else KEEP

    def _known(self, left: str, right: str) -> str:
        """What the same word shows where it is not broken; empty if it does not occur."""
        joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        if self._words[hyphened]:
            return KEEP
        return DROP if self._words[joined] else ""

    def _compound(self, left: str, right: str) -> bool:
        """Both parts are words of their own here, or the first is an abbreviation."""
        if left.isupper() or any(c.isdigit() for c in left) or "-" in left:
            return True
        return bool(self._words[left.lower()] and self._words[right.lower()])


def _whole_words(text: str) -> Iterable[str]:
    """The words of a line that are not broken at its end, folded."""
    for match in _WORD.finditer(text):
        if not (match.end() == len(text) - 1 and text[-1] in "-‐"):
            yield match[0].lower()


def _broken(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """(left part, right part) of each word broken at a line end."""
    for line, following in pairwise(texts):
        if not line.endswith(("-", "‐")):
            continue
        left, right = _LEFT.search(line[-LONGEST:]), _RIGHT.match(following)
        if left and right:
            yield left[1], right[0]
