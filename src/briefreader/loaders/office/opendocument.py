"""OpenDocument: reads ODT letters: styles, lists, notes, tables, frames and fields.

Walks the content into pieces. What is a heading by its look, a letterhead or a signature is left to `pour.py`; what the styles say is `odtstyles.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.archive import opened, parse_xml
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.flow import Flow, Note, Piece, Stretch
from briefreader.loaders.flow.contents import entry, gathered
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.listnumbers import Counter
from briefreader.loaders.office.look import Look, local
from briefreader.loaders.office.odtstyles import OFFICE, TEXT, XLINK, Styles
from briefreader.values import changed, frozen

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"

LEFT_OUT = frozenset(
    "tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls forms scripts"
    " table-of-content alphabetical-index illustration-index table-index desc title event-listeners"
    " covered-table-cell soft-page-break enhanced-geometry shapes hidden-text".split()
)
"""Elements whose words are not the letter's text, or repeat it."""

HEADING_MAX = 250
"""Code points. Longer headings are text, whatever style they were given."""

MAX_SPACES = 1000
"""Spaces that one element may stand for."""


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what an ODT file holds. Raises LoadError when it cannot be read."""
    archive = opened(data)
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise LoadError("is protected with a password. Save it without one.")
    content = parse_xml(archive.read(CONTENT), CONTENT)
    styles = [parse_xml(archive.read(STYLES), STYLES, recover=True)] if STYLES in archive else []
    reader = Reader(Styles([*styles, content]))
    body = next((element for element in content.iter(OFFICE + "text")), None)
    if body is None:
        raise LoadError("holds a table, drawing or presentation, not a text. Save it as ODT text.")
    pieces = list(reader.blocks(body))
    head = [piece for part in styles for piece in _page_heads(part, reader)]
    pour(Flow(pieces, reader.notes, head), builder)


def _page_heads(styles: Any, reader: Reader) -> Iterator[Piece]:
    """The pieces of the heads of pages, the first page's before the others'."""
    pages = [page for page in styles.iter() if local(page) == "master-page"]
    for wanted in ("header-first", "header"):
        for page in pages:
            for part in page:
                if local(part) == wanted:
                    yield from reader.blocks(part)


@frozen
class Place:
    """Where a paragraph stands: in which list, how deep, in a frame or not."""

    counter: Counter | None = None
    depth: int = 0
    boxed: bool = False


class Reader:
    """One ODT file while it is being read."""

    def __init__(self, styles: Styles) -> None:
        self.notes: list[Note] = []
        self._styles = styles
        self._counters: dict[str, Counter] = {}
        self._labels: set[str] = set()
        self._outline = styles.outline

    def blocks(self, parent: Any, place: Place | None = None) -> Iterator[Piece]:
        """The pieces inside a body, section, cell, list item, note or frame."""
        place = place or Place()
        for element in parent:
            kind = local(element)
            if kind in ("p", "h"):
                yield from self._paragraph(element, kind == "h", place)
            elif kind == "list":
                yield from self._list(element, place)
            elif kind == "table":
                yield self._table(element)
            elif kind == "table-of-content":
                yield from gathered(entry(piece) for piece in self.blocks(element, place))
            elif kind and kind not in LEFT_OUT:
                boxed = place.boxed or kind in ("frame", "text-box", "custom-shape")
                yield from self.blocks(element, changed(place, boxed=boxed))

    def _table(self, element: Any) -> Piece:
        rows = [
            tuple(tuple(self.blocks(cell)) for cell in row if local(cell) == "table-cell")
            for row in _rows(element)
        ]
        return Piece(Kind.TABLE, rows=tuple(rows))

    def _list(self, element: Any, place: Place) -> Iterator[Piece]:
        counter, depth = place.counter, place.depth + 1
        name = element.get(TEXT + "style-name", "")
        if counter is None or name:
            counter = self._counter(element, name, depth)
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            start = item.get(TEXT + "start-value", "")
            if start.isdecimal():
                counter.counts[depth - 1] = int(start[:5]) - 1
            marker = counter.next(depth - 1) if local(item) == "list-item" and _has_text(item) else ""
            for piece in self.blocks(item, changed(place, counter=counter, depth=depth)):
                if marker and piece.text and piece.kind in (Kind.PARAGRAPH, Kind.HEADING):
                    piece, marker = _marked(piece, marker, depth), ""
                yield piece

    def _counter(self, element: Any, name: str, depth: int) -> Counter:
        """A list counts from its start, unless it says that it goes on."""
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if name not in self._counters or (depth == 1 and not goes_on):
            self._counters[name] = Counter(self._styles.lists.get(name, {}))
        return self._counters[name]

    def _paragraph(self, element: Any, heading: bool, place: Place) -> Iterator[Piece]:
        """A paragraph, and before it what stands in frames that hang on it."""
        style = self._styles.paragraph(element.get(TEXT + "style-name", ""))
        boxes: list[Piece] = []
        stretches = tuple(self._inline(element, style.look, boxes))
        yield from boxes
        if style.look.hidden:
            return
        piece = Piece(Kind.PARAGRAPH, stretches, boxed=place.boxed)
        level = element.get(TEXT + "outline-level", "") if heading else ""
        number = int(level) if level.isdecimal() else style.level or (1 if heading else 0)
        if number and piece.text and len(piece.text) <= HEADING_MAX:
            marker = self._outline.next(number - 1) if heading and not place.counter else ""
            lead = (Stretch(marker + " "),) if marker else ()
            yield changed(piece, kind=Kind.HEADING, level=number, stretches=lead + stretches)
        else:
            yield changed(piece, kind=Kind.QUOTE) if style.quote and not place.counter else piece

    def _inline(self, parent: Any, look: Look, boxes: list[Piece], link: str = "") -> Iterator[Stretch]:
        yield look.stretch(_blank(parent.text), link)
        for element in parent:
            yield from self._sign(element, look, boxes, link)
            yield look.stretch(_blank(element.tail), link)

    def _sign(self, element: Any, look: Look, boxes: list[Piece], link: str) -> Iterator[Stretch]:
        """What one element inside a paragraph shows."""
        kind = local(element)
        if kind == "note":
            yield self._note(element)
        elif kind == "s":
            count = element.get(TEXT + "c", "1")
            yield look.stretch(" " * min(int(count) if count.isdecimal() else 1, MAX_SPACES), link)
        elif kind == "tab":
            yield look.stretch("\t")
        elif kind == "line-break":
            yield look.stretch("\n")
        elif kind in ("frame", "custom-shape", "text-box", "g", "rect", "a") and _draws(element):
            boxes += self.blocks(element, Place(boxed=True))
        elif kind == "a":
            yield from self._inline(element, look, boxes, element.get(XLINK + "href", ""))
        elif kind == "span":
            inner = self._styles.run(element.get(TEXT + "style-name", ""), look)
            if not inner.hidden:
                yield from self._inline(element, inner, boxes, link)
        elif kind and kind not in LEFT_OUT:
            yield from self._inline(element, look, boxes, link)

    def _note(self, element: Any) -> Stretch:
        """A note's marker; its body is kept for the end."""
        parts = {local(part): part for part in element}
        label = (
            " ".join("".join(parts["note-citation"].itertext()).split()) if "note-citation" in parts else ""
        )
        if not label or label in self._labels:
            label = str(len(self.notes) + 1)
        self._labels.add(label)
        index = len(self.notes)
        body = tuple(p for p in self.blocks(parts["note-body"]) if p.text) if "note-body" in parts else ()
        if body:
            self.notes.insert(index, (label, body))
        return Stretch(label, note=label)


def _draws(element: Any) -> bool:
    """Whether an element is a drawing or stands around one."""
    return "drawing" in element.tag or any("drawing" in child.tag for child in element if local(child))


def _marked(piece: Piece, marker: str, depth: int) -> Piece:
    """A piece with the marker of the list item it begins."""
    if piece.kind is Kind.HEADING:
        return changed(piece, stretches=(Stretch(marker + " "), *piece.stretches))
    return changed(piece, kind=Kind.ITEM, marker=marker, level=depth)


def _has_text(item: Any) -> bool:
    """Whether a list item has words of its own, besides lists in it."""
    return any(local(child) in ("p", "h") and "".join(child.itertext()).strip() for child in item)


def _rows(table: Any) -> Sequence[Any]:
    """Rows of a table, also those in groups; not those of tables in its cells."""
    rows = []
    for child in table:
        if local(child) == "table-row":
            rows.append(child)
        elif local(child) in ("table-header-rows", "table-rows", "table-row-group"):
            rows += _rows(child)
    return rows


def _blank(text: str | None) -> str:
    """White space in the file is one space; breaks have elements of their own."""
    return " ".join(f"|{text}|".split())[1:-1] if text else ""
