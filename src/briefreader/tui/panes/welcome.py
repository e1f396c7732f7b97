"""The welcome: the first five keys, shown until they have been of use once.

Which keys they are comes from the keymap in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from briefreader.commands import find, shown

FIRST_FIVE = (
    ("move.next-sentence", "next sentence"),
    ("tag.pin-1", "to 9: tag the sentence"),
    ("tag.choose", "any tag, or a new one"),
    ("tag.undo", "take it back"),
    ("screen.keys", "all the other keys"),
)
"""Commands and what they are to someone who has never seen the screen."""


class Welcome(Static):
    """A card over the letter's lower corner. A click puts it away; so does the first tag, or escape."""

    def offer(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Show it, with these keys."""
        lines = []
        for id, words in FIRST_FIVE:
            command = find(id)
            pressed = keys.get(id, ()) if command else ()
            if pressed:
                lines.append(Content.assemble((f"{shown(pressed[0]):>3}  ", "$primary"), words))
        self.border_title = Content("Five keys to start with")
        self.update(Content("\n").join(lines))
        self.display = True

    def on_click(self) -> None:
        """Put it away."""
        self.display = False
