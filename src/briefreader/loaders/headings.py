"""Headings in plain text: labelled (`Vraag 1`), numbered (`4.2 Titel`), in a series (`Artikel 1`), or bare.

Says which lines are headings and of what level; it changes none. Numbers are weighed in `numbering.py`, levels that
nothing shows are inferred in `nesting.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from briefreader.loaders import nesting, numbering
from briefreader.loaders.contents import Contents, key
from briefreader.loaders.reflow import BULLET, LABEL, ROOM, Measure, ends_sentence, runs_on
from briefreader.loaders.source import Line
from briefreader.loaders.wording import is_a, starts

LONGEST = 80
"""Code points a bare heading is shorter than."""

ROOM_BESIDE = 2.0
"""Em that a bare heading leaves on its line."""

FINAL = ".,:;?!…。、，；：！？।؟،؛"
"""Signs that a bare heading does not end in."""

_NAME_AND_VALUE = re.compile(r"[^\W\d][\w ]{2,30}:\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines `index` up to `index + count` are one heading."""

    index: int
    count: int = 1
    level: int = 1
    cut: tuple[int, int] | None = None
    """A label inside its first line that is no part of it: `Agendapunt:`."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a text when its headings are looked for."""

    measure: Measure | None
    """None when each line is a paragraph."""

    contents: Contents | None
    closed: Collection[int]
    """Indexes of lines that are something else: letterhead, signature, contents."""


