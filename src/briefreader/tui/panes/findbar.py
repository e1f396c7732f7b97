"""The find bar: what to look for in the letter, and how much of it there is.

Tells each change of the query at once. Finding is `briefreader.search`; going to hits is `finding.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

ROOMY = 60
"""Cells from which the keys of the ways to look are shown, not only the ways that are on."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and how."""

    text: str = ""
    regex: bool = False
    whole_words: bool = False


class FindBar(Horizontal):
    """A line at the foot of the letter; hidden until it is needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("down", "step(1)", "Next hit", show=False),
        Binding("up", "step(-1)", "Previous hit", show=False),
        Binding("alt+r,ctrl+r", "way('regex')", "Regular expression", show=False),
        Binding("alt+w,ctrl+t", "way('whole_words')", "Whole words", show=False),
    ]

    class Changed(Message):
        """The query is another one."""

        def __init__(self, query: Query) -> None:
            super().__init__()
            self.asked_for = query

    class Step(Message):
        """Go to the next or previous hit, while the bar stays."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Closed(Message):
        """Done: with the hits to go through, or given up."""

        def __init__(self, given_up: bool) -> None:
            super().__init__()
            self.given_up = given_up

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.asked = Query()

    def compose(self) -> ComposeResult:
        """A slash, the line, the count."""
        yield Static("/", id="find-sign")
        yield Input(compact=True, placeholder="Find in the letter", id="find-text")
        yield Static(id="find-count")

    def open(self, what_for: str, text: str) -> None:
        """Show it, with `text` ready to be typed over."""
        self.display = True
        line = self.query_one(Input)
        line.placeholder = what_for
        with self.prevent(Input.Changed):
            line.value = text
        self.asked = Query(text, self.asked.regex, self.asked.whole_words)
        self.tell("")
        self.screen.set_focus(line)
        line.select_all()

    def tell(self, words: str) -> None:
        """Say how many there are."""
        room = self.size.width >= ROOMY
        ways = [
            Content.assemble(
                (f"{key} " if room else "", "$primary" if room else ""),
                (name, "bold $text-primary" if on else "dim"),
            )
            for key, name, on in (
                ("alt+r", "regex", self.asked.regex),
                ("alt+w", "words", self.asked.whole_words),
            )
            if on or room
        ]
        self.query_one("#find-count", Static).update(Content("  ").join([*ways, Content(words)]))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._ask(Query(message.value, self.asked.regex, self.asked.whole_words))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._close(given_up=not message.value)

    def action_leave(self) -> None:
        """Give up."""
        self._close(given_up=True)

    def action_step(self, by: int) -> None:
        """Ask for the next or previous hit."""
        self.post_message(self.Step(by))

    def action_way(self, name: str) -> None:
        """Switch one way of looking on or off."""
        now = {"text": self.asked.text, "regex": self.asked.regex, "whole_words": self.asked.whole_words}
        self._ask(Query(**{**now, name: not now[name]}))  # type: ignore[arg-type]

    def _ask(self, query: Query) -> None:
        self.asked = query
        self.post_message(self.Changed(query))

    def _close(self, given_up: bool) -> None:
        self.display = False
        self.post_message(self.Closed(given_up))
