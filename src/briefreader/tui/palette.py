"""Palette: the styles of the reading pane's layers, and how they are mixed.

Colours come from the theme by component classes; tints of tags are mixed so that the text on them stays readable.
Which layer lies where is `paint.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color, ColorParseError

from briefreader.annotations import COLOURS

CONTRAST = 4.5
"""Contrast that text needs on any tint: WCAG 2.2, success criterion 1.4.3."""

SINGLE, OVERLAP = 0.38, 0.62
"""How much of a tag's colour goes into the background, of one highlight and where several overlap."""

UNTAGGED = COLOURS["grey"]
"""What stands in for a colour that is none."""

Layer = str | tuple[str, ...]
"""What lies on a stretch of text: the name of a component class without `reader--`, or the colours of highlights."""


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def tint(background: Color, colour: Color, share: float) -> tuple[Color, Color]:
    """`background` with `share` of `colour` in it, and black or white for the text on it.

    The share is lowered until the better of the two has enough contrast: there always is such a share, since one
    of them has it on any colour that is not a middling grey.
    """
    light, dark = Color(255, 255, 255), Color(0, 0, 0)
    while True:
        mixed = background.blend(colour, share)
        text = max((light, dark), key=lambda ink: contrast(ink, mixed))
        if contrast(text, mixed) >= CONTRAST or share <= 0.05:
            return mixed, text
        share -= 0.05


def parse(colour: str) -> Color:
    """A tag's colour: a name of `COLOURS` or `#rrggbb`; grey for anything else."""
    try:
        return Color.parse(COLOURS.get(colour, colour) or UNTAGGED)
    except ColorParseError:
        return Color.parse(UNTAGGED)


class Palette:
    """Every style of the pane in one theme, mixed once and then looked up."""

    def __init__(
        self, base: Style, background: Color, ink: Color, named: Mapping[str, Style], few_colours: bool
    ) -> None:
        self.base = base
        self.background = background
        self.ink = ink
        self.named = named
        self.few_colours = few_colours or background.ansi is not None
        """The terminal cannot show tints, or its own colours are not known: signs and underlines stand in."""

        self._mixed: dict[tuple[Layer, ...], Style] = {}

    def style(self, layers: tuple[Layer, ...]) -> Style:
        """The style of text with these layers on it, the lowest first."""
        if not layers:
            return self.base
        mixed = self._mixed.get(layers)
        if mixed is None:
            mixed = self.base
            for layer in layers:
                mixed += self.named.get(layer, Style.null()) if isinstance(layer, str) else self._tint(layer)
            self._mixed[layers] = mixed
        return mixed

    def gutter(self, colour: str) -> Style:
        """The style of the sign in the gutter for a highlight of that colour."""
        return self.base + self.ink_of(colour)

    def ink_of(self, colour: str) -> Style:
        """A tag's colour as ink, for signs."""
        return Style(color=parse(colour).rich_color)

    def _tint(self, colours: tuple[str, ...]) -> Style:
        """The style of a stretch under highlights of these colours."""
        several = len(colours) > 1
        if self.few_colours:
            return Style(underline=True, bold=several or None)
        mixed = parse(colours[0])
        for number, colour in enumerate(colours[1:], start=2):
            mixed = mixed.blend(parse(colour), 1 / number)
        tinted, text = tint(self.background, mixed, OVERLAP if several else SINGLE)
        ink = self.ink if contrast(self.ink, tinted) >= CONTRAST else text
        return Style(color=ink.rich_color, bgcolor=tinted.rich_color, underline=several or None)
