"""The hit lists: all places that were found, in their context, to tick or to go to.

They answer with those that are ticked, or with one; tagging them is `marking.py`, going there `finding.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from briefreader.tui.panes.rows import Part, Row, Rows

BEFORE, AFTER = 24, 80
"""Code points of context on either side of a hit."""


def in_context(document: Document, hit: Span) -> tuple[Part, ...]:
    """A hit with the words around it, all hits of a list under each other."""
    text = document.text
    before = wording.plain(text[max(0, hit.start - BEFORE) : hit.start])
    after = wording.plain(text[hit.end : hit.end + AFTER])
    return (
        (" " * (BEFORE - cell_len(before)) + before, "dim"),
        (wording.plain(hit.of(text)), "match"),
        (after, "dim"),
    )


class HitPicker(Chooser[str]):
    """What was found, under its sections; typing narrows it down. The answer is the index of a hit."""

    def __init__(self, document: Document, hits: Sequence[Span], current: int) -> None:
        """`current`: index of the hit to begin on."""
        super().__init__(wording.count(len(hits), "hit"), current=str(current))
        self.document = document
        self.hits = tuple(hits)

    def rows(self) -> Sequence[Row]:
        """The hits whose surroundings or section hold what was typed, each section's under its title."""
        rows: list[Row] = []
        title = None
        for index, hit in enumerate(self.hits):
            section = self.document.section_at(hit.start)
            name = wording.plain(section.title if section else self.document.title)
            row = Row(str(index), in_context(self.document, hit))
            if self._fits(f"{name} {row.words}"):
                if name != title:
                    rows.append(Row(f"§{index}", ((name, "heading"),), choosable=False))
                title = name
                rows.append(row)
        return rows

    def _fits(self, words: str) -> bool:
        return not self.query_text.strip() or bool(search.find(words, self.query_text))

    def pick(self, id: str) -> None:
        """Answer with that hit."""
        self.dismiss(id)


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
        super().__init__(f"{wording.count(len(hits), 'hit')}")
        self.document = document
        self.hits = tuple(hits)
        self.ticked = set(range(len(hits)))

    def contents(self) -> Iterable[Widget]:
        """The list."""
        yield Rows(id="found")

    def on_mount(self) -> None:
        """Start with all of them."""
        self._refresh()

    def _refresh(self) -> None:
        self.query_one(Rows).show([self._row(index, hit) for index, hit in enumerate(self.hits)])

    def _row(self, index: int, hit: Span) -> Row:
        tick = ("✓ ", "strong") if index in self.ticked else ("  ", "")
        section = self.document.section_at(hit.start)
        below = (("    " + wording.plain(section.title), "dim"),) if section else ()
        return Row(str(index), (tick, *in_context(self.document, hit)), below=(below,) if below else ())

    async def action_tick(self) -> None:
        """Tick the hit under the cursor, or take its tick away, and go on to the next."""
        await self.caught_up()
        rows = self.query_one(Rows)
        if rows.row is not None:
            self.ticked ^= {int(rows.row.id)}
            self._refresh()
            rows.move(1)

    @on(Rows.Chosen)
    def _clicked(self, message: Rows.Chosen) -> None:
        message.stop()
        self.ticked ^= {int(message.row.id)}
        self._refresh()

    def action_take(self) -> None:
        """Answer with what is ticked."""
        self.dismiss(tuple(hit for index, hit in enumerate(self.hits) if index in self.ticked))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(Rows).move(by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self.query_one(Rows).move_page(by)
