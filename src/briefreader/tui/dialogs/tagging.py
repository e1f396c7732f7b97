"""The tag palette: find tags by typing, tick several, make a new one.

Answers with the names the passage is to have; making the change is `marking.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from briefreader.annotations import Codebook, clean_tag
from briefreader.colours import rgb
from briefreader.tui import wording
from briefreader.tui.dialogs.picker import Candidate, Chooser, lit, matching
from briefreader.tui.panes import chips
from briefreader.tui.panes.rows import Part, Row

NEW = "\n"
"""Id of the row that makes a new tag; no tag's name can hold a line break."""

REFUSED = "\n\n"
"""Id of the row that says why what was typed can be no tag."""


class TagPalette(Chooser[tuple[str, ...]]):
    """All tags. Enter takes what is ticked, and the one under the cursor if nothing was ticked by hand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "tick", "Tick", show=False, priority=True)]
    PLACEHOLDER = "Type to find a tag, or to make one"
    HINTS = (("enter", "tag"), ("tab", "tick"), ("↑↓", "move"), ("escape", "leave"))

    def __init__(
        self,
        heading: str,
        codebook: Codebook,
        counts: Mapping[str, int],
        given: Sequence[str] = (),
        *,
        low: bool | None = None,
    ) -> None:
        """`given`: the tags the passage has already, ticked at the start. `counts`: highlights by tag."""
        super().__init__(heading, low=low)
        self.codebook = codebook
        self.counts = counts
        self.ticked = list(given)
        self.touched = False

    def rows(self) -> Sequence[Row]:
        """The tags that fit, pinned ones first, and a row to make what was typed, before mere likenesses."""
        tags = sorted(self.codebook.tags, key=lambda tag: tag.pin or 10)
        known = [
            Candidate(tag.name, wording.plain(tag.name), detail=wording.plain(tag.meaning)) for tag in tags
        ]
        made = [
            Candidate(name, wording.plain(name)) for name in self.ticked if self.codebook.get(name) is None
        ]
        matches = matching(self.query_text, (*made, *known))
        rows = [self._row(match.candidate, match.places) for match in matches]
        new = self._new_name()
        if new and not any(row.id.casefold() == new.casefold() for row in rows):
            sure = sum(1 for match in matches if match.rank < 3)
            chip = ("● ", rgb(self.codebook.next_colour()))
            rows.insert(sure, Row(NEW, (("  + ", "dim"), chip, (new, "strong"), ("  make this tag", "dim"))))
        if not rows and self.query_text:
            rows.append(Row(REFUSED, ((self._refusal(), "dim"),), choosable=False))
        return rows

    def _row(self, candidate: Candidate, places: frozenset[int]) -> Row:
        tag = self.codebook.get(candidate.id)
        tick: Part = ("✓ ", "strong") if candidate.id in self.ticked else ("  ", "")
        pin = f"{tag.pin} " if tag and tag.pin else "  "
        name = lit(candidate.name, places)
        count = self.counts.get(candidate.id, 0)
        return Row(
            candidate.id,
            (tick, (pin, "dim"), ("● ", chips.colour(self.codebook, candidate.id)), *name)
            + ((("  " + candidate.detail, "dim"),) if candidate.detail else ()),
            ((str(count), "dim"),) if count else (),
        )

    def _new_name(self) -> str:
        try:
            return clean_tag(self.query_text)
        except ValueError:
            return ""

    def _refusal(self) -> str:
        """Why what was typed can be no tag's name."""
        try:
            clean_tag(self.query_text)
        except ValueError as problem:
            return str(problem)
        return ""

    async def action_tick(self) -> None:
        """Tick the row under the cursor, or take its tick away; what was typed is done with."""
        await self.caught_up()
        row = self.found.row
        if row is None:
            return
        name = self._new_name() if row.id == NEW else row.id
        self.touched = True
        if name in self.ticked:
            self.ticked.remove(name)
        else:
            self.ticked.append(name)
        self.query_one("#query", Input).value = ""
        self.refresh_rows(name)

    def pick(self, id: str) -> None:
        """Answer with the ticked tags, and with the one under the cursor if no tick was set or taken away."""
        name = self._new_name() if id == NEW else id
        names = list(self.ticked)
        if name not in names and (not self.touched or self.query_text):
            names.append(name)
        self.dismiss(tuple(names))
