"""Hearing: what becomes of the news that letters were read and that the store holds something else now.

Functions over the desk. Reading letters is `reading.py`; the store's side is `clerk.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.tui import wording
from briefreader.tui.actions import arriving, gathering, going, showing
from briefreader.tui.clerk import News
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.reading import LetterRead, progress

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def of_letter(desk: Desk, message: LetterRead) -> None:
    """A letter was read, or could not be."""
    arrived = message.outcome if arriving.waited_for(desk, message) else None
    desk.documents[message.id] = message.outcome
    desk.status.busy = progress(len(desk.documents), len(desk.workplace.library.entries))
    if message.trouble:
        desk.tell(message.trouble, trouble=True)
    if arrived is not None:
        arriving.arrived(desk, arrived)
    going.letter_came(desk, message.id)
    gathering.prefer(desk)
    showing.library_soon(desk)
    going.started(desk)


def of_store(desk: Desk, news: News) -> None:
    """The store holds this now."""
    book = desk.notebook
    if news.done is None:
        book = book.settled(news.settled)
    else:
        book = book.saved(news.settled, news.done) if news.settled else book.turned(news.done)
    desk.notebook = book.told(news.fresh, news.codebook, news.borrowed)
    desk.app.start.told = True
    showing.notebook(desk)
    showing.problems(desk, news.problems)
    for window in desk.app.screen_stack:
        if isinstance(window, Dialog) and window.reread is not None:
            window.reread()
    if news.turned is not None:
        going.go_to_change(desk, news.turned)
    if news.said:
        offer = (("tag.review", "reviews"),) if news.doubtful else ()
        desk.tell(news.said + wording.offers(desk.keys_in_force, *offer))
    going.started(desk)
