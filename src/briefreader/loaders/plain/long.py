"""Long texts: plain text of many megabytes read in one pass, in pieces, without ever holding it twice.

Takes it for paragraphs, list items and headings by what stands next to them; what needs the whole text in view (notes,
page headers, words cut at line ends, the letterhead) is left to shorter texts, and so is the way back to the file. What
a piece becomes depends on nothing behind the next paragraph, so a text's beginning is read alike with or without the
rest. Shorter texts are `plain`'s.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections.abc import Callable, Generator, Iterator
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from briefreader.document import Document, Kind, Repair
from briefreader.errors import LoadError
from briefreader.loaders import inference
from briefreader.loaders.cleaning import DROPPED, SPACE, clean
from briefreader.loaders.encoding import encoding_of
from briefreader.loaders.outline import sections
from briefreader.loaders.plain.bare import FINAL, LONGEST, looks_bare
from briefreader.loaders.plain.numbering import parse
from briefreader.loaders.plain.reflow import BULLET, SURE_BULLETS, is_wrapped
from briefreader.loaders.plain.source import Line, lines_of
from briefreader.longdocument import Blocks, LongDocument
from briefreader.span import Span
from briefreader.text import guess_language
from briefreader.values import changed

HEAD = 1 << 16
"""Bytes by which it is judged how the text is laid out, what encoding it has and what is to be known of the letter."""

PIECE = 1 << 18
"""Bytes that are read at a time: some milliseconds' worth, after which a screen gets its turn."""

LONGEST_LINE = 1 << 14
"""Code points after which a line is cut into paragraphs: four pages, more than any paragraph has."""

MOST_BLOCKS = 4_000_000
"""Paragraphs a text may have: ten times as many as letters of the largest size have."""

MOST_REPAIRS = 10_000
"""Repairs that are listed one by one."""

BETWEEN = "\n\n"

_UNCLEAN = re.compile(f"[{DROPPED}{SPACE[1:].replace(chr(10), '')}]")
_BULLETS = frozenset("o*–—-") | SURE_BULLETS
_PRIVATE = ("\ue000", "\uf8ff")

Told = Callable[[float], None]
"""Is told what share of a file has been read, from 0 to 1."""


def read_long(path: Path, id: str, told: Told | None = None, most: int | None = None) -> LongDocument:
    """The text in the file at `path`; with `most` the paragraphs that are whole in its first `most` bytes.

    Raises LoadError if it holds no text, or more of it than can be shown; OSError if it cannot be read.
    """
    with path.open("rb") as file:
        pages = _Pages(_Decoded(file, path.stat().st_size, told, most))
        text, digest = "", blake2b(digest_size=16)
        for piece in pages.pieces():
            digest.update(piece.encode("utf-8", "surrogatepass"))
            text += piece  # in place, as long as nothing else holds it: a text of 100 MB is never there twice
    if not pages.blocks:
        raise LoadError("holds no text.")
    found = LongDocument(
        id,
        text,
        blocks=pages.blocks,
        path=path,
        file_hash=pages.source.digest.hexdigest(),
        digest=digest.hexdigest(),
        repairs=tuple(pages.repairs),
        warnings=pages.warnings,
    )
    return _complete(found)


