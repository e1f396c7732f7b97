"""Headings in plain text: labelled (`Vraag 1`), numbered (`4.2 Titel`), in a series (`Artikel 1`), or bare.

Says which lines are headings and of what level; it changes none. Numbers are weighed in `numbering.py`, levels that
nothing shows are inferred in `nesting.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefreader.courtesy import paced
from briefreader.loaders.plain import nesting, numbering
from briefreader.loaders.plain.bare import FINAL, ROOM_BESIDE, Signs, bare_headings
from briefreader.loaders.plain.contents import key
from briefreader.loaders.plain.reflow import BULLET, FIELD, ROOM, ends_sentence, runs_on
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a, starts
from briefreader.sentences import begins_small
from briefreader.values import changed, frozen

ORDERED = 4
"""Labelled lines, speakers or members of a series from which on these order a text, and numbers need not."""

MARGINAL = 5
"""Numbered headings from which on one can tell that they stand in the margin."""

LINES_OF_POINT, MOST_LABELS = 6, 3
"""Lines of an agenda's point at most: its title's, and labels between that and its number."""

LONGEST_TITLE = 80
"""Code points of a title that stands under a member of a series."""


@frozen
class Heading:
    """Lines `index` up to `index + count` are one heading."""

    index: int
    count: int = 1
    level: int = 1
    cut: tuple[int, int] | None = None
    """A label inside its first line that is no part of it: `Agendapunt:`."""

    labels: int = 0
    """Lines after its first that are such labels."""


def find_headings(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """The headings of a text, in order.

    Numbers are asked for only where nothing else orders the text; bare lines are none in questions and answers.
    """
    labelled = _labelled(lines, signs)
    speakers = _speakers(lines)
    agenda = _agenda(lines, signs)
    found = [*labelled, *speakers]
    series = _in_series(lines, signs, {h.index for h in labelled})
    numbered = [] if agenda or len(found) >= ORDERED else _numbered(lines, signs)
    if len(found) + len(series) < ORDERED or _outweighs(lines, numbered, series):
        series = [h for h in series if not numbered or len(series) < ORDERED]
    else:
        numbered = []
    found += series + (agenda or numbered)
    found += _unordered(
        lines, changed(signs, isolated=bool(agenda)), found, numbered, bool(labelled) and not speakers
    )
    return _levelled(lines, sorted(found, key=lambda h: h.index), signs, bool(numbered), bool(agenda))


def _outweighs(lines: Sequence[Line], numbered: Sequence[Heading], series: Sequence[Heading]) -> bool:
    """Whether numbers in the margin order a text, and a series in it, as of its figures, does not."""
    if not _marginal(lines, numbered):
        return False
    further = sum(lines[h.index].indent for h in series) / len(series)
    heads = sum(lines[h.index].indent for h in numbered) / len(numbered)
    return len(numbered) > len(series) or further > heads


def _unordered(
    lines: Sequence[Line], signs: Signs, found: Sequence[Heading], numbered: Sequence[Heading], answers: bool
) -> list[Heading]:
    """Bare headings and appendices, where the others leave room for them."""
    taken = {i for h in found for i in range(h.index, h.index + h.count)}
    added = [Heading(i, _lines_of_title(lines, i, signs)) for i in _appendices(lines, signs, taken) if found]
    taken |= {i for h in added for i in range(h.index, h.index + h.count)}
    ordered = sorted(h.index for h in found)
    if numbered:
        margin = max(lines[h.index].indent for h in numbered) if _marginal(lines, numbered) else None
        signs = changed(signs, attached=ordered[0], margin=margin)
    bare = [Heading(*place) for place in bare_headings(lines, signs, taken)]
    if answers and len(found) >= 3:
        return added
    if len(found) >= 8 and not numbered and not signs.isolated and signs.measure is not None:
        bare = []
    elif len(found) >= 8 and signs.measure is None and not any(h.level > 1 for h in found):
        bare = [h for place, h in enumerate(bare) if h.index < ordered[0] and h.index == place]
    return added + bare


def _appendices(lines: Sequence[Line], signs: Signs, taken: Collection[int]) -> Iterator[int]:
    """Appendices of an ordered text: they start a page or stand after a blank line, and come once."""
    seen: set[str] = set()
    for index, line in enumerate(paced(lines)):
        free = index not in taken and index not in signs.closed and line.text not in seen
        fresh = line.gap or line.turn or line.text.isupper()
        if free and fresh and numbering.APPENDIX.fullmatch(line.text):
            seen.add(line.text)
            yield index


def _labelled(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """Lines that a language pack knows as headings."""
    level = 2 if _speakers(lines) else 1
    return [
        Heading(i, level=level)
        for i, line in enumerate(paced(lines))
        if i not in signs.closed and line.text[:1].isupper() and is_a("labelled", line.text)
    ]


def _speakers(lines: Sequence[Line]) -> list[Heading]:
    """Names of speakers over what they say, where there are several."""
    found = [Heading(i, level=2) for i, line in enumerate(paced(lines)) if is_a("speaker", line.text)]
    return found if len(found) >= 3 else []


def _agenda(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """Numbered points of an agenda, whose label stands between number and title."""
    found = []
    for index, line in enumerate(paced(lines)):
        if index not in signs.closed and (point := _point_in_lines(lines, index)):
            found.append(point)
            continue
        number = re.match(r"\d{1,3}\.\s+", line.text)
        label = starts("item_label", line.text[number.end() :]) if number else None
        if not number or not label or index in signs.closed:
            continue
        rest = line.text[number.end() + label.end() :]
        end = len(line.text) - len(rest.lstrip(": "))
        count = 1
        if not rest.lstrip(": "):
            count = _end_of_block(lines, index + 1) - index
            end = len(line.text)
        while (
            rest.lstrip(": ")
            and index + count < len(lines)
            and _continues(lines, index + count, line.indent + end, signs)
        ):
            count += 1
        found.append(Heading(index, count, level=2, cut=(number.end(), end)))
    return found


def _point_in_lines(lines: Sequence[Line], index: int) -> Heading | None:
    """The point whose number stands at `index`, and its label, and perhaps others, on lines of their own under it."""
    if not re.fullmatch(r"\d{1,3}\.", lines[index].text):
        return None
    start = index + 1
    while start < len(lines) and start - index <= MOST_LABELS and FIELD.fullmatch(f"{lines[start].text} "):
        start += 1
    labels = [line.text.rstrip(" :") for line in lines[index + 1 : start]]
    if start == len(lines) or not any(is_a("item_label", label) for label in labels):
        return None
    return Heading(index, _end_of_block(lines, start) - index, level=2, labels=len(labels))


def _end_of_block(lines: Sequence[Line], start: int) -> int:
    """Where the title of a point ends that starts at `start`: at a blank line."""
    end = min(start + 1, len(lines))
    while end < len(lines) and not lines[end].gap and not lines[end].turn and end - start < LINES_OF_POINT:
        end += 1
    return end


def _continues(lines: Sequence[Line], index: int, column: int, signs: Signs) -> bool:
    """Whether a point's title goes on: in its column, or where there are none, after a full line."""
    last, line = lines[index - 1], lines[index]
    if line.gap or line.turn or FIELD.match(line.text):
        return False
    if line.indent or signs.measure is None:
        return abs(line.indent - column) <= 2
    return runs_on(last.text, line.text) or signs.measure.slack(last, line) < ROOM_BESIDE


