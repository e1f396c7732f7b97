"""Official data: what the XML of a Dutch official publication says of itself: number, dossier, date, signatories.

The text is `official.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from briefreader.document import Metadata, Signatory
from briefreader.values import changed

RECORD = re.compile(r"/((?:kst|h|ah|blg|stb|stcrt|trb)-[\w-]+)/metadata\.xml", re.IGNORECASE)
PROCEEDINGS = re.compile(r"^h-(tk|ek)-(\d{4})(\d{4})-(\d+)-(\d+)$")
PAPER = re.compile(r"^kst-(\d{5}(?:-[ivxlc\d]+)?)-([\w]+)$", re.IGNORECASE)

HOUSES = {"tk": ("II", "Tweede Kamer"), "ek": ("I", "Eerste Kamer")}

KINDS = {
    "handelingen": "Handelingen",
    "kamerstuk": "Kamerstuk",
    "kamerwerk": "Kamerstuk",
    "aanhangsel": "Aanhangsel",
}


def metadata(root: Any, known: Metadata) -> Metadata:
    """`known` with what the elements of a publication say."""
    kind = next((KINDS[name] for name in _names(root) if name in KINDS), None)
    dossier, number = _dossier(root), _first(root, "ondernummer")
    made = changed(
        known,
        title=known.title or _title(root),
        document_type=known.document_type or kind,
        dossier=known.dossier or dossier,
        dossier_number=known.dossier_number or number,
        dossier_title=known.dossier_title or _under(root, "dossier", "titel"),
        date=known.date or _date(root),
        signatories=known.signatories or tuple(_signatories(root)),
        language=known.language or "nl",
    )
    return _numbered(made, _identifier(root))


def _numbered(made: Metadata, identifier: str) -> Metadata:
    """`made` with what the publication's own id says."""
    if not identifier:
        return made
    other = {**made.other, "id": identifier}
    if match := PROCEEDINGS.match(identifier):
        house, name = HOUSES[match[1]]
        other |= {"series": f"Handelingen {name} {match[2]}-{match[3]}, nr. {match[4]}", "item": match[5]}
        made = changed(made, house=house)
    elif (match := PAPER.match(identifier)) and not made.dossier:
        made = changed(made, dossier=match[1], dossier_number=made.dossier_number or match[2])
    return changed(made, other=MappingProxyType(other))


def _identifier(root: Any) -> str:
    for element in root.iter("meta", "metadata"):
        for value in (element.get("content") or "", element.get("name") or ""):
            if match := RECORD.search(value):
                return match[1].lower()
            if element.get("name") in ("DC.identifier", "OVERHEIDop.identifier") and value == element.get(
                "content"
            ):
                return value.strip().lower()
    return ""


def _title(root: Any) -> str | None:
    return _first(root, "item-titel") or _under(root, "stuk", "titel")


def _dossier(root: Any) -> str | None:
    number = _first(root, "dossiernr") or _first(root, "dossiernummer")
    if not number:
        return None
    digits = re.sub(r"[ .]", "", number)
    match = re.match(r"(\d{5})(?:-?([IVXLC]+|\d{1,2}))?", digits)
    if not match:
        return digits
    suffix = match[2] or _first(root, "begrotingshoofdstuk") or ""
    return f"{match[1]}-{suffix.zfill(2) if suffix.isdecimal() else suffix}" if suffix else match[1]


def _date(root: Any) -> str | None:
    for element in root.iter("datum", "datumtekst"):
        value = element.get("isodatum", "")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return str(value)
        if re.fullmatch(r"\d{8}", value):
            return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return None


def _signatories(root: Any) -> Iterator[Signatory]:
    for signed in root.iter("ondertekening"):
        office = ""
        for part in signed.iter("functie", "naam"):
            words = _words(part).rstrip(" ,")
            if part.tag == "functie":
                office = words
            elif words:
                yield Signatory(words, office)


def _names(root: Any) -> Iterator[str]:
    for element in (root, *root):
        if isinstance(element.tag, str):
            yield element.tag.rpartition("}")[2].lower()


def _first(root: Any, name: str) -> str | None:
    return next((words for element in root.iter(name) if (words := _words(element))), None)


def _under(root: Any, parent: str, name: str) -> str | None:
    """Words of the first child `name` of an element `parent`."""
    found = (child for element in root.iter(parent) for child in element if child.tag == name)
    return next((words for child in found if (words := _words(child))), None)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
