"""PDF headings: what the outline, the contents or an agenda's numbers name as one; the rest by its dress.

Takes pieces in reading order and gives them back with headings and levels. Letters' labels and dresses are weighed in
`dress.py`, which all formats share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefreader.document import Kind
from briefreader.loaders import dress
from briefreader.loaders.contents import key
from briefreader.loaders.flow import Piece, Stretch
from briefreader.loaders.pdf_blocks import Block
from briefreader.loaders.pdf_contents import Contents
from briefreader.loaders.pdf_page import Stripe
from briefreader.loaders.wording import is_a

TITLE_LINES = 5
"""Lines that a promised title takes at most."""

GROUP, ITEM = 1, 2
"""Levels in an agenda: what groups its items, and the items."""


@dataclass(frozen=True, slots=True)
class Promises:
    """The titles that a file's outline or its contents name."""

    outline: Mapping[str, int]
    contents: Contents

    def level(self, text: str) -> int | None:
        """The level of the heading that `text` is, if it is promised."""
        return self.outline.get(folded(text)) or self.contents.level(text)


def folded(title: str) -> str:
    """A title without spaces and signs: what an outline and a page write alike."""
    return re.sub(r"[\W_]+", "", title).casefold()


def apart(found: Sequence[Block], promises: Promises) -> list[Block]:
    """The blocks, cut where lines inside them are a promised title."""
    if not promises.outline and not promises.contents.levels:
        return list(found)
    return [part for block in found for part in _cut(block, promises)]


def _cut(block: Block, promises: Promises) -> list[Block]:
    made: list[Block] = []
    start = i = 0
    stripes = block.stripes
    while i < len(stripes):
        count = _title_at(stripes, i, promises) if len(stripes) > 1 else 0
        if count:
            made += [replace(block, stripes=s) for s in (stripes[start:i], stripes[i : i + count]) if s]
            start = i + count
        i += count or 1
    return [*made, replace(block, stripes=stripes[start:])] if start < len(stripes) else made


def _title_at(stripes: Sequence[Stripe], start: int, promises: Promises) -> int:
    """Lines from `start` that are one promised title; 0 if there are none."""
    for count in range(min(TITLE_LINES, len(stripes) - start), 0, -1):
        lines = stripes[start : start + count]
        alike = len({(line.size, line.bold) for line in lines}) == 1
        text = " ".join(line.text for line in lines)
        if alike and len(key(text)) > 2 and promises.level(text):
            return count
    return 0


def headings(pieces: Sequence[Piece], promises: Promises) -> list[Piece]:
    """The pieces with their headings. Those that are headings already are items of an agenda."""
    agenda = any(piece.kind is Kind.HEADING for piece in pieces)
    given = [_promised(piece, promises) for piece in titles_joined(pieces)]
    given = [piece for piece in given if piece.text]
    made = dress.headings(given)
    found = [old if _is_none(new) else new for old, new in zip(given, made, strict=True)]
    if not agenda:
        return found
    items = {id(piece) for piece in given if piece.kind is Kind.HEADING}
    return [
        replace(piece, level=ITEM if id(piece) in items else GROUP) if piece.kind is Kind.HEADING else piece
        for piece in found
    ]


def _promised(piece: Piece, promises: Promises) -> Piece:
    level = promises.level(piece.text) if piece.kind is Kind.PARAGRAPH and not piece.boxed else None
    return replace(piece, kind=Kind.HEADING, level=level) if level else piece


def _is_none(piece: Piece) -> bool:
    """Whether a piece that is set as a heading signs the paper, or is a remark in parentheses."""
    text = piece.text
    return piece.kind is Kind.HEADING and (
        (text.startswith("(") and text.endswith(")")) or any(is_a("office", line) for line in _said(piece))
    )


def _said(piece: Piece) -> list[str]:
    """The lines of a piece as they stand on the page."""
    text = "".join("\n" if s.repair == "line joined" else s.text for s in piece.stretches)
    return text.split("\n") if "\n" in text else []


def titles_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those titles joined that go on, in small letters, in another block of the same type."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above and _goes_on(above, piece):
            made[-1] = replace(above, stretches=(*above.stretches, Stretch(" ", True), *piece.stretches))
        else:
            made.append(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    if not above.kind is piece.kind is Kind.PARAGRAPH or not above.text or not piece.text[:1].islower():
        return False
    faces = {
        (s.bold, s.size) for s in (*above.stretches, *piece.stretches) if s.text.strip() and not s.raised
    }
    return len(faces) == 1 and faces.pop()[0] and above.text[-1] not in dress.CLOSED
