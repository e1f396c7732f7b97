"""Bindings: from the keys that are pressed to the commands of the table, and the window that shows what may follow.

Which keys mean what, and sequences, are `keys.py`; the commands themselves are actions of the desk.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.content import Content
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, Static, TextArea

from briefreader.commands import COMMANDS, shown
from briefreader.keys import Keys, Matched, Pending
from briefreader.tui.dialogs.dialog import Answer
from briefreader.tui.panes.rows import Rows

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
            Content.assemble((f"{shown(key):>3} ", "$text-primary"), title)
            for key, title in following.items()
        )
        self.update(Content("\n").join(lines))


Then = Callable[[Answer | None], Awaitable[None]] | Callable[[Answer | None], None]
"""What is done with the answer of a dialog."""


class TypeAhead:
    """Keys typed before the dialog or line that they are meant for was there: passed on, in their order."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._passing = 0
        self._opening: AwaitMount | None = None

    def opening(self, mounting: AwaitMount) -> None:
        """A dialog is being opened."""
        self._opening = mounting

    async def opened(self) -> None:
        """Wait until it is there, so that what is typed next is not taken for commands."""
        if self._opening is not None:
            await self._opening
            self._opening = None

    def meant_for(self, focused: Widget | None, event: events.Key) -> bool:
        """Whether a key that came to the desk is meant for the line that has the focus by now.

        A line lets only those keys through that it does not print, unless they were typed before it was there.
        """
        return isinstance(focused, Input | TextArea) and (event.is_printable or self._passing > 0)

    def pass_on(self, event: events.Key) -> None:
        """Have the key come again, to what has the focus then."""
        event.stop()
        event.prevent_default()
        self._passing += 1
        self._app.call_later(self._again, event.key, event.character)

    def _again(self, key: str, character: str | None) -> None:
        # Made here, in the app's own turn: an event does not bubble beyond whoever made it.
        self._app.post_message(events.Key(key, character))
        self._app.call_later(self._passed)

    def _passed(self) -> None:
        self._passing -= 1


FREE = ("Go to", "Screen")
"""Topics whose commands need no letter."""


def needs_no_letter(desk: Desk, key: str) -> bool:
    """Whether a key is for the list or dialog it is typed in, or for a command that works before a letter is there."""
    if desk.app.screen is not desk or isinstance(desk.focused, Rows | Input):
        return True
    return any(key in desk.keys_in_force.get(c.id, ()) for c in COMMANDS if c.topic in FREE)


async def hear(desk: Desk, event: events.Key) -> None:
    """A key came to the desk: it is for a line or dialog that is there by now, or for the table."""
    leaving = event.key in desk.keys_in_force["screen.quit"]
    if not leaving and desk.app.start.holds(event, partial(needs_no_letter, desk, event.key)):
        return
    desk.peek.put_away()
    desk.status.key_pressed()
    if desk.app.screen is not desk or desk.type_ahead.meant_for(desk.focused, event):
        desk.type_ahead.pass_on(event)
    elif not isinstance(desk.focused, Input | TextArea) and await press(desk, desk.keyboard, event.key):
        event.stop()
        event.prevent_default()
        await desk.type_ahead.opened()


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
    if key != "escape":
        more = "".join(f"; {shown(key)} shows all keys" for key in desk.keys_in_force["screen.keys"][:1])
        desk.remark(f"{' '.join(map(shown, meant.typed))} does nothing{more}")
    return meant.waited
