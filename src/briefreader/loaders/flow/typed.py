"""Typed: papers set with a typewriter inside a page's `pre`, such as RFCs: paragraphs out of their lines.

Headings are those that classes of the page name. Plain text files are `plain.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefreader.document import Kind
from briefreader.loaders.flow import MOST_STRETCHES, Piece, Stretch
from briefreader.sentences import begins_small

HEADING_CLASS = re.compile(r"^h([1-6])$")
FURNITURE_CLASS = frozenset(("grey", "noprint", "invisible"))

DRAWN = re.compile(r"[|+]\S*[-=+]{3}|[-=_]{6}|\S {3,}\S|\.{4,}|[─│┌└]")
"""What shows that lines are a drawing, table or contents list, whose shape counts."""

HARD_WRAP = 45
"""Columns. Lines that all break off earlier are lines by intent."""

PAGE_EDGE = re.compile(r"\[Page \d+\]\s*$")


def typed_pieces(element: Any, line: int | None) -> list[Piece]:
    """The pieces of a `pre`: as it stands, or if headings or pages are marked in it, its headings and paragraphs."""
    marked = any(_heading_level(span) for span in element.iter("span"))
    if not marked and not _is_page(element):
        return [Piece(Kind.PRE, (Stretch("".join(element.itertext())),), line=line)]
    made: list[Piece] = []
    text: list[str] = []
    at = start = line or 1
    for part, level in _parts(element):
        if level:
            made += _paragraphs("".join(text), start)
            made.append(Piece(Kind.HEADING, (Stretch(" ".join(part.split())),), level, line=at))
            text = []
        elif not text:
            start = at
        at += part.count("\n")
        if not level:
            text.append(part)
    return made + list(_paragraphs("".join(text), start))


def goes_on(above: Piece | None, below: Piece) -> bool:
    """Whether a paragraph goes on in the first one of the next page."""
    if above is None or len(above.stretches) > MOST_STRETCHES:
        return False
    if not above.kind is below.kind is Kind.PARAGRAPH or not above.text or not below.text:
        return False
    return above.text[-1] not in ".:?!;" and (begins_small(below.text) or above.text[-1] == ",")


def _is_page(element: Any) -> bool:
    """Whether a `pre` is a page of a paper of several: the page breaks say so."""
    return "newpage" in (element.get("class") or "").split() or bool(
        PAGE_EDGE.search("".join(element.itertext()).rstrip())
    )


def _heading_level(span: Any) -> int:
    for name in (span.get("class") or "").split():
        if match := HEADING_CLASS.match(name):
            return int(match[1])
    return 0


def _parts(element: Any) -> Iterator[tuple[str, int]]:
    """(text, level of a heading or 0) of what is in an element; furniture gives its line breaks only."""
    if element.text:
        yield element.text, 0
    for child in element:
        if isinstance(child.tag, str):
            inner = "".join(child.itertext())
            if set((child.get("class") or "").split()) & FURNITURE_CLASS:
                yield "\n" * inner.count("\n"), 0
            elif level := _heading_level(child):
                yield inner, level
            else:
                yield from _parts(child)
        if child.tail:
            yield child.tail, 0


def _paragraphs(text: str, line: int) -> Iterator[Piece]:
    """Blocks between blank lines: joined if they were wrapped, kept if they are drawn."""
    rows: list[str] = []
    for i, row in enumerate([*text.split("\n"), ""]):
        if row.strip():
            rows.append(row.rstrip())
        elif rows:
            yield from _paragraph(rows, line + i - len(rows))
            rows = []


def _paragraph(rows: list[str], line: int) -> Iterator[Piece]:
    kept = [row for row in rows if not PAGE_EDGE.search(row)]
    if not kept:
        return
    if len(kept) > 1 and not _hanging(kept) and (_drawn(kept) or max(map(len, kept)) < HARD_WRAP):
        yield Piece(Kind.PRE, (Stretch("\n".join(kept)),), line=line)
    else:
        yield Piece(Kind.PARAGRAPH, (Stretch(" ".join(row.strip() for row in kept)),), line=line)


def _drawn(rows: list[str]) -> bool:
    return any(DRAWN.search(row.strip()) for row in rows)


def _hanging(rows: list[str]) -> bool:
    """Whether lines are a term and, in a column of their own, what it means."""
    match = re.match(r"\s*\S.{0,24}?(?: {2,}|\t)(?=\S)", rows[0])
    if not match:
        return False
    edge = match.end()
    return all(len(row) - len(row.lstrip()) == edge for row in rows[1:]) and not _drawn(
        [rows[0][edge:], *rows[1:]]
    )
