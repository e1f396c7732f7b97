"""Redraw: what has changed on the screen, each stretch of it from the one widget that shows it.

Textual asks all widgets in the box around everything that has changed for all of their lines: a word in the line at
the foot and one in the letter would draw all panes anew. What widgets look like is their own business.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.widget import Widget

from briefreader.tui.pen import Patch, Pen


class Patches(CompositorUpdate):
    """Some lines, each where it belongs."""

    def __init__(self, patches: list[Patch], pen: Callable[[ColorSystem], Pen]) -> None:
        self.patches = patches
        self._pen = pen

    def render_segments(self, console: Console) -> str:
        """As the terminal wants it."""
        return self._pen(console._color_system or ColorSystem.TRUECOLOR).drawn(self.patches)


class Redraw(Compositor):
    """Textual's own, but for changes of which each lies within one widget that nothing lies over."""

    def __init__(self) -> None:
        super().__init__()
        self._pen = cache(Pen)

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """What draws all of the screen; nothing of it is then drawn again for what had changed until now.

        Textual asks every widget that gets another size to be drawn, after it has drawn them all in it.
        """
        update = super().render_full_update(simplify)
        for widget in self.visible_widgets:
            widget._exchange_repaint_regions()
        return update

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """What draws everything that has changed since the last time; None if nothing has."""
        changed = {region.intersection(self.size.region) for region in self._dirty_regions}
        changed = {region for region in changed if region}
        patches: list[Patch] = []
        for region in sorted(changed, key=lambda region: (region.y, region.x)):
            if any(region != other and other.contains_region(region) for other in changed):
                continue
            shown = self._shown_at(region)
            if shown is None:
                return super().render_partial_update()
            widget, place = shown
            bare: Any = getattr(widget, "draw_lines", None)  # a widget may do without strips
            lines = (bare or widget.render_lines)(region.translate(-place.offset))
            patches += [(region.x, region.y + row, line) for row, line in enumerate(lines)]
        self._dirty_regions.clear()
        return Patches(patches, self._pen) if patches else None

    def gather(self) -> bool:
        """Take in what has changed in what is seen, so that it can be drawn; False if all is to be laid out first."""
        changed = {widget for widget in self.visible_widgets if widget._repaint_regions}
        if any(widget._layout_required or widget._scroll_required for widget in self.visible_widgets):
            return False
        self.update_widgets(changed)
        for widget in changed:
            widget._repaint_required = False
        return bool(changed)

    def _shown_at(self, region: Region) -> tuple[Widget, Region] | None:
        """The widget that is seen in all of `region`, and where it lies; None if there are several."""
        for widget, (place, clip) in self.visible_widgets.items():  # from the front to the back
            seen = place.intersection(clip)
            if seen.overlaps(region):
                return (widget, place) if seen.contains_region(region) else None
        return None
