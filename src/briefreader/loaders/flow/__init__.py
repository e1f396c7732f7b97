"""Flow: a marked-up document as the pieces its markup names, in reading order, on their way into a builder.

Loaders of marked-up formats make pieces. What is made of them is `pour.py`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from briefreader.document import Kind, Look
from briefreader.loaders.builder import Run
from briefreader.values import changed, field, frozen, record

SUPERSCRIPT = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")

MOST_STRETCHES = 400
"""Stretches from which on a paragraph is not joined with what follows; no writer broke one in so many lines."""


@frozen
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
        if not looks:
            return self
        return changed(
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


@frozen
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

    @cached_property
    def text(self) -> str:
        """Its words, with single spaces; of a table, those of all its cells."""
        if self.rows:
            return " ".join(piece.text for row in self.rows for cell in row for piece in cell).strip()
        return " ".join("".join(s.text for s in self.stretches).split())


Note = tuple[str, tuple[Piece, ...]]
"""Label and body of a footnote."""


@record
class Flow:
    """What a loader found."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    head: list[Piece] = field(default_factory=list)
    """What stands in the head of the first page: not part of the text, but often a letterhead."""

    by_look: bool = True
    """Whether paragraphs may be headings by the way they are set."""

    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Kind and words of what is no text of the document: `page furniture`, `contents list`, `page header`."""


def flattened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with words, tables replaced by what stands in their cells."""
    for piece in pieces:
        if piece.rows:
            yield from flattened(inner for row in piece.rows for cell in row for inner in cell)
        elif piece.text:
            yield piece


def words(stretches: Iterable[Stretch]) -> str:
    """The text of stretches, as it stands."""
    return "".join(stretch.text for stretch in stretches)


def cut(stretches: Stretches, count: int) -> Stretches:
    """`stretches` without their first `count` code points."""
    kept = []
    for stretch in stretches:
        kept.append(changed(stretch, text=stretch.text[count:]))
        count = max(0, count - len(stretch.text))
    return tuple(kept)
