"""The program in a pseudo-terminal, as a person has it before them."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pyte

import briefreader

COLUMNS, ROWS = 100, 30
LETTER = "Geachte voorzitter,\n\n" + "\n\n".join(
    f"Dit is alinea {number} van de brief. Zij heeft een tweede zin." for number in range(1, 60)
)
PATIENCE = 60
"""Seconds without a byte after which a sitting has failed."""


class Sitting:
    """The program in a pseudo-terminal, and every state its screen was in."""

    def __init__(self, home: Path, letter: Path, typed: bytes = b"", columns: int = COLUMNS) -> None:
        self.screen = pyte.Screen(columns, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self.terminal, self._theirs = pty.openpty()
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
        self.before = termios.tcgetattr(self._theirs)
        ends = dict.fromkeys(("stdin", "stdout", "stderr"), self._theirs)
        command = [sys.executable, "-m", "briefreader", str(letter)]
        os.write(self.terminal, typed)
        self.program = subprocess.Popen(
            command,
            env=environment(home),
            cwd=home,
            start_new_session=True,
            preexec_fn=_hears_of_hanging_up,
            **ends,
        )

    def until(self, words: str) -> list[str]:
        """The states of the screen, up to the one that shows these words."""
        seen = [""]
        while words not in seen[-1]:
            self._read()
            seen.append("\n".join(self.screen.display))
        return seen[1:]

    def until_gone(self, words: str) -> None:
        """Wait until the screen no longer shows these words."""
        while words in "\n".join(self.screen.display):
            self._read()

    def leave(self) -> None:
        """Quit, and see the terminal given back as it was."""
        os.write(self.terminal, b"q")
        while b"\x1b[?1004l" not in self.received:  # the last that Textual writes
            self._read()
        assert self.program.wait(PATIENCE) == 0
        assert termios.tcgetattr(self._theirs) == self.before
        os.close(self._theirs)
        os.close(self.terminal)

    def _read(self) -> None:
        ready, _, _ = select.select([self.terminal], [], [], PATIENCE)
        assert ready, "the program has gone silent"
        piece = os.read(self.terminal, 1 << 16)
        self.received += piece
        # Some terminals clear their other screen whenever it is asked for; pyte has only one.
        self._stream.feed(piece.replace(b"\x1b[?1049h", b"\x1b[2J").replace(b"\x1b[<u", b""))


def _hears_of_hanging_up() -> None:
    """As in a terminal of its own, also where the tests themselves were started with `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def environment(home: Path) -> dict[str, str]:
    source = str(Path(briefreader.__file__).parents[1])
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": source,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
