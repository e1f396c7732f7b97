"""Answers: what a command said last, said again at once while nothing it was made from has changed.

Only for commands that change nothing (`Verb.steady` in `cli.py`), and only while the letters, the annotations, the
program itself and what it was called with are all as they were. Keeping and comparing is `watched.py`.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress

from briefreader import __version__, watched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from _typeshed import ReadableBuffer

SLOTS = 16
"""Answers kept of each command; of more, the last one asked for takes the place of another."""

FAMILIES = ("XDG_", "LC_", "LANG", "PYTHON", "HOME", "USER", "LOGNAME")
"""How the names of those variables begin that folders, encodings and names of people depend on."""


class _Asked:
    """What the program was called with, and what its answer depends on."""

    argv: Sequence[str] | None = None
    """None if the program was not started with it, but is used by another."""

    marks: list[str] | None = None
    """Of what the answer depends on, as that was before it was read; None if it is not to be kept."""


_asked = _Asked()


def again(argv: Sequence[str]) -> bool:
    """Say the kept answer to these arguments again; whether there is one that is still true.

    Raises BrokenPipeError if nobody reads it.
    """
    if not argv or not argv[0].isalpha() or sys.stdout is None or sys.stderr is None:
        return False
    answer = None
    with suppress(OSError):
        answer = watched.kept(_slot(argv), _situation(argv))
    if answer is None:
        _asked.argv = argv
        return False
    sys.stdout.buffer.write(answer)
    sys.stdout.flush()
    return True


def depends_on(paths: Iterable[str | os.PathLike[str]]) -> None:
    """Tell what the answer depends on that is being made, before any of it is read; folders with all in them."""
    if _asked.marks is not None:
        marks = watched.marks(each for path in paths for each in watched.under(path))
        _asked.marks = _asked.marks + marks if watched.settled(marks) else None


def unheard() -> int:
    """The exit code when the reader of our output has gone, as `| head` does: nothing more can be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def not_kept() -> None:
    """Tell that the command does more than answer: said again, its answer would not do that."""
    _asked.marks = None


def made(ask: Callable[[], int]) -> int:
    """Have a command answer; its exit code.

    What it says is kept if what it depends on was the same throughout, and if it has nothing to remark: a file that
    could not be read in time this time may be read the next.
    """
    if _asked.argv is None:
        return ask()
    _asked.marks = []
    depends_on([os.path.dirname(__file__)])
    out, err = _Noting(sys.stdout), _Noting(sys.stderr)
    with redirect_stdout(out.text), redirect_stderr(err.text):
        code = ask()
    marks, _asked.marks = _asked.marks, None
    if code == 0 and not err.noted and marks is not None and watched.unchanged(marks):
        with suppress(OSError):
            watched.keep(_slot(_asked.argv), _situation(_asked.argv), marks, out.noted)
    return code


class _Noting(io.BufferedIOBase):
    """A way to standard output or error on which all that goes there is noted down."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream.buffer
        self.noted = b""
        self.text = io.TextIOWrapper(
            self,  # type: ignore[type-var]
            stream.encoding,
            stream.errors,
            write_through=True,
        )
        """The same for text."""

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, and note it down."""
        self.noted += bytes(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Let it go out."""
        self._stream.flush()


def _slot(argv: Sequence[str]) -> str:
    """The name under which the answer to these arguments is kept."""
    return os.path.join("answers", f"{argv[0]}-{sum(repr(argv).encode('utf-8', 'surrogateescape')) % SLOTS}")


def _situation(argv: Sequence[str]) -> str:
    """All but files that an answer depends on, on one line. Raises OSError if the current folder is gone."""
    known = sorted((name, value) for name, value in os.environ.items() if name.startswith(FAMILIES))
    return repr((__version__, sys.version, sys.stdout.encoding, list(argv), os.getcwd(), known))
