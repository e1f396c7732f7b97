"""Database: TinyDB over a file of the store, with one table in it whose rows go by our own ids.

What is in the file, and when it is read anew, is `rows_file.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from briefreader.store.rows_file import FileStorage, Rows

Storage.register(FileStorage)


class RowTable(Table):
    """A table keyed by texts, without TinyDB's query cache, which never hears of another program's writing."""

    document_id_class = str  # type: ignore[assignment]

    def __init__(self, storage: Storage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)

    def put(self, rows: Rows) -> None:
        """Replace the table's rows, most of which are as they were: nothing is encoded again. Raises OSError."""
        self._storage.write({self.name: rows})  # type: ignore[dict-item]

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        """TinyDB's own ways of writing, on dictionaries of their own: the cached rows stay as the file is."""
        tables: dict[str, Any] = self._storage.read() or {}
        rows = dict(tables.get(self.name) or {})
        updater(rows)
        self._storage.write({self.name: rows})
        self.clear_cache()


class Database(TinyDB):
    """TinyDB as its own documentation has it, with the storage and the table above."""

    table_class: type[Table] = RowTable

    def __init__(self, file: FileStorage, table: str) -> None:
        storage = cast("Storage", file)
        super().__init__(storage=lambda: storage)
        self.rows = RowTable(storage, table)
