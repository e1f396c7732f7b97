"""Differences: both passages come back whole, and what is marked is what the other lacks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.anchoring.differences import WORDS_AT_MOST, differences

WORDED = st.lists(st.sampled_from("de vloot van schepen, €. é".split(" ")), max_size=12).map(" ".join)


@given(WORDED, WORDED)
def test_put_together_again_each_is_what_it_was_and_the_rest_is_the_same(old: str, new: str):
    left, right = differences(old, new)
    assert ("".join(text for text, _ in left), "".join(text for text, _ in right)) == (old, new)
    same = ["".join(text for text, differs in side if not differs) for side in (left, right)]
    assert same[0] == same[1]
    assert (old == new) == (not any(differs for side in (left, right) for _, differs in side))


def test_a_word_is_marked_whole():
    left, right = differences("drie grote schepen", "vier grote schepen")
    assert [text for text, differs in left if differs] == ["drie"]
    assert [text for text, differs in right if differs] == ["vier"]


def test_what_is_too_long_is_shown_as_it_is():
    long = "woord " * WORDS_AT_MOST
    assert differences(long, "kort") == (((long, False),), (("kort", False),))
