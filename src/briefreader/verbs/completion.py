"""The verb completion: what bash, zsh and fish need to complete commands, options, letters and files.

All of it is made from the table of verbs. Which letters there are the shell asks the program when it completes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefreader.cli import COMMON, VERBS, Argument, Verb

if TYPE_CHECKING:
    from argparse import Namespace

BASH = """\
_briefreader() {
    local IFS=$'\\n' words="" word="${COMP_WORDS[COMP_CWORD]}"
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=$'%(verbs)s'
    else
        case "${COMP_WORDS[1]}" in
%(cases)s
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"; compgen -f -- "$word"))
}
complete -o filenames -F _briefreader briefreader
"""
"""One word a line: letters and files may have spaces in their names."""

ZSH = """\
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
"""
"""What makes zsh understand the script for bash."""

LETTERS = "briefreader list 2>/dev/null | cut -d ' ' -f 1"
"""Prints the ids of the letters."""


def completion(options: Namespace) -> int:
    """A script for the shell that completes what can follow `briefreader`."""
    if options.shell == "fish":
        for line in fish():
            print(line)
    else:
        print((ZSH if options.shell == "zsh" else "") + bash(), end="")
    return 0


def bash() -> str:
    """The script for bash."""
    cases = "\n".join(f"            {verb.name}) words={_words(verb)} ;;" for verb in VERBS)
    return BASH % {"verbs": "\\n".join(verb.name for verb in VERBS), "cases": cases}


def _words(verb: Verb) -> str:
    """What can follow a verb, as a word of bash."""
    options = [name for argument in _arguments(verb) for name in argument.names if name.startswith("--")]
    words = "$'" + "\\n".join([*_choices(verb), *options, "--help"]) + "'"
    return words + (f"$'\\n'\"$({LETTERS})\"" if _takes_letter(verb) else "")


def fish() -> Iterator[str]:
    """The script for fish, line by line."""
    for verb in VERBS:
        yield f"complete -c briefreader -n __fish_use_subcommand -a {verb.name} -d {_quoted(verb.help)}"
        begin = f"complete -c briefreader -n '__fish_seen_subcommand_from {verb.name}'"
        for argument in _arguments(verb):
            for name in (name for name in argument.names if name.startswith("--")):
                value = "" if argument.options.get("action") == "store_true" else " -r"
                yield f"{begin} -l {name[2:]}{value} -d {_quoted(str(argument.options.get('help', '')))}"
        if choices := _choices(verb):
            yield f"{begin} -a {_quoted(' '.join(choices))}"
        if _takes_letter(verb):
            yield f"{begin} -a {_quoted(f'({LETTERS})')}"


def _arguments(verb: Verb) -> tuple[Argument, ...]:
    """The verb's own arguments and those of all verbs."""
    return (*verb.arguments, *COMMON)


def _choices(verb: Verb) -> list[str]:
    """The words that an argument of the verb can be, where it must be one of some."""
    return [
        str(choice) for argument in verb.arguments for choice in _iterated(argument.options.get("choices"))
    ]


def _iterated(choices: object) -> Iterable[object]:
    return choices if isinstance(choices, tuple) else ()


def _takes_letter(verb: Verb) -> bool:
    """Whether an argument of the verb names a letter."""
    return any(argument.options.get("metavar") == "DOC" for argument in verb.arguments)


def _quoted(text: str) -> str:
    """`text` as one word of fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
