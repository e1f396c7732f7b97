"""Long texts: text of many megabytes read in one pass, in pieces, without ever holding it twice.

Plain text is taken for paragraphs, list items and headings by what stands next to them (`prose`), Markdown by its signs
(`marked`). What needs the whole text in view (notes, page headers, words cut at line ends, the letterhead) is left to
shorter texts, and so is the way back to the file. What a piece becomes depends on nothing behind the next paragraph, so a
text's beginning is read alike with or without the rest. Shorter texts are those of `plain` and `markdown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from briefreader.digests import blake2b
from briefreader.document import Document, Kind, Repair
from briefreader.errors import LoadError
from briefreader.loaders import inference
from briefreader.loaders.long import marked, prose, source
from briefreader.loaders.long.source import Part, Source, Told
from briefreader.loaders.outline import sections
from briefreader.longdocument import Blocks, LongDocument
from briefreader.span import Span
from briefreader.text import guess_language
from briefreader.values import changed

MOST_BLOCKS = 4_000_000
"""Paragraphs a text may have: ten times as many as letters of the largest size have."""

MOST_REPAIRS = 10_000
"""Repairs that are listed one by one."""

BETWEEN = "\n\n"

WAYS: dict[str, tuple[Callable[[Source], Iterator[Part]], str]] = {
    "text": (prose.parts, "notes, page headers and cut words are left as they stand in it."),
    "markdown": (
        marked.parts,
        "notes, tables and paragraphs full of signs are left as they stand in it, links lead nowhere.",
    ),
}
"""Format → how it is read, and what a reader should know of that."""


def read_long(
    path: Path, id: str, told: Told | None = None, most: int | None = None, format: str = "text"
) -> LongDocument:
    """The text in the file at `path`; with `most` the paragraphs that are whole in its first `most` bytes.

    `format` is one of `WAYS`. Raises LoadError if it holds no text, or more of it than can be shown; OSError if it cannot
    be read.
    """
    way, left_out = WAYS[format]
    with path.open("rb") as file:
        read = Source(file, path.stat().st_size, told, most)
        pages = _Pages()
        text, digest = "", blake2b(digest_size=16)
        for piece in pages.pieces(way(read)):
            digest.update(piece.encode("utf-8", "surrogatepass"))
            text += piece  # in place, as long as nothing else holds it: a text of 100 MB is never there twice
    if not pages.blocks:
        raise LoadError("holds no text.")
    found = LongDocument(
        id,
        text,
        blocks=pages.blocks,
        path=path,
        format=format,
        file_hash=read.digest.hexdigest(),
        digest=digest.hexdigest(),
        repairs=tuple(pages.repairs),
        warnings=(f"This text is very long: {left_out}", *read.warnings, *pages.warnings),
    )
    whole = _complete(found)
    whole.paragraphs  # noqa: B018 - found here, and not by a screen that counts them
    return whole


def _complete(found: LongDocument) -> LongDocument:
    """With sections, and with what the first pages tell of the letter."""
    head = found.text[: source.HEAD // 2]
    language = guess_language(head)
    blocks = found.blocks
    headings = [blocks[index] for index in blocks.headings]
    ends = [blocks[0], *headings] if blocks[0].kind is not Kind.HEADING else headings
    ends += [blocks[-1]] if blocks[-1] != ends[-1] else []
    metadata = changed(found.metadata, language=language)
    first = Document(found.id, head, blocks[:64], metadata=metadata)
    return changed(
        found,
        metadata=inference.complete(first),
        sections=sections(ends, lambda block: block.body.of(found.text), language),
    )


class _Pages:
    """Writes parts down as text and blocks."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.repairs: list[Repair] = []
        self._length = 0
        self._unlisted = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of it, a sentence each."""
        return (f"{self._unlisted} more repairs are not listed.",) if self._unlisted else ()

    def pieces(self, parts: Iterator[Part]) -> Iterator[str]:
        """The text, piece by piece."""
        written: list[str] = []
        size = 0
        for part in parts:
            written.append(self._written(part))
            size += len(written[-1])
            if size > source.PIECE:
                yield "".join(written)
                written, size = [], 0
        yield "".join(written)

    def _written(self, part: Part) -> str:
        """Makes a block of a part; its text with what separates it from the one before."""
        if len(self.blocks) >= MOST_BLOCKS:
            raise LoadError(f"has more than {MOST_BLOCKS} paragraphs. Split it first.")
        line, sign = part.line, f"{part.marker} " if part.marker else ""
        between = BETWEEN if self.blocks else ""
        start = self._length + len(between)
        self._length = start + len(sign) + len(line.text)
        self.blocks.tell(part.kind, Span(start, self._length), part.level, len(sign), line.number)
        self._repair(part, start, len(sign))
        return between + sign + line.text

    def _repair(self, part: Part, start: int, marker: int) -> None:
        found = [Repair("bullet restored", Span(start, start + 1), part.lost)] if part.lost else []
        for kind, first, last, was in part.line.changes:
            place = Span(max(start, start + first + marker), max(start, start + last + marker))
            found.append(Repair(kind, place, was))
        room = max(MOST_REPAIRS - len(self.repairs), 0)
        self.repairs += found[:room]
        self._unlisted += len(found[room:])
