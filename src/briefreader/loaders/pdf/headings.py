"""PDF headings: what the outline, the contents or an agenda's numbers name as one; the rest by its dress.

Takes pieces in reading order and gives them back with headings and levels. Letters' labels and dresses are weighed in
`dress.py`, which all formats share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from unicodedata import category, east_asian_width

from briefreader.document import Kind
from briefreader.loaders.flow import Piece, Stretch, dress
from briefreader.loaders.pdf.contents import Contents
from briefreader.loaders.pdf.page import Role, Stripe
from briefreader.loaders.pdf.paragraphs import BULLET, Block
from briefreader.loaders.pdf.series import series
from briefreader.loaders.plain.bare import FINAL
from briefreader.loaders.plain.contents import key
from briefreader.loaders.wording import is_a
from briefreader.sentences import begins_small
from briefreader.values import changed, frozen

TITLE_LINES = 5
"""Lines that a promised title takes at most."""

LONG_TITLE = 240
"""Code points of a bold title of several lines at most."""

LONG_TEXT = 100
"""Code points of a paragraph under a title that is only a little larger, at least."""

LITTLE = 1.03
"""How much larger than the text under it a title of ordinary weight is at least."""

PROMISED_ON_COVER = 2
"""Titles of the outline or the tags that a cover has at most."""

STOPS = (".", ",", ";")
"""What a sentence that goes over lines may end a line in, and a title seldom does."""

GROUP, ITEM = 1, 2
"""Levels in an agenda: what groups its items, and the items."""


@frozen
class Promises:
    """The titles that a file's outline or its contents name."""

    outline: Mapping[str, int]
    contents: Contents
    tagged: Mapping[str, int] = MappingProxyType({})
    """Those that the file's tags name; where they stand, is for the tags of lines to say."""

    def of(self, stripes: Sequence[Stripe]) -> int | None:
        """The level of the heading that lines are, if it is promised."""
        text = " ".join(stripe.text for stripe in stripes)
        if begins_small(text) or not all(stripe.tagged(Role.HEADING) for stripe in stripes):
            return self.level(text)
        return self.tagged.get(promise(text)) or self.level(text)

    def level(self, text: str) -> int | None:
        """The level of the heading that `text` is, if it is promised wherever it stands.

        The end of a sentence is none, unless the outline has the point as well.
        """
        if not text or begins_small(text) or promise(text) in self.tagged:
            return None
        return self.outline.get(promise(text)) or (None if text[-1] in STOPS else self.contents.level(text))


def folded(title: str) -> str:
    """A title without spaces and signs: what an outline and a page write alike."""
    return re.sub(r"[\W_]+", "", title).casefold()


def promise(title: str) -> str:
    """A title as the outline's are compared: folded, with the stop it ends in."""
    return folded(title) + (title[-1] if title[-1:] in STOPS else "")


def apart(found: Sequence[Block], promises: Promises) -> list[Block]:
    """The blocks, cut where lines inside them are a promised title."""
    if not (promises.outline or promises.contents.levels or promises.tagged):
        return list(found)
    return [part for block in found for part in _cut(block, promises)]


def _cut(block: Block, promises: Promises) -> list[Block]:
    made: list[Block] = []
    start = i = 0
    stripes = block.stripes
    while i < len(stripes):
        count = _title_at(stripes, i, promises) if len(stripes) > 1 else 0
        if count:
            made += [changed(block, stripes=s) for s in (stripes[start:i], stripes[i : i + count]) if s]
            start = i + count
        i += count or 1
    return [*made, changed(block, stripes=stripes[start:])] if start < len(stripes) else made


def _title_at(stripes: Sequence[Stripe], start: int, promises: Promises) -> int:
    """Lines from `start` that are one promised title; 0 if there are none."""
    for count in range(min(TITLE_LINES, len(stripes) - start), 0, -1):
        lines = stripes[start : start + count]
        alike = len({(line.size, line.bold) for line in lines}) == 1
        text = " ".join(line.text for line in lines)
        if alike and len(key(text)) > 2 and promises.of(lines):
            return count
    return 0


def is_cover(found: Sequence[Block], promises: Promises) -> bool:
    """Whether the blocks of a page are only titles and names: no sentence, no question, no title of a list."""
    titles = {*promises.outline, *promises.tagged}
    promised = sum(promise(block.text) in titles for block in found)
    return promised <= PROMISED_ON_COVER and not any(
        _is_text(block) or is_a("contents", block.text) or dress.is_label(block.text) or block.label
        for block in found
    )


def _is_text(block: Block) -> bool:
    """Whether a block is a paragraph by its end, its lines or its length: not every script ends sentences."""
    cells = _cells(block.text)
    ended = block.text[-1] in FINAL or len(block.stripes) > TITLE_LINES
    return cells > LONG_TEXT and (
        ended or (cells > 2 * LONG_TEXT and not any(line.bold for line in block.stripes))
    )


def _cells(text: str) -> int:
    """Columns that a text takes, to compare scripts by: an ideograph has two, a vowel sign none."""
    return sum(2 if east_asian_width(c) in "WF" else not category(c).startswith("M") for c in text)


