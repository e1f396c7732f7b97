"""Bare headings: short lines with neither number nor label, known by what they lack and by what is around them.

They end in no sign, leave room on their line, stand after the end of a sentence and before running text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from briefreader.courtesy import paced
from briefreader.loaders.plain.contents import Contents, key
from briefreader.loaders.plain.reflow import (
    BULLET,
    FIELD,
    MARKER_ALONE,
    ROOM,
    Measure,
    ends_sentence,
    runs_on,
)
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a, iso_date
from briefreader.sentences import STOPS, STOPS_ANYWHERE, begins_small
from briefreader.values import frozen

LONGEST = 80
"""Code points a bare heading is shorter than where each line is a paragraph."""

WIDEST = 130
"""The same for a line of a wrapped text, whose room is measured as well."""

MOST_LINES = 3
"""Lines a bare heading goes over at most."""

ROOM_BESIDE = 2.0
"""Em that a bare heading leaves on its last line."""

REPEATED = 3
"""Times from which on the same words are cells of a table or the like."""

IN_A_ROW, APART_IN_A_ROW = 3, 4
"""Bare lines in a row that are a list or an address: right under each other, and with blank lines between."""

PROSE = 0.7
"""Share of the measure that the first line of running text fills."""

FINAL = f",:;、，；：،؛{STOPS}{STOPS_ANYWHERE}"
"""Signs that a bare heading does not end in."""

CELL = 0.45
"""Share of the measure that a cell of a table fills at most."""

AMID = 6
"""Lines above and below a line that show whether it is a cell among others."""

CELLS = 0.85
"""Share of these that are cells, from which on it is."""

_NAME_AND_VALUE = re.compile(r"[^\W\d][\w .]{2,30}:\s(?![^\W\dA-Z]+\s[^\W\dA-Z])")
"""A label with its value; words in small letters after a colon are a title's second half."""

_PLACE_AND_DATE = re.compile(r"[^\W\d][\w ’'.-]*,?\s+\d{1,2} \w+ \d{4}")


@frozen
class Signs:
    """What is known of a text when its headings are looked for."""

    measure: Measure | None
    """None when each line is a paragraph."""

    contents: Contents | None
    closed: Collection[int]
    """Indexes of lines that are something else: letterhead, signature, contents."""

    isolated: bool = False
    """Only lines between blank ones can be headings."""

    margin: int | None = None
    """Columns up to which headings stand in the margin of an indented text: only what the contents name is bare."""

    attached: int = 0
    """Lines before this one are headings only right over running text, flush with it."""


