"""Reflow: hard-wrapped lines joined to the paragraphs and list items they were.

A line that could have held the next word was ended on purpose: that is measured in em, with the advances of the
typeface that explains the text best (`advances.py`). Which lines are headings is `headings.py`; pages are already
taken apart by `pages.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from briefreader.courtesy import paced
from briefreader.loaders.builder import Run
from briefreader.loaders.plain.advances import Width, typefaces, width_in
from briefreader.loaders.plain.hyphens import DROP, SPACE, Hyphens
from briefreader.loaders.plain.source import Line, Source
from briefreader.sentences import STOPS, STOPS_ANYWHERE, begins_small
from briefreader.values import field, frozen, record

ROOM = 0.6
"""Em left on a line, after the next word, that show it was ended on purpose if it also ends a sentence."""

MUCH_ROOM = 0.3
"""Share of the measure left that shows it in any case: addresses, lists without signs."""

MUCH_ROOM_IN_ITEM = 0.15
"""The same in items of lists, which often end in no sign."""

NEAR = 50
"""Lines of an item that its next line is measured against: more than stand in a column of a page."""

CLOSING = 12
"""Code points from a full stop to the end of its line, at most: quotes, brackets, a marker."""

_ENDS = STOPS + STOPS_ANYWHERE
SENTENCE_END = re.compile(rf"[{_ENDS}:;；‥»”\"’)\]](?:\d{{1,2}}|[¹²³⁴-⁹⁰]+)?[)\]\"”’»]*$")
_STOP = re.compile(rf"[{_ENDS}:]['\"”’»)\]]*(?:\d{{1,2}}|[¹²³⁴-⁹⁰]+)?['\"”’»)\]]*$")

BULLET = re.compile(r"([•·▪◦●■○♦➢✓➤►❖\ufffd\ue000-\uf8ff]|[o*–—-](?= ))\s*(?=\S)")
SURE_BULLETS = frozenset("•·▪◦●■○♦➢✓➤►❖\ufffd")
NUMBER = re.compile(r"(\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)])(?:\s+|$)")
MARKER_ALONE = re.compile(r"(?:[•·▪◦●■○\ufffd\ue000-\uf8ff]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$")
_CLOSES = re.compile(r"[.,;:](?:\s|$)")
"""How a line begins that was broken off after the raised number before its stop."""

_REMARK = re.compile(r"[(\[][a-zà-ÿ]{3}")
"""How a remark in brackets begins that belongs to the sentence before it; what counts items is shorter."""

LABEL = re.compile(r"[^\W\d][\w ()/.-]{1,28}:\s{2,}\S")
"""A label with its value in a column of its own."""

FIELD = re.compile(r"[^\W\d][\w()/.-]{1,20}:\s")
"""A label of one word, with its value."""


@record
class Passage:
    """Lines that are one paragraph, item or heading."""

    lines: list[Line]
    marker: str = ""
    """The list marker as it stands in the file; it is not in `lines`."""

    marker_at: int = 0
    """Where the marker starts in the decoded file."""

    level: int = 0
    """Headings: their level."""

    kind: str = "paragraph"
    taken: tuple[str, ...] = ()
    """What was taken out before a marker that stands on a line of its own."""

    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, once `runs` are made."""
        return "".join(run.text for run in self.runs)


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, a marker and closing quotes included."""
    return _STOP.search(text, max(0, len(text) - CLOSING)) is not None


def runs_on(line: str, following: str) -> bool:
    """Whether the sentence plainly goes on from one line to the next."""
    if line and _CLOSES.match(following):
        return True
    if not line or not (line[-1].isalnum() or line[-1] in ",-"):
        return False
    return begins_small(following) or _REMARK.match(following) is not None


@frozen
class Measure:
    """How wide the lines of a text are."""

    width: Width
    full: float
    """Em of the widest line that ran on."""

    by_indent: dict[int, float]
    """The same for lines at one indent, where there are enough of them."""

    spaced: bool = False
    """Blank lines alone separate paragraphs."""

    def slack(self, line: Line, following: Line) -> float:
        """Em that would be left on `line` after the next word."""
        word = following.text.split(" ", 1)[0]
        return self.widest(line) - self.width(f"{line.text} {word}")

    def room(self, line: Line) -> float:
        """Em left after `line`."""
        return self.widest(line) - self.width(line.text)

    def widest(self, line: Line) -> float:
        """Em of the widest line among its neighbours."""
        return self.by_indent.get(line.indent, self.full)


def measure(lines: Sequence[Line]) -> Measure:
    """The measure in the typeface under which the fewest lines end early in the middle of a sentence, or after one."""
    running = [(a, b) for a, b in pairwise(paced(lines)) if runs_on(a.text, b.text) and not b.gap]
    ended = [(a, b) for a, b in pairwise(paced(lines)) if ends_sentence(a.text)]
    best = min(
        (_measured(running, ended, width_in(face)) for face in typefaces()), key=lambda found: found[0]
    )
    return best[1]


_Pairs = Sequence[tuple[Line, Line]]


def _measured(running: _Pairs, ended: _Pairs, width: Width) -> tuple[tuple[int, int], Measure]:
    """How many lines that run on, and that end a sentence, end early in a typeface; and the measure in it."""
    groups: dict[int, list[float]] = defaultdict(list)
    for line, _ in paced(running):
        groups[line.indent].append(width(line.text))
    full = _usual_top([w for group in groups.values() for w in group])
    by_indent = {indent: _usual_top(group) for indent, group in groups.items() if len(group) >= 8}
    found = Measure(width, full, by_indent)
    wrong = sum(found.slack(a, b) >= ROOM for a, b in paced(running))
    gaps = sum(b.gap > 0 for _, b in ended)
    short = sum(not b.gap and not b.turn and found.slack(a, b) >= ROOM for a, b in paced(ended))
    return (wrong, short), Measure(width, full, by_indent, spaced=gaps > 8 * short)


def _usual_top(widths: Sequence[float]) -> float:
    """The widest of `widths`, leaving out a few that stand out."""
    if not widths:
        return 0.0
    ordered = sorted(widths)
    usual = ordered[int(0.9 * (len(ordered) - 1))]
    return max(w for w in ordered if w <= 1.08 * usual)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines are pieces of paragraphs, not paragraphs."""
    pairs = [(a.text, b.text) for a, b in pairwise(paced(lines)) if not b.gap]
    cased = [pair for pair in pairs if pair[1][:1].lower() != pair[1][:1].upper()]
    if len(cased) > 0.3 * len(pairs):
        return sum(runs_on(a, b) and a[-1] != "," for a, b in paced(cased)) > 0.08 * len(pairs) + 1
    width = width_in("arial")
    widths = sorted(width(line.text) for line in paced(lines))
    top = widths[int(0.95 * (len(widths) - 1))] if widths else 0
    return len(widths) > 10 and top < 50 and sum(w > 0.85 * top for w in widths) > 0.4 * len(widths)


