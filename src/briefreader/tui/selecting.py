"""Selecting: a screen with a letter in it, and the commands that are the letter's own affair.

Everything else one sees and does is `desk.py`, which is such a screen.
"""

from __future__ import annotations

from textual import getters
from textual.screen import Screen

from briefreader.tui.reader import Reader


class Selecting(Screen[None]):
    """Passes the commands on to the reading pane."""

    reader = getters.query_one(Reader)

    def tell(self, words: str, trouble: bool = False) -> None:
        """Say something to the reader."""

    def remark(self, words: str) -> None:
        """Say something that is of no use after the next key."""

    def action_jump(self) -> None:
        """Label the sentences in view."""
        self.set_focus(self.reader)
        self.reader.jump()

    def action_select(self, unit: str) -> None:
        """Select the unit at the caret, or take in the next."""
        if not self.reader.select(unit):
            self.remark(f"there is no {unit} here")

    def action_extend(self) -> None:
        """Start or stop extending."""
        self.reader.extend()

    def action_grow(self) -> None:
        """Grow the selection."""
        self.reader.grow()

    def action_shrink(self) -> None:
        """Shrink it back."""
        self.reader.reduce()

    def action_swap(self) -> None:
        """Swap its ends."""
        self.reader.swap()
