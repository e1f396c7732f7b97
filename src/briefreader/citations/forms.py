"""Forms: what the patterns of citations are made of, and a table of them read over a text.

The tables are in `house.py` and `law.py`; Kamerstukken have their own grammar in `papers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefreader.courtesy import paced
from briefreader.document import Citation
from briefreader.span import Span
from briefreader.text import stretches

SPACE = r"\s"
"""White space of any width. A class of its own would be compiled in half a millisecond wherever it is used."""

DASH = r"[-‐‑‒–—−]"
GAP = rf"{SPACE}* ,? {SPACE}*"
OVER = r"(?![^\W⁰¹²³⁴⁵⁶⁷⁸⁹])"
"""The word is over; a footnote marker may hang on it."""

END = rf"{OVER} (?!/)"
"""So is the number: no year such as 2024/25."""

NR = rf"(?: (?i:nrs?|nummers?)\b {SPACE}*\.? {SPACE}* )?"
MORE = rf"(?P<more> (?: {SPACE}* (?:,|en|and) {SPACE}* {NR} \d+ (?!\d) (?![.,/-]\d) {END} (?! {SPACE}+[a-z] ) )* )"
"""The rest of a list, unless something is said of its last number: no `en 15 andere`."""


@cache
def verbose(pattern: str) -> re.Pattern[str]:
    """The verbose `pattern`, compiled when it is first wanted: most commands never read a citation."""
    return re.compile(pattern, re.VERBOSE)


class Form(NamedTuple):
    """A kind of source: its pattern, and how a match becomes an id (empty if it is none after all).

    A group `all` is the citation without the rest of its list, which is the group `more`.
    """

    kind: str
    pattern: str
    id: Callable[[re.Match[str]], str]
    signs: tuple[str, ...] = ()
    """In small letters: a text without any of these has no source of this form. Most texts lack most of them."""


def form(kind: str, pattern: str, id: Callable[[re.Match[str]], str] | None = None, signs: str = "") -> Form:
    """A form with a verbose pattern; its ids are the words as they stand, without white space, if `id` is not given.

    `signs` are parted by spaces.
    """
    return Form(kind, pattern, id or _as_written, tuple(signs.split()))


def read(text: str, forms: Iterable[Form]) -> Iterator[Citation]:
    """Every source in `text` that has one of the `forms`; words that one form has taken are not read by the next."""
    table = tuple(forms)
    for stretch in stretches(text):
        for citation in _read(stretch.of(text), table):
            yield citation.shift(stretch.start)


def _read(text: str, forms: Iterable[Form]) -> Iterator[Citation]:
    small = text.lower()
    for kind, pattern, id, signs in paced(forms):
        if signs and not any(sign in small for sign in signs):
            continue
        groups = verbose(pattern).groupindex
        named = [(match, found) for match in verbose(pattern).finditer(text) if (found := id(match))]
        for match, found in named:
            yield Citation(found, Span(*match.span("all" if "all" in groups else 0)), kind)
            if "more" in groups:
                yield from _more(match, kind, found)
        text = without(text, [match for match, _ in named])


def without(text: str, matches: Sequence[re.Match[str]]) -> str:
    """`text` with the matches made unreadable, so that other forms do not find them again."""
    parts, at = [], 0
    for match in matches:
        parts += [text[at : match.start()], "\0" * (match.end() - match.start())]
        at = match.end()
    return "".join([*parts, text[at:]]) if parts else text


def _more(match: re.Match[str], kind: str, first: str) -> Iterator[Citation]:
    """The further numbers of a list, each with its own span: `nrs. 1028 en 1029`."""
    stem = first.rpartition("-")[0]
    for number in re.finditer(r"\d+", match["more"]):
        start = match.start("more") + number.start()
        yield Citation(f"{stem}-{number[0]}", Span(start, start + len(number[0])), kind)


def _as_written(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match[0])
