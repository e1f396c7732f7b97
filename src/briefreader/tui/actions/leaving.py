"""Leaving: remembering where one was, and not going while something is unsaved.

Functions over the desk; the file is `places.py`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader import places
from briefreader.places import Places
from briefreader.tui import takeover, wording
from briefreader.tui.actions import going, showing
from briefreader.tui.dialogs.dialog import Question
from briefreader.values import changed

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


REMEMBER_EVERY = 10.0
"""Seconds after which one's place is kept, should the program never get to its end."""


def remember(desk: Desk) -> None:
    """Have it written down where one is. A disk that refuses costs the place, not the sitting."""
    going.keep_place(desk)
    library = tuple(str(path.absolute()) for path in desk.workplace.library.paths)
    desk.places = kept = changed(desk.places, library=library)
    if kept != desk.places_written:
        desk.places_written = kept
        desk.clerk.also(lambda: _write(desk.paths.places, kept))


def _write(file: Path, kept: Places) -> None:
    with suppress(OSError):
        places.write(file, kept)


def leave(desk: Desk) -> None:
    """Quit, once what was just done is saved; asks first if something could not be."""
    if desk.notebook.pending:
        desk.clerk.also(lambda: desk.call_later(_leave, desk))
    else:
        _leave(desk)


def _leave(desk: Desk) -> None:
    unsaved = desk.clerk.unsaved
    if not unsaved:
        _go(desk, True)
        return
    question = f"{wording.count(unsaved, 'change')} could not be saved. Quit and lose {'it' if unsaved == 1 else 'them'}?"
    desk.ask(Question("Not saved", question), lambda yes: _go(desk, bool(yes)))


def _go(desk: Desk, yes: bool) -> None:
    if yes:
        rest(desk)
        remember(desk)
        showing.notebook(desk)
        showing.library(desk)
        start = desk.app.start
        desk.app.picture = takeover.picture(desk) if start.told and not start.lasts else None
        desk.app.exit()


def at_once(desk: Desk, signal: int) -> None:
    """End because of that signal: there is nobody to be asked anything."""
    remember(desk)
    desk.app.exit(return_code=128 + signal)  # as shells say it


def rest(desk: Desk) -> None:
    """Put away what the next sitting will not begin with: selection, hits and what was just done."""
    caret = desk.reader.caret
    desk.reader.drop()
    desk.reader.go(caret)
    desk.reader.hits = ()
    desk.tell("")
    desk.status.selected = ""
