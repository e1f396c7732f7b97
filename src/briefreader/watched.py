"""Watched: what was made of some files, kept in the user's cache and given back only while they are all as they were.

The first page and the answers of commands are kept so. It imports next to nothing, since it is asked before anything
heavy is imported. What is kept, and of which files it is made, is for those who keep it to say.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST = 4 << 20
"""Bytes that may be kept under one name: more than a screen of 500 by 200 cells, each in colours of its own."""

PATHS_AT_MOST = 5000
"""Files that are watched for one thing kept: to look at more takes longer than is gained."""

FINE, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds in which a file can change twice and bear one time: Linux counts in ticks of up to 10 ms; FAT, whose
times are whole seconds, in two seconds (Microsoft, “File Times”)."""


def mark(path: str) -> str:
    """What tells one state of a file or folder from another, and its path; zeros if there is none.

    The time of change (of the inode) is in it as well: that of modification can be set back.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return f"0 0 0 0 {path}"
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {path}"


def marks(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The marks of some files and folders, each once, sorted by their full paths."""
    return [mark(path) for path in sorted({os.path.abspath(path) for path in paths})]


def under(path: str | os.PathLike[str]) -> Iterator[str]:
    """A path, and if it is a folder all that is in it; hidden files, and what Python compiles, are left out."""
    yield os.fspath(path)
    for at, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (os.path.join(at, name) for name in (*folders, *files) if not name.startswith("."))


def settled(marks: Iterable[str]) -> bool:
    """Whether all of them changed so long ago that another change would show."""
    now = time.time_ns()
    times = (int(stamp) for mark in marks for stamp in mark.split(" ", 3)[1:3])
    return all(now - stamp > (FINE if stamp % 1_000_000_000 else COARSE) for stamp in times)


def unchanged(marks: Iterable[str]) -> bool:
    """Whether everything is as its mark says."""
    return all(mark(seen.split(" ", 4)[-1]) == seen for seen in marks)


def kept(name: str, situation: str) -> bytes | None:
    """What is kept under a name; None if nothing is, or if the situation or a watched file is another by now."""
    try:
        with open(_file(name), "rb") as file:
            head, _, content = file.read(MOST).partition(b"\n\n")
    except OSError:
        return None
    first, *seen = head.decode("utf-8", "surrogateescape").split("\n")
    return content if first == situation and unchanged(seen) else None


def keep(name: str, situation: str, marks: Sequence[str], content: bytes) -> None:
    """Keep something under a name, readable by nobody else, for as long as the situation and the marks stay so.

    What was kept there is dropped; a disk that refuses, or nothing to keep, leaves nothing.
    """
    with suppress(OSError):
        file = _file(name)
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            os.unlink(file)
        lines = [situation, *marks]
        data = "\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + content
        if not content or len(data) > MOST or len(marks) > PATHS_AT_MOST or any("\n" in one for one in lines):
            return
        temporary = f"{file}.{os.getpid()}"
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(data)
        os.replace(temporary, file)


def _file(name: str) -> str:
    """Where it is kept: the cache folder of `settings.Paths`, found without importing what finds that."""
    if sys.platform == "darwin":
        caches = os.path.expanduser("~/Library/Caches")
    elif sys.platform == "win32":
        raise OSError(
            "nothing is kept on Windows, whose folder can only be found with more than this imports"
        )
    else:
        caches = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
    return os.path.join(caches, "briefreader", name)
