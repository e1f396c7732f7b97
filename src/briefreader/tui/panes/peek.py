"""The peek: a small window at the caret with what a footnote says or what a citation names.

Shows what it is given, where it is told, until it is put away; what there is to see is `actions/peeking.py`.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset

from briefreader.tui import wording
from briefreader.tui.panes.clipped import Clipped
from briefreader.tui.themes import QUIET
from briefreader.values import frozen


@frozen
class Notice:
    """What is seen in a peek. Every part may be empty but the heading."""

    heading: str
    title: str = ""
    words: str = ""
    source: str = ""
    """Where it is from, or where it can be read."""

    doubt: str = ""
    """Why it may not be what was meant."""


class Peek(Clipped):
    """A window over the letter. The next key puts it away, and so does a click."""

    def show(self, notice: Notice, place: Offset) -> None:
        """Show it under `place`, a cell of the screen, or over it where there is no room."""
        parts = (
            (notice.title, "bold"),
            (notice.words, ""),
            (notice.source, QUIET),
            (notice.doubt, "$text-warning"),
        )
        lines = [Content.styled(wording.plain(words), style) for words, style in parts if words]
        self.border_title = Content(wording.clip(wording.plain(notice.heading), 60))
        self.update(Content("\n").join(lines))
        self.absolute_offset = place
        self.display = True

    def put_away(self) -> None:
        """Show nothing any more."""
        if self.display:
            self.display = False

    def on_click(self) -> None:
        """Seen enough."""
        self.put_away()
