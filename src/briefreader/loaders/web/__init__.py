"""Web: reads HTML pages: the article with its headings, lists, tables and footnotes, without the page around it.

Walks the elements into pieces; EPUB and HTML inside Markdown go the same way. What of a page is furniture is
`furniture.py`, which anchors lead to notes `webnotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.archive import check_depth
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.encoding import decode
from briefreader.loaders.flow import Flow, Piece, Stretch, cut
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.flow.typed import goes_on, typed_pieces
from briefreader.loaders.listnumbers import Counter, Level
from briefreader.loaders.web.furniture import LEFT_OUT, clear, is_hidden
from briefreader.loaders.web.notes import Notes, find_notes
from briefreader.loaders.web.stylesheet import Stylesheet
from briefreader.values import changed, frozen

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr html legend li main menu nav ol optgroup p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
) | frozenset(HEADINGS)
"""Elements that begin a new line. All others run on in it, those that nobody knows too."""

LOOKS = {
    "b": ("bold",),
    "strong": ("bold",),
    "i": ("italic",),
    "em": ("italic",),
    "cite": ("italic",),
    "dfn": ("italic",),
    "var": ("italic",),
    "u": ("underlined",),
    "ins": ("underlined",),
    "sup": ("raised",),
}
"""Elements that set words in a way of their own."""

LIST_TYPES = {
    "1": "decimal",
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
}
LIST_STYLES = {
    "lower-alpha": "lower-letter",
    "lower-latin": "lower-letter",
    "upper-alpha": "upper-letter",
    "upper-latin": "upper-letter",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
    "none": "none",
}

SPACE = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
"""White space that is not one space already."""

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)

HANDLES = ("¶", "#", "§", "🔗", "∞", "⚓")
"""What pages put beside headings to link to them."""

ENOUGH_HEADINGS = 3
"""From so many headings on, a page uses the elements made for them, and bold lines are only bold."""

HEADING_MAX = 400
"""Code points. Longer headings are text set large."""


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what an HTML file holds. Raises LoadError when it cannot be read."""
    decoded = decode(_as_declared(data))
    if decoded.warning:
        builder.warn(decoded.warning)
    root = parsed(decoded.text)
    told(root, builder)
    pour(article(root), builder)


def _as_declared(data: bytes) -> bytes:
    """`data` as UTF-8 if it names another encoding that Python knows and that fits it."""
    match = CHARSET.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    if name in ("", "utf-8", "utf8", "utf-16", "utf16") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data
    name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
    try:
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return data
    return text.encode("utf-8", "replace")


