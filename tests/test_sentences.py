"""Sentences and clauses: the golden cases, the hand-cut letters, and what holds for any text."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.sentences import clauses, sentences
from briefreader.span import Span

HERE = Path(__file__).parent
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
GLUED = re.compile(r"(?<=[^\W\d]|[.)%!?])\d{1,2}(?=[\s.,;:]|$)")

PIECES = "nr._|c.a._|A._|Het_|het_|3.8|.|¹_|.12_|_|\n|\n\n|”|(|)_|。|ก_|?!_|…_|jl._|1._|,_|:_|_–_|é".replace(
    "_", " "
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map("".join)
)


def cases() -> list[tuple[str, str]]:
    lines = (HERE / "golden" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, marked.replace("\\n", "\n")) for language, marked in pairs]


@pytest.mark.parametrize(("language", "marked"), cases())
def test_a_sentence_ends_where_the_golden_file_says(language: str, marked: str) -> None:
    wanted = [part.strip() for part in marked.split("|")]
    text = marked.replace("| ", "").replace("|", "")
    assert [span.of(text) for span in sentences(text, language)] == wanted


@pytest.mark.parametrize("letter", ["000_7f05fd73837fd489", "001_671add3b8e333da5"])
@pytest.mark.parametrize("markers", ["glued", "superscript"])
def test_every_sentence_of_the_letters_is_cut_as_by_hand(letter: str, markers: str) -> None:
    lines = (HERE / "corpus" / "sentences" / f"{letter}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    assert len(rows) > 100
    for _, group in groupby(rows, key=lambda row: row[0]):
        wanted = [sentence for _, sentence in group]
        if markers == "superscript":
            wanted = [
                GLUED.sub(lambda match: match[0].translate(SUPERSCRIPTS), sentence) for sentence in wanted
            ]
        text = " ".join(wanted)
        assert [span.of(text) for span in sentences(text, "nl")] == wanted


@given(TEXTS, st.sampled_from(["nl", "en", "und"]))
def test_sentences_hold_every_character_once(text: str, language: str) -> None:
    found = sentences(text, language)
    covered = {i for span in found for i in range(*span)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Rusland, dat doorgaat, wint 4,0%: niets.", ["Rusland", "dat doorgaat", "wint 4,0%", "niets."]),
        (
            "Steun – zo is gebleken – helpt; om 11:26 ook.",
            ["Steun", "zo is gebleken", "helpt", "om 11:26 ook."],
        ),
        ("De EU (en Kallas) en (semi-)overheden.", ["De EU", "en Kallas", "en (semi-)overheden."]),
        ("De VN-resolutie en herstel- en wederopbouw.", ["De VN-resolutie en herstel- en wederopbouw."]),
        ("人人生而自由，在尊严上平等。", ["人人生而自由", "在尊严上平等。"]),
    ],
)
def test_clauses_lie_between_commas_dashes_and_brackets(sentence: str, wanted: list[str]) -> None:
    assert [span.of(sentence) for span in clauses(sentence, Span(0, len(sentence)))] == wanted


@given(TEXTS)
def test_clauses_stay_inside_in_order(text: str) -> None:
    for sentence in sentences(text):
        found = clauses(text, sentence)
        assert all(sentence.covers(clause) and clause.of(text).strip() == clause.of(text) for clause in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
