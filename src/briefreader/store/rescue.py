"""Rescue: what can still be read of a damaged annotation file, row by row.

It changes nothing; putting the rows in place of the damaged file is a person's choice and `folder.py`'s work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from briefreader.store.merging import merge_row
from briefreader.store.records import ABOUT, Row

_ROW = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*(?=\{)')
"""A key with an object behind it."""


def salvage(data: bytes, table: str, check: Callable[[str, object], None]) -> dict[str, Row]:
    """The rows that are whole in `data`, by key. One that is there twice, as after a failed merge, is merged."""
    found: dict[str, Row] = {}
    for key, row in _objects(data.decode("utf-8", "replace")):
        if key in (ABOUT, table):
            continue
        try:
            check(key, row)
        except ValueError:
            continue
        merged = merge_row(None, found.get(key), row)
        if merged is not None:
            found[key] = merged
    return found


def _objects(text: str) -> Iterator[tuple[str, Any]]:
    """Every key with a whole object behind it, from left to right; a table is looked into, not taken as one."""
    decoder = json.JSONDecoder()
    at = 0
    while match := _ROW.search(text, at):
        at = match.end() + 1
        try:
            row, end = decoder.raw_decode(text, match.end())
            key = json.loads(f'"{match[1]}"')
        except (ValueError, RecursionError):
            continue
        if not all(isinstance(value, dict) for value in row.values()) or not row:
            at = end
        yield key, row
