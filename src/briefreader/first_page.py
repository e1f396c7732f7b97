"""First page: the picture of the screen one left, shown at the next start before anything heavy is imported.

Keeps it in the user's cache folder, readable by nobody else, with all that it depends on; shows it if nothing of
that has changed; and has the terminal keep the keys that are typed until the screen is there. It imports next to
nothing: that is what makes it quick. Making the picture, and taking it over, is `tui/takeover.py`.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

ALTERNATE = "\x1b[?1049h"
"""What brings up a terminal's other screen, as Textual writes it too."""

BACK = "\x1b[?1049l\x1b[?25h"
"""What brings back the shell's, and the cursor."""

LOOK = ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_COLOR_SYSTEM", "XDG_CONFIG_HOME")
"""The variables of the environment that a screen's colours, size and settings depend on."""

MOST = 4 << 20
"""Bytes that a kept picture has at most: a screen of 500 by 200 cells, each in colours of its own."""


class _Terminal:
    """What was done to the terminal before the screen had it."""

    before: list[Any] | None = None
    """Its attributes as they were."""

    argv: Sequence[str] | None = None
    """With what the program was called; None if it did not begin at a terminal."""

    shown = False
    """Whether it shows a picture that no screen has taken over yet."""


_terminal = _Terminal()


def begin(argv: Sequence[str]) -> None:
    """Show the picture, if the program was left with these arguments and nothing of what it shows has changed."""
    if not all(map(os.isatty, (0, 1, 2))):
        return
    _terminal.argv = argv
    picture = _fitting(argv)
    if picture:
        keep_keys()
        _terminal.shown = True
        _write(ALTERNATE + "\x1b[?25l" + picture)


def keep_keys() -> None:
    """Have the terminal keep what is typed from now on for the screen, without showing it."""
    try:
        import termios
    except ImportError:  # Windows
        return
    if _terminal.before is not None or not os.isatty(0):
        return
    try:
        attributes = termios.tcgetattr(0)
        _terminal.before = [*attributes[:6], list(attributes[6])]
        attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        attributes[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, attributes)
    except termios.error:
        pass


def showing() -> bool:
    """Whether the terminal shows a picture that no screen has taken over yet."""
    return _terminal.shown


def taken_over() -> list[Any] | None:
    """The screen has the terminal now; gives the attributes that are to be put back in the end, if any were changed."""
    _terminal.shown = False
    return _terminal.before


def end() -> None:
    """Give the terminal back as it was: the shell's screen, if a picture is still shown, and its attributes."""
    if _terminal.shown:
        _terminal.shown = False
        _write(BACK)
    if _terminal.before is not None:
        import termios

        try:
            termios.tcsetattr(0, termios.TCSANOW, _terminal.before)
        except termios.error:
            pass
        _terminal.before = None


def keep(picture: str, watched: Iterable[os.PathLike[str]]) -> None:
    """Keep a picture for the next start like this one; it is shown while all files and folders `watched` stay as they are.

    A disk that refuses, or an empty picture, leaves none.
    """
    if _terminal.argv is None:
        return
    try:
        file = _file()
        folder = os.path.dirname(file)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if os.path.lexists(file):
            os.unlink(file)
        paths = sorted({os.path.abspath(path) for path in watched})
        if not picture or any("\n" in path for path in paths):
            return
        lines = [_situation(_terminal.argv), *(f"{_mark(path)} {path}" for path in paths), "", picture]
        temporary = f"{file}.{os.getpid()}"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write("\n".join(lines).encode("utf-8", "surrogateescape"))
        os.replace(temporary, file)
    except (OSError, ValueError):
        pass


def _fitting(argv: Sequence[str]) -> str:
    """The kept picture; empty if there is none, or if it would not be true any more."""
    try:
        with open(_file(), "rb") as file:
            kept = file.read(MOST).decode("utf-8", "surrogateescape")
        head, _, picture = kept.partition("\n\n")
        situation, *marks = head.split("\n")
        if situation != _situation(argv):
            return ""
        fits = all(mark == f"{_mark(path)} {path}" for mark in marks for path in [mark.split(" ", 4)[4]])
        return picture if fits else ""
    except (OSError, ValueError, IndexError):
        return ""


def _situation(argv: Sequence[str]) -> str:
    """All but files that a picture depends on, on one line: program, arguments, place and terminal."""
    from briefreader import __version__

    size = tuple(os.get_terminal_size(1))
    return repr((__version__, list(argv), os.getcwd(), size, [os.environ.get(name) for name in LOOK]))


def _mark(path: str) -> str:
    """What tells one state of a file or folder from another; zeros if there is none.

    The time at which the inode changed is in it too: that of modification can be set back.
    """
    try:
        found = os.stat(path)
    except OSError:
        return "0 0 0 0"
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _file() -> str:
    """Where the picture is kept: the cache folder of `settings.Paths`, found without importing what finds that."""
    if sys.platform == "darwin":
        caches = os.path.expanduser("~/Library/Caches")
    elif sys.platform == "win32":
        raise OSError("no first page on Windows: its terminals are not set up by files")
    else:
        caches = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
    return os.path.join(caches, "briefreader", "first-page")


def _write(text: str) -> None:
    """To the terminal, on the way Textual takes too."""
    left = text.encode("utf-8", "replace")
    try:
        while left:
            left = left[os.write(2, left) :]
    except OSError:
        pass
