"""Showing: what the panes are given when letters are read, highlights change or the caret moves on.

Functions over the desk. What a row looks like is each pane's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefreader.anchoring import stands
from briefreader.annotations import Annotation
from briefreader.commands import shown
from briefreader.document import Document
from briefreader.library import Entry
from briefreader.span import Span
from briefreader.text import fold
from briefreader.tui.actions import follow, gathering
from briefreader.tui.marks import Marks
from briefreader.tui.notebook import Sight, at
from briefreader.tui.panes.library import LibraryRows
from briefreader.tui.panes.outline import OutlineRows, section_at
from briefreader.tui.panes.status import where

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk

LIST_AFTER = 0.1
"""Seconds that a list of letters waits for more of them: drawing it for each of hundreds would hold up the keys."""


REST = 0.15
"""Seconds without a motion after which the highlights pane follows: longer than between two quick strokes of a key."""


def notebook(desk: Desk) -> None:
    """Highlights and tags, wherever they are seen. A change that was shown already is not shown again once saved."""
    before, desk.in_sight = desk.in_sight, (desk.document, desk.notebook.sight)
    if before == desk.in_sight:
        return
    letter(desk)
    highlights(desk)
    outline(desk)
    if before and before[0] is desk.document and _marked(before[1]) == _marked(desk.notebook.sight):
        counts(desk)
    else:
        library(desk)


def letter(desk: Desk) -> None:
    """Highlights and tags, in the letter itself and in the line of the pinned ones."""
    desk.reader.codebook = desk.pinned.codebook = desk.notebook.codebook
    if desk.document is not None:
        desk.annotations = desk.notebook.of(desk.document.id)
        if desk.partial:  # what is kept stands in the whole letter
            text = desk.document.text
            desk.annotations = Marks(a for a in desk.annotations if stands(text, a.target))
        lent = borrowed(desk)
        desk.reader.annotations = desk.annotations.changed((), lent) if lent else desk.annotations


def _marked(sight: Sight) -> set[str]:
    """The letters that have highlights: which of a letter's renderings stands for it hangs on them."""
    return {id for id, marks in sight.shown.items() if marks}


def counts(desk: Desk) -> None:
    """How many highlights the letters of the library have now; these may come in another order."""
    if desk.places.order == "highlights":
        library(desk)
    else:
        desk.library_pane.look_again()


def highlight_soon(desk: Desk) -> None:
    """Point at the highlight the caret is on once the keys rest: who turns pages quickly does not read that pane."""
    if desk.resting is not None:
        desk.resting.cancel()
    desk.resting = asyncio.get_running_loop().call_later(REST, desk.call_later, highlight_here, desk)


def highlights(desk: Desk) -> None:
    """The highlights of the open letter."""
    if desk.document is not None:
        book = desk.notebook.codebook
        desk.highlights_pane.show_highlights(desk.document, desk.annotations, book, borrowed(desk))
        highlight_here(desk)
        desk.highlights_pane.entitle(f"Highlights {len(desk.annotations) or ''}".rstrip())


def borrowed(desk: Desk) -> tuple[Annotation, ...]:
    """What was marked in other renderings of the open letter; it is changed there."""
    return desk.notebook.borrowed.get(desk.document.id, ()) if desk.document else ()


def place(desk: Desk) -> None:
    """Where the caret is, in the status line and in the panes beside the letter."""
    if desk.document is not None:
        desk.status.place = where(desk.document, desk.reader.caret)
        desk.status.lead = follow.announced(desk.document, desk.reader.caret, desk.reader.target)
        highlight_soon(desk)
        lens(desk)
        if section_at(desk.document, desk.reader.caret) != desk.section_shown:
            outline(desk)


def lens(desk: Desk) -> None:
    """What was repaired where the caret is, while that is wanted."""
    if desk.lens.display and desk.document is not None:
        view = desk.reader.in_view
        desk.lens.look(desk.document, desk.reader.target or view, view)


