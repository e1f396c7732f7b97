"""Follow: from a citation to the paper it names, from a footnote to its note, and back the way one came.

Functions over the desk, and the pure ones that say what there is to follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefreader.document import Citation, Document, Footnote, Kind, Look, Mark
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.actions import gathering
from briefreader.tui.dialogs.dialog import Leaflet
from briefreader.values import frozen

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk

Lead = Citation | Footnote | Mark
"""Something that leads elsewhere: a citation, a footnote (from its marker or from its note), a link."""


@frozen
class Place:
    """A lead and where it stands."""

    span: Span
    lead: Lead


def leads(document: Document, within: Span) -> tuple[Place, ...]:
    """What can be followed from inside `within`, in reading order."""
    found = [Place(c.span, c) for c in document.citations_in(within)]
    for mark in document.marks:
        if mark.span.overlaps(within):
            note = document.footnote(mark.target) if mark.look is Look.MARKER else None
            if note is not None:
                found.append(Place(mark.span, note))
            elif mark.look is Look.LINK:
                found.append(Place(mark.span, mark))
    return tuple(sorted(found, key=lambda place: place.span))


def lead_at(document: Document, caret: int, around: Span | None) -> Lead | None:
    """What enter means at `caret`: the lead under it, else the next one in `around`, else the first one there.

    Inside a note without a lead under the caret it is the way back to the note's marker.
    """
    here = leads(document, Span(caret, caret + 1))
    if here:
        return here[0].lead
    block = document.block_at(caret)
    if block is not None and block.kind is Kind.NOTE:
        return next((n for n in document.footnotes if within(document, caret, n)), None)
    near = leads(document, around) if around else ()
    after = [place for place in near if place.span.start >= caret]
    return next((place.lead for place in (*after, *near)), None)


def within(document: Document, caret: int, note: Footnote) -> bool:
    """Whether the caret is in the note at the foot, on its label or behind its last word too."""
    block = document.block_at(caret)
    return note.body is not None and block is not None and block.span.covers(note.body)


def cited(citation: Citation, documents: Mapping[str, Document]) -> str | None:
    """Id of the document that the citation names, if it is among them."""
    for id, document in documents.items():
        if citation.id in (document.metadata.paper, document.metadata.number):
            return id
    return None


def announced(document: Document, caret: int, around: Span | None) -> str:
    """Where enter would lead, in a few words; empty if nowhere."""
    lead = lead_at(document, caret, around)
    if isinstance(lead, Citation):
        return f"{lead.id} ({lead.doubt})" if lead.doubt else lead.id
    if isinstance(lead, Footnote) and within(document, caret, lead):
        return f"the marker of note {lead.label}" if lead.marker else ""
    if isinstance(lead, Footnote):
        return f"note {lead.label}"
    return "link" if lead else ""


def follow(desk: Desk) -> None:
    """Go where the lead at the caret leads, or say what it names."""
    document = desk.document
    if document is None:
        return
    lead = lead_at(document, desk.reader.caret, desk.reader.target)
    if isinstance(lead, Citation):
        _follow_citation(desk, document, lead)
    elif isinstance(lead, Footnote):
        _follow_note(desk, document, lead)
    elif isinstance(lead, Mark):
        how = wording.offers(desk.keys_in_force, ("out.copy", "copies it with the passage"))
        desk.remark(f"a link to {wording.plain(lead.target)}{how}")
    else:
        desk.remark("nothing to follow in this sentence")


def _follow_citation(desk: Desk, document: Document, citation: Citation) -> None:
    words = wording.plain(citation.span.of(document.text))
    id = cited(citation, known(desk))
    if id is None:
        waiting = "; not all letters are read yet" if desk.reading else ""
        doubt = f" ({citation.doubt})" if citation.doubt else ""
        desk.tell(f"“{words}” is {citation.id}{doubt}, which is not in this library{waiting}")
    elif id == document.id or id in desk.workplace.library.renderings.of(document.id):
        desk.remark(f"“{words}” is the letter you are reading")
    else:
        desk.leave_trail()
        desk.open(gathering.standing_for(desk, id))


def _follow_note(desk: Desk, document: Document, note: Footnote) -> None:
    if note.body is None:
        desk.ask(Leaflet(f"Note {note.label}", "The text of this note is not in the file."), lambda _: None)
        return
    aim = note.marker if within(document, desk.reader.caret, note) else note.body
    if aim is None:
        desk.remark(f"note {note.label} has no marker in the text")
        return
    desk.leave_trail()
    desk.reader.go(aim.start)
    if aim is note.body and note.status != "certain":
        desk.tell(f"note {note.label}: that this is its text is {note.status}")


def back(desk: Desk) -> None:
    """Go back to where one was before the last jump."""
    step = desk.trail.last
    if step is None:
        desk.remark("this is where you began")
        return
    desk.trail = desk.trail.back()
    desk.open(step.document, step.caret)


def known(desk: Desk) -> dict[str, Document]:
    """The letters that could be read so far, by id."""
    return {id: document for id, document in desk.documents.items() if isinstance(document, Document)}
