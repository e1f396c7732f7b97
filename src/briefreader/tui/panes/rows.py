"""Rows: a list that draws only what it shows; every pane and picker is one.

Moves a cursor over rows and says which row was chosen. What the rows are about is its owner's business.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefreader import search
from briefreader.tui.wording import clip

Part = tuple[str, str]
"""Text and its look: a name of `LOOKS`, a colour such as `#e69f00`, or nothing."""

LOOKS = frozenset({"dim", "strong", "heading", "match", "current", "warning"})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: a line with something at its right end, and lines below it."""

    id: str
    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    below: tuple[tuple[Part, ...], ...] = ()
    choosable: bool = True
    """Whether the cursor stops here; headings only stand between."""

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return 1 + len(self.below)

    @property
    def words(self) -> str:
        """All that it shows, on one line."""
        return " ".join(text for line in (self.left, self.right, *self.below) for text, _ in line)


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
        self.rows: tuple[Row, ...] = ()
        self.wanted = ""
        self._all: tuple[Row, ...] = ()
        self._starts: list[int] = [0]
        self._places: dict[str, int] = {}
        self._base: Style | None = None

    # What it shows

    def show(self, rows: Sequence[Row], current: str | None = None) -> None:
        """Show these rows; the cursor goes to the row of id `current`, or stays where it was as well as it can."""
        stay = self.row.id if current is None and self.row else current
        before, starts, cursor = self.rows, self._starts, self.cursor
        self._all = tuple(rows)
        self.rows = tuple(_filtered(self._all, self.wanted)) if self.wanted else self._all
        self._starts = list(accumulate((row.height for row in self.rows), initial=0))
        self._places = {row.id: index for index, row in enumerate(self.rows)}
        self._measure()
        index = self._places.get(stay, -1) if stay is not None else -1
        known = index >= 0 and self.rows[index].choosable
        self.set_reactive(Rows.cursor, self._choosable(index if known else cursor))
        self._show_cursor()
        if self._starts != starts:
            self.refresh()
        else:
            changed = (i for i, row in enumerate(self.rows) if row != before[i])
            self._refresh_rows({*changed, *((cursor, self.cursor) if cursor != self.cursor else ())})

    def _measure(self) -> None:
        """Have the scroll bar know the rows; the screen is laid out anew only for a list as high as its rows."""
        size = Size(self.size.width, self._starts[-1])
        if self.styles.auto_dimensions:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Rows.virtual_size, size)
            self._scroll_update(size)

    def _refresh_rows(self, indexes: Iterable[int]) -> None:
        """Have these rows drawn again, where they are in view."""
        top, (width, height) = self.scroll_offset.y, self.size
        for index in indexes:
            if 0 <= index < len(self.rows):
                start, end = self._starts[index] - top, self._starts[index + 1] - top
                if end > 0 and start < height:
                    self.refresh(Region(0, max(start, 0), width, min(end, height) - max(start, 0)))

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
        self.cursor = self._places.get(id, -1) if id is not None else -1

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
        order = [*range(index, len(self.rows)), *range(index - 1, -1, -1)]
        return next((i for i in order if self.rows[i].choosable), -1)

    def watch_cursor(self, before: int, after: int) -> None:
        """Keep the cursor in view."""
        self._show_cursor()
        self._refresh_rows((before, after))

    def _show_cursor(self) -> None:
        if self.row is None:
            return
        top, height = self._starts[self.cursor], self.row.height
        if self.cursor > 0 and not self.rows[self.cursor - 1].choosable:
            above = self.rows[self.cursor - 1].height
            top, height = top - above, height + above
        self.scroll_to_region(
            Region(0, top, 1, height), animate=False, force=True, x_axis=False, immediate=True
        )

    # Hearing

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self._measure()
        self._show_cursor()

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

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's own, with the style looked up once for all lines: looking it up costs more than a line."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the list, in this pane's width."""
        base, width = self._base or self.rich_style, self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        if at >= self._starts[-1]:
            return Strip.blank(width, base)
        index = bisect_right(self._starts, at) - 1
        row, line = self.rows[index], at - self._starts[index]
        over = self.get_component_rich_style("rows--cursor") if index == self.cursor else None
        left = row.left if line == 0 else row.below[line - 1]
        segments = self._line(left, row.right if line == 0 else (), width, base)
        strip = Strip([Segment(t, _over(s, over)) for t, s, _ in segments])
        return strip.adjust_cell_length(width, _over(base, over))

    def _line(
        self, left: tuple[Part, ...], right: tuple[Part, ...], width: int, base: Style
    ) -> list[Segment]:
        end = cell_len("".join(text for text, _ in right))
        room = width - end - 1 if right else width
        segments: list[Segment] = []
        for text, look in left:
            shown = clip(text, room)
            segments.append(Segment(shown, self._style(look, base)))
            room -= cell_len(shown)
        if right:
            segments.append(Segment(" " * (room + 1), base))
            segments += [Segment(text, self._style(look, base)) for text, look in right]
        return segments

    def _style(self, look: str, base: Style) -> Style:
        if not look:
            return base
        if look in LOOKS:
            return self.get_component_rich_style(f"rows--{look}")
        return base + Style(color=look)


def _filtered(rows: Iterable[Row], wanted: str) -> Iterator[Row]:
    heading = None
    for row in rows:
        if not row.choosable:
            heading = row
        elif search.find(row.words, wanted):
            if heading is not None:
                yield heading
            heading = None
            yield row


def _over(style: Style | None, over: Style | None) -> Style:
    """A row's style with the cursor over it: its ground is the cursor's, coloured marks keep their colour."""
    style = style or Style()
    return style + Style(bgcolor=over.bgcolor, bold=over.bold, reverse=over.reverse) if over else style
