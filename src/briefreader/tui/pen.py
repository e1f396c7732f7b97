"""Pen: lines as a terminal takes them, in few bytes: from one style to the next only what differs between the two.

Textual says all of a style before each stretch of text and takes all of it back after it. What is drawn where is
`redraw.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.strip import Strip

Part = tuple[str, Style | None, object]
"""Text with its style, as in Rich's segments, of which each is such a tuple; the last is of no use here."""

Patch = tuple[int, int, Iterable[Part]]
"""The column and the row of the screen where a line begins, and the line: a strip, or its bare parts."""

Turn = tuple[str, str | None, Style | None, Style | None]
"""What changes one style to another, the link of that, and both of them."""

MOST = 4096
"""Ways from one style to another that are remembered."""

PLAIN, DEFAULT = Style.null(), Color.default()
OFF = "\x1b[m"
"""Back to a terminal's own looks, in which a drawing begins and ends."""

_LINK = "\x1b]8;;"


class Pen:
    """Draws for a terminal that has these colours."""

    def __init__(self, colours: ColorSystem) -> None:
        self.colours = colours
        self._turns: dict[tuple[int, int], Turn] = {}
        """By what the two styles are, not by what they say, which takes longer to compare; so they are kept, too."""

    def drawn(self, patches: Iterable[Patch]) -> str:
        """What draws the lines where they belong."""
        parts: list[str] = []
        held: Style | None = None
        link: str | None = None
        for x, y, line in patches:
            parts.append(f"\x1b[{y + 1};{x + 1}H")
            for text, style, _ in line:
                if style is not held:
                    known = self._turns.get((id(held), id(style)))
                    turn, link, _, _ = known or self._learn(held, style)
                    parts.append(turn)
                    held = style
                parts.append(f"{_LINK}{link}\x1b\\{text}{_LINK}\x1b\\" if link else text)
        return "".join((*parts, OFF))

    def _learn(self, held: Style | None, wanted: Style | None) -> Turn:
        if len(self._turns) >= MOST:
            self._turns.clear()
        before, after = held or PLAIN, wanted or PLAIN
        turn = _turn(before, after, self.colours), after.link, held, wanted
        self._turns[id(held), id(wanted)] = turn
        return turn


def _turn(before: Style, after: Style, colours: ColorSystem) -> str:
    """What makes a terminal that writes in one style write in the other."""
    if after == PLAIN:
        return OFF if before != PLAIN else ""
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
