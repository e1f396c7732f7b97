"""The pen: a terminal shows the same as with every style said in full, for no more bytes."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefreader.tui.pen import OFF, Pen

COLOURS = st.sampled_from([None, "default", "red", "color(120)", "#e69f00", "#101820"])
FLAGS = st.sampled_from([None, True, False])
STYLES = st.lists(
    st.none()
    | st.builds(
        Style,
        color=COLOURS,
        bgcolor=COLOURS,
        bold=FLAGS,
        italic=FLAGS,
        underline=FLAGS,
        reverse=FLAGS,
        strike=FLAGS,
    ),
    min_size=1,
    max_size=5,
)
ROWS, COLUMNS = 6, 40
SYSTEMS = st.sampled_from([ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR])
CUTS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["a", "bc", "  ", "déf"])), max_size=8)


@st.composite
def screens(draw: st.DrawFn) -> list[tuple[int, int, list[Segment]]]:
    """Some lines at places of their own, in a few styles that come back."""
    styles = draw(STYLES)
    lines = draw(st.lists(CUTS, max_size=ROWS))
    return [
        (draw(st.integers(0, 5)), y, [Segment(text, styles[number % len(styles)]) for number, text in line])
        for y, line in enumerate(lines)
    ]


def shown(drawing: str) -> list[list[pyte.screens.Char]]:
    """The cells of a terminal that was sent this, and then one letter more."""
    screen = pyte.Screen(COLUMNS, ROWS + 1)
    pyte.Stream(screen).feed(f"{drawing}\x1b[{ROWS + 1};1Hx")
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS + 1)]


@given(screens(), SYSTEMS)
def test_a_terminal_shows_what_it_would_with_every_style_in_full(lines, system):
    console = Console(color_system="truecolor")
    console._color_system = system
    full = "".join(f"\x1b[{y + 1};{x + 1}H{Strip(line).render(console)}" for x, y, line in lines)
    pen = Pen(system)
    first, again = pen.drawn(lines), pen.drawn(lines)
    assert first == again
    assert shown(first) == shown(full)
    assert len(first) <= len(full) + len(OFF)


def test_a_link_goes_with_its_words_and_no_further():
    linked = Segment("here", Style(link="https://example.org"))
    drawn = Pen(ColorSystem.TRUECOLOR).drawn([(0, 0, [Segment("go "), linked, Segment(" now")])])
    assert drawn == f"\x1b[1;1Hgo \x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\{OFF} now{OFF}"
