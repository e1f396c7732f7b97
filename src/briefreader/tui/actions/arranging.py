"""Panes: which of them are shown at which width, and how one gets from one to the next.

Functions over the desk. Below `NARROW` columns one pane at a time can be laid over the letter's room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from briefreader.tui.actions import going, showing
from briefreader.tui.actions.showing import ORDERS
from briefreader.tui.panes.rows import Rows
from briefreader.values import changed

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk

NARROW, WIDE = 80, 110
"""Columns below which the side panes fold away, and from which the highlights pane is shown by itself."""


ROOMY = 140
"""Columns from which the side panes are wider: the letter has its whole measure then."""

CRAMPED = 50
"""Columns below which a pane that is unfolded has them all: half of them would show no whole words."""

WIDTHS, ROOMY_WIDTHS = (26, 30), (32, 38)
"""Columns of the side panes and of the highlights pane."""

FRAME = 10
"""Columns of the letter's pane besides its measure: frame, gutters, scroll bar, and some air."""

MORE_AT_MOST = 16
"""Columns that a pane is wider still where the letter leaves room: most titles are whole then."""


def arrange(desk: Desk) -> None:
    """Show the panes that fit, as the reader wants them."""
    width = desk.size.width
    narrow = width < NARROW
    if narrow:
        sides, highlights = desk.unfolded == "sides", desk.unfolded == "highlights"
    else:
        wanted = desk.places.highlights
        highlights = width >= WIDE if wanted is None else wanted
        sides = desk.places.sides is not False and (width >= WIDE or not highlights)
    desk.sides.display = sides
    desk.highlights_pane.display = highlights
    desk.frame.display = not (width < CRAMPED and (sides or highlights))
    desk.set_class(narrow, "narrow")
    desk.set_class(desk.size.height < 24, "short")
    if not narrow:
        desk.sides.styles.width, desk.highlights_pane.styles.width = widths(width, desk.measure)
    else:
        desk.sides.styles.width = desk.highlights_pane.styles.width = "1fr"
    focused = desk.focused
    if focused is None or not all(one.display for one in focused.ancestors_with_self if one is not desk.app):
        desk.set_focus(desk.reader)


def widths(columns: int, measure: int) -> tuple[int, int]:
    """Columns of the side panes and of the highlights pane, in a terminal that is not narrow."""
    if columns < ROOMY:
        return WIDTHS
    sides, highlights = ROOMY_WIDTHS
    left = columns - sides - highlights - measure - FRAME
    more = min(max(left // 4, 0), MORE_AT_MOST)
    return sides + more, highlights + more


def toggle_sides(desk: Desk) -> None:
    """Show or hide library and sections."""
    shown = bool(desk.sides.display)
    if desk.size.width < NARROW:
        desk.unfolded = "" if shown else "sides"
    else:
        highlights = desk.places.highlights if desk.size.width >= WIDE else None
        desk.places = changed(desk.places, sides=not shown, highlights=highlights)
    _settle(desk, desk.library_pane, not shown)


def toggle_highlights(desk: Desk) -> None:
    """Show or hide the highlights."""
    shown = bool(desk.highlights_pane.display)
    if desk.size.width < NARROW:
        desk.unfolded = "" if shown else "highlights"
    else:
        desk.places = changed(desk.places, highlights=not shown)
    _settle(desk, desk.highlights_pane, not shown)


def toggle_lens(desk: Desk) -> None:
    """Show or hide what was repaired where the caret is."""
    desk.lens.display = not desk.lens.display
    showing.lens(desk)


def _settle(desk: Desk, pane: Widget, shown: bool) -> None:
    arrange(desk)
    if shown and desk.size.width < NARROW:
        showing.highlight_here(desk)
        desk.set_focus(pane)
    elif not shown:
        desk.set_focus(desk.reader)


def next_pane(desk: Desk, by: int) -> None:
    """Focus the next pane that is shown, or the one before."""
    order: list[Widget] = [desk.reader, desk.highlights_pane, desk.library_pane, desk.outline]
    shown = [pane for pane in order if pane.display and (pane.parent is None or pane.is_on_screen)]
    showing.highlight_here(desk)  # that pane is gone through from where the caret is
    if desk.focused in shown:
        desk.set_focus(shown[(shown.index(desk.focused) + by) % len(shown)])
    else:
        desk.set_focus(desk.reader)


def fold(desk: Desk) -> None:
    """In a narrow terminal: give the room back to the letter."""
    if desk.unfolded:
        desk.unfolded = ""
        arrange(desk)
    desk.set_focus(desk.reader)


def move(desk: Desk, rows: Rows, unit: str, count: int) -> None:
    """A motion while a pane has the focus: lines, pages and ends are the pane's, the rest is the letter's."""
    if unit == "line":
        rows.move(count)
    elif unit in ("page", "half-page"):
        rows.move_page(count)
    elif unit == "document":
        rows.move_end(count > 0)
    else:
        desk.reader.move(unit, count)


def sort(desk: Desk) -> None:
    """Show the letters in the next order, and remember it."""
    names = list(ORDERS)
    now = names.index(desk.places.order) if desk.places.order in names else 0
    desk.places = changed(desk.places, order=names[(now + 1) % len(names)])
    showing.library(desk)
    desk.tell(f"letters by {desk.places.order}")


def choose(desk: Desk, rows: Rows, id: str) -> None:
    """A row of a pane was chosen: open that letter, go to that section or highlight."""
    fold(desk)
    if rows is desk.library_pane:
        desk.leave_trail()
        desk.open(id)
    elif rows is desk.outline:
        going.go_section(desk, int(id))
    else:
        going.go_to_highlight(desk, id)
