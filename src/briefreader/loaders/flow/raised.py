"""Raised: numbers set above the line that are footnote markers, though no markup says so.

They are if they count 1, 2, 3 … through the text. Notes that the markup names are the loaders'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefreader.document import Kind
from briefreader.loaders.flow import Note, Piece, Stretches, cut, words
from briefreader.values import changed


def raised_notes(pieces: list[Piece], notes: Sequence[Note]) -> tuple[list[Piece], list[Note]]:
    """Raised numbers 1, 2, 3 … as markers, and paragraphs that begin with one as their notes."""
    if notes:
        return pieces, list(notes)
    labels = _chain(pieces)
    if not labels:
        return pieces, []
    kept: list[Piece] = []
    found: list[Note] = []
    for piece in pieces:
        label = _raised_lead(piece)
        if label and int(label) <= len(labels) and piece.kind in (Kind.PARAGRAPH, Kind.ITEM):
            lead = len(words(piece.stretches)) - len(words(piece.stretches).lstrip()) + len(label)
            found.append((label, (changed(piece, stretches=cut(piece.stretches, lead)),)))
        else:
            kept.append(changed(piece, stretches=_marked(piece.stretches, labels)))
    return kept, found


def _chain(pieces: Iterable[Piece]) -> set[str]:
    """The labels of raised numbers, if they count 1, 2, 3 … through the text; else none."""
    seen: set[str] = set()
    for piece in pieces:
        lead = _raised_lead(piece)
        for stretch in piece.stretches:
            label = stretch.text.strip()
            if not (stretch.raised and label.isdecimal() and len(label) < 4):
                continue
            if label == lead:
                lead = ""
            elif int(label) == len(seen) + 1:
                seen.add(label)
            elif label not in seen:
                return set()
    return seen


def _raised_lead(piece: Piece) -> str:
    first = next((s for s in piece.stretches if s.text.strip()), None)
    return first.text.strip() if first and first.raised and first.text.strip().isdecimal() else ""


def _marked(stretches: Stretches, labels: set[str]) -> Stretches:
    return tuple(
        changed(s, note=s.text.strip()) if s.raised and not s.note and s.text.strip() in labels else s
        for s in stretches
    )
