"""Laws of anchoring: a described passage is found again, and changes elsewhere do not move it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.anchoring import Fit, Found, describe, locate
from briefreader.span import Span

WORDS = st.sampled_from(
    [
        "de",
        "minister",
        "F-16",
        "F-16",
        "café",
        "cafe\u0301",
        "日本語",
        "שלום",
        "مرحبا",
        "€ 2,4",
        "👩‍👧",
        "—",
        "İ",
        "ß",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span in it that holds at least one character."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return text, Span(start, end)


@given(passages())
def test_a_described_passage_is_found_where_it_stands(passage: tuple[str, Span]) -> None:
    text, span = passage
    assert locate(text, describe(text, span)) == Found(span, Fit.EXACT)
