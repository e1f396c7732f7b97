"""The notice: why there is no letter to be seen, in its place.

What it says is its owner's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from briefreader.tui import wording


class Notice(Static):
    """Some paragraphs at the head of the letter's room; hidden while there is nothing to say."""

    def say(self, paragraphs: Sequence[str]) -> None:
        """Show these; with none, go away."""
        if not paragraphs and not self.display:
            return  # an update would lay the screen out again, for every letter that is read
        self.display = bool(paragraphs)
        self.update(Content("\n\n".join(map(wording.plain, paragraphs))))
