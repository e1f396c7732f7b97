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

THEMES = "themes"
"""Id of the one entry that is no command of the table."""


def commands(keys: Mapping[str, Sequence[str]]) -> tuple[Candidate, ...]:
    """Every command with its keys, and the choice of a theme."""
    known = (
        Candidate(c.id, c.title, right=((pressed(keys.get(c.id, ())), "dim"),), detail=c.topic)
        for c in COMMANDS
        if c.id != "screen.palette"
    )
    return (*known, Candidate(THEMES, "Choose the colours of the screen", detail="Screen, theme"))


class ThemePicker(Picker):
    """Shows each theme as the cursor comes to it; leaving brings the old one back."""

    def __init__(self, names: Iterable[str], current: str, show: Callable[[str], None]) -> None:
        super().__init__("Colours", [Candidate(name, name) for name in names], current=current)
        self.before = current
        self.show_theme = show

    @on(Rows.Moved)
    def _passed(self, message: Rows.Moved) -> None:
        message.stop()
        self.show_theme(message.row.id)

    def action_leave(self) -> None:
        """Leave, with everything as it was."""
        self.show_theme(self.before)
        super().action_leave()
