"""Choosing: commands by name, colours and the width of the text.

Functions over the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader import settings
from briefreader.commands import find
from briefreader.errors import SettingsError
from briefreader.tui.actions import arranging
from briefreader.tui.dialogs.keypage import KeyPage
from briefreader.tui.dialogs.palette import SETTINGS, Trial, commands
from briefreader.tui.dialogs.picker import Picker

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk

WIDTHS = (50, 60, 66, 72, 80, 90, 100, 120)
"""Columns of text that are offered: 66 are said to be read best (Bringhurst, “The Elements of Typographic Style”)."""


def from_keys(desk: Desk) -> None:
    """Show all keys; a command picked there is carried out."""
    _ask(desk, KeyPage(desk.keys_in_force))


def from_names(desk: Desk) -> None:
    """Ask for a command by its name, and carry it out."""
    _ask(desk, Picker("Commands", commands(desk.keys_in_force)))


def _ask(desk: Desk, dialog: KeyPage | Picker) -> None:
    async def chosen(id: str | None) -> None:
        command = find(id) if id else None
        if id in SETTINGS:
            setting(desk, id)
        elif command is not None:
            await desk.run_action(command.action)

    desk.ask(dialog, chosen)


def setting(desk: Desk, name: str) -> None:
    """Ask for a setting, showing each choice on the way; the one chosen is kept in the settings file."""
    if name == "theme":
        themes = desk.app.available_themes
        names = sorted(themes, key=lambda name: (not name.startswith("briefreader"), name))
        _try(desk, name, "Colours", names, desk.app.theme)
    else:
        widths = sorted({*WIDTHS, desk.measure})
        _try(desk, name, "Columns of text", [str(width) for width in widths], str(desk.measure))


def _try(desk: Desk, name: str, title: str, choices: list[str], current: str) -> None:
    def chosen(value: str | None) -> None:
        if value is not None:
            _show(desk, name, value)
            desk.clerk.also(lambda: _keep(desk, name, value if name == "theme" else int(value)))

    desk.ask(Trial(title, choices, current, lambda value: _show(desk, name, value)), chosen)


def _show(desk: Desk, name: str, value: str) -> None:
    if name == "theme":
        desk.app.theme = value
    else:
        desk.measure = desk.reader.measure = int(value)
        arranging.arrange(desk)


def _keep(desk: Desk, name: str, value: str | int) -> None:
    try:
        settings.keep(desk.paths.settings, name, value)
    except SettingsError as error:
        desk.app.call_from_thread(desk.tell, str(error), True)
