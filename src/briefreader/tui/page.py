"""Page: the drawn letter: rows in view with everything that lies over them, by Textual's line API.

It scrolls by itself: a letter has no number of rows here, so Textual's scroll bars would have nothing to count. Rows
are `layout/`'s, the view is `window.py`'s, what lies over rows `dressing.py`'s, looks `paint.py`'s. The mouse is
`pointing.py`, the commands are `reader.py`: both build on this class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import starmap
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefreader.annotations import Annotation, Codebook
from briefreader.document import Document
from briefreader.layout import Layout
from briefreader.motions import Selection, Units
from briefreader.span import Span, runs
from briefreader.tui import layers
from briefreader.tui.dressing import Dressing, map_signs
from briefreader.tui.jump import Labels
from briefreader.tui.marks import Marks
from briefreader.tui.paint import GUTTER, Dress, MapSign, Painter
from briefreader.tui.pen import Part
from briefreader.tui.tints import Tints
from briefreader.tui.window import Window

SPARE = 1
"""Cells right of the text, where the caret stands past a full row."""

MAP = 1
"""Cells of the scroll map, right of everything."""

EMPTY = Document("", "")

SCREENS_KEPT = 4
"""Screens of painted rows that are kept: going back a page, or off a sentence again, paints nothing anew."""


class Page(Widget):
    """A letter drawn from some row on, with a selection or a caret in it."""

    ALLOW_SELECT = False  # Textual's own selection knows screen cells, ours knows the text

    COMPONENT_CLASSES: ClassVar[set[str]] = set(layers.COMPONENT_CLASSES)

    DEFAULT_CSS = f"""
    Page {{
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        {layers.CSS}
    }}
    """

    annotations: reactive[Sequence[Annotation]] = reactive((), repaint=False, init=False)
    """The letter's annotations; the living ones are shown. Of `Marks` a change costs least."""

    codebook: reactive[Codebook] = reactive(Codebook(), repaint=False, init=False)
    """Where tags have their colours from."""

    hits: reactive[tuple[Span, ...]] = reactive((), repaint=False, init=False)
    """What a search has found: sorted, disjoint."""

    measure: reactive[int] = reactive(80, repaint=False, init=False)
    """Cells of text on a row, where the pane has them; 0 for as many as there are."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._units = Units(EMPTY)
        self._window = Window(Layout(EMPTY, self.measure), 0)
        self._state = Selection(0, 0)
        self._labels: Labels | None = None
        self._fitted = Size(0, 0)
        """The size that the letter is laid out for."""

        self._left = GUTTER
        """Cell at which the text begins."""

        self._tints = Tints((), self.codebook)
        self._map: list[MapSign | None] | None = None
        self._dressing: Dressing | None = None
        self._dresses: list[Dress] = []
        self._painter: Painter | None = None
        self._known: dict[Dress, list[Part]] = {}
        """Rows that were painted."""

    @property
    def in_view(self) -> Span:
        """From the first character in view to the last."""
        return self._window.span

    @property
    def units(self) -> Units:
        """The units of the letter that is shown, highlights and hits included."""
        return self._units

    def place_of(self, offset: int) -> Offset | None:
        """The cell of the screen where `offset` is drawn; None if it is not in view."""
        row, (_, cell) = self._window.row_of(offset), self._window.layout.find(offset)
        return None if row is None else self.content_region.offset + Offset(self._left + cell, row)

    @property
    def marks(self) -> Marks:
        """The highlights that are shown."""
        return self._tints.marks

    def highlights_at(self, offset: int) -> tuple[Annotation, ...]:
        """The highlights that the character at `offset` lies in; quick among any number."""
        return self.marks.touching(Span(offset, offset + 1))

    # What is drawn

    def _draw(self, units: Units) -> None:
        """Draws another letter, or another version of this one, from its first row on."""
        self._units = units
        self._units.give("highlight", self.marks.spans, self.marks.smallest_at)
        self._units.give("hit", self.hits)
        self._window = Window(self._lay_out(), self.size.height)
        self._map = None

    def _lay_out(self) -> Layout:
        """The rows of the letter for the pane's present width."""
        room = max(self.size.width - GUTTER - SPARE - MAP, 1)
        width = min(self.measure, room) if self.measure > 0 else room
        self._left = GUTTER + max(0, (room - width) // 2)
        self._painter = None
        return Layout(self._units.document, width)

    def on_resize(self) -> None:
        if self._fitted != self.size:  # else it was drawn in that size before it was told of it
            self.watch_measure()

    def watch_measure(self) -> None:
        self._fit()
        self._update()

    def _fit(self) -> None:
        """Lays the letter out for the size that the pane has now; the first row keeps its text."""
        self._fitted = self.size
        self._window.fit(self._lay_out(), self.size.height)
        self._window.bring(self._state.head)
        self._map = None

    def watch_annotations(self) -> None:
        self._tints = Tints(self.annotations, self.codebook)
        self._units.give("highlight", self.marks.spans, self.marks.smallest_at)
        self._map = None
        self._update()

    def watch_codebook(self) -> None:
        self.watch_annotations()

    def watch_hits(self) -> None:
        self._units.give("hit", self.hits)
        self._map = None
        self._update()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Textual would work out the styles of all layers anew; but no look hangs on the focus, only which caret."""

    def on_focus(self) -> None:
        self._update()

    def on_blur(self) -> None:
        self._labels = None
        self._update()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter = None
        self.refresh()

    # Drawing

    def _update(self) -> None:
        """Dresses the rows in view anew, and has those drawn again that have changed."""
        width, height = self.size
        if not (width and height):
            return
        before = self._dresses
        self._dress()
        if len(self._dresses) != len(before) or self._painter is None:
            self.refresh()
            return
        changed = [y for y, (new, old) in enumerate(zip(self._dresses, before, strict=True)) if new != old]
        if changed:
            self.refresh(*(Region(0, y, width, rows) for y, rows in runs(changed)))

    def _dress(self) -> None:
        caret = "caret" if self.has_focus else "caret-away"
        self._dresses = self._dressed(self.size.height).dresses(self._state, caret, self._labels)

    def _dressed(self, height: int) -> Dressing:
        """What lies over the rows in view, found anew only if these, or highlights or hits, are others."""
        if self._map is None:
            self._map = map_signs(self._tints, self.hits, len(self._units.document.text), height)
            self._dressing = None
        if self._dressing is None or self._dressing.rows is not self._window.rows:
            self._dressing = Dressing(self._window, self._units, self._tints, self.hits, self._map)
        return self._dressing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the rows in `crop`; past Textual's own cache of styles, which costs more than painting."""
        width = self.size.width
        strips = [Strip(starmap(Segment, parts), width) for parts in self._painted(crop)]
        for one in self.get_line_filters():
            strips = [strip.apply_filter(one, self.background_colors[1]) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """The strip of row `y` of the pane."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def draw_lines(self, crop: Region) -> Sequence[Iterable[Part]]:
        """The same without strips, where that is all it takes: to make one takes half as long as to paint it."""
        if crop.column_span != (0, self.size.width) or self.get_line_filters():
            return self.render_lines(crop)
        return self._painted(crop)

    def _painted(self, crop: Region) -> list[list[Part]]:
        """The rows in `crop`, in all their width.

        Textual draws a pane in its new size before it tells the pane of it: it is laid out for that here.
        """
        if self._fitted != self.size:
            self._fit()
            self._dress()
        if self._painter is None:
            palette = layers.palette_of(self)
            self._painter = Painter(self._units.document, palette, self._left, self.size.width)
            self._known.clear()
        dresses = [self._dresses[y] if y < len(self._dresses) else Dress(None) for y in crop.line_range]
        if len(self._known) > SCREENS_KEPT * max(len(self._dresses), 1):
            self._known.clear()
        painted = []
        for dress in dresses:
            row = self._known.get(dress)
            if row is None:
                row = self._known[dress] = self._painter.row(dress)
            painted.append(row)
        return painted
