"""LongDocument: a text of many megabytes as a document whose blocks, spans and citations are made when asked for.

Everything that reads a Document reads it as well; numbers in arrays stand for a hundred thousand blocks. What it does
without is said at the class. Reading such a file is `loaders/long/`.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import overload

from briefreader.citations import find as find_citations
from briefreader.document import READ_AS_PARAGRAPH, Block, Citation, Document, Kind
from briefreader.span import Span, index_at
from briefreader.values import field, frozen

KINDS = tuple(Kind)

LOOKED_AT = 20_000
"""Code points of a span in which citations are looked for: several pages, some milliseconds."""

COUNTED_AT_ONCE = 1024
"""Blocks whose words are counted at a time."""

BLOCKS_KEPT = 256
"""Blocks whose citations are remembered: what one meets while moving about some pages."""


class Spans(Sequence[Span]):
    """Spans between two arrays of offsets."""

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self._starts = starts
        self._ends = ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(map(Span, self._starts[index], self._ends[index]))
        return Span(self._starts[index], self._ends[index])


class Blocks(Sequence[Block]):
    """Blocks without cells, told one after the other; each is made when it is asked for."""

    def __init__(self) -> None:
        self._starts, self._ends, self._lines = array("I"), array("I"), array("I")
        self._kinds, self._levels, self._markers = bytearray(), bytearray(), bytearray()

    def tell(self, kind: Kind, span: Span, level: int, marker: int, line: int) -> None:
        """One more block; `level` and `marker` are below 256."""
        self._kinds.append(KINDS.index(kind))
        self._starts.append(span.start)
        self._ends.append(span.end)
        self._levels.append(level)
        self._markers.append(marker)
        self._lines.append(line)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        span = Span(self._starts[index], self._ends[index])
        kind, level, marker = KINDS[self._kinds[index]], self._levels[index], self._markers[index]
        return Block(kind, span, level, marker, self._lines[index])

    @property
    def spans(self) -> Spans:
        """Their spans."""
        return Spans(self._starts, self._ends)

    @property
    def headings(self) -> tuple[int, ...]:
        """The indexes of those that are headings."""
        wanted = KINDS.index(Kind.HEADING)
        return tuple(index for index, kind in enumerate(self._kinds) if kind == wanted)

    @property
    def paragraphs(self) -> Spans:
        """The bodies of those that count as paragraphs."""
        wanted = {KINDS.index(kind) for kind in READ_AS_PARAGRAPH}
        rows = zip(self._kinds, self._starts, self._ends, self._markers, strict=True)
        starts, ends = array("I"), array("I")
        for kind, start, end, marker in rows:
            if kind in wanted:
                starts.append(start + marker)
                ends.append(end)
        return Spans(starts, ends)


@frozen
class LongDocument(Document):
    """A text too long for everything that is known of a letter: no notes, no marks, no way back to the file.

    `citations` is empty: they are looked for where one asks for them, with `citations_in`.
    """

    blocks: Blocks = field(default_factory=Blocks)
    digest: str = ""
    """The hash of its text, which whoever read it has taken on the way."""

    @cached_property
    def text_hash(self) -> str:
        """What tells two versions of the text apart."""
        return self.digest

    @cached_property
    def block_spans(self) -> Spans:
        """Spans of all blocks, in order."""
        return self.blocks.spans

    @cached_property
    def paragraphs(self) -> Spans:
        """Its paragraphs and list items, without markers of lists."""
        return self.blocks.paragraphs

    @property
    def word_count(self) -> int:
        """How many words it has, taking whatever stands between spaces for one."""
        ends = range(0, len(self.block_spans), COUNTED_AT_ONCE)
        spans = (Span(self.block_spans[at].start, self._end_of(at + COUNTED_AT_ONCE)) for at in ends)
        return sum(len(span.of(self.text).split()) for span in spans)

    def _end_of(self, index: int) -> int:
        """Where the blocks before `index` end."""
        return self.block_spans[min(index, len(self.block_spans)) - 1].end

    def citations_in(self, span: Span) -> tuple[Citation, ...]:
        """The citations that share a character with `span`, in the first `LOOKED_AT` code points of it."""
        start, end = span.start, min(max(span.end, span.start + 1), span.start + LOOKED_AT)
        first, last = index_at(self.block_spans, start), index_at(self.block_spans, end - 1)
        found = (c for index in range(max(first, 0), last + 1) for c in self._citations_of(index))
        return tuple(citation for citation in found if citation.span.overlaps(Span(start, end)))

    def _citations_of(self, index: int) -> tuple[Citation, ...]:
        known = self._found.get(index)
        if known is None:
            start, end = self.block_spans[index]
            own = find_citations(self.text[start:end])
            known = tuple(Citation(c.id, c.span.shift(start), c.kind, c.doubt) for c in own)
            while len(self._found) >= BLOCKS_KEPT:
                del self._found[next(islice(self._found, 1))]
            self._found[index] = known
        return known

    @cached_property
    def _found(self) -> dict[int, tuple[Citation, ...]]:
        return {}
