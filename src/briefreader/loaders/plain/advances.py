"""Advances: how wide a line is when set in a typeface, so that one can tell where a writer ended it on purpose.

The figures are `typefaces.toml`. Lines themselves are joined in `reflow.py`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

Width = Callable[[str], float]
"""Gives a text's width in em."""

WIDE = 1.0
"""Em of a full-width character."""


@cache
def _tables() -> dict[str, dict[str, float]]:
    data = Path(__file__).parents[1].joinpath("typefaces.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


def typefaces() -> tuple[str, ...]:
    """Names of the typefaces whose advances are known."""
    return tuple(_tables())


@cache
def width_in(typeface: str) -> Width:
    """A function that measures a text in `typeface`."""
    table = _tables()[typeface]
    default = table["default"]
    known = {c: advance for signs, advance in table.items() if signs != "default" for c in signs}

    @cache
    def advance(character: str) -> float:
        if character in known:
            return known[character]
        if unicodedata.combining(character):
            return 0.0
        if unicodedata.east_asian_width(character) in "WF":
            return WIDE
        base = unicodedata.normalize("NFD", character)[0]
        return known.get(base, default)

    @lru_cache(maxsize=100_000)
    def width(text: str) -> float:
        return sum(map(advance, text))

    _forgetting.append(width.cache_clear)
    return width


_forgetting: list[Callable[[], None]] = []


def forget() -> None:
    """Let go of the widths of lines, which are kept while a text is taken apart."""
    for one in _forgetting:
        one()
