"""Source: a file of many megabytes as clean lines, piece by piece, none of which is held for longer than it is needed.

What the lines are is `prose` for plain text and `marked` for Markdown.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple

from briefreader.courtesy import breathe
from briefreader.digests import blake2b
from briefreader.document import Kind
from briefreader.loaders.cleaning import DROPPED, SPACE, clean
from briefreader.loaders.encoding import encoding_of

HEAD = 1 << 16
"""Bytes by which it is judged how the text is laid out, what encoding it has and what is to be known of the letter."""

PIECE = 1 << 16
"""Bytes that are read at a time: some milliseconds' worth, after which a screen gets its turn."""

LONGEST_LINE = 1 << 14
"""Code points after which a line is cut into paragraphs: four pages, more than any paragraph has."""

TAB = "    "
"""What a tab before a line is worth, as in CommonMark."""

_UNCLEAN = re.compile(f"[{DROPPED}{SPACE[1:].replace(chr(10), '')}]")

Told = Callable[[float], None]
"""Is told what share of a file has been read, from 0 to 1."""

Change = tuple[str, int, int, str]
"""A repair inside a line: its kind, where it starts and ends there, and what stood in the file."""


class Line(NamedTuple):
    """A line that holds something, or several joined."""

    text: str
    number: int
    """1-based, in the file."""

    gap: bool
    """Whether a blank line stands before it."""

    indent: int = 0
    """Columns before it."""

    changes: tuple[Change, ...] = ()

    def without(self, start: int) -> Line:
        """The line without its first `start` code points."""
        moved = ((kind, first - start, last - start, was) for kind, first, last, was in self.changes)
        return self._replace(text=self.text[start:], changes=tuple(moved))


class Part(NamedTuple):
    """What becomes a block."""

    line: Line
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""
    """The sign of a list item, which is not in the line any more."""

    lost: str = ""
    """What stood in the file where `marker` cannot be what was meant."""


class Source:
    """A file as clean line ends and characters; with `most` no more than so many of its bytes."""

    def __init__(self, file: io.BufferedReader, size: int, told: Told | None, most: int | None) -> None:
        self._file, self._size, self._told = file, max(size, 1), told
        self._left = most
        self.digest = blake2b(digest_size=16)
        self.head = file.read(HEAD)
        file.seek(0)
        self.encoding = encoding_of(self.head)
        errors = "strict" if self.encoding == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        self._line_ends = io.IncrementalNewlineDecoder(None, translate=True)
        self._ascii = True
        self._number = 0
        self.damaged = False

    @property
    def cut(self) -> bool:
        """Whether it ends before the file does."""
        return self._left is not None and self._left <= 0 and self._file.tell() < self._size

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of its characters, once it is read; a sentence each."""
        said = []
        if self.encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
            said.append(f"The file does not say its encoding; read as {self.encoding}.")
        if self.damaged:
            said.append("Some characters are damaged and shown as \ufffd.")
        return tuple(said)

    def lines(self) -> Iterator[Line]:
        """The lines that hold something."""
        tail, gap = "", True
        for piece in self._pieces():
            lines = (tail + piece).split("\n")
            tail = lines.pop()
            gap = yield from self._clean(lines, gap)
            if len(tail) > LONGEST_LINE:
                *whole, tail = _cut(tail)
                gap = yield from self._clean(["".join(whole)], gap)
                self._number -= 1
        if not self.cut:
            yield from self._clean([tail], gap)

    def _pieces(self) -> Iterator[str]:
        while data := self._file.read(PIECE if self._left is None else min(PIECE, self._left)):
            self.digest.update(data)
            if self._left is not None:
                self._left -= len(data)
            yield self._line_ends.decode(self._text(data))
            breathe()
            if self._told:
                self._told(min(self._file.tell() / self._size, 1.0))
        if not self.cut:
            yield self._line_ends.decode(self._text(b"", final=True), final=True)

    def _text(self, data: bytes, final: bool = False) -> str:
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError:
            # Nothing but ASCII so far, and now this: it never was UTF-8. Else a few bytes are damaged.
            held = self._decoder.getstate()[0]
            self.encoding = "cp1252" if self._ascii else "utf-8"
            self.damaged = not self._ascii
            self._decoder = codecs.getincrementaldecoder(self.encoding)("replace")
            text = self._decoder.decode(held + data, final)
        self._ascii = self._ascii and text.isascii()
        return text

    def _clean(self, lines: list[str], gap: bool) -> Generator[Line, None, bool]:
        """Those of `lines` that hold something, clean; gives back whether a blank line came last."""
        text = "\n".join(lines)
        dirty = _UNCLEAN.search(text) or "  " in text or not unicodedata.is_normalized("NFC", text)
        for raw in lines:
            self._number += 1
            gap = gap or not raw or raw.isspace()
            for part in _cut(raw) if len(raw) > LONGEST_LINE else (raw,):
                line = part.strip()
                found = _cleaned(part, line, self._number, gap) if dirty else Line(line, self._number, gap)
                if found.text:
                    yield found
                    gap = False
        return gap


def _cleaned(raw: str, line: str, number: int, gap: bool) -> Line:
    """A line as it is shown. Accents are put on their letters all at once: that is one repair, of the whole line."""
    composed = unicodedata.normalize("NFC", line)
    cleaned = clean(composed)
    changes: tuple[Change, ...] = cleaned.changes
    if composed != line:
        changes = (("composed", 0, len(cleaned.text), line), *changes)
    start = raw[: len(raw) - len(raw.lstrip())].replace("\t", TAB)
    return Line(cleaned.text, number, gap, len(start), changes)


def _cut(line: str) -> list[str]:
    """A line in parts of at most `LONGEST_LINE` code points, cut at spaces where it has any."""
    parts: list[str] = []
    at = 0
    while len(line) - at > LONGEST_LINE:
        space = line.rfind(" ", at + LONGEST_LINE // 2, at + LONGEST_LINE)
        end = space + 1 if space > 0 else at + LONGEST_LINE
        parts.append(line[at:end])
        at = end
    return [*parts, line[at:]]


def joined(lines: list[Line], between: str = " ") -> Line:
    """Lines as one, with `between` them; nothing is taken out."""
    if len(lines) == 1:
        return lines[0]
    changes: list[Change] = []
    at = 0
    for line in lines:
        changes += ((kind, at + start, at + end, was) for kind, start, end, was in line.changes)
        at += len(line.text) + 1
    return lines[0]._replace(text=between.join(line.text for line in lines), changes=tuple(changes))
