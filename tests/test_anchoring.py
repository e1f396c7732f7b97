"""Laws of anchoring: a passage stays on its words, whatever happens elsewhere; and cases of what happens to it."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.anchoring import carry, carry_annotations, describe, locate, locate_all
from briefreader.anchoring.passages import Found
from briefreader.annotations import Annotation, Fit, Target
from briefreader.span import Span

HERE = Path(__file__).parent
LETTER = (HERE / "corpus" / "seeds" / "001_671add3b8e333da5.txt").read_text("utf-8")

WORDS = st.sampled_from(
    [
        "de",
        "het",
        "van",
        "minister",
        "F-16",
        "F-16",
        "Oekraïne",
        "café",
        "café",
        "日本語",
        "ข้อ",
        "שלום",
        "مرحبا",
        "€",
        "2,4",
        "👩\u200d👧",
        "—",
        "…",
        "“zo”",
        "İ",
        "ß",
        "eﬃciënt",
        "Kamer",
    ]
)
TOKENS = st.lists(WORDS, min_size=1, max_size=60)
SPACE = st.sampled_from([" ", "  ", "\n", "\u00a0", "\t", " \n", "\r\n", "\n\n"])


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span in it that holds at least one character."""
    text = " ".join(draw(TOKENS))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def set_twice(draw: st.DrawFn) -> tuple[str, str, Span, Span]:
    """The same words with different white space, and one run of words in both."""
    tokens = draw(TOKENS)
    first = draw(st.integers(0, len(tokens) - 1))
    last = draw(st.integers(first, len(tokens) - 1))
    texts, spans = [], []
    for _ in range(2):
        text, starts = "", []
        for token in tokens:
            text += draw(SPACE) if text else ""
            starts.append(len(text))
            text += token
        texts.append(text)
        spans.append(Span(starts[first], starts[last] + len(tokens[last])))
    return texts[0], texts[1], spans[0], spans[1]


@given(passages())
def test_a_described_passage_is_found_where_it_stands(passage: tuple[str, Span]) -> None:
    text, span = passage
    assert locate(text, describe(text, span)) == Found(span, Fit.EXACT)


@given(passages())
def test_carrying_to_the_same_text_changes_nothing(passage: tuple[str, Span]) -> None:
    text, span = passage
    assert carry(text, text, [span]) == (Found(span, Fit.EXACT),)


@given(set_twice())
def test_white_space_moves_no_passage_off_its_words(case: tuple[str, str, Span, Span]) -> None:
    old, new, span, expected = case
    (found,) = carry(old, new, [span])
    assert found is not None
    assert found.span == expected


@given(set_twice(), st.sampled_from(["NFC", "NFD"]))
def test_composed_or_not_a_passage_keeps_its_words(case: tuple[str, str, Span, Span], form: str) -> None:
    old, _, span, _ = case
    before, passage = (
        unicodedata.normalize(form, old[: span.start]),
        unicodedata.normalize(form, span.of(old)),
    )
    new = before + passage + unicodedata.normalize(form, old[span.end :])
    (found,) = carry(old, new, [span])
    assert found is not None
    assert found.span.of(new) == passage


@given(st.data())
@settings(max_examples=50)
def test_what_is_put_in_elsewhere_changes_neither_words_nor_order(data: st.DataObject) -> None:
    sentences = sorted(set(LETTER.split("\n")) - {""}, key=LETTER.index)[20:60]
    at = data.draw(st.integers(0, len(sentences)))
    put_in = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=3))
    old = "\n\n".join(sentences)
    new = "\n\n".join([*sentences[:at], " ".join(reversed(put_in)) + " Nieuw.", *sentences[at:]])
    spans = [Span(old.index(sentence), old.index(sentence) + len(sentence)) for sentence in sentences]
    found = [place for place in carry(old, new, spans) if place]
    assert [place.span.of(new) for place in found] == sentences
    assert all(one.span.start < other.span.start for one, other in pairwise(found))


@given(st.text(max_size=80), st.text(max_size=80), st.data())
def test_every_place_found_lies_in_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    for found in (*carry(old, new, [span]), locate(new, describe(old, span))):
        assert found is None or 0 <= found.span.start <= found.span.end <= len(new)


LETTERS_WORDS = LETTER[4000:9000].split()


@given(st.data())
@settings(max_examples=60)
def test_however_words_are_edited_places_lie_in_the_text(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(LETTERS_WORDS) - 120))
    words = LETTERS_WORDS[at : at + 120]
    old, new = " ".join(words), list(words)
    for index in data.draw(st.lists(st.integers(0, len(words) - 1), max_size=40)):
        new[index] = data.draw(
            st.sampled_from(["", "vredeskwestie", new[index] + " nu", new[index][1:], "o" + new[index]])
        )
    changed = " ".join(new)
    ends = [len(" ".join(words[:index])) for index in range(len(words) + 1)]
    spans = [Span(ends[i] + (i > 0), ends[j]) for i, j in pairwise(range(0, len(ends), 3))]
    targets = [describe(old, span) for span in spans]
    for found in (*carry(old, changed, spans), *locate_all(changed, targets)):
        assert found is None or (0 <= found.span.start < found.span.end <= len(changed))


def test_words_that_change_places_at_its_start_leave_a_passage_findable() -> None:
    old = "Zo geeft NIS24 (Network and Information Security Directive) aan dat «state of the art» encryptie moet."
    new = "Zo geeft NIS24 (Network and geheime Security informatiecommissie) «state  the art» encryptie moet."
    (found,) = carry(old, new, [Span(old.index("Security"), old.index(" moet"))])
    assert found is not None
    assert found.span.of(new).endswith("«state  the art» encryptie")


