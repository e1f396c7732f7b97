"""References: how a letter is cited, in the house styles a reader can choose.

Which papers a letter itself cites is `citations.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from briefreader.document import Document, Metadata

MONTHS: Mapping[str, str] = MappingProxyType(
    {
        "nl": "januari februari maart april mei juni juli augustus september oktober november december",
        "en": "January February March April May June July August September October November December",
    }
)
"""The twelve months by language."""


def in_words(iso: str, language: str) -> str:
    """An ISO date as a person writes it, `17 februari 2025`; what is not a date comes back as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    months = MONTHS.get(language, MONTHS["en"]).split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def parliamentary_year(iso: str) -> str:
    """The year of parliament, `2024/25`, that holds a day: it begins on September's third Tuesday."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    first = date(day.year, 9, 1)
    opening = date(day.year, 9, 15 + (1 - first.weekday()) % 7)
    start = day.year if day >= opening else day.year - 1
    return f"{start}/{(start + 1) % 100:02}"


def dutch(metadata: Metadata) -> str:
    """As Dutch footnotes have it: `Kamerstukken II 2024/25, 36045, nr. 190`. Empty without a paper number."""
    return _paper(metadata, "Kamerstukken", "nr.")


def english(metadata: Metadata) -> str:
    """The same for readers of English: `Parliamentary Papers II 2024/25, 36045, no. 190`."""
    return _paper(metadata, "Parliamentary Papers", "no.")


def bare(metadata: Metadata) -> str:
    """Only the numbers: `36045, nr. 190`."""
    if not metadata.dossier or not metadata.dossier_number:
        return ""
    return f"{metadata.dossier}, nr. {metadata.dossier_number}"


STYLES: Mapping[str, Callable[[Metadata], str]] = MappingProxyType(
    {"dutch": dutch, "english": english, "bare": bare}
)
"""House styles by name: what each makes of a letter's metadata."""


def reference(document: Document, style: str = "dutch") -> str:
    """How the letter is cited: its paper, else its own number, else its title."""
    metadata = document.metadata
    return STYLES[style](metadata) or metadata.number or document.title


def _paper(metadata: Metadata, papers: str, number: str) -> str:
    if not metadata.dossier or not metadata.dossier_number:
        return ""
    house = metadata.house or ("II" if metadata.dossier_number.isdigit() else "I")
    year = parliamentary_year(metadata.date) if metadata.date else ""
    when = f" {year}" if year else ""
    label = f"{number} " if metadata.dossier_number.isdigit() else ""
    return f"{papers} {house}{when}, {metadata.dossier}, {label}{metadata.dossier_number}"
