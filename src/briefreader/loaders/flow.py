"""Flow: a marked-up document as the pieces its markup names, in reading order, on their way into a builder.

Loaders of marked-up formats make pieces; `pour` applies what holds for all of them: layout tables unwrapped,
hard breaks, typed lists, raised numbers. What makes a heading or a letterhead is `dress.py` and `letters.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefreader.document import Kind, Look
from briefreader.loaders.builder import DocumentBuilder, Run

SUPERSCRIPT = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")

SHORT_LINE = 60
"""Code points. A line that breaks off earlier was broken by its writer, not by the width of the page."""

WRAPPED = 40
"""Code points. A line that was broken in the middle of a sentence for want of room is longer."""

MOST_STRETCHES = 400
"""Stretches from which on a paragraph is not joined with what follows; no writer broke one in so many lines."""

LONG_CELL = 400
"""Code points. Tables with more text in a cell are there for the layout of the page."""

BULLET = re.compile(r"^([•▪●◦■□‣⁃∙·–—*-])\s+(?=\S)")
ENUMERATED = re.compile(r"^(\(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))[.)°º]{1,2})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Inline text set in one way."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    size: float = 0
    """Points; 0 where the format does not say."""

    link: str = ""
    note: str = ""
    """Label of the note it is the marker of."""

    repair: str = ""
    """Kind of the repair that it is: of joined lines, the space between them."""

    was: str = ""
    """What stood there in the file, if it was repaired."""

    def dressed(self, looks: Collection[str]) -> Stretch:
        """The same, and also `bold`, `italic`, `underlined` or `raised` if that is among `looks`."""
        return replace(
            self,
            bold=self.bold or "bold" in looks,
            italic=self.italic or "italic" in looks,
            underlined=self.underlined or "underlined" in looks,
            raised=self.raised or "raised" in looks,
        )

    def run(self) -> Run:
        """The same for a builder, which takes one look a run: markers before links before emphasis."""
        if self.note:
            return Run(self.text, Look.MARKER, self.note)
        text = (
            self.text.translate(SUPERSCRIPT) if self.raised and self.text.strip().isdecimal() else self.text
        )
        if self.link and not self.link.startswith("#"):
            return Run(text, Look.LINK, self.link, repair=self.repair, was=self.was)
        look = Look.STRONG if self.bold else Look.EMPHASIS if self.italic else None
        return Run(text, look, repair=self.repair, was=self.was)


Stretches = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, list item, table …: what the markup names as one."""

    kind: Kind
    stretches: Stretches = ()
    level: int = 0
    """Headings: 1 is the highest. Items and what stands under them: depth of the list, from 1."""

    marker: str = ""
    """Of a list item, as it is shown."""

    line: int | None = None
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    """A table's rows of cells of pieces."""

    boxed: bool = False
    """Whether it stands in a text box, beside the text."""

    @property
    def text(self) -> str:
        """Its words, with single spaces; of a table, those of all its cells."""
        if self.rows:
            return " ".join(piece.text for row in self.rows for cell in row for piece in cell).strip()
        return " ".join("".join(s.text for s in self.stretches).split())


Note = tuple[str, tuple[Piece, ...]]
"""Label and body of a footnote."""


