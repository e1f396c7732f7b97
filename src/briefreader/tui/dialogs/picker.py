"""Picker: find one thing in a list by typing some of it.

Knows nothing of what is picked; `matching` says which candidates fit what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic

from textual import on
from textual.binding import Binding, BindingType
from textual.fuzzy import FuzzySearch
from textual.widget import Widget
from textual.widgets import Input

from briefreader.tui.dialogs.dialog import Answer, Dialog
from briefreader.tui.panes.rows import Part, Row, Rows


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be picked."""

    id: str
    name: str
    before: tuple[Part, ...] = ()
    """What stands before its name: an indent, a chip."""

    right: tuple[Part, ...] = ()
    detail: str = ""
    """Searched as well, and shown dimly behind the name."""


def matching(query: str, candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, frozenset[int]], ...]:
    """The candidates that hold the letters of `query` in that order, best first, with where in the name they are.

    With nothing typed: all of them, in their order.
    """
    wanted = query.strip()
    if not wanted:
        return tuple((candidate, frozenset()) for candidate in candidates)
    search = FuzzySearch(case_sensitive=False)
    scored = []
    for candidate in candidates:
        score, offsets = search.match(wanted, candidate.name)
        if score <= 0 and candidate.detail:
            score, offsets = search.match(wanted, candidate.detail)[0] / 4, ()
        if score > 0:
            scored.append((score, candidate, frozenset(offsets)))
    scored.sort(key=lambda found: -found[0])
    return tuple((candidate, places) for _, candidate, places in scored)


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
        Binding("down,ctrl+n", "move(1)", "Next", show=False),
        Binding("up,ctrl+p", "move(-1)", "Previous", show=False),
        Binding("pagedown", "move_page(1)", "Next page", show=False),
        Binding("pageup", "move_page(-1)", "Previous page", show=False),
    ]
    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "go"), ("↑↓", "move"), ("escape", "leave"))

    PLACEHOLDER = "Type to find"

    def __init__(self, heading: str, *, current: str | None = None, low: bool | None = None) -> None:
        super().__init__(heading, low=low)
        self.current = current

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
        rows = self.rows()
        best = next((row.id for row in rows if row.choosable), None)
        self.found.show(rows, current if current is not None else best)

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.refresh_rows()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.found.choose()

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.pick(message.row.id)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.found.move(by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
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
        return tuple(
            Row(
                c.id, (*c.before, *lit(c.name, places), ("  " + c.detail if c.detail else "", "dim")), c.right
            )
            for c, places in matching(self.query_text, self.candidates)
        )

    def pick(self, id: str) -> None:
        """Answer with that id."""
        self.dismiss(id)
