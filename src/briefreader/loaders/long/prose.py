"""Prose: the lines of a plain text as paragraphs, list items and headings, told by what stands next to them.

One paragraph behind what was read: what it is depends on nothing behind the next one. Markdown is `marked`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefreader.document import Kind
from briefreader.loaders.long import source as sources
from briefreader.loaders.long.source import Line, Part, Source, joined
from briefreader.loaders.plain.bare import FINAL, LONGEST, looks_bare
from briefreader.loaders.plain.numbering import parse
from briefreader.loaders.plain.reflow import BULLET, SURE_BULLETS, is_wrapped
from briefreader.loaders.plain.source import Line as PlainLine
from briefreader.loaders.plain.source import lines_of
from briefreader.values import changed

_BULLETS = frozenset("o*–—-") | SURE_BULLETS
_PRIVATE = ("\ue000", "\uf8ff")


def parts(source: Source) -> Iterator[Part]:
    """What the lines of a plain text are."""
    wrapped, spaced = _layout(source)
    before, here = None, None
    for after in _paragraphs(source, wrapped):
        if here is not None:
            yield _part(here, _level(before, here, after, wrapped or spaced))
        before, here = here, after
    if here is not None and not source.cut:
        yield _part(here, 0)


def _layout(source: Source) -> tuple[bool, bool]:
    """Whether lines go on in the next one, and whether blank lines stand between paragraphs, by the text's head."""
    lines = [line for line in lines_of(source.head.decode(source.encoding, "replace")) if line.text]
    gaps = [line.number - before.number > 1 for before, line in pairwise(lines)]
    spaced = [changed(line, gap=int(gap)) for line, gap in zip(lines[1:], gaps, strict=True)]
    return is_wrapped([*lines[:1], *spaced]), sum(gaps) > 0.3 * len(gaps)


def _paragraphs(source: Source, wrapped: bool) -> Iterator[Line]:
    """The lines of a text whose lines are paragraphs; in a wrapped one, lines between blank ones joined."""
    if not wrapped:
        yield from source.lines()
        return
    open: list[Line] = []
    size = 0
    for line in source.lines():
        if open and (line.gap or line.text[0] in _BULLETS or size > sources.LONGEST_LINE):
            yield joined(open)
            open, size = [], 0
        open.append(line)
        size += len(line.text)
    if open and not source.cut:
        yield joined(open)


def _level(before: Line | None, here: Line, after: Line, by_gaps: bool) -> int:
    """The level of a heading, or 0 for a paragraph or item."""
    text = here.text
    if len(text) >= LONGEST or text[-1] in FINAL or _bare(after):
        return 0
    done = before is None or before.text[-1] in FINAL
    if not (here.gap and after.gap if by_gaps else done):
        return 0
    numbered = parse(text)
    if numbered and numbered[1][:1].isupper():
        return min(len(numbered[0]), 6)
    return int(_bare(here))


def _bare(line: Line) -> bool:
    """Whether a paragraph by itself could be a heading."""
    return len(line.text) < LONGEST and looks_bare((PlainLine(line.text, line.number, 0),), 0, None)


def _part(line: Line, level: int) -> Part:
    if level:
        return Part(line, Kind.HEADING, level)
    text = line.text
    bullet = BULLET.match(text) if text[0] in _BULLETS or _PRIVATE[0] <= text[0] <= _PRIVATE[1] else None
    if not bullet:
        return Part(line)
    sign = bullet[0].strip()
    lost = sign if sign == "\ufffd" or _PRIVATE[0] <= sign <= _PRIVATE[1] else ""
    return Part(line.without(bullet.end()), Kind.ITEM, 1, "•" if lost else sign, lost)