def bare_headings(lines: Sequence[Line], signs: Signs, taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """(index, lines) of each; `taken` are lines of other headings."""
    gaps = sum(line.gap > 0 for line in lines)
    spaced, flat = gaps > 0.3 * len(lines), gaps < 0.05 * len(lines)
    often = {text for text, count in Counter(line.text for line in lines).items() if count >= REPEATED}
    free = [index not in signs.closed and index not in taken for index in range(len(lines))]
    looks = [
        free[i] and lines[i].text not in often and looks_bare(lines, i, signs.measure)
        for i in range(len(lines))
    ]
    around = _Around(lines, signs, taken, looks, spaced, flat)
    for index, line in enumerate(paced(lines)):
        if free[index] and signs.contents and _promised(line, signs.contents, signs.margin):
            yield index, 1
        elif signs.margin is not None:
            continue
        elif looks[index] and around.leave_alone(index) and not amid_cells(lines, index, signs.measure):
            yield index, 1
        elif free[index] and signs.measure and (count := around.lines_of_long(index)):
            yield index, count


def _promised(line: Line, contents: Contents, margin: int | None) -> bool:
    """Whether the contents name a line; where headings are numbered in the margin, one that stands there without."""
    text = line.text
    numbered = margin is not None
    titled = (
        len(text) > 8 and text[-1] not in FINAL and (_opens(text) or (text[0].isdigit() and not numbered))
    )
    placed = margin is None or line.indent <= margin
    return placed and titled and key(text) in contents.titles and not is_a("caption", text)


def amid_cells(lines: Sequence[Line], index: int, measure: Measure | None) -> bool:
    """Whether nearly all lines around one are as short as a table's cells, of which extractors make lines."""
    if measure is None:
        return False
    around = [*lines[max(0, index - AMID) : index], *lines[index + 1 : index + 1 + AMID]]
    cells = sum(measure.width(line.text) < CELL * measure.full for line in around)
    return len(around) > AMID and cells >= CELLS * len(around)


def looks_bare(lines: Sequence[Line], index: int, measure: Measure | None) -> bool:
    """Whether a line by itself can be a heading."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    if not _worded(line.text, WIDEST if measure else LONGEST) or not _opens(line.text):
        return False
    if BULLET.match(line.text):
        return measure is not None and after is not None and after.indent < line.indent - 2
    return measure is None or _room(line, after, measure) >= ROOM_BESIDE


def _room(line: Line, after: Line | None, measure: Measure) -> float:
    return measure.room(line) if after is None or after.gap or after.turn else measure.slack(line, after)


def _worded(text: str, longest: int) -> bool:
    """Whether a line's words can be a heading's."""
    if len(text) >= longest or text[-1] in FINAL or "   " in BULLET.sub("", text, count=1):
        return False
    if text.isascii() and len(re.findall(r"[A-Za-z]", text)) < 3:
        return False
    if (
        _NAME_AND_VALUE.match(text)
        or "://" in text
        or "@" in text
        or (iso_date(text) and _PLACE_AND_DATE.fullmatch(text))
    ):
        return False
    return not any(is_a(what, text) for what in ("letterhead", "closing", "imprint", "caption", "hanging"))


def _opens(text: str) -> bool:
    """Whether it starts as a heading does: not with a small letter, a number or a sign."""
    first = BULLET.sub("", text, count=1).lstrip("“\"'‘«([{〈《「『【〔（")[:1]
    return bool(first) and first.isalpha() and not begins_small(first)


@frozen
class _Around:
    """A text's lines, and which of them look like headings."""

    lines: Sequence[Line]
    signs: Signs
    taken: Collection[int]
    looks: Sequence[bool]
    spaced: bool
    """Blank lines are usual in it."""

    flat: bool
    """There are none to speak of in it."""

    def leave_alone(self, index: int) -> bool:
        """Whether what is around a bare line leaves it no other part to play."""
        line = self.lines[index]
        after = self._line(index + 1)
        if after is None or index + 1 in self.signs.closed or runs_on(line.text, after.text):
            return False
        if not self._may_start(index) and not self.signs.isolated:
            return index - 1 in self.signs.closed
        if self.signs.isolated:
            return self._leads_to_point(index) or (
                (index == 0 or line.gap > 0 or line.turn) and (after.gap > 0 or after.turn)
            )
        if self.signs.measure is None and self.spaced:
            return (index == 0 or line.gap > 0 or line.turn) and (after.gap > 0 or after.turn)
        if self.signs.measure and self.signs.measure.spaced and index and not (line.gap or line.turn):
            return False
        if index < self.signs.attached and not self._over_prose(index):
            return False
        return not self._in_list(index)

    def _leads_to_point(self, index: int) -> bool:
        """Whether a title of a group of points stands at `index`: over a point, or over another such title."""
        below = index + 1
        if below not in self.taken and not (below < len(self.looks) and self.looks[below]):
            return False
        if self.lines[below].gap or (self.lines[index].gap and self.lines[below].text[:-1].isdigit()):
            return True
        measure = self.signs.measure
        if not self.flat or measure is None or FIELD.match(self.lines[index].text):
            return False
        before = self._line(index - 1)
        on_purpose = (
            before is None or index - 1 in self.taken or measure.slack(before, self.lines[index]) >= ROOM
        )
        return on_purpose and (below in self.taken or self._leads_to_point(below))

    def _over_prose(self, index: int) -> bool:
        """Whether running text starts right under a line."""
        line, after, measure = self.lines[index], self.lines[index + 1], self.signs.measure
        flush = not after.gap and not after.turn and after.indent == line.indent
        return flush and measure is not None and measure.width(after.text) > PROSE * measure.full

    def lines_of_long(self, index: int) -> int:
        """Lines of a heading that is too long for one; 0 if none starts at `index`."""
        line, before = self.lines[index], self._line(index - 1)
        measure = self.signs.measure
        if (
            measure is None
            or self.signs.isolated
            or index < self.signs.attached
            or not self._may_start(index)
            or not _opens(line.text)
            or BULLET.match(line.text)
        ):
            return 0
        on_purpose = (
            before is None
            or line.gap
            or line.turn
            or index - 1 in self.taken
            or measure.slack(before, line) >= ROOM
        )
        if not on_purpose or (measure.spaced and index and not (line.gap or line.turn)):
            return 0
        for count in range(2, MOST_LINES + 1):
            own, after = self.lines[index : index + count], self._line(index + count)
            if after is None or any(part.gap or part.turn or part.indent != line.indent for part in own[1:]):
                return 0
            words = " ".join(part.text for part in own)
            if (
                index + count in self.signs.closed
                or not _worded(words, 2 * WIDEST)
                or ends_sentence(own[-2].text)
            ):
                return 0
            if (
                ". " not in words
                and _room(own[-1], after, measure) >= ROOM_BESIDE
                and after.text[:1].isupper()
            ):
                wide = runs_on(line.text, own[1].text) or measure.width(line.text) > 0.6 * measure.full
                whole = line.text[-1] not in FINAL and len(after.text) > 0.6 * len(line.text)
                return count if wide and whole and len(own[-1].text) < 0.9 * len(line.text) else 0
        return 0

    def _line(self, index: int) -> Line | None:
        return self.lines[index] if 0 <= index < len(self.lines) else None

    def _may_start(self, index: int) -> bool:
        """Whether the line before is done: a sentence, another heading, a blank line, a page."""
        line, before = self.lines[index], self._line(index - 1)
        if before is not None and MARKER_ALONE.match(before.text):
            return False
        if before is None or line.gap or index - 1 in self.taken or self.looks[index - 1]:
            return True
        return ends_sentence(before.text) or (line.turn and not runs_on(before.text, line.text))

    def _in_list(self, index: int) -> bool:
        """Whether several such lines follow each other: a list, a table or an address."""
        first = last = index
        while first and self._listed(first - 1, first) and index - first < APART_IN_A_ROW:
            first -= 1
        while (
            last + 1 < len(self.looks) and self._listed(last + 1, last + 1) and last - index < APART_IN_A_ROW
        ):
            last += 1
        run = self.lines[first : last + 1]
        apart = all(line.gap or line.turn for line in run[1:])
        return len(run) >= (APART_IN_A_ROW if apart else IN_A_ROW)

    def _listed(self, index: int, below: int) -> bool:
        """Whether a line looks bare, and the line `below` the break beside it is not the first of a page."""
        return self.looks[index] and not self.lines[below].turn