def headings(pieces: Sequence[Piece], promises: Promises) -> list[Piece]:
    """The pieces with their headings. Those that are headings already are items of an agenda."""
    agenda = any(piece.kind is Kind.HEADING for piece in pieces)
    given = [_promised(piece, promises) for piece in titles_joined(pieces) if piece.text]
    shown = [_as_heading(given, i) for i in range(len(given))]
    made = dress.headings(shown)
    found = [
        changed(old, kind=new.kind, level=new.level)
        if new.kind is Kind.HEADING and not _is_none(old)
        else old
        for old, new in zip(given, made, strict=True)
    ]
    if agenda:
        items = {id(piece.stretches) for piece in given if piece.kind is Kind.HEADING}
        return [_at(piece, ITEM if id(piece.stretches) in items else GROUP) for piece in found]
    named = {id(piece.stretches) for piece in given if piece.kind is Kind.HEADING}
    found = series(_beside_promised(found, given), named)
    labels = [p.level for p in found if p.kind is Kind.HEADING and dress.is_label(p.text)]
    return [_at(p, labels[0]) if labels and dress.is_label(p.text) else p for p in found]


def _beside_promised(found: Sequence[Piece], given: Sequence[Piece]) -> list[Piece]:
    """The headings that nothing promised on the level of those that were and are set like them."""
    promised: dict[tuple[float, bool], set[int]] = {}
    for piece in given:
        if piece.kind is Kind.HEADING:
            promised.setdefault(_set(piece), set()).add(piece.level)
    levels = {dress: own.pop() for dress, own in promised.items() if len(own) == 1}
    made = []
    first = True
    for piece, before in zip(found, given, strict=True):
        first = first and before.kind is not Kind.HEADING
        if promised and piece.kind is Kind.HEADING and before.kind is not Kind.HEADING:
            made.append(_at(piece, levels.get(_set(piece), 1 if first else piece.level)))
        else:
            made.append(piece)
    return made


def _set(piece: Piece) -> tuple[float, bool]:
    """Size and weight of most of a piece."""
    longest = max(piece.stretches, key=lambda stretch: len(stretch.text))
    return longest.size, longest.bold


def _at(piece: Piece, level: int) -> Piece:
    return changed(piece, level=level) if piece.kind is Kind.HEADING else piece


def _as_heading(pieces: Sequence[Piece], index: int) -> Piece:
    """A piece as `dress.py` should see it, if the page shows that it is a title though it is not set as usual.

    A bold title of several lines is shown by its first words; a bold line after a bullet, amid paragraphs that have
    none, as wholly bold; a line that is a little larger than the text under it, as bold.
    """
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if piece.kind is not Kind.PARAGRAPH or following is None or piece.text[-1] in dress.CLOSED:
        return piece
    words = [s for s in piece.stretches if s.text.strip() and not s.raised]
    if _is_long_title(pieces, index):
        start = piece.text[: dress.MAX_SLANTED].rstrip(dress.CLOSED + " ")
        return changed(piece, stretches=(changed(words[0], text=start),))
    short = len(piece.text) <= dress.MAX_SLANTED and len(following.text) > LONG_TEXT
    if _is_bulleted_title(pieces, index) or (short and _larger(words, following)):
        return changed(piece, stretches=tuple(changed(s, bold=True) for s in piece.stretches))
    return piece


def _is_long_title(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is longer than `dress.py` takes a heading for, but bold, over text that is not."""
    text_under = any(not _bold(other) for other in pieces[index + 1 : index + 3])
    return dress.MAX_BOLD < len(pieces[index].text) <= LONG_TITLE and text_under and _bold(pieces[index])


def _is_bulleted_title(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is a bold line after a bullet that is alone, not one of a list."""
    piece = pieces[index]
    words = [s for s in piece.stretches if s.text.strip() and not s.raised]
    beside = [pieces[i] for i in (index - 1, index + 1) if 0 <= i < len(pieces)]
    return (
        BULLET.match(piece.text) is not None
        and len(words) > 1
        and all(s.bold for s in words[1:])
        and not any(BULLET.match(other.text) for other in beside)
    )


def _bold(piece: Piece) -> bool:
    return all(s.bold for s in piece.stretches if s.text.strip() and not s.raised)


def _larger(words: Sequence[Stretch], following: Piece) -> bool:
    """Whether a line is set a little larger than the paragraph under it."""
    sizes = {s.size for s in following.stretches if s.text.strip() and not s.raised}
    return bool(words and sizes) and min(s.size for s in words) >= LITTLE * max(sizes) > 0


def _promised(piece: Piece, promises: Promises) -> Piece:
    if piece.kind is not Kind.PARAGRAPH:
        return piece
    level = 0 if piece.boxed else piece.level or promises.level(piece.text) or 0
    return changed(piece, kind=Kind.HEADING if level else piece.kind, level=level)


def _is_none(piece: Piece) -> bool:
    """Whether a piece that is set as a heading signs the paper, or is a remark in parentheses."""
    text = piece.text
    return (text.startswith("(") and text.endswith(")")) or any(is_a("office", line) for line in _said(piece))


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
            made[-1] = changed(above, stretches=(*above.stretches, Stretch(" ", True), *piece.stretches))
        else:
            made.append(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    if not above.kind is piece.kind is Kind.PARAGRAPH or not above.text or not begins_small(piece.text):
        return False
    faces = {
        (s.bold, s.size) for s in (*above.stretches, *piece.stretches) if s.text.strip() and not s.raised
    }
    return len(faces) == 1 and faces.pop()[0] and above.text[-1] not in dress.CLOSED
