"""The export dialog: which highlights, in which form, into which file, with the beginning of what will be written.

Answers with an order; making the export and writing it is `actions/taking.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from briefreader.errors import BriefreaderError
from briefreader.exporters import FORMATS, GROUPS
from briefreader.exporters.request import Export
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog

PREVIEW_AT_MOST = 20_000
"""Characters of the export that are shown."""

SCOPES = (("letter", "this letter"), ("library", "all letters of the library"))
GROUP_WORDS = {"document": "by letter", "tag": "by tag", "section": "by section"}

Option = tuple[str, str]
"""A value and how it is shown."""


@dataclass(frozen=True, slots=True)
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
        """The label, and the value between arrows."""
        words = wording.plain(self.options[self.chosen][1])
        arrows = ("‹ ", " ›") if len(self.options) > 1 else ("  ", "")
        return Content.assemble((f"{self.label:<10}", "dim"), (arrows[0], "dim"), words, (arrows[1], "dim"))

    def action_turn(self, by: int) -> None:
        """Choose the next or previous value."""
        self.chosen = (self.chosen + by) % len(self.options)
        self.post_message(self.Changed())

    def on_click(self) -> None:
        """The next one."""
        self.action_turn(1)


class ExportDialog(Dialog[Order]):
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
        make: Callable[[Order], Export],
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
            yield Static(Content.assemble((f"{'File':<12}", "dim")))
            yield Input(self.last.get("file") or self._path_for("markdown"), compact=True, id="path")
        yield VerticalScroll(Static(id="preview-text"), id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Show what the first choice gives."""
        self._preview(self.order)

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
        self._preview(self.order)

    async def action_write(self) -> None:
        """Answer with the order."""
        await self.caught_up()
        if self.query_one("#path", Input).value.strip():
            self.dismiss(self.order)

    async def action_copy(self) -> None:
        """Answer with the order, for the clipboard."""
        await self.caught_up()
        self.dismiss(replace(self.order, copied=True))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _preview(self, order: Order) -> None:
        try:
            made = self.make(order)
            text = made.content[: 4 * PREVIEW_AT_MOST].decode("utf-8", "replace")[:PREVIEW_AT_MOST]
            words = "\n".join([*(f"! {loss}" for loss in made.losses), text] if made.losses else [text])
        except BriefreaderError as error:
            words = str(error)
        self.app.call_from_thread(self._show, words)

    def _show(self, words: str) -> None:
        lines = (wording.plain(line) for line in words.split("\n"))
        self.query_one("#preview-text", Static).update(Content("\n".join(lines)))
