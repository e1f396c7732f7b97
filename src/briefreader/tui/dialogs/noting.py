"""The note editor: several lines on a highlight.

Answers with the note as it was left; keeping it is `marking.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.panes.clipped import Clipped

QUOTE_AT_MOST = 300
"""Code points of the passage shown above its note."""


class NoteEditor(Dialog[str]):
    """Both ways out keep what was written: a note is lost only by emptying it, and `u` brings that back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "Keep", show=False, priority=True),
    ]
    HINTS = (("escape", "keep the note"),)

    def __init__(self, quote: str, note: str, *, low: bool | None = None) -> None:
        super().__init__("Note", low=low)
        self.quote = wording.clip(wording.plain(quote), QUOTE_AT_MOST)
        self.note = note

    def contents(self) -> Iterable[Widget]:
        """The passage, and the note under it."""
        yield Clipped(Content(self.quote), classes="quote")
        yield TextArea(self.note, soft_wrap=True, show_line_numbers=False, compact=True, id="note")

    def on_mount(self) -> None:
        """Go on where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    async def action_keep(self) -> None:
        """Leave with the note as it is."""
        await self.caught_up()
        self.dismiss(self.query_one(TextArea).text.strip())
