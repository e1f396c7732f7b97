"""The library pane: every letter with its date, its highlights and how far it has been read.

Shows rows and says which was chosen. Which files there are is `briefreader.library`; opening them is `desk.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Entry
from briefreader.tui import wording
from briefreader.tui.panes.rows import Part, Row, Rows

READ_MARKS = "○◔◑◕●"
"""Unread, begun, half, nearly, read."""

Read = Document | LoadError | None
"""A letter, the reason why it cannot be read, or not read yet."""


class LibraryPane(Rows):
    """The letters of the library."""

    BORDER_TITLE = "Library"
    HELP = "Enter opens the letter under the cursor; `o` finds one by name from anywhere."

    stale = False
    """Whether letters were read that it does not show yet."""


def library_rows(
    entries: Sequence[Entry],
    read: Callable[[str], Read],
    highlights: Callable[[str], int],
    share: Callable[[Entry], float],
    current: str | None,
    forms: Callable[[str], str] = lambda id: "",
) -> tuple[Row, ...]:
    """A row for each entry, in their order.

    `share` is how much was read, from 0 to 1; `forms` what is said of a letter's renderings.
    """
    return tuple(
        _row(entry, read(entry.id), highlights(entry.id), share(entry), forms(entry.id), entry.id == current)
        for entry in entries
    )


def _row(entry: Entry, document: Read, highlights: int, share: float, forms: str, current: bool) -> Row:
    look = "current" if current else ""
    point: Part = ("▸ " if current else "  ", "current")
    if document is None:
        return Row(
            entry.id, (point, (wording.plain(entry.path.name), "dim")), below=((("  reading…", "dim"),),)
        )
    if isinstance(document, LoadError):
        reason = ("  " + wording.plain(str(document)), "warning")
        return Row(
            entry.id, (point, (wording.plain(entry.path.name), "dim")), (("!", "warning"),), ((reason,),)
        )
    meta = document.metadata
    known = [wording.date(meta.date, document.language)]
    known += [f"{highlights} ▌"] if highlights else []
    known += [forms]
    below = " · ".join(part for part in known if part) or document.format
    mark = READ_MARKS[min(4, int(share * 4 + 0.5) or (1 if share else 0))]
    return Row(
        entry.id,
        (point, (wording.plain(document.title), look)),
        ((mark, "dim"),),
        ((("  " + below, "dim"),),),
    )
