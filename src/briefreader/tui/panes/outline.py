"""The sections pane: the letter's headings as an indented list, with the highlights under each.

Shows rows and follows the caret; going to a section is `desk.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefreader.document import Document
from briefreader.tui import wording
from briefreader.tui.panes.rows import Listing, Row, Rows


class OutlinePane(Rows):
    """The sections of the open letter."""

    BORDER_TITLE = "Sections"
    HELP = "Enter goes to the section under the cursor; `O` finds one by name from anywhere."


def section_at(document: Document, offset: int) -> int:
    """Index of the innermost section at `offset`; -1 in a letter without sections."""
    return bisect_right(document.sections, offset, key=lambda section: section.own.start) - 1


class OutlineRows(Listing):
    """A row for each section; its id is the section's index."""

    def __init__(self, document: Document, starts: Sequence[int], current: int) -> None:
        """`starts`: where highlights begin, sorted. `current`: index of the section one is in."""
        self._sections = document.sections
        self._starts = starts
        self._current = current
        self._end = len(document.text) + 1
        self._top = document.top_level

    def made(self, index: int) -> Row:
        """The row of a section."""
        section, here, count = self._sections[index], index == self._current, self._count(index)
        look = "current" if here else "dim" if section.synthetic else ""
        indent = "  " * (section.level - self._top)
        left = (("▸ " if here else "  ", "current"), (indent, ""), (wording.plain(section.title), look))
        return Row(str(index), left, ((str(count), "dim"),) if count else ())

    def __len__(self) -> int:
        return len(self._sections)

    @property
    def heights(self) -> Sequence[int]:
        """How many lines each row takes."""
        return [1] * len(self._sections)

    def find(self, id: str) -> int:
        """Index of the row of that id; -1 if there is none."""
        return int(id) if id.isdecimal() and int(id) < len(self) else -1

    def _count(self, index: int) -> int:
        """How many highlights begin in a section, those under its subsections left out."""
        last = index + 1 == len(self._sections)
        end = self._end if last else self._sections[index + 1].own.start
        first = bisect_left(self._starts, self._sections[index].own.start)
        return bisect_left(self._starts, end, first) - first
