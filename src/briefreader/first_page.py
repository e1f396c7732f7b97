"""First page: the picture of the screen one left, shown at the next start before anything heavy is imported.

Shows it if nothing it depends on has changed, and has the terminal keep the keys that are typed until the screen is
there. It imports next to nothing: that is what makes it quick. Keeping and comparing is `watched.py`; making the
picture, and taking it over, `tui/takeover.py`.
"""

from __future__ import annotations

import os
from contextlib import suppress

from briefreader import __version__, watched

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

NAME = "first-page"
"""Under which the picture is kept."""


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
    picture = None
    with suppress(OSError):
        picture = watched.kept(NAME, _situation(argv))
    if picture is not None:
        keep_keys()
        _terminal.shown = True
        _write(ALTERNATE.encode() + b"\x1b[?25l" + picture)


def keep_keys() -> None:
    """Have the terminal keep what is typed from now on for the screen, without showing it."""
    try:
        import termios
    except ImportError:  # Windows
        return
    if _terminal.before is not None or not os.isatty(0):
        return
    with suppress(termios.error):
        attributes = termios.tcgetattr(0)
        _terminal.before = [*attributes[:6], list(attributes[6])]
        attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        attributes[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, attributes)


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
        _write(BACK.encode())
    if _terminal.before is not None:
        import termios

        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, _terminal.before)
        _terminal.before = None


def keep(picture: str, files: Iterable[os.PathLike[str]]) -> None:
    """Keep a picture for the next start like this one; it is shown while all these files and folders stay as they are.

    A disk that refuses, or an empty picture, leaves none.
    """
    if _terminal.argv is not None:
        with suppress(OSError):
            drawn = picture.encode("utf-8", "replace")
            watched.keep(NAME, _situation(_terminal.argv), watched.marks(files), drawn)


def _situation(argv: Sequence[str]) -> str:
    """All but files that a picture depends on, on one line: program, arguments, place and terminal.

    Raises OSError if one of these is gone.
    """
    size = tuple(os.get_terminal_size(1))
    return repr((__version__, list(argv), os.getcwd(), size, [os.environ.get(name) for name in LOOK]))


def _write(left: bytes) -> None:
    """To the terminal, on the way Textual takes too."""
    with suppress(OSError):
        while left:
            left = left[os.write(2, left) :]
