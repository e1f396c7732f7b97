"""The command palette: any command of the table by its name, and the themes.

Answers with what was picked; carrying it out is the desk's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import on

from briefreader.commands import COMMANDS
from briefreader.tui.dialogs.keypage import pressed
from briefreader.tui.dialogs.picker import Candidate, Picker
from briefreader.tui.panes.rows import Rows

SETTINGS = {
    "theme": Candidate("theme", "Choose the colours of the screen", detail="Screen, theme"),
    "measure": Candidate("measure", "Choose the width of the text", detail="Screen, measure, columns"),
}
"""The entries that are no commands of the table, by the setting that they change."""


def commands(keys: Mapping[str, Sequence[str]]) -> tuple[Candidate, ...]:
    """Every command with its keys, and the choice of what can be set."""
    known = (
        Candidate(c.id, c.title, right=((pressed(keys.get(c.id, ())), "dim"),), detail=c.topic)
        for c in COMMANDS
        if c.id != "screen.palette"
    )
    return (*known, *SETTINGS.values())


class Trial(Picker):
    """Shows each choice on the screen as the cursor comes to it; leaving brings the old one back."""

    def __init__(self, title: str, names: Iterable[str], current: str, show: Callable[[str], None]) -> None:
        super().__init__(title, [Candidate(name, name) for name in names], current=current)
        self.before = current
        self.try_out = show

    @on(Rows.Moved)
    def _passed(self, message: Rows.Moved) -> None:
        message.stop()
        self.try_out(message.row.id)

    def action_leave(self) -> None:
        """Leave, with everything as it was."""
        self.try_out(self.before)
        super().action_leave()
