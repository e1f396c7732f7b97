"""Word: reads DOCX letters: styles, lists, notes, tables, text boxes and tracked changes.

Walks the parts of the package into pieces. What is a heading by its look, a letterhead or a signature is left to
`pour.py`; what the styles say is `wordstyles.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import normpath
from typing import Any

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.archive import Archive, opened, parse_xml
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.flow import Flow, Note, Piece, Stretch
from briefreader.loaders.flow.contents import entry, gathered
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.office.look import Look, local
from briefreader.loaders.office.wordstyles import Numbering, Styles, value
from briefreader.values import changed, field, record

REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"

MAIN = ("word/document.xml", "word/document2.xml")

LEFT_OUT = frozenset(
    "del moveFrom instrText delText delInstrText pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr rt rubyPr"
    " annotationRef Fallback proofErr commentReference".split()
)
"""Elements whose words are not the letter's: deleted ones, settings, the older copy of a drawing."""

SIGNS = {"noBreakHyphen": "-", "softHyphen": "", "tab": "\t", "ptab": "\t", "cr": "\n"}
"""Elements of a run that stand for characters."""

SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
"""Types of notes that are lines above the notes."""

HEADING_MAX = 250
"""Code points. Longer paragraphs are text, whatever style they were given."""


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what a DOCX file holds. Raises LoadError when it cannot be read."""
    pour(Package(opened(data)).flow(), builder)


@record
class Fields:
    """Where a run stands in fields such as `IF` or `HYPERLINK`, which may reach over paragraphs."""

    codes: list[str] = field(default_factory=list)
    """Of each open field: its code while that is being read, then with a `\\n` at its end."""

    def mark(self, kind: str) -> None:
        """A field begins, its result begins, or it ends."""
        if kind == "begin":
            self.codes.append("")
        elif self.codes and kind == "separate":
            self.codes[-1] += "\n"
        elif self.codes and kind == "end":
            self.codes.pop()

    def code(self, text: str) -> None:
        """Adds to the innermost field's code."""
        if self.codes and not self.codes[-1].endswith("\n"):
            self.codes[-1] += text.replace("\n", " ")

    @property
    def shown(self) -> bool:
        """Whether what is read now is a result, or in no field."""
        return all(code.endswith("\n") for code in self.codes)

    @property
    def link(self) -> str:
        """Where the innermost hyperlink leads."""
        for code in reversed(self.codes):
            words = code.split()
            if words and words[0].upper() == "HYPERLINK":
                return next((w.strip('"') for w in words[1:] if not w.startswith("\\")), "")
        return ""

    @property
    def contents(self) -> bool:
        """Whether a table of contents is being read."""
        return any(code.split()[:1] in (["TOC"], ["toc"]) for code in self.codes)


