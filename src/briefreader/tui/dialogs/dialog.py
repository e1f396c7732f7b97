"""Dialogs: the frame all of them share, and the small ones: a question, a text to read.

A dialog asks and answers; what is done with the answer is `desk.py` and the modules of its actions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from briefreader.tui import wording
from briefreader.tui.frames import is_past
from briefreader.tui.pace import reached, taken
from briefreader.tui.panes.hints import Hint, Hints

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A window over the desk. Escape leaves it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False, priority=True)]
    # Priority bindings, here and below, act at once: the next key of a burst is for what is there then.

    VERTICAL_BREAKPOINTS = [(0, "short"), (24, "tall")]  # noqa: RUF012 - as Screen declares it

    HINTS: ClassVar[tuple[Hint, ...]] = (("escape", "leave"),)
    """Keys and what they do, for the window's last lines, the most needed first and the way out last."""

    def __init__(self, heading: str, *, low: bool | None = None) -> None:
        """`low` puts it at the foot of the screen, or at its head if False, so that it leaves a passage in view."""
        super().__init__()
        self.heading = wording.plain(heading)
        self.reread: Callable[[], None] | None = None
        """For windows on what the store holds: reads it anew when that is something else."""

        self._there = asyncio.Event()
        if low is not None:
            self.add_class("low" if low else "high")

    def on_resize(self, event: events.Resize) -> None:
        """Be laid out for the size that the terminal has."""
        is_past(self, event)

    def compose(self) -> ComposeResult:
        """The frame; what is in it comes from `contents`."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = Content(self.heading)
            yield from self.contents()
            yield Hints(self.HINTS)

    def contents(self) -> Iterable[Widget]:
        """The widgets inside the frame."""
        return ()

    def on_mount(self) -> None:
        """From now on its fields can be asked."""
        self._there.set()

    async def caught_up(self) -> None:
        """Wait until all that was typed so far is in the fields."""
        await reached(self._there)
        if self.focused is not None:
            await taken(self.focused)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Question(Dialog[bool]):
    """A question to be answered with yes or no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes", show=False, priority=True),
        Binding("n", "answer(False)", "No", show=False, priority=True),
    ]
    HINTS = (("y", "yes"), ("n", "no"))

    def __init__(self, heading: str, question: str) -> None:
        super().__init__(heading)
        self.question = question

    def contents(self) -> Iterable[Widget]:
        """The question."""
        yield Static(Content(wording.plain(self.question)), classes="words")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)


class Leaflet(Dialog[None]):
    """A text to read: a note, or why something cannot be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,space", "leave", "Leave", show=False, priority=True)
    ]

    def __init__(self, heading: str, text: str, *, low: bool | None = None) -> None:
        super().__init__(heading, low=low)
        self.text = text

    def contents(self) -> Iterable[Widget]:
        """The text, never read as markup."""
        lines = (wording.plain(line) for line in self.text.split("\n"))
        yield Static(Content("\n".join(lines)), classes="words")
