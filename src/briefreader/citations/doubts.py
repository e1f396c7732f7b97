"""Doubts: citations that cannot be right, or hardly, as they are written. They are shown, never changed.

What the writing alone gives away is noticed in `papers.py`; here is what shows beside a text's other citations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefreader.document import Citation
from briefreader.values import changed

BUDGETS = frozenset(
    [
        "22800",
        "23400",
        "23900",
        "24400",
        "25000",
        "25600",
        "26200",
        "26800",
        "27400",
        "28000",
        "28600",
        "29200",
        "29800",
        "30300",
        "30800",
        "31200",
        "31700",
        "32123",
        "32500",
        "33000",
        "33400",
        "33750",
        "34000",
        "34300",
        "34550",
        "34775",
        "35000",
        "35300",
        "35570",
        "35925",
        "36200",
        "36410",
        "36600",
        "36800",
    ]
)
"""The dossiers of the yearly budget, 1993 to 2026; their papers are numbered by chapter."""

_PAPER = re.compile(r"kst-(\d{5})(-[^-]+)?-(\d+)")


def doubted(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The same citations, with what is doubtful about each in words for the reader."""
    numbers = _numbers(citations)
    return tuple(c if c.doubt else changed(c, doubt=_doubt(c, numbers)) for c in citations)


def _numbers(citations: Iterable[Citation]) -> dict[str, set[int]]:
    """Dossier with its part → the numbers cited in it; without a part, the parts are kept too, as their dossiers."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for citation in citations:
        if match := _PAPER.fullmatch(citation.id):
            numbers[match[1] + (match[2] or "")].add(int(match[3]))
    return numbers


def _doubt(citation: Citation, numbers: dict[str, set[int]]) -> str:
    match = _PAPER.fullmatch(citation.id)
    if match is None:
        return ""
    dossier, part, number = match[1], match[2] or "", int(match[3])
    if dossier in BUDGETS and not part:
        return _without_chapter(dossier, number)
    return _digit_lost(dossier + part, number, sorted(numbers[dossier + part] - {number}))


def _without_chapter(dossier: str, number: int) -> str:
    return f"{dossier} is a yearly budget, whose papers are numbered by chapter (as in {dossier}-V-{number}); none is named here."


def _digit_lost(dossier: str, number: int, neighbours: Sequence[int]) -> str:
    """A number with fewer digits than all of at least two neighbours in its dossier, which lie close together."""
    if (
        len(neighbours) < 2
        or len(str(number)) >= len(str(neighbours[0]))
        or neighbours[-1] > 2 * neighbours[0]
    ):
        return ""
    others = " and ".join(str(n) for n in (neighbours[0], neighbours[-1]))
    return f"Nr. {number} of {dossier} stands beside nr. {others}: a digit may have been lost."
