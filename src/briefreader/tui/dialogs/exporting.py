"""The export dialog: which highlights, in which form, into which file, with the beginning of what will be written.

It has the export made, tells how far that is, and answers with it; writing it is `actions/taking.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from briefreader.errors import BriefreaderError, Stopped
from briefreader.exporters import FORMATS, GROUPS
from briefreader.exporters.packing import readable
from briefreader.exporters.progress import Progress
from briefreader.exporters.request import Export
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.themes import QUIET
from briefreader.values import changed, frozen

PREVIEW_AT_MOST = 20_000
"""Characters of the export that are shown."""

TOLD_EVERY = 0.2
"""Seconds between two words on how far an export is."""

SCOPES = (("letter", "this letter"), ("library", "all letters of the library"))
GROUP_WORDS = {"document": "by letter", "tag": "by tag", "section": "by section"}

Option = tuple[str, str]
"""A value and how it is shown."""


@frozen
class Order:
    """What to export, and where to."""

    format: str
    scope: str
    """`letter` or `library`."""

    group: str
    tag: str
    """Only highlights with this tag; empty for all."""

    path: Path
    copied: bool = False
    """Whether it goes to the clipboard instead of the file."""

    def asks_the_same_as(self, other: Order) -> bool:
        """Whether both are of the same passages in the same form, wherever they go."""
        return changed(self, path=other.path, copied=other.copied) == other


@frozen
class Made:
    """An order, and the export that it asked for."""

    order: Order
    export: Export


class Choice(Static, can_focus=True):
    """One of a few values, on one line: left and right change it, and so does a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", show=False, priority=True),
        Binding("right,space", "turn(1)", "Next", show=False, priority=True),
    ]

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, label: str, options: Sequence[Option], id: str, value: str | None = None) -> None:
        """`value`: the one to begin with, if it is among them; else the first."""
        super().__init__(id=id)
        self.label = label
        self.options = tuple(options)
        index = next((i for i, (known, _) in enumerate(self.options) if known == value), 0)
        self.set_reactive(Choice.chosen, index)

    @property
    def value(self) -> str:
        """The value chosen."""
        return self.options[self.chosen][0]

    def render(self) -> Content:
        """The label, and the value between arrows, on the one line there is."""
        arrows = ("‹ ", " ›") if len(self.options) > 1 else ("  ", "")
        before = f"{self.label:<10}{arrows[0]}"
        room = self.content_size.width - cell_len(before + arrows[1])
        words = wording.clip(wording.plain(self.options[self.chosen][1]), room)
        return Content.assemble((before, QUIET), words, (arrows[1], QUIET))

    def action_turn(self, by: int) -> None:
        """Choose the next or previous value."""
        self.chosen = (self.chosen + by) % len(self.options)
        self.post_message(self.Changed())

    def on_click(self) -> None:
        """The next one."""
        self.action_turn(1)


