"""DocumentBuilder: loaders tell it what they meet, in reading order, and it makes the Document.

It alone owns offsets, separators, clean text, the links between markers and notes, and the way back to the file.
It does not look into the file: what is a heading or a note is the loaders' to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from briefreader.citations import find as find_citations
from briefreader.courtesy import breathe
from briefreader.document import (
    Block,
    Citation,
    Document,
    Footnote,
    Kind,
    Look,
    Mark,
    Metadata,
    Repair,
    Status,
)
from briefreader.loaders import inference
from briefreader.loaders.cleaning import LINES, Cleaned, clean, indent_of, plain_line
from briefreader.loaders.links import with_links
from briefreader.loaders.outline import sections
from briefreader.span import Span, overlapping, trimmed
from briefreader.text import guess_language
from briefreader.values import changed, frozen

BETWEEN = "\n\n"
"""What separates blocks."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@frozen
class Run:
    """A stretch of inline text that is set, linked or repaired as one."""

    text: str
    look: Look | None = None
    target: str = ""
    """Where a link leads; the label of the note a marker stands for."""

    source: int | None = None
    """Where it starts in the decoded file, in code points; None where it stands nowhere or is not known."""

    repair: str = ""
    """Kind of the repair that made it what it is. An empty `text` is something taken out here."""

    was: str = ""
    """What stood there in the file, if it was repaired."""


Inline = str | Sequence[Run]
"""Text of a block, in one piece or in runs."""


@frozen
class _Note:
    label: str
    runs: tuple[Run, ...]
    line: int | None
    status: Status


