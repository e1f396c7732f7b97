"""Numbering: headings that carry a number, known by the chain their numbers make.

`1`, `1.1`, `1.2`, `2` … is a chain; so is `Article 1`, `Article 2`, in any script. What a single number means is
not asked: numbered paragraphs and items of lists make chains too, but theirs are weaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from briefreader.courtesy import paced
from briefreader.loaders.plain.contents import Contents, key
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import packs
from briefreader.sentences import begins_small
from briefreader.values import frozen

Number = tuple[int, ...]

NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<dot>\.?)(?:\s+(?P<title>\S.*)|$)")
_LETTERED = re.compile(r"(?P<letter>[A-Z])\.(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<title>\S.*)")
LETTERS = 100
"""What is added to the place of an appendix in the alphabet to make its number."""

LONG_TITLE = 220
"""Code points from which on a numbered line is a paragraph."""

LONGEST_ARTICLE = 110
"""Code points of an article's number and title."""

SKIPPED = 1.6
"""What it costs a chain to leave out one number: more than a heading weighs."""

LIKE_TEXT, LIKE_A_LABEL = 2.2, 0.8
"""What it costs a title to end as sentences do, and in a colon when it stands alone."""

ROW_OF_TABLE = 2.2
"""What it costs a title that it stands in columns."""

CODE = ":<{[|+=-/"
"""Signs that lines of code begin with and titles do not."""

SERIES = 3
"""Members a series like `Article 1` … must have."""


@frozen
class Numbered:
    """A line that may be a numbered heading."""

    index: int
    count: int
    """Lines its number and title take."""

    number: Number
    weight: float


def chapter_words() -> str:
    """The words for chapters in all languages, as one pattern, the longest first."""
    words = {word for pack in packs().values() for word in pack.get("chapter", [])}
    return "|".join(sorted(words, key=len, reverse=True))


_CHAPTER = re.compile(rf"(?:{chapter_words()})\s+(?P<number>\d{{1,2}})[.:]?\s+(?P<title>[^\W\d].*)", re.I)
_ARTICLE = re.compile(
    r"(?P<word>§|(?i:artikel|article|art\.|artículo|articolo|artigo))\s*(?P<number>\d{1,3})"
    r"(?:[.:]|[.:]?\s+(?P<title>[^\W\d_][^.!?]*[^.,:;!?]))?"
)
APPENDIX = re.compile(
    r"(?i:bijlage|annex|appendix|anhang|annexe)(?:\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4}))?(?:[.:]?\s+[–-]?\s?[A-Z].{0,80})?[.:]?"
)


def chain(candidates: Sequence[Numbered]) -> list[Numbered]:
    """The weightiest sequence of candidates in which each number can follow the one before it."""
    best: dict[Number, tuple[float, list[Numbered]]] = {}
    for candidate in candidates:
        options = [
            (total - cost, found)
            for last, (total, found) in best.items()
            if (cost := _cost(last, candidate.number)) is not None
        ]
        if candidate.number in ((1,), (1, 1), (0,)):
            options.append((0.0, []))
        if not options:
            continue
        weight, before = max(options, key=lambda option: option[0])
        total = weight + candidate.weight
        known = best.get(candidate.number)
        if known is None or total > known[0]:
            best[candidate.number] = (total, [*before, candidate])
    return max(best.values(), key=lambda found: found[0], default=(0.0, []))[1]


def _cost(last: Number, number: Number) -> float | None:
    """What it costs that a heading `number` comes next after `last`; None if it cannot.

    Free are its first child and one further at any level; it costs to leave out a number, or letters of appendices.
    """
    if number[0] > LETTERS and number[1:] == (1,) and last[0] < number[0]:
        return SKIPPED * (number[0] - max(last[0], LETTERS) - 1)
    depth = len(number)
    if depth > len(last):
        return 0.0 if number == (*last, 1) else None
    step = number[-1] - last[depth - 1]
    if number[:-1] != last[: depth - 1] or step not in (1, 2):
        return None
    return SKIPPED * (step - 1)


def parse(text: str) -> tuple[Number, str] | None:
    """The number and title of a line that starts with a number, or with a word for chapter and one."""
    if match := _CHAPTER.fullmatch(text):
        return (int(match["number"]),), match["title"]
    match = NUMBERED.match(text)
    if not match:
        return _lettered(text)
    if not match["dot"] and "." not in match["number"] and not match["title"]:
        return None
    number = tuple(int(part) for part in match["number"].removesuffix(".0").split("."))
    if 0 in number[1:] or number[0] > 60:
        return None
    return number, match["title"] or ""