_COLUMNS = re.compile(r"\S {3,}\S")
_DRAWN = re.compile(r"[+|][-=]{3,}|[-=_]{6,}|^\s*\|.*\|$")


def is_laid_out(block: Sequence[Line]) -> bool:
    """Whether lines between blank ones are a drawing or columns, to be left as they are."""
    columns = sum(_COLUMNS.search(line.text) is not None for line in block)
    drawn = sum(_DRAWN.search(line.text) is not None for line in block)
    return len(block) > 1 and not LABEL.match(block[0].text) and columns + drawn > 0.5 * len(block)


class Reflow:
    """Cuts lines into passages. It is told which lines are headings, and never joins those."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure

    def passages(self, lines: Sequence[Line]) -> list[Passage]:
        """The paragraphs and items of a stretch without headings."""
        found: list[Passage] = []
        last: Line | None = None
        item: Passage | None = None
        for line in paced(lines):
            passage = found[-1] if found else None
            marker = self._marker(item, last, line)
            if marker is not None:
                item = _item(line, marker)
                found.append(item)
            elif passage is None or last is None or self._breaks(passage, last, line):
                found.append(Passage([line]))
            else:
                passage.lines.append(line)
            last = line
        return [passage for passage in found if passage.lines or passage.marker]

    def blocks(self, lines: Sequence[Line]) -> list[Passage]:
        """The same, with what is laid out in columns left as it is, where blank lines show what belongs together."""
        if not self._measure.spaced:
            return self.passages(lines)
        found: list[Passage] = []
        prose: list[Line] = []
        for block in _between_gaps(lines):
            if is_laid_out(block):
                found += [*self.passages(prose), Passage(block, kind="laid out")]
                prose = []
            else:
                prose += block
        return [*found, *self.passages(prose)]

    def _marker(self, passage: Passage | None, last: Line | None, line: Line) -> re.Match[str] | None:
        """The match of a list marker, if `line` starts an item. `passage` is the item before it."""
        bullet = BULLET.match(line.text) or (
            MARKER_ALONE.match(line.text) if not NUMBER.match(line.text) else None
        )
        if bullet:
            sure = bullet[0][0] in SURE_BULLETS or "\ue000" <= bullet[0][0] <= "\uf8ff"
            fresh = last is None or line.gap > 0 or SENTENCE_END.search(last.text) is not None
            return bullet if sure or fresh or _same_kind(passage, bullet[0]) else None
        number = NUMBER.match(line.text)
        if number is None:
            return None
        fresh = last is None or line.gap > 0 or SENTENCE_END.search(last.text) is not None
        if _follows(passage, number[2]) and (fresh or last in (passage.lines if passage else ())):
            return number
        return number if fresh and (number[2] in ("1", "a", "i") or number[1][0] == "(") else None

    def _breaks(self, passage: Passage, last: Line, line: Line) -> bool:
        """Whether a new paragraph starts at `line`."""
        if not passage.lines:
            return False
        if line.gap:
            return not (passage.marker and runs_on(last.text, line.text))
        if LABEL.match(line.text):
            return True
        ended = ends_sentence(last.text)
        if ended and not line.turn and abs(line.indent - last.indent) >= 2 and len(passage.lines) > 1:
            return True
        if self._measure.spaced and not line.turn:
            return False
        slack = self._slack(passage, last, line)
        if ended:
            return slack >= ROOM
        much = (MUCH_ROOM_IN_ITEM if passage.marker else MUCH_ROOM) * self._measure.widest(last)
        return slack >= much and last.text[-1] not in "-‐," and not runs_on(last.text, line.text)

    def _slack(self, passage: Passage, last: Line, line: Line) -> float:
        """Room on the last line; in an item, against the item's own widest line."""
        if not passage.marker:
            return self._measure.slack(last, line)
        widest = max(self._measure.width(own.text) for own in [*passage.lines[-NEAR:], line])
        return widest - self._measure.width(f"{last.text} {line.text.split(' ', 1)[0]}")


