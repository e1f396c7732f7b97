"""Passages: the rows that every exporter writes, made once and in order.

A passage is an annotation with its letter and its place in it. How rows look in a format is that format's
module; where an annotation stands in a changed letter is `anchoring/`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, islice, takewhile

from briefreader.annotations import Annotation, Codebook, Tag
from briefreader.document import READ_AS_PARAGRAPH, Document, Footnote
from briefreader.exporters.references import reference
from briefreader.exporters.request import Request
from briefreader.span import Span
from briefreader.values import changed, frozen

UNTAGGED = "Untagged"
NOT_FOUND = "Not found in the letter"
NO_SECTION = "Without a section"


@frozen
class Passage:
    """One annotation in its letter."""

    document: Document
    annotation: Annotation
    span: Span | None
    """Its place in the document's text; None if its words are not there."""

    section: tuple[str, ...] = ()
    """Titles from the outermost section inwards; as once recorded if the words are not there."""

    paragraphs: tuple[int, int] | None = None
    """First and last paragraph it touches, counted from 1 in its section; None in headings and tables."""

    footnotes: tuple[Footnote, ...] = ()
    """The notes whose markers stand in it."""

    citation: str = ""
    """The letter's reference in the house style asked for."""

    @property
    def text(self) -> str:
        """The passage's words, footnote markers included; blocks are parted by a blank line.

        As they are in the letter now; as they were when they were highlighted if it no longer has them.
        """
        return self.span.of(self.document.text) if self.span else self.annotation.target.quote

    @property
    def line(self) -> int | None:
        """Line of the source file on which its block starts, from 1."""
        block = self.document.block_at(self.span.start) if self.span else None
        return block.line if block else None


def passages(
    documents: Sequence[Document],
    annotations: Iterable[Annotation],
    tags: Sequence[str] = (),
    style: str = "dutch",
) -> tuple[Passage, ...]:
    """The annotations that are not deleted and have one of `tags`, letter by letter in reading order.

    Those whose words are not in their letter come after the others of that letter. Annotations of letters
    that are not among `documents` are left out: see `strangers`.
    """
    kept: dict[str, list[Annotation]] = {document.id: [] for document in documents}
    for annotation in annotations:
        if annotation.document in kept and not annotation.deleted and is_wanted(annotation, tags):
            kept[annotation.document].append(annotation)
    return tuple(
        passage for document in documents for passage in _of_document(document, kept[document.id], style)
    )


def asked_for(request: Request) -> tuple[Passage, ...]:
    """The passages that a request is for."""
    return passages(request.documents, request.annotations, request.tags, request.style)


