"""Cells: widths agree with what Textual counts, rows fit and lose nothing, nothing a terminal obeys is drawn."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from briefreader.layout import cells

ODD = st.sampled_from(
    [
        "é",
        "e\u0301",
        "한국",
        "👨\u200d👩\u200d👧",
        "🇳🇱",
        "❤\ufe0f",
        "שלום",
        "a\u200db",
        "\u0301",
        "ﬁ",
        "ก็",
        "स्त्र्य",
        "ស្ត្រី",
        "\u00ad",
        "—",
    ]
)
TEXTS = st.lists(
    st.one_of(st.text(st.characters(codec="utf-8"), max_size=8), ODD, st.just(" ")), max_size=30
).map("".join)


def test_every_character_held_for_narrow_takes_one_cell():
    kept = [chr(c) for c in range(0x11000) if cells.narrow(chr(c), 0, 1)]
    assert len(kept) > 1000
    assert [c for c in kept if get_character_cell_size(c) != 1 or unicodedata.category(c)[0] in "CM"] == []


@given(TEXTS)
def test_what_is_drawn_takes_the_cells_that_are_counted(text):
    assert cell_len(cells.drawable(text)) == cells.width_of(text, 0, len(text))
    assert sum(width for _, _, width in cells.characters(text, 0, len(text))) == cells.width_of(
        text, 0, len(text)
    )


@given(TEXTS)
def test_nothing_drawn_is_obeyed_by_a_terminal(text):
    drawn = cells.drawable(text)
    assert not any(unicodedata.category(c) == "Cc" for c in drawn)
    assert not set(drawn) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029"
    )


@given(TEXTS)
def test_characters_cover_the_text_one_after_another(text):
    found = list(cells.characters(text, 0, len(text)))
    assert "".join(text[start:end] for start, end, _ in found) == text


@given(TEXTS, st.integers(4, 30), st.integers(4, 30))
def test_rows_fit_and_lose_nothing_but_spaces(text, first, rest):
    rows = cells.wrap(text, 0, len(text), first, rest)
    for number, (start, end) in enumerate(rows):
        assert cells.width_of(text, start, end) <= (first if number == 0 else rest)
    gaps = [text[a:b] for (_, a), (b, _) in zip(rows, [*rows[1:], (len(text), 0)], strict=True)]
    assert rows[0][0] == 0
    assert all(set(gap) <= {" "} for gap in gaps)


@given(TEXTS)
def test_every_cell_leads_to_its_character_and_back(text):
    at = 0
    for start, _, width in cells.characters(text, 0, len(text)):
        assert cells.cell_at(text, 0, len(text), start) == at
        if width:
            assert {cells.offset_at(text, 0, len(text), at + n) for n in range(width)} == {start}
        at += width


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("een twee drie", 8, ["een twee", "drie"]),
        ("een twee drie", 7, ["een", "twee", "drie"]),
        ("schaduwvlootkapiteins", 8, ["schaduwv", "lootkapi", "teins"]),
        ("de F-16 vliegt", 7, ["de F-16", "vliegt"]),
        ("de\u00a0F-16 vliegt", 6, ["de\u00a0F-1", "6", "vliegt"]),
        ("한국어 텍스트", 7, ["한국어", "텍스트"]),
        ("한국어텍스트", 5, ["한국", "어텍", "스트"]),
        ("👨‍👩‍👧👨‍👩‍👧", 3, ["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("", 5, [""]),
    ],
)
def test_rows_end_at_spaces(text, width, rows):
    assert [text[start:end] for start, end in cells.wrap(text, 0, len(text), width, width)] == rows


def test_a_very_long_line_is_wrapped_whole():
    text = "woord é 한 " * 40_000
    rows = cells.wrap(text, 0, len(text), 80, 80)
    assert "".join(text[s:e] for s, e in rows).replace(" ", "") == text.replace(" ", "")
