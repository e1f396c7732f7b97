"""The verbs about the program itself: keys and settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from briefreader.commands import COMMANDS, shown
from briefreader.keys import check
from briefreader.keys import in_force as keys_in_force
from briefreader.settings import Paths, documented, read, usable
from briefreader.verbs import say

if TYPE_CHECKING:
    from argparse import Namespace


def keys(options: Namespace) -> int:
    """The keys in force with the reader's settings, by topic; as Markdown, those the program comes with.

    Exit code 2 if the settings are wrong: then, as on the screen, they are not used.
    """
    if options.markdown:
        print(key_table(), end="")
        return 0
    chosen, problems = usable(Paths.of_user().settings)
    problems = (*problems, *check(chosen.keys, chosen.keymap))
    in_force = keys_in_force() if problems else keys_in_force(chosen.keys, chosen.keymap)
    if options.json:
        say.as_json(
            [{"id": c.id, "keys": in_force[c.id], "title": c.title, "topic": c.topic} for c in COMMANDS]
        )
    else:
        for topic, commands in groupby(COMMANDS, key=lambda command: command.topic):
            say.line(topic)
            say.columns((f"  {pressed(in_force[command.id])}", command.title) for command in commands)
    for problem in problems:
        say.aside(f"Settings: {problem}")
    return 2 if problems else 0


def pressed(keys: Sequence[str]) -> str:
    """The keys of a command, as a person reads them."""
    return "  ".join(shown(key) for key in keys)


def key_table() -> str:
    """The table of the README: one row a command, its keys as code."""
    rows = ["| | keys | does |", "|---|---|---|"]
    for topic, commands in groupby(COMMANDS, key=lambda command: command.topic):
        for number, command in enumerate(commands):
            pressable = " ".join(f"`{shown(key)}`" for key in command.keys)
            rows.append(f"| {f'**{topic}**' if number == 0 else ''} | {pressable} | {command.title} |")
    return "\n".join(rows) + "\n"


def settings(options: Namespace) -> int:
    """Every setting with its value, what it means, and whether the file or the program says so.

    Exit code 2 if the keys in it are wrong: then they are not used.
    """
    path = Paths.of_user().settings
    chosen = read(path)
    rows = [
        {
            "name": name,
            "value": getattr(chosen, name),
            "default": getattr(chosen, name) == default,
            "help": help,
        }
        for name, default, help in documented()
    ]
    if options.json:
        say.as_json({"file": str(path), "settings": rows})
    else:
        say.line(f"Settings file: {path}{'' if path.exists() else ' (not there yet)'}")
        for row in rows:
            value = dict(row["value"]) if isinstance(row["value"], Mapping) else row["value"]
            say.line(f"{row['name']} = {value!r}" + ("" if row["default"] else "   (from the file)"))
            say.line(f"    {row['help']}")
    problems = check(chosen.keys, chosen.keymap)
    for problem in problems:
        say.aside(f"The keys are not used: {problem}")
    return 2 if problems else 0
