"""Markdown: reading back what `exporters/markdown.py` wrote and a person worked in.

Taken: changed tags and notes of passages that carry our link, and new quotations, with their tags and notes.
Not taken: anything between `<!-- mine -->` and `<!-- /mine -->`, headings, footnotes, and edits of the quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefreader.annotations import Target
from briefreader.exporters.escape import from_markdown, one_line
from briefreader.exporters.links import parse
from briefreader.importers.parcel import Incoming, Parcel, Source
from briefreader.values import changed, frozen

_LINK = re.compile(r"\]\((briefreader:[^)\s]+)\)")
_TAG = re.compile(r"\*\*((?:\\.|[^\\*]|\*(?!\*))+)\*\*\s*,?\s*")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")


@frozen
class _Piece:
    """A quotation of the file with what follows it, up to the next quotation, heading or rule."""

    line: int
    quote: str
    headings: tuple[str, ...]
    """Titles above it, from the outermost inwards."""

    below: tuple[str, ...]
    """The paragraphs that follow."""


def read(data: bytes) -> Parcel:
    """The passages of the file, in its order."""
    pieces = list(_pieces(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")))
    read = [_incoming(piece) for piece in pieces]
    letters = _letters(pieces, read)
    passages = [_with_letter(piece, incoming, letters) for piece, incoming in zip(pieces, read, strict=True)]
    once = {(p.id or p.origin, p.source.id, p.tags, p.note): p for p in reversed(passages)}
    return Parcel("Markdown", tuple(reversed(once.values())))


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    headings: list[tuple[int, str]] = []
    quote: list[str] = []
    below: list[str] = []
    started = 0

    def piece() -> Iterator[_Piece]:
        if quote:
            titles = tuple(title for _, title in headings)
            yield _Piece(started, _quotation(quote), titles, tuple(_paragraphs(below)))
        quote.clear()
        below.clear()

    for number, line in _outside(lines):
        heading = _HEADING.fullmatch(line)
        if line.startswith(">"):
            if below or not quote:
                yield from piece()
                started = number
            quote.append(line[1:].removeprefix(" "))
        elif heading or _RULE.fullmatch(line) or line.startswith("<!--"):
            yield from piece()
            if heading:
                level = len(heading[1])
                headings[:] = [
                    *(h for h in headings if h[0] < level),
                    (level, from_markdown(heading[2].strip())),
                ]
        elif quote:
            below.append(line)
    yield from piece()


def _outside(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without front matter and without what is between a person's own markers."""
    first = 0
    if lines and lines[0] == "---" and "---" in lines[1:]:
        first = lines.index("---", 1) + 1
    mine = False
    for number, line in enumerate(lines[first:], start=first + 1):
        if line.strip() == "<!-- mine -->":
            mine = True
        if not mine:
            yield number, line
        if line.strip() == "<!-- /mine -->":
            mine = False


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Runs of lines between blank ones."""
    run: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            run.append(line)
        elif run:
            yield "\n".join(run)
            run = []


def _text(paragraph: str, between: str) -> str:
    """A paragraph's text. A backslash ends a line for good; other line ends become `between`."""
    text = ""
    for line in paragraph.split("\n"):
        hard = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        text += from_markdown((line[:-1] if hard else line).strip()) + ("\n" if hard else between)
    return text[:-1]


def _quotation(lines: Sequence[str]) -> str:
    return "\n\n".join(_text(paragraph, " ") for paragraph in _paragraphs(lines))


def _incoming(piece: _Piece) -> Incoming:
    """The piece as a passage: one of ours if a link of ours stands below it, else a new one."""
    place = Target(0, 0, piece.quote)
    origin = f"Line {piece.line}"
    for n, paragraph in enumerate(piece.below):
        links = [address for text in _LINK.findall(paragraph) if (address := parse(text)) and address[1]]
        if links:
            document, id = links[0]
            note = _note(piece.below[n + 1 :])
            return Incoming(Source(document), place, _tags(paragraph), note, id, origin=origin)
    tags = _tags(piece.below[0]) if piece.below else ()
    note = _note(piece.below[1:] if tags else piece.below)
    return Incoming(Source(), place, tags, note, origin=origin, must_stand=True)


def _note(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(_text(paragraph, "\n") for paragraph in paragraphs)


def _tags(paragraph: str) -> tuple[str, ...]:
    """The bold words that the paragraph begins with."""
    tags, at = [], 0
    while match := _TAG.match(paragraph, at):
        tags.append(one_line(from_markdown(match[1])))
        at = match.end()
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _letters(pieces: Sequence[_Piece], read: Sequence[Incoming]) -> dict[str, str]:
    """Heading → id of the one letter that all linked passages under it are of."""
    under: dict[str, set[str]] = {}
    for piece, incoming in zip(pieces, read, strict=True):
        for title in piece.headings:
            under.setdefault(title, set()).add(incoming.source.id)
    return {title: min(ids - {""}) for title, ids in under.items() if len(ids - {""}) == 1}


def _with_letter(piece: _Piece, incoming: Incoming, letters: dict[str, str]) -> Incoming:
    """A new quotation gets its letter from the headings above it: what else stands there, or their words."""
    if incoming.source.id:
        return incoming
    id = next((letters[title] for title in reversed(piece.headings) if title in letters), "")
    return changed(incoming, source=Source(id, piece.headings[0] if piece.headings else ""))
