"""Typed lists: paragraphs that writers made list items by typing the marker.

Lists that the markup names are the loaders'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefreader.document import Kind
from briefreader.loaders.flow import Piece, cut, words
from briefreader.values import changed

BULLET = re.compile(r"^([•▪●◦■□‣⁃∙·–—*-])\s+(?=\S)")
ENUMERATED = re.compile(r"^(\(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))[.)°º]{1,2})\s+(?=\S)")


def typed_items(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that begin with a bullet, or with numbers or letters that count on, as list items."""
    made = list(pieces)
    last: tuple[int, str, str, int] | None = None
    for i, piece in enumerate(pieces):
        if piece.kind is not Kind.PARAGRAPH:
            continue
        text = words(piece.stretches).lstrip()
        if match := BULLET.match(text):
            made[i] = item_of(piece, match[0])
        elif match := ENUMERATED.match(text):
            shape, value = _counted(match)
            if last and last[2:] == (shape, value - 1):
                made[i] = item_of(piece, match[0])
                made[last[0]] = item_of(pieces[last[0]], last[1])
            last = (i, match[0], shape, value)
    return made


def _counted(match: re.Match[str]) -> tuple[str, int]:
    """How a typed marker is shaped (`(1)`, `a.`), and which one it is."""
    if match["number"]:
        return match[1].replace(match["number"], "1"), int(match["number"])
    return match[1].replace(match["letter"], "a"), ord(match["letter"]) - ord("a") + 1


def item_of(piece: Piece, lead: str) -> Piece:
    """A paragraph as the list item whose marker is the `lead` it begins with."""
    stripped = cut(
        piece.stretches, len(words(piece.stretches)) - len(words(piece.stretches).lstrip()) + len(lead)
    )
    return changed(piece, kind=Kind.ITEM, level=piece.level + 1, marker=lead.strip(), stretches=stripped)
