"""Wording: the words by which a line shows what it is, of all languages together. The words are `letters.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def packs() -> dict[str, dict[str, Any]]:
    """The table of each language, as it is written."""
    data = Path(__file__).with_name("letters.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Everything that the languages list under `key`, as one pattern."""
    parts: list[str] = []
    for pack in packs().values():
        listed = pack.get(key, [])
        parts += [listed] if isinstance(listed, str) else listed
    return re.compile("|".join(f"(?:{part})" for part in parts) or r"(?!)", re.I)


def is_a(key: str, line: str) -> bool:
    """Whether the whole `line` is what `key` lists: `is_a("salutation", "Geachte voorzitter,")`."""
    return _pattern(key).fullmatch(line) is not None


def starts(key: str, line: str) -> re.Match[str] | None:
    """The match if `line` starts with what `key` lists."""
    return _pattern(key).match(line)


@cache
def months() -> dict[str, int]:
    """Names of months, folded, with their number."""
    return {name: i for pack in packs().values() for i, name in enumerate(pack["months"], 1)}


_DATE = re.compile(r"\b(\d{1,2})\s+([^\W\d]{3,})\s+(\d{4})\b")


def iso_date(words: str) -> str | None:
    """The first date written out in `words` (`4 maart 2025`), in ISO form."""
    for day, name, year in _DATE.findall(words):
        month = months().get(name.lower())
        if month and 1 <= int(day) <= 31:
            return f"{year}-{month:02}-{int(day):02}"
    return None


def in_words(iso: str, language: str) -> str:
    """An ISO date as the language writes it: `4 maart 2025`."""
    year, month, day = (int(part) for part in iso[:10].split("-"))
    pack = packs().get(language) or packs()["en"]
    name = pack["months"][month - 1]
    return f"{day} {name if language == 'nl' else name.capitalize()} {year}"
