"""The hit lists: all places that were found, in their context, to tick or to go to.

They answer with those that are ticked, or with one; tagging them is `marking.py`, going there `finding.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefreader import search
from briefreader.document import Document
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.dialogs.picker import Chooser
from briefreader.tui.panes.headed import Headed, sections
from briefreader.tui.panes.rows import Part, Row, Rows

BEFORE, AFTER = 24, 80
"""Code points of context on either side of a hit."""


def in_context(document: Document, hit: Span) -> tuple[Part, ...]:
    """A hit with the words around it, all hits of a list under each other."""
    before, found, after = map(wording.plain, search.in_context(document.text, hit, BEFORE, AFTER))
    return ((" " * (BEFORE - cell_len(before)) + before, "dim"), (found, "match"), (after, "dim"))


class HitRows(Headed):
    """Hits in their context, under their sections; the id of a row is the index of its hit."""

    def __init__(self, document: Document, hits: Sequence[Span], shown: Sequence[int]) -> None:
        """`shown`: which of the hits, in order."""
        super().__init__(sections(document, [hits[index].start for index in shown]))
        self._document, self._hits, self._shown = document, hits, shown

    def things(self) -> int:
        """How many hits are shown."""
        return len(self._shown)

    def row_of(self, index: int) -> Row:
        """A hit's row."""
        hit = self._shown[index]
        return Row(str(hit), (*self.mark(hit), *in_context(self._document, self._hits[hit])))

    def mark(self, hit: int) -> tuple[Part, ...]:
        """What stands before the hit of that index."""
        return ()

    def find(self, id: str) -> int:
        """Index of the row of that id; -1 if it is not shown."""
        index = bisect_left(self._shown, int(id)) if id.isdecimal() else len(self._shown)
        known = index < len(self._shown) and self._shown[index] == int(id)
        return self.row_index(index) if known else -1


def fitting(document: Document, hits: Sequence[Span], words: str) -> Sequence[int]:
    """Which of the hits have `words` in the context that is shown of them, or in the title of their section."""
    if not words.strip():
        return range(len(hits))
    starts = [hit.start for hit in hits]
    found: set[int] = set()
    heads = [*sections(document, starts), (len(hits), "")]
    for (first, title), (last, _) in pairwise(heads):
        if search.holds(title, words):
            found.update(range(first, last))
    for index, hit in enumerate(hits):
        if index not in found and search.holds(
            "".join(search.in_context(document.text, hit, BEFORE, AFTER)), words
        ):
            found.add(index)
    return sorted(found)


class HitPicker(Chooser[str]):
    """What was found, under its sections; typing narrows it down. The answer is the index of a hit."""

    def __init__(self, document: Document, hits: Sequence[Span], current: int) -> None:
        """`current`: index of the hit to begin on."""
        super().__init__(wording.count(len(hits), "hit"), current=str(current))
        self.document = document
        self.hits = tuple(hits)

    def rows(self) -> Sequence[Row]:
        """The hits that fit what was typed."""
        return HitRows(self.document, self.hits, fitting(self.document, self.hits, self.query_text))

    def pick(self, id: str) -> None:
        """Answer with that hit."""
        self.dismiss(id)


class TickedRows(HitRows):
    """The same with ticks before those that are chosen."""

    def __init__(self, document: Document, hits: Sequence[Span], ticked: Container[int]) -> None:
        super().__init__(document, hits, range(len(hits)))
        self._ticked = ticked

    def mark(self, hit: int) -> tuple[Part, ...]:
        """A tick, or its room."""
        return (("✓ ", "strong") if hit in self._ticked else ("  ", ""),)


class HitList(Dialog[tuple[Span, ...]]):
    """What was found, under its sections. Everything is ticked at the start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Tag these", show=False, priority=True),
        Binding("space,tab,x", "tick", "Tick", show=False, priority=True),
        Binding("down,j", "move(1)", "Next", show=False, priority=True),
        Binding("up,k", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "move_page(1)", "Next page", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Previous page", show=False, priority=True),
    ]
    HINTS = (("enter", "tag these"), ("space", "tick"), ("↑↓", "move"), ("escape", "leave"))

    def __init__(self, document: Document, hits: Sequence[Span]) -> None:
        super().__init__(f"Tag {wording.count(len(hits), 'hit')}")
        self.document = document
        self.hits = tuple(hits)
        self.ticked = set(range(len(hits)))

    def contents(self) -> Iterable[Widget]:
        """The list."""
        yield Rows(id="found")

    def on_mount(self) -> None:
        """Start with all of them."""
        self.query_one(Rows).show(TickedRows(self.document, self.hits, self.ticked))

    async def action_tick(self) -> None:
        """Tick the hit under the cursor, or take its tick away, and go on to the next."""
        await self.caught_up()
        rows = self.query_one(Rows)
        if rows.row is not None:
            self._turn(rows.row)
            rows.move(1)

    @on(Rows.Chosen)
    def _clicked(self, message: Rows.Chosen) -> None:
        message.stop()
        self._turn(message.row)

    def _turn(self, row: Row) -> None:
        self.ticked ^= {int(row.id)}
        self.query_one(Rows).look_again()

    def action_take(self) -> None:
        """Answer with what is ticked."""
        self.dismiss(tuple(hit for index, hit in enumerate(self.hits) if index in self.ticked))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self.query_one(Rows).move_page(by)
