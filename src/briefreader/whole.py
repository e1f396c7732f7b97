"""Whole: write a file so that whoever reads it finds the old one or the new one, never half of one.

Only that. What is in the files, and locking against other programs, is the business of their owners.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replace `path` by a file that holds `text`, making its folder if need be. Raises OSError.

    The file is complete on the disk before it takes the old one's place; it is readable by its owner only,
    unless it replaces one that others may read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
