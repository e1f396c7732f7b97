"""Taking out: copying a passage with its citation, and exporting highlights.

Functions over the desk. What exports look like is `exporters/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefreader import exporters
from briefreader.document import Document
from briefreader.errors import ExportError
from briefreader.exporters.references import reference
from briefreader.exporters.request import Export, Request
from briefreader.span import Span
from briefreader.text import word_count
from briefreader.tui import clipboard, wording
from briefreader.tui.actions import follow
from briefreader.tui.dialogs.dialog import Question
from briefreader.tui.dialogs.exporting import ExportDialog, Order
from briefreader.tui.panes import status

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


WORKERS = "writing"
"""The group of those that write exports and hand text to the system's clipboard."""


def quoted(document: Document, span: Span, style: str = "dutch") -> str:
    """The passage between quotation marks, and where it is from: title, date, citation, section, paragraph.

    `style` is the house style of the citation: a name of `exporters.STYLES`.
    """
    section = document.section_at(span.start)
    cited = reference(document, style)
    number = status.paragraph_number(document, span.start)
    source = [
        document.title,
        wording.date(document.metadata.date, document.language),
        cited if cited != document.title else "",
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
    _to_clipboard(desk, quoted(desk.document, span, desk.app.settings.citation))
    desk.tell(f"copied {wording.count(word_count(span.of(desk.document.text)), 'word')} with their citation")


def _to_clipboard(desk: Desk, text: str) -> None:
    """Through the terminal, and through the system's own program if there is one."""
    desk.app.copy_to_clipboard(text)
    desk.run_worker(partial(clipboard.offer, text), group=WORKERS, thread=True, exit_on_error=False)


def export(desk: Desk) -> None:
    """Ask what to export, and write it."""
    used = {tag for id in desk.notebook.kept for a in desk.notebook.of(id) for tag in a.tags}
    tags = [tag.name for tag in desk.notebook.codebook.tags if tag.name in used]
    dialog = ExportDialog(tags, Path.cwd(), lambda order: make(desk, order), desk.places.export)

    def ordered(order: Order | None) -> None:
        if order is not None:
            desk.places = replace(desk.places, export=MappingProxyType(dialog.choices))
            _carry_out(desk, order, force=False)

    desk.ask(dialog, ordered)


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
        style=desk.app.settings.citation,
    )
    return exporters.export(order.format, request)


def _carry_out(desk: Desk, order: Order, force: bool) -> None:
    """Have it made and written, while the screen goes on."""
    desk.status.busy = "exporting…"
    work = partial(_write, desk, order, force)
    desk.run_worker(work, group=WORKERS, thread=True, exit_on_error=False)


def _write(desk: Desk, order: Order, force: bool) -> None:
    try:
        made = make(desk, order)
        paths = () if order.copied else exporters.write(made, order.path, order.format, force)
    except ExportError as error:
        desk.app.call_from_thread(_failed, desk, order, str(error), force)
    else:
        desk.app.call_from_thread(_written, desk, made, paths)


def _failed(desk: Desk, order: Order, why: str, force: bool) -> None:
    desk.status.busy = ""
    _ask_again(desk, order, why, force)


def _written(desk: Desk, made: Export, paths: Sequence[Path]) -> None:
    """Say where it is, and what could not go along."""
    desk.status.busy = ""
    if paths:
        desk.tell(f"exported to {', '.join(path.name for path in paths)}")
    else:
        _copied(desk, made)
    if made.losses:
        told = "\n".join(made.losses)
        desk.notify(told, title="Export", severity="warning", timeout=15, markup=False)


def _copied(desk: Desk, made: Export) -> None:
    try:
        text = made.content.decode("utf-8")
    except UnicodeDecodeError:
        desk.tell("this format is no text: write it to a file", trouble=True)
    else:
        _to_clipboard(desk, text)
        desk.tell(f"copied {wording.count(len(text.splitlines()), 'line')} of export")


def _ask_again(desk: Desk, order: Order, why: str, force: bool) -> None:
    """Something is in the way: overwrite it only if the reader says so."""
    if force or order.copied or not order.path.is_file():
        desk.tell(why, trouble=True)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            _carry_out(desk, order, force=True)

    question = f"{order.path.name} is there already and was not made by briefreader. Write over it?"
    desk.ask(Question("Export", question), answered)
