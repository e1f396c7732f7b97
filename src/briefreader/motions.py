"""Motions: what a selection is, and how it moves and grows over the units of a letter.

A unit (word, sentence, section, highlight …) is a sorted tuple of spans; `step` and `unit_at` make every motion and
every text object of it. Rows of the screen are `layout/`'s, keys are `keys.py`'s.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from briefreader import text as texts
from briefreader.document import Block, Document
from briefreader.sentences import clauses
from briefreader.span import Span, index_at, trimmed
from briefreader.values import frozen


@frozen
class Selection:
    """A stretch of text with a fixed end and a moving one; both are positions between characters."""

    anchor: int
    """The end that stays."""

    head: int
    """The end that motions move, before or after `anchor`: the caret."""

    column: int | None = None
    """The cell that motions by line aim at, kept over shorter rows."""

    @property
    def span(self) -> Span:
        """What is selected, whichever way it was made."""
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    def to(self, head: int, extend: bool = False, column: int | None = None) -> Selection:
        """With the caret at `head`: extended to there, or nothing selected and only the caret there."""
        return Selection(self.anchor if extend else head, head, column)

    def swapped(self) -> Selection:
        """The same stretch with the other end as the moving one."""
        return Selection(self.head, self.anchor)


# Steps over sorted spans


def step(spans: Sequence[Span], head: int, count: int) -> int:
    """Where the caret gets to by `count` units from `head`: the start of a unit, or past the last one its end.

    Backwards (`count` below 0) the start of the unit that `head` is inside counts as the first.
    """
    if not spans or not count:
        return head
    if count > 0:
        at = index_at(spans, head) + count
        return spans[at].start if at < len(spans) else max(spans[-1].end, head)
    at = bisect_left(spans, head, key=lambda span: span.start) + count
    return min(spans[max(at, 0)].start, head)


def unit_at(spans: Sequence[Span], at: int, count: int = 1) -> Span | None:
    """The unit that holds `at`, else the one before it, else the first; with `count` - 1 of those that follow.

    None if there are no units. Whether it may lie elsewhere than at `at` is for the caller to say.
    """
    if not spans:
        return None
    first = max(index_at(spans, at), 0)
    last = min(first + max(count, 1), len(spans)) - 1
    return Span(spans[first].start, spans[last].end)


# Units


@frozen
class Unit:
    """A kind of stretch that one can move by and select."""

    name: str
    inside: Callable[[Document, Block], tuple[Span, ...]] | None = None
    """The unit's spans in one block: looked for only there where the caret is."""

    whole: Callable[[Document], Iterable[Span]] | None = None
    """The unit's spans in the whole letter, for units that are few or lie over block borders."""

    everywhere: bool = True
    """Any place belongs to one, or to the gap after one. False: only what lies on it has it."""


def _words(document: Document, block: Block) -> tuple[Span, ...]:
    start, end = block.body
    return tuple(word.shift(start) for word in texts.words(document.text[start:end]))


def _clauses(document: Document, block: Block) -> tuple[Span, ...]:
    return tuple(
        clause for sentence in document.sentences_of(block) for clause in clauses(document.text, sentence)
    )


def _sentences(document: Document, block: Block) -> tuple[Span, ...]:
    return document.sentences_of(block)


def _paragraph(_: Document, block: Block) -> tuple[Span, ...]:
    return (block.body,)


def _citations(document: Document, block: Block) -> tuple[Span, ...]:
    return tuple(citation.span for citation in document.citations_in(block.span))


def _cells(_: Document, block: Block) -> tuple[Span, ...]:
    return tuple(cell for row in block.cells for cell in row)


UNITS = MappingProxyType(
    {
        unit.name: unit
        for unit in (
            Unit("word", inside=_words),
            Unit("clause", inside=_clauses),
            Unit("sentence", inside=_sentences),
            Unit("paragraph", inside=_paragraph),
            Unit("section", whole=lambda document: (section.own for section in document.sections)),
            Unit("document", whole=lambda document: (Span(0, len(document.text)),)),
            Unit("cell", inside=_cells, everywhere=False),
            Unit(
                "item",
                inside=lambda _, block: (block.body,) if block.kind == "item" else (),
                everywhere=False,
            ),
            Unit(
                "footnote",
                whole=lambda document: (m.span for m in document.marks if m.look == "marker"),
                everywhere=False,
            ),
            Unit("citation", inside=_citations, everywhere=False),
            Unit("highlight", everywhere=False),
            Unit("hit", everywhere=False),
        )
    }
)
"""All units, by name. `highlight` and `hit` are not in the letter: whoever has them gives them to `Units`."""

GROWTH = ("word", "clause", "sentence", "paragraph", "section", "document")
"""What a selection grows through, from small to large."""

KEPT = 64
"""Blocks and units whose spans are remembered: what one meets while moving about one page."""


