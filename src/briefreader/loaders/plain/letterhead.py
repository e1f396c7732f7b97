"""Letterhead: the lines above a letter's first words that say who writes to whom, when and about what.

They become metadata. Extractors shuffle them, so that only what stands under a known label is taken for it; the rest
is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from types import MappingProxyType

from briefreader.document import Metadata
from briefreader.loaders.labels import label
from briefreader.loaders.plain.reflow import Measure, runs_on
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a, iso_date, starts

REACH = 60
"""Lines among which a letterhead ends."""

LABELS = 2
"""Lines with a letterhead's words it must have."""

FULL = 0.75
"""Share of the measure that a line of running text fills."""

SHORT = 80
"""Code points, at most, of a line of an address."""


def labels_above(lines: Sequence[Line]) -> int:
    """How many lines of a text whose lines are paragraphs are its letterhead: labels and little else, up to a salutation."""
    above = list(takewhile(lambda line: not is_a("salutation", line.text), lines[:REACH]))
    named = [line for line in above if _is_word(line)]
    short = all(len(line.text) <= SHORT for line in above if not _labelled(line))
    return len(above) if len(above) < min(len(lines), REACH) and len(named) >= LABELS and short else 0


def without_letterhead(lines: Sequence[Line], measure: Measure) -> tuple[list[Line], list[Line]]:
    """The lines of the letterhead, and the letter's own from its salutation on; no lines first if it has none."""
    words = [index for index, line in enumerate(lines[:REACH]) if _is_word(line)]
    for index, line in enumerate(lines[:REACH]):
        if is_a("salutation", line.text):
            if not words:
                return [], list(lines)
            below = _below(lines, index, measure)
            return [*lines[:index], *lines[index + 1 : below]], [line, *lines[below:]]
    if len(words) < LABELS or words[0] > REACH // 2:
        return [], list(lines)
    for index in range(1, min(len(lines) - 1, REACH)):
        if _running(lines, index, measure):
            start = index - 1 if _own_heading(lines, index - 1) else index
            return list(lines[:start]), list(lines[start:])
    return [], list(lines)


def _is_word(line: Line) -> bool:
    return is_a("letterhead", line.text) or bool(label(line.text)) or _labelled(line)


def _below(lines: Sequence[Line], salutation: int, measure: Measure) -> int:
    """Where the letter goes on after its salutation: extractors put an address that stands beside it in between."""
    start = salutation + 1
    for index in range(start, min(len(lines) - 1, salutation + REACH // 2)):
        if _running(lines, index, measure):
            return index if sum(_is_word(line) for line in lines[start:index]) >= LABELS else start
    return start


def _running(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    """Whether running text starts at `index`: two full lines, the first going over into the second."""
    line, following = lines[index], lines[index + 1]
    full = FULL * measure.full
    return (
        measure.width(line.text) > full
        and runs_on(line.text, following.text)
        and line.text[:1].isupper()
        and not _labelled(line)
    )


def _own_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before running text is a heading of its own, not the value of a label."""
    line = lines[index]
    if is_a("letterhead", line.text) or any(c.isdigit() for c in line.text) or len(line.text) > 60:
        return False
    before = lines[index - 1] if index else None
    return bool(line.gap) or before is None or not (is_a("letterhead", before.text) or _labelled(before))


def _labelled(line: Line) -> bool:
    """Whether a line is a label with its value: `Onderwerp Beantwoording van …`."""
    return _value("subject", line.text) is not None or _value("date", line.text) is not None


def _value(key: str, text: str) -> str | None:
    """What follows the label `key` on its own line; None if it is not there."""
    match = starts(key, text)
    if not match or not re.match(r"\s*:\s|\s{2,}|\s+[A-Z\d]", text[match.end() :]):
        return None
    return text[match.end() :].lstrip(" :") or None


def read_letterhead(lines: Sequence[Line]) -> Metadata:
    """What the lines of a letterhead say."""
    whole = "\n".join(line.text for line in lines)
    return Metadata(
        title=_subject(lines),
        date=_date(lines) or iso_date(whole),
        other=MappingProxyType({"letterhead": whole} if whole else {}),
    )


def _date(lines: Sequence[Line]) -> str | None:
    for index, line in enumerate(lines):
        value = _value("date", line.text)
        if value is None and is_a("date", line.text.rstrip(":")):
            value = " ".join(following.text for following in lines[index + 1 : index + 4])
        if value and (date := iso_date(value)):
            return date
    return None


def _subject(lines: Sequence[Line]) -> str | None:
    for index, line in enumerate(lines):
        value = _value("subject", line.text)
        if value is not None:
            column = line.indent + len(line.text) - len(value)
            return " ".join([value, *_under(lines[index + 1 :], column)])
        if is_a("subject", line.text.rstrip(":")):
            return next(
                (after.text for after in lines[index + 1 : index + 5] if _says_something(after.text)), None
            )
    return None


def _says_something(text: str) -> bool:
    """Whether a line can be a subject: several words, not of an address."""
    return text[:1].isupper() and len(text) > 20 and text.count(" ") >= 2 and not is_a("letterhead", text)


def _under(lines: Sequence[Line], column: int) -> list[str]:
    """The next lines that go on in the same column."""
    found: list[str] = []
    for line in lines:
        if line.gap or abs(line.indent - column) > 1 or column < 4:
            break
        found.append(line.text)
    return found
