"""Contents lists: one form in all formats, a table of titles and pages, whose rows are never headings.

Finding a list is each format's own business; so is its title, which may be a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from briefreader.document import Kind
from briefreader.loaders.flow import Piece, Stretch, words
from briefreader.loaders.wording import is_a
from briefreader.values import changed

MOST = 0.6
"""Share of the rows from which on what most of them have counts: a page, or a number that may be one."""

LONGEST = 500
"""Code points of an entry that is looked at for a page."""

_APART = re.compile(r"(?P<title>.*?\S)(?:\s*\t\s*|(?:\s?[.…·_]){4,}\s*|\s{3,})(?P<page>\d{1,4}|[ivxl]{1,6})$")
_CLOSE = re.compile(r"(?P<title>.*?\S)\s+(?P<page>\d{1,4})$")


def paged(entries: Sequence[str]) -> list[tuple[str, str]]:
    """Titles and pages of the entries of one list; empty if most have no page, and it is no table."""
    apart = [_parts(_APART, entry) for entry in entries]
    close = [_parts(_CLOSE, entry) for entry in entries]
    rows = [sure if sure[1] else likely for sure, likely in zip(apart, close, strict=True)]
    rows = rows if _counts(close) else apart
    return rows if len(rows) > 1 and sum(bool(page) for _, page in rows) > MOST * len(rows) else []


def _parts(form: re.Pattern[str], entry: str) -> tuple[str, str]:
    found = form.match(entry) if len(entry) <= LONGEST else None
    return (found["title"], found["page"]) if found else (entry, "")


def _counts(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether the numbers that rows end in are pages: most have one, they never fall, and the words differ."""
    paged = [(title, int(page)) for title, page in rows if page]
    rising = all(a <= b for (_, a), (_, b) in pairwise(paged))
    differing = {title for title, _ in paged}
    return rising and len(paged) > MOST * len(rows) and len(differing) > MOST * len(paged)


def shown(entries: Sequence[str]) -> Piece:
    """A list as its table; without pages, which would leave a table of one column, in its lines."""
    rows = tuple((_cell(title), _cell(page)) for title, page in paged(entries))
    return Piece(Kind.TABLE, rows=rows) if rows else Piece(Kind.PRE, (Stretch("\n".join(entries)),))


def _cell(text: str) -> tuple[Piece, ...]:
    return (Piece(Kind.PARAGRAPH, (Stretch(text),)),)


def entry(piece: Piece) -> Piece:
    """A paragraph of a list, for `gathered` to find: a table that has words and no rows yet; its title a heading."""
    title = is_a("contents", piece.text)
    return changed(piece, kind=Kind.HEADING, level=1) if title else changed(piece, kind=Kind.TABLE)


def gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, entries that follow one another as one table."""
    for are_entries, group in groupby(pieces, key=_is_entry):
        if not are_entries:
            yield from group
        elif entries := [
            " ".join(words(piece.stretches).split("\n")).strip() for piece in group if piece.text
        ]:
            yield shown(entries)


def _is_entry(piece: Piece) -> bool:
    return piece.kind is Kind.TABLE and not piece.rows
