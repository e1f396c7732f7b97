"""Tables: CSV for spreadsheets, JSON Lines for programs, and the codebook as Taguette's CSV.

One row an annotation. Cells that a spreadsheet would take for formulas are defused; see `escape.cell`.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefreader.annotations import Codebook, Tag
from briefreader.exporters import escape
from briefreader.exporters.facts import paragraphs
from briefreader.exporters.links import link
from briefreader.exporters.losses import common
from briefreader.exporters.passages import Passage, asked_for, is_under
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import parts
from briefreader.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COLUMNS = (
    "id", "document", "title", "citation", "date", "section", "paragraph", "start", "end",
    "quote", "tags", "note", "creator", "created", "modified", "status", "briefreader_link",
)  # fmt: skip
"""Columns of the CSV. `start` and `end` count code points of the canonical text; empty when the words are gone."""

TAGUETTE_COLUMNS = ("path", "description", "colour", "pin")
"""Taguette takes the first two and leaves the others alone; with them our own import loses nothing."""

TAGUETTE_PATH = 200
"""Code points of a tag's path that Taguette takes."""

SCHEMA = 1
"""Number of the JSON Lines' shape: first in every row, as `briefreader`."""


def write_csv(request: Request) -> Export:
    """One row an annotation, as UTF-8 with a header."""
    files, rows = _tabled(request, ".csv", lambda rows: _csv(COLUMNS, map(_cells, rows)))
    defused = sum(escape.is_formula(text) for row in rows for text in _texts(row))
    said = [*common(request, rows, "they have no start and end"), "The context of quotes is left out."]
    if defused:
        said.append(f"{counted(defused, 'cell')} that would be formulas: an apostrophe was put before them.")
    return Export(files, tuple(said))


def write_jsonl(request: Request) -> Export:
    """One JSON object a line, with everything an annotation holds."""
    files, rows = _tabled(request, ".jsonl", _json_lines)
    losses = (*common(request, rows, "their old place is given"), "Colours and meanings of tags stay out.")
    return Export(files, losses)


def write_taguette(request: Request) -> Export:
    """The codebook as the CSV that Taguette imports: a row a tag. Passages are not in it.

    It begins with a byte-order mark: without one Taguette guesses the encoding, and can guess wrong.
    """
    tags = used_tags(request.codebook, asked_for(request), request.tags)
    rows = ((tag.name, tag.meaning, tag.colour, str(tag.pin or "")) for tag in tags)
    said = ["Only the tags are in it: Taguette imports no passages."]
    long = [tag.name for tag in tags if len(tag.name) > TAGUETTE_PATH]
    defused = sum(escape.is_formula(text) for tag in tags for text in (tag.name, tag.meaning))
    if long:
        said.append(f"{counted(len(long), 'tag')} with a name too long for Taguette: cut there.")
    if defused:
        said.append(f"{counted(defused, 'cell')} that would be formulas: an apostrophe was put before them.")
    return Export(
        {
            "codebook.csv": codecs.BOM_UTF8
            + _csv(TAGUETTE_COLUMNS, ([n[:TAGUETTE_PATH], *rest] for n, *rest in rows))
        },
        tuple(said),
    )


def used_tags(codebook: Codebook, rows: Iterable[Passage], wanted: Sequence[str] = ()) -> tuple[Tag, ...]:
    """The codebook's tags and any others that passages have; of these, those asked for."""
    known = {tag.name.casefold() for tag in codebook.tags}
    others: dict[str, Tag] = {}
    for row in rows:
        for name in row.annotation.tags:
            if name.casefold() not in known:
                others.setdefault(name.casefold(), Tag(name))
    tags = (*codebook.tags, *(others[name] for name in sorted(others)))
    return tuple(tag for tag in tags if not wanted or any(is_under(tag.name, each) for each in wanted))


def row_of(passage: Passage) -> dict[str, Any]:
    """A passage as one JSON object: the fields of `highlights --json`, and its letter."""
    annotation, document = passage.annotation, passage.document
    target, span = annotation.target, passage.span or annotation.span
    return {
        "briefreader": SCHEMA,
        "id": annotation.id,
        "document": document.id,
        "title": document.title,
        "citation": passage.citation,
        "date": document.metadata.date,
        "section": list(passage.section),
        "paragraph": list(passage.paragraphs) if passage.paragraphs else None,
        "start": span.start,
        "end": span.end,
        "quote": passage.text,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "text_hash": document.text_hash if passage.span else target.text_hash,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "status": annotation.status if passage.span else "orphaned",
        "extra": dict(annotation.extra),
    }


def _tabled(
    request: Request, suffix: str, write: Callable[[Iterable[Passage]], bytes]
) -> tuple[dict[str, bytes], tuple[Passage, ...]]:
    """The files of the request, and all of its rows."""
    rows, progress = asked_for(request), request.progress
    progress.expect(len(rows))
    files = {
        name: write(progress.over(rows if part is request else asked_for(part)))
        for name, part in parts(request, suffix).items()
    }
    return files, rows


def _json_lines(rows: Iterable[Passage]) -> bytes:
    lines = (f"{json.dumps(row_of(row), ensure_ascii=False)}\n" for row in rows)
    return "".join(lines).encode("utf-8", "replace")


def _texts(passage: Passage) -> Iterator[str]:
    """The texts of a row that people wrote."""
    annotation = passage.annotation
    yield from (passage.document.title, passage.text, annotation.note, annotation.creator)
    yield from (*annotation.tags[:1], " / ".join(passage.section))


def _cells(passage: Passage) -> tuple[str, ...]:
    annotation, span = passage.annotation, passage.span
    return (
        annotation.id,
        passage.document.id,
        passage.document.title,
        passage.citation,
        passage.document.metadata.date or "",
        " / ".join(passage.section),
        paragraphs(passage),
        str(span.start) if span else "",
        str(span.end) if span else "",
        passage.text,
        escape.listed(annotation.tags),
        annotation.note,
        annotation.creator,
        annotation.created,
        annotation.modified,
        annotation.status if span else "orphaned",
        link(passage.document.id, annotation.id),
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escape.cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
