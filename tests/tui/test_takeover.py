"""The first page at a second start, as a terminal sees it: recorded bytes, played into a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import stat
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

import briefreader
from briefreader import places
from briefreader.loaders import load
from briefreader.text import words

COLUMNS, ROWS = 100, 30
LETTER = "Geachte voorzitter,\n\n" + "\n\n".join(
    f"Dit is alinea {number} van de brief. Zij heeft een tweede zin." for number in range(1, 60)
)
Change = Callable[[Path], int]
"""Something that changes what the screen would show; gives the columns of the next terminal."""

PICTURE = b"\x1b[?1049h\x1b[?25l\x1b[1;1H"
"""How a start with a picture begins; without one, Textual asks for the mouse in between."""

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
        self._program = subprocess.Popen(command, env=environment(home), start_new_session=True, **ends)

    def until(self, words: str) -> list[str]:
        """The states of the screen, up to the one that shows these words."""
        seen = [""]
        while words not in seen[-1]:
            self._read()
            seen.append("\n".join(self.screen.display))
        return seen[1:]

    def leave(self) -> None:
        """Quit, and see the terminal given back as it was."""
        os.write(self.terminal, b"q")
        while b"\x1b[?1004l" not in self.received:  # the last that Textual writes
            self._read()
        assert self._program.wait(PATIENCE) == 0
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


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter that was read before: its third paragraph was reached."""
    path = tmp_path / "letters" / "brief.txt"
    path.parent.mkdir()
    path.write_text(LETTER, encoding="utf-8")
    sitting = Sitting(tmp_path, path, b"}}}")
    sitting.until("¶ 3")
    sitting.leave()
    return path


def picture(home: Path) -> Path:
    """Where the first page is kept."""
    return home / "cache" / "briefreader" / "first-page"


def caret(home: Path, letter: Path) -> int:
    """Where one was in the letter when it was left."""
    return places.read(home / "state" / "briefreader" / "places.json").of(letter).caret


def test_the_page_one_left_stands_until_the_screen_has_taken_over_and_no_key_is_lost(
    letter: Path, tmp_path: Path
):
    text, start = load(letter).text, caret(tmp_path, letter)
    kept = picture(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    sitting = Sitting(tmp_path, letter, b"w" * 20)
    shown = sitting.until("¶ 3")
    complete = next(number for number, frame in enumerate(shown) if "¶ 3" in frame)
    after = sitting.until("¶ 4")
    assert PICTURE in sitting.received
    assert all("Dit is alinea 9 van" in frame for frame in (*shown[complete:], *after))
    assert sitting.received.count(b"\x1b[?1049h") == 1
    sitting.leave()
    assert caret(tmp_path, letter) == [span.start for span in words(text) if span.start >= start][20]


def changed_text(letter: Path) -> int:
    letter.write_text(LETTER.replace("tweede", "andere"), encoding="utf-8")
    return COLUMNS


def other_size(letter: Path) -> int:
    return COLUMNS - 10


@pytest.mark.parametrize("change", [changed_text, other_size])
def test_a_page_that_is_not_true_any_more_is_not_shown(change: Change, letter: Path, tmp_path: Path):
    sitting = Sitting(tmp_path, letter, columns=change(letter))
    sitting.until("¶ 3")
    sitting.leave()
    assert PICTURE not in sitting.received
