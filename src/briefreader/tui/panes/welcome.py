"""The welcome: the first five keys, on a line under the letter until they have been of use once.

Which keys they are comes from the keymap in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from briefreader.commands import shown
from briefreader.tui.wording import fitting

FIRST_FIVE = (
    ("screen.keys", "all keys"),
    ("move.next-sentence", "next sentence"),
    ("tag.pin-1", "to 9 tag it"),
    ("tag.choose", "another tag"),
    ("tag.undo", "undo"),
)
"""Commands and what they are to someone who has never seen the screen, the most needed first."""


class Welcome(Static):
    """A line with five keys. A click puts it away; so does the first tag, or escape."""

    keys: reactive[Mapping[str, Sequence[str]]] = reactive(dict)
    """The keys in force, by command."""

    def render(self) -> Content:
        """As many of the five as the line holds."""
        parts = [
            Content.assemble((shown(self.keys[id][0]), "$text-primary"), " " + words)
            for id, words in FIRST_FIVE
            if self.keys.get(id)
        ]
        return fitting(parts, self.content_size.width, 3)

    def on_click(self) -> None:
        """Put it away."""
        self.display = False