class DocumentBuilder:
    """Takes a document's blocks in reading order. `finish` may be called once."""

    def __init__(
        self,
        *,
        id: str = "",
        path: Path | None = None,
        format: str = "text",
        file_hash: str = "",
        language: str | None = None,
        only_first: bool = False,
    ) -> None:
        self.metadata = Metadata(language=language)
        """What the file says of itself: the loader replaces it; `finish` adds what can be inferred."""

        self.only_first = only_first
        """Whether the first pages are to be told, and no others."""

        self._frame = Document(id, "", path=path, format=format, file_hash=file_hash)
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._repairs: list[Repair] = []
        self._warnings: list[str] = []
        self._source_map: list[tuple[int, int]] = []
        self._notes: list[_Note] = []

    @property
    def empty(self) -> bool:
        """Whether no block has been told yet."""
        return not self._blocks and not self._notes

    def heading(self, inline: Inline, level: int, line: int | None = None) -> None:
        """A heading; `level` 1 is the highest."""
        self._block(Kind.HEADING, inline, line, level=max(1, level))

    def paragraph(self, inline: Inline, line: int | None = None) -> None:
        """A paragraph of running text."""
        self._block(Kind.PARAGRAPH, inline, line)

    def item(self, inline: Inline, marker: str | Run = "•", depth: int = 1, line: int | None = None) -> None:
        """An item of a list, without its marker in `inline`; `depth` counts from 1. `marker` may be empty."""
        self._block(Kind.ITEM, inline, line, level=max(1, depth), marker=marker)

    def quote(self, inline: Inline, line: int | None = None) -> None:
        """A paragraph that is quoted."""
        self._block(Kind.QUOTE, inline, line)

    def salutation(self, inline: Inline, line: int | None = None) -> None:
        """Whom the letter addresses."""
        self._block(Kind.SALUTATION, inline, line)

    def signature(self, inline: Inline, line: int | None = None) -> None:
        """Offices and names under the letter; line breaks are kept."""
        self._block(Kind.SIGNATURE, inline, line, lines=True)

    def pre(self, inline: Inline, line: int | None = None, source: int | None = None) -> None:
        """Preformatted text: lines and their indents are kept.

        In one piece, which starts at `source` in the file; or a run for each line.
        """
        lines = _lines(inline, source) if isinstance(inline, str) else inline
        kept = [(plain_line(own.text), own) for own in lines]
        filled = [index for index, (text, _) in enumerate(kept) if text]
        if not filled:
            return
        start = self._open()
        for index, (text, own) in enumerate(kept[filled[0] : filled[-1] + 1]):
            self._append("\n" if index else "")
            if own.source is not None and text:
                self._place(self._length + indent_of(text), own.source + indent_of(own.text))
            self._append(text)
        self._blocks.append(Block(Kind.PRE, Span(start, self._length), line=line))

    def table(self, rows: Sequence[Sequence[Inline]], line: int | None = None) -> None:
        """A table by rows of cells; rows with no text are left out."""
        filled = [row for row in rows if any(_raw(_runs(cell)).strip() for cell in row)]
        if not filled:
            return
        start = self._open()
        cells = []
        for i, row in enumerate(filled):
            if i:
                self._append("\n")
            cells.append(self._row(row))
        span = Span(start, self._length)
        self._blocks.append(Block(Kind.TABLE, span, line=line, cells=tuple(cells)))

    def note(
        self, label: str, inline: Inline, line: int | None = None, status: Status = Status.CERTAIN
    ) -> None:
        """The body of note `label`, which `Run(look=MARKER, target=label)` leads to; it goes to the end."""
        runs = _runs(inline)
        if clean(_raw(runs)).text:
            self._notes.append(_Note(label, runs, line, status))

    def repair(self, kind: str, source: str = "") -> None:
        """Something was taken out of the file here, after the last block."""
        self._repairs.append(Repair(kind, Span(self._length, self._length), source))

    def warn(self, message: str) -> None:
        """Something a reader should know: one sentence."""
        if message not in self._warnings:
            self._warnings.append(message)

    def finish(self) -> Document:
        """The document: with sections, footnotes, citations, language and inferred metadata."""
        bodies = [(note, self._note_body(note)) for note in self._notes]
        text = "".join(self._parts)
        self._parts.clear()  # or a long text would be there twice
        metadata = self.metadata
        if not metadata.language:
            metadata = changed(metadata, language=guess_language(text))
        blocks = tuple(self._blocks)
        markers = [mark for mark in self._marks if mark.look is Look.MARKER]
        raised = [mark.span for mark in markers]
        document = changed(
            self._frame,
            text=text,
            blocks=blocks,
            sections=sections(blocks, lambda b: title_of(text, b.body, raised), metadata.language),
            marks=tuple(self._marks),
            footnotes=_footnotes(text, markers, bodies),
            citations=with_links(_citations(text, metadata.dossier, bodies), self._marks),
            repairs=tuple(sorted(self._repairs, key=lambda r: r.span)),
            metadata=metadata,
            warnings=tuple(self._warnings),
            source_map=tuple(self._source_map),
        )
        return changed(document, metadata=inference.complete(document))

    def _block(
        self,
        kind: Kind,
        inline: Inline,
        line: int | None,
        *,
        level: int = 0,
        marker: str | Run = "",
        lines: bool = False,
    ) -> None:
        breathe()
        runs = _runs(inline)
        if not clean(_raw(runs)).text:
            self._taken_out(runs)
            return
        start = self._open()
        before = self._prefix(marker)
        self._write(runs, lines)
        self._blocks.append(Block(kind, Span(start, self._length), level, before, line))

    def _prefix(self, marker: str | Run) -> int:
        """Writes a list marker and a space; code points written."""
        run = Run(marker) if isinstance(marker, str) else marker
        start = self._length
        self._write((run,), False)
        if self._length > start:
            self._append(" ")
        return self._length - start

    def _note_body(self, note: _Note) -> Span:
        start = self._open()
        before = self._prefix(note.label.translate(SUPERSCRIPT))
        self._write(note.runs, lines=True)
        block = Block(Kind.NOTE, Span(start, self._length), 0, before, note.line)
        self._blocks.append(block)
        return block.body

    def _row(self, row: Sequence[Inline]) -> tuple[Span, ...]:
        first = self._length
        spans = []
        for i, cell in enumerate(row):
            text = clean(_raw(_runs(cell))).text
            if i:
                self._append((" |" if self._length > first else "|") + (" " if text else ""))
            start = self._length
            self._write(_runs(cell), False)
            spans.append(Span(start, self._length))
        return tuple(spans)

    def _open(self) -> int:
        """Start of a new block, after a separator if one came before."""
        if self._blocks:
            self._append(BETWEEN)
        return self._length

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write(self, runs: Sequence[Run], lines: bool) -> None:
        """Appends runs as clean text, with their marks, repairs and sources."""
        base = self._length
        cleaned = clean(_raw(runs), lines)
        self._append(cleaned.text)
        raw = 0
        for run in runs:
            span = Span(cleaned.offset(raw), cleaned.offset(raw + len(run.text)))
            seen = trimmed(cleaned.text, span)
            if run.look and seen.length:
                self._marks.append(Mark(run.look, seen.shift(base), run.target))
            if run.repair:
                self._repairs.append(Repair(run.repair, span.shift(base), run.was))
            self._map(cleaned, raw, run, base)
            raw += len(run.text)
        for kind, start, end, was in cleaned.changes:
            self._repairs.append(Repair(kind, Span(start, end).shift(base), was))

    def _map(self, cleaned: Cleaned, raw: int, run: Run, base: int) -> None:
        """Notes where the stretches of a run stand in the file."""
        if run.source is None or not run.text:
            return
        self._place(base + cleaned.offset(raw), run.source)
        for start, offset in cleaned.anchors_in(raw, raw + len(run.text)):
            self._place(base + offset, run.source + start - raw)

    def _place(self, offset: int, source: int) -> None:
        if self._source_map:
            last, at = self._source_map[-1]
            if last == offset:
                self._source_map.pop()
            elif at + offset - last == source:
                return
        self._source_map.append((offset, source))

    def _taken_out(self, runs: Sequence[Run]) -> None:
        for run in runs:
            if run.repair:
                self.repair(run.repair, run.was)


