"""Letter: a whole document as Markdown, with its headings, lists, tables, notes and links.

Nothing that a reader added is in it; passages are `markdown.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefreader.document import Block, Document, Kind, Look, Mark
from briefreader.exporters import escape
from briefreader.span import Span

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()\\]+", re.ASCII)
"""Addresses that may be written as links; anything else stays text."""

_SIGNS = {Look.EMPHASIS: "*", Look.STRONG: "**"}


def letter_markdown(document: Document) -> str:
    """The document's text as CommonMark with tables and `[^1]` notes."""
    parts = [] if _starts_with_title(document) else [f"# {escape.markdown(document.title)}\n"]
    before: Block | None = None
    for block in document.blocks:
        tight = before is not None and before.kind is block.kind is Kind.ITEM
        parts.append(("" if tight else "\n") + _block(document, block, _marks_in(document, block)))
        before = block
    return "".join(parts).lstrip("\n")


def _starts_with_title(document: Document) -> bool:
    first = document.blocks[0] if document.blocks else None
    return first is not None and first.kind is Kind.HEADING and first.span.of(document.text) == document.title


def _block(document: Document, block: Block, marks: list[Mark]) -> str:
    if block.kind is Kind.TABLE and block.cells:
        return _table(document, block, marks)
    if block.kind is Kind.PRE:
        return _pre(block.span.of(document.text))
    lines = list(_lines(document, block.body, marks))
    if block.kind is Kind.HEADING:
        return f"{'#' * min(block.level + 1, 6)} {' '.join(lines)}\n"
    if block.kind is Kind.ITEM:
        return _indented(_bullet(document, block), lines)
    if block.kind is Kind.QUOTE:
        return "".join(f"> {line}\n" for line in _broken(lines))
    if block.kind is Kind.NOTE and block.marker:
        return _indented(f"[^{_label(document, block)}]: ", lines)
    return "".join(f"{line}\n" for line in _broken(lines))


def _broken(lines: list[str]) -> list[str]:
    """Lines of one block, with hard breaks between them."""
    return [f"{line}\\" for line in lines[:-1]] + lines[-1:]


def _indented(head: str, lines: list[str]) -> str:
    rest = " " * len(head)
    return "".join(f"{head if n == 0 else rest}{line}\n" for n, line in enumerate(_broken(lines)))


def _label(document: Document, block: Block) -> str:
    """The label of a note's block: letters and digits only."""
    written = unicodedata.normalize("NFKC", document.text[block.span.start : block.body.start])
    return "".join(c for c in written if c.isalnum()) or "0"


def _bullet(document: Document, block: Block) -> str:
    """`- `, or `2. ` where the letter counts."""
    number = re.match(r"(\d{1,9})[.)]", document.text[block.span.start : block.body.start], re.ASCII)
    return f"{'   ' * (block.level - 1)}{f'{number[1]}.' if number else '-'} "


def _marks_in(document: Document, block: Block) -> list[Mark]:
    """The marks inside a block, in order, without those that cross another or lead to a lost note."""
    noted = {note.label for note in document.footnotes if note.body and note.label.isalnum()}
    kept: list[Mark] = []
    for mark in sorted(document.marks, key=lambda mark: mark.span):
        leads = mark.look is not Look.MARKER or mark.target in noted
        if leads and block.span.covers(mark.span) and (not kept or kept[-1].span.end <= mark.span.start):
            kept.append(mark)
    return kept


def _lines(document: Document, span: Span, marks: list[Mark]) -> Iterator[str]:
    """The stretch's lines as Markdown."""
    start = span.start
    for line in span.of(document.text).split("\n"):
        yield escape.at_start(_inline(document.text, Span(start, start + len(line)), marks).strip())
        start += len(line) + 1


def _inline(text: str, span: Span, marks: list[Mark]) -> str:
    made, at = "", span.start
    for mark in marks:
        if mark.span.length and span.covers(mark.span):
            made += escape.within(text[at : mark.span.start]) + _marked(text, mark)
            at = mark.span.end
    return made + escape.within(text[at : span.end])


def _marked(text: str, mark: Mark) -> str:
    words = escape.within(mark.span.of(text))
    if mark.look is Look.MARKER:
        return f"[^{mark.target}]"
    if mark.look is Look.LINK:
        return f"[{words}]({mark.target})" if _SAFE_LINK.fullmatch(mark.target) else words
    sign = _SIGNS[mark.look]
    return f"{sign}{words}{sign}" if words[0].isalnum() and words[-1].isalnum() else words


def _table(document: Document, block: Block, marks: list[Mark]) -> str:
    rows = [
        [_inline(document.text, cell, marks).replace("\n", " ").strip() for cell in row]
        for row in block.cells
    ]
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |\n" for row in rows]
    return "".join((lines[0], f"|{' --- |' * width}\n", *lines[1:]))


def _pre(text: str) -> str:
    """A fenced block whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}\n"
