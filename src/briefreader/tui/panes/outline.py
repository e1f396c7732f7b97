"""The sections pane: the letter's headings as an indented list, with the highlights under each.

Shows rows and follows the caret; going to a section is `desk.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from briefreader.annotations import Annotation
from briefreader.document import Document
from briefreader.tui import wording
from briefreader.tui.panes.rows import Row, Rows


class OutlinePane(Rows):
    """The sections of the open letter."""

    BORDER_TITLE = "Sections"
    HELP = "Enter goes to the section under the cursor; `O` finds one by name from anywhere."


def section_at(document: Document, offset: int) -> int:
    """Index of the innermost section at `offset`; -1 in a letter without sections."""
    return bisect_right(document.sections, offset, key=lambda section: section.own.start) - 1


def outline_rows(document: Document, annotations: Iterable[Annotation], current: int) -> tuple[Row, ...]:
    """A row for each section; its id is the section's index."""
    starts = [section.own.start for section in document.sections]
    counts = Counter(bisect_right(starts, a.target.start) - 1 for a in annotations if a.status != "orphaned")
    top = min((section.level for section in document.sections), default=1)
    return tuple(
        Row(
            str(index),
            (
                ("▸ " if index == current else "  ", "current"),
                ("  " * (section.level - top), ""),
                (
                    wording.plain(section.title),
                    "current" if index == current else "dim" if section.synthetic else "",
                ),
            ),
            ((str(counts[index]), "dim"),) if counts[index] else (),
        )
        for index, section in enumerate(document.sections)
    )
