"""Reviewing: which highlights of the open letter are in doubt, and keeping what a person decides about them; and what
can be rescued where the file they are kept in is damaged.

Functions over the desk. What is in doubt is `revisions.py`; how it is shown is the dialog.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefreader.document import Document
from briefreader.store.records import CODEBOOK
from briefreader.tui.actions import marking
from briefreader.tui.dialogs.dialog import Question
from briefreader.tui.dialogs.review import Review
from briefreader.versions.revisions import Revision

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def review(desk: Desk) -> None:
    """Walk through the highlights of the open letter that need a look."""
    document = desk.document
    if document is None:
        desk.remark("no letter is open")
    elif there := marking.passage(desk):
        desk.clerk.also(partial(_gather, desk, document, there))


def _gather(desk: Desk, document: Document, there: marking.Passage) -> None:
    """In the clerk's thread: what is in doubt, after all that came before was saved."""
    damaged = [id for id in (document.id, CODEBOOK) if desk.workplace.store.is_damaged(id)]
    if damaged:
        desk.call_later(_offer_rescue, desk, document, damaged)
        return
    revision = desk.workplace.revision(document)
    hashes = {each.kept.target.text_hash for each in revision.doubtful}
    texts = {hash: desk.workplace.store.text(hash) for hash in hashes}
    old = {hash: text for hash, text in texts.items() if text is not None}
    desk.call_later(_show, desk, revision, old, there)


def _show(desk: Desk, revision: Revision, old: Mapping[str, str], there: marking.Passage) -> None:
    if not revision.doubtful:
        desk.remark("every highlight of this letter is on its words")
        return

    def looked_at(id: str) -> None:
        desk.reviewed = id

    desk.ask(Review(revision, old, there.target, desk.do, looked_at, desk.reviewed), lambda _: None)


RESCUE = (
    "The file with {what} is damaged and cannot be read. Put what can still be read of it in its place? "
    "The damaged file is kept in the annotations' backups."
)


def _offer_rescue(desk: Desk, document: Document, damaged: Sequence[str]) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            desk.clerk.rescue(damaged, document.id)

    what = " and that with ".join(
        "the tags" if id == CODEBOOK else "this letter's highlights" for id in damaged
    )
    desk.ask(Question("Damaged file", RESCUE.format(what=what)), answered)
