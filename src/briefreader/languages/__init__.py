"""Language packs: what the rules of `text.py` need to know about one language, as data in `*.toml`.

A pack is read once, when its language first turns up. What is done with it is `text.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefreader.values import frozen

PACKS = ("nl", "en", "de")
"""Languages with a pack of their own; every other is read with `und.toml`."""

SAMPLE = 20_000
"""Code points looked at to tell a language: some ten pages."""


@frozen
class Pack:
    """One language's rules."""

    code: str
    abbreviations: frozenset[str]
    """Lower case, without the last full stop; a full stop after one never ends a sentence."""

    may_end: frozenset[str]
    """Likewise, but a sentence does end there when a capital letter follows."""

    words: frozenset[str]
    """The commonest words, by which the language is told."""

    ordinals: bool
    """Whether a number with a full stop is an ordinal: `am 8. März`."""


def pack_for(language: str) -> Pack:
    """The pack of a language code (`nl`, `nld`, `nl-NL`); of no known one, what is common to many."""
    return _read(_codes().get(language.replace("_", "-").split("-")[0].lower(), "und"))


def guess_language(text: str) -> str:
    """Code of two or three letters of the language `text` is most probably in; `und` if nothing tells.

    By script first; in Latin letters by how many of a language's commonest words there are.
    """
    sample = text[:SAMPLE]
    script = _script(sample)
    if script == "latin":
        return _by_words(sample)
    if script:
        return _by_letters(script, sample)
    return "und"


def _by_words(sample: str) -> str:
    words = Counter(sample.lower().split())
    counts = {
        code: sum(words[word] for word in words.keys() & common) for code, common in _common_words().items()
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= max(1, words.total() / 20) else "und"


def _by_letters(script: str, sample: str) -> str:
    neighbours: Mapping[str, str] = _others()["letters"].get(script, {})
    for code, letters in neighbours.items():
        if sum(sample.count(letter) for letter in letters) * 100 >= len(sample):
            return code
    return script


def _script(sample: str) -> str:
    """`latin`, or the code a script stands for, by which of them has the most letters; empty if none has."""
    counts: dict[str, int] = {}
    for character in set(sample):
        script = _script_of(character)
        if script:
            counts[script] = counts.get(script, 0) + sample.count(character)
    if counts.get("ja", 0) * 20 > counts.get("zh", 0):  # Japanese is written in kana between Chinese signs
        counts["ja"] = counts.get("ja", 0) + counts.pop("zh", 0)
    return max(counts, key=lambda script: counts[script], default="")


def _script_of(character: str) -> str:
    if not character.isalpha():
        return ""
    point = ord(character)
    if point < 0x250 or 0x1E00 <= point < 0x1F00:
        return "latin"
    return next((script for first, last, script in _ranges() if first <= point <= last), "")


@cache
def _ranges() -> tuple[tuple[int, int, str], ...]:
    pairs = ((script, text.split("-")) for script, texts in _others()["scripts"].items() for text in texts)
    return tuple((int(first, 16), int(last, 16), script) for script, (first, last) in pairs)


@cache
def _common_words() -> dict[str, frozenset[str]]:
    own = {code: _read(code).words for code in PACKS}
    return own | {code: frozenset(words) for code, words in _others()["words"].items()}


@cache
def _codes() -> dict[str, str]:
    return {code: name for name in PACKS for code in _table(name)["codes"]}


@cache
def _read(name: str) -> Pack:
    table = _table(name)
    return Pack(
        code=name,
        abbreviations=frozenset(table["abbreviations"]),
        may_end=frozenset(table["may_end"]),
        words=frozenset(table["words"]),
        ordinals=table.get("ordinals", False),
    )


@cache
def _others() -> dict[str, Any]:
    return _table("others")


@cache
def _table(name: str) -> dict[str, Any]:
    import tomllib  # only those who cut sentences need it

    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
