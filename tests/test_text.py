"""Text: cleaning, folding, words, graphemes and the guess at a language."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import text as texts
from briefreader.languages import pack_for
from briefreader.text import (
    clean,
    count_words,
    fold,
    folded,
    grapheme_at,
    graphemes,
    guess_language,
    stretches,
    words,
)

CORPUS = Path(__file__).parent / "corpus" / "documents"

TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="aA1¹-‑– .,'’()é\u0301ßİﬁก็เाि्क世の\u200dé👩🏽🇳🇱각", max_size=40),
)


@given(TEXTS)
def test_clean_text_has_nothing_a_terminal_obeys_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned if c != "\n")


def test_clean_joins_line_ends_and_drops_turned_writing() -> None:
    assert (
        clean("a\r\nb\rc\u2028d\te\u202ef\x1b[31m\x00\u200bg e\u0301\ud800") == "a\nb\nc\nd ef[31mg é\ufffd"
    )


@pytest.mark.parametrize(
    "same",
    [
        ("F-16", "F‑16", "f16", "f–16"),
        ("Oekraïne", "OEKRAÏNE", "oekraine", "Oekrai\u0308ne"),
        ("Straße", "STRASSE"),
        ("F-16’s", "f16's"),
        ("wapens¹ en", "Wapens en"),
        ("minister-president", "ministerpresident", "minister\u00adpresident"),
        ("œuvre ﬁn Łódź", "oeuvre fin lodz"),
    ],
)
def test_these_fold_to_the_same(same: tuple[str, ...]) -> None:
    assert len({fold(text) for text in same}) == 1


def test_a_dash_between_spaces_is_kept() -> None:
    assert fold("steun – zegt – herstel- en VS") == "steun - zegt - herstel en vs"


@given(TEXTS)
def test_each_folded_character_knows_where_it_came_from(text: str) -> None:
    plain, offsets = folded(text)
    assert plain == fold(text)
    assert len(offsets) == len(plain) + 1 and offsets[-1] == len(text)
    assert all(one <= other for one, other in pairwise(offsets))
    for i, character in enumerate(plain):
        alone = fold(text[offsets[i]]) or "-"
        assert character in alone


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("F-16’s en CC's: herstel- en", ["F-16’s", "en", "CC's", "herstel-", "en"]),
        ("(semi-)overheden, -licenties motie(s)", ["(semi-)overheden", "-licenties", "motie(s)"]),
        ("3.8% of 70.000, 4,0 om 11:26", ["3.8%", "of", "70.000", "4,0", "om", "11:26"]),
        ("wapens¹, ‘EU’² maart/april", ["wapens", "EU", "maart", "april"]),
        ("C.C.J. Veldkamp c.a. 12 km²", ["C.C.J.", "Veldkamp", "c.a.", "12", "km²"]),
        ("VS-regering – (zie G7)", ["VS-regering", "zie", "G7"]),
        ("人权宣言。", ["人", "权", "宣", "言"]),
        ("世界人権の宣言", ["世界人権", "の", "宣言"]),
        ("สิทธิ มนุษย์ ๒๕", ["สิท", "ธิ", "ม", "นุษย์", "๒๕"]),
        ("सभी मनुष्यों को", ["सभी", "मनुष्यों", "को"]),
        ("يولد جميعُ الناس", ["يولد", "جميعُ", "الناس"]),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in words(text)] == wanted


@given(TEXTS)
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == len(words(text))


@given(
    st.lists(st.sampled_from(["Een zin.", "geen", "", "\n"]), max_size=30).map("\n\n".join),
    st.integers(1, 40),
)
def test_stretches_cover_a_text_and_are_cut_between_paragraphs(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "STRETCH", size)
        found = list(stretches(text))
    assert "".join(part.of(text) for part in found) == text
    assert all(part.of(text).endswith("\n\n") for part in found[:-1])


@given(TEXTS)
def test_words_are_apart_hold_every_letter_and_cut_no_mark_off(text: str) -> None:
    found = words(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {i for span in found for i in range(*span)}
    assert all(
        i in covered for i, c in enumerate(text) if unicodedata.category(c) in ("Ll", "Lu", "Lo", "Nd")
    )
    cut_off = [
        s for s in found if unicodedata.category(text[s.start]).startswith("M") and s.start - 1 in covered
    ]
    assert not cut_off


@given(TEXTS)
def test_graphemes_cover_the_text_once(text: str) -> None:
    found = list(graphemes(text))
    assert "".join(span.of(text) for span in found) == text
    assert all(span.length for span in found)


@pytest.mark.parametrize(
    "whole",
    [
        "é",
        "e\u0301",
        "👩🏽‍🚀",
        "🇳🇱",
        "की",
        "ที่",
        "กำ",
        "각",
        "\u1112\u1161\u11ab",
        "❤️",
        "1️⃣",
        "\r\n",
        "क्ष",
        "स्त्री",
        "স্ব",
        "ស្ត្រី",
        "က္ခ",
    ],
)
def test_a_grapheme_is_one(whole: str) -> None:
    text = f"a{whole}b"
    assert [span.of(text) for span in graphemes(text)] == ["a", whole, "b"]
    assert all(grapheme_at(text, i).of(text) == whole for i in range(1, 1 + len(whole)))


def test_two_flags_are_two_graphemes_and_the_end_of_a_text_is_none() -> None:
    assert [span.of("🇳🇱🇺🇦") for span in graphemes("🇳🇱🇺🇦")] == ["🇳🇱", "🇺🇦"]
    assert grapheme_at("ab", 2) == (2, 2)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("udhr-nld.html", "nl"), ("udhr-arb.html", "ar"), ("udhr-cmn_hans.html", "zh"), ("udhr-hin.html", "hi"),
        ("udhr-jpn.html", "ja"), ("udhr-tha.html", "th"), ("rfc1939.txt", "en"), ("de-ifg.md", "de"),
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_script_or_its_words(name: str, language: str) -> None:
    text = (CORPUS / name).read_text(encoding="utf-8")
    assert (
        guess_language(html.unescape(re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", " ", text))) == language
    )


@pytest.mark.parametrize("text", ["", "12345", "!!", "xyzzy plugh frotz"])
def test_what_tells_nothing_is_undetermined(text: str) -> None:
    assert guess_language(text) == "und"


@pytest.mark.parametrize(
    ("code", "pack"), [("nl", "nl"), ("nld", "nl"), ("nl-BE", "nl"), ("eng", "en"), ("sw", "und")]
)
def test_a_language_code_finds_its_pack(code: str, pack: str) -> None:
    assert pack_for(code).code == pack
