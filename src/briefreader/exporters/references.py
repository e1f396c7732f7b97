"""References: how a letter is cited, in the house styles a reader can choose.

How papers are cited at all is `citations/`; lists of letters for reference managers are `bibliography.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefreader.citations.reference import cite, day_in_words, link
from briefreader.document import Document, Metadata


def in_words(iso: str, language: str) -> str:
    """An ISO date as a person writes it, `17 februari 2025`; what is not a date comes back as it is."""
    try:
        return day_in_words(iso, language)
    except ValueError:
        return iso


def dutch(metadata: Metadata) -> str:
    """As Dutch footnotes have it: `Kamerstukken II 2024/25, 36045, nr. 190`."""
    return cite(metadata, "nl")


def english(metadata: Metadata) -> str:
    """The same for readers of English: `Parliamentary Papers II 2024/25, 36045, no. 190`."""
    return cite(metadata, "en")


def bare(metadata: Metadata) -> str:
    """Only the numbers: `36045, nr. 190`; of a letter outside a dossier, its own number."""
    if metadata.dossier and metadata.dossier_number:
        return f"{metadata.dossier}, nr. {metadata.dossier_number}"
    return metadata.number or ""


STYLES: Mapping[str, Callable[[Metadata], str]] = MappingProxyType(
    {"dutch": dutch, "english": english, "bare": bare}
)
"""House styles by name: what each makes of a letter's metadata."""


def reference(document: Document, style: str = "dutch") -> str:
    """How the letter is cited; by its title where nothing else is known of it."""
    try:
        return STYLES[style](document.metadata) or document.title
    except ValueError:  # a date that is none
        return document.metadata.number or document.title


def published_at(document: Document) -> str:
    """Where the letter stands on the web; empty if its metadata do not tell."""
    known = document.metadata
    return next((place for id in (known.paper, known.number) if id and (place := link(id))), "")
