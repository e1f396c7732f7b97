"""What happened: the history of the folder, the last first: what was done, when and by whom.

Answers with the change whose place one wants to see; taking changes back is handed on at once, to `actions/coding.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefreader.store.history import Event
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.panes.rows import Row, Rows
from briefreader.tui.themes import QUIET
from briefreader.values import frozen


@frozen
class Past:
    """What was done in a folder of annotations, as far as its history goes back."""

    events: tuple[Event, ...] = ()
    """Every change, oldest first."""

    done: tuple[str, ...] = ()
    """Ids of one's own changes that can be taken back, the next one last."""

    undone: tuple[str, ...] = ()
    """Ids of one's own changes that can be made again, the next one last."""

    def back(self, id: str) -> int:
        """How many of one's own changes go when that one is taken back: it and all that came after it; 0: none."""
        return len(self.done) - self.done.index(id) if id in self.done else 0

    def again(self, id: str) -> int:
        """The same for making changes again."""
        return len(self.undone) - self.undone.index(id) if id in self.undone else 0


class Happened(Dialog[str]):
    """The history. Enter goes to the place of a change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Go there", show=False, priority=True),
        Binding("u", "turn(False)", "Undo up to here", show=False, priority=True),
        Binding("ctrl+r,r", "turn(True)", "Redo up to here", show=False, priority=True),
        Binding("down,j,ctrl+n", "move(1)", "Next", show=False, priority=True),
        Binding("up,k,ctrl+p", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown,space", "move_page(1)", "Next page", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Previous page", show=False, priority=True),
        Binding("q", "leave", "Leave", show=False, priority=True),
    ]
    HINTS = (("enter", "go there"), ("u", "undo up to here"), ("r", "redo up to here"), ("escape", "leave"))

    def __init__(self, past: Past, turn: Callable[[bool, int], None]) -> None:
        """`turn` takes back so many changes, or makes them again if it is given True."""
        super().__init__("What was done here")
        self.past = past
        self.turn = turn

    def contents(self) -> Iterable[Widget]:
        """The list, and what undoing would take back."""
        yield Rows(id="found")
        yield Static(id="touched")

    def on_mount(self) -> None:
        """Begin with the last change."""
        self.told(self.past)

    @property
    def _rows(self) -> Rows:
        return self.query_one("#found", Rows)

    def told(self, past: Past) -> None:
        """Something was done or taken back."""
        self.past = past
        several = len({event.by for event in past.events}) > 1
        now = datetime.now().astimezone()
        self._rows.show([self._row(event, several, now) for event in reversed(past.events)])
        self.set_focus(self._rows)
        self._tell()

    def _row(self, event: Event, several: bool, now: datetime) -> Row:
        """A change; who made it only where `several` did."""
        gone = event.id in self.past.undone
        sign = "↶ " if gone else "  "
        who = f"{wording.plain(event.by)} · " if several else ""
        label = wording.plain(event.label)
        right = ((who + when(event.at, now), "dim"),)
        return Row(event.id, ((sign, "warning"), (label, "dim" if gone else "")), right)

    def _tell(self) -> None:
        row = self._rows.row
        back, again = (self.past.back(row.id), self.past.again(row.id)) if row else (0, 0)
        if back:
            words = f"u: takes back {wording.count(back, 'change')}"
        elif again:
            words = f"r: makes {wording.count(again, 'change')} again"
        elif row:
            words = "was taken back for good, or is somebody else's: it stays as it is"
        else:
            words = "nothing was done here yet"
        self.query_one("#touched", Static).update(Content.styled(words, QUIET))

    def action_go(self) -> None:
        """Answer with the change under the cursor."""
        self.dismiss(self._rows.row.id if self._rows.row else None)

    def action_turn(self, again: bool) -> None:
        """Take back, or make again, everything up to the change under the cursor."""
        row = self._rows.row
        count = (self.past.again if again else self.past.back)(row.id) if row else 0
        if count:
            self.turn(again, count)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._rows.move(by)
        self._tell()

    def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._rows.move_page(by)
        self._tell()

    @on(Rows.Chosen)
    def _clicked(self, message: Rows.Chosen) -> None:
        message.stop()
        self._tell()


def when(at: str, now: datetime) -> str:
    """A moment, ISO in UTC, as clock and calendar show it where `now` is: `11:45` today, `20 Nov 11:45` this year."""
    try:
        moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return wording.plain(at)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    day = wording.date(f"{moment:%Y-%m-%d}", "en", year=moment.year != now.year)
    return f"{day} {moment:%H:%M}"