def find_headings(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """The headings of a text, in order."""
    labelled = _labelled(lines, signs)
    agenda = _agenda(lines, signs)
    series = [Heading(i, 1 + _titled(lines, i)) for i in numbering.series(lines) if i not in signs.closed]
    taken = {h.index for h in labelled}
    found = [*labelled, *(h for h in series if h.index not in taken)]
    numbered = [] if agenda or len(found) >= 4 else _numbered(lines, signs)
    found += agenda or numbered
    marginal = bool(numbered) and _marginal(lines, numbered)
    if len(labelled) < 3 and not marginal and len(series) < 8:
        found += _bare(lines, signs, {i for h in found for i in range(h.index, h.index + h.count)})
    elif len(series) >= 8:
        found += _before_series(lines, signs, series[0].index)
    return _levelled(lines, sorted(found, key=lambda h: h.index), bool(numbered), bool(agenda))


def _labelled(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """Lines that a language pack knows as headings, and speakers where there are several."""
    speakers = [i for i, line in enumerate(lines) if is_a("speaker", line.text)]
    found = [
        Heading(i)
        for i, line in enumerate(lines)
        if i not in signs.closed and line.text[:1].isupper() and is_a("labelled", line.text)
    ]
    level = 2 if len(speakers) >= 3 else 1
    found = [replace(h, level=level) for h in found]
    return found + [Heading(i, level=2) for i in speakers if level == 2]


def _agenda(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """Numbered points of an agenda, whose label stands between number and title."""
    found = []
    for index, line in enumerate(lines):
        number = re.match(r"\d{1,3}\.\s+", line.text)
        label = starts("item_label", line.text[number.end() :]) if number else None
        if not number or not label or index in signs.closed:
            continue
        rest = line.text[number.end() + label.end() :]
        end = len(line.text) - len(rest.lstrip(": "))
        count = 1
        while index + count < len(lines) and _continues_column(lines[index + count], line.indent + end):
            count += 1
        found.append(Heading(index, count, level=2, cut=(number.end(), end)))
    return found


def _continues_column(line: Line, column: int) -> bool:
    return not line.gap and not line.turn and abs(line.indent - column) <= 2 and not LABEL.match(line.text)


def _titled(lines: Sequence[Line], index: int) -> int:
    """Lines of a title that stands right under a member of a series: `Article 1` / `Subject matter`."""
    count = 0
    for line in lines[index + 1 : index + 3]:
        fits = len(line.text) < LONGEST and line.text[-1] not in FINAL and not line.gap and not line.turn
        if (
            not fits
            or (count == 0 and not line.text[:1].isupper())
            or numbering.parse(line.text)
            or BULLET.match(line.text)
        ):
            break
        if count and not line.text[:1].islower():
            break
        count += 1
    return count


def _numbered(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """The best chain of numbers, if its members look like headings."""
    candidates = []
    for index, line in enumerate(lines):
        parsed = numbering.parse(line.text) if index not in signs.closed else None
        if not parsed:
            continue
        number, title = parsed
        alone = not title
        if alone and (index + 1 == len(lines) or lines[index + 1].gap or lines[index + 1].turn):
            continue
        count = _lines_of_title(lines, index + alone, signs) + alone
        words = " ".join(own.text for own in lines[index + alone : index + count])
        title = words if alone else words[len(line.text) - len(title) :]
        weight = numbering.weight_of(number, title, line, signs.contents)
        candidates.append(numbering.Numbered(index, count, number, weight))
    best = numbering.chain(candidates)
    if not _convincing(best, lines):
        return []
    return [Heading(c.index, c.count, len(c.number)) for c in best if c.weight > -1]


def _convincing(chain: Sequence[numbering.Numbered], lines: Sequence[Line]) -> bool:
    """Whether a chain is of headings: deep, or promised by the contents, or with text between its members."""
    if len(chain) < 2 or sum(c.weight for c in chain) < 0.5 * len(chain):
        return False
    if any(len(c.number) > 1 for c in chain) and len(chain) >= 3:
        return True
    ends = [*(c.index for c in chain[1:]), len(lines)]
    between = [end - c.index - c.count for c, end in zip(chain, ends, strict=True)]
    return sum(b >= 2 for b in between) >= 0.8 * len(between) and sorted(between)[len(between) // 2] >= 4


def _lines_of_title(lines: Sequence[Line], index: int, signs: Signs) -> int:
    """Lines that a title takes which starts at `index`."""
    count = 1
    while index + count < len(lines) and count < 6:
        last, line = lines[index + count - 1], lines[index + count]
        if line.gap or line.turn:
            break
        together = key(" ".join(own.text for own in lines[index : index + count + 1]))
        promised = bool(signs.contents) and any(t.startswith(together) for t in signs.contents.titles)  # type: ignore[union-attr]
        wraps = signs.measure is not None and (
            runs_on(last.text, line.text) or (signs.measure.spaced and signs.measure.slack(last, line) < ROOM)
        )
        if not promised and not (wraps and last.text[-1] not in ".:;?!"):
            break
        count += 1
    return count


def _marginal(lines: Sequence[Line], numbered: Sequence[Heading]) -> bool:
    """Whether numbered headings stand in the margin of an indented text: then only what is numbered is one."""
    heads = sorted(lines[h.index].indent for h in numbered)
    others = sorted(line.indent for line in lines)
    return len(numbered) >= 5 and others[len(others) // 4] > heads[len(heads) // 2]


def _bare(lines: Sequence[Line], signs: Signs, taken: Collection[int]) -> list[Heading]:
    """Short lines that stand alone and end in no sign."""
    spaced = sum(line.gap > 0 for line in lines) > 0.3 * len(lines)
    looks = [
        i not in signs.closed and i not in taken and _looks_bare(line, after, signs.measure)
        for i, (line, after) in enumerate(zip(lines, [*lines[1:], None], strict=True))
    ]
    found = []
    for index, line in enumerate(lines):
        if (looks[index] and _stands_alone(lines, index, looks, taken, signs, spaced)) or (
            signs.contents
            and index not in signs.closed
            and index not in taken
            and _promised(line, signs.contents)
        ):
            found.append(Heading(index))
    return found


def _promised(line: Line, contents: Contents) -> bool:
    return len(line.text) > 8 and line.text[-1] not in FINAL and key(line.text) in contents.titles


def _looks_bare(line: Line, after: Line | None, measure: Measure | None) -> bool:
    """Whether a line by itself can be a heading."""
    text = line.text
    if (
        len(text) >= LONGEST
        or text[-1] in FINAL
        or (len(re.findall(r"[^\W\d_]", text)) < 3 and text.isascii())
    ):
        return False
    if not _opens(text) or BULLET.match(text) or _NAME_AND_VALUE.match(text) or "   " in text:
        return False
    if (
        is_a("letterhead", text)
        or is_a("closing", text)
        or is_a("imprint", text)
        or "://" in text
        or "@" in text
    ):
        return False
    if measure is None:
        return True
    room = measure.room(line) if after is None or after.gap else measure.slack(line, after)
    return room >= ROOM_BESIDE


def _opens(text: str) -> bool:
    """Whether it starts as a heading does: not with a small letter or a sign."""
    first = text.lstrip("“\"'‘«(")[:1]
    return bool(first) and first.isalnum() and not first.islower() and not re.match(r"\d+\s", text)


def _stands_alone(
    lines: Sequence[Line],
    index: int,
    looks: Sequence[bool],
    taken: Collection[int],
    signs: Signs,
    spaced: bool,
) -> bool:
    """Whether what is around a bare line leaves it no other part to play."""
    line = lines[index]
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or index + 1 in signs.closed or runs_on(line.text, after.text):
        return False
    if before and not line.gap and not (ends_sentence(before.text) or index - 1 in taken or looks[index - 1]):
        return index - 1 in signs.closed
    if signs.measure is None:
        return not spaced or ((index == 0 or line.gap > 0) and after.gap > 0)
    if signs.measure.spaced and before and not (line.gap or line.turn):
        return False
    return not _in_list(looks, index, lines)


def _in_list(looks: Sequence[bool], index: int, lines: Sequence[Line]) -> bool:
    """Whether three or more such lines follow each other: a list, a table or an address."""
    first = index
    while first and looks[first - 1] and index - first < 3:
        first -= 1
    last = index
    while last + 1 < len(looks) and looks[last + 1] and last - index < 3:
        last += 1
    return last - first >= 2


def _before_series(lines: Sequence[Line], signs: Signs, first: int) -> list[Heading]:
    """The title and the heading of a preamble, which stand apart before the first article."""
    found = []
    for index, line in enumerate(lines[:first]):
        after = lines[index + 1]
        apart = (index == 0 or line.gap > 0) and after.gap > 0
        if apart and index not in signs.closed and _looks_bare(line, after, signs.measure):
            found.append(Heading(index))
    return found


def _levelled(lines: Sequence[Line], found: list[Heading], numbered: bool, agenda: bool) -> list[Heading]:
    """The headings with levels: a title over all others, bare ones under the numbered one before them."""
    if agenda:
        return found
    if numbered:
        depth = 0
        levelled = []
        for heading in found:
            is_numbered = numbering.parse(lines[heading.index].text) is not None
            depth = heading.level if is_numbered else depth
            level = (
                heading.level
                if is_numbered or numbering.APPENDIX.fullmatch(lines[heading.index].text)
                else depth + 1
            )
            levelled.append(replace(heading, level=level))
        return levelled
    if found and found[0].index == 0 and len(found) > 1:
        title, *rest = found
        under = found[1].index == title.count or any(h.level > 1 for h in rest)
        return [title, *(replace(h, level=max(2, h.level)) if under else h for h in rest)]
    if all(h.level == 1 for h in found):
        return _nested(lines, found)
    return found


def _nested(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    ends = [*(h.index for h in found[1:]), len(lines)]
    bare = [
        nesting.Bare(
            " ".join(line.text for line in lines[h.index : h.index + h.count]), end - h.index - h.count
        )
        for h, end in zip(found, ends, strict=True)
    ]
    if any(is_a("labelled", b.title) for b in bare):
        return found
    return [replace(h, level=level) for h, level in zip(found, nesting.levels(bare), strict=True)]