class Units:
    """The units of one letter, found block by block as the caret comes by."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._given: dict[str, Sequence[Span]] = {}
        self._nested: dict[str, Callable[[int], Span | None]] = {}
        self._inside: OrderedDict[tuple[str, int], tuple[Span, ...]] = OrderedDict()

    def give(
        self, name: str, spans: Sequence[Span], smallest: Callable[[int], Span | None] | None = None
    ) -> None:
        """Says where the units of that name are that the letter itself does not hold: highlights, hits.

        `spans`: sorted by where they start. If they may lie over one another, `smallest` finds the one meant at an
        offset.
        """
        self._given[name] = spans
        if smallest is not None:
            self._nested[name] = smallest

    def step(self, name: str, head: int, count: int) -> int:
        """`step` over the units of that name."""
        head = self._past_marker(head) if count < 0 else head
        found = step(self.near(name, head, count), head, count)
        return min(found, len(self.document.text))

    def at(self, name: str, at: int, count: int = 1) -> Span | None:
        """`unit_at` over the units of that name; None where there is none of that name at `at`."""
        if name in self._nested:
            return self._nested[name](at)
        inside = self._past_marker(at)
        span = unit_at(self.near(name, inside, max(count - 1, 0)), inside, count)
        if span is None or (not UNITS[name].everywhere and not span.start <= inside <= span.end):
            return None
        return span

    def near(self, name: str, at: int, count: int) -> Sequence[Span]:
        """The units of that name around `at`, and at least `count` more after it, or before it, if there are."""
        unit = UNITS[name]
        if unit.inside is None:
            return self._everywhere(unit)
        index = max(index_at(self.document.block_spans, at), 0)
        spans: tuple[Span, ...] = self._of_block(unit, index)
        wanted = abs(count) + 1
        way = 1 if count >= 0 else -1
        index += way
        while 0 <= index < len(self.document.blocks) and not _enough(spans, at, way, wanted):
            more = self._of_block(unit, index)
            spans = (*spans, *more) if way > 0 else (*more, *spans)
            index += way
        return spans

    def _past_marker(self, at: int) -> int:
        """`at`, or the start of its block's body where `at` is on a list marker or note label."""
        block = self.document.block_at(at)
        return max(at, block.body.start) if block else at

    def _everywhere(self, unit: Unit) -> Sequence[Span]:
        if unit.name not in self._given:
            self._given[unit.name] = tuple(unit.whole(self.document)) if unit.whole else ()
        return self._given[unit.name]

    def _of_block(self, unit: Unit, index: int) -> tuple[Span, ...]:
        if not 0 <= index < len(self.document.blocks) or unit.inside is None:
            return ()
        key = (unit.name, index)
        if key not in self._inside:
            self._inside[key] = unit.inside(self.document, self.document.blocks[index])
            if len(self._inside) > KEPT:
                self._inside.popitem(last=False)
        return self._inside[key]


def _enough(spans: Sequence[Span], at: int, way: int, wanted: int) -> bool:
    """Whether `wanted` of the sorted `spans` start after `at`, or before it if `way` is below 0."""
    after = len(spans) - 1 - index_at(spans, at)
    before = bisect_left(spans, at, key=lambda span: span.start)
    return (after if way > 0 else before) >= wanted


# Growing


def expand(units: Units, selection: Selection) -> Selection:
    """The smallest unit, in the order of `GROWTH`, that holds the selection and more; the same if there is none."""
    text = units.document.text
    have = trimmed(text, selection.span) if selection.span.length else selection.span
    for name in GROWTH:
        first = units.at(name, have.start)
        last = units.at(name, max(have.end - 1, have.start))
        if first is None or last is None:
            continue
        found = trimmed(text, Span(first.start, last.end))
        if found.covers(have) and found != have:
            return _selected(found)
    return selection


def shrink(units: Units, selection: Selection, at: int) -> Selection:
    """The largest unit within the selection that holds `at`, and is less than it; a bare caret if there is none."""
    text = units.document.text
    have = trimmed(text, selection.span)
    for name in reversed(GROWTH):
        found = units.at(name, at)
        if found is not None and have.covers(found := trimmed(text, found)) and found != have:
            return _selected(found)
    return Selection(at, at)


def select(units: Units, selection: Selection, name: str) -> Selection | None:
    """The unit at the caret, else one near it; if just that is selected already, and the next ones, one more of them."""
    text = units.document.text
    have = trimmed(text, selection.span)
    first = units.at(name, have.start if have.length else selection.head)
    if first is None:
        first = _close_by(units, selection, name)
        return _selected(first) if first else None
    if not have.length:
        return _selected(trimmed(text, first))
    start = trimmed(text, first).start
    last = units.at(name, max(have.end - 1, have.start)) or first
    if (start, trimmed(text, last).end) != have:
        return _selected(trimmed(text, Span(start, last.end)))
    following = units.step(name, max(last.start, have.end - 1), 1)
    more = units.at(name, following) or last
    return _selected(trimmed(text, Span(start, max(more.end, have.end))))


def _close_by(units: Units, selection: Selection, name: str) -> Span | None:
    """The first unit after the caret in the selection, or in the sentence if nothing is selected; else the last there.

    Only in the block of the caret, or in that of the selection's start.
    """
    around: Span | None = selection.span
    at = selection.span.start
    if not selection.span.length:
        around = units.at("sentence", at)
    if around is None or UNITS[name].everywhere:
        return None
    there = [span for span in units.near(name, at, 0) if around.covers(span)]
    return next((span for span in there if span.start >= at), there[-1] if there else None)


def _selected(span: Span) -> Selection:
    return Selection(span.start, span.end)


def character(document: Document, head: int, count: int) -> int:
    """The position `count` characters, as a reader counts them, from `head`: never inside one, never between blocks."""
    text = document.text
    while count > 0 and head < len(text):
        head = _onto_block(document, texts.grapheme_at(text, head).end, 1)
        count -= 1
    while count < 0 and head > 0:
        head = _onto_block(document, texts.grapheme_at(text, head - 1).start, -1)
        count += 1
    return head


def _onto_block(document: Document, at: int, way: int) -> int:
    """`at`, or the nearest position inside a block that way where `at` lies between blocks."""
    block = document.block_at(at)
    if block is None or at <= block.span.end:
        return at
    if way < 0:
        return block.span.end
    index = index_at(document.block_spans, at) + 1
    return document.blocks[index].span.start if index < len(document.blocks) else block.span.end
