"""Search: what a query finds, by examples, laws and patterns that would never end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import search
from briefreader.errors import BriefreaderError
from briefreader.search import Hit, find, in_context
from briefreader.span import Span
from briefreader.text import fold

LETTER = (
    "De F‑16’s en F16; de VS-regering en de VS regering. Oekraïne¹ steunt, STRASSE en Straße; sanctiepakketten "
    "en sancties. Anti-drone. “Ja”, zei hij."
)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("f16", ["F‑16", "F16"]),
        ("F-16", ["F‑16", "F16"]),
        ("F-", ["F", "F"]),
        ("vs regering", ["VS-regering", "VS regering"]),
        ("VS-regering", ["VS-regering", "VS regering"]),
        ("OEKRAINE", ["Oekraïne"]),
        ("oekraïne steunt", ["Oekraïne¹ steunt"]),
        ("strasse", ["STRASSE", "Straße"]),
        ("straße", ["STRASSE", "Straße"]),
        ("sanctie", ["sanctie", "sanctie"]),
        ('"ja"', ["“Ja”"]),
        ("F-16's", ["F‑16’s"]),
        ("idr", []),
        ("de  f16", ["De F‑16"]),
        ("den", []),
        ("", []),
        (" - ", []),
    ],
)
def test_a_plain_query_finds_what_folds_to_the_same(query: str, hits: list[str]) -> None:
    assert [span.of(LETTER) for span in find(LETTER, query)] == hits


@pytest.mark.parametrize(
    ("query", "hits"),
    [("regering", 2), ("sanctie", 0), ("sancties", 1), ("oekraine", 1), ("F-16's", 1), ("f16", 1 + 1)],
)
def test_whole_words_end_at_hyphens_and_markers(query: str, hits: int) -> None:
    assert len(find(LETTER, query, whole_words=True)) == hits


def test_a_regular_expression_disregards_case() -> None:
    assert [s.of(LETTER) for s in find(LETTER, r"sanctie\w*", regex=True)] == ["sanctiepakketten", "sancties"]
    assert [s.of(LETTER) for s in find(LETTER, "vs|en", regex=True, whole_words=True)] == [
        "en",
        "VS",
        "en",
        "VS",
        "en",
        "en",
    ]
    assert find(LETTER, "x*", regex=True) == ()


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "(?P<a", "a{2,1}", "\\"])
def test_a_bad_pattern_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(BriefreaderError, match="not a regular expression"):
        find(LETTER, pattern, regex=True)


def test_a_pattern_that_would_never_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PATIENCE", 0.05)
    with pytest.raises(BriefreaderError, match="too long"):
        find("woord " * 5000 + "!", r"(\w+\s?)+$", regex=True)


PIECES = "sanctie|F-16|f16|É|ß|ss|a-b|–|¹| |.|(|ﬁ|世|ก็"
WORDS = st.lists(st.sampled_from(PIECES.split("|")), max_size=12)


@given(WORDS.map("".join), WORDS.map("".join))
def test_every_hit_folds_to_the_query(text: str, query: str) -> None:
    def bare(words: str) -> str:
        return fold(words).replace(" ", "").replace("-", "")

    found = find(text, query)
    assert all(bare(span.of(text)) == bare(query) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(
    st.text(alphabet="abAé ï.", max_size=20),
    st.text(alphabet="abAé ï.", max_size=20),
    st.text(alphabet="abAéï", min_size=1, max_size=8),
)
def test_what_is_there_is_found(before: str, after: str, wanted: str) -> None:
    text = before + wanted + after
    assert any(span.start <= len(before) < span.end for span in find(text, wanted.swapcase()))


def test_many_texts_are_searched_one_after_another() -> None:
    texts = (text for text in [("a", "Steun."), ("b", "niets"), ("c", "steun, STEUN")])
    assert list(search.search(texts, "steun")) == [
        Hit("a", Span(0, 5)), Hit("c", Span(0, 5)), Hit("c", Span(7, 12)),
    ]  # fmt: skip


def test_a_hit_is_shown_between_whole_words_on_one_line() -> None:
    text = "Een lange inleiding\n\nmet de gezochte woorden in het midden daarvan."
    span = Span(text.index("gezochte"), text.index(" in het"))
    assert in_context(text, span, 12, 12) == ("met de ", "gezochte woorden", " in het…")
    assert in_context(text, Span(0, 3), 100).before == ""


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 30))
def test_context_holds_no_line_break_and_is_no_wider_than_asked(
    text: str, a: int, b: int, width: int
) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    context = in_context(text, Span(start, end), width, width)
    assert not any("\n" in part for part in context)
    assert max(len(context.before), len(context.after)) <= width


@given(st.text("ab \n", max_size=60), st.integers(0, 60), st.integers(2, 30))
def test_context_ends_between_words_and_says_what_is_left_out(text: str, at: int, width: int) -> None:
    span = Span(min(at, len(text)), min(at, len(text)))
    _, _, after = in_context(text, span, width, width)
    line = text[span.start :].partition("\n")[0]
    shown = after.removesuffix("…")
    assert " ".join(line.split()).startswith(" ".join(shown.split()))
    if after != shown:
        rest = line[len(shown) :]
        assert len(line) > width and (" " not in shown.strip() or rest.startswith(" "))


@given(st.text("ab é-‑\n", max_size=60), st.text("abe -", min_size=1, max_size=4), st.integers(1, 9))
def test_looking_piece_by_piece_finds_the_same(text: str, query: str, piece: int) -> None:
    whole = search.find(text, query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_ONCE", piece)
        assert search.find(text, query) == whole


# In long texts

spellings = st.sampled_from(
    ["F-16", "f16", "F‑16", "Oekraïne", "oekraine", "OEKRAÏNE¹", "straße", "STRASSE", "en", ".", "x"]
)
passages = st.lists(spellings, max_size=40).map(" ".join)


@given(passages, spellings, st.integers(0, 200), st.booleans())
def test_the_hit_that_is_found_at_once_is_one_of_all(text: str, query: str, start: int, whole: bool) -> None:
    near = search.Nearest(text, start).find(query, whole_words=whole)
    every = find(text, query, whole_words=whole)
    spelled = [hit for hit in every if query.lower() in hit.of(text).lower()]
    assert near is None or near in every
    assert near is not None or not spelled
    later = [hit for hit in spelled if hit.start >= start]
    assert not later or near is None or (near.end > start and near.start <= later[0].start)


@given(passages, st.lists(spellings, max_size=3), st.integers(0, 200), st.integers(1, 30), st.data())
def test_what_is_typed_letter_by_letter_is_found_as_if_it_came_at_once(
    text: str, queries: list[str], start: int, unheard: int, data: st.DataObject
) -> None:
    typed = search.Nearest(text, start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "UNHEARD", unheard)
        for query in queries:
            for end in range(1, len(query) + 1):
                letters, whole = query[:end], data.draw(st.booleans())
                stopped = iter([*[False] * data.draw(st.integers(0, 9)), *[True] * 999]).__next__
                given_up = typed.find(letters, whole_words=whole, stopped=stopped)
                at_once = search.Nearest(text, start).find(letters, whole_words=whole)
                assert given_up is None or given_up == at_once
                assert typed.find(letters, whole_words=whole) == at_once


@given(passages, spellings, st.integers(1, 30))
def test_it_does_not_matter_in_which_turns_a_text_is_searched(text: str, query: str, turn: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_ONCE", turn)
        in_turns = find(text, query)
    assert in_turns == find(text, query)


def test_a_search_that_nobody_waits_for_ends() -> None:
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 5

    assert len(find("en " * 1000, "en", stopped=stopped)) < 5
