"""Rows: a list that makes and draws only what it shows; every pane and picker is one.

Moves a cursor over rows and says which row was chosen. What the rows are about is its owner's business, how a line
of one is painted `lines.py`'s.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import ClassVar, overload

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefreader import search
from briefreader.span import runs
from briefreader.tui.panes.lines import LOOKS, Line, LinePainter, Part, Row
from briefreader.tui.wording import clip

__all__ = ["NOTHING", "Listing", "Made", "Part", "Row", "Rows"]


NOTHING = Row("", (("nothing fits this", "dim"),), choosable=False)
"""What a list says where no row fits what was typed."""


class Listing(Sequence[Row]):
    """What a list shows: rows, which may be made only when they are asked for."""

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.made(index)

    @abstractmethod
    def made(self, index: int) -> Row:
        """The row of that index, from 0 to the last."""

    @property
    @abstractmethod
    def heights(self) -> Sequence[int]:
        """How many lines each row takes."""

    @abstractmethod
    def find(self, id: str) -> int:
        """Index of the row of that id; -1 if there is none."""


class Made(Listing):
    """Rows that are there already."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows = tuple(rows)

    def made(self, index: int) -> Row:
        """The row of that index."""
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def heights(self) -> Sequence[int]:
        """How many lines each row takes."""
        return [row.height for row in self._rows]

    def find(self, id: str) -> int:
        """Index of the row of that id; -1 if there is none."""
        return self._places.get(id, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.id: index for index, row in enumerate(self._rows)}


