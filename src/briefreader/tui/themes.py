"""Themes: the program's own two sets of colours, beside all of Textual's.

Ink on paper and lamplight: little contrast between panes, so that the text stands out. Which is in force is
a setting.
"""

from __future__ import annotations

from textual.theme import Theme

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
        "block-cursor-background": "#2f3b49",
        "block-cursor-foreground": "#eae6dd",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#242930",
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
        "block-cursor-background": "#dde6ee",
        "block-cursor-foreground": "#1d1d1b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#ece8dd",
        "scrollbar": "#d3ccba",
        "scrollbar-background": "#fbf9f4",
    },
)

OWN = (DARK, LIGHT)

PLAIN = "ansi-dark"
"""The theme for terminals that are to show no colours (`NO_COLOR`): bold, dim and reverse tell things apart."""