def _complete(found: LongDocument) -> LongDocument:
    """With sections, and with what the first pages tell of the letter."""
    language = guess_language(found.text[: HEAD // 2])
    blocks = found.blocks
    headings = [blocks[index] for index in blocks.headings]
    ends = [blocks[0], *headings] if blocks[0].kind is not Kind.HEADING else headings
    ends += [blocks[-1]] if blocks[-1] != ends[-1] else []
    metadata = changed(found.metadata, language=language)
    first = Document(found.id, found.text[: HEAD // 2], blocks[:64], metadata=metadata)
    return changed(
        found,
        metadata=inference.complete(first),
        sections=sections(ends, lambda block: block.body.of(found.text), language),
    )


class _Decoded:
    """A file as clean line ends and characters, piece by piece."""

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
        self.damaged = False

    @property
    def cut(self) -> bool:
        """Whether it ends before the file does."""
        return self._left is not None and self._left <= 0 and self._file.tell() < self._size

    def pieces(self) -> Iterator[str]:
        """The text, to its end or as far as it is wanted."""
        while data := self._file.read(PIECE if self._left is None else min(PIECE, self._left)):
            self.digest.update(data)
            if self._left is not None:
                self._left -= len(data)
            yield self._line_ends.decode(self._text(data))
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


class _Line(NamedTuple):
    text: str
    number: int
    """1-based, in the file."""

    gap: bool
    """Whether a blank line stands before it."""

    repairs: tuple[tuple[str, int, int, str], ...] = ()


class _Pages:
    """Makes clean text and blocks of a decoded file, one paragraph behind what was read."""

    def __init__(self, source: _Decoded) -> None:
        self.source = source
        self.blocks = Blocks()
        self.repairs: list[Repair] = []
        self._length = 0
        self._number = 0
        self._unlisted = 0
        lines = [line for line in lines_of(source.head.decode(source.encoding, "replace")) if line.text]
        gaps = [line.number - before.number > 1 for before, line in pairwise(lines)]
        spaced = [changed(line, gap=int(gap)) for line, gap in zip(lines[1:], gaps, strict=True)]
        self._wrapped = is_wrapped([*lines[:1], *spaced])
        self._spaced = sum(gaps) > 0.3 * len(gaps)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of it, a sentence each."""
        said = ["This text is very long: notes, page headers and cut words are left as they stand in it."]
        if self.source.encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
            said.append(f"The file does not say its encoding; read as {self.source.encoding}.")
        if self.source.damaged:
            said.append("Some characters are damaged and shown as \ufffd.")
        if self._unlisted:
            said.append(f"{self._unlisted} more repairs are not listed.")
        return tuple(said)

    def pieces(self) -> Iterator[str]:
        """The text, piece by piece."""
        parts: list[str] = []
        written = 0
        before, here = None, None
        for after in self._paragraphs():
            if here is not None:
                parts.append(self._told(here, self._kind(before, here, after)))
                written += len(parts[-1])
            before, here = here, after
            if written > PIECE:
                yield "".join(parts)
                parts, written = [], 0
        if here is not None and not self.source.cut:
            parts.append(self._told(here, self._kind(before, here, None)))
        yield "".join(parts)

    # Lines and paragraphs

    def _lines(self) -> Iterator[_Line]:
        """The lines that hold something."""
        tail, gap = "", True
        for piece in self.source.pieces():
            lines = (tail + piece).split("\n")
            tail = lines.pop()
            gap = yield from self._clean(lines, gap)
            if len(tail) > LONGEST_LINE:
                *whole, tail = _cut(tail)
                gap = yield from self._clean(["".join(whole)], gap)
                self._number -= 1
        if not self.source.cut:
            yield from self._clean([tail], gap)

    def _clean(self, lines: list[str], gap: bool) -> Generator[_Line, None, bool]:
        """Those of `lines` that hold something, clean; gives back whether a blank line came last."""
        text = "\n".join(lines)
        dirty = _UNCLEAN.search(text) or "  " in text or not unicodedata.is_normalized("NFC", text)
        for raw in lines:
            self._number += 1
            gap = gap or not raw or raw.isspace()
            for part in _cut(raw) if len(raw) > LONGEST_LINE else (raw,):
                line = part.strip()
                found = _cleaned(line, self._number, gap) if dirty else _Line(line, self._number, gap)
                if found.text:
                    yield found
                    gap = False
        return gap

    def _paragraphs(self) -> Iterator[_Line]:
        """The same in a text whose lines are paragraphs; in a wrapped one, lines between blank ones joined."""
        if not self._wrapped:
            yield from self._lines()
            return
        open: list[_Line] = []
        size = 0
        for line in self._lines():
            if open and (line.gap or line.text[0] in _BULLETS or size > LONGEST_LINE):
                yield _joined(open)
                open, size = [], 0
            open.append(line)
            size += len(line.text)
        if open and not self.source.cut:
            yield _joined(open)

    # Blocks

    def _kind(self, before: _Line | None, here: _Line, after: _Line | None) -> int:
        """The level of a heading, or 0 for a paragraph or item."""
        text = here.text
        if len(text) >= LONGEST or after is None or text[-1] in FINAL or _bare(after):
            return 0
        alone = here.gap and after.gap
        done = before is None or before.text[-1] in FINAL
        if not (alone if self._spaced or self._wrapped else done):
            return 0
        numbered = parse(text)
        if numbered and numbered[1][:1].isupper():
            return min(len(numbered[0]), 6)
        return int(_bare(here))

    def _told(self, line: _Line, level: int) -> str:
        """Makes a block of a paragraph; its text with what separates it from the one before."""
        if len(self.blocks) >= MOST_BLOCKS:
            raise LoadError(f"has more than {MOST_BLOCKS} paragraphs. Split it first.")
        text, marker, lost = line.text, 0, ""
        bullet = BULLET.match(text) if text[0] in _BULLETS or _PRIVATE[0] <= text[0] <= _PRIVATE[1] else None
        if bullet and not level:
            sign = bullet[0].strip()
            lost = sign if sign == "\ufffd" or _PRIVATE[0] <= sign <= _PRIVATE[1] else ""
            text, marker = f"{'•' if lost else sign} {text[bullet.end() :]}", 2
        between = BETWEEN if self.blocks else ""
        start = self._length + len(between)
        self._length = start + len(text)
        kind = Kind.HEADING if level else Kind.ITEM if marker else Kind.PARAGRAPH
        self.blocks.tell(kind, Span(start, self._length), level or int(marker > 0), marker, line.number)
        self._repair(line, start, len(text) - len(line.text), lost)
        return between + text

    def _repair(self, line: _Line, start: int, shift: int, lost: str) -> None:
        found = [Repair("bullet restored", Span(start, start + 1), lost)] if lost else []
        for kind, first, last, was in line.repairs:
            place = Span(max(start, start + first + shift), max(start, start + last + shift))
            found.append(Repair(kind, place, was))
        room = max(MOST_REPAIRS - len(self.repairs), 0)
        self.repairs += found[:room]
        self._unlisted += len(found[room:])


def _bare(line: _Line) -> bool:
    """Whether a paragraph by itself could be a heading."""
    return len(line.text) < LONGEST and looks_bare((Line(line.text, line.number, 0),), 0, None)


def _cleaned(line: str, number: int, gap: bool) -> _Line:
    """A line as it is shown. Accents are put on their letters all at once: that is one repair, of the whole line."""
    composed = unicodedata.normalize("NFC", line)
    cleaned = clean(composed)
    repairs: tuple[tuple[str, int, int, str], ...] = cleaned.changes
    if composed != line:
        repairs = (("composed", 0, len(cleaned.text), line), *repairs)
    return _Line(cleaned.text, number, gap, repairs)


def _joined(lines: list[_Line]) -> _Line:
    """Lines as one paragraph, with a space between; nothing is taken out."""
    if len(lines) == 1:
        return lines[0]
    repairs: list[tuple[str, int, int, str]] = []
    at = 0
    for line in lines:
        repairs += ((kind, at + start, at + end, was) for kind, start, end, was in line.repairs)
        at += len(line.text) + 1
    first = lines[0]
    return _Line(" ".join(line.text for line in lines), first.number, first.gap, tuple(repairs))


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
