"""Cells: how many columns of a terminal characters take, where a row may end, and what is safe to draw.

Works on plain strings with code-point offsets. Widths are those of `rich.cells`, which Textual counts with, so
that the two never disagree. What rows a letter has is `layout/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from briefreader import text as texts

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

_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_LOST_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
"""A joiner that joins no emoji: `rich` would count no cell for what follows it."""

_SOFT_HYPHEN = "\u00ad"

AHEAD = 64
"""Code points read past a place to find where the character there ends."""


def narrow(text: str, start: int, end: int) -> bool:
    """Whether every character of `text[start:end]` takes one cell of its own."""
    return _WIDE.search(text, start, end) is None


def width_of(text: str, start: int, end: int) -> int:
    """Cells that `text[start:end]` takes."""
    return end - start if narrow(text, start, end) else cell_len(drawable(text[start:end]))


def drawable(text: str) -> str:
    """`text` as it may be sent to a terminal; it takes as many cells as `width_of` says."""
    if narrow(text, 0, len(text)):
        return text
    return _LOST_JOINER.sub("", _UNSAFE.sub("", text)).replace(_SOFT_HYPHEN, "-")


def characters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What a reader takes for one character in `text[start:end]`, in order: (start, end, cells).

    What takes no cell of its own goes with the character before it, at the very start with the one after it.
    """
    first, last, width = start, start, 0
    for span in texts.graphemes(text[start:end]):
        cells = cell_len(drawable(text[start + span.start : start + span.end]))
        if cells and width:
            yield first, last, width
            first, width = last, 0
        last = start + span.end
        width += cells
    if first < last:
        yield first, last, width


def cell_at(text: str, start: int, end: int, offset: int) -> int:
    """How many cells after `start` the character of `text[start:end]` that holds `offset` begins."""
    if narrow(text, start, min(offset + 2, end)):
        return offset - start
    cell = 0
    for _, last, width in characters(text, start, min(end, offset + AHEAD)):
        if offset < last:
            break
        cell += width
    return cell


def offset_at(text: str, start: int, end: int, cell: int) -> int:
    """Start of the character of `text[start:end]` that covers the cell `cell` cells after `start`; `end` past it."""
    if cell <= 0:
        return start
    if narrow(text, start, min(end, start + cell + 2)):
        return min(start + cell, end)
    for first, _, width in characters(text, start, end):
        cell -= width
        if cell < 0:
            return first
    return end


def wrap(text: str, start: int, end: int, first: int, rest: int) -> list[tuple[int, int]]:
    """Rows for `text[start:end]`: the first of at most `first` cells, the others of at most `rest` (both 4 or more: the
    widest character takes as many).

    Rows end at spaces, which belong to no row; a word that is longer than a row is cut where the row is full.
    """
    rows: list[tuple[int, int]] = []
    room = first
    all_narrow = narrow(text, start, end)
    while end - start > room or not all_narrow:
        if all_narrow or narrow(text, start, min(end, start + room + 2)):
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
    """The same for any characters. A row ends early if it has more marks than anybody writes."""
    used, space, reach = 0, start, min(end, start + 4 * room + AHEAD)
    for first, last, width in characters(text, start, reach):
        if text[first:last] == " ":
            space = first
        if used + width > room and first > start:
            return space if space > start else first
        if last == reach < end:
            return first if first > start else last
        used += width
    return end
