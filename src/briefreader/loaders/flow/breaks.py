"""Breaks: where paragraphs begin and end, whatever the markup says: layout tables, hard breaks, broken sentences.

Knows nothing of headings and lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefreader.document import Kind
from briefreader.loaders.flow import MOST_STRETCHES, Piece, Stretch, Stretches, words
from briefreader.loaders.flow.typedlists import BULLET, ENUMERATED
from briefreader.sentences import begins_small
from briefreader.values import changed

SHORT_LINE = 60
"""Code points. A line that breaks off earlier was broken by its writer, not by the width of the page."""

WRAPPED = 40
"""Code points. A line that was broken in the middle of a sentence for want of room is longer."""

LONG_CELL = 400
"""Code points. Tables with more text in a cell are there for the layout of the page."""


def unwrapped(piece: Piece) -> list[Piece]:
    """The pieces in a table that is there for the layout of the page; any other piece as it is."""
    if piece.kind is not Kind.TABLE:
        return [piece]
    if not is_layout(piece):
        return [piece]
    return [flat for row in piece.rows for cell in row for inner in cell for flat in unwrapped(inner)]


def is_layout(table: Piece) -> bool:
    """Whether a table only places text: no row with two filled cells, headings or long texts in its cells."""
    filled = [[cell for cell in row if any(piece.text for piece in cell)] for row in table.rows]
    filled = [row for row in filled if row]
    if len(filled) < 2 or all(len(row) == 1 for row in filled):
        return True
    inner = [piece for row in filled for cell in row for piece in cell]
    if any(piece.kind is Kind.HEADING for piece in inner):
        return True
    return any(piece.kind is Kind.TABLE and not is_layout(piece) for piece in inner) or any(
        sum(len(piece.text) for piece in cell) > LONG_CELL and len(cell) > 2 for row in filled for cell in row
    )


def lines_of(piece: Piece) -> list[Piece]:
    """A paragraph cut at those of its hard breaks that begin something new; others become spaces."""
    if piece.kind in (Kind.PRE, Kind.TABLE, Kind.SIGNATURE) or not any(
        "\n" in s.text for s in piece.stretches
    ):
        return [piece]
    lines = _lines(piece.stretches)
    if piece.kind is not Kind.PARAGRAPH and piece.kind is not Kind.QUOTE:
        return [changed(piece, stretches=_spaced(lines))]
    groups: list[list[Stretches]] = []
    for before, line in zip([(), *lines], lines, strict=False):
        if not groups or begins_anew(before, line):
            groups.append([line])
        else:
            groups[-1].append(line)
    made = [changed(piece, stretches=_spaced(group)) for group in groups]
    return [one for one in made if one.text] or made[:1]


def begins_anew(before: Stretches, line: Stretches) -> bool:
    """Whether a hard break between two lines of a paragraph is the start of another one."""
    above, here = words(before).strip(), words(line).strip()
    if not above or not here:
        return True
    if _wholly_bold(before) != _wholly_bold(line) and _wholly_bold(before):
        return True
    if begins_small(here):
        return False
    return above[-1] in ".?!:;" or len(above) < SHORT_LINE or bool(BULLET.match(here))


def _wholly_bold(stretches: Stretches) -> bool:
    return all(s.bold for s in stretches if s.text.strip())


def _lines(stretches: Stretches) -> list[Stretches]:
    lines: list[list[Stretch]] = [[]]
    for stretch in stretches:
        first, *rest = stretch.text.split("\n")
        lines[-1].append(changed(stretch, text=first))
        lines += [[changed(stretch, text=text)] for text in rest]
    return [tuple(line) for line in lines]


def _spaced(lines: Sequence[Stretches]) -> Stretches:
    joined: list[Stretch] = []
    for line in lines:
        if joined and words(line).strip():
            joined.append(Stretch(" "))
        joined += line
    return tuple(joined)


def continued(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with those paragraphs joined that go on, in the middle of a sentence, in the next one."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above and _goes_on(above, piece):
            joint = Stretch(" ", bold=_wholly_bold(piece.stretches), repair="line joined")
            made[-1] = changed(above, stretches=(*above.stretches, joint, *piece.stretches))
        else:
            made.append(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    if len(above.stretches) > MOST_STRETCHES:
        return False
    if not (above.kind is piece.kind is Kind.PARAGRAPH and above.text and piece.text):
        return False
    if len(above.text) < WRAPPED or not above.text[-1].isalpha() or not begins_small(piece.text):
        return False
    same = _wholly_bold(above.stretches) == _wholly_bold(piece.stretches) and above.boxed == piece.boxed
    return same and not ENUMERATED.match(piece.text)