def highlight_here(desk: Desk) -> None:
    """Bring the highlights in view into their pane and point at the one the caret is on, unless somebody moves in it."""
    desk.resting = None
    pane, caret = desk.highlights_pane, desk.reader.caret
    if pane.has_focus:
        return
    if seen := desk.reader.marks.touching(desk.reader.in_view):
        pane.bring(seen[0].id, seen[-1].id)
    here = at(desk.reader.highlights_at(caret), Span(caret, caret + 1))
    pane.point(here.id if here else None)


UNREADABLE_AT_MOST = 5
"""Letters of which it is said why they cannot be read; the list names the others."""


def why_nothing(desk: Desk) -> list[str]:
    """Why there is no letter to show, once all were looked at."""
    library = desk.workplace.library
    if library.nothing:
        return [library.nothing]
    return [str(desk.documents[entry.id]) for entry in library.entries[:UNREADABLE_AT_MOST]]


def outline(desk: Desk) -> None:
    """The sections of the open letter, with the one the caret is in."""
    if desk.document is not None:
        desk.section_shown = section_at(desk.document, desk.reader.caret)
        rows = OutlineRows(desk.document, desk.annotations.starts, desk.section_shown)
        desk.outline.show(rows, None if desk.outline.has_focus else str(desk.section_shown))
        more = " · reading…" if desk.arriving else ""
        desk.outline.entitle(f"{desk.outline.BORDER_TITLE}{more}")


def library(desk: Desk) -> None:
    """The letters of the library."""
    desk.library_pane.stale = False
    rows = LibraryRows(
        sorted(gathering.letters(desk), key=partial(_rank, desk)),
        desk.documents.get,
        lambda id: len(desk.notebook.of(id)),
        lambda entry: _share_read(desk, entry),
        desk.document.id if desk.document else None,
        lambda id: gathering.forms(desk, id),
    )
    current = desk.document.id if desk.document and not desk.library_pane.has_focus else None
    desk.library_pane.show(rows, current)
    order = desk.places.order
    desk.library_pane.entitle(f"Library · {order}" if order in RANKS else "Library")


def _rank(desk: Desk, entry: Entry) -> tuple[bool, str, float]:
    """Where a letter comes in the order chosen; those that cannot be read, or not yet, come last."""
    rank = RANKS.get(desk.places.order)
    found = desk.documents.get(entry.id)
    if rank is None:
        return (False, "", 0.0)
    return (False, *rank(desk, entry, found)) if isinstance(found, Document) else (True, "", 0.0)


def library_soon(desk: Desk) -> None:
    """The same after a moment in which more letters may come, at once after the last."""
    if not desk.reading:
        library(desk)
    elif not desk.library_pane.stale:
        desk.library_pane.stale = True
        desk.set_timer(LIST_AFTER, lambda: library(desk))


def problems(desk: Desk, found: tuple[str, ...]) -> None:
    """Tell of annotation files that cannot be read, each once, and what mends them here."""
    keys = desk.keys_in_force["tag.review"]
    offer = f" Or press {shown(keys[0])} with that letter open." if keys else ""
    for problem in found:
        if problem not in desk.problems:
            desk.notify(problem + offer, title="Annotations", severity="warning", timeout=15, markup=False)
    desk.problems = found


def _share_read(desk: Desk, entry: Entry) -> float:
    document = desk.documents.get(entry.id)
    if not isinstance(document, Document):
        return 0.0
    return desk.places.of(document.path).share(len(document.text))


Rank = Callable[["Desk", Entry, Document], tuple[str, float]]
"""Words, and a number for equal words: letters come with the lowest first."""

RANKS: Mapping[str, Rank] = MappingProxyType(
    {
        "date": lambda desk, entry, letter: (letter.metadata.date or "9999", 0.0),
        "title": lambda desk, entry, letter: (fold(letter.title), 0.0),
        "highlights": lambda desk, entry, letter: ("", -len(desk.notebook.of(entry.id))),
        "reading": lambda desk, entry, letter: ("", -_share_read(desk, entry)),
    }
)
"""What letters are sorted by, by name; letters that are equal stay in the order of their files."""

ORDERS = ("file", *RANKS)
"""The orders of the library pane, in the order in which a key goes through them."""
