"""Gathering: a letter's renderings on the screen: which of them stands for it, and going from one to the next.

Functions over the desk. Which documents are the same letter is `briefreader.versions.renderings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.anchoring import carry
from briefreader.document import Document
from briefreader.library import Entry
from briefreader.span import Span
from briefreader.tui import wording

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def letters(desk: Desk) -> tuple[Entry, ...]:
    """One entry for each letter, in the library's order."""
    entries = desk.workplace.library.entries
    return tuple(entry for entry in entries if standing_for(desk, entry.id) == entry.id)


def standing_for(desk: Desk, id: str) -> str:
    """The rendering that stands for a letter: the one that is open, else one with highlights, else the best."""
    group = desk.workplace.library.renderings.of(id)
    current = desk.document.id if desk.document else None
    marked = (other for other in group if desk.notebook.of(other))
    return current if current in group else next(marked, group[0])


def forms(desk: Desk, id: str) -> str:
    """`docx +2` for a letter that there are two more renderings of; empty if there is only the one."""
    others = desk.workplace.library.renderings.others(id)
    found = desk.documents.get(id)
    return f"{found.format} +{len(others)}" if others and isinstance(found, Document) else ""


def prefer(desk: Desk) -> None:
    """Open the best rendering of the letter that the program itself chose, as long as nobody has begun to read."""
    document = desk.document
    if document is None or document.id != desk.offered or desk.reader.caret or desk.annotations:
        return
    best = desk.workplace.library.renderings.best(document.id)
    if best != document.id and isinstance(desk.documents.get(best), Document):
        desk.offered = best
        desk.open(best, 0)


def next_rendering(desk: Desk) -> None:
    """Show the letter's next rendering, at the sentence where one is."""
    document = desk.document
    group = desk.workplace.library.renderings.of(document.id) if document else ()
    known = [id for id in group if isinstance(desk.documents.get(id), Document)]
    if document is None or document.id not in known or len(known) < 2:
        desk.remark("there is no other rendering of this letter here")
        return
    index = (known.index(document.id) + 1) % len(known)
    other = desk.documents[known[index]]
    assert isinstance(other, Document)
    caret = place_in(document, other, desk.reader.target, desk.reader.caret)
    desk.open(other.id, caret)
    desk.tell(f"{other.format}: rendering {index + 1} of {len(known)}, {wording.plain(other.id)}")


def place_in(old: Document, new: Document, around: Span | None, caret: int) -> int:
    """Where `caret`, in the sentence `around` of `old`, is in another rendering; as far down if it is not there."""
    found = carry(old.text, new.text, [around])[0] if around else None
    if found is not None and around is not None:
        return min(found.span.start + max(0, caret - around.start), max(found.span.start, found.span.end - 1))
    return caret * len(new.text) // max(1, len(old.text))