def strangers(documents: Sequence[Document], annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """The annotations, not deleted, whose letter is not among `documents`."""
    known = {document.id for document in documents}
    return tuple(a for a in annotations if a.document not in known and not a.deleted)


def is_wanted(annotation: Annotation, tags: Sequence[str]) -> bool:
    """Whether it has one of `tags` or a tag under one of them; with no tags asked for, always."""
    return not tags or any(is_under(tag, wanted) for tag in annotation.tags for wanted in tags)


def is_under(tag: str, ancestor: str) -> bool:
    """Whether `tag` is `ancestor` or stands below it, whatever their case."""
    name, head = tag.casefold(), ancestor.casefold()
    return name == head or name.startswith(head + "/")


def place(document: Document, annotation: Annotation) -> Span | None:
    """Where the passage stands: by its own offsets, if they hold its words or if its status vouches for them.

    An annotation whose letter has changed is `changed` or `uncertain` once it was placed in it anew.
    """
    target = annotation.target
    if annotation.status == "orphaned" or not 0 <= target.start < target.end <= len(document.text):
        return None
    vouched = annotation.status in ("changed", "uncertain")
    return target.span if vouched or target.span.of(document.text) == target.quote else None


def _of_document(document: Document, annotations: list[Annotation], style: str) -> list[Passage]:
    """The document's passages in reading order, those without a place last."""
    numbers = _paragraph_numbers(document)
    citation = reference(document, style)
    rows = [_passage(document, annotation, numbers, citation) for annotation in annotations]
    return sorted(rows, key=_reading_order)


def _reading_order(passage: Passage) -> tuple[bool, int, int, str]:
    target = passage.annotation.target
    return (passage.span is None, target.start, target.end, passage.annotation.id)


def _passage(
    document: Document, annotation: Annotation, numbers: list[tuple[Span, int]], citation: str
) -> Passage:
    span = place(document, annotation)
    if span is None:
        return Passage(document, annotation, None, annotation.target.section, citation=citation)
    return Passage(
        document,
        annotation,
        span,
        document.section_path(span.start),
        _paragraphs_in(document, span, numbers),
        tuple(note for note in document.footnotes if note.marker and span.covers(note.marker)),
        citation,
    )


def _paragraph_numbers(document: Document) -> list[tuple[Span, int]]:
    """Each paragraph with its number in its section."""
    counts: dict[Span | None, int] = {}
    numbered = []
    for block in document.blocks:
        if block.kind in READ_AS_PARAGRAPH:
            section = document.section_at(block.span.start)
            own = section.own if section else None
            counts[own] = counts.get(own, 0) + 1
            numbered.append((block.span, counts[own]))
    return numbered


def _paragraphs_in(document: Document, span: Span, numbers: list[tuple[Span, int]]) -> tuple[int, int] | None:
    """Numbers of the first and last paragraph of the passage's first section that it touches."""
    section = document.section_at(span.start)
    end = min(span.end, section.own.end) if section else span.end
    first = bisect_right(numbers, span.start, key=lambda row: row[0].start) - 1
    if first < 0 or numbers[first][0].end <= span.start:
        first += 1
    touched = [n for _, n in takewhile(lambda row: row[0].start < end, islice(numbers, first, None))]
    return (touched[0], touched[-1]) if touched else None


@frozen
class Group:
    """A heading of an export and the passages right under it; what is below it follows as further groups."""

    title: str
    level: int
    passages: tuple[Passage, ...] = ()
    document: Document | None = None
    """The letter, where the heading is one."""

    tag: Tag | None = None
    """The tag, where the heading is one."""


def groups(
    rows: Sequence[Passage], by: str, codebook: Codebook, tags: Sequence[str] = ()
) -> tuple[Group, ...]:
    """The passages under headings of level 1 to 6, by `document`, `tag` or `section`.

    By tag, a passage stands under each of its tags (of those asked for), in the codebook's order.
    """
    if by == "tag":
        return _by_tag(rows, codebook, tags)
    if by == "section":
        return _by_section(rows)
    return tuple(g for document, its in _letters(rows) for g in _by_document(document, its))


def _letters(rows: Sequence[Passage]) -> list[tuple[Document, list[Passage]]]:
    runs = [list(its) for _, its in groupby(rows, key=lambda row: row.document.id)]
    return [(run[0].document, run) for run in runs]


def _by_document(document: Document, rows: Sequence[Passage]) -> list[Group]:
    """The letter, then a group for each section that holds a passage, and for the sections around it."""
    made = [Group(document.title, 1, document=document)]
    above: tuple[str, ...] = ()
    for (found, section), its in groupby(rows, key=lambda row: (row.span is not None, row.section)):
        path = section if found else (NOT_FOUND,)
        made.extend(_headings(above, path))
        made[-1] = changed(made[-1], passages=(*made[-1].passages, *its))
        above = path
    return made


def _headings(above: tuple[str, ...], path: tuple[str, ...]) -> list[Group]:
    """The headings to write to come from section `above` to section `path`."""
    if above == path:
        return []
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, path, strict=False)))
    wanted = path[min(shared, len(path) - 1) :] if path else (NO_SECTION,)
    first_level = 2 + len(path) - len(wanted) if path else 2
    return [Group(title, min(first_level + n, 6)) for n, title in enumerate(wanted)]


def _by_tag(rows: Sequence[Passage], codebook: Codebook, tags: Sequence[str]) -> tuple[Group, ...]:
    listed: dict[str, list[Passage]] = {tag.name: [] for tag in codebook.tags}
    bare = []
    for row in rows:
        for name in row.annotation.tags:
            if not tags or any(is_under(name, wanted) for wanted in tags):
                known = codebook.get(name)
                listed.setdefault(known.name if known else name, []).append(row)
        if not row.annotation.tags:
            bare.append(row)
    made: list[Group] = []
    for name, its in (*listed.items(), (UNTAGGED, bare)):
        if its:
            made.append(Group(name, 1, tag=codebook.get(name) or Tag(name)))
            made.extend(_letters_under(its))
    return tuple(made)


def _by_section(rows: Sequence[Passage]) -> tuple[Group, ...]:
    """Sections of one title stand together, whichever letter they are of."""
    titles: dict[str, tuple[str, list[Passage]]] = {}
    for row in rows:
        title = row.section[-1] if row.section else NO_SECTION
        titles.setdefault(title.casefold(), (title, []))[1].append(row)
    made: list[Group] = []
    for title, its in titles.values():
        made.append(Group(title, 1))
        made.extend(_letters_under(its))
    return tuple(made)


def _letters_under(rows: Sequence[Passage]) -> list[Group]:
    return [Group(document.title, 2, tuple(its), document) for document, its in _letters(rows)]
