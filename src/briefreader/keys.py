"""Keys: from keys pressed one after another to the command they mean, and what is wrong with a keymap.

The commands and their own keys are `commands.py`; what a command does is the screen's. There are no counts:
digits are the pinned tags.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from briefreader.commands import COMMANDS, Command, shown
from briefreader.values import frozen

Overrides = Mapping[str, str | Sequence[str]]
"""Keys by command id, as the settings have them: `"j, down"` or `["j", "down"]`; `[]` for none."""

KEYMAPS: Mapping[str, Overrides] = MappingProxyType(
    {
        "vim": {},
        "arrows": {
            "move.next-line": "down",
            "move.previous-line": "up",
            "move.next-character": "right",
            "move.previous-character": "left",
            "move.next-word": "ctrl+right",
            "move.previous-word": "ctrl+left",
            "move.next-paragraph": "ctrl+down, }",
            "move.previous-paragraph": "ctrl+up, {",
            "move.start": "ctrl+home",
            "move.end": "ctrl+end",
            "move.line-start": "home",
            "move.line-end": "end",
            "tag.delete": "d, delete",
            "tag.undo": "u, ctrl+z",
            "tag.redo": "ctrl+r, ctrl+y",
            "find.find": "/, ctrl+f",
            "find.next": "n, f3",
            "find.previous": "N, shift+f3",
            "out.copy": "y, ctrl+c",
            "screen.keys": "?, f1",
            "screen.quit": "q, ctrl+q",
        },
    }
)
"""The sets of keys that ship, as differences from the command table: `vim` is the table itself."""


# Names of keys

_NAMED = frozenset(
    [
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "insert",
        "delete",
        "backspace",
        "enter",
        "escape",
        "tab",
        "space",
    ]
) | frozenset(f"f{n}" for n in range(1, 25))

_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")

_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgdn": "pagedown",
    "pgup": "pageup",
    " ": "space",
    # Textual shortens some of Unicode's names.
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


def _sign_name(sign: str) -> str:
    """Textual's name of a printable character that is no letter or digit."""
    name = re.sub("[ -]", "_", unicodedata.name(sign, sign).lower())
    return _ALIASES.get(name, name)


_SIGN_NAMES = frozenset(_sign_name(chr(c)) for c in range(33, 127) if not chr(c).isalnum())


def named(key: str) -> str:
    """A key or sequence in Textual's names, however a person wrote it: `g g`, `?`, `Ctrl+F`, `pgdn`."""
    return " ".join(_one_named(part) for part in key.split()) or "space"


def _one_named(key: str) -> str:
    *modifiers, name = re.split(r"\+(?=.)", key)
    if len(name) == 1 and not name.isalnum():
        name = _sign_name(name)
    elif len(name) > 1 or modifiers:
        name = name.lower()
    name = _ALIASES.get(name, name)
    return "+".join((*(modifier.lower() for modifier in modifiers), name))


def _known(key: str) -> bool:
    *modifiers, name = key.split("+")
    right = name in _NAMED or name in _SIGN_NAMES or (len(name) == 1 and name.isalnum())
    return right and all(modifier in _MODIFIERS for modifier in modifiers)


def _keys_in(value: str | Sequence[str]) -> tuple[str, ...]:
    """The keys of one entry of the settings; a comma of its own is the key, not a separator."""
    parts = re.split(r"(?<=[^,\s])\s*,\s+|(?<=[^,\s]),(?=\S)", value) if isinstance(value, str) else value
    return tuple(named(part.strip()) for part in parts if part.strip())


def in_force(
    overrides: Overrides | None = None, keymap: str = "vim", commands: Sequence[Command] = COMMANDS
) -> dict[str, tuple[str, ...]]:
    """The keys of every command, by its id: the table's, changed by the keymap, changed by `overrides`."""
    changes = {**KEYMAPS.get(keymap, {}), **(overrides or {})}
    return {
        command.id: _keys_in(changes[command.id]) if command.id in changes else command.keys
        for command in commands
    }


