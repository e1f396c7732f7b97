"""Reader: the pane that shows a letter, with the caret and the selection in it, as its commands have them.

Where the caret goes and what is selected is worked out by `motions.py`; drawing is `page.py`'s, the mouse
`pointing.py`'s. It knows nothing of store, library or other panes; commands come to it as method calls.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.reactive import reactive

from briefreader import motions
from briefreader.document import Document
from briefreader.motions import Selection, Units
from briefreader.span import Span, trimmed
from briefreader.tui.jump import Labels, labels_for
from briefreader.tui.notebook import NONE
from briefreader.tui.page import EMPTY
from briefreader.tui.pointing import Pointing
from briefreader.tui.tints import Tints


class Reader(Pointing, can_focus=True):
    """The letter."""

    class NoLabel(Message):
        """Labels were up, and what was typed is none of them."""

    caret: reactive[int] = reactive(0, repaint=False, init=False)
    """Where the caret is, in code points. Setting it moves the caret there."""

    selected: reactive[Span | None] = reactive(None, repaint=False, init=False)
    """What is selected. To be watched: selecting is done by the methods below."""

    extending: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether motions extend the selection."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.document: Document | None = None
        self._way: list[Selection] = []
        """What was selected before each growing since anything else was done: the way back."""

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

    # What it shows

    def show(self, document: Document | None, place: int = 0, top: int | None = None) -> None:
        """Shows `document`, or nothing, with the caret at the offset `place`; without highlights and hits.

        The view begins with the row of the offset `top`, if the caret is in view then.
        """
        self.document = document
        self.extending, self._labels = False, None
        self.set_reactive(Reader.annotations, NONE)
        self.set_reactive(Reader.hits, ())
        self._tints = Tints(NONE, self.codebook)
        self._draw(Units(document or EMPTY))
        length = len(self._units.document.text)
        place = min(max(place, 0), length)
        if top is not None:
            self._window.put_at(min(max(top, 0), length))
        self._set(Selection(place, place))

    def replace(self, document: Document, place: Callable[[int], int] = int) -> None:
        """Shows `document`, which begins as the one that is shown does, at the same place: nothing moves.

        `place` gives the offset in it of one in the other, where the two may differ.
        """
        before, top, state = self._units.document, self._window.top, self._state
        first = self._window.span.start
        self.document = document
        self._draw(Units(document))
        same = top.block < len(document.blocks) and before.blocks[top.block] == document.blocks[top.block]
        if same or not before.blocks:
            self._window.put(top)
        else:
            self._window.put_at(place(first))
        self._state = Selection(place(state.anchor), place(state.head), state.column)
        self._update()
        self.caret = self._state.head

    def watch_caret(self, caret: int) -> None:
        if caret != self._state.head:
            self.go(caret)

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

    def select(self, unit: str) -> bool:
        """Selects the unit under the caret; if just such units are selected, takes in the next. Whether there is one."""
        found = motions.select(self._units, self._state, unit)
        if found is not None:
            self._set(found)
        return found is not None

    def extend(self) -> None:
        """Starts or stops extending the selection with motions."""
        self.extending = not self.extending
        self._update()

    def grow(self) -> bool:
        """Selects the next larger unit, if there is one; the view stays, though the end may lie far below."""
        grown = motions.expand(self._units, self._state)
        if grown == self._state:
            return False
        way = [*self._way, self._state]
        self._set(grown, follow=False)
        self._way = way
        return True

    def reduce(self) -> bool:
        """Goes one step of growing back; else selects the next smaller unit, if anything is selected."""
        if not self._way and not self._state.span.length:
            return False
        if self._way:
            way = self._way[:-1]
            self._set(self._way[-1], follow=False)
            self._way = way
        else:
            self._set(motions.shrink(self._units, self._state, self._state.span.start))
        return True

    def swap(self) -> bool:
        """Makes the other end of the selection the one that moves, if anything is selected."""
        self._set(self._state.swapped())
        return bool(self._state.span.length)

    def drop(self) -> bool:
        """Selects nothing any more and stops extending; whether there was anything to drop."""
        had = bool(self.extending or self._labels or self.selection)
        self.extending, self._labels = False, None
        head = self._state.head
        if head > self._state.anchor:
            # Back onto what was selected, so that it stays the sentence under the caret.
            head = max(motions.character(self._units.document, head, -1), self._state.anchor)
        self._set(Selection(head, head))
        return had

    def mark(self, span: Span) -> None:
        """Selects `span`."""
        self._set(Selection(span.start, span.end))

    def _set(self, state: Selection, follow: bool = True) -> None:
        """Takes on another selection: the view follows, if it is to, and who listens is told."""
        self._state = state
        self._way = []
        if follow:
            self._window.bring(state.head)
        self._update()
        self.selected = state.span if state.span.length else None
        self.caret = state.head

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

    def post_message(self, message: Message) -> bool:
        """Keys are the screen's: without labels they go there at once, and not by way of the boxes in between."""
        if self._labels is None and isinstance(message, events.Key):
            return self.screen.post_message(message)
        return super().post_message(message)

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
        elif chosen is None and event.key != "escape":
            self.post_message(self.NoLabel())
        self._update()


_MOVERS = {
    "line": Reader._line,
    "row": Reader._row,
    "page": Reader._page,
    "half-page": lambda reader, count: reader._page(count, 0.5),
    "document": Reader._document,
}
"""The motions that are not by units of the text."""
