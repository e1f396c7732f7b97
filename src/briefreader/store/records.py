"""Records: annotations and tags as rows of a file, where each row lives, and what its file is called.

Pure conversion and naming. How rows become files is `rows_file.py`; what is done with them is `store/`.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from briefreader.annotations import Annotation, Record, Tag, Target
from briefreader.digests import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple, TypeAlias

    class _Place(NamedTuple):
        document: str
        key: str
else:  # as in `span.py`
    _Place = namedtuple("_Place", "document key")

Row: TypeAlias = "dict[str, Any]"
"""A record as JSON has it. One that was handed out is its receiver's own; nobody else changes it."""

ABOUT = ""
"""Key of the row that says what a file is: its schema, and the document it belongs to."""

CODEBOOK = ""
"""The codebook's place among document ids."""


class Address(_Place):
    """Where a row lives: `document` is the id of its document, `CODEBOOK` for tags; `key` the id of an annotation,
    the name of a tag, or `ABOUT` for what the file says of itself.
    """

    __slots__ = ()


def address_of(record: Record) -> Address:
    """Where the record is kept."""
    if isinstance(record, Annotation):
        return Address(record.document, record.id)
    return Address(CODEBOOK, record.name)


# Rows ⇄ values. What holds nothing is left out, so that a row is as long as what it says.

_WORDS = ("quote", "prefix", "suffix", "text_hash", "note", "status", "created", "modified", "creator")
_LISTS = ("section", "tags")
_ANNOTATION = frozenset({"start", "end", "deleted", *_WORDS, *_LISTS})
_TAG = frozenset({"colour", "meaning", "pin"})


def to_row(record: Record) -> Row:
    """The record as a row: known fields in one fixed order, then those of other programs as they came."""
    return _annotation_row(record) if isinstance(record, Annotation) else _tag_row(record)


def _annotation_row(annotation: Annotation) -> Row:
    target = annotation.target
    row: Row = {"start": target.start, "end": target.end, "quote": target.quote}
    rest: tuple[tuple[str, Any], ...] = (
        ("prefix", target.prefix),
        ("suffix", target.suffix),
        ("section", list(target.section)),
        ("text_hash", target.text_hash),
        ("tags", list(annotation.tags)),
        ("note", annotation.note),
        ("status", "" if annotation.status == "exact" else annotation.status),
        ("created", annotation.created),
        ("modified", annotation.modified),
        ("creator", annotation.creator),
        ("deleted", annotation.deleted),
    )
    row.update((name, value) for name, value in rest if value)
    row.update((name, value) for name, value in annotation.extra.items() if name not in _ANNOTATION)
    return row


def _tag_row(tag: Tag) -> Row:
    known = (("colour", tag.colour), ("meaning", tag.meaning), ("pin", tag.pin))
    row: Row = {name: value for name, value in known if value}
    row.update((name, value) for name, value in tag.extra.items() if name not in _TAG)
    return row


def from_row(address: Address, row: Mapping[str, Any]) -> Record:
    """The record that a checked row holds."""
    return _tag(address.key, row) if address.document == CODEBOOK else _annotation(address, row)


def _annotation(address: Address, row: Mapping[str, Any]) -> Annotation:
    get = row.get
    target = Target(
        row["start"],
        row["end"],
        row["quote"],
        get("prefix", ""),
        get("suffix", ""),
        tuple(get("section", ())),
        get("text_hash", ""),
    )
    return Annotation(
        address.key,
        address.document,
        target,
        tuple(get("tags", ())),
        get("note", ""),
        get("created", ""),
        get("modified", ""),
        get("creator", ""),
        get("deleted", False),
        get("status", "exact"),
        _others(row, _ANNOTATION),
    )


def _tag(name: str, row: Mapping[str, Any]) -> Tag:
    get = row.get
    return Tag(name, get("colour", ""), get("meaning", ""), get("pin"), _others(row, _TAG))


def canonical(address: Address, row: Row | None) -> Row | None:
    """The row in the form rows are written in, whoever wrote it: defaults left out, fields in their order."""
    return None if row is None else to_row(from_row(address, row))


def _others(row: Mapping[str, Any], known: frozenset[str]) -> Mapping[str, Any]:
    if row.keys() <= known:
        return _NOTHING
    return MappingProxyType({name: value for name, value in row.items() if name not in known})


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def check_annotation(key: str, row: object) -> None:
    """Raise ValueError, saying what is wrong, unless `row` can be read as an annotation."""
    if not isinstance(row, dict):
        raise ValueError(f"annotation {key} is not a record")
    get = row.get
    start, end = get("start"), get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise ValueError(f"annotation {key} has no place: start and end must be whole numbers")
    if type(get("quote")) is not str:
        raise ValueError(f"annotation {key} has no quote")
    for name in _WORDS:
        if type(get(name, "")) is not str:
            raise ValueError(f"annotation {key}: {name} is not text")
    for name in _LISTS:
        _check_list(key, name, get(name))
    if type(get("deleted", False)) is not bool:
        raise ValueError(f"annotation {key}: deleted is neither true nor false")


def _check_list(key: str, name: str, value: object) -> None:
    if value is not None and (type(value) is not list or not all(type(item) is str for item in value)):
        raise ValueError(f"annotation {key}: {name} is not a list of texts")


def check_tag(key: str, row: object) -> None:
    """Raise ValueError, saying what is wrong, unless `row` can be read as a tag."""
    if not isinstance(row, dict):
        raise ValueError(f"tag {key} is not a record")
    if any(type(row.get(name, "")) is not str for name in ("colour", "meaning")):
        raise ValueError(f"tag {key}: colour or meaning is not text")
    pin = row.get("pin")
    if pin is not None and (type(pin) is not int or not 1 <= pin <= 9):
        raise ValueError(f"tag {key}: its pin is not a digit from 1 to 9")


def rows_of(records: Iterable[Record]) -> dict[Address, Row]:
    """The records as rows, by address."""
    return {address_of(record): to_row(record) for record in records}


# File names. A document's id is its file's name where every system takes it as one; else a readable part and a hash.

SUFFIX = ".json"
CODEBOOK_FILE = "codebook" + SUFFIX
LONGEST = 100
"""Code points of an id that is its file's name."""

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""The names Windows keeps for devices, whatever follows their first point (learn.microsoft.com, “Naming Files, Paths,
and Namespaces”)."""
_MARK = "~"
"""In a file name: what follows is a hash, and the id stands in the file."""


def file_name(document: str) -> str:
    """Name of the file for a document's annotations; the same for no two ids, and no path out of its folder."""
    if document == CODEBOOK:
        return CODEBOOK_FILE
    if _is_safe(document) and document + SUFFIX != CODEBOOK_FILE:
        return document + SUFFIX
    readable = re.sub(r"[^a-z0-9]+", "-", document.casefold()).strip("-")[:60]
    return f"{readable}{_MARK}{digest(document, 8)}{SUFFIX}"


def _is_safe(document: str) -> bool:
    """Whether every system takes the id as a file's name, and takes no other id for the same one."""
    if len(document) > LONGEST or not _SAFE.issuperset(document):
        return False
    return document[0] not in "._-" and document[-1] != "." and document.partition(".")[0] not in _DEVICES


def document_of(name: str, about: Mapping[str, Any]) -> str:
    """Id of the document that the file called `name` belongs to; `about` is what the file says of itself."""
    stem = name.removesuffix(SUFFIX)
    named = about.get("document")
    if _MARK in stem and isinstance(named, str) and file_name(named) == name:
        return named
    return stem
