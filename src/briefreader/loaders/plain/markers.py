"""Markers of footnotes in running text: numbers glued to words, known by the chain 1, 2, 3 … they make.

`G7`, `nr.60` and `CO2` are glued too; only in a chain is a number a marker. What the notes say is not asked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from briefreader.values import frozen

_DATE_GOES_ON = re.compile(r"[-/]\d")
_DIGITS = re.compile(r"\d{1,6}(?![\w]|[.,]\d)")
_BRACKETED = re.compile(r"(?<=\S)\[(\d{1,3})\]")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}")

_YEAR_ENDS = re.compile(r"(?<!\d)(?:19|20)\d\d[.,]$")
AFTER_STOP, AFTER_WORD, AFTER_CAPITAL, AFTER_NUMBER, AFTER_SPACE = 1.0, 0.9, 0.5, 0.3, 0.1
"""How likely a number is a marker by what it is glued to, from 0 to 1."""

BRACKETED = 0.7
"""The same for a number in square brackets, which needs a note that answers to it."""

SURE = 0.8
"""Likelihood a marker needs that no note answers to."""

MISSING = 0.8
"""What each number costs that a chain leaves out."""

ON_PAGE, NEXT_PAGE = 1.5, 0.4
"""What a note of that number on the same page, or the one after, adds."""


@frozen
class Candidate:
    """A stretch of a text that may be a marker."""

    number: int
    start: int
    end: int
    weight: float


def candidates_in(text: str) -> Iterator[Candidate]:
    """Everything in `text` that may be a marker, in order."""
    for match in _RAISED.finditer(text):
        number = int("".join(str(unicodedata.digit(c)) for c in match[0]))
        yield Candidate(number, match.start(), match.end(), AFTER_STOP)
    for match in _BRACKETED.finditer(text):
        yield Candidate(int(match[1]), match.start(), match.end(), BRACKETED)
    for match in _DIGITS.finditer(text):
        digits, start, end = match[0], match.start(), match.end()
        before = text[start - 1] if start else ""
        if digits[0] != "0" and len(digits) <= 3 and (weight := _weight(text, start)):
            yield Candidate(int(digits), start, end, weight)
        if _DATE_GOES_ON.match(text, end):
            continue
        if before.isspace() or not before or before.isalnum() or before in "-–(/'‘’“":
            for size in (1, 2):  # the last digits may be a marker glued to a number
                if len(digits) > size and digits[-size] != "0":
                    year = len(digits) == size + 4 and digits[:2] in ("19", "20")
                    yield Candidate(
                        int(digits[-size:]), end - size, end, AFTER_CAPITAL if year else AFTER_NUMBER
                    )


def _weight(text: str, start: int) -> float:
    """How likely a number starting at `start` is a marker; 0 if it cannot be."""
    before = text[start - 1 : start]
    if not before:
        return 0.0
    is_inside = before in ".," and text[start - 2 : start - 1].isdigit()
    if is_inside and not _YEAR_ENDS.search(text, max(0, start - 6), start):
        return 0.0 if before == "." else AFTER_NUMBER  # `2.1` numbers a heading, `18,1` is a fraction
    if before in '.?!)]%»”"…':
        return AFTER_STOP
    if before in ",;:’'":
        return AFTER_WORD
    if before.isalpha():
        return AFTER_CAPITAL if before.isupper() else AFTER_WORD
    glued_to = text[start - 2 : start - 1]
    return AFTER_SPACE if before == " " and glued_to and glued_to in '.,;:?!)”»"' else 0.0


@frozen
class Place:
    """A candidate in one of several texts."""

    text: int
    """Index of the text."""

    candidate: Candidate
    page: int


def chain(places: Sequence[Place], notes: Mapping[int, int]) -> list[Place]:
    """The likeliest rising chain of markers. `notes` has the page of each note that is known by its number."""
    best: dict[int, tuple[float, list[Place]]] = {}
    for place in places:
        number = place.candidate.number
        weight = _in_chain(place, notes)
        if weight is None:
            continue
        options: list[tuple[float, list[Place]]] = [(-MISSING * (number - 1), [])] if number <= 4 else []
        for gap in range(1, 5):
            if number - gap in best:
                total, before = best[number - gap]
                options.append((total - MISSING * (gap - 1), before))
        if not options:
            continue
        total, before = max(options, key=lambda option: option[0])
        if number not in best or total + weight > best[number][0]:
            best[number] = (total + weight, [*before, place])
    found = max(best.values(), key=lambda option: option[0], default=(0.0, []))[1]
    return found


def _in_chain(place: Place, notes: Mapping[int, int]) -> float | None:
    """A candidate's weight given where its note stands; None if it cannot be a marker."""
    page = notes.get(place.candidate.number)
    weight = place.candidate.weight
    if page is None:
        return None if weight < SURE else weight - (0.5 if notes else 0.0)
    if page == place.page:
        return weight + ON_PAGE
    if page == place.page + 1:
        return weight + NEXT_PAGE
    return None if weight < SURE else weight - 0.5


def stands_alone(found: Sequence[Place]) -> bool:
    """Whether a chain is one of markers though no note of the letter is left: none missing, none doubtful."""
    numbers = [place.candidate.number for place in found]
    sure = all(place.candidate.weight >= AFTER_WORD for place in found)
    return len(found) >= 3 and sure and numbers == list(range(1, len(found) + 1))
