"""PDF pages: their characters with font, size and place, put together to stretches of a line.

Asks pdfium for characters and says where they stand, in points from the left and from the top of the page. What
the lines are, and in which order they are read, is for `paragraphs.py` to say.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from briefreader.errors import LoadError
from briefreader.values import changed, frozen

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""

SYMBOLS = {
    0xF02D: "–",
    0xF06F: "◦",
    0xF076: "•",
    0xF0A7: "▪",
    0xF0B7: "•",
    0xF0D8: "▪",
    0xF0FC: "✓",
}
"""Characters that the fonts Symbol and Wingdings have at private places → what they look like."""

SPACE = 0.17
"""Em of room between two characters that is a space though none is written; kerning takes less."""

APART = 1.1
"""Em of room between two words of a line from which on they belong to different columns or cells."""

RAISED = 0.15
"""Em by which small type stands above its line's foot if it is raised."""

STEPPED = 0.5
"""The same where the size of type changes with the room: small type in a margin close to the text."""

EVEN = 0.2
"""Em by which the gaps of a line differ at most if they are there to justify it."""

CHARACTERS_AT_MOST = 200_000
"""Characters of a page at most; a newspaper page has 60 000."""

SMALLEST, LARGEST = 0.5, 1_000
"""Points that type can have; what is outside cannot be read, or the file is damaged."""

FARTHEST = 20_000
"""Points from the corner of a page that its characters can be; the format's own limit is 14 400."""

ROW = 8.0
"""Points: height of the rows in which runs are looked up that may stand on one another."""

SHADOW = 0.3
"""Em between two prints of the same words that are one to the eye."""

SMALLER = 0.86
"""Size of raised type at most, as a share of the line's: 6.5 beside 9 points is 0.72, footnote signs reach 0.85."""


@frozen
class Face:
    """How characters are set."""

    size: float
    """Points, as they come out on the page."""

    bold: bool
    italic: bool


class Role(Enum):
    """What a file's own tags can say that a text is."""

    TEXT = "text"
    HEADING = "heading"
    NOTE = "note"
    CONTENTS = "contents"
    ARTIFACT = "artifact"
    """Running heads, page numbers: what the page has and the text has not."""


@frozen
class Tag:
    """What the file's tags say of some characters."""

    role: Role
    level: int = 0
    """Of a heading, 1 the highest."""

    element: int = 0
    """Of a heading: which of its page's elements it is."""


Tagged = Callable[[Any], Tag | None]
"""Gives the tag of a text object of pdfium."""


@frozen
class Glyphs:
    """Characters of one face that follow one another on one foot line."""

    text: str
    face: Face
    left: float
    right: float
    foot: float
    """Points from the top of the page to the line the letters stand on."""

    raised: bool = False
    tag: Tag | None = None


@frozen
class Stripe:
    """A line of one column or cell: glyphs from left to right."""

    parts: tuple[Glyphs, ...]
    page: int
    layer: int = 0
    """Which of several texts printed over one another it belongs to; 0 is the first."""

    @cached_property
    def text(self) -> str:
        """Its words."""
        return "".join(part.text for part in self.parts).strip()

    @cached_property
    def size(self) -> float:
        """Size in points of most of it."""
        return max(self.parts, key=lambda part: (not part.raised) * len(part.text)).face.size

    @property
    def left(self) -> float:
        """Points from the left of the page."""
        return self.parts[0].left

    @property
    def right(self) -> float:
        """Points from the left of the page to its end."""
        return self.parts[-1].right

    @cached_property
    def foot(self) -> float:
        """Points from the top of the page to its foot line."""
        return max(self.parts, key=lambda part: (not part.raised) * len(part.text)).foot

    @cached_property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(part.face.bold for part in self.parts if part.text.strip() and not part.raised)

    @cached_property
    def italic(self) -> bool:
        """Whether all of its words are slanted."""
        return all(part.face.italic for part in self.parts if part.text.strip() and not part.raised)

    @cached_property
    def tag(self) -> Tag | None:
        """The tag of most of it."""
        return max(self.parts, key=lambda part: (not part.raised) * len(part.text)).tag

    def tagged(self, role: Role) -> bool:
        """Whether its tag has this role."""
        return self.tag is not None and self.tag.role is role


