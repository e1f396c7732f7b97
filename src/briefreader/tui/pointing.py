"""Pointing: the mouse in the reading pane: click, double and triple click, drag, wheel, and the scroll map.

Builds on `page.py`, which draws; `reader.py` has the commands.
"""

from __future__ import annotations

from textual import events
from textual.timer import Timer

from briefreader.motions import Selection
from briefreader.tui import scrollmap
from briefreader.tui.page import Page

WHEEL = 3
"""Rows that one notch of the mouse wheel scrolls."""

DRAG_SECONDS = 0.04
"""Time between two rows of scrolling while the mouse is held beyond an edge."""


class Pointing(Page):
    """A page that the mouse can point into."""

    _drag: Timer | None = None
    _pointer: tuple[int, int] | None = None
    """Where the mouse was last while its button is held; None while it is not."""

    _on_map = False
    """Whether the mouse was pressed on the scroll map."""

    def _set(self, state: Selection, follow: bool = True) -> None:
        """Takes on another selection; the view follows, if it is to."""
        raise NotImplementedError

    def offset_under(self, x: int, y: int) -> int:
        """The offset of the character shown at a cell of the widget, or the nearest one."""
        rows = self._window.rows
        if not rows:
            return 0
        place, _ = rows[min(max(y, 0), len(rows) - 1)]
        return self._window.layout.offset_at(place, x - self._left)

    def scroll_rows(self, count: int) -> None:
        """Moves the view; the caret comes along where it would leave it, unless something is selected."""
        self._window.scroll(count)
        if not self._state.span.length:
            layout = self._window.layout
            place, cell = layout.find(self._state.head)
            column = cell if self._state.column is None else self._state.column
            inside = self._window.clamp(place)
            if inside != place:
                head = layout.offset_at(inside, column)
                self._set(Selection(head, head, column))
                return
        self._update()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(-WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        self.capture_mouse()
        self._pointer = (event.x, event.y)
        self._on_map = event.x >= self.size.width - 1
        if self._on_map:
            self._go_by_map(event.y)
            return
        head = self.offset_under(event.x, event.y)
        self._set(Selection(self._state.anchor if event.shift else head, head))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pointer is None or (event.x, event.y) == self._pointer:
            return
        self._pointer = (event.x, event.y)
        if self._on_map:
            self._go_by_map(event.y)
            return
        self._extend_to_pointer()
        beyond = not 0 <= event.y < self.size.height
        if beyond and self._drag is None:
            self._drag = self.set_interval(DRAG_SECONDS, self._drag_on)
        elif not beyond:
            self._stop_drag()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._pointer = None
        self._stop_drag()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        unit = {2: "word", 3: "sentence", 4: "paragraph"}.get(event.chain)
        if unit is None or event.x >= self.size.width - 1:
            return
        found = self._units.at(unit, self.offset_under(event.x, event.y))
        if found is not None:
            self._set(Selection(found.start, found.end))

    def _extend_to_pointer(self) -> None:
        if self._pointer is not None:
            self._set(Selection(self._state.anchor, self.offset_under(*self._pointer)))

    def _drag_on(self) -> None:
        """Scrolls by a row towards the mouse and takes in what comes into view."""
        if self._pointer is None:
            return
        self._window.scroll(-1 if self._pointer[1] < 0 else 1)
        self._extend_to_pointer()

    def _stop_drag(self) -> None:
        if self._drag is not None:
            self._drag.stop()
            self._drag = None

    def _go_by_map(self, row: int) -> None:
        """Moves the view to where a row of the scroll map stands for."""
        layout = self._window.layout
        offset = scrollmap.offset_for(row, len(self._units.document.text), self._window.height)
        top = layout.shift(layout.find(offset)[0], -self._window.height // 2)
        self._window.put(top)
        self.scroll_rows(0)
