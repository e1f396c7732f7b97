"""Bindings: from the keys that are pressed to the commands of the table, and the window that shows what may follow.

Which keys mean what, sequences and counts are `keys.py`; the commands themselves are actions of the desk.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Static

from briefreader.commands import COMMANDS, Command, find, shown
from briefreader.settings import Settings
from briefreader.tui.dialogs.keypage import pressed

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


class WhichKey(Static):
    """A small window with the keys that may follow those that were pressed."""

    def offer(self, before: str, following: Mapping[str, str]) -> None:
        """Show them; with nothing to offer, go away."""
        self.display = bool(following)
        self.border_title = Content(before)
        lines = (
            Content.assemble((f"{shown(key):>3} ", "$primary"), title) for key, title in following.items()
        )
        self.update(Content("\n").join(lines))


class Keyboard:
    """The keys that were pressed so far, and what they mean."""

    def __init__(self, settings: Settings) -> None:
        self.in_force: dict[str, tuple[str, ...]] = {c.id: c.keys for c in COMMANDS}
        self.pending: tuple[str, ...] = ()

    async def press(self, desk: Desk, key: str) -> bool:
        """Take a key; carry out the command it completes. Whether the key was one of ours."""
        typed = " ".join((*self.pending, key))
        command = next((c for c in COMMANDS if typed in self.in_force[c.id]), None)
        following = {
            k.split()[len(self.pending) + 1]: c.title
            for c in COMMANDS
            for k in self.in_force[c.id]
            if k.startswith(typed + " ")
        }
        if command is None and following and not (self.pending and key == "escape"):
            self.pending = (*self.pending, key)
            desk.which_key.offer(shown(typed), following)
            return True
        waited = bool(self.pending)
        self.pending = ()
        desk.which_key.offer("", {})
        if command is not None:
            await desk.run_action(command.action)
        return command is not None or waited

    def carry_out(self, desk: Desk) -> Callable[[str | None], Awaitable[None]]:
        """What is done with the answer of the key page."""

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
            yield DiscoveryHit(self._titled(command), self._run(command), command.title, command.topic)

    async def search(self, query: str) -> Hits:
        """The commands whose title or topic fits `query`."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(f"{command.title} {command.topic}")
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    self._run(command),
                    command.title,
                    self._help(command),
                )

    def _commands(self) -> list[Command]:
        return [command for command in COMMANDS if command.id != "screen.palette"]

    def _titled(self, command: Command) -> Content:
        return Content.assemble(command.title, "  ", (self._help(command), "dim"))

    def _help(self, command: Command) -> str:
        keys: Mapping[str, tuple[str, ...]] = getattr(self.screen, "keys_in_force", {})
        return pressed(keys.get(command.id, command.keys))

    def _run(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self.screen.run_action, command.action)
