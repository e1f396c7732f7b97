"""Lines: what an entry of a list says, and how a line of it is painted.

Which lines are in view is `rows.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from briefreader.tui.palette import CONTRAST, VISIBLE, readable, visible
from briefreader.tui.wording import clip
from briefreader.values import frozen

Part = tuple[str, str]
"""Text and its look: a name of `LOOKS`, a colour such as `#e69f00`, or nothing."""

LOOKS = frozenset({"dim", "strong", "heading", "match", "current", "warning"})
"""Each is the component class `rows--NAME`."""

LEAST_BESIDE = 12
"""Cells in which something dim beside a name says something; in fewer it is left out."""

KEPT = 400
"""Painted lines that are kept: some screens of them, so that going back and forth paints nothing anew."""


@frozen
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


class Line(NamedTuple):
    """A line of a row in view."""

    row: Row
    number: int
    """Which of its lines, from 0."""

    here: bool
    """Whether the cursor is on the row."""


class LinePainter:
    """Makes strips of lines, `width` cells wide, in the colours that a list has at the moment."""

    def __init__(self, widget: Widget, width: int) -> None:
        self.width = width
        self.focused = widget.has_focus
        self._widget = widget
        self._base = widget.rich_style
        self._cursor = widget.get_component_rich_style("rows--cursor")
        self._looks = {"": self._base}
        self._strips: dict[Line | None, Strip] = {None: Strip.blank(width, self._base)}

    def strip(self, line: Line | None) -> Strip:
        """The strip of a line; of none, a blank one."""
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > KEPT:
                self._strips = {None: self._strips[None]}
            strip = self._strips[line] = self._paint(line) if line else self._strips[None]
        return strip

    def _paint(self, line: Line) -> Strip:
        row, number, here = line
        left = row.below[number - 1] if number else row.left
        strip = Strip(self._segments(left, () if number else row.right))
        strip = strip.adjust_cell_length(self.width, self._base)
        if not here:
            return strip
        return Strip([Segment(text, self._under_cursor(text, style)) for text, style, _ in strip], self.width)

    def _segments(self, left: tuple[Part, ...], right: tuple[Part, ...]) -> list[Segment]:
        end = cell_len("".join(text for text, _ in right))
        room = self.width - end - 1 if right else self.width
        segments: list[Segment] = []
        for number, (text, look) in enumerate(left):
            beside = number > 0 and look == "dim" and text.startswith("  ")
            shown = "" if beside and room < min(LEAST_BESIDE, cell_len(text)) else clip(text, room)
            segments.append(Segment(shown, self._style(look)))
            room -= cell_len(shown)
        if right:
            segments.append(Segment(" " * (room + 1), self._base))
            segments += [Segment(text, self._style(look)) for text, look in right]
        return segments

    def _style(self, look: str) -> Style:
        style = self._looks.get(look)
        if style is None:
            named = look in LOOKS
            style = self._widget.get_component_rich_style(f"rows--{look}") if named else None
            style = self._looks[look] = style or self._base + Style(color=self._visible(look))
        return style

    def _visible(self, colour: str) -> str:
        """A tag's colour, as it can be seen on the list's ground."""
        return visible(Color.parse(colour), self._widget.background_colors[1]).hex

    def _under_cursor(self, text: str, style: Style | None) -> Style:
        """The style of `text` with the cursor over it: signs keep their colour as far as they can be seen."""
        over, style = self._cursor, style or self._base
        if over.bgcolor is None or over.bgcolor.triplet is None or style.color is None:
            return style + Style(bgcolor=over.bgcolor, bold=over.bold, reverse=over.reverse)
        least = CONTRAST if any(map(str.isalnum, text)) else VISIBLE
        ink = readable(Color.from_rich_color(style.color), Color.from_rich_color(over.bgcolor), least)
        return style + Style(color=ink.rich_color, bgcolor=over.bgcolor, bold=over.bold, reverse=over.reverse)
