"""Chips: a tag's colour as a small mark beside its name.

How highlights are tinted in the letter is `paint.py`.
"""

from __future__ import annotations

from briefreader.annotations import Codebook
from briefreader.colours import rgb
from briefreader.tui.panes.rows import Part
from briefreader.tui.wording import plain


def colour(codebook: Codebook, tag: str | None) -> str:
    """The colour of the tag of that name, as `#rrggbb`; grey for none and for one without a usable colour."""
    found = codebook.get(tag) if tag else None
    return rgb(found.colour if found else "")


def bar(codebook: Codebook, tags: tuple[str, ...]) -> tuple[Part, ...]:
    """Two cells: a bar in the colour of the first tag, and a thinner one in that of the second if there is one."""
    first = ("▌", colour(codebook, tags[0] if tags else None))
    return (first, ("▎", colour(codebook, tags[1])) if len(tags) > 1 else (" ", ""))


def named(codebook: Codebook, tags: tuple[str, ...]) -> tuple[Part, ...]:
    """Tags with their chips: `● sanctions  ● F-16`."""
    parts: list[Part] = []
    for number, tag in enumerate(tags):
        parts += [("  " if number else "", ""), ("● ", colour(codebook, tag)), (plain(tag), "dim")]
    return tuple(parts)
