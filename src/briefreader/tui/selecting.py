"""Selecting: a screen with a letter in it, and the commands that are the letter's own affair.

Everything else one sees and does is `desk.py`, which is such a screen.
"""

from __future__ import annotations

from textual import getters, on
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

    @on(Reader.NoLabel)
    def _no_label(self) -> None:
        self.remark("no sentence has that label")

    def action_select(self, unit: str) -> None:
        """Select the unit at the caret, or take in the next."""
        if not self.reader.select(unit):
            self.remark(f"there is no {unit} here")

    def action_extend(self) -> None:
        """Start or stop extending."""
        self.reader.extend()

    def action_grow(self) -> None:
        """Grow the selection."""
        if not self.reader.grow():
            self.remark("the whole letter is selected")

    def action_shrink(self) -> None:
        """Shrink it back."""
        if not self.reader.reduce():
            self.remark("nothing is selected")

    def action_swap(self) -> None:
        """Swap its ends."""
        if not self.reader.swap():
            self.remark("nothing is selected")