def _between_gaps(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in stretches without a gap."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or line.turn or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _item(line: Line, marker: re.Match[str]) -> Passage:
    rest = line.part(marker.end())
    lines = [rest] if rest.text else []
    return Passage(lines, marker[0].strip(), line.start, kind="item", taken=() if lines else line.taken)


def _same_kind(passage: Passage | None, marker: str) -> bool:
    return passage is not None and passage.marker == marker.strip()


def _follows(passage: Passage | None, sign: str) -> bool:
    """Whether `sign` is the next number or letter after the marker of `passage`."""
    before = re.sub(r"\W", "", passage.marker) if passage else ""
    if before.isdigit() and sign.isdigit():
        return int(sign) == int(before) + 1
    return len(before) == len(sign) == 1 and before.isalpha() and ord(sign) == ord(before) + 1


def joined(source: Source, lines: Sequence[Line], hyphens: Hyphens) -> list[Run]:
    """The lines as one, in runs: what joins them is a repair, and so is what was taken out between them."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        if index:
            runs += _joint(lines[index - 1], line, hyphens, runs)
        runs += source.runs(line.start, line.end)
    return runs


def _joint(last: Line, line: Line, hyphens: Hyphens, runs: list[Run]) -> list[Run]:
    taken = [Run("", repair="page header", was=text) for text in line.taken]
    if line.lifted:
        taken.append(Run("", repair="label lifted", was=line.lifted))
    kind = "page break" if line.turn else "line joined"
    if _CLOSES.match(line.text):
        return [Run("", repair=kind, was="\n"), *taken]
    if last.text[-1:] in "-‐" and last.text[-2:-1].strip():
        verdict = hyphens.verdict(last.text, line.text)
        if verdict == DROP:
            cut = runs.pop()
            kept = Run(cut.text[:-1], source=cut.source, repair=cut.repair, was=cut.was)
            return [*([kept] if kept.text else []), Run("", repair="hyphen dropped", was="-\n"), *taken]
        if verdict != SPACE:
            return [Run("", repair="hyphen kept", was="-\n"), *taken]
    return [Run(" ", source=last.end, repair=kind, was="\n"), *taken]