def stripes(page: Any, number: int, tagged: Tagged) -> list[Stripe]:
    """The lines of a page, each cut where columns or cells part, from the top down and left to right."""
    return [
        Stripe(tuple(parts), number, layer)
        for layer, glyphs in enumerate(_layers(_glyphs(page, tagged)))
        for line in _lines(glyphs)
        for parts in _cut(line)
    ]


def _layers(glyphs: Iterable[Glyphs]) -> list[list[Glyphs]]:
    """The page's texts in the order in which they were printed; another starts where one is printed over another.

    Converters that misplace the frames of a letter pile them up in a corner. The same words printed twice at one
    place, to look bold or to cast a shadow, count once.
    """
    layers: list[list[Glyphs]] = [[]]
    rows: dict[int, list[Glyphs]] = {}
    for one in glyphs:
        if not one.text.strip():
            continue
        row = round(one.foot / ROW)
        over = [o for near in (row - 1, row, row + 1) for o in rows.get(near, ()) if _overprints(o, one)]
        if any(o.text == one.text and abs(o.left - one.left) < SHADOW * one.face.size for o in over):
            continue
        if over:
            layers.append([])
            rows = {}
        layers[-1].append(one)
        rows.setdefault(row, []).append(one)
    return layers


def _overprints(one: Glyphs, other: Glyphs) -> bool:
    """Whether two runs stand on one another, by more than kerning, accents and raised type do."""
    size = min(one.face.size, other.face.size)
    shared = min(one.right, other.right) - max(one.left, other.left)
    return abs(one.foot - other.foot) < 0.5 * size and shared > 1.5 * size


class _Growing:
    """A run of glyphs while its characters come in."""

    def __init__(
        self, character: str, face: Face, left: float, right: float, foot: float, tag: Tag | None
    ) -> None:
        self.text = [character]
        self.tag = tag
        self.face, self.left, self.right, self.foot = face, left, right, foot

    def takes(self, face: Face, left: float, foot: float) -> bool:
        """Whether the next character stands right behind, on the same foot line and in the same face."""
        size = face.size
        if face != self.face or abs(foot - self.foot) > 0.1 * size:
            return False
        return -0.6 * size < left - self.right < APART * size

    def add(self, character: str, left: float, right: float) -> None:
        """One more character, after a space if there is room for one that is not written."""
        if character == " ":
            if self.text[-1] != " ":
                self.text.append(" ")
                self.right = max(self.right, right)
            return
        if left - self.right > SPACE * self.face.size and self.text[-1] != " ":
            self.text.append(" ")
        self.text.append(character)
        self.right = right

    def done(self) -> Glyphs:
        """What it came to."""
        return Glyphs("".join(self.text), self.face, self.left, self.right, self.foot, tag=self.tag)


def _glyphs(page: Any, tagged: Tagged) -> Iterator[Glyphs]:
    """The page's characters, run by run. Raises LoadError if there are too many."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > CHARACTERS_AT_MOST:
        raise LoadError(f"has a page of more than {CHARACTERS_AT_MOST} characters. It is no letter.")
    height = page.get_height()
    faces: dict[int | None, Face] = {}
    place = _places(text_page, height)
    current: _Growing | None = None
    for index in range(count):
        character = _character(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        if not character:
            continue
        left, right, foot = place(index)
        if not (-FARTHEST < left <= right < FARTHEST and -FARTHEST < foot < FARTHEST):
            continue
        if character == " ":
            if current:
                current.add(character, left, right)
            continue
        face = _face(text_page, index, faces)
        if not SMALLEST <= face.size <= LARGEST:
            continue
        if current and current.takes(face, left, foot):
            current.add(character, left, right)
            continue
        if current:
            yield current.done()
        tag = tagged(pdfium.FPDFText_GetTextObject(text_page.raw, index))
        current = _Growing(character, face, left, right, foot, tag)
    if current:
        yield current.done()


def _character(code: int) -> str:
    """The character of a code; empty for line ends, which the places tell better, and for what is none."""
    if code in (0, 10, 13, 0xFFFE, 0xFFFF, 0xAD) or 0xD800 <= code < 0xE000:
        return HYPHEN if code in (0xFFFE, 0xAD) else ""
    character = SYMBOLS.get(code, chr(code))
    return " " if character.isspace() else character


def _places(text_page: Any, height: float) -> Callable[[int], tuple[float, float, float]]:
    """A function that gives left, right and foot of a character, in points from the left and the top."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    raw = text_page.raw

    def place(index: int) -> tuple[float, float, float]:
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        left = min(box.left, x.value) if box.right else x.value
        return left, max(box.right, left), height - y.value

    return place


