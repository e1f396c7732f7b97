"""Legible: in every theme with known colours, every word on the screen has the contrast that WCAG asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.color import Color
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader.tui.palette import CONTRAST, VISIBLE, contrast
from briefreader.tui.themes import OWN

THEMES = [name for name in (*BUILTIN_THEMES, *(theme.name for theme in OWN)) if not name.startswith("ansi")]

READING = ("O", *"sancties", "enter", *["right_parenthesis"] * 2)
MARKED = (*READING, "1", "right_parenthesis", "s", "s", "3", "escape", "p", "2", "escape")

SCENES: dict[str, tuple[str, ...]] = {
    "marked": MARKED,
    "sections": (*MARKED, "tab", "j"),
    "highlights": (*MARKED, "shift+tab", "j"),
    "hits, repairs": ("slash", *"f16", "enter", "r"),
    "hits in a list": ("slash", *"f16", "enter", "L"),
    "finding nothing": ("slash", *"geen zin"),
    "tagging": (*MARKED, "t", *"sa"),
    "codebook": (*MARKED, "C", "j"),
    "history": (*MARKED, "U"),
    "noting": (*READING, "1", "a", *"hm"),
    "exporting": (*READING, "e"),
    "keys": ("question_mark", *"tag"),
    "what may follow": ("g",),
}

EDGES = frozenset(" ─│╭╮╰╯▁▂▃▄▅▆▇█▔▊▎▕")
"""What draws frames, scroll bars and the scroll map: no words."""

SIGNS = frozenset("●○▌▐▸━")
"""What must be seen, but not read."""


def drawn(reader: Sitting) -> Iterator[tuple[str, Color, Color]]:
    """Everything written on the screen with its ink and ground; of a dialog only what is in its window."""
    screen = reader.app.screen
    frame = screen.query_one(".dialog").region if isinstance(screen, ModalScreen) else screen.region
    for y, strip in enumerate(screen._compositor.render_strips(reader.app.size)):
        if frame.y <= y < frame.bottom:
            for text, style, _ in strip.crop(frame.x, frame.right):
                if style is not None and style.color and style.bgcolor and set(text) - EDGES:
                    ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                    yield text, *((ground, ink) if style.reverse else (ink, ground))


@pytest.mark.parametrize("scene", SCENES)
async def test_every_word_can_be_read_in_every_theme(scene: str, tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(*SCENES[scene])
        for theme in THEMES:
            reader.app.theme = theme
            await reader.pilot.pause()
            words = list(drawn(reader))
            assert len(words) > 5
            for text, ink, ground in words:
                least = VISIBLE if set(text) <= SIGNS | EDGES else CONTRAST
                assert contrast(ink, ground) >= least, (theme, text, ink, ground)