def parsed(text: str) -> Any:
    """The root element of an HTML text. Raises LoadError when there is nothing in it or it is nested too deep."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    text = DECLARATION.sub("", text.replace("\0", ""))
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise LoadError("holds no HTML that can be read. Get it again.") from None
    check_depth(root)
    return root


def told(root: Any, builder: DocumentBuilder) -> None:
    """Sets what a page says of itself: its language, and its title if no single heading stands for it."""
    language = (
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    )
    tops = [" ".join("".join(h.itertext()).split()) for h in root.iter("h1")]
    tops = [title for title in tops if title]
    named = next((" ".join("".join(t.itertext()).split()) for t in root.iter("title")), "")
    title = tops[0] if len(tops) == 1 else named
    metadata = builder.metadata
    builder.metadata = changed(
        metadata,
        title=metadata.title or title or None,
        language=metadata.language or (language.split("-")[0] if language else None),
    )


def article(root: Any, sheets: Iterable[str] = ()) -> Flow:
    """The pieces and notes of a page, without its furniture; `sheets` are the stylesheets beside it."""
    styles = Stylesheet([*sheets, *("".join(element.itertext()) for element in root.iter("style"))])
    notes = find_notes(root)
    head, left_out = clear(root, notes.bodies)
    walker = Walker(notes, styles)
    flow = Flow(walker.pieces(root), left_out=left_out)
    if sum(piece.kind is Kind.HEADING for piece in flow.pieces) >= ENOUGH_HEADINGS:
        flow.by_look = False
    flow.notes = [
        (label, body) for label, element in notes.in_order() if (body := walker.note(element, label))
    ]
    flow.head = [piece for element in head for piece in Walker(Notes(), styles).pieces(element)]
    return flow


@frozen
class Context:
    """How text is set here, and what the next paragraph is."""

    look: Stretch = Stretch("")
    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    boxed: bool = False
    pre: bool = False


class Walker:
    """Walks elements in reading order and collects pieces."""

    def __init__(self, notes: Notes, styles: Stylesheet | None = None) -> None:
        self._notes = notes
        self._styles = styles or Stylesheet()
        self._made: list[Piece] = []
        self._open: list[Stretch] = []
        self._line: int | None = None
        self._marker = ""
        self._in_note = False

    def pieces(self, element: Any, context: Context | None = None) -> list[Piece]:
        """The pieces inside an element, apart from those collected so far."""
        outer = self._made, self._open, self._line, self._marker
        self._made, self._open, self._marker = [], [], ""
        context = context or Context()
        self._walk(element, context)
        self._close(context)
        made = self._made
        self._made, self._open, self._line, self._marker = outer
        return made

    def note(self, element: Any, label: str) -> tuple[Piece, ...]:
        """The pieces of a note's body, without its label and the way back."""
        self._in_note = True
        made = [piece for piece in self.pieces(element) if piece.text]
        self._in_note = False
        if made:
            made[0] = _without_label(made[0], label)
        return tuple(piece for piece in made if piece.text)

    def _walk(self, element: Any, context: Context) -> None:
        """An element's own text, its children and what stands between them."""
        self._text(element.text, context)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, context)
            self._text(child.tail, context)

    def _element(self, element: Any, context: Context) -> None:
        tag = element.tag.rpartition("}")[2].lower()
        if tag in LEFT_OUT or is_hidden(element) or (not self._in_note and element in self._notes.bodies):
            return
        if element in self._notes.markers:
            label = self._notes.markers[element]
            self._open.append(Stretch(label, note=label))
        elif element in self._notes.ways_back or _is_handle(element):
            return
        elif tag == "br":
            self._open.append(Stretch("\n"))
        elif tag in HEADINGS:
            self._heading(element, HEADINGS[tag], context)
        elif tag in BLOCKS:
            self._block(element, tag, context)
        else:
            self._inline(element, tag, context)

    def _inline(self, element: Any, tag: str, context: Context) -> None:
        look = self._look(element, tag, context.look)
        style = (element.get("style") or "").replace(" ", "").lower()
        boxed = context.boxed or "position:absolute" in style or "float:" in style
        if boxed and not context.boxed:
            self._made += self.pieces(element, changed(context, look=look, boxed=True))
        else:
            self._walk(element, changed(context, look=look))

    def _look(self, element: Any, tag: str, look: Stretch) -> Stretch:
        """How words in an element are set, inside what is set as `look`."""
        look = look.dressed(self._styles.looks(element)).dressed(LOOKS.get(tag, ()))
        return changed(look, link=(element.get("href") or "").strip() or look.link) if tag == "a" else look

    def _heading(self, element: Any, level: int, context: Context) -> None:
        self._close(context)
        pieces = self.pieces(element, changed(context, look=Stretch(""), kind=Kind.PARAGRAPH))
        stretches = tuple(s for piece in pieces for s in (Stretch(" "), *piece.stretches))
        piece = Piece(Kind.HEADING, stretches, level, line=element.sourceline)
        if len(piece.text) > HEADING_MAX:
            piece = changed(piece, kind=Kind.PARAGRAPH, level=0)
        self._made.append(piece)

    def _block(self, element: Any, tag: str, context: Context) -> None:
        self._close(context)
        self._line = element.sourceline
        if tag == "table":
            self._made.append(Piece(Kind.TABLE, rows=tuple(self._rows(element)), line=element.sourceline))
        elif tag == "pre":
            self._pre(element)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(element, tag, context)
        else:
            kind = Kind.QUOTE if tag == "blockquote" else context.kind
            inner = changed(context, kind=kind, look=self._look(element, tag, context.look))
            self._walk(element, inner)
            self._close(inner)

    def _pre(self, element: Any) -> None:
        """Preformatted text; a paragraph of a typed paper may go on from the page before."""
        pieces = typed_pieces(element, element.sourceline)
        if pieces and goes_on(self._made[-1] if self._made else None, pieces[0]):
            above = self._made.pop()
            joint = Stretch(" ", repair="page break")
            pieces[0] = changed(above, stretches=(*above.stretches, joint, *pieces[0].stretches))
        self._made += pieces

    def _list(self, element: Any, tag: str, context: Context) -> None:
        counter = _counter(element, tag)
        depth = context.depth + 1
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag == "li" and child not in self._notes.bodies and not is_hidden(child):
                value = child.get("value", "")
                if value.isdecimal():
                    counter.counts[0] = int(value[:6]) - 1
                self._marker = counter.next(0)
                self._line = child.sourceline
                item = changed(context, kind=Kind.ITEM, depth=depth)
                self._walk(child, item)
                self._close(item)
                self._marker = ""
            else:
                self._element(child, changed(context, depth=depth))
                self._close(context)

    def _rows(self, table: Any) -> Iterator[tuple[tuple[Piece, ...], ...]]:
        for child in table:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "tr" and not is_hidden(child):
                yield tuple(tuple(self.pieces(cell)) for cell in child if cell.tag in ("td", "th"))
            elif tag in ("thead", "tbody", "tfoot"):
                yield from self._rows(child)
            elif tag == "caption":
                self._made += self.pieces(child)
            elif tag and tag not in ("colgroup", "col", *LEFT_OUT) and any(True for _ in child.iter("tr")):
                yield from self._rows(child)

    def _text(self, text: str | None, context: Context) -> None:
        if text:
            self._open.append(changed(context.look, text=SPACE.sub(" ", text)))

    def _close(self, context: Context) -> None:
        """Ends the paragraph that is open."""
        if any(s.text.strip() for s in self._open):
            kind = context.kind
            if kind is Kind.ITEM and not self._marker:
                kind = Kind.PARAGRAPH
            marker = self._marker if kind is Kind.ITEM else ""
            self._made.append(
                Piece(kind, tuple(self._open), context.depth, marker, self._line, boxed=context.boxed)
            )
            self._marker = ""
        elif self._open and any("\n" in s.text for s in self._open):
            self._made.append(Piece(Kind.PARAGRAPH))
        self._open = []


