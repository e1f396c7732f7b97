"""Letters for tests, built by hand: a document of a list of blocks, with every offset worked out."""

from __future__ import annotations

from briefreader.document import Block, Citation, Document, Kind, Look, Mark, Section
from briefreader.span import Span

Part = tuple[Kind, str] | tuple[Kind, str, int]


def letter(*parts: Part | str, id: str = "letter", citations: tuple[str, ...] = ()) -> Document:
    """A document of paragraphs (plain strings) and blocks (kind, text[, level or marker length])."""
    text, blocks = "", []
    for part in parts:
        kind, body, *more = (Kind.PARAGRAPH, part) if isinstance(part, str) else part
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + body
        span = Span(start, len(text))
        level = more[0] if more else int(kind in (Kind.HEADING, Kind.ITEM))
        marker = body.index(" ") + 1 if kind in (Kind.ITEM, Kind.NOTE) else 0
        blocks.append(
            Block(kind, span, level, marker, cells=_cells(body, start) if kind is Kind.TABLE else ())
        )
    cited = sorted((text.index(words), words) for words in citations)
    return Document(
        id,
        text,
        tuple(blocks),
        _sections(text, blocks),
        _marks(text),
        citations=tuple(Citation("kst-1-1", Span(at, at + len(words))) for at, words in cited),
    )


def _cells(body: str, start: int) -> tuple[tuple[Span, ...], ...]:
    rows = []
    for line in body.split("\n"):
        row = []
        for cell in line.split(" | "):
            row.append(Span(start, start + len(cell)))
            start += len(cell) + 3
        rows.append(tuple(row))
        start -= 2
    return tuple(rows)


def _sections(text: str, blocks: list[Block]) -> tuple[Section, ...]:
    heads = [block for block in blocks if block.kind is Kind.HEADING]
    ends = [*(head.span.start for head in heads[1:]), len(text)][: len(heads)]
    return tuple(
        Section(head.span.of(text), head.level, own := Span(head.span.start, end), own)
        for head, end in zip(heads, ends, strict=True)
    )


def _marks(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(Look.MARKER, Span(at, at + 1), text[at]) for at in range(len(text)) if text[at] in "¹²³"
    )
