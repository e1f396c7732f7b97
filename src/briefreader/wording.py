"""Wording: how numbers of things, and text from anywhere, are put on a line that a person reads.

It needs nothing, so that a command can speak at once. What is said is for those who say it.
"""

from __future__ import annotations

_JOINERS = "\u200c\u200d"


def counted(number: int, one: str, several: str = "") -> str:
    """`1 highlight`, `3 highlights`."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def printable(text: str) -> str:
    """`text` on one line, with a space for everything in it that a terminal might obey."""
    return (
        text if text.isprintable() else "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    )
