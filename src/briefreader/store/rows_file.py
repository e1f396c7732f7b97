"""Store file: one file of the store, one row a line, written whole or not at all.

    {"annotations": {
     "": {"schema": 1, "document": "…", "title": "…"}
    ,"0192…": {"start": 3, "end": 9, "quote": "…", "tags": ["…"]}
    ,"0193…": {…}
    }}

The comma stands in front, so that adding a row changes no other line and a plain merge of two additions is sound.
Rows are kept as the bytes of their lines: saving one row encodes one row, and whoever asks for a row gets a fresh
dictionary, so that nothing can change what is cached. To TinyDB it is a storage, in `database.py`, which is loaded when
something is written: reading needs none of it. Locking and what rows mean are left to `store/`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from briefreader import durable
from briefreader.store.records import ABOUT, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from briefreader.store.database import RowTable

SCHEMA = 1
"""Number of the form in which files are written; raised when an older program could misread a newer file."""

Check = Callable[[str, object], None]
"""Raises ValueError unless the row under this key can be read."""


class Unreadable(ValueError):
    """A file is not what it should be; says in what, for the reader."""


class Newer(Unreadable):
    """A file is sound, and in a form that only a newer program knows."""


class Rows(Mapping[str, Row]):
    """The rows of one table by key, in the order of their keys. Never changed: a change makes a new one."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Mapping[str, bytes]) -> None:
        """`lines`: each row as it stands in the file, its key in front, in the order of the keys."""
        self._lines = lines

    @classmethod
    def of(cls, rows: Mapping[str, Mapping[str, Any]]) -> Rows:
        """Rows from dictionaries."""
        return cls({key: _line(key, rows[key]) for key in sorted(rows)})

    def __getitem__(self, key: str) -> Row:
        row: Row = json.loads(b"{" + self._lines[key] + b"}")[key]
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, key: str) -> bytes:
        """The row as it stands in the file: two rows are the same where their lines are."""
        return self._lines[key]

    def live(self) -> int:
        """How many rows are annotations that are not deleted."""
        marked = (key for key, line in self._lines.items() if b'"deleted"' in line)
        return len(self) - (ABOUT in self._lines) - sum(self[key].get("deleted") is True for key in marked)

    def changed(self, rows: Mapping[str, Row | None]) -> Rows:
        """These rows with some put in or, for None, taken out."""
        lines = dict(self._lines)
        last = next(reversed(lines), "")
        in_order = True
        for key, row in rows.items():
            if row is None:
                lines.pop(key, None)
                continue
            if key not in lines:
                in_order, last = in_order and key >= last, key
            lines[key] = _line(key, row)
        return Rows(lines if in_order else dict(sorted(lines.items())))

    def document(self, table: str) -> bytes:
        """The file that holds these rows as `table`."""
        lines = list(self._lines.values()) or [b""]
        lines[0] = b"{" + encode(table) + b": {\n " + lines[0]
        lines[-1] += b"\n}}\n"
        return b"\n,".join(lines)


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def encode(value: object) -> bytes:
    """A value on one line of JSON. UTF-8 as it is; escaped only where a lone surrogate cannot be written."""
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def _line(key: str, row: Mapping[str, Any]) -> bytes:
    return encode(key) + b": " + encode(row)


