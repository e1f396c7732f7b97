"""Terminal: Textual's way to the terminal without its two threads: the screen's own loop reads keys and writes frames.

A key read in a thread reaches the loop 0.3 ms later than one that the loop reads itself, and a frame handed to a thread
takes as long to the terminal: each time one thread waits for the other to let go of the interpreter. What keys and
frames mean is Textual's.
"""

from __future__ import annotations

import os
from asyncio import TimerHandle
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Any

from textual import constants
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from briefreader.tui.hangup import Enduring

AT_ONCE = 4096
"""Bytes that are read at a time."""

LATE = 0.001
"""Seconds after which Escape is a key for certain, counted from when the parser begins to think so."""


class Terminal(LinuxDriver):
    """Textual's driver, in one thread.

    A terminal that takes nothing holds the program up, as it would any pager; what is pressed meanwhile is not lost,
    and makes one frame.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """As Textual calls it."""
        super().__init__(*arguments, **options)
        self._file: Any = Enduring(self._file)
        self._frame: list[str] = []
        self._escape: TimerHandle | None = None
        self._begin()

    def _begin(self) -> None:
        self._parser = XTermParser(self._debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    # To the terminal

    def write(self, data: str) -> None:
        """Write at once; a frame in one piece, when it is whole."""
        self._frame.append(data)
        if self._frame[0] != SYNC_START or data == SYNC_END:
            whole = "".join(self._frame)
            self._frame.clear()
            self._file.write(whole)
            self._file.flush()

    # From the terminal

    def start_application_mode(self) -> Any:
        """Take the terminal over."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._begin()
        self._loop.add_reader(self.fileno, self._read)

    def run_input_thread(self) -> None:
        """Textual's thread: nothing is left for it to do."""

    def disable_input(self) -> None:
        """Read nothing more."""
        self._loop.remove_reader(self.fileno)
        super().disable_input()

    def send_message(self, message: Message) -> None:
        """Give the app what was read: in its own thread, without the way that leads from others."""
        self._app.post_message(message)

    def _read(self) -> None:
        try:
            data = os.read(self.fileno, AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._hear(self._parser.feed(self._decode(data)))
            if self._escape is None and b"\x1b" in data:
                self._escape = self._loop.call_later(constants.ESCAPE_DELAY + LATE, self._tick)
        else:  # the terminal has gone; what then is to be done is `hangup`'s
            self._loop.remove_reader(self.fileno)

    def _tick(self) -> None:
        """Hear whether an Escape that nothing followed was a key."""
        self._escape = None
        self._hear(self._parser.tick())

    def _hear(self, heard: Iterable[Message]) -> None:
        for message in heard:
            self.process_message(message)