class Package:
    """One DOCX file while it is being read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = next((part for part in MAIN if part in archive), "")
        if not self._main:
            raise LoadError("is an archive without a Word document in it. Open what is inside it.")
        self._links = self._relations(self._main)
        self._styles = Styles(self._optional("styles"))
        self._numbering = Numbering(self._optional("numbering"), self._styles)
        self._fields = Fields()
        self._labels: dict[tuple[str, str], str] = {}

    def flow(self) -> Flow:
        """The document's pieces, notes and first page's head."""
        root = parse_xml(self._archive.read(self._main), self._main)
        body = next((child for child in root if local(child) == "body"), root)
        flow = Flow(list(self.blocks(body)))
        flow.head = self._head(body)
        flow.notes = self._notes()
        return flow

    # Parts

    def _optional(self, part: str) -> Any:
        path = f"word/{part}.xml"
        if path not in self._archive:
            return None
        return parse_xml(self._archive.read(path), path, recover=True)

    def _relations(self, part: str) -> dict[str, str]:
        """Targets of a part's relations, by id."""
        folder, _, file = part.rpartition("/")
        path = f"{folder}/_rels/{file}.rels"
        if path not in self._archive:
            return {}
        root = parse_xml(self._archive.read(path), path, recover=True)
        return {child.get("Id", ""): child.get("Target", "") for child in root}

    def _head(self, body: Any) -> list[Piece]:
        """The pieces of the page heads: the first page's before the others'."""
        found = list(body.iter("{*}headerReference"))
        found.sort(key=lambda element: value(element, "type") != "first")
        pieces: list[Piece] = []
        for element in found[:6]:
            target = self._links.get(element.get(REL + "id") or element.get(REL_STRICT + "id") or "", "")
            part = normpath("word/" + target)
            if part in self._archive:
                self._fields = Fields()
                pieces += self.blocks(parse_xml(self._archive.read(part), part, recover=True))
        return pieces

    def _notes(self) -> list[Note]:
        """The notes that were referred to, in the order of their markers."""
        bodies = {}
        for kind in ("footnote", "endnote"):
            root = self._optional(kind + "s")
            for element in root if root is not None else ():
                if local(element) == kind and value(element, "type") not in SEPARATORS:
                    bodies[kind, value(element, "id")] = element
        notes = []
        for key, label in list(self._labels.items()):
            if key in bodies:
                self._fields = Fields()
                notes.append((label, tuple(piece for piece in self.blocks(bodies[key]) if piece.text)))
        return [note for note in notes if note[1]]

    # Blocks

    def blocks(self, parent: Any, boxed: bool = False) -> Iterator[Piece]:
        """The pieces inside a body, cell, note or text box."""
        return gathered(self._blocks(parent, boxed))

    def _blocks(self, parent: Any, boxed: bool) -> Iterator[Piece]:
        open_end: Piece | None = None
        for element in parent:
            kind = local(element)
            if kind == "p":
                for piece in self._paragraph(element, boxed):
                    if open_end:
                        piece = changed(open_end, stretches=open_end.stretches + piece.stretches)
                        open_end = None
                    if not piece.boxed and _mark_deleted(element) and piece.kind is not Kind.TABLE:
                        open_end = piece
                    else:
                        yield piece
            elif kind == "tbl":
                yield self._table(element)
            elif kind not in LEFT_OUT:
                yield from self.blocks(element, boxed)
        if open_end:
            yield open_end

    def _table(self, element: Any) -> Piece:
        rows = []
        for row in _through(element, "tr"):
            if not any(local(mark) == "del" for props in row if local(props) == "trPr" for mark in props):
                rows.append(tuple(tuple(self.blocks(cell)) for cell in _through(row, "tc")))
        return Piece(Kind.TABLE, rows=tuple(rows))

    def _paragraph(self, element: Any, boxed: bool) -> Iterator[Piece]:
        """A paragraph, and before it what stands in text boxes that hang on it."""
        props = next((child for child in element if local(child) == "pPr"), None)
        style = self._styles.paragraph(props)
        boxes: list[Piece] = []
        contents = self._fields.contents
        stretches = tuple(self._inline(element, style.look, boxes))
        yield from boxes
        piece = Piece(Kind.PARAGRAPH, stretches, boxed=boxed)
        if contents or self._fields.contents or style.contents:
            yield entry(piece)
            return
        marker, depth = self._numbering.marker(style) if piece.text else ("", 0)
        if style.level and len(piece.text) <= HEADING_MAX:
            lead = (
                (Stretch(marker + " "),)
                if (marker and marker[-1:].isalnum()) or marker.endswith((".", ")"))
                else ()
            )
            yield changed(piece, kind=Kind.HEADING, level=style.level, stretches=lead + stretches)
        elif marker:
            yield changed(piece, kind=Kind.ITEM, marker=marker, level=depth + 1)
        elif style.quote:
            yield changed(piece, kind=Kind.QUOTE)
        else:
            yield piece

    # Inline

    def _inline(self, parent: Any, look: Look, boxes: list[Piece], link: str = "") -> Iterator[Stretch]:
        for element in parent:
            kind = local(element)
            if kind == "r":
                yield from self._run(element, look, boxes, link)
            elif kind == "hyperlink":
                target = self._links.get(element.get(REL + "id") or element.get(REL_STRICT + "id") or "", "")
                yield from self._inline(element, look, boxes, target or link)
            elif kind not in LEFT_OUT:
                yield from self._inline(element, look, boxes, link)

    def _run(self, run: Any, look: Look, boxes: list[Piece], link: str) -> Iterator[Stretch]:
        props = next((child for child in run if local(child) == "rPr"), None)
        look = self._styles.run(props, look)
        for element in run:
            kind = local(element)
            if kind == "fldChar":
                self._fields.mark(value(element, "fldCharType"))
            elif kind == "instrText":
                self._fields.code(element.text or "")
            elif kind in ("drawing", "pict", "AlternateContent", "object"):
                boxes += self._boxes(element)
            elif self._fields.shown and not look.hidden:
                yield from self._sign(element, kind, look, link or self._fields.link)

    def _sign(self, element: Any, kind: str, look: Look, link: str) -> Iterator[Stretch]:
        """What one element of a run shows."""
        if kind == "t":
            yield look.stretch((element.text or "") + "".join(child.tail or "" for child in element), link)
        elif kind == "br":
            yield look.stretch("\n" if value(element, "type") in ("", "textWrapping") else " ")
        elif kind in SIGNS:
            yield look.stretch(SIGNS[kind])
        elif kind == "sym":
            yield look.stretch(_symbol(value(element, "char")))
        elif kind in ("footnoteReference", "endnoteReference"):
            label = self._label(kind.removesuffix("Reference"), value(element, "id"))
            yield Stretch(label, note=label)
        elif kind == "ruby":
            yield from self._inline(element, look, [], link)

    def _label(self, kind: str, number: str) -> str:
        """A note's label: footnotes and endnotes count on together, in the order of their markers."""
        return self._labels.setdefault((kind, number), str(len(self._labels) + 1))

    def _boxes(self, drawing: Any) -> Iterable[Piece]:
        """What stands in the text boxes of a drawing; of two copies of one, the newer."""
        for element in drawing:
            kind = local(element)
            if kind == "txbxContent":
                outer, self._fields = self._fields, Fields()
                yield from [changed(piece, boxed=True) for piece in self.blocks(element, boxed=True)]
                self._fields = outer
            elif kind not in LEFT_OUT:
                yield from self._boxes(element)


def _through(parent: Any, wanted: str) -> Iterator[Any]:
    """Children of one kind, also inside wrappers such as content controls."""
    for child in parent:
        kind = local(child)
        if kind == wanted:
            yield child
        elif kind not in LEFT_OUT and kind not in ("p", "tbl", "tr", "tc"):
            yield from _through(child, wanted)


def _mark_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted, so that it goes on in the next."""
    marks = (run for props in paragraph if local(props) == "pPr" for run in props if local(run) == "rPr")
    return any(local(mark) == "del" for run in marks for mark in run)


def _symbol(code: str) -> str:
    """A character of a symbol font as one that other fonts have."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    return chr(number) if 0x20 <= number < 0x7F else "•"
