"""Places: where one was in each letter and how the screen looked, kept from one sitting to the next.

A small file of its own in the user's state folder: losing it costs a reader a moment and nothing else.
What a reader chose on purpose is `settings.py`; highlights are `store/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefreader import durable
from briefreader.values import changed, fields_of, frozen

SCHEMA = 1
LETTERS_AT_MOST = 500
"""Letters whose place is kept; those not opened for longest are forgotten first."""


@frozen
class Place:
    """Where one was in a letter, in code points of its text."""

    caret: int = 0
    top: int = 0
    """The first character that was on the screen."""

    far: int = 0
    """The furthest character that was ever on the screen: how far the letter has been read."""

    def share(self, length: int) -> float:
        """How much of a text of `length` code points has been read, from 0 to 1."""
        return min(1.0, self.far / length) if length else 0.0


@frozen
class Places:
    """All that is remembered. Letters are known by their file's full path."""

    letters: Mapping[str, Place] = MappingProxyType({})
    """In the order in which they were last left."""

    library: tuple[str, ...] = ()
    """The paths of the library that was open last."""

    last: str = ""
    """The letter that was open last."""

    sides: bool | None = None
    """Whether the side panes are shown; None leaves it to the width of the terminal."""

    highlights: bool | None = None
    """The same for the highlights pane."""

    export: Mapping[str, str] = MappingProxyType({})
    """What was chosen in the export dialog last, by the name of its field."""

    order: str = "file"
    """What the letters of the library pane are sorted by."""

    welcomed: bool = False
    """Whether the first five keys have been shown."""

    def of(self, path: Path | None) -> Place:
        """The place in that letter; its start if it was never opened."""
        return self.letters.get(_name(path), Place())

    def left(self, path: Path | None, place: Place) -> Places:
        """As they are once that letter was left at `place`."""
        name = _name(path)
        others = {key: value for key, value in self.letters.items() if key != name}
        kept = dict(list(others.items())[-(LETTERS_AT_MOST - 1) :])
        return changed(self, letters=MappingProxyType({**kept, name: place}), last=name)

    def last_of(self, paths: Mapping[str, Path]) -> str | None:
        """Which of the letters (id → path) was left last."""
        by_name = {_name(path): id for id, path in paths.items()}
        return next((by_name[name] for name in reversed(list(self.letters)) if name in by_name), None)


def _name(path: Path | None) -> str:
    return str(path.absolute()) if path else ""


def read(file: Path) -> Places:
    """What was remembered; nothing if the file is missing, damaged or of a later program."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        return _places(plain) if plain.get("schema") == SCHEMA else Places()
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return Places()


def _places(plain: Mapping[str, Any]) -> Places:
    letters = {
        str(name): Place(int(kept["caret"]), int(kept["top"]), int(kept["far"]))
        for name, kept in plain["letters"].items()
    }
    shown = {name: plain[name] if isinstance(plain[name], bool) else None for name in ("sides", "highlights")}
    return Places(
        letters=MappingProxyType(letters),
        library=tuple(str(path) for path in plain["library"]),
        last=str(plain["last"]),
        export=MappingProxyType({str(k): str(v) for k, v in plain.get("export", {}).items()}),
        order=str(plain.get("order", "file")),
        welcomed=bool(plain["welcomed"]),
        **shown,
    )


def write(file: Path, places: Places) -> None:
    """Remember them. Raises OSError."""
    plain = {
        "schema": SCHEMA,
        "last": places.last,
        "library": list(places.library),
        "sides": places.sides,
        "highlights": places.highlights,
        "export": dict(places.export),
        "order": places.order,
        "welcomed": places.welcomed,
        "letters": {
            name: {f: getattr(place, f) for f in fields_of(place)} for name, place in places.letters.items()
        },
    }
    durable.write_alone(file, (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode())
