"""Reader: the pane that shows a letter, with the caret and the selection in it.

Draws only the rows in view, by Textual's line API. It scrolls by itself: a letter has no number of rows here, so
Textual's scroll bars have nothing to count. Rows are `layout.py`'s, the view is `window.py`'s, looks are `paint.py`'s,
motions `motions.py`'s. It knows nothing of store, library or other panes; commands come to it as method calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from briefreader import motions
from briefreader.annotations import Annotation, Codebook
from briefreader.document import Document
from briefreader.layout import Layout
from briefreader.motions import Selection, Units
from briefreader.span import Span, trimmed
from briefreader.tui import layers
from briefreader.tui.dressing import Dressing, map_signs
from briefreader.tui.jump import Labels, labels_for
from briefreader.tui.paint import GUTTER, Dress, MapSign, Painter
from briefreader.tui.pointing import Pointing
from briefreader.tui.tints import Tints
from briefreader.tui.window import Window

SPARE = 1
"""Cells right of the text, where the caret stands past a full row."""

EMPTY = Document("", "")


class Reader(Pointing, can_focus=True):
    """The letter."""

    ALLOW_SELECT = False  # Textual's own selection knows screen cells, ours knows the text

    COMPONENT_CLASSES: ClassVar[set[str]] = set(layers.COMPONENT_CLASSES)

    DEFAULT_CSS = f"""
    Reader {{
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        {layers.CSS}
    }}
    """

    caret: reactive[int] = reactive(0, repaint=False, init=False)
    """Where the caret is, in code points. Setting it moves the caret there."""

    annotations: reactive[tuple[Annotation, ...]] = reactive((), repaint=False, init=False)
    """The letter's annotations; the living ones are shown."""

    codebook: reactive[Codebook] = reactive(Codebook(), repaint=False, init=False)
    """Where tags have their colours from."""

    hits: reactive[tuple[Span, ...]] = reactive((), repaint=False, init=False)
    """What a search has found: sorted, disjoint."""

    measure: reactive[int] = reactive(80, repaint=False, init=False)
    """Cells of text on a row, where the pane has them; 0 for as many as there are."""

    class Moved(Message):
        """The caret is somewhere else."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    class Selected(Message):
        """Something else is selected, or nothing."""

        def __init__(self, span: Span | None) -> None:
            self.span = span
            super().__init__()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left = GUTTER
        self.document: Document | None = None
        self.extending = False
        """Whether motions extend the selection."""

        self._units = Units(EMPTY)
        self._window = Window(Layout(EMPTY, self.measure), 0)
        self._tints = Tints((), self.codebook)
        self._state = Selection(0, 0)
        self._way: list[Selection] = []
        """What was selected before each growing since anything else was done: the way back."""

        self._labels: Labels | None = None
        self._painter: Painter | None = None
        self._dresses: list[Dress] = []
        self._strips: dict[Dress, Strip] = {}
        self._dressing: Dressing | None = None
        self._dressing_rows: object = None
        self._map: list[MapSign | None] = []
        self._map_key: tuple[object, ...] = ()

    # What there is to know

    @property
    def selection(self) -> Selection | None:
        """What is selected; None if nothing is."""
        return self._state if self._state.span.length else None

    @property
    def target(self) -> Span | None:
        """What commands act on: the selection, else the sentence under the caret; without white space at its ends."""
        text = self._units.document.text
        span: Span | None = trimmed(text, self._state.span)
        if not (span and span.length):
            span = self._units.at("sentence", self._state.head)
        return span if span and span.length else None

    @property
    def in_view(self) -> Span:
        """From the first character in view to the last."""
        return self._window.span

    @property
    def units(self) -> Units:
        """The units of the letter that is shown, highlights and hits included."""
        return self._units

    # What it shows

    def show(self, document: Document | None, place: int = 0) -> None:
        """Shows `document`, or nothing, with the caret at the offset `place`."""
        self.document = document
        self._units = Units(document or EMPTY)
        self.extending, self._labels = False, None
        self.set_reactive(Reader.annotations, ())
        self.set_reactive(Reader.hits, ())
        self._tints = Tints((), self.codebook)
        self._window = Window(self._lay_out(), self.size.height)
        place = min(max(place, 0), len(self._units.document.text))
        self._set(Selection(place, place))

    def replace(self, document: Document) -> None:
        """Shows `document`, which begins as the one that is shown does, at the same place: nothing moves."""
        self.document = document
        self._units = Units(document)
        self._watch_spans()
        self._window.fit(self._lay_out(), self.size.height)
        self._update()

    def _lay_out(self) -> Layout:
        """The rows of the letter for the pane's present width."""
        room = max(self.size.width - GUTTER - SPARE - 1, 1)
        width = min(self.measure, room) if self.measure > 0 else room
        self._left = GUTTER + max(0, (room - width) // 2)
        self._painter = None
        return Layout(self._units.document, width)

    def on_resize(self) -> None:
        self._window.fit(self._lay_out(), self.size.height)
        self._window.bring(self._state.head)
        self._update()

    def watch_measure(self) -> None:
        self.on_resize()

    def watch_caret(self, caret: int) -> None:
        if caret != self._state.head:
            self.go(caret)

    def watch_annotations(self) -> None:
        self._tints = Tints(self.annotations, self.codebook)
        self._units.give("highlight", self._tints.spans)
        self._update()

    def watch_codebook(self) -> None:
        self.watch_annotations()

    def watch_hits(self) -> None:
        self._units.give("hit", self.hits)
        self._update()

    def _watch_spans(self) -> None:
        self._units.give("highlight", self._tints.spans)
        self._units.give("hit", self.hits)

    def on_focus(self) -> None:
        self._update()

    def on_blur(self) -> None:
        self._labels = None
        self._update()

    # Moving

    def move(self, unit: str, count: int = 1) -> None:
        """Moves the caret by `count` of a unit, backwards if below 0; extends the selection while `extending`.

        Besides the names of `motions.UNITS`: `character`, `line`, `row` (its ends), `page` and `half-page`.
        """
        mover = _MOVERS.get(unit)
        if mover is not None:
            mover(self, count)
        elif unit == "character":
            self._to(motions.character(self._units.document, self._state.head, count))
        else:
            self._to(self._units.step(unit, self._state.head, count))

    def go(self, offset: int) -> None:
        """Moves the caret to `offset`."""
        self._to(min(max(offset, 0), len(self._units.document.text)))

    def _to(self, head: int, column: int | None = None) -> None:
        self._set(self._state.to(head, self.extending, column))

    def _line(self, count: int) -> None:
        layout = self._window.layout
        place, cell = layout.find(self._state.head)
        column = cell if self._state.column is None else self._state.column
        rows = layout.rows_from(place) if count > 0 else layout.rows_before(place)
        left = abs(count) + (count > 0)
        for other, row in rows:
            if row.pieces:
                place, left = other, left - 1
            if not left:
                break
        self._to(layout.offset_at(place, column), column)

    def _row(self, count: int) -> None:
        layout = self._window.layout
        place, _ = layout.find(self._state.head)
        self._to(layout.offset_at(place, 0 if count < 0 else layout.width + 1))

    def _page(self, count: int, share: float = 1) -> None:
        """Moves the view by pages; the caret keeps its row of the screen, or goes to the letter's end at the last."""
        layout, before = self._window.layout, self._window.top
        place, cell = layout.find(self._state.head)
        column = cell if self._state.column is None else self._state.column
        rows = max(round(self._window.height * share), 1) * count
        self._window.scroll(rows)
        if self._window.top == before:
            aim = layout.last if count > 0 else layout.first
        else:
            aim = layout.shift(place, rows)
        self._to(layout.offset_at(self._window.clamp(aim), column), column)

    def _document(self, count: int) -> None:
        self._to(len(self._units.document.text) if count > 0 else 0)

    # Selecting

    def select(self, unit: str) -> None:
        """Selects the unit under the caret; if just such units are selected, takes in the next."""
        found = motions.select(self._units, self._state, unit)
        if found is not None:
            self._set(found)

    def extend(self) -> None:
        """Starts or stops extending the selection with motions."""
        self.extending = not self.extending
        self._update()

    def grow(self) -> None:
        """Selects the next larger unit."""
        grown = motions.expand(self._units, self._state)
        if grown != self._state:
            way = [*self._way, self._state]
            self._set(grown)
            self._way = way

    def reduce(self) -> None:
        """Goes one step of growing back; else selects the next smaller unit."""
        if self._way:
            way = self._way[:-1]
            self._set(self._way[-1])
            self._way = way
        elif self._state.span.length:
            self._set(motions.shrink(self._units, self._state, self._state.span.start))

    def swap(self) -> None:
        """Makes the other end of the selection the one that moves."""
        self._set(self._state.swapped())

    def drop(self) -> bool:
        """Selects nothing any more and stops extending; whether there was anything to drop."""
        had = bool(self.extending or self._labels or self.selection)
        self.extending, self._labels = False, None
        head = self._state.head
        if (
            head > self._state.anchor
        ):  # back onto what was selected, so that it stays the sentence under the caret
            head = max(motions.character(self._units.document, head, -1), self._state.anchor)
        self._set(Selection(head, head))
        return had

    def mark(self, span: Span) -> None:
        """Selects `span`."""
        self._set(Selection(span.start, span.end))

    def _set(self, state: Selection) -> None:
        """Takes on another selection: the view follows, and who listens is told."""
        before, self._state = self._state, state
        self._way = []
        self._window.bring(state.head)
        self._update()
        self.caret = state.head
        if state.head != before.head:
            self.post_message(self.Moved(state.head))
        if state.span != before.span and (state.span.length or before.span.length):
            self.post_message(self.Selected(state.span if state.span.length else None))

    # Jumping

    def jump(self) -> None:
        """Puts labels on the sentences that begin in view; what is typed next chooses one."""
        self._labels = labels_for(self._sentences_in_view())
        self._update()

    def _sentences_in_view(self) -> list[int]:
        view = self.in_view
        starts, at = [], view.start
        while at < view.end:
            spans = self._units.near("sentence", at, 1)
            starts += [
                span.start for span in spans if view.start <= span.start < view.end and span.start >= at
            ]
            at = max((span.end for span in spans), default=view.end) + 1
        return sorted(set(starts))

    def on_key(self, event: events.Key) -> None:
        """While labels are up, keys choose one; everything else is the desk's."""
        if self._labels is None:
            return
        event.stop()
        event.prevent_default()
        chosen = self._labels.type(event.character or "")
        self._labels = chosen if isinstance(chosen, Labels) else None
        if isinstance(chosen, int):
            self.go(chosen)
        self._update()

    # Drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter = None
        self.refresh()

    def _update(self) -> None:
        """Dresses the rows in view anew, and has those drawn again that have changed."""
        width, height = self.size
        if not (width and height):
            return
        dresses = self._dressed(height).dresses(
            self._state, "caret" if self.has_focus else "caret-away", self._labels
        )
        if len(dresses) != len(self._dresses) or self._painter is None:
            self.refresh()
        else:
            changed = [
                y for y, (new, old) in enumerate(zip(dresses, self._dresses, strict=True)) if new != old
            ]
            if changed:
                self.refresh(*(Region(0, y, width, rows) for y, rows in _runs(changed)))
        self._dresses = dresses

    def _dressed(self, height: int) -> Dressing:
        """The dressing for what is in view, made anew only if the view, highlights or hits are others."""
        map_key = (self._tints, self.hits, self._units, height)
        if not _same(map_key, self._map_key):
            self._map_key = map_key
            length = len(self._units.document.text)
            self._map = map_signs(self._tints, self.hits, length, height)
            self._dressing = None
        rows = self._window.rows
        if self._dressing is None or self._dressing_rows is not rows:
            self._dressing_rows = rows
            self._dressing = Dressing(self._window, self._units, self._tints, self.hits, self._map)
        return self._dressing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the rows in `crop`; past Textual's own cache of styles, which costs more than painting."""
        strips = [self.render_line(y) for y in crop.line_range]
        filters = [one for one in self.get_line_filters() if self._needs(one)]
        if filters:
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        width = self._painter.width if self._painter else self.size.width
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _needs(self, one: LineFilter) -> bool:
        """Whether a filter has anything to do: most palettes have no colour that is the terminal's own."""
        ours = self._painter is None or self._painter.palette.unknown
        return ours or not isinstance(one, ANSIToTruecolor)

    def render_line(self, y: int) -> Strip:
        """The strip of row `y` of the pane."""
        if y >= len(self._dresses):
            return Strip.blank(self.size.width, self.rich_style)
        if self._painter is None:
            self._painter = Painter(
                self._units.document, layers.palette_of(self), self._left, self.size.width
            )
            self._strips.clear()
        dress = self._dresses[y]
        strip = self._strips.get(dress)
        if strip is None:
            if len(self._strips) > 4 * len(self._dresses):
                self._strips.clear()
            strip = self._strips[dress] = self._painter.strip(dress)
        return strip


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as runs: (first, how many)."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], len(members)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two tuples hold the very same objects, or equal numbers."""
    return len(one) == len(other) and all(
        a is b or (a == b and isinstance(a, int)) for a, b in zip(one, other, strict=True)
    )


_MOVERS = {
    "line": Reader._line,
    "row": Reader._row,
    "page": Reader._page,
    "half-page": lambda reader, count: reader._page(count, 0.5),
    "document": Reader._document,
}
"""The motions that are not by units of the text."""
