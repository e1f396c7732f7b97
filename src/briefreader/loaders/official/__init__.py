"""Official: reads the XML of Dutch official publications: proceedings, papers of parliament, written questions.

Knows the elements that have a meaning of their own; the words of all others are kept as paragraphs. What their
words say about the paper is `officialdata.py`; what holds for all marked-up formats is `pour.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import Any

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders import web
from briefreader.loaders.archive import parse_xml
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.encoding import decode
from briefreader.loaders.flow import Flow, Note, Piece, Stretch
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.official.metadata import metadata
from briefreader.values import changed, field, frozen, record

INLINE = frozenset(
    "nadruk extref intref noot sup sub inf b i u em strong naam achternaam voornaam voorvoegsels tussenvoegsels"
    " politiek datum ondernummer br redactie verwijzing".split()
)
"""Elements that run on in a line. Inside a paragraph all others do, too, apart from `BLOCKS`."""

BLOCKS = frozenset("al lijst li table tussenkop kop titel al-groep motie spreker citaat".split())
"""Elements that end a paragraph they stand in."""

TOLD = frozenset("metadata kamerstukkop dossier stuknr li.nr nr lidnr noot.nr colspec illustratie".split())
"""Elements whose words are metadata, or are said by the element around them."""

LOOKS = {
    "vet": ("bold",),
    "vetcur": ("bold", "italic"),
    "cur": ("italic",),
    "ond": ("underlined",),
    "sup": ("raised",),
    "b": ("bold",),
    "strong": ("bold",),
    "i": ("italic",),
    "em": ("italic",),
    "u": ("underlined",),
}
"""Types of emphasis, and elements that are one."""

BEFORE = set(".,;:!?)]}»”’%")
"""Signs that no space comes before."""

AFTER = set("([{«“‘")
"""Signs that no space comes after."""

DECLARATION = re.compile(r"^[^<]{0,20}?(?:<\?xml[^>]{0,300}\?>)?\s*(?=<)", re.DOTALL)
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
BREAKS = re.compile(r"\n+")
FOREIGN = re.compile(r"[^\x00-\x7f]+")
SPACE = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what an XML file holds. Raises LoadError when it cannot be read."""
    decoded = decode(data)
    if decoded.warning:
        builder.warn(decoded.warning)
    text = ENTITY.sub(_character, DECLARATION.sub("", decoded.text, count=1))
    try:
        root = parse_xml(text.encode("utf-8", "replace"))
    except LoadError as error:
        root = _recovered(text, error, builder)
    if local(root) == "html":
        web.read(data, builder)
        return
    reader = Reader(scrambled=bool(decoded.fixes))
    reader.walk(root)
    reader.close()
    builder.metadata = metadata(root, builder.metadata)
    pour(Flow(reader.pieces, reader.notes, by_look=False), builder)


def _recovered(text: str, error: LoadError, builder: DocumentBuilder) -> Any:
    """What can be made of damaged XML, with a warning; the error itself if that is nothing."""
    root = parse_xml(text.encode("utf-8", "replace"), recover=True)
    if not "".join(root.itertext()).strip():
        raise error
    builder.warn(f"The file {error}".replace(" Get it again.", " What could be read is shown."))
    return root


def _character(match: re.Match[str]) -> str:
    """A named character that HTML knows, as itself; others as they are."""
    name = match[1]
    return match[0] if name in XML_ENTITIES else html5.get(f"{name};", match[0])


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


@frozen
class Place:
    """Where the words of an element stand."""

    look: Stretch = Stretch("")
    level: int = 1
    """Of the next heading."""

    agenda: int = 1
    """Of the next speaker: motions and divisions inside a speech do not count."""

    depth: int = 0
    """Of the list it stands in."""

    inline: bool = False
    """Whether it is inside a paragraph."""


