"""Markdown: reads CommonMark with tables, footnotes, definitions and front matter, and what laws in it need.

Walks the tokens of markdown-it into pieces. HTML inside goes the way of web pages (`web.py`); what is a heading by
its look or a letterhead is left to `pour.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefreader.courtesy import breathe, paced
from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.attributes import without_attributes
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.encoding import decode
from briefreader.loaders.fences import outside_code
from briefreader.loaders.first import of_markdown
from briefreader.loaders.flow import Flow, Note, Piece, Stretch
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.web import Walker, parsed
from briefreader.loaders.web.notes import Notes
from briefreader.values import changed, field, record

NO_SPACE = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])")
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
TAG = re.compile(r"^<(/?)([a-z][a-z0-9]*)\b[^>]*>$", re.IGNORECASE)
FIELD = re.compile(r"^([\w -]{1,40}):[ \t]*(.*)$")

ENOUGH_HEADINGS = 3
"""From so many headings on, bold lines are only bold."""

SETEXT_MAX = 100
"""Code points of the longest line that a line of `=` or `-` under it makes a heading; others stand above a rule."""

MAX_NESTING = 60
"""Quotes and lists inside one another that are read; what is deeper is text."""

LOOKS = {
    "strong": ("bold",),
    "em": ("italic",),
    "b": ("bold",),
    "i": ("italic",),
    "u": ("underlined",),
    "sup": ("raised",),
}
"""Tokens and HTML tags inside a line, and how they set text."""


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what a Markdown file holds. Raises LoadError when it cannot be read."""
    pour(_flow(_text(data, builder), builder), builder)  # neither text nor tokens are held any longer


def _text(data: bytes, builder: DocumentBuilder) -> str:
    """The text to parse; tells what was repaired in it."""
    decoded = decode(data)
    if decoded.warning:
        builder.warn(decoded.warning)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text, given = without_attributes(text)
    if given:
        builder.repair("attributes dropped", f"{given} ×")
    text, mended = spaced_headings(text)
    if mended:
        builder.repair("space after number signs", f"{mended} ×")
    return text


def _flow(text: str, builder: DocumentBuilder) -> Flow:
    """What stands in the text; tells what its front matter says."""
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        raise LoadError("is nested too deep and was not read.") from None
    _tell_front_matter(tokens, builder)
    return Reader().flow(tokens)


def read_first(data: bytes, builder: DocumentBuilder) -> None:
    """The same with the first pages, cut between two blocks. Raises LoadError if there are not some more."""
    read(of_markdown(data), builder)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    return parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(_breathing)


def _breathing(parser: MarkdownIt) -> None:
    """Has the parser breathe at each block and after what stands in it: rules that never find anything."""

    def at_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        breathe()
        return False

    def after_words(state: StateInline) -> None:
        breathe()

    parser.block.ruler.before("paragraph", "breath", at_block)
    parser.inline.ruler2.push("breath", after_words)


def plain_words(text: str) -> str:
    """The words of one paragraph, without the signs that say how they are set or where they lead."""
    children = _inline_parser().parseInline(text)[0].children or ()
    words = "".join(stretch.text for stretch in Reader()._inline(children))
    return " ".join(words.split())


@cache
def _inline_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")


def spaced_headings(text: str) -> tuple[str, int]:
    """`text` with a space after number signs that begin a heading without one, and how many there were.

    Laws are published like that (`##Aanwijzing`, `#Artikel 1`). One sign alone needs a capital or a number after
    it, for it may be a tag; code in fences is left alone.
    """
    return outside_code(text, _spaced)


def _spaced(text: str) -> tuple[str, int]:
    lines = text.split("\n")
    mended = 0
    for i, line in enumerate(paced(lines)):
        match = NO_SPACE.match(line)
        if match and _is_heading(line[match.end() :], match[1].strip()):
            lines[i] = f"{match[1]} {line[match.end() :]}"
            mended += 1
    return "\n".join(lines), mended


def _is_heading(words: str, signs: str) -> bool:
    if len(signs) > 1:
        return True
    return words[0].isupper() or (words[0].isdigit() and " " in words.strip())


def _tell_front_matter(tokens: Sequence[Token], builder: DocumentBuilder) -> None:
    """Puts `name: value` lines at the head of the file into the metadata."""
    block = next((token.content for token in tokens if token.type == "front_matter"), "")
    found = {
        m[1].strip().lower(): m[2].strip().strip("'\"") for m in map(FIELD.match, block.split("\n")) if m
    }
    found = {name: value for name, value in found.items() if value}
    title, date, language = (found.pop(name, None) for name in ("title", "date", "lang"))
    known = builder.metadata
    builder.metadata = changed(
        known,
        title=known.title or title,
        date=known.date or (date[:10] if date and re.match(r"\d{4}-\d{2}-\d{2}", date) else None),
        language=known.language or (language.split("-")[0].lower() if language else None),
        other=MappingProxyType({**known.other, **found}),
    )


@record
class Place:
    """What the next paragraph is."""

    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    marker: str = ""


