"""Dress: which paragraphs are headings because of how they are set: wholly bold, larger, underlined, italic.

For formats where writers may or may not use the styles made for it. Headings that the markup names stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefreader.courtesy import paced
from briefreader.document import Kind
from briefreader.loaders.flow import Piece
from briefreader.loaders.labels import label, parted
from briefreader.loaders.wording import is_a, starts
from briefreader.sentences import begins_small
from briefreader.values import changed, frozen

MAX_BOLD = 120
"""Code points of the longest heading that only its bold or large type tells."""

MAX_SLANTED = 80
"""The same for italic and underlined ones, which are more often emphasis."""

LARGER = 1.12
"""How much larger than the body's a type size is that shows; 10 beside 9 points is 1.11."""

REPEATED = 3
"""Times from which on the same words set as a heading are what a letter repeats on its pages, or cells of a table."""

TOO_MANY = 0.5
"""Share of a document's characters from which on bold type no longer sets anything apart."""

CLOSED = ".,;:?!"
"""What a heading does not end in; checked on the letters of the corpus."""

REFERENCES = frozenset(("date", "our_reference", "your_reference", "project"))
"""What a letterhead's labels name that are never titles of a section, however they are set."""

COUNTED = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]{1,4})[.)]|[–•-])\s+")
"""What counts an item of a list; a title's number is no part of its first word either."""

NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")


@frozen
class Dress:
    """How a whole paragraph is set."""

    size: int
    """Points, if larger than the body's; else 0."""

    bold: bool
    underlined: bool
    italic: bool

    @property
    def plain(self) -> bool:
        """Whether it is set as the body is."""
        return not (self.size or self.bold or self.underlined or self.italic)

    @property
    def rank(self) -> tuple[int, bool, bool, bool]:
        """How high a heading in it is among others: upright bold type is above slanted bold type."""
        return self.size, self.bold, self.underlined, self.italic != self.bold


def headings(pieces: Sequence[Piece], by_look: bool = True) -> list[Piece]:
    """`pieces` with those paragraphs made headings that are questions' labels or, `by_look`, set as headings.

    What follows a label and is set like it is the question, in however many paragraphs, and no heading.
    """
    pieces = [piece for piece in paced(pieces) if piece.text]
    body = _body_size(pieces)
    dresses = [dress_of(piece, body) for piece in paced(pieces)]
    bold_tells = by_look and _share_of_bold(pieces) < TOO_MANY
    chosen: list[int] = []
    question: Dress | None = None
    for i, piece in enumerate(pieces[:-1]):
        dress, labelled = dresses[i], is_label(piece.text)
        if piece.kind is not Kind.PARAGRAPH or piece.boxed:
            question = None
        elif labelled or (bold_tells and not dress.plain and _begins_as_label(piece.text)):
            chosen.append(i)
            question = dress
        elif dress != question:
            question = None
            if bold_tells and _stands_out(piece.text, dress, dresses[i + 1]):
                chosen.append(i)
    often = Counter(pieces[i].text for i in chosen)
    chosen = [i for i in chosen if often[pieces[i].text] < REPEATED or is_label(pieces[i].text)]
    return _levelled(pieces, dresses, _alone(pieces, chosen))


def is_label(text: str) -> bool:
    """Whether a line only says which question or answer follows."""
    return len(text) <= MAX_SLANTED and is_a("labelled", text)


def _begins_as_label(text: str) -> bool:
    """Whether a short line set as a heading begins like a label: `Antwoord:`, `Antwoord van de minister`."""
    return (
        len(text) <= MAX_SLANTED
        and text.rstrip(":")[-1:] not in CLOSED
        and starts("label_word", text) is not None
    )


def dress_of(piece: Piece, body: float) -> Dress:
    """How all the words of a piece are set, note markers apart."""
    words = [s for s in piece.stretches if s.text.strip() and not s.note and not s.raised]
    if not words:
        return Dress(0, False, False, False)
    size = min(s.size for s in words)
    return Dress(
        round(size) if body and size >= LARGER * body else 0,
        all(s.bold for s in words),
        all(s.underlined for s in words),
        all(s.italic for s in words),
    )


def _stands_out(text: str, dress: Dress, below: Dress) -> bool:
    """Whether a paragraph is set as a heading: in bold or large type, or slanted over what is not."""
    if dress.plain or not text or begins_small(COUNTED.sub("", text)) or text[-1] in CLOSED:
        return False
    if is_a("hanging", text):
        return False
    if (label(text) or parted(text)[0]) in REFERENCES:
        return False
    if not any(character.isalpha() for character in text):
        return False
    return len(text) <= (MAX_BOLD if dress.bold or dress.size or below.plain else MAX_SLANTED)


def _alone(pieces: Sequence[Piece], chosen: list[int]) -> list[int]:
    """Without runs of four and more that have nothing under them: those are addresses and title pages."""
    kept: list[int] = []
    run: list[int] = []
    for i in [*chosen, len(pieces) + 1]:
        if run and i != run[-1] + 1:
            kept += run if len(run) < 4 else [j for j in run if is_label(pieces[j].text)]
            run = []
        run.append(i)
    return kept


def _levelled(pieces: Sequence[Piece], dresses: Sequence[Dress], chosen: Sequence[int]) -> list[Piece]:
    """The chosen pieces as headings: under those the markup names, then by how much they stand out."""
    ranks = {dress: i for i, dress in enumerate(_ranked({dresses[i] for i in chosen}))}
    picked = set(chosen)
    made = []
    named = 0
    for i, piece in enumerate(pieces):
        if piece.kind is Kind.HEADING:
            named = piece.level
        if i in picked:
            numbered = NUMBERED.match(piece.text)
            depth = numbered[1].count(".") if numbered else ranks[dresses[i]]
            piece = changed(piece, kind=Kind.HEADING, level=named + 1 + depth)
        made.append(piece)
    return made


def _ranked(dresses: Iterable[Dress]) -> list[Dress]:
    return sorted(dresses, key=lambda dress: dress.rank, reverse=True)


def _body_size(pieces: Sequence[Piece]) -> float:
    """The type size most characters of paragraphs have; 0 if the format does not say."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.kind is not Kind.HEADING:
            for stretch in piece.stretches:
                sizes[stretch.size] += len(stretch.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _share_of_bold(pieces: Sequence[Piece]) -> float:
    total = bold = 0
    for piece in pieces:
        for stretch in piece.stretches:
            total += len(stretch.text)
            bold += len(stretch.text) if stretch.bold else 0
    return bold / total if total else 0.0