def _in_series(lines: Sequence[Line], signs: Signs, taken: Collection[int]) -> list[Heading]:
    """Members of series, with the titles that stand on them or under them.

    Titles after a blank line are only those that most members of a text have.
    """
    members = [i for i in numbering.series(lines) if i not in signs.closed]
    apart = [_titled_apart(lines, i, signs) for i in members]
    usual = 2 * sum(apart) > len(members)
    found = [
        Heading(i, 1 + (_titled(lines, i, signs) or (usual and below)))
        for i, below in zip(members, apart, strict=True)
    ]
    return [heading for heading in found if heading.index not in taken]


def _titled(lines: Sequence[Line], index: int, signs: Signs) -> int:
    """Lines of a title that stands right under a member of a series: `Article 1` / `Subject matter`."""
    count = 0
    for line in lines[index + 1 : index + 3]:
        if not _is_title(line) or line.gap or line.turn or (count == 0 and not line.text[:1].isupper()):
            break
        if count and not begins_small(line.text):
            break
        count += 1
    after = lines[index + count + 1] if index + count + 1 < len(lines) else None
    if count and after and signs.measure and runs_on(lines[index + count].text, after.text) and not after.gap:
        return 0  # the first lines of a paragraph
    return count


def _titled_apart(lines: Sequence[Line], index: int, signs: Signs) -> bool:
    """Whether a title stands under a member of a series, between blank lines."""
    if signs.measure is None or index + 2 >= len(lines):
        return False
    line, after = lines[index + 1 : index + 3]
    return bool(
        line.gap
        and after.gap
        and line.text[:1].isupper()
        and _is_title(line)
        and index + 1 not in signs.closed
    )


