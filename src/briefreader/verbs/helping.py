"""Helping: how argparse writes its help, without what it does for each start that is not asked for any.

Which verbs and arguments there are is `cli.py`.
"""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from functools import cache

vars(argparse)["_"] = str
"""Its own words are not translated, as ours are not: to look whether they could be takes 2 ms of each start."""


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
