"""Margins: what a letter repeats beside the text of each page: `Datum`, `Ons kenmerk`, and their values.

Extractors set it between the lines of the text, or after them. Running heads and feet are `pages.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from briefreader.loaders.labels import label
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a

OFTEN = 0.4
"""Share of the pages a line must stand on to be repeated."""

LONGEST = 60
"""Code points of a line in a margin at most."""


def repeated_margins(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Where lines start that come back on many pages together with a letterhead's label among them."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({line.text for line in page if line.text and len(line.text) <= LONGEST})
    often = {text for text, count in counts.items() if count >= max(2, OFTEN * len(pages))}
    return {
        line.start
        for page in pages
        for block in _together(page, often)
        if len(block) > 1 and any(label(line.text) for line in block)
        for line in block
    }


def _together(page: Sequence[Line], often: set[str]) -> Iterator[list[Line]]:
    """Stretches of repeated lines of a page."""
    filled = [line for line in page if line.text]
    for repeated, block in groupby(
        filled, key=lambda line: line.text in often and not is_a("labelled", line.text)
    ):
        if repeated:
            yield list(block)


def is_letterhead(lines: Iterable[Line]) -> bool:
    """Whether a column of lines is a letterhead's: two of them at least are its labels or other words."""
    return sum(bool(label(line.text)) or is_a("letterhead", line.text) for line in lines if line.text) > 1