def parse(data: bytes, table: str, check: Check) -> tuple[Rows, int]:
    """The rows in a file's bytes, and the schema they were written in. Raises Unreadable, naming place or row."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8 at byte {error.start}") from error
    try:
        tables = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Unreadable(f"it is not JSON at line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    rows = (tables.get(table) or tables.get("_default")) if isinstance(tables, dict) else None
    if not isinstance(rows, dict):
        raise Unreadable(f"it has no {table}")
    schema = _schema(rows)
    for migrate in MIGRATIONS[schema:]:
        rows = migrate(rows)
    for key, row in rows.items():
        if key != ABOUT:
            try:
                check(key, row)
            except ValueError as error:
                raise Unreadable(str(error)) from error
    return Rows(_lines_as_written(data, rows) or {key: _line(key, rows[key]) for key in sorted(rows)}), schema


def _once(pairs: list[tuple[str, Any]]) -> Row:
    """A JSON object as a dictionary; a key that is there twice would lose one of the two in silence."""
    row = dict(pairs)
    if len(row) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise Unreadable(f"“{twice}” is there twice")
    return row


def _schema(rows: Row) -> int:
    about = rows.get(ABOUT, {"schema": 0})
    schema = about.get("schema") if isinstance(about, dict) else None
    if type(schema) is not int or schema < 0:
        raise Unreadable("it does not say which schema it has")
    if schema > SCHEMA:
        raise Newer(f"it was written by a newer briefreader (schema {schema}, this one reads {SCHEMA})")
    return schema


def _from_plain(rows: Row) -> Row:
    """A table as TinyDB itself writes it, numbered: the rows go under their own ids."""
    kept: Row = {ABOUT: {"schema": 1}}
    for number, row in rows.items():
        if not isinstance(row, dict):
            raise Unreadable(f"row {number} is not a record")
        key = row.get("id", row.get("name", number))
        kept[str(key)] = {
            name: value for name, value in row.items() if name not in ("id", "name", "document")
        }
    return kept


MIGRATIONS: tuple[Callable[[Row], Row], ...] = (_from_plain,)
"""What brings the rows of a file from the schema of its place in here to the next one."""


def _lines_as_written(data: bytes, rows: Row) -> dict[str, bytes] | None:
    """Each row's own bytes, where the file has the form that is written here; else None."""
    lines = data.split(b"\n")[1:-2]
    if len(lines) != len(rows) or list(rows) != sorted(rows):
        return None
    found = {}
    for key, line in zip(rows, lines, strict=True):
        if not line.startswith(encode(key) + b": {", 1) or not line.endswith(b"}"):
            return None
        found[key] = line[1:]
    return found


class FileStorage:
    """What is in one file, and what it says when TinyDB asks for it. Reading costs nothing while the file stays the same; writing replaces it whole."""

    def __init__(self, path: Path, table: str, check: Check) -> None:
        self.path = path
        self._table = table
        self._check = check
        self._cached: tuple[durable.Signature | None, Rows | None] = (None, None)
        self.schema = SCHEMA
        """The schema the file was last read in: below ours, writing it is a migration."""

        self.others = 0
        """How often the file was found as somebody else had left it."""

    @property
    def signature(self) -> durable.Signature | None:
        """Of the file as it was last looked at or written here; None where there was none."""
        return self._cached[0]

    def rows(self) -> Rows | None:
        """What the file holds now; None if it is not there. Raises Unreadable, OSError."""
        now = durable.signature(self.path)
        then, rows = self._cached
        if now != then:
            self.others += 1
        if now is None:
            self._cached = (None, None)
            return None
        if now != then or rows is None:
            self._cached = (now, None)
            rows, self.schema = parse(self.path.read_bytes(), self._table, self._check)
            self._cached = (now, rows)
        return rows

    def read(self) -> dict[str, Any] | None:
        """As TinyDB asks for it: tables by name. Raises Unreadable, OSError."""
        rows = self.rows()
        return None if rows is None else {self._table: rows}

    def write(self, data: dict[str, Any]) -> None:
        """As TinyDB gives it; on the disk when it returns. Raises OSError, and the file is as it was."""
        given = data[self._table]
        rows = given if isinstance(given, Rows) else Rows.of(given)
        self._cached = (None, None)
        self._cached = (durable.replace_file(self.path, rows.document(self._table)), rows)
        self.schema = SCHEMA

    def remove(self) -> None:
        """Remove the file; gone when it returns. Raises OSError."""
        durable.remove_file(self.path)
        self._cached = (None, None)


class StoreFile:
    """One file of the store: a TinyDB database with one table."""

    def __init__(self, path: Path, table: str, check: Check) -> None:
        self.storage = FileStorage(path, table, check)
        """The file itself."""

        self._table = table

    @cached_property
    def rows(self) -> RowTable:
        """TinyDB's table of the rows, through which they are written."""
        from briefreader.store.database import Database

        return Database(self.storage, self._table).rows
