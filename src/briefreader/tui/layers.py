"""Layers: what can lie over the text of the reading pane, by name, and how each looks until a theme says otherwise.

How they are mixed is `palette.py`.
"""

from __future__ import annotations

from types import MappingProxyType

from textual.css.styles import RenderStyles
from textual.style import Style
from textual.widget import Widget

from briefreader.tui.palette import Palette

LAYERS = MappingProxyType(
    {
        "heading": "color: $text-primary; text-style: bold;",
        "quote": "text-style: italic;",
        "pre": "",
        "note": "color: $text-secondary;",
        "signature": "",
        "bullet": "color: $text-primary;",
        "rule": "color: $foreground 40%;",
        "emphasis": "text-style: italic;",
        "strong": "text-style: bold;",
        "marker": "color: $text-accent; text-style: bold;",
        "link": "text-style: underline;",
        "citation": "color: $text-accent; text-style: underline;",
        "sentence": "background: $foreground 8%;",
        "hit": "background: $warning; color: $background;",
        "selection": "background: $primary; color: $background;",
        "caret": "background: $foreground; color: $background;",
        "caret-away": "background: $foreground 40%;",
        "label": "background: $accent; color: $background; text-style: bold;",
        "thumb": "background: $foreground 20%;",
        "hit-sign": "color: $text-warning;",
    }
)
"""Each is the component class `reader--NAME`, for users' own style sheets; what the letter itself says comes first.

`rule` draws tables and quotations, `label` is for jumping, `thumb` and `hit-sign` are the scroll map's. Tints of
highlights are no classes: their colours are the tags'.
"""

COMPONENT_CLASSES = frozenset(f"reader--{name}" for name in LAYERS)

CSS = "".join(f"& .reader--{name} {{ {rules} }}\n" for name, rules in LAYERS.items() if rules)


def palette_of(widget: Widget) -> Palette:
    """The palette for the theme in force and the terminal's colours, as `widget` has them."""
    named = {name: _own_style(widget.get_component_styles(f"reader--{name}")) for name in LAYERS}
    _, _, ground, ink = widget.colors
    return Palette(ground, ink, named, _few_colours(widget))


def _few_colours(widget: Widget) -> bool:
    """Whether the terminal has no colours, or 16; without a terminal, for a picture, there are plenty."""
    app = widget.app
    return app.no_color or (not app.is_headless and app.console.color_system in (None, "standard"))


def _own_style(styles: RenderStyles) -> Style:
    """What a component class itself says, and nothing of the widget under it."""
    text = styles.text_style
    return Style(
        styles.background if styles.has_rule("background") else None,
        styles.color if styles.has_rule("color") else None,
        bold=text.bold,
        dim=text.dim,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
        strike=text.strike,
    )
