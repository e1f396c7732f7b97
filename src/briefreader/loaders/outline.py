"""Sections: which stretch of a text stands under which heading.

Takes blocks that are already told apart; which lines are headings is the loaders' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefreader.courtesy import paced
from briefreader.document import Block, Kind, Section
from briefreader.span import Span

OPENING = {"nl": "Begin"}
"""Title of what comes before the first heading, by language; `Opening` elsewhere."""

NOTES = {"nl": "Voetnoten", "de": "Fußnoten", "fr": "Notes"}
"""Title of the notes at the end, by language; `Footnotes` elsewhere."""


def sections(
    blocks: Sequence[Block], title: Callable[[Block], str], language: str | None
) -> tuple[Section, ...]:
    """The sections of a document's blocks, in order; synthetic ones for what stands under no heading."""
    starts = _starts(blocks, title, language or "")
    end = blocks[-1].span.end if blocks else 0
    made: list[Section] = []
    ahead: list[tuple[int, int]] = []
    """(level, start) of the sections behind this one, the nearest last; none that a nearer one closes first."""

    for block, name, level, synthetic in paced(reversed(starts)):
        start = block.span.start
        own_end = ahead[-1][1] if ahead else end
        while ahead and ahead[-1][0] > level:
            ahead.pop()
        whole_end = ahead[-1][1] if ahead else end
        ahead.append((level, start))
        line = None if synthetic else block.line
        made.append(Section(name, level, Span(start, whole_end), Span(start, own_end), line, synthetic))
    return tuple(reversed(made))


def _starts(
    blocks: Sequence[Block], title: Callable[[Block], str], language: str
) -> list[tuple[Block, str, int, bool]]:
    """(first block, title, level, synthetic) of each section."""
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    starts = [(block, title(block), block.level, False) for block in headings]
    top = min((block.level for block in headings), default=1)
    if blocks and blocks[0].kind not in (Kind.HEADING, Kind.NOTE):
        first = headings[0].level if headings else top
        starts.insert(0, (blocks[0], OPENING.get(language, "Opening"), first, True))
    notes = next((block for block in blocks if block.kind is Kind.NOTE), None)
    if notes:
        starts.append((notes, NOTES.get(language, "Footnotes"), top, True))
    return starts
