"""Taking out: copying a passage with its citation, and exporting highlights.

Functions over the desk. What exports look like is `exporters/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.document import Document
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.panes import status

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def quoted(document: Document, span: Span) -> str:
    """The passage between quotation marks, and where it is from."""
    section = document.section_at(span.start)
    place = f"§ {section.title}" if section and not section.synthetic else ""
    number = status.paragraph_number(document, span.start)
    place = f"{place}, ¶ {number}" if place and number else place
    source = [wording.heading(document), place]
    return f"“{span.of(document.text)}” ({', '.join(part for part in source if part)})"


def copy(desk: Desk) -> None:
    """Copy the passage at the caret, with its citation."""
    if desk.document is None or desk.reader.target is None:
        desk.tell("there is nothing to copy here")
        return
    desk.app.copy_to_clipboard(quoted(desk.document, desk.reader.target))
    desk.tell(f"copied {wording.count(desk.reader.target.length, 'character')} with the citation")


def export(desk: Desk) -> None:
    """Ask what to export, and write it."""
    desk.tell("export is not here yet")
