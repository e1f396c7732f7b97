"""The find bar: what to look for in the letter, and how much of it there is.

Tells each change of the query at once. Finding is `briefreader.search`; going to hits is `finding.py`.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from briefreader.tui.pace import taken
from briefreader.tui.themes import QUIET
from briefreader.values import frozen

LEAST = 12
"""Cells of the line that the keys of the ways to look leave free; else only the ways that are on are shown."""


@frozen
class Query:
    """What to look for, and how."""

    text: str = ""
    regex: bool = False
    whole_words: bool = False


class FindBar(Horizontal):
    """A line at the foot of the letter; hidden until it is needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Done", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False, priority=True),
        Binding("down", "step(1)", "Next hit", show=False, priority=True),
        Binding("up", "step(-1)", "Previous hit", show=False, priority=True),
        Binding("alt+r,ctrl+r", "way('regex')", "Regular expression", show=False, priority=True),
        Binding("alt+w,ctrl+t", "way('whole_words')", "Whole words", show=False, priority=True),
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
        self.ways = True
        self.trouble = ""
        """Why nothing can be found for what is asked; empty if something could be."""

        self._before: Widget | None = None
        """What had the focus before it was opened, and has it again afterwards."""

    def compose(self) -> ComposeResult:
        """A slash, the line, the count."""
        yield Static("/", id="find-sign")
        yield Input(compact=True, placeholder="Find in the letter", id="find-text")
        yield Static(id="find-count")

    def open(self, what_for: str, text: str, ways: bool = True) -> None:
        """Show it, with `text` ready to be typed over. `ways`: whether there are several ways to look."""
        self.display = True
        self.ways = ways
        line = self.query_one(Input)
        line.placeholder = what_for
        with self.prevent(Input.Changed):
            line.value = text
        # Nothing is asked for yet: whoever types the same again, or only confirms it, wants it found.
        self.asked = Query("", self.asked.regex, self.asked.whole_words)
        self.tell("")
        if self.screen.focused is not line:
            self._before = self.screen.focused
        self.screen.set_focus(line)
        line.select_all()

    def tell(self, words: str, trouble: str = "") -> None:
        """Say how many there are, or that there can be none; the whole `trouble` is told elsewhere.

        Only where it is seen: the whole screen would be laid out again for it.
        """
        self.trouble = trouble
        if not self.display:
            return
        whole = self._with_ways(words, keys=True)
        line = cell_len(self.query_one(Input).value) + 1
        # One cell on either side of the count, two for the sign; before it was laid out, this has no width yet.
        width = self.parent.size.width if isinstance(self.parent, Widget) else 0
        roomy = width - 4 - whole.cell_length >= max(line, LEAST)
        self.query_one("#find-count", Static).update(whole if roomy else self._with_ways(words, keys=False))

    def _with_ways(self, words: str, keys: bool) -> Content:
        """`words` after the ways to look: with `keys` all and how they are turned on, else those that are on."""
        ways = [
            Content.assemble(
                (f"{key} " if keys else "", "$text-primary" if keys else ""),
                (name, "bold $text-primary" if on else QUIET),
            )
            for key, name, on in (
                ("alt+r", "regex", self.asked.regex),
                ("alt+w", "words", self.asked.whole_words),
            )
            if self.ways and (on or keys)
        ]
        return Content("  ").join([*ways, *([Content(words)] if words else [])])

    @on(Input.Changed)
    def _typed(self, message: Input.Changed | None = None) -> None:
        if message is not None:
            message.stop()
        text = self.query_one(Input).value
        if text != self.asked.text:
            self._ask(Query(text, self.asked.regex, self.asked.whole_words))

    async def _caught_up(self) -> None:
        """Wait until all that was typed so far is asked for."""
        await taken(self.query_one(Input))
        self._typed()

    async def action_done(self) -> None:
        """Back to the letter, with what was found."""
        await self._caught_up()
        self._close(given_up=not self.asked.text)

    async def action_leave(self) -> None:
        """Give up."""
        await self._caught_up()
        self._close(given_up=True)

    async def action_step(self, by: int) -> None:
        """Ask for the next or previous hit."""
        await self._caught_up()
        self._tell(self.Step(by))

    async def action_way(self, name: str) -> None:
        """Switch one way of looking on or off."""
        await self._caught_up()
        now = {"text": self.asked.text, "regex": self.asked.regex, "whole_words": self.asked.whole_words}
        self._ask(Query(**{**now, name: not now[name]}))  # type: ignore[arg-type]

    def _ask(self, query: Query) -> None:
        self.asked = query
        self._tell(self.Changed(query))

    def _close(self, given_up: bool) -> None:
        self.display = False
        self._tell(self.Closed(given_up))
        self.screen.set_focus(self._before)  # the next key of a burst comes there, after this

    def _tell(self, message: Message) -> None:
        """Tell the screen itself, in one order with the keys it hears."""
        self.screen.post_message(message)
