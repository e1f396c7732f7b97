"""The key page: every command with its keys, by topic, with a line to search in.

Made from the command table; a command picked here is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from briefreader import search
from briefreader.commands import COMMANDS, Command, shown
from briefreader.tui.dialogs.picker import Chooser
from briefreader.tui.panes.rows import Row

KEYS_WIDTH, KEYS_WIDTH_IF_NARROW = 14, 6
"""Cells for the keys before what they do; longer ones shift it."""

ROOMY = 80
"""Columns from which a terminal is not narrow."""


def key_rows(
    commands: Iterable[Command],
    keys: Mapping[str, Sequence[str]],
    query: str = "",
    width: int = KEYS_WIDTH,
) -> tuple[Row, ...]:
    """A row for each command that fits `query`, under its topic.

    `keys`: those in force, by command id; they get `width` cells.
    """
    rows: list[Row] = []
    for topic, group in groupby(commands, key=lambda command: command.topic):
        fitting = [c for c in group if _fits(query, c, keys.get(c.id, ()))]
        if fitting:
            rows.append(Row(f"# {topic}", ((topic, "heading"),), choosable=False))
        rows += [_row(command, keys.get(command.id, ()), width) for command in fitting]
    return tuple(rows)


def pressed(keys: Sequence[str]) -> str:
    """Keys as a person reads them: `j ↓`."""
    return "  ".join(shown(key) for key in keys)


def _row(command: Command, keys: Sequence[str], width: int) -> Row:
    return Row(command.id, ((f"  {pressed(keys):<{width}} ", "strong"), (command.title, "")))


def _fits(query: str, command: Command, keys: Sequence[str]) -> bool:
    if query in (shown(key) for key in keys):
        return True
    words = f"{command.title} {command.topic}"
    return all(search.find(words, word) for word in query.split())


class KeyPage(Chooser[str]):
    """All keys. The answer is the id of a command to carry out."""

    PLACEHOLDER = "Type a key or a word"
    HINTS = (("enter", "do it"), ("escape", "leave"))

    def __init__(self, keys: Mapping[str, Sequence[str]]) -> None:
        super().__init__("Keys")
        self.keys_in_force = keys

    def rows(self) -> Sequence[Row]:
        """The commands that fit what was typed."""
        width = KEYS_WIDTH if self.size.width >= ROOMY else KEYS_WIDTH_IF_NARROW
        return key_rows(COMMANDS, self.keys_in_force, self.query_text.strip(), width)

    def pick(self, id: str) -> None:
        """Answer with that command."""
        self.dismiss(id)
