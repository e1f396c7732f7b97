"""Taguette's projects: the SQLite database that it exports as `project.sqlite3`.

Its positions count UTF-8 bytes of its own HTML's text, tags not counted; so the passages are carried from that
text to the letter here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser

from briefreader.annotations import Tag, Target
from briefreader.errors import LoadError
from briefreader.importers.parcel import Incoming, Parcel, Source
from briefreader.wording import counted

TABLES = frozenset({"documents", "tags", "highlights", "highlight_tags"})

STEPS = 200_000_000
"""Instructions of SQLite's machine before a database is given up: far more than a million highlights take."""


def read(data: bytes) -> Parcel:
    """The tags and highlights of all projects in the file. Raises LoadError if it is no database of Taguette's."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(data)
            _restrain(database)
            return _parcel(database)
        except (sqlite3.Error, OverflowError, TypeError, ValueError):
            raise LoadError("This database cannot be read as a Taguette project. Export it anew.") from None


def _restrain(database: sqlite3.Connection) -> None:
    """Lets a stranger's database be read, and run nothing. Raises LoadError if it is not Taguette's."""
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA trusted_schema = OFF")
    steps = iter(range(STEPS // 10_000))
    database.set_progress_handler(lambda: 0 if next(steps, None) is not None else 1, 10_000)
    found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not found >= TABLES:
        raise LoadError("This database is not a Taguette project: export one as “SQLite3”.")


def _parcel(database: sqlite3.Connection) -> Parcel:
    tags = {
        number: Tag(str(path), "", str(description or ""))
        for number, path, description in database.execute(
            "SELECT id, path, description FROM tags ORDER BY path"
        )
    }
    given: dict[int, list[str]] = {}
    for highlight, tag in database.execute("SELECT highlight_id, tag_id FROM highlight_tags ORDER BY tag_id"):
        if tag in tags:
            given.setdefault(highlight, []).append(tags[tag].name)
    passages, said = [], []
    for number, name, contents in database.execute("SELECT id, name, contents FROM documents ORDER BY id"):
        text = text_of(str(contents or ""))
        source = Source("", str(name), "", text)
        its = list(_highlights(database, number, source, given))
        passages += [incoming for incoming in its if incoming is not None]
        if bad := its.count(None):
            said.append(f"{counted(bad, 'highlight')} of “{name}” outside its text: refused.")
    return Parcel("Taguette project", tuple(passages), tuple(tags.values()), tuple(said))


def _highlights(
    database: sqlite3.Connection, document: int, source: Source, given: dict[int, list[str]]
) -> Iterator[Incoming | None]:
    """The document's highlights; None for one that lies outside its text."""
    text = source.text or ""
    data = text.encode("utf-8", "surrogatepass")
    query = (
        "SELECT id, start_offset, end_offset FROM highlights WHERE document_id = ? ORDER BY start_offset, id"
    )
    for number, start, end in database.execute(query, (document,)):
        if not 0 <= start < end <= len(data):
            yield None
            continue
        before = len(data[:start].decode("utf-8", "ignore"))
        quote = data[start:end].decode("utf-8", "ignore")
        yield Incoming(source, Target(before, before + len(quote), quote), tuple(given.get(number, ())))


class _Text(HTMLParser):
    """Gathers the text of HTML as Taguette counts it: everything but tags, entities decoded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    """The text of a document's HTML."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)
