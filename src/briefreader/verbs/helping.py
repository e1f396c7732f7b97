"""Helping: argparse over the verbs of the command line. It writes help, and says what is wrong with what was typed.

Which verbs and arguments there are is `cli.py`; where nothing is wrong, `plainly` reads them sooner.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import cache

from briefreader import __version__
from briefreader.cli import COMMON, VERBS
from briefreader.errors import BriefreaderError

EPILOG = """\
with no command, opens the screen:
  briefreader                 the letters in seeds/ here, else those in this folder, else the last library
  briefreader letters/        a folder
  briefreader brief.pdf       one letter

each command says more: briefreader tag --help"""


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. argparse makes one of these for each argument, and imports `shutil` for its width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)


@cache
def columns() -> int:
    """How wide the terminal is, in cells: as `COLUMNS` says, or as it is itself."""
    given = os.environ.get("COLUMNS", "")
    with suppress(OSError):
        return int(given) if given.isdecimal() and int(given) else os.get_terminal_size().columns
    return 80


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these words; if they begin with a verb, only that one is in it: to make all takes a while."""
    whole = argparse.ArgumentParser(
        prog="briefreader",
        description="Read, tag and cite long government letters in a terminal.",
        epilog=EPILOG,
        formatter_class=Help,
    )
    whole.add_argument("--version", action="version", version=f"briefreader {__version__}")
    verbs = whole.add_subparsers(
        prog="briefreader", dest="verb", metavar="COMMAND", title="commands", required=True
    )
    for verb in [verb for verb in VERBS if words[:1] == [verb.name]] or VERBS:
        one = verbs.add_parser(
            verb.name,
            help=verb.help,
            description=verb.help[0].upper() + verb.help[1:] + ".",
            epilog=f"example:\n  {verb.example}",
            formatter_class=Help,
        )
        for argument in (*COMMON, *verb.arguments):
            # Without a default, argparse would name it among those that are missing.
            options = dict(argument.options)
            if options.get("nargs") == "*":
                options.setdefault("default", [])
            one.add_argument(*argument.names, **options)
    return whole


def read(words: Sequence[str]) -> argparse.Namespace:
    """What these words say. Raises SystemExit for help and most mistakes, BriefreaderError for what a verb has no use for."""
    options, unknown = parser(words).parse_known_args(words)
    if not unknown:
        return options
    [verb] = (verb for verb in VERBS if verb.name == options.verb)
    names = [name for argument in (*COMMON, *verb.arguments) for name in argument.names]
    near = get_close_matches(unknown[0].partition("=")[0], names, 1)
    meant = f"Did you mean {near[0]}?" if near else f"`briefreader {verb.name} --help` says what it takes."
    raise BriefreaderError(f"`briefreader {verb.name}` does not take “{unknown[0]}”. {meant}")


def screen_parser() -> argparse.ArgumentParser:
    """The parser for `briefreader [PATH …]`, which opens the screen."""
    screen = argparse.ArgumentParser(prog="briefreader", add_help=False)
    screen.add_argument("paths", metavar="PATH", nargs="*")
    for argument in COMMON:
        screen.add_argument(*argument.names, **argument.options)
    return screen
