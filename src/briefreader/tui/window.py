"""Window: which rows of a letter are in view, and how the view follows the caret.

Pure. It is known by the place of its first row and keeps that by offset when the rows are laid out anew.
"""

from __future__ import annotations

from itertools import islice

from briefreader.layout import Layout, Place, Row
from briefreader.span import Span

MARGIN = 2
"""Rows kept between the caret and the upper and lower edge, where the letter has them."""


class Window:
    """A view of `height` rows on a layout."""

    def __init__(self, layout: Layout, height: int) -> None:
        self.layout = layout
        self.height = height
        self.top = layout.first
        self._kept: int | None = 0
        """The offset that the first row was put at, so that laying out anew and back again changes nothing."""

        self._rows: list[tuple[Place, Row]] | None = None

    @property
    def rows(self) -> list[tuple[Place, Row]]:
        """The rows in view with their places, from above."""
        if self._rows is None:
            self._rows = list(islice(self.layout.rows_from(self.top), self.height))
        return self._rows

    @property
    def span(self) -> Span:
        """From the first character in view to the last."""
        shown = [row.span for _, row in self.rows if row.pieces]
        if not shown:
            return Span(0, 0)
        return Span(shown[0].start, max(span.end for span in shown))

    def put(self, top: Place) -> None:
        """Makes `top` the first row in view, or an earlier one where the letter ends before the view does."""
        before, self.top = self.top, min(top, self._lowest(top))
        if self.top != before:
            self._rows = None
        first = next((row.span.start for _, row in self.rows if row.pieces), 0)
        self._kept = first if self.top > self.layout.first else 0

    def _lowest(self, top: Place) -> Place:
        """`top`, or the last place that fills the view if `top` leaves it unfilled."""
        end = self.layout.shift(top, max(self.height - 1, 0))
        return top if self.layout.shift(end, 1) != end else self.layout.shift(end, 1 - self.height)

    def put_at(self, offset: int) -> None:
        """Makes the row of `offset` the first in view, as `put` does."""
        self.put(self.layout.find(offset)[0])

    def fit(self, layout: Layout, height: int) -> None:
        """Shows another layout of the same letter, or as many rows: the first row keeps its text."""
        self.layout, self.height = layout, height
        self._rows = None
        kept = self._kept
        top = layout.find(kept)[0] if kept else layout.first
        self.put(top)
        self._kept = kept

    def scroll(self, count: int) -> None:
        """Moves the view `count` rows down, or up."""
        self.put(self.layout.shift(self.top, count))

    def bring(self, offset: int) -> None:
        """Moves the view as little as it takes to show `offset` with a margin; a third down if that is far."""
        if self.height <= 0:
            return
        place = self.layout.find(offset)[0]
        margin = min(MARGIN, (self.height - 1) // 2)
        upper = self.layout.shift(place, -margin)
        lower = self.layout.shift(place, margin)
        if upper < self.top:
            self.put(upper if self._near(upper, self.top) else self.layout.shift(place, -self.height // 3))
        elif len(self.rows) == self.height and lower > self.rows[-1][0]:
            last = self.rows[-1][0]
            up = 1 - self.height if self._near(last, lower) else -self.height // 3
            self.put(self.layout.shift(lower if self._near(last, lower) else place, up))

    def _near(self, one: Place, other: Place) -> bool:
        """Whether `other` is at most a view's height below `one`."""
        return self.layout.shift(one, self.height) >= other

    def row_of(self, offset: int) -> int | None:
        """On which row of the view `offset` is shown."""
        place = self.layout.find(offset)[0]
        return next((number for number, (shown, _) in enumerate(self.rows) if shown == place), None)

    def clamp(self, place: Place, forward: bool = True) -> Place:
        """`place`, or the nearest row with text in the view that keeps the margin."""
        margin = min(MARGIN, max(self.height - 1, 0) // 2)
        shown = [at for at, _ in self.rows]
        high = margin if self.top > self.layout.first else 0
        low = len(shown) - 1 - (margin if shown and shown[-1] < self.layout.last else 0)
        texts = [at for at, row in self.rows[high : low + 1] if row.pieces]
        if not texts:
            return place
        return min(max(place, texts[0]), texts[-1])
