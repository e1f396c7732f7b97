"""Themes: the program's own two sets of colours, beside all of Textual's.

Ink on paper and lamplight: little contrast between panes, so that the text stands out. Which is in force is
a setting. How the letter's own layers are mixed is `palette.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

from briefreader.tui.palette import readable

DARK = Theme(
    name="briefreader-dark",
    primary="#8ab4d8",
    secondary="#9a8fbf",
    accent="#e0b15e",
    warning="#e0a458",
    error="#d9736b",
    success="#8fb573",
    foreground="#d8d4cc",
    background="#16181c",
    surface="#1b1e23",
    panel="#23272e",
    dark=True,
    variables={
        "border": "#4a5563",
        "border-blurred": "#2b3038",
        "cursor": "#2f3b49",
        "cursor-away": "#242930",
        "scrollbar": "#343b45",
        "scrollbar-background": "#16181c",
    },
)

LIGHT = Theme(
    name="briefreader-light",
    primary="#2f5d8a",
    secondary="#6a5a94",
    accent="#9a6700",
    warning="#9a6200",
    error="#a8322b",
    success="#4b6f2c",
    foreground="#2a2a28",
    background="#fbf9f4",
    surface="#f5f2ea",
    panel="#ebe6da",
    dark=False,
    variables={
        "border": "#a9a08c",
        "border-blurred": "#dcd6c7",
        "cursor": "#dde6ee",
        "cursor-away": "#ece8dd",
        "scrollbar": "#d3ccba",
        "scrollbar-background": "#fbf9f4",
    },
)

OWN = (DARK, LIGHT)

PLAIN = "ansi-dark"
"""The theme for terminals that are to show no colours (`NO_COLOR`): bold, dim and reverse tell things apart."""

QUIET = "$quiet $quiet-style"
"""The style of what is said beside the point, for words that are put together in the program."""

SHARE = 0.64
"""How much of the ink is in quiet words, where that can be read."""

INKS = tuple(f"text-{name}" for name in ("primary", "secondary", "accent", "warning", "error", "success"))

CURSOR = {"cursor": 0.28, "cursor-away": 0.12}
"""How much of a theme's first colour is in the ground of a list's cursor, in the list one is in and in others."""


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """A theme's variables, with a calm `cursor` for lists, `quiet` words, and inks that can be read on its grounds.

    Of colours that only the terminal knows nothing can be said: they stay, and what is quiet is dim.
    """
    names = ("foreground", "background", "surface", "primary")
    if any(variables[name].startswith("ansi") for name in names):
        plain = dict.fromkeys(("quiet", *CURSOR), "ansi_default")
        return {**plain, "quiet-style": "dim", **variables}
    ink, background, surface, primary = (Color.parse(variables[name]) for name in names)
    cursors = {name: background.blend(primary, share).hex for name, share in CURSOR.items()}
    known = {**cursors, "quiet-style": "not dim", **variables}
    inks = {name: Color.parse(variables[name]) for name in INKS}
    inks |= {"foreground": ink, "quiet": background.blend(ink, SHARE)}
    for ground in (surface, background, Color.parse(known["cursor"])):
        inks = {name: readable(one, ground) for name, one in inks.items()}
    return known | {name: one.hex for name, one in inks.items()}
