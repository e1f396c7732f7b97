"""Store folder: which files there are, what each says, and which of them cannot be read.

Rows only, by address. What rows mean, and that one program writes at a time, is for `store/` to see to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from briefreader import durable
from briefreader.errors import StoreError
from briefreader.store.records import (
    ABOUT,
    CODEBOOK,
    CODEBOOK_FILE,
    SUFFIX,
    Row,
    check_annotation,
    check_tag,
    document_of,
    file_name,
)
from briefreader.store.rows_file import SCHEMA, Check, Newer, Rows, StoreFile, Unreadable

BACKUPS = "backups"


class StoreFolder:
    """The files of a folder, each read when it is first asked for, and again when it has changed."""

    def __init__(self, path: Path, starter: Callable[[], Mapping[str, Row]]) -> None:
        """`starter`: the tags of a codebook that nobody has changed yet."""
        self.path = path
        self._starter_rows = starter
        self._files: dict[str, StoreFile] = {}
        self._problems: dict[str, str] = {}
        self._told: dict[str, dict[str, str]] = {}
        self._seen = self._signatures()

    @cached_property
    def _starter(self) -> Rows:
        return Rows.of({ABOUT: {"schema": SCHEMA}, **self._starter_rows()})

    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that have a file, sorted."""
        return tuple(sorted(self._id(name) for name in self._signatures() if name != CODEBOOK_FILE))

    def rows(self, document: str) -> Rows:
        """The rows of a document's file; none without a file. Raises StoreError if it cannot be read."""
        name = file_name(document)
        file = self.file(document)
        try:
            found = file.storage.rows()
        except (Unreadable, OSError) as error:
            self._problems[name] = _unreadable(name, error)
            self._see(name, file)
            raise StoreError(self._problems[name]) from error
        self._problems.pop(name, None)
        self._see(name, file)
        if found is None:
            return self._starter if document == CODEBOOK else _NONE
        return found

    def readable(self, document: str) -> Rows:
        """The rows of a document's file; none without a file, nor for one that cannot be read."""
        with contextlib.suppress(StoreError):
            return self.rows(document)
        return _NONE

    def put(self, document: str, rows: Mapping[str, Row | None]) -> None:
        """Change rows of one file; on the disk when it returns. A file goes when it has nothing of its own left.

        A copy of it is kept before the first change of a day. Raises OSError, StoreError if it cannot be read.
        """
        from briefreader.store import backups  # only now: most commands read

        file = self.file(document)
        becomes = self.rows(document).changed(rows)
        if file.storage.schema < SCHEMA:
            backups.keep_for_good(file.storage.path, self.path / BACKUPS, f"schema-{file.storage.schema}")
        with contextlib.suppress(OSError):  # a missing backup is no reason to lose the change itself
            backups.keep(file.storage.path, self.path / BACKUPS)
        if not becomes or (document == CODEBOOK and becomes == self._starter):
            file.storage.remove()
        else:
            file.rows.put(becomes)
        self._see(file_name(document), file)

    def rescue(self, document: str) -> Path:
        """Keep a copy of a file that cannot be read for good, and put what can be read of it in its place.

        The copy. Raises OSError; StoreError for a file that is not damaged but newer than this program.
        """
        from briefreader.store import backups
        from briefreader.store.rescue import salvage

        file = self.file(document)
        try:
            file.storage.rows()
        except Newer as error:
            raise StoreError(_unreadable(file_name(document), error)) from error
        except (Unreadable, OSError):
            pass
        copy = backups.keep_for_good(file.storage.path, self.path / BACKUPS, "damaged")
        table, check = _kind(document)
        rows = salvage(copy.read_bytes(), table, check)
        file.rows.put(Rows.of({ABOUT: self.about(document), **rows}))
        self._problems.pop(file_name(document), None)
        self._see(file_name(document), file)
        return copy

    # What a file says of itself

    def about(self, document: str) -> Row:
        """The row about the file as it will be when it is made now."""
        row: Row = {"schema": SCHEMA, **self._told.get(document, {})}
        if self._id(file_name(document)) != document:
            row["document"] = document
        return row

    def tell(self, document: str, about: Mapping[str, str]) -> Row | None:
        """Have it said of the document from now on. The row to put, if a file is there that says otherwise."""
        self._told[document] = {name: value for name, value in about.items() if value}
        held = self.readable(document).get(ABOUT)
        if held is None:
            return None
        new = {**held, **self.about(document)}
        return new if new != held else None

    # Watching

    def changed(self) -> frozenset[str]:
        """Documents whose file is not as it was last read or written here. Looks at the files, reads none."""
        now, seen = self._signatures(), self._seen
        names = {name for name in now.keys() | seen.keys() if now.get(name) != seen.get(name)}
        return frozenset(CODEBOOK if name == CODEBOOK_FILE else self._id(name) for name in names)

    def problems(self) -> tuple[str, ...]:
        """The files that were asked for and cannot be read, a sentence each."""
        return tuple(problem for _, problem in sorted(self._problems.items()))

    # Files

    def file(self, document: str) -> StoreFile:
        """The document's file, there or not."""
        name = file_name(document)
        if name not in self._files:
            self._files[name] = StoreFile(self.path / name, *_kind(document))
        return self._files[name]

    def _signatures(self) -> dict[str, durable.Signature]:
        try:
            return durable.signatures(self.path, SUFFIX)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be looked into: {error.strerror}.") from error

    def _see(self, name: str, file: StoreFile) -> None:
        signature = file.storage.signature
        if signature is None:
            self._seen.pop(name, None)
        else:
            self._seen[name] = signature

    def _id(self, name: str) -> str:
        """The document a file belongs to. Only files with a hash in their name need to be read for it."""
        plain = document_of(name, {})
        if file_name(plain) == name:
            return plain
        file = self._files.get(name) or StoreFile(self.path / name, "annotations", check_annotation)
        self._files.setdefault(name, file)
        try:
            held = file.storage.rows() or _NONE
        except (Unreadable, OSError):
            held = _NONE
        return document_of(name, held.get(ABOUT, {}))


_NONE = Rows({})


def _kind(document: str) -> tuple[str, Check]:
    """Name of the table in the document's file, and what its rows must be."""
    return ("tags", check_tag) if document == CODEBOOK else ("annotations", check_annotation)


def _unreadable(name: str, error: Unreadable | OSError) -> str:
    why = f"the system says: {error.strerror}" if isinstance(error, OSError) else error
    said = f"{name} cannot be read: {why}. It is left as it is; "
    if isinstance(error, Newer):
        return said + "take that briefreader to read it."
    return (
        f"{said}mend it, take a copy from {BACKUPS}/, or put what can be read of it in its place: "
        f"`briefreader rescue {name.removesuffix(SUFFIX)}`."
    )