def _is_handle(element: Any) -> bool:
    """Whether an element is the sign beside a heading that leads to it: `¶`."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return "".join(element.itertext()).strip() in HANDLES


def _counter(element: Any, tag: str) -> Counter:
    """What counts the items of a list."""
    style = (element.get("style") or "").replace(" ", "").lower()
    named = next((LIST_STYLES[name] for name in LIST_STYLES if f"list-style-type:{name}" in style), "")
    named = "none" if "list-style:none" in style else named
    if tag != "ol" and named in ("", "none"):
        return Counter({0: Level("none", "") if named else Level("bullet", "•")})
    number = named or LIST_TYPES.get(element.get("type", "1"), "decimal")
    start = element.get("start", "")
    pattern = "%1." if number != "none" else ""
    return Counter({0: Level(number, pattern, int(start[:6]) if start.isdecimal() else 1)})


def _without_label(piece: Piece, label: str) -> Piece:
    """The first piece of a note without the label it repeats: `1`, `[1]`, `1.`, `1)`."""
    text = "".join(s.text for s in piece.stretches)
    name = re.escape(label)
    match = re.match(rf"\s*(?:[\[(]\s*(?:{name})?\s*[\])]|{name}[.:)]?|[.:)])[.:]?(?=\s|$|\D)", text)
    return changed(piece, stretches=cut(piece.stretches, match.end())) if match else piece
