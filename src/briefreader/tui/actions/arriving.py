"""Arriving: a letter of which only the first pages are there yet, until all of it is; nothing jumps when it comes.

Functions over the desk. Reading letters is `reading.py`; what a letter begins with is `briefreader.loaders`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefreader.commands import shown
from briefreader.document import Document
from briefreader.errors import LoadError, NotNow
from briefreader.tui.actions import finding, going, showing
from briefreader.tui.reading import LetterComes, LetterRead, grown

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk
    from briefreader.tui.trail import Step

WORDS = (160, 40, 12)
"""Code points from a place on by which it is found again, the surest first."""

ASTRAY = 20_000
"""Code points by which a place may be off in the whole letter: what page headers and notes of ten pages take."""


def comes(desk: Desk, message: LetterComes) -> None:
    """A letter is on its way: say how far it is, and show its first pages if it is waited for."""
    if message.id in desk.documents:
        return
    awaited = desk.wanted is not None and desk.wanted.document == message.id
    if message.beginning is not None and desk.wanted is not None and awaited:
        _begin(desk, message.beginning, desk.wanted)
    if awaited or (desk.document is not None and desk.document.id == message.id):
        desk.app.start.comes = True
        desk.status.busy = grown(message.share) + _how_to_stop(desk)


def _begin(desk: Desk, beginning: Document, wanted: Step) -> None:
    """Show the first pages, if the place where the letter was left, or is to be opened, is among them."""
    place = desk.places.of(beginning.path)
    caret, top = (place.caret, place.top) if wanted.caret is None else (wanted.caret, None)
    if caret < len(beginning.text) // 2:
        going.keep_place(desk)
        desk.wanted = None
        going.show_letter(desk, beginning, caret, top)
        going.started(desk)


def _how_to_stop(desk: Desk) -> str:
    keys = desk.keys_in_force["select.drop"]
    return f" · {shown(keys[0])} stops" if desk.arriving and keys else ""


def stop(desk: Desk) -> None:
    """Read no more of the open letter; its first pages stay."""
    if desk.document is not None:
        desk.tell("reading stops…")
        desk.reading_room.stop(desk.document.id)


def waited_for(desk: Desk, message: LetterRead) -> bool:
    """Whether what came is the letter whose first pages are shown."""
    return desk.arriving and desk.document is not None and desk.document.id == message.id


def arrived(desk: Desk, outcome: Document | LoadError) -> None:
    """Put the whole letter in the place of its first pages; if it cannot be read, they stay and the reason is told."""
    beginning = desk.document
    if isinstance(outcome, NotNow):
        keys = desk.keys_in_force["go.document"]
        how = f": {shown(keys[0])} enter reads the rest" if keys else ""
        desk.tell(f"reading stopped, these are the first pages{how}")
        showing.outline(desk)
        return
    if isinstance(outcome, LoadError) or beginning is None:
        desk.tell(str(outcome), trouble=True)
        showing.outline(desk)
        return
    desk.document = outcome
    desk.reader.replace(outcome, partial(place_in, beginning.text, outcome.text))
    desk.frame.show(outcome)
    showing.notebook(desk)
    showing.place(desk)
    desk.clerk.opened(outcome.id)
    if desk.to_the_end:
        desk.to_the_end = False
        desk.reader.move("document", 1)
    finding.again(desk)


def place_in(beginning: str, whole: str, offset: int) -> int:
    """Where what stands at `offset` of a letter's first pages stands in the whole letter.

    These pages are read without knowing the others, so that now and then a line is joined, or taken for a page header
    or a note, otherwise than in the whole.
    """
    for length in WORDS:
        words = beginning[offset : offset + length]
        if whole.startswith(words, offset):
            return offset
        near = max(0, offset - ASTRAY)
        found = whole.find(words, near, offset + ASTRAY + length)
        if found >= 0:
            return found
    return min(offset, len(whole))
