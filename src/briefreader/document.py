"""Document: a letter as one text, with spans over it that say what each part is.

What a loader makes and everything else reads. How a file becomes a Document is `loaders/`; where it is drawn
is `layout/`; what a reader adds to it is `annotations.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from briefreader.digests import hash_text
from briefreader.span import Span, index_at
from briefreader.values import field, fields_of, frozen


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PRE = "pre"
    NOTE = "note"
    SALUTATION = "salutation"
    SIGNATURE = "signature"


READ_AS_PARAGRAPH = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})
"""The kinds that count as paragraphs of the letter, as the corpus' truth counts them."""


@frozen
class Block:
    """A piece of the text between two blank lines."""

    kind: Kind
    span: Span
    """All of it, list marker included; never the blank lines around it."""

    level: int = 0
    """Headings: 1 is the highest. Items: depth of the list, from 1. Others: 0."""

    marker: int = 0
    """Code points at its start that are a list marker or note label with the space after it (`• `, `1. `)."""

    line: int | None = None
    """1-based line of the source file it starts on, where the file has lines."""

    cells: tuple[tuple[Span, ...], ...] = ()
    """A table's cells, row by row. Elsewhere empty."""

    @property
    def body(self) -> Span:
        """The block without its list marker."""
        return Span(self.span.start + self.marker, self.span.end)


class Look(StrEnum):
    """How a stretch inside a block is set, or what it is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    MARKER = "marker"
    """A footnote marker: superscript digits; `target` is the note's label."""
    LINK = "link"
    """`target` is where it leads; never opened without being asked."""


@frozen
class Mark:
    """A stretch inside a block that is set differently or leads somewhere."""

    look: Look
    span: Span
    target: str = ""


@frozen
class Section:
    """A heading and everything under it, up to the next heading of its level or a higher one."""

    title: str
    level: int
    span: Span
    own: Span
    """The heading and what follows up to the next heading of any level. Own spans never overlap."""

    line: int | None = None
    synthetic: bool = False
    """No heading in the text stands for it: what comes before the first heading, or the notes."""


class Status(StrEnum):
    """How sure it is that a note's body belongs to its marker."""

    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


@frozen
class Footnote:
    """A marker in the text and the note it leads to; either may be lost."""

    label: str
    text: str | None
    status: Status
    marker: Span | None = None
    body: Span | None = None
    """The note's words, without its label. None when the note is not in the file."""


@frozen
class Citation:
    """A place where the text names another paper, case, law or ruling."""

    id: str
    """Normalised, as in `kst-36045-190`."""

    span: Span
    kind: str = "paper"
    """`paper`, `case`, `document`, `ruling`, `law`, `appendix`, `proceedings`, `motion`, …: see `citations/`."""

    doubt: str = ""
    """Why it cannot be right as written, in words for the reader; empty if it can."""

    def shift(self, by: int) -> Citation:
        """The same citation `by` code points further on."""
        return Citation(self.id, self.span.shift(by), self.kind, self.doubt)


@frozen
class Repair:
    """Something the loader changed between the file and the text."""

    kind: str
    """`line joined`, `hyphen kept`, `hyphen dropped`, `page break`, `page header`, `bullet restored`,
    `marker lifted`, `control dropped`, `composed`, …"""

    span: Span
    """What it made of it; empty where something was taken out."""

    source: str = ""
    """What stood there in the file, as far as it can be shown."""


@frozen
class Signatory:
    """Who signed, as what, and in which place."""

    name: str
    office: str = ""
    role: str = ""


@frozen
class Activity:
    """A debate or meeting where the letter was or will be dealt with."""

    when: str
    """ISO date, with the time if it is known."""

    title: str
    body: str = ""


