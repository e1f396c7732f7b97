"""Bindings: from the keys that are pressed to the commands of the table, and the window that shows what may follow.

Which keys mean what, and sequences, are `keys.py`; the commands themselves are actions of the desk.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Static

from briefreader.commands import COMMANDS, Command, find, shown
from briefreader.keys import Keys, Matched, Pending
from briefreader.tui.dialogs.keypage import pressed

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


def carry_out(desk: Desk) -> Callable[[str | None], Awaitable[None]]:
    """Carries out the command of the id it is given, such as the answer of the key page."""

    async def chosen(id: str | None) -> None:
        command = find(id) if id else None
        if command is not None:
            await desk.run_action(command.action)

    return chosen


class CommandProvider(Provider):
    """The command table, for Textual's command palette."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for command in self._commands():
            shown_as = Content.assemble(command.title, "  ", (self._keys(command), "dim"))
            yield DiscoveryHit(shown_as, self._run(command), command.title, command.topic)

    async def search(self, query: str) -> Hits:
        """The commands whose title or topic fits `query`."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(f"{command.title} {command.topic}")
            if score > 0:
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), command.title, self._keys(command))

    def _commands(self) -> list[Command]:
        return [command for command in COMMANDS if command.id != "screen.palette"]

    def _keys(self, command: Command) -> str:
        keys: Mapping[str, tuple[str, ...]] = getattr(self.screen, "keys_in_force", {})
        return pressed(keys.get(command.id, command.keys))

    def _run(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self.screen.run_action, command.action)