class Rows(ScrollView, can_focus=True):
    """A list of `Row`s of any length, of which only the visible ones cost anything."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{look}" for look in LOOKS} | {"rows--cursor"}

    cursor: reactive[int] = reactive(-1, repaint=False)
    """Index of the row the cursor is on; -1 in a list without choosable rows."""

    class Moved(Message):
        """The cursor was moved by a person."""

        def __init__(self, rows: Rows, row: Row) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    class Chosen(Moved):
        """A row was chosen, by key or click."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Listing = Made()
        self.wanted = ""
        self._all: Listing = self.rows
        self._starts: list[int] = [0]
        self._lines: list[Line | None] = []
        """What is in view, line by line."""

        self._painter: LinePainter | None = None

    # What it shows

    def show(self, rows: Sequence[Row], current: str | None = None) -> None:
        """Show these rows; the cursor goes to the row of id `current`, or stays where it was as well as it can."""
        stay = self.row.id if current is None and self.row else current
        self._all = rows if isinstance(rows, Listing) else Made(rows)
        self.rows = Made(_filtered(self._all, self.wanted) or (NOTHING,)) if self.wanted else self._all
        self._starts = list(accumulate(self.rows.heights, initial=0))
        self._measure()
        index = self.rows.find(stay) if stay else -1
        known = index >= 0 and self.rows[index].choosable
        self.set_reactive(Rows.cursor, self._choosable(index if known else self.cursor))
        self._show_cursor()
        self._update()

    def look_again(self) -> None:
        """Some rows say something else now, in as many lines: draw anew what is in view of them."""
        if self.wanted:
            self.show(self._all)
        else:
            self._update()

    def _measure(self) -> None:
        """Have the scroll bar know the rows; the screen is laid out anew only for a list as high as its rows."""
        size = Size(self.size.width, self._starts[-1])
        if self.styles.auto_dimensions:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Rows.virtual_size, size)
            self._scroll_update(size)

    def entitle(self, title: str) -> None:
        """Name the list in its frame. Only the frame's upper edge is drawn anew for it."""
        if title != self.border_title:
            self._border_title = Content(title)  # set by its public name, all of the list would be drawn
            self.refresh(Region(0, -1, self.size.width, 1))

    def filter(self, words: str) -> None:
        """Show only rows that hold these words, under their headings; with none, all of them again."""
        self.wanted = words
        self.border_subtitle = Content(clip(words, 24)) if words else None
        self.show(self._all)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def point(self, id: str | None) -> None:
        """Put the cursor on the row of that id, or nowhere, without telling anybody."""
        self.cursor = self.rows.find(id) if id is not None else -1
        self._show_cursor()

    def bring(self, first: str, last: str) -> None:
        """Bring the rows from the one of that id to the other into view, without moving the cursor."""
        start, end = self.rows.find(first), self.rows.find(last)
        if 0 <= start <= end:
            self._show_rows(start, end)

    # Moving

    def move(self, by: int) -> None:
        """Move the cursor over that many choosable rows, and tell."""
        index, step = self.cursor, 1 if by > 0 else -1
        for _ in range(abs(by)):
            onward = range(index + step, len(self.rows) if step > 0 else -1, step)
            index = next((i for i in onward if self.rows[i].choosable), index)
        self._move_to(index)

    def move_page(self, by: int) -> None:
        """The same by pages."""
        at = self._starts[self.cursor] + by * max(1, self.size.height - 2) if self.rows else 0
        at = min(max(at, 0), self._starts[-1] - 1)
        self._move_to(self._choosable(bisect_right(self._starts, at) - 1))

    def move_end(self, last: bool) -> None:
        """To the first or the last row."""
        self._move_to(self._choosable(len(self.rows) - 1 if last else 0))

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))

    def _move_to(self, index: int) -> None:
        if index != self.cursor and 0 <= index < len(self.rows):
            self.cursor = index
            self.post_message(self.Moved(self, self.rows[index]))

    def _choosable(self, index: int) -> int:
        """The choosable row at `index`, or the next after it, or the last before it; -1 if there is none."""
        index = max(min(index, len(self.rows) - 1), 0)
        for order in (range(index, len(self.rows)), range(index - 1, -1, -1)):
            for found in order:
                if self.rows[found].choosable:
                    return found
        return -1

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()
        self._update()

    def _show_cursor(self) -> None:
        if self.row is not None:
            self._show_rows(self.cursor, self.cursor)

    def _show_rows(self, first: int, last: int) -> None:
        """Bring rows into view, and the heading above them; of more than there is room for, the first."""
        above = first - 1 if first > 0 and not self.rows[first - 1].choosable else first
        top, end = self._starts[above], self._starts[last + 1]
        region = Region(0, top, 1, min(end - top, max(self.size.height, 1)))
        self.scroll_to_region(region, animate=False, force=True, x_axis=False, immediate=True)

    # Hearing

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what has come into view; the scroll bar only when one would see it move."""
        if self.show_vertical_scrollbar and self._eighth(old_value) != self._eighth(new_value):
            self.vertical_scrollbar.position = new_value
        self._update()

    def _eighth(self, position: float) -> int:
        """Where the scroll bar's thumb begins, in the eighths of a cell that it is drawn in."""
        return int(position * 8 * self.size.height // max(1, self.virtual_size.height))

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self._measure()
        self._show_cursor()
        self._update()

    def on_focus(self) -> None:
        """A list one is in has a cursor."""
        if self.cursor < 0:
            self.cursor = self._choosable(0)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        at = bisect_right(self._starts, event.y + self.scroll_offset.y) - 1
        if 0 <= at < len(self.rows) and self.rows[at].choosable:
            self.cursor = at
            self.choose()

    def notify_style_update(self) -> None:
        """The colours may be others."""
        super().notify_style_update()
        self._painter = None

    # Drawing

    def _update(self) -> None:
        """Find what is in view, and have those lines drawn again that have changed."""
        before = self._lines
        width, height = self._look()
        if len(before) != height or self._painter is None:
            self.refresh()
            return
        changed = [y for y, (new, old) in enumerate(zip(self._lines, before, strict=True)) if new != old]
        if changed:
            self.refresh(*(Region(0, y, width, lines) for y, lines in runs(changed)))

    def _look(self) -> Size:
        """Find what is in view, in the room that the list has now; the cells of a line, and the lines."""
        room = self.scrollable_content_region.size
        if self._painter is not None and self._painter.width != room.width:
            self._painter = None
        self._lines = list(self._in_view(room.height))
        return room

    def _in_view(self, height: int) -> Iterator[Line | None]:
        top = self.scroll_offset.y
        index = bisect_right(self._starts, top) - 1
        for at in range(top, top + height):
            if at >= self._starts[-1]:
                yield None
                continue
            while self._starts[index + 1] <= at:
                index += 1
            yield Line(self.rows[index], at - self._starts[index], index == self.cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Within the frame past Textual's own cache of styles, which costs more than painting.

        Textual draws a list in its new size before it tells the list of it.
        """
        room = self.scrollable_content_region.size
        if len(self._lines) != room.height or (self._painter and self._painter.width != room.width):
            self._look()
        inside = Region(self.gutter.left, self.gutter.top, *self.size)  # with the scroll bar, if there is one
        if not inside.contains_region(crop):
            return super().render_lines(crop)
        strips = [self.render_line(y - inside.y) for y in crop.line_range]
        for one in self.get_line_filters():
            strips = [strip.apply_filter(one, self.background_colors[1]) for strip in strips]
        if strips and crop.width != strips[0].cell_length:
            strips = [strip.crop(crop.x - inside.x, crop.right - inside.x) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the list, in this pane's width."""
        if self._painter is None or self._painter.focused != self.has_focus:
            self._painter = LinePainter(self, self.scrollable_content_region.width)
        return self._painter.strip(self._lines[y] if y < len(self._lines) else None)


def _filtered(rows: Iterable[Row], wanted: str) -> list[Row]:
    heading, fitting = None, list[Row]()
    for row in rows:
        if not row.choosable:
            heading = row
        elif search.holds(row.words, wanted):
            if heading is not None:
                fitting.append(heading)
            heading = None
            fitting.append(row)
    return fitting
