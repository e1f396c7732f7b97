"""Reference: how a paper is cited, and where it is published.

The other way round, from text to ids, is `citations.find`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefreader.document import Metadata

if TYPE_CHECKING:
    from datetime import date

_STYLES = {
    "nl": ("Kamerstukken", "nr."),
    "en": ("Parliamentary Papers", "no."),
}
"""Language of the reference → what the series is called, and the word before a number."""

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}

_OFFICIAL = "https://zoek.officielebekendmakingen.nl"
_LINKS = (
    (r"dossier-(.+)", _OFFICIAL + r"/dossier/\1"),
    (r"((?:kst|ah|h|blg|stb|stcrt|trb)-.+)", _OFFICIAL + r"/\1.html"),
    (r"(\d{4}D\d{5})", r"https://www.tweedekamer.nl/downloads/document?id=\1"),
    (r"(\d{4}Z\d{5})", r"https://www.tweedekamer.nl/kamerstukken/detail?id=\1"),
    (r"(ECLI:NL:.+)", r"https://deeplink.rechtspraak.nl/uitspraak?id=\1"),
    (r"(ECLI:(?:EU|CE):.+)", r"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=\1"),
    (r"((?:BWB|jci).+)", r"https://wetten.overheid.nl/\1"),
    (r"(\d{5}[A-Z]{1,2}\d{4}.*)", r"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:\1"),
    (
        r"(COM|JOIN|SWD|SEC)\((\d{4})\) (\d+)",
        r"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=\1:\2:\3:FIN",
    ),
)
"""Form of an id → where it is published."""


def parliamentary_year(day: str | date) -> str:
    """The year of the Dutch parliament a day falls in, as it is cited: `2024/25`.

    It begins on the third Tuesday of September (article 65 of the constitution). `day` is a date or an ISO date;
    raises ValueError when it is neither.
    """
    from datetime import date, timedelta  # only now: many letters have no date

    when = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    first = date(when.year, 9, 1)
    opening = first + timedelta(days=(1 - first.weekday()) % 7 + 14)
    start = when.year if when >= opening else when.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def link(id: str) -> str | None:
    """Where the paper, case, ruling or law of that id is published; None for an id that has no such place."""
    for form, target in _LINKS:
        if match := re.fullmatch(form, id):
            return match.expand(target)
    return None


def cite(metadata: Metadata, style: str = "nl") -> str:
    """How to cite a letter: `Kamerstukken II 2024/25, 36045, nr. 190`.

    A letter that has no place in a dossier is cited by what it has: title or kind, date, own number. `style` is
    `nl` or `en`; raises KeyError for another. Empty when nothing is known.
    """
    series, label = _STYLES[style]
    if not (metadata.dossier and metadata.dossier_number):
        return _without_dossier(metadata, style)
    number = metadata.dossier_number
    house = metadata.house or ("II" if number.isdigit() else "I")
    year = parliamentary_year(metadata.date) if metadata.date else ""
    numbered = f"{label} {number}" if number.isdigit() else number
    return ", ".join([" ".join(filter(None, (series, house, year))), _dossier(metadata.dossier), numbered])


def _dossier(dossier: str) -> str:
    """`36600-V` as it is written: `36600 V`."""
    return re.sub(r"-(?=[A-Z])", " ", dossier)


def _without_dossier(metadata: Metadata, style: str) -> str:
    name = metadata.title or metadata.document_type or ""
    days = {known: day_in_words(metadata.date, known) for known in _MONTHS} if metadata.date else {}
    dated = any(day.casefold() in name.casefold() for day in days.values())
    known = ", ".join(filter(None, (name, "" if dated else days.get(style))))
    if metadata.number:
        return f"{known} ({metadata.number})" if known else metadata.number
    return known


def day_in_words(day: str, language: str) -> str:
    """An ISO date as a person writes it: `17 februari 2025`, in English where the language's months are not known here.

    Raises ValueError when it is no date.
    """
    from datetime import date

    when = date.fromisoformat(day[:10])
    return f"{when.day} {_MONTHS.get(language, _MONTHS['en'])[when.month - 1]} {when.year}"