def _is_title(line: Line) -> bool:
    """Whether a line's words can be a title's that has no number of its own."""
    short = len(line.text) < LONGEST_TITLE and line.text[-1] not in FINAL
    return short and not numbering.parse(line.text) and not BULLET.match(line.text)


def _numbered(lines: Sequence[Line], signs: Signs) -> list[Heading]:
    """The best chain of numbers, if its members look like headings."""
    candidates = []
    for index, line in enumerate(paced(lines)):
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
        apart = line.gap > 0 and index + count < len(lines) and lines[index + count].gap > 0
        weight = numbering.weight_of(number, title, line, signs.contents, apart)
        candidates.append(numbering.Numbered(index, count, number, weight))
    best = numbering.chain(candidates)
    best = numbering.chain(_like(best, candidates, lines))
    if not _convincing(best, lines):
        return []
    return [Heading(c.index, c.count, len(c.number)) for c in best if c.weight > -1]


def _like(
    best: Sequence[numbering.Numbered], candidates: Sequence[numbering.Numbered], lines: Sequence[Line]
) -> list[numbering.Numbered]:
    """The candidates in the margin, if it is there that the best of them stand."""
    if not _marginal(lines, [Heading(c.index, c.count) for c in best]):
        return list(candidates)
    usual: dict[int, float] = {}
    for depth in {len(c.number) for c in best}:
        usual[depth] = median(lines[c.index].indent for c in best if len(c.number) == depth)
    return [c for c in candidates if lines[c.index].indent <= usual.get(len(c.number), 0) + 2]


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
        titles = signs.contents.titles if signs.contents else ()
        promised = any(title.startswith(together) for title in titles)
        wraps = runs_on(last.text, line.text) and last.text[-1] not in ".:;?!"
        block = (
            signs.measure is not None
            and signs.measure.spaced
            and signs.measure.slack(last, line) < ROOM_BESIDE
            and _one_block(lines, index)
        )
        if not promised and not wraps and not block and not _hangs(lines, index, index + count):
            break
        count += 1
    return count


def _hangs(lines: Sequence[Line], index: int, last: int) -> bool:
    """Whether a line is the last of a title between blank lines, and stands under its words."""
    ended = last + 1 == len(lines) or lines[last + 1].gap > 0
    return ended and lines[index].gap > 0 and lines[last].indent > lines[index].indent + 1


def _one_block(lines: Sequence[Line], index: int) -> bool:
    """Whether what starts at `index` stands between blank lines, flush, in a few lines."""
    end = index + 1
    while end < len(lines) and not lines[end].gap and not lines[end].turn and end - index < 6:
        if lines[end].indent != lines[index].indent:
            return False
        end += 1
    return lines[index].gap > 0 and end - index <= 4


def _marginal(lines: Sequence[Line], numbered: Sequence[Heading]) -> bool:
    """Whether numbered headings stand in the margin of an indented text: then only what is numbered is one."""
    under = [(lines[h.index], lines[h.index + h.count]) for h in numbered if h.index + h.count < len(lines)]
    indented = sum(below.indent > head.indent for head, below in under if below.gap)
    return len(numbered) >= MARGINAL and indented > 0.6 * len(under)


def _levelled(
    lines: Sequence[Line], found: list[Heading], signs: Signs, numbered: bool, agenda: bool
) -> list[Heading]:
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
            levelled.append(changed(heading, level=level))
        return levelled
    if found and found[0].index == 0 and len(found) > 1:
        title, *rest = found
        under = found[1].index == title.count or any(h.level > 1 for h in rest)
        return [title, *(changed(h, level=max(2, h.level)) if under else h for h in rest)]
    if found and all(h.level == 1 for h in found):
        return _nested(lines, found, signs)
    return found


def _nested(lines: Sequence[Line], found: list[Heading], signs: Signs) -> list[Heading]:
    """Levels of headings that show none."""
    ends = [*(h.index for h in found[1:]), len(lines)]
    bare = [
        nesting.Bare(
            " ".join(line.text for line in lines[h.index : h.index + h.count]),
            _paragraphs(lines[h.index + h.count : end], signs),
        )
        for h, end in zip(found, ends, strict=True)
    ]
    if any(is_a("labelled", b.title) for b in bare):
        return found
    return [changed(h, level=level) for h, level in zip(found, nesting.levels(bare), strict=True)]


def _paragraphs(lines: Sequence[Line], signs: Signs) -> int:
    """About how many paragraphs lines are."""
    if signs.measure is None or not lines:
        return len(lines)
    breaks = sum(
        b.gap > 0 or (ends_sentence(a.text) and signs.measure.slack(a, b) >= ROOM) for a, b in pairwise(lines)
    )
    return 1 + breaks