def _lettered(text: str) -> tuple[Number, str] | None:
    """The same in an appendix: `B.2 Titel` counts after all chapters."""
    match = _LETTERED.match(text)
    if not match:
        return None
    letter = LETTERS + ord(match["letter"]) - ord("A") + 1
    return (letter, *(int(part) for part in match["number"].split("."))), match["title"]


def weight_of(number: Number, title: str, line: Line, contents: Contents | None, alone: bool) -> float:
    """How much a numbered line looks like a heading: above 0 if it does. `alone`: between blank lines."""
    weight = 1.0 + 0.4 * (len(number) > 1) + 0.3 * (line.gap > 0 or line.turn)
    if contents and key(title) in contents.titles:
        weight += 3
    elif title[-1:] in ".;:,":
        weight -= LIKE_TEXT if title[-1:] != ":" or not alone else LIKE_A_LABEL
    if not title or len(title) > LONG_TITLE:
        weight -= 2
    elif begins_small(title) or title[:1] == "(":
        weight -= 1.2
    elif "   " in title:
        weight -= ROW_OF_TABLE
    return weight


_CJK = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "兩": 2}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def series(lines: Sequence[Line]) -> list[int]:
    """Indexes of lines that are the same but for a number that rises by one: `Artikel 1`, `第一条`, `ข้อ 1`."""
    shapes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, line in enumerate(paced(lines)):
        shaped = _shape(line.text) if len(line.text) <= 40 else None
        if shaped:
            shapes[shaped[0]].append((index, shaped[1]))
    found: list[int] = []
    for shape, members in shapes.items():
        rising = longest_run(members)
        if len(rising) >= SERIES and stand_apart(rising):
            found += rising
            found += _spelled_out(lines, shape, rising[0], members)
    return sorted({*found, *_articles(lines)})


def _articles(lines: Sequence[Line]) -> list[int]:
    """The same for a word that only laws number by, with a title or none after it: `§ 1 Grundsatz`."""
    members: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, line in enumerate(paced(lines)):
        match = _ARTICLE.fullmatch(line.text) if len(line.text) <= LONGEST_ARTICLE else None
        if match and not begins_small(match["title"] or "") and (line.gap or line.turn or index == 0):
            members[match["word"].casefold()].append((index, int(match["number"])))
    series = [longest_run(found) for found in members.values()]
    return [i for found in series if len(found) >= SERIES and stand_apart(found) for i in found]


def _shape(text: str) -> tuple[str, int] | None:
    """The line with its number as `#`, and the number; None if it has none, or nothing else."""
    for match in re.finditer(r"\d+|[一二三四五六七八九十百零〇]+|\b[IVXLC]+\b", text):
        if text[match.start() - 1 : match.start()].islower():
            continue  # the marker of a note
        value = value_of(match[0])
        rest = text[: match.start()] + "#" + text[match.end() :]
        if (
            value
            and text[0] not in CODE
            and re.search(r"[^\W\d_]|§", rest)
            and len(rest) <= 30
            and rest.rstrip()[-1:] not in ",;"
        ):
            return rest.casefold(), value
    return None


def value_of(sign: str) -> int | None:
    """The number that digits, Roman or Chinese numerals say; None if none that counts members."""
    if sign.isdecimal():
        return int("".join(str(unicodedata.decimal(c)) for c in sign)) if len(sign) <= 3 else None
    if sign[0] in _ROMAN:
        values = [_ROMAN[c] for c in sign]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    total, unit = 0, 0
    for c in sign:
        if c in "十百":
            total, unit = total + (unit or 1) * (10 if c == "十" else 100), 0
        else:
            unit = _CJK.get(c, 0)
    return total + unit


def longest_run(members: Sequence[tuple[int, int]]) -> list[int]:
    """The longest run of indexes whose numbers rise by one, from 1 or 2; one may be missing at a time."""
    runs: dict[int, list[int]] = {}
    for index, value in members:
        before = max((runs.get(value - step, []) for step in (1, 2)), key=len)
        if (before or value <= 2) and len(before) + 1 > len(runs.get(value, [])):
            runs[value] = [*before, index]
    return max(runs.values(), key=len, default=[])


def stand_apart(indexes: Sequence[int]) -> bool:
    """Text stands between most of them."""
    steps = [b - a for a, b in pairwise(indexes)]
    return sum(step > 1 for step in steps) >= 0.7 * len(steps)


def _spelled_out(
    lines: Sequence[Line], shape: str, first: int, members: Sequence[tuple[int, int]]
) -> list[int]:
    """The first of a series that starts at 2: its number is written as a word (`Article premier`)."""
    if dict(members).get(first) != 2:
        return []
    word = shape.split()[0]
    for index in range(first - 1, max(-1, first - 12), -1):
        text = lines[index].text.casefold()
        if text.split(" ")[0] == word and len(text) <= 30 and text[-1] not in ",;":
            return [index]
    return []
