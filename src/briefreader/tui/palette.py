"""Palette: the styles of the reading pane's layers, and how they are mixed.

Colours come from the theme by component classes; they are mixed so that text stays readable on whatever lies under
it. Which layer lies where is `dressing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from rich.style import Style as RichStyle
from textual.color import Color, ColorParseError
from textual.style import Style

from briefreader.colours import COLOURS

CONTRAST = 4.5
"""Contrast that text has on any ground: WCAG 2.2, success criterion 1.4.3."""

VISIBLE = 3.0
"""Contrast of signs that are no text, such as a tag's dot beside its name: the same, success criterion 1.4.11."""

STEPS = 12
"""In how many steps an ink goes all the way to black or white."""

SINGLE, OVERLAP = 0.34, 0.55
"""How much of a tag's colour goes into the ground under one highlight, and where several overlap."""

FAINTEST = 0.16
"""A tint is made no fainter than this to suit the theme's ink; after that the ink gives way."""

Layer = str | tuple[str, ...]
"""What lies on a stretch of text: the name of a component class without `reader--`, or the colours of highlights."""

PLAIN = MappingProxyType(
    {
        "sentence": Style(bold=True),
        "hit": Style(reverse=True, underline=True),
        "selection": Style(reverse=True),
        "caret": Style(reverse=True),
        "caret-away": Style(underline=True, bold=True),
        "label": Style(reverse=True, bold=True),
        "thumb": Style(reverse=True),
    }
)
"""What stands in for the layers that are grounds, where the terminal's colours are few or not known."""

CARET_IN_SELECTION = Style(reverse=False, underline=True, bold=True)
"""The caret of `PLAIN` where the ground is reversed already."""


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def _luminance(colour: Color) -> float:
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@lru_cache(maxsize=512)
def readable(ink: Color, ground: Color, least: float = CONTRAST) -> Color:
    """`ink`, as far towards black or white as it takes to be read on `ground`: one of them can be on any colour."""
    if contrast(ink, ground) >= least:
        return ink
    aim = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda other: contrast(other, ground))
    onward = (ink.blend(aim, step / STEPS) for step in range(1, STEPS))
    return next((moved for moved in onward if contrast(moved, ground) >= least), aim)


@lru_cache(maxsize=512)
def tint(ground: Color, ink: Color, colour: Color, share: float) -> Color:
    """`ground` with `share` of `colour` in it, or with less where `ink` could not be read on it."""
    mixed = ground.blend(colour, share)
    while contrast(ink, mixed) < CONTRAST and share > FAINTEST:
        share -= 0.02
        mixed = ground.blend(colour, share)
    return mixed


def parse(colour: str) -> Color:
    """A tag's colour: a name of `COLOURS` or `#rrggbb`; grey for anything else."""
    try:
        return Color.parse(COLOURS.get(colour, colour))
    except ColorParseError:
        return Color.parse(COLOURS["grey"])


def visible(colour: Color, ground: Color) -> Color:
    """The colour of a sign, as it can be seen on `ground`; as it is on a ground that only the terminal knows."""
    return colour if ground.ansi is not None else readable(colour, ground, VISIBLE)


class Palette:
    """Every style of the pane in one theme, mixed once and then looked up."""

    def __init__(self, ground: Color, ink: Color, named: Mapping[str, Style], few_colours: bool) -> None:
        self.ground = ground
        self.ink = ink
        self.unknown = ground.ansi is not None or ink.ansi is not None
        """The terminal's own colours are used, and nobody knows what they look like."""

        self.few_colours = few_colours or self.unknown
        self.named = {**named, **PLAIN} if self.few_colours else dict(named)
        self._bottom = Style(ground, ink)
        self._mixed: dict[tuple[Layer, ...], RichStyle] = {}
        self._signs: dict[tuple[str, tuple[Layer, ...]], RichStyle] = {}
        self.base = self.style(())
        """The style of text with nothing on it."""

    def style(self, layers: tuple[Layer, ...]) -> RichStyle:
        """The style of text with these layers on it, the lowest first."""
        mixed = self._mixed.get(layers)
        if mixed is None:
            mixed = self._mixed[layers] = self._mix(layers)
        return mixed

    def sign(self, colour: str, layers: tuple[Layer, ...] = ()) -> RichStyle:
        """The style of a sign in a tag's colour on these layers: of the gutter, of the scroll map."""
        known = self._signs.get((colour, layers))
        if known is None:
            under = self.style(layers)
            ground = Color.from_rich_color(under.bgcolor) if under.bgcolor else self.ground
            known = under + RichStyle(color=visible(parse(colour), ground).rich_color)
            self._signs[colour, layers] = known
        return known

    def _mix(self, layers: tuple[Layer, ...]) -> RichStyle:
        style = self._bottom
        for layer in layers:
            if not isinstance(layer, str):
                style += self._tint(layer)
            elif layer == "caret" and self.few_colours and style.reverse:
                style += CARET_IN_SELECTION
            else:
                style += self.named.get(layer, Style())
        ground, ink = style.background or self.ground, style.foreground or self.ink
        if self.unknown:
            return style.rich_style
        ink = ground + ink if ink.a < 1 else ink
        exempt = layers and layers[-1] in ("rule", "thumb", "hit-sign")
        return (style + Style(foreground=ink if exempt else readable(ink, ground))).rich_style

    def _tint(self, colours: tuple[str, ...]) -> Style:
        """The style of a stretch under highlights of these colours."""
        several = len(colours) > 1
        if self.few_colours:
            return Style(underline=True, italic=several or None)
        mixed = parse(colours[0])
        for number, colour in enumerate(colours[1:], start=2):
            mixed = mixed.blend(parse(colour), 1 / number)
        ground = tint(self.ground, self.ink, mixed, OVERLAP if several else SINGLE)
        return Style(ground, self.ink, underline=several or None)
