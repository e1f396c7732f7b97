"""Durable: files that are whole and on the disk, or as they were; and one writer at a time in a folder.

It knows bytes and paths only. What is in the files is `rows_file.py` and `history.py`.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from briefreader.values import frozen

PATIENCE = 30.0
"""Seconds to wait for another program that is saving in the same folder: far more than any save takes."""

_POLL = 0.002
"""Seconds between two looks at the lock: a save takes about a millisecond."""


@frozen
class Signature:
    """What tells one writing of a file from another without reading it."""

    modified: int
    """Nanoseconds since 1970."""

    size: int
    """Bytes."""

    inode: int


def signature(path: Path) -> Signature | None:
    """The file's signature now; None if it is not there."""
    try:
        return _signature(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def signatures(folder: Path, suffix: str) -> dict[str, Signature]:
    """Signatures of the folder's files that end in `suffix`, by name; of a folder that is not there, none."""
    found = {}
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(suffix) and not entry.name.startswith("."):
                with contextlib.suppress(FileNotFoundError):
                    found[entry.name] = _signature(entry.stat())
    return found


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_mtime_ns, status.st_size, status.st_ino)


def sync(handle: int) -> None:
    """Wait until the open file's contents are on the disk itself.

    macOS answers `fsync` once the drive has the data in its cache; only F_FULLFSYNC goes further (fsync(2) there).
    """
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk: new, renamed and removed files. Windows needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def open_own(path: Path, flags: int) -> int:
    """Open a file of ours for writing. Raises OSError, also for a symbolic link.

    A folder of annotations may come from others: a link in it must not lead our writing to a file elsewhere.
    """
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), 0o666)


def open_beside(path: Path) -> tuple[int, Path]:
    """A new file for what is to take the place of `path`: open for writing, readable by nobody else, and its path.

    Its name is nobody's, since the folder may hold anything. Raises OSError. `tempfile` does as much, and takes five
    milliseconds to import.
    """
    beside = path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(beside, flags, 0o600), beside


def write_all(handle: int, data: bytes) -> None:
    """Write every byte; a full disk first writes part of them and says so only at the next attempt."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def replace_file(path: Path, data: bytes) -> Signature:
    """Make `data` the contents of `path`, or leave everything as it was; on the disk when it returns.

    The temporary file has one fixed name, so that the leftover of a writer that died is written over: the caller
    holds the folder's lock. Raises OSError.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        handle = open_own(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_all(handle, data)
            _stamp(handle)
            sync(handle)
            written = _signature(os.fstat(handle))
        finally:
            os.close(handle)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)
    return written


def _stamp(handle: int) -> None:
    """Give the file a time of its own.

    File systems stamp with the kernel's tick of some milliseconds and use inodes again: two savings within a tick
    could come out with the same time, size and inode, and another program would take the second for the first.
    """
    if os.utime in os.supports_fd:
        moment = time.time_ns()
        os.utime(handle, ns=(moment, moment))


def remove_file(path: Path) -> None:
    """Remove the file if it is there; gone from the disk when it returns. Raises OSError."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where they are missing; on the disk when it returns. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def may_write(folder: Path) -> bool:
    """Whether files can be made in `folder`, or in the nearest folder above it that is there."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


@contextlib.contextmanager
def only_writer(lock: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only program that writes where `lock` stands for. The lock file stays: removing it would race.

    Raises TimeoutError after `patience` seconds, OSError when the lock file cannot be made.
    """
    if sys.platform == "win32":
        from filelock import FileLock

        with FileLock(
            lock, timeout=patience, poll_interval=_POLL, thread_local=False
        ):  # its Timeout is TimeoutError
            yield
        return
    handle = open_own(lock, os.O_RDWR | os.O_CREAT)
    try:
        _wait_for(handle, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)  # which lets go of the lock, as does the death of the program


def _wait_for(handle: int, until: float) -> None:
    """Take the lock on an open file. `filelock` does the same at ten times the cost, a fifth of a whole save."""
    import fcntl

    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise TimeoutError("another program holds the lock") from None
            time.sleep(_POLL)


def write_alone(path: Path, data: bytes) -> None:
    """Make `data` the contents of `path`, for a file that is nobody else's business: with its own lock and folder.

    Raises OSError, TimeoutError when another program keeps the lock.
    """
    make_folder(path.parent)
    with only_writer(path.with_name(path.name + ".lock"), patience=2.0):
        replace_file(path, data)
