"""Cache: documents as they were read, and their cards, kept so that the second start need not read them again.

So is, for a day, why a file could not be read: some take long to fail. Keyed by the file's bytes and the version of the loaders, in the user's cache folder, as compressed JSON: nothing
in it is ever executed. Losing it costs time and nothing else. Reading files is `loaders/`.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from briefreader import loaders
from briefreader.columns import made, plain
from briefreader.courtesy import paced
from briefreader.digests import hash_bytes
from briefreader.document import Document
from briefreader.durable import open_beside
from briefreader.errors import LoadError, NotNow
from briefreader.values import changed
from briefreader.versions.renderings import Card

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REFUSED_FOR = 24 * 60 * 60
"""Seconds after which a file that could not be read is tried again: the machine may have been too busy for it."""

READING = ("anchoring", "citations", "languages", "loaders", "versions")
"""The package's folders on which it depends what is read of a file, and what its card says."""


class Cache:
    """A folder of documents that were read before. Errors of the disk only make it useless, never fatal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, path: Path, id: str) -> Document:
        """The document in `path`: from here if its bytes were seen before, else read and kept.

        Raises LoadError if it cannot be read.
        """
        place = self._place(path)
        document: Document | None = self._get(place, thaw)
        if document is None:
            document = loaders.load(path, id)
            self._put(place, freeze(document))
            self._put(_card_of(place), plain(Card.of(document)))
        return changed(document, id=id, path=path)

    def holds(self, path: Path) -> bool:
        """Whether the file's bytes were seen before. Raises LoadError if the file cannot be opened."""
        return self._place(path).exists()

    def remember(self, path: Path, id: str, read: Callable[[], Document]) -> Document:
        """The document in `path`: as it is kept here, else as `read` reads it.

        Raises LoadError if it cannot be read, without a further try if `read` failed over the same bytes lately.
        """
        place = self._place(path)
        document: Document | None = self._get(place, thaw)
        if document is not None:
            return changed(document, id=id, path=path)
        self._refuse_again(place, path)
        try:
            return read()
        except NotNow:
            raise
        except LoadError as error:
            self._put(_refusal_of(place), {"name": path.name, "error": str(error)})
            raise

    def _refuse_again(self, place: Path, path: Path) -> None:
        kept = _refusal_of(place)
        match self._get(kept, dict):
            case {"name": str(name), "error": str(error)} if _is_recent(kept):
                raise LoadError(error.replace(name, path.name))

    def card(self, path: Path) -> Card | None:
        """The card of the document in `path`, if its bytes were seen before. Raises LoadError as `holds` does."""
        card: Card | None = self._get(_card_of(self._place(path)), partial(made, Card))
        return card

    def _place(self, path: Path) -> Path:
        try:
            if path.stat().st_size > loaders.LARGEST:
                raise LoadError(f"“{path.name}” is larger than {loaders.LARGEST >> 20} MB. Split it first.")
            key = hash_bytes(path.read_bytes())
        except OSError as error:
            raise LoadError(f"“{path.name}” cannot be read: {error.strerror}.") from error
        # The name decides the loader where the bytes leave a doubt, so it is part of the key.
        return self.folder / f"{key}-{path.suffix.lower().lstrip('.')}-{_version()}.json.z"

    def _get(self, kept: Path, thawed: Callable[[Any], Any]) -> Any:
        try:
            return thawed(json.loads(zlib.decompress(kept.read_bytes())))
        except (OSError, ValueError, zlib.error, KeyError, TypeError):
            return None

    def _put(self, kept: Path, contents: dict[str, Any]) -> None:
        with suppress(OSError):
            data = b"".join(packed(contents))
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = open_beside(kept)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            temporary.replace(kept)


def packed(contents: Mapping[str, Any]) -> Iterator[bytes]:
    """`contents` as compressed JSON, field by field: a letter in one piece would hold up all other threads."""
    compressor = zlib.compressobj(1)
    between = "{"
    for name, held in paced(contents.items()):
        yield compressor.compress(f"{between}{json.dumps(name)}:{json.dumps(held)}".encode())
        between = ","
    yield compressor.compress(b"}" if contents else b"{}") + compressor.flush()


def _card_of(place: Path) -> Path:
    """Where the card of the document kept at `place` is."""
    return place.with_name("card-" + place.name)


def _refusal_of(place: Path) -> Path:
    """Where it is written why there is no document at `place`."""
    return place.with_name("refused-" + place.name)


def _is_recent(refusal: Path) -> bool:
    with suppress(OSError):
        return 0 <= time.time() - refusal.stat().st_mtime < REFUSED_FOR
    return False


@cache
def _version() -> str:
    """Of the program that reads files: other source files make other documents, so none of its results is stale."""
    package = os.path.dirname(os.path.dirname(loaders.__file__))  # noqa: PTH120 - Path and os.walk are slow over so many
    folders = [package, *(f"{package}/{name}" for name in READING)]
    marks = []
    for folder in folders:
        for file in os.scandir(folder):
            if file.name.endswith((".py", ".toml")):
                marks.append((file.path, file.stat().st_mtime_ns))
            elif folder != package and file.name != "__pycache__" and file.is_dir():
                folders.append(file.path)
    return hash_bytes(repr(sorted(marks)).encode())[:12]


def freeze(document: Document) -> dict[str, Any]:
    """The document as plain lists and dictionaries; its path is left out."""
    frozen: dict[str, Any] = plain(document, without=("path",))
    return frozen


def thaw(frozen: dict[str, Any]) -> Document:
    """The document that `freeze` made plain. Raises KeyError, TypeError or ValueError if it is no such thing."""
    document: Document = made(Document, frozen)
    return document
