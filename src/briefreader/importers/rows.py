"""Rows: the CSV and JSON Lines that we write, and the tables of tags and highlights that Taguette writes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from briefreader.annotations import Tag, Target
from briefreader.errors import LoadError
from briefreader.exporters.escape import from_cell, from_list
from briefreader.exporters.tables import COLUMNS, SCHEMA
from briefreader.importers.parcel import Incoming, Parcel, Source

TAG_COLUMNS = ("path", "tag", "name")
"""By one of these a table of tags is known, as Taguette knows it."""


def read_jsonl(data: bytes) -> Parcel:
    """Our JSON Lines. Lines that are not rows of ours are refused one by one.

    Raises LoadError if the rows are of a later schema.
    """
    passages, said = [], []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if isinstance(row, dict) and _int(row.get("briefreader")) > SCHEMA:
                raise LoadError("This file was made by a later briefreader. Bring this one up to date.")
            passages.append(_of_json(row, number))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            said.append(f"Line {number} is not a row of an export: refused.")
    return Parcel("JSON Lines", tuple(passages), (), tuple(said))


def read_csv(data: bytes) -> Parcel:
    """A table: ours, a codebook, or Taguette's highlights. Raises LoadError if it is none of these."""
    csv.field_size_limit(1 << 24)
    text = data.decode("utf-8-sig", "replace")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = {name.strip().casefold() for name in table.fieldnames or () if name}
        rows = [
            {(k or "").strip().casefold(): v for k, v in row.items() if isinstance(v, str)} for row in table
        ]
    except csv.Error as error:
        raise LoadError(f"This table cannot be read: {error}.") from None
    if {"id", "document", "quote", "tags"} <= columns:
        return Parcel("CSV", tuple(_of_cells(row, n) for n, row in enumerate(rows, start=2)))
    if {"document", "tag", "content"} <= columns:
        return Parcel("highlights of Taguette", tuple(_of_taguette(rows)))
    if columns & set(TAG_COLUMNS):
        return Parcel("table of tags", tags=tuple(_tags(rows)))
    raise LoadError(
        f"This table has neither tags nor highlights. Ours begins with {', '.join(COLUMNS[:4])}, …"
    )


def _of_json(row: Mapping[str, Any], number: int) -> Incoming:
    section = tuple(str(title) for title in row.get("section") or ())
    target = Target(
        _int(row["start"]), _int(row["end"]), str(row["quote"]), str(row.get("prefix") or ""),
        str(row.get("suffix") or ""), section, str(row.get("text_hash") or ""),
    )  # fmt: skip
    extra = row.get("extra")
    return Incoming(
        Source(str(row["document"]), str(row.get("title") or "")),
        target,
        tuple(str(tag) for tag in row.get("tags") or ()),
        str(row.get("note") or ""),
        str(row["id"]),
        str(row.get("creator") or ""),
        str(row.get("created") or ""),
        str(row.get("modified") or ""),
        row.get("status") == "orphaned",
        extra=extra if isinstance(extra, dict) else {},
        origin=f"Line {number}",
    )


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _of_cells(row: Mapping[str, str], number: int) -> Incoming:
    cells = {name: from_cell(value) for name, value in row.items()}
    start, end = (int(cells[name]) if cells.get(name, "").isdecimal() else 0 for name in ("start", "end"))
    section = tuple(title for title in cells.get("section", "").split(" / ") if title)
    return Incoming(
        Source(cells.get("document", ""), cells.get("title", "")),
        Target(start, end, cells.get("quote", ""), section=section),
        from_list(cells.get("tags", "")),
        cells.get("note", ""),
        cells.get("id", ""),
        cells.get("creator", ""),
        cells.get("created", ""),
        cells.get("modified", ""),
        cells.get("status", "") == "orphaned",
        origin=f"Row {number}",
    )


def _of_taguette(rows: list[dict[str, str]]) -> Iterator[Incoming]:
    """A row a highlight and tag: rows of one highlight belong together."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        key = (row.get("id", ""), row.get("document", ""), row.get("content", ""))
        together.setdefault(key, []).append(row.get("tag", ""))
    for (_, document, content), tags in together.items():
        yield Incoming(Source(title=document), Target(0, 0, content), tuple(tag for tag in tags if tag))


def _tags(rows: list[dict[str, str]]) -> Iterator[Tag]:
    for row in rows:
        cells = {name: from_cell(value) for name, value in row.items()}
        name = next((cells[column] for column in TAG_COLUMNS if cells.get(column)), "")
        pin = cells.get("pin", "")
        if name:
            yield Tag(
                name,
                cells.get("colour", ""),
                cells.get("description", ""),
                int(pin) if pin in set("123456789") else None,
            )
