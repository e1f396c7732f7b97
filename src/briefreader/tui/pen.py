"""Pen: strips as a terminal takes them, in few bytes: from one style to the next only what differs between the two.

Textual says all of a style before each stretch of text and takes all of it back after it. What is drawn where is
`redraw.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.strip import Strip

Patch = tuple[int, int, Strip]
"""The column and the row of the screen where a strip begins, and the strip."""

PLAIN, DEFAULT = Style.null(), Color.default()
OFF = "\x1b[m"
"""Back to a terminal's own looks, in which a drawing begins and ends."""


def drawn(patches: Iterable[Patch], colours: ColorSystem) -> str:
    """What draws the strips where they belong."""
    parts: list[str] = []
    held: Style | None = None
    link: str | None = None
    for x, y, strip in patches:
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        for text, style, _ in strip:
            if style is not held:
                parts.append(_turn(held, style, colours))
                held, link = style, style.link if style else None
            parts.append(f"{_LINK}{link}\x1b\\{text}{_LINK}\x1b\\" if link else text)
    return "".join((*parts, OFF))


_LINK = "\x1b]8;;"


@lru_cache(maxsize=4096)
def _turn(held: Style | None, wanted: Style | None, colours: ColorSystem) -> str:
    """What makes a terminal that writes in one style write in the other."""
    before, after = held or PLAIN, wanted or PLAIN
    has, needs = (Strip.render_ansi(style.without_color, colours) for style in (before, after))
    ink, ground = before.color, before.bgcolor
    codes: list[str] = []
    if has and has != needs:  # to take attributes back one by one takes no fewer bytes
        codes, has, ink, ground = ["0"], "", None, None
    if needs != has:
        codes.append(needs)
    if ink != after.color:
        codes += _codes(after.color or DEFAULT, colours, foreground=True)
    if ground != after.bgcolor:
        codes += _codes(after.bgcolor or DEFAULT, colours, foreground=False)
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _codes(colour: Color, colours: ColorSystem, foreground: bool) -> tuple[str, ...]:
    return colour.downgrade(colours).get_ansi_codes(foreground)
