"""Files: exports written whole or not at all, and never over what briefreader did not make.

What is in them is the formats' affair; each says by which bytes its files are known.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from briefreader.durable import open_beside, sync, write_all
from briefreader.errors import ExportError
from briefreader.exporters.request import Export

LOOKED_AT = 4096
"""Bytes at the start and at the end of a file in which the mark of a format is looked for."""


Renewer = Callable[[bytes, bytes, bool], bytes]
"""From the old file, the new one and `force` to what is written; raises ExportError if that must not be."""


def write(
    export: Export, path: Path, mark: bytes, force: bool = False, renew: Renewer | None = None
) -> tuple[Path, ...]:
    """Writes the export's file to `path`, or its several files into the folder `path`; tells which.

    Raises ExportError, before anything is written, if a file is there that does not carry `mark` and `force`
    is not set; and if a file cannot be written. A file that carries it is replaced by what `renew` makes.
    """
    folder = len(export.files) > 1 or export.in_folder or path.is_dir()
    places = {path / name if folder else path: data for name, data in export.files.items()}
    for place, data in places.items():
        if not force:
            _check(place, mark)
        if renew and place.is_file() and is_ours(place, mark):
            places[place] = _renewed(place, data, force, renew)
    try:
        for place, data in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            _replace(place.resolve(), data)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}.") from error
    return tuple(places)


def _check(place: Path, mark: bytes) -> None:
    """Raises ExportError if `place` holds something that is not ours to write over."""
    if place.is_dir():
        raise ExportError(f"{place} is a folder. Name a file in it.")
    if place.exists() and not is_ours(place, mark):
        raise ExportError(f"{place} was not made by briefreader. Choose another name, or use --force.")


def _renewed(place: Path, data: bytes, force: bool, renew: Renewer) -> bytes:
    try:
        return renew(place.read_bytes(), data, force)
    except ExportError as error:
        raise ExportError(f"{place}: {error}") from None
    except OSError as error:
        raise ExportError(f"{place} cannot be read: {error.strerror or error}.") from error


def is_ours(place: Path, mark: bytes) -> bool:
    """Whether the file carries `mark` near its start or end, or is empty."""
    try:
        with place.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(LOOKED_AT)
            file.seek(max(0, size - LOOKED_AT))
            return size == 0 or mark in head or mark in file.read(LOOKED_AT)
    except OSError:
        return False


def _replace(place: Path, data: bytes) -> None:
    """Puts `data` in place of the file in one step that a crash cannot halve."""
    handle, temporary = open_beside(place)
    try:
        try:
            write_all(handle, data)
            sync(handle)
        finally:
            os.close(handle)
        temporary.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
