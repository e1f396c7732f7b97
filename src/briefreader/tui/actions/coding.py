"""Coding: the codebook on the screen, with all highlights that its tags are on, and the history of the folder.

Functions over the desk. What becomes of tags is `changes.py`; reading and writing is the clerk's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from briefreader.annotations import Annotation, Change
from briefreader.store import Store
from briefreader.store.history import Deed, Event, stacks
from briefreader.tui.actions import gathering
from briefreader.tui.dialogs.happened import Happened, Past
from briefreader.tui.dialogs.tagbook import Book, TagBook

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def codebook(desk: Desk) -> None:
    """Open the codebook, once all that came before is saved and every highlight of the folder is read."""
    desk.clerk.also(partial(_gather, desk, partial(_open, desk)))


def _gather(desk: Desk, then: Callable[[Book], None]) -> None:
    """In the clerk's thread."""
    desk.call_later(then, book_of(desk.workplace.store))


def book_of(store: Store) -> Book:
    """The codebook, and the highlights of all letters that have any. Raises StoreError."""
    held = (store.annotations(id, deleted=True) for id in store.documents())
    return Book(store.codebook(), tuple(annotation for each in held for annotation in each))


def _open(desk: Desk, book: Book) -> None:
    def undo(again: bool) -> None:
        (desk.clerk.redo if again else desk.clerk.undo)()

    window = TagBook(book, desk.do, undo, desk.workplace.store.read_only)
    window.reread = partial(desk.clerk.also, partial(_gather, desk, window.told))
    desk.ask(window, lambda _: None)


def history(desk: Desk) -> None:
    """Open the list of what was done in this folder, the last first."""
    desk.clerk.also(partial(_look_back, desk, partial(_list, desk)))


def _look_back(desk: Desk, then: Callable[[Past], None]) -> None:
    """In the clerk's thread."""
    store = desk.workplace.store
    desk.call_later(then, past_of(store.history(), store.creator))


def past_of(events: Iterable[Event], creator: str) -> Past:
    """What was done, and what of it `creator` can take back or make again."""
    events = tuple(events)
    done, undone = stacks(events, creator)
    made = (event for event in events if event.deed is Deed.CHANGE)
    return Past(tuple(made), tuple(event.id for event in done), tuple(event.id for event in undone))


def _list(desk: Desk, past: Past) -> None:
    def turn(again: bool, count: int) -> None:
        for _ in range(count):
            (desk.clerk.redo if again else desk.clerk.undo)()

    def chosen(id: str | None) -> None:
        event = next((event for event in past.events if event.id == id), None)
        if event is not None:
            desk.clerk.also(partial(_find_change, desk, event))

    window = Happened(past, turn)
    window.reread = partial(desk.clerk.also, partial(_look_back, desk, window.told))
    desk.ask(window, chosen)


def _find_change(desk: Desk, event: Event) -> None:
    """In the clerk's thread: where a change was made."""
    desk.call_later(_go, desk, desk.workplace.store.change_of(event))


def _go(desk: Desk, change: Change) -> None:
    records = (*change.after, *change.before)
    marked = next((record for record in records if isinstance(record, Annotation)), None)
    if marked is None:
        desk.tell(f"{change.label}: no highlight was touched")
        return
    desk.leave_trail()
    now = desk.notebook.of(marked.document).get(marked.id) or marked
    desk.open(gathering.standing_for(desk, marked.document), now.span.start)