@record
class Reader:
    """One Markdown file while its tokens are read."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _places: list[Place] = field(default_factory=lambda: [Place()])
    _labels: dict[int, str] = field(default_factory=dict)
    _signed: bool = False
    """Whether the file marks headings the way Markdown does."""

    def flow(self, tokens: Sequence[Token]) -> Flow:
        """The pieces and notes in `tokens`."""
        self._signed = any(token.type == "heading_open" for token in tokens)
        self._read(tokens)
        by_look = sum(piece.kind is Kind.HEADING for piece in self.pieces) < ENOUGH_HEADINGS
        return Flow(self.pieces, self.notes, by_look=by_look)

    def _read(self, tokens: Sequence[Token]) -> None:
        i = 0
        while i < len(tokens):
            breathe()
            token = tokens[i]
            if token.type in ("table_open", "footnote_open"):
                end = _closing(tokens, i)
                inner = tokens[i + 1 : end]
                self._table(inner, token) if token.type == "table_open" else self._note(inner, token)
                i = end + 1
                continue
            if token.type == "heading_open":
                self._heading(token, tokens[i + 1])
                i += 3
                continue
            self._token(token)
            i += 1

    def _token(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._paragraph(token)
            case "fence" | "code_block":
                self._add(Piece(Kind.PRE, (Stretch(token.content),), line=_line(token)))
            case "html_block":
                self._html(token)
            case "bullet_list_open" | "ordered_list_open":
                self._places.append(Place(Kind.ITEM, self._places[-1].depth + 1))
            case "list_item_open":
                self._places[-1].marker = f"{token.info}{token.markup}" if token.info else "•"
            case "blockquote_open":
                self._places.append(Place(Kind.QUOTE, self._places[-1].depth))
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                self._places.pop()

    def _add(self, piece: Piece) -> None:
        """A piece; the first one of a list item takes its marker."""
        place = self._places[-1]
        if place.marker and piece.kind is Kind.PARAGRAPH:
            piece = changed(piece, kind=Kind.ITEM, level=place.depth, marker=place.marker)
        elif place.kind is Kind.QUOTE and piece.kind is Kind.PARAGRAPH:
            piece = changed(piece, kind=Kind.QUOTE)
        elif piece.kind is Kind.PARAGRAPH:
            piece = changed(piece, level=place.depth)
        place.marker = ""
        self.pieces.append(piece)

    def _paragraph(self, token: Token) -> None:
        piece = Piece(Kind.PARAGRAPH, tuple(self._inline(token.children or ())), line=_line(token))
        if piece.text.strip("*_\\ "):
            self._add(piece)

    def _heading(self, opening: Token, inline: Token) -> None:
        """A heading; a paragraph above a rule looks like one and is none if it is long or has several lines."""
        piece = Piece(
            Kind.HEADING, tuple(self._inline(inline.children or ())), int(opening.tag[1]), line=_line(opening)
        )
        if opening.markup in ("-", "=") and ("\n" in inline.content or len(piece.text) > SETEXT_MAX):
            self._add(changed(piece, kind=Kind.PARAGRAPH, level=0))
        elif piece.text:
            self.pieces.append(piece)

    def _html(self, token: Token) -> None:
        """A block of HTML. Beside headings with number signs, those in it are a masthead: no sections."""
        text = COMMENT.sub("", token.content)
        if not text.strip():
            return
        try:
            root = parsed(f"<div>{text}</div>")
        except LoadError:
            return
        for piece in Walker(Notes()).pieces(root):
            if piece.kind is Kind.HEADING and self._signed:
                piece = changed(piece, kind=Kind.PARAGRAPH, level=0)
            self._add(_further(piece, (_line(token) or 1) - 1))

    def _table(self, tokens: Sequence[Token], opening: Token) -> None:
        rows: list[list[tuple[Piece, ...]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and rows:
                rows[-1].append((Piece(Kind.PARAGRAPH, tuple(self._inline(token.children or ()))),))
        self._add(Piece(Kind.TABLE, rows=tuple(tuple(row) for row in rows), line=_line(opening)))

    def _note(self, tokens: Sequence[Token], opening: Token) -> None:
        inner = Reader(_labels=self._labels)
        inner._read(tokens)
        if body := tuple(piece for piece in inner.pieces if piece.text):
            self.notes.append((self._label(opening), body))

    def _label(self, token: Token) -> str:
        """A note's own label; notes without one are numbered."""
        number = int(token.meta.get("id", 0))
        return str(token.meta.get("label") or self._labels.setdefault(number, str(number + 1)))

    def _inline(self, tokens: Sequence[Token]) -> Iterator[Stretch]:
        looks: list[Stretch] = [Stretch("")]
        for token in tokens:
            look = looks[-1]
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.type in ("text", "code_inline", "text_special"):
                yield changed(look, text=token.content)
            elif token.type == "softbreak":
                yield changed(look, text=" ")
            elif token.type == "hardbreak":
                yield changed(look, text="\n")
            elif token.type == "footnote_ref":
                label = self._label(token)
                yield Stretch(label, note=label)
            elif token.type == "link_open":
                looks.append(changed(look, link=str(token.attrGet("href") or "")))
            elif token.nesting == 1:
                looks.append(look.dressed(LOOKS.get(name, ())))
            elif token.nesting == -1 and len(looks) > 1:
                looks.pop()
            elif token.type == "html_inline":
                yield from _tag(token.content, looks)


def _tag(content: str, looks: list[Stretch]) -> Iterator[Stretch]:
    """An HTML tag inside a line: a break, or a change of how text is set."""
    match = TAG.match(content)
    name = match[2].lower() if match else ""
    if name == "br":
        yield changed(looks[-1], text="\n")
    elif match and name in LOOKS and not match[1]:
        looks.append(looks[-1].dressed(LOOKS[name]))
    elif match and name in LOOKS and len(looks) > 1:
        looks.pop()


def _further(piece: Piece, lines: int) -> Piece:
    """A piece, and what is in it, so many lines further down."""
    rows = tuple(tuple(tuple(_further(inner, lines) for inner in cell) for cell in row) for row in piece.rows)
    return changed(piece, rows=rows, line=piece.line + lines if piece.line else None)


def _line(token: Token) -> int | None:
    return token.map[0] + 1 if token.map else None


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Index of the token that closes the one at `start`."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1
