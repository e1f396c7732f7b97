"""The verbs about the program itself: keys, settings, completion."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from itertools import groupby

from briefreader.commands import COMMANDS, Command, shown
from briefreader.settings import Paths, documented, read
from briefreader.verbs import say


def keys(options: Namespace) -> int:
    """The keys in force, by topic."""
    if options.json:
        say.as_json(
            [{"id": c.id, "keys": list(c.keys), "title": c.title, "topic": c.topic} for c in COMMANDS]
        )
    elif options.markdown:
        print(key_table(), end="")
    else:
        for topic, commands in groupby(COMMANDS, key=lambda command: command.topic):
            say.line(topic)
            say.columns((f"  {pressed(command)}", command.title) for command in commands)
    return 0


def pressed(command: Command) -> str:
    """The keys of a command, as a person reads them."""
    return "  ".join(shown(key) for key in command.keys)


def key_table() -> str:
    """The table of the README: one row a command, its keys as code."""
    rows = ["| | keys | does |", "|---|---|---|"]
    for topic, commands in groupby(COMMANDS, key=lambda command: command.topic):
        for number, command in enumerate(commands):
            pressable = " ".join(f"`{shown(key)}`" for key in command.keys)
            rows.append(f"| {f'**{topic}**' if number == 0 else ''} | {pressable} | {command.title} |")
    return "\n".join(rows) + "\n"


def settings(options: Namespace) -> int:
    """Every setting with its value, what it means, and whether the file or the program says so."""
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
        return 0
    say.line(f"Settings file: {path}{'' if path.exists() else ' (not there yet)'}")
    for row in rows:
        value = dict(row["value"]) if isinstance(row["value"], Mapping) else row["value"]
        say.line(f"{row['name']} = {value!r}" + ("" if row["default"] else "   (from the file)"))
        say.line(f"    {row['help']}")
    return 0


def completion(options: Namespace) -> int:
    """A script for the shell that completes verbs, and files after them."""
    from briefreader.cli import VERBS

    names = " ".join(verb.name for verb in VERBS)
    if options.shell == "fish":
        for verb in VERBS:
            print(f"complete -c briefreader -n __fish_use_subcommand -a {verb.name} -d '{verb.help}'")
        return 0
    if options.shell == "zsh":
        print("autoload -U +X bashcompinit && bashcompinit")
    print(BASH.format(names=names))
    return 0


BASH = """\
_briefreader() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{names}" -- "$word") $(compgen -f -- "$word"))
    else
        COMPREPLY=($(compgen -W "--help --json --library --annotations" -- "$word") $(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _briefreader briefreader"""
