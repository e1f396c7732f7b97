"""Metadata that a letter does not state but lets one conclude: its kind, its date, a title made of both.

Every field set here is named in `metadata.inferred`, with the words it was concluded from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from briefreader.document import Document, Footnote, Kind, Metadata
from briefreader.loaders.wording import in_words, iso_date, packs
from briefreader.values import changed

HEAD = 3000
"""Code points at the start of a printed paper in which its head stands."""


def complete(document: Document) -> Metadata:
    """The document's metadata with what can be inferred added."""
    pack = packs().get(document.language)
    if pack is None:
        return document.metadata
    metadata = document.metadata
    for field, rule in _RULES:
        if getattr(metadata, field):
            continue
        found = rule(document, pack)
        if found:
            metadata = _with(metadata, field, *found)
    if not metadata.title and metadata.date and metadata.document_type:
        title = pack["title"].format(
            kind=metadata.document_type, date=in_words(metadata.date, document.language)
        )
        metadata = _with(metadata, "title", title, metadata.inferred.get("date") or metadata.date)
    return metadata


def _with(metadata: Metadata, field: str, value: Any, words: str) -> Metadata:
    inferred: Mapping[str, str] = {**metadata.inferred, field: words}
    return changed(metadata, **{field: value}, inferred=MappingProxyType(inferred))


def _printed(document: Document, pack: Mapping[str, Any], field: str) -> tuple[str, str] | None:
    """What the head of a printed paper says, by the pattern its language has for it."""
    pattern = pack.get("printed", {}).get(field)
    match = re.search(pattern, document.text[:HEAD], re.S) if pattern else None
    if not match or not re.search(pack["printed"]["series"], document.text[:HEAD]):
        return None
    words = " ".join(match["value"].split())
    return (iso_date(words) or "" if field == "date" else words), " ".join(match[0].split())


def _title(document: Document, pack: Mapping[str, Any]) -> tuple[str, str] | None:
    return _printed(document, pack, "title")


def _number(document: Document, pack: Mapping[str, Any]) -> tuple[str, str] | None:
    return _printed(document, pack, "number")


def _kind(document: Document, pack: Mapping[str, Any]) -> tuple[str, str] | None:
    """The kind of a letter that is signed and speaks to its addressee in a way only that kind does."""
    if printed := _printed(document, pack, "document_type"):
        return printed
    signed = any(block.kind is Kind.SIGNATURE for block in document.blocks)
    for kind in pack["kinds"]:
        match = re.search(kind["text"], document.text)
        if match and (signed or not kind["signed"]):
            return kind["name"], _sentence(document, match.start())
    return None


def _date(document: Document, pack: Mapping[str, Any]) -> tuple[str, str] | None:
    """The day a note says something was sent on, where the text it belongs to says that this was today."""
    if printed := _printed(document, pack, "date"):
        return printed
    for note in document.footnotes:
        match = re.search(pack["sent"], note.text or "", re.I)
        if not match or not note.marker:
            continue
        sentence = _sentence(document, note.marker.start - 1)
        if re.search(pack["today"], sentence, re.I) and (date := iso_date(match["date"])):
            return date, f"{sentence} {_plain(note)}"
    return None


def _behalf(document: Document, pack: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """The offices in whose name the letter is sent too."""
    match = re.search(pack["behalf"], document.text, re.S) if "behalf" in pack else None
    if not match:
        return None
    offices = re.split(r",?\s+en\s+(?=de\s)|,\s+(?=de\s)", re.sub(r"\s+", " ", match[1]))
    return tuple(offices), _sentence(document, match.start())


def _plain(note: Footnote) -> str:
    return f"[{note.label}: {note.text}]"


def _sentence(document: Document, offset: int) -> str:
    """The sentence that holds `offset`."""
    block = document.block_at(offset)
    if block is None:
        return ""
    spans = [span for span in document.sentences_of(block) if span.start <= offset]
    return spans[-1].of(document.text) if spans else block.body.of(document.text)


_RULES: tuple[tuple[str, Callable[[Document, Mapping[str, Any]], tuple[Any, str] | None]], ...] = (
    ("document_type", _kind),
    ("number", _number),
    ("date", _date),
    ("on_behalf_of", _behalf),
    ("title", _title),
)
"""Field of the metadata, and what it is inferred by, in order."""
