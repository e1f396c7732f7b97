"""List numbers: what a word processor prints before list items and headings, which their files do not spell out.

Counts through a document in reading order. Where a list's levels are defined is the loaders' business.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefreader.values import field, frozen, record

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

LARGEST = 4999
"""Numbers above are written in digits whatever the list asks for."""

BULLET = "•"

PLAIN_BULLETS = "-–—•◦▪▫■□‣⁃*+>→✓✔○●◆◇»"
"""Bullets that are what they look like; others are letters of symbol fonts."""


@frozen
class Level:
    """One level of a list."""

    style: str
    """`decimal`, `lower-letter`, `upper-letter`, `lower-roman`, `upper-roman`, `bullet` or `none`."""

    pattern: str
    """What is printed: `%1.%2` is the number of the first level, a point, that of the second; or a bullet."""

    start: int = 1


@record
class Counter:
    """The numbers of one list, level by level."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The marker of the next item on level `depth` (from 0); empty if the level prints none."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        if level.style == "bullet":
            return bullet(level.pattern)
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in self.counts if d > depth]:
            del self.counts[deeper]
        if level.style == "none" and "%" not in level.pattern:
            return level.pattern.strip()
        return self._printed(level.pattern)

    def _printed(self, pattern: str) -> str:
        parts = pattern.split("%")
        printed = parts[0]
        for part in parts[1:]:
            if part[:1].isdecimal() and part[0] != "0":
                depth = int(part[0]) - 1
                level = self.levels.get(depth)
                count = self.counts.get(depth, level.start if level else 1)
                printed += numeral(count, level.style if level else "decimal") + part[1:]
            else:
                printed += "%" + part
        return printed.strip()


def numeral(number: int, style: str) -> str:
    """`number` in a list's style: 4 is `4`, `d`, `D`, `iv` or `IV`."""
    if style == "none" or number < 0:
        return ""
    if style.endswith("letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 4)
        return letter.upper() if style.startswith("upper") else letter
    if style.endswith("roman") and 0 < number <= LARGEST:
        roman = ""
        for value, sign in ROMAN + ROMAN_SMALL:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if style.startswith("upper") else roman
    return str(number)


def bullet(sign: str) -> str:
    """A bullet that every font has."""
    sign = sign.strip()
    return sign if len(sign) == 1 and sign in PLAIN_BULLETS else BULLET