@record
class Reader:
    """One publication while it is being read."""

    scrambled: bool = False
    """Whether every character beyond ASCII had been decoded wrongly before it was published."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _open: list[Stretch] = field(default_factory=list)
    _marker: str = ""
    _line: int | None = None
    _levels: dict[str, int] = field(default_factory=dict)
    """Level by number of the numbered headings so far."""

    def walk(self, element: Any, place: Place | None = None) -> None:
        """An element's own words, its children and what stands between them."""
        place = place or Place()
        self._text(element.text, place)
        inner = _inside(element, place)
        for child in element:
            name = local(child)
            if name:
                self._element(child, name, inner)
            self._text(child.tail, place)

    def _element(self, element: Any, name: str, place: Place) -> None:
        if name in TOLD:
            return
        if name == "noot":
            self._note(element)
        elif name in INLINE or (place.inline and name not in BLOCKS):
            self._inline(element, name, place)
        elif name in ("kop", "item-titel", "tussenkop", "spreker") or (name == "titel" and not place.inline):
            self._heading(element, name, place)
        elif name == "table":
            self.close(place)
            self.pieces.append(Piece(Kind.TABLE, rows=tuple(self._rows(element)), line=element.sourceline))
        elif name in ("ondertekening", "slotondertekening"):
            self._signed(element)
        else:
            self._block(element, name, place)

    def _block(self, element: Any, name: str, place: Place) -> None:
        self.close(place)
        self._line = element.sourceline
        if name == "lijst":
            place = changed(place, depth=place.depth + 1)
        elif name in ("li", "lid"):
            numbers = [child for child in element if local(child) in ("li.nr", "lidnr")]
            marker = " ".join("".join(numbers[0].itertext()).split()) if numbers else "•"
            self._marker = marker or "•"
            place = changed(place, depth=max(1, place.depth))
        elif name in ("vraag", "antwoord"):
            self._question(element, name, place)
        inner = changed(place, inline=name == "al")
        self.walk(element, inner)
        self.close(inner)

    def _question(self, element: Any, name: str, place: Place) -> None:
        """The label of a written question or its answer: its number."""
        number = next((" ".join("".join(c.itertext()).split()) for c in element if local(c) == "nr"), "")
        if number:
            title = f"{name.capitalize()} {number.rstrip('.')}"
            self.pieces.append(Piece(Kind.HEADING, (Stretch(title),), place.level, line=element.sourceline))

    def _inline(self, element: Any, name: str, place: Place) -> None:
        look = place.look.dressed(LOOKS.get(element.get("type", "") if name == "nadruk" else name, ()))
        if name == "extref":
            look = changed(look, link=element.get("doc") or element.get("url") or "")
        self.walk(element, changed(place, look=look, inline=True))

    def _heading(self, element: Any, name: str, place: Place) -> None:
        self.close(place)
        inner = Reader(self.scrambled)
        if name == "kop":
            for child in element:
                if local(child) == "nr":
                    inner._inline(child, "nr", Place())
                elif local(child):
                    inner._element(child, "nadruk", Place())
                inner._text(" ", Place())
        else:
            inner.walk(element, Place(inline=True))
        stretches = _tidied(inner._open)
        self.notes += inner.notes
        piece = Piece(Kind.HEADING, stretches, self._level(element, name, place), line=element.sourceline)
        if name == "spreker" and piece.text.endswith(":"):
            piece = changed(piece, stretches=_without_colon(stretches))
        if piece.text:
            self.pieces.append(piece)

    def _level(self, element: Any, name: str, place: Place) -> int:
        """A heading's level: by its number if the numbers above it are known, else by nesting."""
        if name == "spreker":
            return place.agenda
        if name in ("item-titel", "titel"):
            return place.level - 1
        if name == "tussenkop":
            return place.level
        number = next(
            (" ".join("".join(c.itertext()).split()).rstrip(".") for c in element if local(c) == "nr"), ""
        )
        above = number.rpartition(".")[0]
        level = self._levels[above] + 1 if above in self._levels else place.level - 1
        if number:
            self._levels[number] = level
        return max(1, level)

    def _note(self, element: Any) -> None:
        """A footnote's marker here; its body for the end."""
        number = next((" ".join("".join(c.itertext()).split()) for c in element if local(c) == "noot.nr"), "")
        label = number.strip("[]() .") or str(len(self.notes) + 1)
        inner = Reader(self.scrambled)
        inner.walk(element)
        inner.close()
        self.notes.append((label, tuple(piece for piece in inner.pieces if piece.text)))
        self._open.append(Stretch(label, note=label))

    def _signed(self, element: Any) -> None:
        """Offices and names under a letter, one a line."""
        self.close()
        inner = Reader(self.scrambled)
        for part in element:
            if local(part):
                inner.walk(part, Place(inline=True))
                inner.close()
        lines: list[Stretch] = []
        for piece in inner.pieces:
            lines += [Stretch("\n"), *piece.stretches]
        if lines:
            self.pieces.append(Piece(Kind.SIGNATURE, tuple(lines[1:]), line=element.sourceline))

    def _rows(self, table: Any) -> Iterator[tuple[tuple[Piece, ...], ...]]:
        for child in table:
            name = local(child)
            if name in ("row", "tr"):
                yield tuple(self._cell(cell) for cell in child if local(cell) in ("entry", "td", "th"))
            elif name in ("title", "titel", "caption"):
                self._block(child, "al", Place())
            elif name and name not in TOLD:
                yield from self._rows(child)

    def _cell(self, cell: Any) -> tuple[Piece, ...]:
        inner = Reader(self.scrambled)
        inner.walk(cell)
        inner.close()
        self.notes += inner.notes
        return tuple(inner.pieces)

    def _text(self, text: str | None, place: Place) -> None:
        """Words as they stand; white space with a line break in it becomes one break, to be weighed later."""
        if not text:
            return
        text = SPACE.sub(lambda m: "\n" if "\n" in m[0] else " ", text)
        if not self.scrambled:
            self._open.append(changed(place.look, text=text))
            return
        done = 0
        for match in FOREIGN.finditer(text):
            was = match[0].encode().decode("latin-1")
            right = changed(place.look, text=match[0], repair="decoded anew", was=was)
            self._open += [changed(place.look, text=text[done : match.start()]), right]
            done = match.end()
        self._open.append(changed(place.look, text=text[done:]))

    def close(self, place: Place | None = None) -> None:
        """Ends the paragraph that is open."""
        place = place or Place()
        stretches = _tidied(self._open)
        self._open = []
        if not any(s.text.strip() for s in stretches):
            return
        if self._marker:
            self.pieces.append(Piece(Kind.ITEM, stretches, place.depth or 1, self._marker, self._line))
            self._marker = ""
        else:
            self.pieces.append(Piece(Kind.PARAGRAPH, stretches, place.depth, line=self._line))