@frozen
class Metadata:
    """What is known about the letter. Absent is None or empty; what was inferred says from which words."""

    title: str | None = None
    dossier_title: str | None = None
    document_type: str | None = None
    number: str | None = None
    """The document's own number: `2025D06724`."""

    date: str | None = None
    """ISO date."""

    updated: str | None = None
    version: int | None = None
    dossier: str | None = None
    """`36045`, `21501-02`, `36600-V`."""

    dossier_number: str | None = None
    """The number within the dossier: `190`, or letters in the Senate's papers."""

    case: str | None = None
    house: str | None = None
    """`II` for the Tweede Kamer, `I` for the Eerste Kamer."""

    signatories: tuple[Signatory, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    agenda: tuple[Activity, ...] = ()
    language: str | None = None
    other: Mapping[str, str] = MappingProxyType({})
    """Whatever else the file says of itself, under the file's own names."""

    inferred: Mapping[str, str] = MappingProxyType({})
    """Field name → the words of the letter it was concluded from."""

    @property
    def paper(self) -> str | None:
        """The id under which other papers cite this one: `kst-36045-190`."""
        if self.dossier and self.dossier_number:
            return f"kst-{self.dossier}-{self.dossier_number}"
        return None

    def known(self) -> dict[str, object]:
        """The fields that hold something, by name, in their order."""
        pairs = ((name, getattr(self, name)) for name in fields_of(self))
        return {name: held for name, held in pairs if held not in (None, (), "") and held != {}}


@frozen
class Document:
    """One letter. Frozen; what can be derived is derived, once, when it is asked for."""

    id: str
    text: str = field(repr=False)
    """NFC, `\\n`, no tabs or control characters, one line a paragraph, a blank line between blocks."""

    blocks: Sequence[Block] = ()
    sections: tuple[Section, ...] = ()
    marks: tuple[Mark, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    repairs: tuple[Repair, ...] = ()
    metadata: Metadata = Metadata()
    warnings: tuple[str, ...] = ()
    path: Path | None = None
    format: str = "text"
    """Name of the loader's format: `text`, `markdown`, `html`, `docx`, `odt`, `epub`, `pdf`, `xml`."""

    file_hash: str = ""
    source_map: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, offset in the file's decoded text) where a run starts in which both advance together."""

    @property
    def title(self) -> str:
        """Its title, or what stands for one."""
        return self.metadata.title or (self.path.name if self.path else self.id)

    @property
    def language(self) -> str:
        """Two or three letters; `und` when it is not known."""
        return self.metadata.language or "und"

    @cached_property
    def text_hash(self) -> str:
        """What tells two versions of the text apart; independent of file name and format."""
        return hash_text(self.text)

    @cached_property
    def block_spans(self) -> Sequence[Span]:
        """Spans of all blocks, in order."""
        return tuple(block.span for block in self.blocks)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or the nearest one before it; None before the first."""
        index = index_at(self.block_spans, offset)
        return self.blocks[index] if index >= 0 else None

    @cached_property
    def paragraphs(self) -> Sequence[Span]:
        """The letter's paragraphs, list items and quotations, without markers of lists."""
        return tuple(block.body for block in self.blocks if block.kind in READ_AS_PARAGRAPH)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence of every block, in order. Headings and cells are one each."""
        return tuple(span for block in self.blocks for span in self.sentences_of(block))

    def sentences_of(self, block: Block) -> tuple[Span, ...]:
        """The sentences of one block. Disjoint, sorted, without white space at their ends."""
        if block.kind is Kind.HEADING:
            return (block.body,)
        if block.cells:
            return tuple(cell for row in block.cells for cell in row if cell.length)
        from briefreader.sentences import (
            sentences,  # only now: its patterns take a while, and a list has no use for them
        )

        start, end = block.body
        return tuple(s.shift(start) for s in sentences(self.text[start:end], self.language))

    @property
    def word_count(self) -> int:
        """How many words it has; scripts without spaces are cut where their characters allow."""
        from briefreader.text import count_words  # likewise

        return count_words(self.text)

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`; None in a document without sections."""
        index = index_at(self._own_spans, offset)
        return self.sections[index] if index >= 0 else None

    @cached_property
    def top_level(self) -> int:
        """The level of its outermost sections."""
        return min((section.level for section in self.sections), default=1)

    def section_path(self, offset: int) -> tuple[str, ...]:
        """Titles from the outermost section down to the one that holds `offset`."""
        path = []
        for index in range(index_at(self._own_spans, offset), -1, -1):
            section = self.sections[index]
            if section.span.holds(offset):
                path.append(section.title)
                if section.level == self.top_level:
                    break
        return tuple(reversed(path))

    @cached_property
    def _own_spans(self) -> tuple[Span, ...]:
        return tuple(section.own for section in self.sections)

    def footnote(self, label: str) -> Footnote | None:
        """The footnote of that label."""
        return next((note for note in self.footnotes if note.label == label), None)

    def citations_in(self, span: Span) -> tuple[Citation, ...]:
        """The citations that share a character with `span`; for an empty one, those that hold its place."""
        wanted = span if span.length else Span(span.start, span.start + 1)
        end = bisect_left(self.citations, wanted.end, key=lambda citation: citation.span.start)
        longest = self._longest_citation
        first = bisect_left(self.citations, wanted.start - longest, hi=end, key=lambda c: c.span.start)
        return tuple(c for c in self.citations[first:end] if c.span.overlaps(wanted))

    @cached_property
    def _longest_citation(self) -> int:
        return max((citation.span.length for citation in self.citations), default=0)

    def source_offset(self, offset: int) -> int | None:
        """Where the character at `offset` stands in the file's own text; None for formats without one."""
        index = bisect_right(self.source_map, offset, key=lambda run: run[0]) - 1
        if index < 0:
            return None
        start, source = self.source_map[index]
        return source + offset - start
