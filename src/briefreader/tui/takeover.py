"""Takeover: from the picture of the first page to the running screen, without a frame of anything else between.

Makes the picture when the screen is left, holds drawing and keys back until the letter is there, and has the terminal
not cleared in between. Keeping and showing the picture is `first_page.py`.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from briefreader import first_page
from briefreader.settings import Paths
from briefreader.tui.hush import Hush
from briefreader.workplace import Workplace

AT_MOST = 2.0
"""Seconds after which the start is over, even if the letter has not come."""

LONGER = 4
"""How many times as long a start lasts at most, while more and more of a long letter is read."""

LINGER = 0.5
"""Seconds that a picture stands at most after the letter is there, for all else that it shows to come."""

ANSWERED = (
    events.Key,
    events.Paste,
    events.MouseUp,
    events.MouseDown,
    events.MouseScrollDown,
    events.MouseScrollUp,
)
"""What a reader does and waits for."""


UNSEEN = 10_000
"""New objects after which rubbish is looked for. Python's 700 are made with every page full of highlights."""


class Start:
    """The time until the letter to begin with is there: what is typed waits for it. Over a picture nothing is drawn before
    all is there that it shows, or a key asks for something else.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._typed: list[events.Key] = []
        self._drawing = ExitStack()
        self._taking_over = first_page.showing()
        if self._taking_over:
            self._drawing.enter_context(app.batch_update())
        self.lasts = True
        self.comes = False
        """Whether the letter to begin with was heard to be on its way."""

        self.told = False
        """Whether it was heard what the store holds."""

        self._hasty = False
        """Whether a key has asked for something else than the picture already."""

        self._turns = 0

    def late(self) -> None:
        """It should be over by now: it is, unless the letter is just coming."""
        self._turns += 1
        if self.comes and self.lasts and self._turns < LONGER:
            self.comes = False
            self._app.set_timer(AT_MOST, self.late)
        elif self.lasts:
            self.over()
            self.draw()

    def holds(self, event: events.Key, is_free: Callable[[], bool]) -> bool:
        """Whether the key has to wait. One that is free, since its command needs no letter, waits only behind others;
        the program can be left at any time.
        """
        if not self.lasts:
            self.draw()
            return False
        if event.key in ("ctrl+c", "ctrl+q") or (is_free() and not self._typed):
            self._hasty = True
            return False
        event.stop()
        event.prevent_default()
        self._typed.append(event)
        return True

    def over(self) -> None:
        """Have what was typed come again; and have rubbish looked for, in what is new from here."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(UNSEEN)
            gc.enable()
        if self.lasts and self._hasty:
            self.draw()
        elif self.lasts and self._taking_over:
            self._app.set_timer(LINGER, self.draw)
        self.lasts = False
        while self._typed:
            event = self._typed.pop(0)
            self._app.post_message(events.Key(event.key, event.character))

    def draw(self) -> None:
        """Draw from now on."""
        if self._taking_over:
            self._taking_over = False
            self._app.screen._refresh_layout()  # which tells what has a scroll bar: the next one lays it out
            self._drawing.close()
            self._app.screen.refresh(layout=True)


def driver(hush: Hush) -> type[Driver] | None:
    """Our way to the terminal, taking over what `first_page` did to it; None for Textual's own choice.

    `hush` begins with what a reader does.
    """
    if sys.platform == "win32":
        return None
    from briefreader.tui.terminal import Terminal

    class TakingOver(Terminal):
        """The way to a terminal that may show the first page already."""

        def process_message(self, message: Message) -> None:
            """What comes from the terminal, in the thread that hears it."""
            if isinstance(message, ANSWERED):
                hush.begin()
            super().process_message(message)

        def write(self, data: str) -> None:
            """Write to the terminal; bringing up its other screen anew would clear that."""
            if data != first_page.ALTERNATE or not first_page.showing():
                super().write(data)

        def start_application_mode(self) -> Any:
            """Take the terminal over; in the end it is to be as it was before the first page."""
            super().start_application_mode()
            self.attrs_before = first_page.taken_over() or self.attrs_before

    return TakingOver


def picture(screen: Screen[Any]) -> str:
    """The screen as the bytes that draw it."""
    return screen._compositor.render_full_update().render_segments(screen.app.console)


def watched(workplace: Workplace, paths: Paths) -> Iterator[Path]:
    """The files and folders that what is on the screen depends on."""
    yield from (paths.settings, paths.places, workplace.annotations)
    if workplace.annotations.is_dir():
        yield from workplace.annotations.iterdir()
    yield from (entry.path for entry in workplace.library.entries)
    if any(path.is_dir() for path in workplace.library.paths):
        # Letters may be added to these; what lies beside letters that were named one by one does not matter.
        yield Path.cwd()
        yield from workplace.library.paths
        yield from (entry.path.parent for entry in workplace.library.entries)
