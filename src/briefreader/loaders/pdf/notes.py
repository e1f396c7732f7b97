"""PDF notes: small type at the foot of a page that begins with a number, and the markers that lead to it.

Works on the blocks of one page; where they come from is left to `paragraphs.py`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from briefreader.loaders.flow import Piece, Stretch
from briefreader.loaders.pdf.page import Role, Stripe
from briefreader.loaders.pdf.paragraphs import Block
from briefreader.values import changed

NOTE_SIZE = 0.93
"""Size of notes at most, as a share of the body's: 7 beside 8.5 points is 0.81, 9 beside 10 is 0.9."""

_LABEL = re.compile(r"\s*(\d{1,3})(?=\s|$|[^\W\d])")


def split(found: Sequence[Block], body: float) -> tuple[list[Block], list[Block]]:
    """The blocks of a page: its text, and what holds its notes: small type at its foot, or what is tagged so.

    A small number inside the text, without words, is a sign of a word (`CO2`).
    """
    small = [block for block in found if _is_small(block, body)]
    margin = min((b.left + b.size for b in found if b not in small), default=0.0)
    starts = [
        b
        for b in small
        if _LABEL.match(b.text) and _labelled(b.stripes[0]) and not (b.text.isdecimal() and b.left > margin)
    ]
    if not starts:
        return list(found), []
    first = min(starts, key=lambda block: block.top)
    notes = [b for b in small if b.top >= first.top and b.left >= first.left - 2 * b.size]
    above = [b for b in found if b not in notes]
    if any(b.top > first.top and not _is_small(b, body) and b.left >= first.left - 2 for b in above):
        return list(found), []
    return above, sorted(notes, key=lambda block: block.top)


def _is_small(block: Block, body: float) -> bool:
    """Whether a block is set as notes are, or the file's tags call it one."""
    return block.size <= NOTE_SIZE * body or block.stripes[0].tagged(Role.NOTE)


def raised(found: Iterable[Block]) -> set[str]:
    """The numbers that stand raised in blocks: markers of notes, if there are notes to them."""
    parts = (part for block in found for stripe in block.stripes for part in stripe.parts)
    return {part.text.strip() for part in parts if part.raised and part.text.strip().isdecimal()}


def answered(found: Sequence[Block], markers: Container[str]) -> bool:
    """Whether one of the notes in blocks answers to a marker; rows of a table in small type answer to none."""
    return any(label in markers for label, _ in notes(found))


def notes(found: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Label and lines of the notes at the foot of a page, cut where the next number begins a line."""
    label = ""
    lines: list[Stripe] = []
    expected = None
    for stripe in (s for block in found for s in block.stripes):
        match = _LABEL.match(stripe.text)
        value = int(match[1]) if match and _labelled(stripe) else None
        if value is not None and (expected is None or value == expected):
            if lines:
                yield label, Block(tuple(lines))
            label, lines, expected = str(value), [stripe], value + 1
        elif lines:
            lines.append(stripe)
    if lines:
        yield label, Block(tuple(lines))


def _labelled(stripe: Stripe) -> bool:
    """Whether a line begins with a number that is raised, or set apart from its words."""
    lead = stripe.parts[0]
    return lead.raised or bool(re.match(r"\s*\d{1,3}(\s|$)", lead.text))


def marked(piece: Piece, labels: set[str]) -> Piece:
    """The piece with its raised numbers tied to the notes of that number; the room after them is kept."""
    return changed(piece, stretches=tuple(part for s in piece.stretches for part in _marker(s, labels)))


def _marker(stretch: Stretch, labels: set[str]) -> list[Stretch]:
    label = stretch.text.strip()
    if not stretch.raised or label not in labels:
        return [stretch]
    made = [changed(stretch, text=label, note=label)]
    if stretch.text[-1:].isspace():
        made.append(changed(stretch, text=" ", raised=False))
    return made
