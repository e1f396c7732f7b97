"""Paint: highlights laid flat, strips as wide as the pane, tints found among thousands."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations import Annotation, Codebook, Tag, Target
from briefreader.span import Span
from briefreader.tui.paint import flatten
from briefreader.tui.scrollmap import bins, thumb
from briefreader.tui.tints import Tints

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15), st.sampled_from("rgb")), max_size=10).map(
    lambda triples: sorted((Span(start, start + length), colour) for start, length, colour in triples)
)


@given(SPANS)
def test_flat_highlights_say_of_each_character_what_lies_on_it(spans):
    flat = flatten(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(flat))
    for at in range(60):
        here = [o.layer for o in flat if o.start <= at < o.end]
        wanted = sorted(colour for span, colour in spans if span.holds(at))
        assert [sorted(layer) for layer in here] == ([wanted] if wanted else [])


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_the_highlights_over_a_view_are_those_that_touch_it(spans, start, length):
    annotations = tuple(
        Annotation(str(n), "x", Target(span.start, span.end, ""), (colour,))
        for n, (span, colour) in enumerate(spans)
    )
    tints = Tints(annotations, Codebook(tuple(Tag(c, c.upper()) for c in "rgb")))
    view = Span(start, start + length)
    touching = [(span, colour.upper()) for span, colour in spans if span.overlaps(view)]
    assert sorted(tints.over(view)) == touching


@given(st.integers(1, 5000), st.integers(1, 60), st.data())
def test_the_map_shows_the_part_in_view(length, height, data):
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    part = thumb(Span(start, end), length, height)
    if (start, end) == (0, length):
        assert part.length == 0
    else:
        assert 0 <= part.start < part.end <= height
        assert start > 0 or part.start == 0
        assert end < length or part.end == height


@given(st.lists(st.integers(0, 999), max_size=20).map(sorted), st.integers(1, 50))
def test_every_highlight_is_on_the_map(starts, height):
    found = bins(starts, 1000, height)
    assert [row is not None for row in found] == [
        any(n * 1000 // height <= at < (n + 1) * 1000 // height for at in starts) for n in range(height)
    ]