def _inside(element: Any, place: Place) -> Place:
    """The place of what stands under the heading that an element has of its own."""
    names = {local(child) for child in element}
    if "item-titel" in names:
        return changed(place, level=place.level + 1, agenda=place.level + 1)
    if names & {"kop"} or ("titel" in names and local(element) not in ("kop", "dossier", "table", "tgroup")):
        return changed(place, level=place.level + 1)
    return place


def _tidied(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches without the line breaks that only lay out the file: spaces where words need them."""
    text = "".join(s.text for s in stretches)
    raised = [s.raised for s in stretches for _ in s.text]
    signs = list(text)
    for match in BREAKS.finditer(text):
        start, end = match.span()
        inner = start > 0 and end < len(text)
        parted = inner and text[start - 1] not in AFTER and text[end] not in BEFORE and not raised[end]
        signs[start:end] = [" " if parted else "", *[""] * (end - start - 1)]
    made = []
    at = 0
    for stretch in stretches:
        made.append(changed(stretch, text="".join(signs[at : at + len(stretch.text)])))
        at += len(stretch.text)
    return tuple(made)


def _without_colon(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    text = "".join(s.text for s in stretches).rstrip()
    keep = len(text) - 1
    made = []
    for stretch in stretches:
        made.append(changed(stretch, text=stretch.text[:keep]))
        keep = max(0, keep - len(stretch.text))
    return tuple(made)
