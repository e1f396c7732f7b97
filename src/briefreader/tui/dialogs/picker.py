"""Picker: find one thing in a list by typing some of it.

Knows nothing of what is picked; `matching` says which candidates fit what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic

from textual import on
from textual.binding import Binding, BindingType
from textual.fuzzy import FuzzySearch
from textual.widget import Widget
from textual.widgets import Input

from briefreader import search
from briefreader.tui.dialogs.dialog import Answer, Dialog
from briefreader.tui.panes.rows import NOTHING, Part, Row, Rows
from briefreader.values import frozen


@frozen
class Candidate:
    """Something that can be picked."""

    id: str
    name: str
    before: tuple[Part, ...] = ()
    """What stands before its name: an indent, a chip."""

    right: tuple[Part, ...] = ()
    detail: str = ""
    """Searched as well, and shown dimly behind the name."""

    alias: str = ""
    """Searched last, and shown instead of the detail where it is what fits: the name of a letter's file."""


@frozen
class Match:
    """A candidate that fits what was typed."""

    candidate: Candidate
    places: frozenset[int] = frozenset()
    """Where in its name the typed letters are."""

    rank: int = 0
    """0: the name begins with it; 1: the name holds it; 2: the detail or alias does; 3: the name has its letters."""

    detail: str = ""
    """What is shown behind the name."""


def matching(query: str, candidates: Iterable[Candidate]) -> tuple[Match, ...]:
    """The candidates that `query` fits, best first; with nothing typed all of them, in their order."""
    wanted = query.strip()
    if not wanted:
        return tuple(Match(candidate, detail=candidate.detail) for candidate in candidates)
    found = (_match(wanted, candidate) for candidate in candidates)
    return tuple(sorted((match for match in found if match), key=lambda match: match.rank))


def _match(wanted: str, candidate: Candidate) -> Match | None:
    spans = search.find(candidate.name, wanted)
    if spans:
        lit_up = frozenset(i for span in spans for i in range(span.start, span.end))
        return Match(candidate, lit_up, 0 if spans[0].start == 0 else 1, candidate.detail)
    for said in (candidate.detail, candidate.alias):
        if search.find(said, wanted):
            return Match(candidate, rank=2, detail=said)
    score, places = FuzzySearch(case_sensitive=False).match(wanted, candidate.name)
    return Match(candidate, frozenset(places), 3, candidate.detail) if score > 0 else None


def lit(name: str, places: frozenset[int]) -> tuple[Part, ...]:
    """The name with the letters that were typed standing out."""
    parts: list[Part] = []
    for index, letter in enumerate(name):
        look = "match" if index in places else ""
        if parts and parts[-1][1] == look:
            parts[-1] = (parts[-1][0] + letter, look)
        else:
            parts.append((letter, look))
    return tuple(parts)


class Chooser(Dialog[Answer], Generic[Answer]):
    """A line to type in and a list of what fits it. Subclasses say which rows fit and what picking one means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "Next", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "move_page(1)", "Next page", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Previous page", show=False, priority=True),
    ]
    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "go"), ("↑↓", "move"), ("escape", "leave"))

    PLACEHOLDER = "Type to find"

    def __init__(self, heading: str, *, current: str | None = None, low: bool | None = None) -> None:
        super().__init__(heading, low=low)
        self.current = current
        self._shown_for = ""

    def contents(self) -> Iterable[Widget]:
        """The line and the list."""
        yield Input(placeholder=self.PLACEHOLDER, compact=True, id="query")
        yield Rows(id="found")

    @property
    def query_text(self) -> str:
        """What was typed."""
        return self.query_one("#query", Input).value

    @property
    def found(self) -> Rows:
        """The list."""
        return self.query_one("#found", Rows)

    def on_mount(self) -> None:
        """Start with everything, on what is current."""
        self.found.can_focus = False
        self.refresh_rows(self.current)

    def rows(self) -> Sequence[Row]:
        """The rows for what was typed."""
        raise NotImplementedError

    def pick(self, id: str) -> None:
        """The row of that id was chosen."""
        raise NotImplementedError

    def refresh_rows(self, current: str | None = None) -> None:
        """Show the rows anew; the cursor on `current`, or on the best."""
        self._shown_for = self.query_text
        rows = self.rows() or ((NOTHING,) if self.query_text else ())
        best = next((row.id for row in rows if row.choosable), None)
        self.found.show(rows, current if current is not None else best)

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        if self.query_text != self._shown_for:
            self.refresh_rows()

    async def caught_up(self) -> None:
        """Wait until all that was typed so far has been looked for."""
        await super().caught_up()
        self._typed()

    async def action_choose(self) -> None:
        """Choose the row under the cursor."""
        await self.caught_up()
        if self.found.row is not None:
            self.pick(self.found.row.id)

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.pick(message.row.id)

    async def action_move(self, by: int) -> None:
        """Move the cursor."""
        await self.caught_up()
        self.found.move(by)

    async def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
        await self.caught_up()
        self.found.move_page(by)


class Picker(Chooser[str]):
    """Picks one candidate; the answer is its id."""

    def __init__(
        self,
        heading: str,
        candidates: Sequence[Candidate],
        *,
        current: str | None = None,
        low: bool | None = None,
    ) -> None:
        super().__init__(heading, current=current, low=low)
        self.candidates = tuple(candidates)

    def rows(self) -> Sequence[Row]:
        """The candidates that fit what was typed."""
        return tuple(_row(m) for m in matching(self.query_text, self.candidates))

    def pick(self, id: str) -> None:
        """Answer with that id."""
        self.dismiss(id)


def _row(match: Match) -> Row:
    candidate = match.candidate
    detail = (("  " + match.detail, "dim"),) if match.detail else ()
    return Row(
        candidate.id, (*candidate.before, *lit(candidate.name, match.places), *detail), candidate.right
    )
