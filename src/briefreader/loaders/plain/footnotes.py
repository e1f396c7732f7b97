"""Footnotes at the foot of pages: lifted out of the lines, with the number each stands under.

Their markers in the text are `markers.py`; notes that carry no number are `pairing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby, pairwise

from briefreader.courtesy import paced
from briefreader.document import Status
from briefreader.loaders.labels import label as letterhead_label
from briefreader.loaders.plain.markers import candidates_in
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a
from briefreader.values import changed, field, record

_LABEL = re.compile(r"([1-9]\d{0,2})(?:\s+(\S.*))?$")
RETURN = re.compile(r"\s*\u21a9[\ufe0e\ufe0f]?\s*$")
"""The sign with which web pages lead back from a note."""

REACH = 3
"""Numbers that may be missing before the first note of a page."""

LONGEST = 12
"""Lines of one note at most, and of several on average."""

FEWEST = 2
"""Notes at the end of a text at least."""

LINES_OF_NOTE = 3
"""Lines of a note from which on one alone may be a section."""

TITLE = 0.7
"""Share of the widest line that a title fills at most."""

DEEPEST = 0.75
"""Share of a page that notes take at most."""


@record
class NoteLines:
    """A note as it stands in the file."""

    label: str
    """Empty when it carries none."""

    lines: list[Line] = field(default_factory=list)
    page: int = 0
    status: Status = Status.CERTAIN


def lift_foot_notes(lines: Sequence[Line]) -> tuple[list[Line], list[NoteLines]]:
    """(the lines without notes, the notes). A number is a note's if it comes next and a marker for it stands above."""
    kept: list[Line] = []
    notes: list[NoteLines] = []
    before: list[Line] = []
    last, alone = 0, None
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        start = _first_note(page, before, last, alone)
        if start is None:
            kept += page
        else:
            region = page[start:]
            alone = region[0].text.isdigit()
            found = _cut(region, alone)
            last = max(int(note.label) for note in found)
            notes += found
            kept += page[:start]
        before = page
    return max((kept, notes), _lift_end_notes(lines), key=lambda found: len(found[1]))


def _lift_end_notes(lines: Sequence[Line]) -> tuple[list[Line], list[NoteLines]]:
    """The same for notes that end a text: all their numbers from 1 on stand as markers somewhere above."""
    start = max(
        (i for i, line in enumerate(paced(lines)) if (m := _LABEL.match(line.text)) and m[1] == "1"),
        default=0,
    )
    if not start:
        return list(lines), []
    alone = lines[start].text.isdigit()
    notes = _cut(lines[start:], alone)
    numbers = [int(note.label) for note in notes]
    marked = {c.number for line in paced(lines[:start]) for c in candidates_in(line.text)}
    short = len(lines) - start <= LONGEST * len(notes)
    whole = FEWEST <= len(notes) == numbers[-1] and all(note.lines for note in notes) and short
    if whole and marked.issuperset(numbers) and not _are_sections(notes, alone):
        return list(lines[:start]), notes
    return list(lines), []


def _first_note(page: Sequence[Line], before: Sequence[Line], last: int, alone: bool | None) -> int | None:
    """Index of the first line of a page that is a note; all lines after it are too."""
    labels = [_LABEL.match(line.text) for line in paced(page)]
    earliest = max(
        (1 - DEEPEST) * len(page) - 1,
        max((i + 1 for i, line in enumerate(paced(page)) if is_a("labelled", line.text)), default=0),
    )
    marked = _marked(page, before)
    again = {int(label[1]): index for index, label in enumerate(labels) if label}
    left = sum(label is not None for label in labels)
    for index, label in enumerate(labels):
        if label is None or _in_letterhead(page, index):
            continue
        number = int(label[1])
        expected = last < number <= last + REACH or number == 1
        same_style = alone is None or (label[2] is None) == alone
        short = len(page) - index <= LONGEST * left
        left -= 1
        if index < earliest or not expected or not same_style or not short:
            continue
        later = again[number] > index and _LABEL.match(page[again[number]].text)
        if marked.get(number, index) < index and not (later and (later[2] is None) == (label[2] is None)):
            bare = label[2] is None
            if not _are_sections(_cut(page[index:], bare), bare):
                return index
    return None


def _are_sections(notes: Sequence[NoteLines], alone: bool) -> bool:
    """Whether what stands under numbers is paragraphs under titles, not notes.

    Titles leave room on their line although more follows; notes have no blank lines inside.
    """
    longer = [note for note in notes if len(note.lines) > 1]
    widest = max((len(line.text) for note in longer for line in note.lines), default=0)
    titled = sum(
        len(note.lines[0].text) < TITLE * widest and note.lines[1].text[:1].isupper() for note in longer
    )
    parted = sum(not note.lines[1].gap and any(line.gap for line in note.lines[2:]) for note in longer)
    long = sum(len(note.lines) for note in notes) > LINES_OF_NOTE * len(notes)
    return (long or (len(longer) > 1 and not alone)) and max(titled, parted) > len(notes) / 2


def _in_letterhead(page: Sequence[Line], index: int) -> bool:
    """Whether a number stands under a letterhead's label (`Bijlagen` / `1`) or over its return address."""
    after = page[index + 1].text if index + 1 < len(page) else ""
    return after.startswith(">") or bool(index and letterhead_label(page[index - 1].text))


