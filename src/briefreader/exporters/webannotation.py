"""Web annotations: the W3C's JSON-LD, and the JSON that Hypothesis exports and imports.

The W3C counts code points, as we do; Hypothesis counts UTF-16 units. What is read back is `importers/`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from briefreader.annotations import Annotation
from briefreader.document import Document
from briefreader.exporters.links import link
from briefreader.exporters.losses import common
from briefreader.exporters.passages import Passage, asked_for
from briefreader.exporters.references import published_at
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import parts

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"textDigest": "urn:briefreader:textDigest", "section": "urn:briefreader:section"},
)
"""The W3C's own terms, and two of ours: the digest of the text that positions count in, and the section's path."""


def write_jsonld(request: Request) -> Export:
    """An AnnotationCollection (W3C Web Annotation Data Model, 2017) with one page that holds everything."""
    files = {name: _json(_collection(part)) for name, part in parts(request, ".jsonld").items()}
    rows = asked_for(request)
    losses = [*common(request, rows, "they have a quotation, and no position")]
    losses.append("Colours, meanings and order of tags stay out: a tag is its name.")
    return Export(files, tuple(losses))


def write_hypothesis(request: Request) -> Export:
    """The JSON that Hypothesis' client exports and imports."""
    files = {name: _json(_hypothesis(part)) for name, part in parts(request, ".json").items()}
    losses = [*common(request, asked_for(request), "they have a quotation, and no position")]
    losses.append("Colours, meanings and order of tags stay out; Hypothesis looks for quotations first.")
    return Export(files, tuple(losses))


def iri(annotation_id: str) -> str:
    """A name for the annotation that holds anywhere: `urn:uuid:…`."""
    return f"urn:uuid:{uuid_of(annotation_id)}"


def uuid_of(annotation_id: str) -> str:
    """The id itself if it is a UUID, else one that is always made of it."""
    try:
        return str(UUID(annotation_id))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"briefreader:annotation:{annotation_id}"))


def web_address(document: Document) -> str:
    """Where the letter stands on the web if it is a numbered paper; else our own link to it."""
    return (document.metadata.paper and published_at(document)) or link(document.id)


def units_before(text: str, offsets: Sequence[int]) -> dict[int, int]:
    """Code-point offset → the same in UTF-16 units, for each of the offsets."""
    made, at, units = {}, 0, 0
    for offset in sorted(set(offsets)):
        units += sum(1 + (ord(c) > 0xFFFF) for c in text[at:offset])
        made[offset], at = units, offset
    return made


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _collection(request: Request) -> dict[str, Any]:
    rows = asked_for(request)
    request.progress.expect(len(rows))
    seed = "\n".join(row.annotation.id for row in rows)
    return {
        "@context": list(CONTEXT),
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefreader:collection:{seed}')}",
        "type": "AnnotationCollection",
        "generator": {"type": "Software", "name": "briefreader"},
        "label": request.title or "Highlights",
        "total": len(rows),
        "first": {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefreader:page:{seed}')}",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(row) for row in request.progress.over(rows)],
        },
    }


def _annotation(passage: Passage) -> dict[str, Any]:
    annotation = passage.annotation
    made: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": iri(annotation.id),
        "type": "Annotation",
        "motivation": _motivation(annotation),
    }
    for name in ("created", "modified"):
        if getattr(annotation, name):
            made[name] = getattr(annotation, name)
    if annotation.creator:
        made["creator"] = {"type": "Person", "name": annotation.creator}
    if bodies := _bodies(annotation):
        made["body"] = bodies
    return {**made, "target": _target(passage)}


def _motivation(annotation: Annotation) -> str:
    if annotation.note:
        return "commenting"
    return "tagging" if annotation.tags else "highlighting"


def _bodies(annotation: Annotation) -> list[dict[str, str]]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        note = {
            "type": "TextualBody",
            "purpose": "commenting",
            "value": annotation.note,
            "format": "text/plain",
        }
        bodies.append(note)
    return bodies


def _target(passage: Passage) -> dict[str, Any]:
    document, span = passage.document, passage.span
    selectors: list[dict[str, Any]] = [_quote_selector(passage)]
    if span:
        selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    digest = document.text_hash if span else passage.annotation.target.text_hash
    target: dict[str, Any] = {"source": link(document.id), "selector": selectors}
    if digest:
        target["state"] = {"type": "State", "textDigest": f"blake2b-128:{digest}"}
    if passage.section:
        target["section"] = list(passage.section)
    return target


def _quote_selector(passage: Passage) -> dict[str, Any]:
    """The words and 32 code points around them, from the letter as it is now if they stand in it."""
    target, span = passage.annotation.target, passage.span
    prefix, suffix = target.prefix, target.suffix
    if span:
        text = passage.document.text
        prefix, suffix = text[max(0, span.start - 32) : span.start], text[span.end : span.end + 32]
    return {"type": "TextQuoteSelector", "exact": passage.text, "prefix": prefix, "suffix": suffix}


def _hypothesis(request: Request) -> dict[str, Any]:
    rows = asked_for(request)
    request.progress.expect(len(rows))
    units: dict[str, dict[int, int]] = {}
    for document in request.documents:
        ends = [end for row in rows if row.span and row.document is document for end in row.span]
        units[document.id] = units_before(document.text, ends)
    return {
        "export_date": max((row.annotation.modified for row in rows), default=""),
        "export_userid": _user(request.creator),
        "client_version": "briefreader",
        "annotations": [_hypothesis_row(row, units[row.document.id]) for row in request.progress.over(rows)],
    }


def _user(name: str) -> str:
    kept = "".join(c for c in name if c.isalnum() or c in "._-") or "reader"
    return f"acct:{kept}@briefreader"


def _hypothesis_row(passage: Passage, units: dict[int, int]) -> dict[str, Any]:
    annotation, document, span = passage.annotation, passage.document, passage.span
    selectors: list[dict[str, Any]] = [_quote_selector(passage)]
    if span:
        position = {"type": "TextPositionSelector", "start": units[span.start], "end": units[span.end]}
        selectors.insert(0, position)
    address = web_address(document)
    return {
        "id": annotation.id,
        "created": annotation.created,
        "updated": annotation.modified,
        "user": _user(annotation.creator),
        "user_info": {"display_name": annotation.creator},
        "uri": address,
        "document": {"title": [document.title]},
        "text": annotation.note,
        "tags": list(annotation.tags),
        "group": "__world__",
        "permissions": {"read": [_user(annotation.creator)]},
        "references": [],
        "target": [{"source": address, "selector": selectors}],
        "links": {"briefreader": link(document.id, annotation.id)},
    }
