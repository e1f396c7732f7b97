"""Importers: taking in what we or other programs wrote, as one change that can be undone.

Here is the table of formats, told apart by their content, and the door that command line and screen use. Reading a
format is a module of its own; what its content changes here is `plan.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from briefreader.errors import LoadError
from briefreader.importers.archive import FILE_BYTES
from briefreader.importers.parcel import Parcel
from briefreader.importers.plan import Import, Known, plan
from briefreader.values import frozen

__all__ = ["FORMATS", "Import", "Known", "Parcel", "import_file", "plan", "read"]


@frozen
class Format:
    """Something that can come in."""

    title: str
    reader: str
    """`module:function` below this package: from bytes to a Parcel."""

    start: re.Pattern[bytes]
    """What its content begins with, after white space and a byte-order mark."""


_TABLE = (
    ("REFI-QDA project", "refi:read_project", rb"PK\x03\x04"),
    ("Taguette project", "taguette:read", rb"SQLite format 3\x00"),
    ("REFI-QDA codebook", "refi:read_codebook", rb"<(?:\?xml|\w*:?CodeBook)"),
    ("JSON Lines", "rows:read_jsonl", rb'\{[^\n]*"quote"[^\n]*\}\s*(?:\n|$)'),
    ("web annotations or Hypothesis", "webannotation:read", rb"[\[{]"),
    (
        "table of highlights or tags",
        "rows:read_csv",
        rb'(?i)[^\n]*?\b(?:id|path|tag|name)"?(?:[,;\t][^\n]*|\r?(?:\n|$))',
    ),
    ("Markdown", "markdown:read", rb""),
)

FORMATS = tuple(Format(title, reader, re.compile(start)) for title, reader, start in _TABLE)
"""The formats, in the order in which they are tried."""


def import_file(path: Path, known: Known) -> Import:
    """What taking in the file changes; nothing is changed yet. Raises LoadError if it cannot be read."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise LoadError(f"{path.name} is larger than {FILE_BYTES >> 20} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error
    return plan(read(data, path.name), known, path.name)


def read(data: bytes, name: str) -> Parcel:
    """What a file of that name and content brings. Raises LoadError if it is of no format that can come in."""
    head = data[:65536].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise LoadError(f"{name} is empty: there is nothing to take in.")
    markdown = name.lower().endswith((".md", ".markdown"))
    chosen = FORMATS[-1] if markdown else next(each for each in FORMATS if each.start.match(head))
    if chosen is FORMATS[-1] and not markdown:
        raise LoadError(
            f"{name} is of no kind that can come in: {', '.join(each.title for each in FORMATS)}."
        )
    module, _, function = chosen.reader.partition(":")
    reader: Callable[[bytes], Parcel] = getattr(import_module(f"{__name__}.{module}"), function)
    return reader(data)