def _citations(text: str, dossier: str | None, bodies: Sequence[tuple[_Note, Span]]) -> tuple[Citation, ...]:
    """What `text` cites; a label that several notes share leads to none of them."""
    labels = Counter(note.label for note, _ in bodies)
    notes = {note.label: span for note, span in bodies if labels[note.label] == 1}
    return find_citations(text, {dossier} if dossier else (), notes)


def _runs(inline: Inline) -> tuple[Run, ...]:
    """Runs in which markers that are digits are raised."""
    runs = (Run(inline),) if isinstance(inline, str) else inline
    return tuple(
        changed(run, text=run.text.translate(SUPERSCRIPT)) if run.look is Look.MARKER else run for run in runs
    )


def _lines(text: str, source: int | None) -> list[Run]:
    """The lines of a text as runs that know where they stand."""
    return [
        Run(match[1], source=None if source is None else source + match.start())
        for match in LINES.finditer(text)
    ]


def _raw(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def title_of(text: str, span: Span, markers: Sequence[Span]) -> str:
    """The words of a heading without its footnote markers, which are sorted."""
    inside = [marker for marker in overlapping(markers, span) if span.covers(marker)]
    edges = [span.start, *(edge for marker in inside for edge in marker), span.end]
    return "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


def _footnotes(
    text: str, markers: Sequence[Mark], bodies: Sequence[tuple[_Note, Span]]
) -> tuple[Footnote, ...]:
    """Markers joined with notes by label: a label used for several notes is joined in order.

    A second marker for a note that only stands once leads to the same note and is no footnote of its own.
    """
    waiting: dict[str, list[tuple[_Note, Span]]] = {}
    for note, span in bodies:
        waiting.setdefault(note.label, []).append((note, span))
    found = []
    seen = set()
    for mark in markers:
        label = mark.target or mark.span.of(text)
        queue = waiting.get(label)
        if queue:
            note, body = queue.pop(0)
            found.append(Footnote(label, body.of(text), note.status, mark.span, body))
        elif label not in seen:
            found.append(Footnote(label, None, Status.MISSING, mark.span))
        seen.add(label)
    for queue in waiting.values():
        found += [Footnote(n.label, body.of(text), n.status, None, body) for n, body in queue]
    return tuple(found)
