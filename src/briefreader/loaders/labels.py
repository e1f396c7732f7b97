"""Labels: the words of a letterhead that say what stands beside or under them: `Datum`, `Betreft`, `Ons kenmerk`.

Which lines are a letterhead, and what becomes of it, is for the loaders to say.
"""

from __future__ import annotations

import re

LABELS = {
    "datum": "date",
    "date": "date",
    "betreft": "subject",
    "onderwerp": "subject",
    "subject": "subject",
    "ons kenmerk": "our_reference",
    "onze referentie": "our_reference",
    "referentie": "our_reference",
    "kenmerk": "our_reference",
    "our reference": "our_reference",
    "our ref": "our_reference",
    "uw kenmerk": "your_reference",
    "uw referentie": "your_reference",
    "uw brief": "your_reference",
    "uw brief van": "your_reference",
    "your reference": "your_reference",
    "your ref": "your_reference",
    "projectnaam": "project",
    "contactpersoon": "contact",
    "behandeld door": "contact",
    "contact": "contact",
    "bijlage": "enclosures",
    "bijlagen": "enclosures",
    "bijlage(n)": "enclosures",
    "enclosures": "enclosures",
    "kopie aan": "copies",
    "pagina": "page",
}
"""Labels of Dutch and English letterheads, in lower case, and the metadata they name."""

RUN_IN = ("date", "subject", "our_reference", "your_reference")
"""What may follow its label on the same line without a sign between: `Datum 4 maart 2025`."""

_ALONE = "|".join(re.escape(name) for name in sorted(LABELS, key=len, reverse=True))
_PARTED = re.compile(rf"\s*(?P<label>{_ALONE})(?:\s*[:\t]\s*|(?P<bare>\s+))(?P<value>.*\S)\s*", re.I | re.S)


def label(text: str) -> str:
    """What a label that stands alone names, a colon after it or none; empty if it is no label."""
    return LABELS.get(" ".join(text.lower().split()).rstrip(" :"), "")


def parted(text: str) -> tuple[str, str]:
    """What the label at the start of a line names, and the value after it; two empty strings without both."""
    match = _PARTED.fullmatch(text)
    if not match:
        return "", ""
    name = LABELS[match["label"].lower()]
    if match["bare"] is not None and not (name in RUN_IN and re.match(r"[A-Z\d]", match["value"])):
        return "", ""
    return name, " ".join(match["value"].split())
