"""Bindings: from the keys that are pressed to the commands of the table, and the window that shows what may follow.

Which keys mean what, and sequences, are `keys.py`; the commands themselves are actions of the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from briefreader.commands import shown
from briefreader.keys import Keys, Matched, Pending

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


class WhichKey(Static):
    """A small window with the keys that may follow those that were pressed."""

    def offer(self, before: str, following: Mapping[str, str]) -> None:
        """Show them; with nothing to offer, go away."""
        if not following and not self.display:
            return  # an update would lay the whole screen out again, at every key
        self.display = bool(following)
        self.border_title = Content(before)
        lines = (
            Content.assemble((f"{shown(key):>3} ", "$primary"), title) for key, title in following.items()
        )
        self.update(Content("\n").join(lines))


async def press(desk: Desk, keys: Keys, key: str) -> bool:
    """Take a key and carry out the command it completes. Whether the key meant anything."""
    meant = keys.feed(key)
    if isinstance(meant, Pending):
        desk.which_key.offer(" ".join(shown(part) for part in meant.typed), meant.following)
        return True
    desk.which_key.offer("", {})
    if isinstance(meant, Matched):
        await desk.run_action(meant.command.action)
        return True
    return meant.waited
