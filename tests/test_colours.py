"""Colours of tags: a new one is far from those in use, for all eyes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations import Codebook, Tag
from briefreader.colours import COLOURS, distance, farthest, is_rgb, rgb
from briefreader.starter import STARTER

CODES = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(CODES, CODES)
def test_distance_is_the_same_both_ways_and_none_from_itself(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) >= distance(one, one) == 0


@given(st.lists(st.sampled_from(sorted(set(COLOURS) - {"grey"})), unique=True, max_size=7))
def test_a_free_colour_of_the_palette_comes_first(used: list[str]) -> None:
    new = farthest(used)
    assert new in COLOURS and new not in used
    free = set(COLOURS) - {"grey", *used}
    nearest = {name: min((distance(name, other) for other in used), default=1.0) for name in free}
    assert nearest[new] == max(nearest.values())


def test_twenty_tags_have_twenty_colours_that_stay_apart() -> None:
    book = STARTER
    for number in range(9):
        book = Codebook((*book.tags, Tag(f"new {number}", book.next_colour())))
    new = [tag.colour for tag in book.tags[-9:]]
    assert all(map(is_rgb, new)) and len(set(new)) == 9
    used = [tag.colour for tag in STARTER.tags]
    for index, colour in enumerate(new):
        assert min(distance(colour, other) for other in [*used, *new[:index]]) > 0.05


def test_what_is_no_colour_is_grey() -> None:
    assert rgb("geen kleur") == rgb("") == COLOURS["grey"] and rgb("sky") == COLOURS["sky"]
