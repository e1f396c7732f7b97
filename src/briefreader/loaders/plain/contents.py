"""Contents pages: where one stands, and which titles it promises.

Its lines are no headings, but they prove that others are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefreader.courtesy import paced
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a
from briefreader.sentences import begins_small
from briefreader.values import frozen

_LEADERS = re.compile(r"(?:\s?\.){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_PAGE = re.compile(r"(?:[\s.…]{2,}|\s)\d{1,4}$")
_NUMBER = re.compile(
    r"^\W*(?:(?:[^\W\d]{4,12}\s+)?(?:\d{1,3}(?:\.\d{1,3})*\.?|[IVXLC]+\.|[A-Z]\.(?:\d{1,2}\.?)*))?[\s.)]*"
)
_ALONE = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(r"\d{1,3}(\.\d{1,3})*\.?(\s|$)")
LINES_OF_ROW = 4
"""Lines from one row with a page number to the next at most."""

BEYOND = 3
"""How much longer than its rows with dots contents can be; more, and what came back was no title."""

ROWS = 3
"""Rows with dots that contents have at least."""

LONGEST = 0.4
"""Share of a document that its contents can take at most."""


@frozen
class Contents:
    """Lines `start` up to `end`, and the titles in them as keys."""

    start: int
    end: int
    titles: frozenset[str]


def key(title: str) -> str:
    """A title without its number, spaces and signs, folded: what two ways of writing it have in common."""
    return re.sub(r"[\W_]+", "", _NUMBER.sub("", title, count=1)).casefold()


def find_contents(lines: Sequence[Line]) -> Contents | None:
    """The contents page, if there is one."""
    for start, line in enumerate(paced(lines)):
        if is_a("contents", line.text):
            rows_end, end = _end_by_leaders(lines, start), _end_by_return(lines, start)
            if rows_end and (end is None or end - start > BEYOND * (rows_end - start)):
                end = rows_end
            if end:
                return Contents(start, end, frozenset(_titles(lines[start + 1 : end])))
    led = [index for index, line in enumerate(paced(lines)) if _LEADERS.search(line.text)]
    if len(led) < ROWS or led[-1] - led[0] > 4 * len(led):
        return None
    start = led[0]
    return Contents(start, led[-1] + 1, frozenset(_titles(lines[start : led[-1] + 1])))


def entries(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each entry: where rows have dots, or pages have lines of their own, up to the page."""
    led = [bool(_LEADERS.search(line.text) or _ALONE.fullmatch(line.text)) for line in lines]
    if sum(led) < ROWS:
        return [[line] for line in lines]
    found: list[list[Line]] = [[]]
    for line, is_last in zip(lines, led, strict=True):
        if found[-1] and (line.gap or len(found[-1]) == LINES_OF_ROW):
            found.append([])
        found[-1].append(line)
        if is_last:
            found.append([])
    return [own for own in found if own]


def _end_by_leaders(lines: Sequence[Line], start: int) -> int | None:
    """Where the rows with dots before a page number end that begin right under the title."""
    last = start
    rows = 0
    for index in range(start + 1, len(lines)):
        if index - last > LINES_OF_ROW:
            break
        if _LEADERS.search(lines[index].text):
            last = index
            rows += 1
    return last + 1 if rows >= ROWS else None


def _end_by_return(lines: Sequence[Line], start: int) -> int | None:
    """Where the first title of the contents comes back: that is where the text begins."""
    first = next(
        (k for line in lines[start + 1 : start + 4] if len(k := key(_PAGE.sub("", line.text))) > 3), None
    )
    if first is None:
        return None
    limit = start + 12 + int(LONGEST * len(lines))
    for index in range(start + 4, min(limit, len(lines))):
        whole = key(lines[index].text)
        if whole == first or (len(whole) > 12 and first.startswith(whole)):
            own = not lines[index].text[:1].isdigit() and _number_alone(lines[index - 1].text)
            return index - 1 if own else index
    return None


def _number_alone(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}(\.\d{1,2})*\.?", text) is not None


def _titles(lines: Sequence[Line]) -> set[str]:
    """Keys of the entries; an entry that goes over several lines also as one."""
    found: set[str] = set()
    entry = ""
    numbered = sum(_NUMBERED.match(line.text) is not None for line in lines) > 0.3 * len(lines)
    for line in lines:
        text = _PAGE.sub("", _LEADERS.sub("", line.text)).strip()
        starts = _NUMBERED.match(text) is not None if numbered else not begins_small(text)
        entry = text if starts else f"{entry} {text}"
        found |= {key(text), key(entry)}
    return {k for k in found if len(k) > 2}