@dataclass
class Flow:
    """What a loader found."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    head: list[Piece] = field(default_factory=list)
    """What stands in the head of the first page: not part of the text, but often a letterhead."""

    by_look: bool = True
    """Whether paragraphs may be headings by the way they are set."""


def paragraph(text: str, line: int | None = None) -> Piece:
    """A paragraph of plain text."""
    return Piece(Kind.PARAGRAPH, (Stretch(text),), line=line)


def pour(flow: Flow, builder: DocumentBuilder) -> None:
    """Tells `builder` all pieces and notes of `flow`; sets what a letterhead says in its metadata."""
    from briefreader.loaders import dress, letters

    metadata, pieces = letters.letterhead(flow.pieces, flow.head, builder.metadata)
    pieces = [line for piece in pieces for flat in unwrapped(piece) for line in lines_of(flat)]
    pieces = [piece for piece in pieces if not letters.is_page_number(piece.text)]
    if flow.by_look:
        pieces = continued(pieces)
    pieces, notes = raised_notes(pieces, flow.notes)
    pieces = typed_items(dress.headings(pieces, flow.by_look))
    builder.metadata, pieces = letters.signatures(pieces, metadata)
    for piece in pieces:
        tell(piece, builder)
    for label, body in notes:
        builder.note(label, _joined(body, "\n"), body[0].line if body else None)


def tell(piece: Piece, builder: DocumentBuilder) -> None:
    """One piece to the builder."""
    runs = [stretch.run() for stretch in piece.stretches]
    match piece.kind:
        case Kind.HEADING:
            plain = [replace(run, look=None) if run.look is Look.STRONG else run for run in runs]
            builder.heading(plain, piece.level, piece.line)
        case Kind.ITEM:
            builder.item(runs, piece.marker, piece.level, piece.line)
        case Kind.QUOTE:
            builder.quote(runs, piece.line)
        case Kind.PRE:
            builder.pre("".join(run.text for run in runs), piece.line)
        case Kind.TABLE:
            builder.table([[_joined(cell, " ") for cell in row] for row in piece.rows], piece.line)
        case Kind.SALUTATION:
            builder.salutation(runs, piece.line)
        case Kind.SIGNATURE:
            builder.signature(runs, piece.line)
        case _:
            builder.paragraph(runs, piece.line)


def _joined(pieces: Iterable[Piece], between: str) -> list[Run]:
    runs: list[Run] = []
    for piece in flattened(pieces):
        if runs:
            runs.append(Run(between))
        if piece.marker:
            runs.append(Run(piece.marker + " "))
        runs += [stretch.run() for stretch in piece.stretches]
    return runs


def flattened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with words, tables replaced by what stands in their cells."""
    for piece in pieces:
        if piece.rows:
            yield from flattened(inner for row in piece.rows for cell in row for inner in cell)
        elif piece.text:
            yield piece


# Tables


def unwrapped(piece: Piece) -> list[Piece]:
    """The pieces in a table that is there for the layout of the page; any other piece as it is."""
    if piece.kind is not Kind.TABLE:
        return [piece]
    if not is_layout(piece):
        return [piece]
    return [flat for row in piece.rows for cell in row for inner in cell for flat in unwrapped(inner)]


def is_layout(table: Piece) -> bool:
    """Whether a table only places text: no row with two filled cells, headings or long texts in its cells."""
    filled = [[cell for cell in row if any(piece.text for piece in cell)] for row in table.rows]
    filled = [row for row in filled if row]
    if len(filled) < 2 or all(len(row) == 1 for row in filled):
        return True
    inner = [piece for row in filled for cell in row for piece in cell]
    if any(piece.kind is Kind.HEADING for piece in inner):
        return True
    return any(piece.kind is Kind.TABLE and not is_layout(piece) for piece in inner) or any(
        sum(len(piece.text) for piece in cell) > LONG_CELL and len(cell) > 2 for row in filled for cell in row
    )


# Hard breaks


def lines_of(piece: Piece) -> list[Piece]:
    """A paragraph cut at those of its hard breaks that begin something new; others become spaces."""
    if piece.kind in (Kind.PRE, Kind.TABLE, Kind.SIGNATURE) or not any(
        "\n" in s.text for s in piece.stretches
    ):
        return [piece]
    lines = _lines(piece.stretches)
    if piece.kind is not Kind.PARAGRAPH and piece.kind is not Kind.QUOTE:
        return [replace(piece, stretches=_spaced(lines))]
    groups: list[list[Stretches]] = []
    for before, line in zip([(), *lines], lines, strict=False):
        if not groups or begins_anew(before, line):
            groups.append([line])
        else:
            groups[-1].append(line)
    made = [replace(piece, stretches=_spaced(group)) for group in groups]
    return [one for one in made if one.text] or made[:1]


def begins_anew(before: Stretches, line: Stretches) -> bool:
    """Whether a hard break between two lines of a paragraph is the start of another one."""
    above, here = _text(before).strip(), _text(line).strip()
    if not above or not here:
        return True
    if _wholly_bold(before) != _wholly_bold(line) and _wholly_bold(before):
        return True
    if here[0].islower():
        return False
    return above[-1] in ".?!:;" or len(above) < SHORT_LINE or bool(BULLET.match(here))


def _wholly_bold(stretches: Stretches) -> bool:
    return all(s.bold for s in stretches if s.text.strip())


def _lines(stretches: Stretches) -> list[Stretches]:
    lines: list[list[Stretch]] = [[]]
    for stretch in stretches:
        first, *rest = stretch.text.split("\n")
        lines[-1].append(replace(stretch, text=first))
        lines += [[replace(stretch, text=text)] for text in rest]
    return [tuple(line) for line in lines]


def _spaced(lines: Sequence[Stretches]) -> Stretches:
    joined: list[Stretch] = []
    for line in lines:
        if joined and _text(line).strip():
            joined.append(Stretch(" "))
        joined += line
    return tuple(joined)


