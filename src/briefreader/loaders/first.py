"""First: where the first pages of a letter end: of a text or a Markdown file in its bytes, of other formats in their pieces.

Which formats have first pages is the table's in `loaders`; what becomes of them when the rest comes is the screen's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from briefreader import loaders
from briefreader.errors import LoadError
from briefreader.loaders.builder import BETWEEN
from briefreader.loaders.fences import code_in
from briefreader.loaders.flow import Note, Piece, flattened

NONE = "has no first pages."

_LABEL = re.compile(rb"\[[^\]\n]{1,200}\]")
_DEFINITION = re.compile(rb"^ {0,3}(\[[^\]\n]{1,200}\]):[ \t]*\S.*$", re.MULTILINE)
"""What a link or a marker of a note leads to: stands anywhere, mostly at the end."""


def of_text(data: bytes) -> bytes:
    """The first pages, cut between two paragraphs, or between two lines if there are none.

    Raises LoadError if there is hardly more than that, or no place to cut.
    """
    head = data[: loaders.BEGINNING]
    end = max(head.rfind(b"\n\n"), head.rfind(b"\r\n\r\n")) + 1 or head.rfind(b"\n") + 1
    return _enough(head[:end], data)


def of_markdown(data: bytes) -> bytes:
    """The same, not inside fenced code, and with what its links and notes lead to. Raises LoadError as `of_text` does."""
    head = of_text(data)
    code = [start for start, end in code_in(head.decode("latin-1")) if end is None]
    head = _enough(head[: code[0]] if code else head, data)
    wanted = set(_LABEL.findall(head))
    ends = (found[0] for found in _DEFINITION.finditer(data, len(head)) if found[1] in wanted)
    return b"\n\n".join([head, *ends])


def of_pieces(pieces: Sequence[Piece], notes: Sequence[Note]) -> tuple[list[Piece], list[Note]]:
    """The pieces of the first pages, and the notes that these lead to.

    What a piece is can rest on all others: whether bold lines are headings, which numbers are notes' markers. So it has
    been decided for all before this, and the whole begins with just these. Raises LoadError as `of_text` does.
    """
    ends = list(accumulate(len(piece.text) + len(BETWEEN) for piece in pieces))
    count = bisect_right(ends, loaders.BEGINNING)
    if not count or ends[count - 1] <= loaders.HEAD or ends[-1] <= 2 * loaders.BEGINNING:
        raise LoadError(NONE)
    first = list(pieces[:count])
    return first, _led_to(first, notes)


def _led_to(pieces: Iterable[Piece], notes: Iterable[Note]) -> list[Note]:
    """The notes that markers in `pieces` lead to: of those with one label, the first."""
    wanted = Counter(stretch.note for piece in flattened(pieces) for stretch in piece.stretches)
    found = []
    for label, body in notes:
        if wanted[label]:
            wanted[label] -= 1
            found.append((label, body))
    return found


def _enough(head: bytes, data: bytes) -> bytes:
    if len(head) <= loaders.HEAD or b"\0" in head or len(data) <= 2 * loaders.BEGINNING:
        raise LoadError(NONE)
    return head
