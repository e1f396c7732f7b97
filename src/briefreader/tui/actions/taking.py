"""Taking out: copying a passage with its citation, and exporting highlights.

Functions over the desk. What exports look like is `exporters/`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefreader import exporters
from briefreader.document import Document
from briefreader.errors import ExportError
from briefreader.exporters.references import reference
from briefreader.exporters.request import Export, Request
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.actions import follow
from briefreader.tui.dialogs.dialog import Question
from briefreader.tui.dialogs.exporting import ExportDialog, Order
from briefreader.tui.panes import status

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def quoted(document: Document, span: Span) -> str:
    """The passage between quotation marks, and where it is from: title, date, citation, section, paragraph."""
    section = document.section_at(span.start)
    number = status.paragraph_number(document, span.start)
    source = [
        document.title,
        wording.date(document.metadata.date, document.language),
        reference(document) if reference(document) != document.title else "",
        f"§ {section.title}" if section and not section.synthetic else "",
        f"¶ {number}" if number else "",
    ]
    return f"“{span.of(document.text)}” ({', '.join(wording.plain(part) for part in source if part)})"


def copy(desk: Desk) -> None:
    """Copy the passage at the caret, with its citation."""
    span = desk.reader.target
    if desk.document is None or span is None:
        desk.tell("there is nothing to copy here")
        return
    desk.app.copy_to_clipboard(quoted(desk.document, span))
    desk.tell(f"copied {wording.count(len(span.of(desk.document.text).split()), 'word')} with their citation")


def export(desk: Desk) -> None:
    """Ask what to export, and write it."""
    used = {tag for id in desk.notebook.kept for a in desk.notebook.of(id) for tag in a.tags}
    tags = [tag.name for tag in desk.notebook.codebook.tags if tag.name in used]

    def ordered(order: Order | None) -> None:
        if order is not None:
            _write(desk, order, force=False)

    desk.ask(ExportDialog(tags, Path.cwd(), lambda order: make(desk, order)), ordered)


def make(desk: Desk, order: Order) -> Export:
    """The export of an order; nothing is written. Raises ExportError."""
    documents = tuple(follow.known(desk).values())
    if order.scope == "letter" and desk.document is not None:
        documents = (desk.document,)
    dated = tuple(sorted(documents, key=lambda document: (document.metadata.date or "9999", document.id)))
    request = Request(
        documents=dated,
        annotations=tuple(a for document in dated for a in desk.notebook.of(document.id)),
        codebook=desk.notebook.codebook,
        tags=(order.tag,) if order.tag else (),
        group=order.group,
        creator=desk.signed,
    )
    return exporters.export(order.format, request)


def _write(desk: Desk, order: Order, force: bool) -> None:
    try:
        paths = exporters.write(make(desk, order), order.path, order.format, force)
    except ExportError as error:
        _ask_again(desk, order, str(error), force)
    else:
        desk.tell(f"exported to {', '.join(path.name for path in paths)}")


def _ask_again(desk: Desk, order: Order, why: str, force: bool) -> None:
    """Something is in the way: overwrite it only if the reader says so."""
    if force or not order.path.is_file():
        desk.tell(why, trouble=True)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            _write(desk, order, force=True)

    question = f"{order.path.name} is there already and was not made by briefreader. Write over it?"
    desk.ask(Question("Export", question), answered)
