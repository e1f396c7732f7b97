"""Hang-up: the terminal goes away, or the program is told to end; then one's place is kept and the program ends.

A terminal often goes without a word: to a program that ignores hang-ups, as under `nohup`, it then only reads as empty
for ever and takes no more writing. What is kept at the end is `actions/leaving.py`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO

from textual.screen import Screen

LOOK_EVERY = 1.0
"""Seconds between two looks whether the terminal is still there."""


def heed(screen: Screen[None], end: Callable[[int], None]) -> None:
    """From now on `end` when told to, or when the terminal has gone; it is given the number of the signal.

    Signals that are ignored stay so.
    """
    if screen.app.is_headless or sys.platform == "win32":
        return
    for number in (signal.SIGHUP, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(number, partial(end, number))
    screen.set_interval(LOOK_EVERY, lambda: None if os.isatty(0) else end(signal.SIGHUP))


class Enduring:
    """The way to a terminal that may go away: what can no longer be written is dropped.

    An error would end Textual's thread that writes, and the program would wait for that for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, if the terminal is there."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Have it shown, if the terminal is there."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Its number among the program's open files."""
        return self._file.fileno()
