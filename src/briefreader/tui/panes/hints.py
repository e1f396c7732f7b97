"""Hints: keys and what they do, side by side on as many lines as they need, none of them cut.

What a key does is its window's or the desk's business; a click on a hint presses its key.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from briefreader.tui.themes import QUIET
from briefreader.tui.wording import flowing

Hint = tuple[str, str]
"""A key, and a few words for what it does."""

GAP = 3
"""Cells between two hints."""

CLICKABLE = frozenset({"enter", "escape", "tab", "space", "ctrl+s", "ctrl+y"})
"""Keys with a name that a click can stand for; of several that move the cursor none is meant."""


class Hints(Widget):
    """`enter apply   tab tick   escape leave`: where there is no room for all, those before the last are left out."""

    ROWS, ROWS_IF_SHORT = 3, 2
    """Lines at most, and so many in a low terminal."""

    look = QUIET
    """Style of what a key does."""

    def __init__(self, hints: Iterable[Hint] = (), id: str | None = None) -> None:
        super().__init__(classes="hints", id=id)
        self.hints = tuple(hints)

    def say(self, hints: Iterable[Hint]) -> None:
        """Show these instead."""
        self.hints = tuple(hints)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the hints take."""
        return len(self._flow(width))

    def render(self) -> Content:
        """The hints, line by line."""
        gap = Content(" " * GAP)
        rows = self._flow(self.content_size.width)
        return Content("\n").join(gap.join(self._hint(*self.hints[index]) for index in row) for row in rows)

    def _hint(self, key: str, what: str) -> Content:
        return Content.assemble((key, "$text-primary"), (f" {what}", self.look))

    def _cells(self) -> list[int]:
        return [cell_len(f"{key} {what}") for key, what in self.hints]

    def _flow(self, width: int) -> list[list[int]]:
        rows = self.ROWS_IF_SHORT if self.screen.has_class("short") else self.ROWS
        return flowing(self._cells(), width, GAP, rows)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        place = event.get_content_offset(self)
        flow = self._flow(self.content_size.width)
        if place is None or place.y >= len(flow):
            return
        cells, end = self._cells(), 0
        for index in flow[place.y]:
            start, end = end, end + cells[index] + GAP
            key = self.hints[index][0]
            if start <= place.x < end - GAP and (len(key) == 1 or key in CLICKABLE):
                self.app.simulate_key(key)
