"""Reference: how a paper is cited, and where it is published.

The other way round, from text to ids, is `citations.find`.
"""

from __future__ import annotations

import re

from briefreader.document import Metadata

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


def parliamentary_year(day: str) -> str:
    """The year of the Dutch parliament an ISO date falls in, as it is cited: `2024/25`.

    It begins on the third Tuesday of September (article 65 of the constitution). Raises ValueError when it is no date.
    """
    year, *when = _numbers(day)
    first = (year + year // 4 - year // 100 + year // 400 + 5) % 7  # weekday of 1 September; Sunday is 0
    start = year if when >= [9, 15 + (2 - first) % 7] else year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _numbers(day: str) -> tuple[int, int, int]:
    """Year, month and day of an ISO date, whatever follows it. Raises ValueError when it is no date.

    `datetime` would tell as well, and takes a millisecond to import.
    """
    parts = day[:10].split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(p.isascii() and p.isdecimal() for p in parts):
        raise ValueError(f"{day!r} is no date")
    year, month, number = map(int, parts)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if year < 1 or not 1 <= month <= 12 or not 1 <= number <= lengths[month - 1]:
        raise ValueError(f"{day!r} is no date")
    return year, month, number


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
    year, month, number = _numbers(day)
    return f"{number} {_MONTHS.get(language, _MONTHS['en'])[month - 1]} {year}"