def _text(stretches: Stretches) -> str:
    return "".join(stretch.text for stretch in stretches)


def continued(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with those paragraphs joined that go on, in the middle of a sentence, in the next one."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above and _goes_on(above, piece):
            joint = Stretch(" ", bold=_wholly_bold(piece.stretches), repair="line joined")
            made[-1] = replace(above, stretches=(*above.stretches, joint, *piece.stretches))
        else:
            made.append(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    if len(above.stretches) > MOST_STRETCHES:
        return False
    if not (above.kind is piece.kind is Kind.PARAGRAPH and above.text and piece.text):
        return False
    if len(above.text) < WRAPPED or not above.text[-1].isalpha() or not piece.text[0].islower():
        return False
    same = _wholly_bold(above.stretches) == _wholly_bold(piece.stretches) and above.boxed == piece.boxed
    return same and not ENUMERATED.match(piece.text)


# Lists typed by hand


def typed_items(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that begin with a bullet, or with numbers or letters that count on, as list items."""
    made = list(pieces)
    last: tuple[int, str, str, int] | None = None
    for i, piece in enumerate(pieces):
        if piece.kind is not Kind.PARAGRAPH:
            continue
        text = _text(piece.stretches).lstrip()
        if match := BULLET.match(text):
            made[i] = item_of(piece, match[0])
        elif match := ENUMERATED.match(text):
            shape, value = _counted(match)
            if last and last[2:] == (shape, value - 1):
                made[i] = item_of(piece, match[0])
                made[last[0]] = item_of(pieces[last[0]], last[1])
            last = (i, match[0], shape, value)
    return made


def _counted(match: re.Match[str]) -> tuple[str, int]:
    """How a typed marker is shaped (`(1)`, `a.`), and which one it is."""
    if match["number"]:
        return match[1].replace(match["number"], "1"), int(match["number"])
    return match[1].replace(match["letter"], "a"), ord(match["letter"]) - ord("a") + 1


def item_of(piece: Piece, lead: str) -> Piece:
    """A paragraph as the list item whose marker is the `lead` it begins with."""
    stripped = cut(
        piece.stretches, len(_text(piece.stretches)) - len(_text(piece.stretches).lstrip()) + len(lead)
    )
    return replace(piece, kind=Kind.ITEM, level=piece.level + 1, marker=lead.strip(), stretches=stripped)


def cut(stretches: Stretches, count: int) -> Stretches:
    """`stretches` without their first `count` code points."""
    kept = []
    for stretch in stretches:
        kept.append(replace(stretch, text=stretch.text[count:]))
        count = max(0, count - len(stretch.text))
    return tuple(kept)


# Raised numbers without markup that says they are notes


def raised_notes(pieces: list[Piece], notes: Sequence[Note]) -> tuple[list[Piece], list[Note]]:
    """Raised numbers 1, 2, 3 … as markers, and paragraphs that begin with one as their notes."""
    if notes:
        return pieces, list(notes)
    labels = _chain(pieces)
    if not labels:
        return pieces, []
    kept: list[Piece] = []
    found: list[Note] = []
    for piece in pieces:
        label = _raised_lead(piece)
        if label and int(label) <= len(labels) and piece.kind in (Kind.PARAGRAPH, Kind.ITEM):
            lead = len(_text(piece.stretches)) - len(_text(piece.stretches).lstrip()) + len(label)
            found.append((label, (replace(piece, stretches=cut(piece.stretches, lead)),)))
        else:
            kept.append(replace(piece, stretches=_marked(piece.stretches, labels)))
    return kept, found


def _chain(pieces: Iterable[Piece]) -> set[str]:
    """The labels of raised numbers, if they count 1, 2, 3 … through the text; else none."""
    seen: set[str] = set()
    for piece in pieces:
        lead = _raised_lead(piece)
        for stretch in piece.stretches:
            label = stretch.text.strip()
            if not (stretch.raised and label.isdecimal() and len(label) < 4):
                continue
            if label == lead:
                lead = ""
            elif int(label) == len(seen) + 1:
                seen.add(label)
            elif label not in seen:
                return set()
    return seen


def _raised_lead(piece: Piece) -> str:
    first = next((s for s in piece.stretches if s.text.strip()), None)
    return first.text.strip() if first and first.raised and first.text.strip().isdecimal() else ""


def _marked(stretches: Stretches, labels: set[str]) -> Stretches:
    return tuple(
        replace(s, note=s.text.strip()) if s.raised and not s.note and s.text.strip() in labels else s
        for s in stretches
    )
