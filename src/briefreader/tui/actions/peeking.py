"""Peeking: what the footnote says or the citation names, without leaving the place where one reads.

Functions over the desk, and the pure ones that say what there is to see. Going there is `follow.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefreader.citations import link
from briefreader.document import READ_AS_PARAGRAPH, Citation, Document, Footnote, Status
from briefreader.tui import wording
from briefreader.tui.actions.follow import Lead, cited, known, lead_at
from briefreader.tui.panes.peek import Notice

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk

WORDS_AT_MOST = 400
"""Code points of a note or of a cited letter's beginning."""


def peek(desk: Desk) -> None:
    """Show what the lead at the caret leads to, at the caret."""
    document, caret = desk.document, desk.reader.caret
    lead = lead_at(document, caret, desk.reader.target) if document else None
    if document is None or lead is None:
        desk.remark("nothing to look at in this sentence")
        return
    place = desk.reader.place_of(caret)
    if place is not None:
        desk.peek.show(notice(document, lead, known(desk)), place)


def notice(document: Document, lead: Lead, documents: Mapping[str, Document]) -> Notice:
    """What a peek at `lead` shows. `documents`: the letters that are here, by id."""
    if isinstance(lead, Citation):
        return _of_citation(document, lead, documents)
    if isinstance(lead, Footnote):
        return _of_note(lead)
    return Notice("Link", source=lead.target)


def _of_note(note: Footnote) -> Notice:
    heading = f"Note {note.label}"
    if note.text is None:
        return Notice(heading, doubt="The text of this note is not in the file.")
    sure = note.status is Status.CERTAIN
    doubt = "" if sure else f"That this is its text is {note.status}."
    return Notice(heading, words=wording.clip(note.text, WORDS_AT_MOST), doubt=doubt)


def _of_citation(document: Document, citation: Citation, documents: Mapping[str, Document]) -> Notice:
    words = citation.span.of(document.text)
    id = cited(citation, documents)
    if id is None:
        known = link(citation.id)
        source = f"Not in this library; {known}" if known else "Not in this library."
        return Notice(words, title=citation.id, source=source, doubt=citation.doubt)
    letter = documents[id]
    day = wording.date(letter.metadata.date, letter.language)
    source = " · ".join(part for part in (day, wording.paper(letter.metadata)) if part)
    return Notice(words, letter.title, beginning(letter), source, citation.doubt)


def beginning(document: Document) -> str:
    """The first paragraph of a letter, as much of it as a peek holds."""
    first = next((b for b in document.blocks if b.kind in READ_AS_PARAGRAPH), None)
    return wording.clip(first.span.of(document.text), WORDS_AT_MOST) if first else ""