def test_a_letter_wrapped_anew_keeps_every_line() -> None:
    lines = [line for line in LETTER.split("\n") if line.strip()]
    old = "\n\n".join(lines)
    new = "\n\n".join(textwrap.fill(line, 50, break_on_hyphens=False) for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 2)
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    places = carry(old, new, spans)
    assert [p and (" ".join(p.span.of(new).split()), p.status) for p in places] == [
        (" ".join(line.split()), Fit.EXACT) for line in lines
    ]


def test_nothing_of_one_letter_is_found_in_another() -> None:
    other = (HERE / "corpus" / "documents" / "udhr-nld.txt").read_text("utf-8")
    spans = [Span(at, at + 40) for at in range(1000, len(LETTER) - 40, 400)]
    assert set(carry(LETTER, other, spans)) == {None}
    assert set(locate_all(other, [describe(LETTER, span) for span in spans])) == {None}


# ---- cases


def _cases() -> list[tuple[str, str, str, str]]:
    """(name, old, new, status) of each case in the golden file."""
    text = (HERE / "golden" / "anchoring.txt").read_text("utf-8")
    blocks = [block.split("\n") for block in text.strip().split("\n\n") if not block.startswith("#")]
    return [
        (block[0], *(line[2:].replace("\\n", "\n") for line in [*block[1:], "= "][:3]))  # type: ignore[misc]
        for block in blocks
    ]


def _marked(text: str) -> tuple[str, Span | None]:
    """The text without its brackets, and what was between them."""
    if "[" not in text:
        return text, None
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), Span(start, end)


@pytest.mark.parametrize(("name", "old", "new", "status"), _cases(), ids=lambda case: str(case)[:40])
def test_what_becomes_of_a_passage(name: str, old: str, new: str, status: str) -> None:
    old_text, span = _marked(old)
    new_text, expected = _marked(new)
    assert span is not None, name
    (found,) = carry(old_text, new_text, [span])
    assert (found and found.span.of(new_text)) == (expected and expected.of(new_text))
    assert found == (expected and Found(expected, Fit(status)))


# ---- annotations


def _annotation(text: str, quote: str, status: str = "exact") -> Annotation:
    start = text.index(quote)
    target = describe(text, Span(start, start + len(quote)), ("Oud",), "old-hash")
    return Annotation(f"id of {quote}", "letter", target, ("steun",), "a note", status=status)


OLD = "Sancties\n\nDe EU heeft vijftien pakketten aangenomen. De Kamer wordt hierover in mei nader geïnformeerd."
NEW = "Sancties\n\nDe EU heeft veel meer pakketten aangenomen.\n\nDe Kamer wordt hierover in mei nader geïnformeerd."


def test_annotations_take_their_new_place_words_and_section() -> None:
    (moved,) = carry_annotations(
        OLD, NEW, [_annotation(OLD, "in mei nader")], "new-hash", lambda offset: ("Nieuw", str(offset))
    )
    start = NEW.index("in mei")
    assert moved.target == describe(NEW, Span(start, start + 12), ("Nieuw", str(start)), "new-hash")
    assert (moved.status, moved.tags, moved.note) == ("exact", ("steun",), "a note")


def test_an_orphan_keeps_its_quote_and_old_place() -> None:
    annotation = _annotation(OLD, "vijftien")
    (moved,) = carry_annotations(OLD, NEW, [annotation], "new-hash")
    assert moved.target == annotation.target
    assert moved.status == "orphaned"


def test_an_orphan_comes_back_with_its_words() -> None:
    orphan = _annotation(OLD, "vijftien pakketten", status="orphaned")
    (moved,) = carry_annotations("Een andere versie.", OLD, [orphan])
    assert (moved.span, moved.status) == (orphan.span, "exact")


def test_doubt_stays_until_a_reader_has_said_otherwise() -> None:
    doubtful = [_annotation(OLD, "in mei", status=status) for status in ("uncertain", "changed", "exact")]
    assert [a.status for a in carry_annotations(OLD, NEW, doubtful)] == ["uncertain", "changed", "exact"]


def test_annotations_come_back_in_the_order_given() -> None:
    annotations = [_annotation(OLD, quote) for quote in ("mei", "De EU", "vijftien", "Sancties")]
    annotations.insert(1, Annotation("elsewhere", "letter", Target(3, 9, "Kamer wordt", "De ", " hier")))
    moved = carry_annotations(OLD, NEW, annotations)
    assert [annotation.id for annotation in moved] == [annotation.id for annotation in annotations]


# ---- the bench's driver


def test_the_driver_speaks_the_bench_protocol() -> None:
    start = OLD.index("in mei")
    annotation = {
        "start": start,
        "end": start + 6,
        "quote": "in mei",
        "prefix": " hierover ",
        "suffix": " nader",
    }
    cases = [
        {"id": "1", "old_text": text, "new_text": NEW, "annotations": [annotation]} for text in (OLD, None)
    ]
    driver = HERE.parent / "benchmarks" / "anchor_driver.py"
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    answer = subprocess.run([sys.executable, driver], input=lines, capture_output=True, text=True, check=True)
    place = NEW.index("in mei")
    assert [json.loads(line)["spans"] for line in answer.stdout.splitlines()] == [[[place, place + 6]]] * 2
