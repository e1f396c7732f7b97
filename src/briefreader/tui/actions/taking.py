"""Taking out: copying a passage with its citation, and exporting highlights.

Functions over the desk. What exports look like is `exporters/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefreader import exporters
from briefreader.document import Document
from briefreader.errors import ExportError
from briefreader.exporters.progress import Progress
from briefreader.exporters.references import reference
from briefreader.exporters.request import Export, Request
from briefreader.span import Span
from briefreader.text import word_count
from briefreader.tui import clipboard, wording
from briefreader.tui.actions import follow
from briefreader.tui.dialogs.dialog import Question
from briefreader.tui.dialogs.exporting import ExportDialog, Made, Order
from briefreader.tui.panes import status
from briefreader.values import changed

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
        desk.remark("there is nothing to copy here")
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
    dialog = ExportDialog(tags, Path.cwd(), partial(make, desk), desk.places.export)

    def answered(made: Made | None) -> None:
        if made is not None:
            desk.places = changed(desk.places, export=MappingProxyType(dialog.choices))
            _put(desk, made, force=False)

    desk.ask(dialog, answered)


def make(desk: Desk, order: Order, progress: Progress) -> Export:
    """The export of an order; nothing is written. Raises ExportError, and Stopped if `progress` is."""
    documents: Sequence[Document] = list(follow.known(desk).values())
    of = list(desk.notebook.kept)
    if order.scope == "letter" and desk.document is not None:
        documents, of = [desk.document], [desk.document.id]
    request = Request(
        documents=tuple(sorted(documents, key=lambda letter: (letter.metadata.date or "9999", letter.id))),
        annotations=tuple(annotation for id in of for annotation in desk.notebook.of(id)),
        codebook=desk.notebook.codebook,
        tags=(order.tag,) if order.tag else (),
        group=order.group,
        creator=desk.signed,
        style=desk.app.settings.citation,
        progress=progress,
    )
    return exporters.export(order.format, request)


def _put(desk: Desk, made: Made, force: bool) -> None:
    """Have it copied, or written while the screen goes on."""
    if made.order.copied:
        _copied(desk, made.export)
        return
    desk.status.busy = "exporting…"
    desk.run_worker(partial(_write, desk, made, force), group=WORKERS, thread=True, exit_on_error=False)


def _write(desk: Desk, made: Made, force: bool) -> None:
    try:
        paths = exporters.write(made.export, made.order.path, made.order.format, force)
    except ExportError as error:
        desk.app.call_from_thread(_failed, desk, made, str(error), force)
    else:
        desk.app.call_from_thread(_written, desk, made.export, paths)


def _failed(desk: Desk, made: Made, why: str, force: bool) -> None:
    """Something is in the way: overwrite it only if the reader says so."""
    desk.status.busy = ""
    path = made.order.path
    if force or not path.is_file():
        desk.tell(why, trouble=True)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            _put(desk, made, force=True)

    desk.ask(Question("Export", f"{why.partition('. ')[0]}. Write over it?"), answered)


def _written(desk: Desk, made: Export, paths: Sequence[Path]) -> None:
    """Say where it is, and what could not go along."""
    desk.status.busy = ""
    desk.tell(f"exported to {', '.join(path.name for path in paths)}")
    _tell_losses(desk, made)


def _tell_losses(desk: Desk, made: Export) -> None:
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
        _tell_losses(desk, made)
