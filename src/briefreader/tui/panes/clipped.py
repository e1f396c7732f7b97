"""Clipped: a text in the room there is, with an ellipsis where more of it is left out.

What it says is its owner's business.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static


class Clipped(Static):
    """As tall as its text, or as its style allows."""

    @property
    def text(self) -> Content:
        """All of it."""
        return self.content if isinstance(self.content, Content) else Content(str(self.content))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its longest line, or as the terminal."""
        longest = max((line.cell_length for line in self.text.split("\n")), default=0)
        return min(longest, viewport.width - self.gutter.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes at that width."""
        return len(self.text.wrap(max(width, 1)))

    def render(self) -> Content:
        """What there is room for."""
        return clipped(self.text, *self.content_size)


def clipped(text: Content, width: int, height: int) -> Content:
    """As much of it as `height` lines of `width` cells hold, with an ellipsis at their end if that is not all."""
    lines = text.wrap(max(width, 1))
    if len(lines) > height > 0:
        last = lines[height - 1].rstrip()
        lines = [*lines[: height - 1], Content.assemble(last, " …").truncate(width, ellipsis=True)]
    return Content("\n").join(lines)
