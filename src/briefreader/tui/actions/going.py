"""Going: opening letters where they were left, and jumping to letters, sections and highlights.

Functions over the desk. Following citations and notes is `follow.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from briefreader.annotations import Annotation, Change
from briefreader.document import Document
from briefreader.errors import LoadError, NotNow
from briefreader.places import Place
from briefreader.tui import wording
from briefreader.tui.actions import gathering, showing
from briefreader.tui.dialogs.picker import Candidate, Picker
from briefreader.tui.panes.outline import section_at
from briefreader.tui.trail import Step
from briefreader.values import changed

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def begin(desk: Desk) -> None:
    """Have all letters read, first the one to begin with, and what the store holds of them told."""
    library = desk.workplace.library
    if desk.wanted is None:
        by_id = {entry.id: entry.path for entry in library.entries}
        last = desk.places.last_of(by_id) or next(iter(by_id), None)
        desk.wanted = Step(last) if last else None
        desk.offered = last or ""
    first = desk.wanted.document if desk.wanted else None
    desk.clerk.read(entry.id for entry in library.entries)
    desk.reading_room.begin(first)
    if not desk.places.welcomed:
        desk.welcome.greet(desk.keys_in_force)
    started(desk)


def open_letter(desk: Desk, id: str, caret: int | None = None) -> None:
    """Show that letter, at `caret` or where it was left."""
    found = desk.documents.get(id)
    if isinstance(found, NotNow):  # it may well be read this time
        found = None
        del desk.documents[id]
        desk.reading_room.again(id)
        desk.tell("")
    if desk.document is not None and desk.document.id == id:
        desk.reader.go(desk.reader.caret if caret is None else caret)
    elif found is None:
        desk.wanted = Step(id, caret)
        desk.reading_room.hurry(id)
        desk.tell("this letter is still being read")
    elif not isinstance(found, Document):
        desk.tell(str(found), trouble=True)
    else:
        keep_place(desk)
        desk.wanted = None
        place = desk.places.of(found.path)
        show_letter(
            desk, found, place.caret if caret is None else caret, place.top if caret is None else None
        )


def letter_came(desk: Desk, id: str) -> None:
    """A letter was read. Only with the last of them is it known which of them was renamed."""
    _show_wanted(desk, id)
    if not desk.reading:
        desk.clerk.adopt(_id(desk))


def _show_wanted(desk: Desk, id: str) -> None:
    """Show the letter if it is the one that is waited for; if that one cannot be read, the first that can."""
    wanted = desk.wanted
    if wanted is None:
        return
    awaited = desk.documents.get(wanted.document)
    if id == wanted.document and isinstance(awaited, Document):
        open_letter(desk, id, wanted.caret)
    elif desk.document is None and isinstance(awaited, LoadError):
        ids = (entry.id for entry in desk.workplace.library.entries)
        first = next((one for one in ids if isinstance(desk.documents.get(one), Document)), None)
        if first is not None:
            open_letter(desk, first)


def started(desk: Desk) -> None:
    """The start is over once a letter is shown, or none can be; and all is there once all are read, and highlights known."""
    start = desk.app.start
    if desk.document is not None or not desk.reading:
        desk.notice.say(showing.why_nothing(desk) if desk.document is None else ())
        start.over()
    if start.told and not desk.reading:
        start.draw()


def show_letter(desk: Desk, document: Document, caret: int, top: int | None = None) -> None:
    """Put a letter into the reading pane, with `top` in its first row, and its highlights and sections beside it."""
    desk.document = document
    desk.reader.show(document, caret, top)
    desk.frame.show(document)
    showing.notebook(desk)
    showing.place(desk)
    desk.clerk.opened(document.id)


def keep_place(desk: Desk) -> None:
    """Remember where the open letter is being read."""
    document = desk.document
    if document is None:
        return
    seen = desk.reader.in_view
    far = max(desk.places.of(document.path).far, seen.end)
    desk.places = desk.places.left(document.path, Place(desk.reader.caret, seen.start, far))


def go_section(desk: Desk, index: int) -> None:
    """Put the caret on a section's beginning."""
    if desk.document is not None and 0 <= index < len(desk.document.sections):
        desk.leave_trail()
        desk.reader.go(desk.document.sections[index].own.start)


def go_highlight(desk: Desk, by: int) -> None:
    """Put the caret on the next or previous highlight."""
    starts, caret = desk.reader.marks.starts, desk.reader.caret
    at = bisect_right(starts, caret) + by - 1 if by > 0 else bisect_left(starts, caret) + by
    if 0 <= at < len(starts):
        desk.reader.go(starts[at])
    else:
        desk.remark("no more highlights " + ("below" if by > 0 else "above"))


def go_to_highlight(desk: Desk, id: str) -> None:
    """Put the caret on that highlight."""
    lent = (a for a in showing.borrowed(desk) if a.id == id)
    found = desk.annotations.get(id) or next(lent, None)
    if found is not None and found.status != "orphaned":
        desk.reader.go(found.span.start)
    elif found is not None:
        desk.remark("the words of this highlight are no longer in the letter")


def go_to_change(desk: Desk, change: Change) -> None:
    """Bring what undo or redo changed into view, if it is in the open letter."""
    records = (*change.after, *change.before)
    spans = [r.span for r in records if isinstance(r, Annotation) and r.document == _id(desk)]
    view = desk.reader.in_view
    if spans and not any(span.overlaps(view) for span in spans):
        desk.reader.go(spans[0].start)


def _id(desk: Desk) -> str:
    return desk.document.id if desk.document else ""


def welcomed(desk: Desk) -> None:
    """The first keys are known now: put their card away for good."""
    desk.welcome.display = False
    desk.places = changed(desk.places, welcomed=True)


def pick_letter(desk: Desk) -> None:
    """Ask for a letter, and open it."""

    def chosen(id: str | None) -> None:
        if id is not None:
            desk.leave_trail()
            desk.open(id)

    current = desk.document.id if desk.document else None
    desk.ask(Picker("Go to a letter", tuple(_letters(desk)), current=current), chosen)


def _letters(desk: Desk) -> list[Candidate]:
    candidates = []
    for entry in gathering.letters(desk):
        found = desk.documents.get(entry.id)
        if isinstance(found, Document):
            date = wording.date(found.metadata.date, found.language)
            detail = " · ".join(
                part
                for part in (date, wording.paper(found.metadata), gathering.forms(desk, entry.id))
                if part
            )
            title, file = wording.plain(found.title), wording.plain(entry.path.name)
            candidates.append(Candidate(entry.id, title, detail=detail, alias=file))
        else:
            candidates.append(Candidate(entry.id, wording.plain(entry.path.name)))
    return candidates


def pick_section(desk: Desk) -> None:
    """Ask for a section of the open letter, and go there."""
    document = desk.document
    if document is None or not document.sections:
        later = "the sections of this letter are still being read"
        desk.remark(later if desk.arriving else "this letter has no sections")
        return

    def chosen(index: str | None) -> None:
        if index is not None:
            go_section(desk, int(index))

    top = document.top_level
    candidates = [
        Candidate(str(index), wording.plain(section.title), before=(("  " * (section.level - top), ""),))
        for index, section in enumerate(document.sections)
    ]
    current = str(section_at(document, desk.reader.caret))
    desk.ask(Picker("Go to a section", candidates, current=current), chosen)
