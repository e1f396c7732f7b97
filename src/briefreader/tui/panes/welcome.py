"""The welcome: the first five keys, under the letter until they have been of use once.

Which keys they are comes from the keymap in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events

from briefreader.commands import shown
from briefreader.tui.panes.hints import Hints

FIRST_FIVE = (
    ("screen.keys", "all keys"),
    ("move.next-sentence", "next sentence"),
    ("tag.pin-1", "to 9 tag it"),
    ("tag.choose", "another tag"),
    ("tag.undo", "undo"),
)
"""Commands and what they are to someone who has never seen the screen, the most needed first."""


class Welcome(Hints):
    """Five keys. A click puts them away; so does the first tag, or escape."""

    ROWS = ROWS_IF_SHORT = 3
    look = ""

    def greet(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Show the five. `keys`: those in force, by command."""
        self.say((shown(keys[id][0]), words) for id, words in FIRST_FIVE if keys.get(id))
        self.display = True

    def on_click(self, event: events.Click) -> None:
        """Put it away."""
        event.stop()
        self.display = False