def _marked(page: Sequence[Line], before: Sequence[Line]) -> dict[int, int]:
    """Numbers that stand as markers on a page, or on the last lines of the one before, with the first line's index."""
    found: dict[int, int] = {}
    for line in before[-8:]:
        found.update((c.number, -1) for c in candidates_in(line.text))
    for index, line in enumerate(paced(page)):
        for candidate in candidates_in(line.text):
            found.setdefault(candidate.number, index)
    return found


def _cut(region: Sequence[Line], alone: bool) -> list[NoteLines]:
    """The notes of a page."""
    notes: list[NoteLines] = []
    for line in region:
        match = _LABEL.match(line.text)
        number = int(match[1]) if match and (match[2] is None) == alone else 0
        highest = max((int(note.label) for note in notes), default=number - 1)
        if number and (
            highest < number <= highest + REACH or (alone and all(int(n.label) != number for n in notes))
        ):
            rest = line.part(len(str(number)))
            notes.append(NoteLines(str(number), [rest] if rest.text else [], line.page))
        elif notes:
            notes[-1].lines.append(line)
    return _untangled(_dealt(notes))


def _dealt(notes: Sequence[NoteLines]) -> list[NoteLines]:
    """Notes whose numbers stand in a row of lines before their words, each with its own words again.

    One note begins where another has ended: after a blank line, or else after a line that ends a sentence or is short.
    """
    made: list[NoteLines] = []
    waiting: list[NoteLines] = []
    for note in notes:
        waiting.append(note)
        lines = note.lines
        if not lines:
            continue
        count = min(len(waiting), len(lines))
        if count > 1:
            widest = max(len(line.text) for line in lines)
            likely = sorted(range(1, len(lines)), key=partial(_parting, lines, widest))
            cuts = [0, *sorted(likely[: count - 1]), len(lines)]
            waiting[-count:] = [
                changed(one, lines=lines[start:end], status=Status.LIKELY)
                for one, (start, end) in zip(waiting[-count:], pairwise(cuts), strict=True)
            ]
        made += waiting
        waiting = []
    return [*made, *waiting]


def _parting(lines: Sequence[Line], widest: int, index: int) -> tuple[bool, bool, float]:
    """How little a line looks like the first of a note: what sorts first does most."""
    above, line = lines[index - 1].text, lines[index].text
    fresh = line[:1].isupper() or line.startswith("http")
    return not lines[index].gap, not (fresh and above[-1:] in ".)"), len(above) / widest - fresh


def _untangled(notes: list[NoteLines]) -> list[NoteLines]:
    """Notes in order; one whose words went to the note before it, as extractors mix them up, gets them back."""
    ordered = sorted(notes, key=lambda note: int(note.label))
    for note, following in pairwise(ordered):
        if not following.lines and len(note.lines) > 1:
            following.lines = note.lines[-1:]
            del note.lines[-1:]
            note.status = following.status = Status.LIKELY
    return ordered


def lift_return_notes(lines: Sequence[Line], earliest: int) -> tuple[list[Line], list[NoteLines]]:
    """The same for a web page: notes at the end, each closed by a sign that leads back. None starts before `earliest`."""
    closed = [index for index, line in enumerate(paced(lines)) if RETURN.search(line.text)]
    if not closed or closed[-1] < len(lines) - 3:
        return list(lines), []
    apart = [i for i, (a, b) in enumerate(pairwise(closed), 1) if b - a > LONGEST]
    closed = closed[apart[-1] :] if apart else closed
    start = earliest if 0 <= closed[0] - earliest <= REACH * 2 else closed[0]
    notes: list[NoteLines] = []
    for line in lines[start : closed[-1] + 1]:
        if not notes or RETURN.search(notes[-1].lines[-1].text):
            notes.append(NoteLines("", page=line.page))
        notes[-1].lines.append(line)
    return [*lines[:start], *lines[closed[-1] + 1 :]], list(_with_numbers(notes))


_BRACKETED = re.compile(r"\[([1-9]\d{0,2})\]\s+(?=\S)")


def lift_bracketed_notes(lines: Sequence[Line]) -> tuple[list[Line], list[NoteLines]]:
    """The same for notes `[1] …`, `[2] …` that end a text; their markers are glued to words: `word.[1]`.

    Lists of sources are numbered so as well, but are named with a space before the bracket.
    """
    labels = [_BRACKETED.match(line.text) for line in paced(lines)]
    start = max((i for i, label in enumerate(labels) if label and label[1] == "1"), default=len(lines))
    notes: list[NoteLines] = []
    for line, label in zip(lines[start:], labels[start:], strict=True):
        if label and int(label[1]) == len(notes) + 1:
            notes.append(NoteLines(label[1], [line.part(label.end())], line.page))
        elif len(notes[-1].lines) < LONGEST:
            notes[-1].lines.append(line)
        else:
            return list(lines), []
    above = "\n".join(line.text for line in lines[:start])
    if not notes or not all(re.search(rf"(?<=\S)\[{note.label}\]", above) for note in notes):
        return list(lines), []
    return list(lines[:start]), notes


def _with_numbers(notes: Sequence[NoteLines]) -> Iterable[NoteLines]:
    """Notes under the numbers that all of them start with; as they are if one does not."""
    matches = [re.match(r"\[?(\d{1,3})\]?[.)]?\s+(?=\S)", note.lines[0].text) for note in notes]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) < len(notes) or numbers != sorted(set(numbers)):
        return notes
    return [
        changed(note, label=str(number), lines=[note.lines[0].part(match.end()), *note.lines[1:]])
        for note, number, match in zip(notes, numbers, matches, strict=True)
        if match
    ]