# What is wrong


def check(
    overrides: Overrides, keymap: str = "vim", commands: Sequence[Command] = COMMANDS
) -> tuple[str, ...]:
    """Everything that is wrong with a keymap, a sentence each; empty if it can be used."""
    return (
        *_wrong_keymap(keymap),
        *_wrong_ids(overrides, commands),
        *_wrong_names(overrides),
        *_clashes(in_force(overrides, keymap, commands)),
    )


def _wrong_keymap(keymap: str) -> Iterator[str]:
    if keymap not in KEYMAPS:
        yield f"There is no keymap “{keymap}”; there are {' and '.join(f'“{name}”' for name in KEYMAPS)}."


def _wrong_ids(overrides: Overrides, commands: Sequence[Command]) -> Iterator[str]:
    ids = [command.id for command in commands]
    for id in overrides:
        if id not in ids:
            near = get_close_matches(id, ids, 1)
            hint = f"; did you mean “{near[0]}”?" if near else "; `briefreader keys` lists them."
            yield f"No command is called “{id}”{hint}"


def _wrong_names(overrides: Overrides) -> Iterator[str]:
    for id, value in overrides.items():
        for key in _keys_in(value):
            for part in key.split():
                if not _known(part):
                    near = get_close_matches(part.split("+")[-1], sorted(_NAMED | _SIGN_NAMES), 1)
                    hint = f"; did you mean “{near[0]}”?" if near else "."
                    yield f"“{id}”: no key is called “{part}”{hint}"


def _clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for id, own in keys.items():
        for key in own:
            other = owners.setdefault(key, id)
            if other != id:
                yield f"“{shown(key)}” is the key of both “{other}” and “{id}”."
    for key, id in owners.items():
        parts = key.split()
        for length in range(1, len(parts)):
            start = " ".join(parts[:length])
            if start in owners:
                yield f"“{shown(start)}” (“{owners[start]}”) hides “{shown(key)}” (“{id}”)."


# From keys to commands


@frozen
class Matched:
    """The keys mean a command."""

    command: Command


@frozen
class Pending:
    """The keys begin a sequence."""

    typed: tuple[str, ...]
    following: Mapping[str, str]
    """What may come next, each with the title of the command it leads to, or `…` if that needs more keys."""


@frozen
class Cancelled:
    """The keys mean nothing; a sequence that was begun is given up."""

    typed: tuple[str, ...]

    @property
    def waited(self) -> bool:
        """Whether a sequence had been begun."""
        return len(self.typed) > 1


_Node = dict[str, Any]  # key → Command, or a node of what may follow: a trie


class Keys:
    """A keymap, and what has been typed of a sequence.

    A keymap with problems is not to be used: see `check`.
    """

    def __init__(
        self,
        overrides: Overrides = MappingProxyType({}),
        keymap: str = "vim",
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        self.in_force = in_force(overrides, keymap, commands)
        self.typed: tuple[str, ...] = ()
        self._root: _Node = {}
        for command in commands:
            for key in self.in_force[command.id]:
                _plant(self._root, key.split(), command)
        self._at = self._root

    def feed(self, key: str) -> Matched | Pending | Cancelled:
        """What the keys typed so far and `key` (in Textual's names) mean. Escape gives up a sequence."""
        found = None if self.typed and key == "escape" else self._at.get(key)
        typed = (*self.typed, key)
        if isinstance(found, dict):
            self._at, self.typed = found, typed
            return Pending(typed, {k: v.title if isinstance(v, Command) else "…" for k, v in found.items()})
        self.forget()
        return Matched(found) if isinstance(found, Command) else Cancelled(typed)

    def forget(self) -> None:
        """Gives up a sequence that was begun."""
        self._at, self.typed = self._root, ()


def _plant(node: _Node, parts: Sequence[str], command: Command) -> None:
    for part in parts[:-1]:
        below = node.setdefault(part, {})
        if not isinstance(below, dict):
            return
        node = below
    node.setdefault(parts[-1], command)
