"""Palette: text can be read on every layer in every theme, and layers are told apart without colours."""

from __future__ import annotations

import itertools

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from briefreader.colours import COLOURS
from briefreader.tui.layers import LAYERS, palette_of
from briefreader.tui.palette import CONTRAST, Palette, contrast, parse, readable, tint
from briefreader.tui.reader import Reader
from briefreader.tui.themes import OWN
from letters import letter

GROUNDS = ("sentence", "hit", "selection", "caret", "caret-away", "label")
INKS = ("heading", "quote", "note", "bullet", "marker", "citation", "link", "strong")


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield Reader()


def stacks():
    """What may lie on each other: an ink of the letter's own, one or two highlights, a ground."""
    tints = [
        (),
        *((colour,) for colour in COLOURS),
        *itertools.combinations(COLOURS, 2),
        ("#ff0000", "#00ff00"),
    ]
    for ink, colours, ground in itertools.product((None, *INKS), tints, (None, *GROUNDS)):
        yield tuple(layer for layer in (ink, colours, ground) if layer)


async def test_text_can_be_read_on_every_layer_in_every_theme():
    app = Alone()
    for theme in OWN:
        app.register_theme(theme)
    themes = app.available_themes
    assert set(BUILTIN_THEMES) < set(themes)
    async with app.run_test(size=(40, 6)) as pilot:
        reader = app.query_one(Reader)
        reader.show(letter("Een zin."))
        for name, theme in themes.items():
            app.theme = name
            await pilot.pause()
            palette = palette_of(reader)
            if palette.unknown:
                assert name.startswith("ansi")
                continue
            for stack in stacks():
                style = palette.style(stack)
                ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                assert contrast(ink, ground) >= CONTRAST, (name, theme.dark, stack)


@pytest.mark.parametrize(
    "colour", [Color(r, g, b) for r in (0, 119, 255) for g in (0, 119, 255) for b in (0, 119, 255)]
)
def test_black_or_white_can_be_read_on_any_colour(colour):
    assert contrast(readable(colour, colour), colour) >= CONTRAST


def test_a_tint_is_made_fainter_until_the_themes_ink_can_be_read():
    ground, ink = Color.parse("#121212"), Color.parse("#e0e0e0")
    for colour in COLOURS.values():
        assert contrast(ink, tint(ground, ink, Color.parse(colour), 0.34)) >= CONTRAST
        assert tint(ground, ink, Color.parse(colour), 0.34) != ground


def test_tints_of_different_tags_and_of_overlaps_differ():
    palette = Palette(Color.parse("#121212"), Color.parse("#e0e0e0"), {}, few_colours=False)
    one = [palette.style(((colour,),)).bgcolor for colour in COLOURS]
    two = [palette.style((pair,)).bgcolor for pair in itertools.combinations(COLOURS, 2)]
    assert len(set(one)) == len(one)
    assert not set(one) & set(two)


@pytest.mark.parametrize("ground", ["#000000", "#ffffff"])
def test_without_colours_layers_are_told_apart_by_attributes(ground):
    ink = Color.parse(ground).inverse
    palette = Palette(Color.parse(ground), ink, {}, few_colours=True)
    looks = {}
    for stack in (
        (),
        (("amber",),),
        (("amber", "sky"),),
        *((name,) for name in ("sentence", "hit", "selection", "label")),
    ):
        style = palette.style(stack)
        looks[stack] = (style.bold, style.underline, style.italic, style.reverse)
    assert len(set(looks.values())) == len(looks)
    caret = palette.style(("caret",)), palette.style(("selection", "caret"))
    assert caret[0].reverse and not caret[1].reverse


def test_a_colour_that_is_none_is_grey():
    assert parse("geen kleur") == parse("grey") == parse("") == Color.parse(COLOURS["grey"])


def test_every_layer_has_a_component_class():
    assert {f"reader--{name}" for name in LAYERS} == Reader.COMPONENT_CLASSES
