"""The library pane: every letter with its date, its highlights and how far it has been read.

Shows rows and says which was chosen. Which files there are is `briefreader.library`; opening them is `desk.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Entry
from briefreader.tui import wording
from briefreader.tui.panes.rows import Listing, Part, Row, Rows

READ_MARKS = "○◔◑◕●"
"""Unread, begun, half, nearly, read."""

LINES = 2
"""Lines of every letter: its title, and what is known of it."""

Read = Document | LoadError | None
"""A letter, the reason why it cannot be read, or not read yet."""


class LibraryPane(Rows):
    """The letters of the library."""

    BORDER_TITLE = "Library"
    HELP = "Enter opens the letter under the cursor; `o` finds one by name from anywhere."

    stale = False
    """Whether letters were read that it does not show yet."""


class LibraryRows(Listing):
    """A row for each entry, in their order: what it says is asked for when it is shown."""

    def __init__(
        self,
        entries: Sequence[Entry],
        read: Callable[[str], Read],
        highlights: Callable[[str], int],
        share: Callable[[Entry], float],
        current: str | None,
        forms: Callable[[str], str] = lambda id: "",
    ) -> None:
        """`share` is how much was read, from 0 to 1; `forms` what is said of a letter's renderings."""
        self._entries, self._current = tuple(entries), current
        self._read, self._highlights, self._share, self._forms = read, highlights, share, forms

    def made(self, index: int) -> Row:
        """The row of a letter, as it is known now."""
        entry = self._entries[index]
        id = entry.id
        known = self._read(id), self._highlights(id), self._share(entry), self._forms(id)
        return _row(entry, *known, id == self._current)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def heights(self) -> Sequence[int]:
        """How many lines each row takes."""
        return [LINES] * len(self)

    def find(self, id: str) -> int:
        """Index of the row of that id; -1 if there is none."""
        return self._places.get(id, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.id: index for index, entry in enumerate(self._entries)}


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
