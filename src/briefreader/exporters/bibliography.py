"""Bibliography: the letters that passages come from, for reference managers: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefreader.document import Document
from briefreader.exporters import escape
from briefreader.exporters.passages import asked_for
from briefreader.exporters.references import published_at, reference
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import file_name

LOSSES = ("Only the letters are in it, not the passages.",)


def write_bibtex(request: Request) -> Export:
    """An entry a letter that has passages; keywords are the tags used in it."""
    entries = [_entry(document, tags, request.style) for document, tags in _letters(request)]
    text = "% Made by briefreader\n" + "".join(f"\n{entry}" for entry in entries)
    return Export({file_name(request.title or "letters", ".bib"): text.encode("utf-8", "replace")}, LOSSES)


def write_csl(request: Request) -> Export:
    """The same as CSL-JSON, which Zotero and pandoc read."""
    items = [_item(document, tags, request.style) for document, tags in _letters(request)]
    text = json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    return Export({file_name(request.title or "letters", ".json"): text.encode("utf-8", "replace")}, LOSSES)


def _letters(request: Request) -> Iterator[tuple[Document, list[str]]]:
    """The letters that have passages, each with the tags used in it."""
    tags: dict[str, set[str]] = {}
    for row in asked_for(request):
        tags.setdefault(row.document.id, set()).update(row.annotation.tags)
    for document in request.documents:
        if document.id in tags:
            yield document, sorted(tags[document.id])


_PERSON = re.compile(
    r"(?P<given>(?:[^\W\d_]{1,3}\.[ -]?)+) (?P<particle>(?:(?:van|de|der|den|het|ten|ter|’t|'t|von|du|la|el) )*)"
    r"(?P<family>[^\W\d_a-z].*)"
)
"""A name as ministers sign: initials, particles, surname."""


def _bibtex_name(name: str) -> str:
    """`Veldkamp, C.C.J.`; in braces, as one name, what is not signed in that way."""
    found = _PERSON.fullmatch(escape.one_line(name))
    if not found or "," in name or " and " in name:
        return f"{{{escape.bibtex(name)}}}"
    return escape.bibtex(f"{found['particle']}{found['family']}, {found['given']}")


def _csl_name(name: str) -> dict[str, str]:
    found = _PERSON.fullmatch(escape.one_line(name))
    if not found:
        return {"literal": escape.one_line(name)}
    parts = {
        "family": found["family"],
        "given": found["given"],
        "non-dropping-particle": found["particle"].strip(),
    }
    return {key: part for key, part in parts.items() if part}


def _published(document: Document, style: str) -> str:
    """How it is cited, if that says more than its title does."""
    cited = escape.one_line(reference(document, style))
    return "" if cited == escape.one_line(document.title) else cited


def _entry(document: Document, tags: list[str], style: str) -> str:
    known = document.metadata
    fields = {
        "author": " and ".join(_bibtex_name(signatory.name) for signatory in known.signatories),
        "title": f"{{{escape.bibtex(document.title)}}}",
        "date": escape.bibtex((known.date or "")[:10]),
        "year": escape.bibtex((known.date or "")[:4]),
        "type": escape.bibtex(known.document_type or ""),
        "number": escape.bibtex(known.number or ""),
        "howpublished": escape.bibtex(_published(document, style)),
        "url": re.sub(r"[{}\\\s]", "", published_at(document)),
        "langid": {"nl": "dutch", "en": "english"}.get(document.language, ""),
        "keywords": ", ".join(escape.bibtex(tag) for tag in tags),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value and value != "{}")
    return f"@misc{{{_key(document)},\n{lines}}}\n"


def _key(document: Document) -> str:
    """A citation key: letters, digits and hyphens of the paper's id, else of the letter's."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", document.metadata.paper or document.id).strip("-") or "letter"


def _item(document: Document, tags: list[str], style: str) -> dict[str, Any]:
    known = document.metadata
    item = {
        "id": _key(document),
        "type": "report",
        "title": escape.one_line(document.title),
        "author": [_csl_name(signatory.name) for signatory in known.signatories],
        "issued": {"date-parts": [[int(n) for n in (known.date or "")[:10].split("-") if n.isdigit()]]},
        "genre": known.document_type,
        "number": known.number,
        "note": _published(document, style),
        "URL": published_at(document),
        "language": document.language,
        "keyword": ", ".join(escape.one_line(tag) for tag in tags),
        "source": "briefreader",
    }
    return {name: value for name, value in item.items() if value and value != {"date-parts": [[]]}}
