"""Marked: the lines of a Markdown text as headings, paragraphs, list items, quotations and code, told by their signs.

One pass over lines, where CommonMark wants the whole: what belongs together by more than signs and blank lines (notes,
tables, HTML) stays as it stands. Signs inside a line are read by `markdown`, and only where there are any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefreader.document import Kind
from briefreader.loaders.cleaning import clean
from briefreader.loaders.fences import closes, opened_by
from briefreader.loaders.long import source as sources
from briefreader.loaders.long.source import Line, Part, Source, joined

HEADING = re.compile(r"(#{1,6})\s+|(#{2,6})(?=[^#\s])")
CLOSING = re.compile(r"(?:^|\s)#+$")
UNDERLINE = re.compile(r"(?:=+|-+)$")
RULE = re.compile(r"(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
ITEM = re.compile(r"([-*+]|\d{1,9}[.)])\s+(?=\S)")
QUOTE = re.compile(r"(?:>\s?)+")
ROW = "|"

STEP = 2
"""Columns that a list inside a list is set in by at least."""

DEEPEST = 6
"""Lists inside one another that are told apart."""

SIGNS_AT_MOST = 250
"""Signs in a paragraph from which on they stay as they stand: opening brackets take time by the square of their number,
these a fiftieth of a second, and no other process can be ended here as one that reads a shorter file."""

_SIGNS = re.compile(r"[*_`\[\\<&!~]")


def parts(source: Source) -> Iterator[Part]:
    """What the lines of a Markdown text are."""
    open = _Open()
    for line in source.lines():
        yield from open.meet(line)
    if not source.cut:
        yield from open.close()


class _Open:
    """The part that lines may still be added to."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._size = 0
        self._kind = Kind.PARAGRAPH
        self._marker = ""
        self._indents: list[int] = []
        """Columns before the markers of the lists one is in, from the outermost."""
        self._fence = ""

    def meet(self, line: Line) -> Iterator[Part]:
        """The parts that end before `line`, or with it."""
        text = line.text
        if self._fence:
            if closes(text, self._fence):
                self._fence = ""
                yield from self.close()
            else:
                yield from self._add(line)
        elif fence := opened_by(text):
            yield from self.close()
            self._kind, self._fence = Kind.PRE, fence
        elif heading := HEADING.match(text):
            yield from self.close()
            words = line.without(heading.end())
            words = words._replace(text=CLOSING.sub("", words.text).rstrip())
            if words.text:
                yield Part(_plain(words), Kind.HEADING, len(heading[1] or heading[2]))
        elif self._is_underlined(line):
            self._kind = Kind.HEADING
            yield from self.close(level=1 if text[0] == "=" else 2)
        elif RULE.match(text):
            yield from self.close()
        else:
            yield from self._running(line)

    def _is_underlined(self, line: Line) -> bool:
        """Whether the line makes a heading of the one above it."""
        above = len(self._lines) == 1 and self._kind is Kind.PARAGRAPH and not line.gap
        return above and bool(UNDERLINE.match(line.text))

    def _running(self, line: Line) -> Iterator[Part]:
        """A line of a paragraph, a list, a quotation or a table."""
        if match := ITEM.match(line.text):
            yield from self.close()
            self._kind, self._marker = Kind.ITEM, "•" if match[1] in "-*+" else match[1]
            self._sink(line.indent)
            line = line.without(match.end())
        elif match := QUOTE.match(line.text):
            if line.gap or self._kind is not Kind.QUOTE:
                yield from self.close()
            self._kind = Kind.QUOTE
            line = line.without(match.end())
        elif (line.text[0] == ROW) != (self._kind is Kind.PRE) or line.gap:
            yield from self.close()
            self._kind = Kind.PRE if line.text[0] == ROW else Kind.PARAGRAPH
            if not line.indent:
                self._indents.clear()
        if line.text:
            yield from self._add(line)

    def _sink(self, indent: int) -> None:
        """Notes that an item stands so many columns in."""
        while self._indents and self._indents[-1] > indent - STEP:
            self._indents.pop()
        self._indents.append(indent)

    def _add(self, line: Line) -> Iterator[Part]:
        if self._size > sources.LONGEST_LINE:
            yield from self.close(on=True)
        self._lines.append(line)
        self._size += len(line.text)

    def close(self, level: int = 0, on: bool = False) -> Iterator[Part]:
        """What was open, if anything was; with `on` another of the kind follows it."""
        lines, kind, marker = self._lines, self._kind, self._marker
        self._lines, self._size, self._marker = [], 0, ""
        self._kind = kind if on else Kind.PARAGRAPH
        if not lines:
            return
        if kind is Kind.PRE:
            yield Part(joined(lines, "\n"), kind)
        elif (words := _plain(joined(lines))).text:
            deep = min(len(self._indents), DEEPEST) if marker else level
            yield Part(words, kind if marker or kind is not Kind.ITEM else Kind.PARAGRAPH, deep, marker)


def _plain(line: Line) -> Line:
    """A line without the signs inside it; repairs of one that had any are told of the whole."""
    if not 0 < len(_SIGNS.findall(line.text)) <= SIGNS_AT_MOST:
        return line
    from briefreader.loaders.markdown import plain_words

    text = clean(unicodedata.normalize("NFC", plain_words(line.text))).text
    changes = tuple((kind, 0, len(text), was) for kind, _, _, was in line.changes)
    return line._replace(text=text, changes=changes)
