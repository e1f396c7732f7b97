"""Cells: how many columns of a terminal characters take, where a row may end, and what is safe to draw.

Works on plain strings with code-point offsets. Widths are those of `rich.cells`, which Textual counts with, so
that the two never disagree. What rows a letter has is `layout.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

_NARROW = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u2010-\u2027\u202f-\u205e\u2070\u2071\u2074-\u208e\u20a0-\u20c0\u2100-\u218b\u2190-\u2319\u2500-\u25fc"
)
_WIDE = re.compile(f"[^{_NARROW}]")
"""Finds a character that may not take exactly one cell of its own; all others need no measuring."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
"""What a terminal may obey instead of show: controls, direction overrides, tags. None of them takes a cell."""

_SOFT_HYPHEN = "\u00ad"
_JOINER = "\u200d"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def narrow(text: str, start: int, end: int) -> bool:
    """Whether every character of `text[start:end]` takes one cell of its own."""
    return _WIDE.search(text, start, end) is None


def width_of(text: str, start: int, end: int) -> int:
    """Cells that `text[start:end]` takes."""
    return end - start if narrow(text, start, end) else cell_len(text[start:end])


def drawable(text: str) -> str:
    """`text` as it may be sent to a terminal; it takes as many cells as before."""
    if narrow(text, 0, len(text)):
        return text
    return _UNSAFE.sub("", text).replace(_SOFT_HYPHEN, "-")


def graphemes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What a reader takes for one character in `text[start:end]`, in order: (start, end, cells).

    A letter with its combining marks, a joined emoji and a flag are one. What takes no cell goes with the
    character before it, at the very start with the one after it.
    """
    first, wide = start, False
    for at in range(start, end):
        takes = get_character_cell_size(text[at]) > 0
        if takes and wide and text[at - 1] != _JOINER and not _flag(text, first, at):
            yield first, at, cell_len(text[first:at])
            first = at
        wide = wide or takes
    if first < end:
        yield first, end, cell_len(text[first:end])


def _flag(text: str, first: int, at: int) -> bool:
    """Whether the characters at `first` and `at` are the two letters of one flag."""
    return at == first + 1 and bool(_FLAG.match(text, first) and _FLAG.match(text, at))


REACH = 64
"""Code points looked at around an offset to find the character it is in: longer ones are cut, which no language
needs (the longest emoji sequences in Unicode 17 have 10)."""


def grapheme_at(text: str, at: int) -> tuple[int, int]:
    """Start and end of the character that holds the code point `at` of `text`; empty at the end of it."""
    if at >= len(text):
        return len(text), len(text)
    low, high = max(0, at - 2), min(len(text), at + 3)
    if narrow(text, low, high):
        return at, at + 1
    low = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at), at - REACH, 0)
    for first, last, _ in graphemes(text, low, min(len(text), at + REACH)):
        if first <= at < last:
            return first, last
    return at, at + 1


def cell_at(text: str, start: int, offset: int) -> int:
    """How many cells after `start` the character that holds `offset` begins."""
    if narrow(text, start, offset + 1):
        return offset - start
    cell = 0
    for first, last, width in graphemes(text, start, min(len(text), offset + REACH)):
        if offset < last or first >= offset:
            break
        cell += width
    return cell


def offset_at(text: str, start: int, end: int, cell: int) -> int:
    """Start of the character of `text[start:end]` that covers the cell `cell` cells after `start`; `end` past it."""
    if cell <= 0:
        return start
    if narrow(text, start, min(end, start + cell + 1)):
        return min(start + cell, end)
    for first, _, width in graphemes(text, start, end):
        cell -= width
        if cell < 0:
            return first
    return end


def wrap(text: str, start: int, end: int, first: int, rest: int) -> list[tuple[int, int]]:
    """Rows for `text[start:end]`: the first of at most `first` cells, the others of at most `rest` (both 2 or more).

    Rows end at spaces, which belong to no row; a word that is longer than a row is cut where the row is full.
    """
    rows: list[tuple[int, int]] = []
    room = first
    all_narrow = narrow(text, start, end)
    while end - start > room or not all_narrow:
        if all_narrow or narrow(text, start, min(end, start + room + 1)):
            cut = _cut_narrow(text, start, end, room)
        else:
            cut = _cut_wide(text, start, end, room)
        rows.append((start, cut))
        if cut == end:
            return rows
        start, room = cut, rest
        while start < end and text[start] == " ":
            start += 1
        if start == end:
            return rows
    rows.append((start, end))
    return rows


def _cut_narrow(text: str, start: int, end: int, room: int) -> int:
    """Where the row that starts at `start` ends, all its characters being narrow."""
    full = start + room
    if full >= end:
        return end
    cut = full if text[full] == " " else text.rfind(" ", start, full)
    return cut if cut > start else full


def _cut_wide(text: str, start: int, end: int, room: int) -> int:
    """The same for any characters."""
    used, space = 0, start
    for first, _, width in graphemes(text, start, end):
        if text[first] == " ":
            space = first
        if used + width > room and first > start:
            return space if space > start else first
        used += width
    return end