class ExportDialog(Dialog[Made]):
    """Everything an export needs, with a preview."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write", show=False, priority=True),
        Binding("ctrl+y", "copy", "Copy", show=False, priority=True),
        Binding("down", "app.focus_next", "Next", show=False, priority=True),
        Binding("up", "app.focus_previous", "Previous", show=False, priority=True),
    ]
    HINTS = (
        ("enter", "write the file"),
        ("ctrl+y", "copy"),
        ("↑↓", "field"),
        ("←→", "change"),
        ("escape", "leave"),
    )

    def __init__(
        self,
        tags: Sequence[str],
        folder: Path,
        make: Callable[[Order, Progress], Export],
        last: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`make` gives the export of an order, without writing it; it is called off the screen's thread.

        `last`: what was chosen the last time, by field: `choices` gives it.
        """
        super().__init__("Export")
        self.tags = tuple(tags)
        self.folder = folder
        self.make = make
        self.last = last
        self.wanted: Order | None = None
        """What was ordered and is waited for."""

        self.made: Made | None = None
        """What is shown: the export of the choices as they stand."""

        self.progress = Progress()
        self.under_way: Order

    def contents(self) -> Iterable[Widget]:
        """The fields, and the beginning of the export."""
        fields: tuple[tuple[str, str, Sequence[Option]], ...] = (
            ("format", "Format", [(f.name, f"{f.name}: {f.title}") for f in FORMATS.values()]),
            ("scope", "Letters", SCOPES),
            ("group", "Grouped", [(name, GROUP_WORDS.get(name, name)) for name in GROUPS]),
            ("tag", "Tags", [("", "all"), *((tag, tag) for tag in self.tags)]),
        )
        for name, label, options in fields:
            yield Choice(label, options, name, self.last.get(name))
        with Horizontal(id="file"):
            yield Static(Content.assemble((f"{'File':<12}", QUIET)))
            yield Input(self.last.get("file") or self._path_for("markdown"), compact=True, id="path")
        yield VerticalScroll(Static(id="preview-text"), id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Show what the first choice gives."""
        self._begin(self.order)
        self.set_interval(TOLD_EVERY, self._tell_progress)

    @property
    def order(self) -> Order:
        """What is asked for as it stands."""
        values = {choice.id: choice.value for choice in self.query(Choice)}
        path = Path(self.query_one("#path", Input).value).expanduser()
        return Order(values["format"], values["scope"], values["group"], values["tag"], self.folder / path)

    @property
    def choices(self) -> dict[str, str]:
        """What stands in each field, to be remembered."""
        values = {choice.id or "": choice.value for choice in self.query(Choice)}
        return {**values, "file": self.query_one("#path", Input).value}

    def _path_for(self, format: str) -> str:
        return f"highlights{FORMATS[format].suffix}"

    @on(Choice.Changed)
    def _changed(self) -> None:
        line = self.query_one("#path", Input)
        known = {self._path_for(name) for name in FORMATS}
        if line.value in known:
            line.value = self._path_for(self.order.format)
        self.wanted = None
        self._begin(self.order)

    async def action_write(self) -> None:
        """Answer with the export as soon as it is made, to be written."""
        await self.caught_up()
        if self.query_one("#path", Input).value.strip():
            self._want(self.order)

    async def action_copy(self) -> None:
        """The same, for the clipboard."""
        await self.caught_up()
        self._want(changed(self.order, copied=True))

    def action_leave(self) -> None:
        """Stop waiting for the export that was ordered; if none was, leave without an answer."""
        self.progress.stop()
        if self.wanted is None:
            self.dismiss(None)
        else:
            self.wanted = None
            self._show(["Stopped: nothing was written."])

    def _want(self, order: Order) -> None:
        self.wanted = order
        if self.made is not None and self.made.order.asks_the_same_as(order):
            self.dismiss(Made(order, self.made.export))
        elif not self.under_way.asks_the_same_as(order) or self.progress.stopped:
            self._begin(order)

    def _begin(self, order: Order) -> None:
        """Have the export of an order made; what was being made is of no use any more."""
        self.progress.stop()
        self.made, self.under_way, self.progress = None, order, Progress()
        self._make(order, self.progress)

    @work(group="making", thread=True, exit_on_error=False)
    def _make(self, order: Order, progress: Progress) -> None:
        try:
            made: Export | str = self.make(order, progress)
        except Stopped:
            return
        except BriefreaderError as error:
            made = str(error)
        self.app.call_from_thread(self._is_made, order, progress, made)

    def _is_made(self, order: Order, progress: Progress, made: Export | str) -> None:
        """Show how it begins; answer, if it was waited for."""
        if progress is not self.progress or progress.stopped or not self.is_attached:
            return
        if isinstance(made, str):
            self.wanted = None
            progress.stop()
            self._show([made])
            return
        self.made = Made(order, made)
        if self.wanted is not None:
            self.dismiss(Made(self.wanted, made))
        else:
            self._show([*(f"! {loss}" for loss in made.losses), *beginning(made)])

    def _tell_progress(self) -> None:
        """How far it is, if it takes long enough to be asked."""
        progress = self.progress
        if self.made is None and progress.all and not progress.stopped:
            self._show([f"{progress.done:,} of {progress.all:,} passages. Escape stops."])

    def _show(self, lines: Iterable[str]) -> None:
        shown = Content("\n".join(wording.plain(line) for line in lines))
        self.query_one("#preview-text", Static).update(shown)


def beginning(made: Export) -> list[str]:
    """The first lines of an export; of an archive, of what a person can read in it."""
    try:
        text = made.content.decode("utf-8")
    except UnicodeDecodeError:
        text = readable(made.content)
    return text[:PREVIEW_AT_MOST].split("\n")