def _face(text_page: Any, index: int, known: dict[int | None, Face]) -> Face:
    """How a character is set; asked once for each object of the page."""
    thing = pdfium.FPDFText_GetTextObject(text_page.raw, index)
    key = ctypes.cast(thing, ctypes.c_void_p).value if thing else None
    if key not in known:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text_page.raw, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1
        size = pdfium.FPDFText_GetFontSize(text_page.raw, index) * scale
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, 128, flags)
        weight = pdfium.FPDFText_GetFontWeight(text_page.raw, index)
        called = (
            name.value.decode("latin-1", "replace").lower().partition("+")[2]
            or name.value.decode("latin-1", "replace").lower()
        )
        bold = weight >= 600 or any(word in called for word in ("bold", "black", "heavy", "demi"))
        italic = bool(flags.value & 64) or any(word in called for word in ("italic", "oblique"))
        known[key] = Face(round(size, 1), bold, italic)
    return known[key]


def _lines(glyphs: list[Glyphs]) -> list[list[Glyphs]]:
    """The glyphs line by line: those on one foot line, with what is raised above it."""
    lines: list[list[Glyphs]] = []
    rows: dict[int, list[list[Glyphs]]] = {}
    for one in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (-g.face.size, g.foot)):
        row = round(one.foot / ROW)
        reach = 2 + int(one.face.size / ROW)
        near = (line for r in range(row + reach, row - 2, -1) for line in reversed(rows.get(r, ())))
        home = next((line for line in near if _on_line(line[0], one)), None)
        if home is None:
            lines.append([one])
            rows.setdefault(row, []).append(lines[-1])
        else:
            small = one.face.size < SMALLER * home[0].face.size
            raised = small and home[0].foot - one.foot > RAISED * home[0].face.size
            home.append(changed(one, raised=raised))
    for line in lines:
        line.sort(key=lambda g: g.left)
    return sorted(lines, key=lambda line: line[0].foot if not line[0].raised else line[0].foot + 3)


def _on_line(line: Glyphs, one: Glyphs) -> bool:
    """Whether glyphs stand on a larger line's foot, or raised right above it."""
    above = line.foot - one.foot
    if abs(above) <= 0.12 * line.face.size:
        return True
    return one.face.size < SMALLER * line.face.size and 0 < above < 0.55 * line.face.size


def _cut(line: list[Glyphs]) -> Iterator[list[Glyphs]]:
    """A line cut where there is more room than between words, with the spaces that were not written."""
    wide = _wide(line)
    part: list[Glyphs] = []
    for one in line:
        if part:
            before = part[-1]
            gap = one.left - before.right
            em = max(one.face.size, before.face.size)
            if gap > wide * em or (gap > STEPPED * em and _steps(before, one)):
                yield part
                part = []
            elif gap > SPACE * em and not before.text.endswith(" ") and not one.raised:
                part[-1] = changed(before, text=before.text + " ")
        part.append(one)
    if part:
        yield part


def _steps(before: Glyphs, one: Glyphs) -> bool:
    """Whether two runs on one foot line are of plainly different sizes."""
    small, large = sorted((before.face.size, one.face.size))
    return small < SMALLER * large and not (before.raised or one.raised)


def _wide(line: Sequence[Glyphs]) -> float:
    """Em of room from which on two runs of a line belong to different columns: more than what justifies the line."""
    em = max(one.face.size for one in line)
    gaps = sorted(gap for a, b in pairwise(line) if (gap := (b.left - a.right) / em) > APART)
    if len(gaps) < 3:
        return APART
    usual = gaps[len(gaps) // 2]
    even = [gap for gap in gaps if abs(gap - usual) < EVEN]
    return usual + EVEN if len(even) >= 3 and len(even) > 0.7 * len(gaps) else APART
