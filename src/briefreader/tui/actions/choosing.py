"""Choosing: commands and themes by name.

Functions over the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader import settings
from briefreader.commands import find
from briefreader.errors import SettingsError
from briefreader.tui.dialogs.keypage import KeyPage
from briefreader.tui.dialogs.palette import THEMES, ThemePicker, commands
from briefreader.tui.dialogs.picker import Picker

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


def from_keys(desk: Desk) -> None:
    """Show all keys; a command picked there is carried out."""
    _ask(desk, KeyPage(desk.keys_in_force))


def from_names(desk: Desk) -> None:
    """Ask for a command by its name, and carry it out."""
    _ask(desk, Picker("Commands", commands(desk.keys_in_force)))


def _ask(desk: Desk, dialog: KeyPage | Picker) -> None:
    async def chosen(id: str | None) -> None:
        command = find(id) if id else None
        if id == THEMES:
            theme(desk)
        elif command is not None:
            await desk.run_action(command.action)

    desk.ask(dialog, chosen)


def theme(desk: Desk) -> None:
    """Ask for a theme, showing each on the way; the one chosen is kept in the settings."""

    def show(name: str) -> None:
        desk.app.theme = name

    def chosen(name: str | None) -> None:
        if name is not None:
            show(name)
            desk.clerk.also(lambda: _keep(desk, name))

    names = sorted(desk.app.available_themes, key=lambda name: (not name.startswith("briefreader"), name))
    desk.ask(ThemePicker(names, desk.app.theme, show), chosen)


def _keep(desk: Desk, name: str) -> None:
    try:
        settings.keep(desk.paths.settings, "theme", name)
    except SettingsError as error:
        desk.app.call_from_thread(desk.tell, str(error), True)
