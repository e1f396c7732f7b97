"""Work that lets others go first: what it makes is the same in whatever pieces it is done, and it can be ended anywhere."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import loaders, text
from briefreader.anchoring import letters
from briefreader.cache import freeze, packed
from briefreader.courtesy import breathe, courteous, is_asked_for, paced, seldom
from briefreader.errors import GivenUp, NotNow
from briefreader.loaders import attributes
from briefreader.versions.renderings import Card, sample

CORPUS = Path(__file__).parent / "corpus" / "documents"
READ_HERE = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".md"))
PIECES = st.integers(1, 40)
PARAGRAPHS = st.lists(st.text("aé1 .,-’(²€ั日ア\n", max_size=30), max_size=8).map("\n\n".join)


def test_nobody_is_called_where_nobody_asked():
    assert not is_asked_for()
    breathe()
    assert list(paced("abc")) == ["a", "b", "c"]


def test_each_breath_is_for_whoever_asked_last():
    drawn: list[str] = []
    with courteous(lambda: drawn.append("outer")):
        breathe()
        with courteous(lambda: drawn.append("inner")):
            assert list(paced("ab")) == ["a", "b"]
        breathe()
    assert drawn == ["outer", "inner", "inner", "outer"] and not is_asked_for()


def test_a_breath_is_not_drawn_sooner_than_it_is_due(monkeypatch: pytest.MonkeyPatch):
    clock = iter([1.0, 1.5, 2.0, 2.9, 3.5])
    monkeypatch.setattr("briefreader.courtesy.monotonic", lambda: next(clock))
    drawn: list[int] = []
    breath = seldom(lambda: drawn.append(1), 1.0)
    counts = [(breath(), len(drawn))[1] for _ in range(5)]
    assert counts == [1, 1, 2, 2, 3]


@given(st.text(), PIECES)
def test_letters_and_characters_are_the_same_in_whatever_pieces(words: str, piece: int):
    whole = letters.letters_in(words)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text, "STRETCH", piece)
        patched.setattr(letters, "STRETCH", piece)
        assert text.characters_in(words) == set(words)
        assert letters.letters_in(words) == whole


@given(PARAGRAPHS, PIECES)
def test_as_many_words_are_counted_in_whatever_stretches(words: str, piece: int):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text, "STRETCH", piece)
        assert text.count_words(words) == len(text.words(words))


@given(st.text("abc", max_size=400), PIECES, st.integers(1, 8))
def test_a_sample_is_the_same_in_whatever_pieces(words: str, piece: int, most: int):
    assert sample(words, most, piece) == sample(words, len(words) + 1)[:most]


@given(st.dictionaries(st.text(), st.lists(st.text() | st.integers() | st.none())))
def test_what_is_packed_field_by_field_is_one_piece_of_json(contents: dict[str, list[object]]):
    assert json.loads(zlib.decompress(b"".join(packed(contents)))) == contents


@given(st.text("a {#.:}[]`~\n=-", max_size=60))
def test_text_without_signs_of_attributes_has_none(words: str):
    if not any(sign in words for sign in attributes.SIGNS):
        assert attributes.taken(words) == (words, 0)


@pytest.mark.parametrize("path", READ_HERE, ids=lambda path: path.name)
def test_a_letter_is_the_same_with_somebody_looking(path: Path):
    drawn: list[int] = []
    with courteous(lambda: drawn.append(1)):
        watched = loaders.load(path, "x")
        card = Card.of(watched)
    alone = loaders.load(path, "x")
    assert freeze(watched) == freeze(alone) and card == Card.of(alone)
    assert len(drawn) > len(alone.blocks)


@pytest.mark.parametrize("path", READ_HERE, ids=lambda path: path.name)
def test_reading_ends_at_any_breath_with_what_it_was_given(path: Path):
    breaths = 0

    def count() -> None:
        nonlocal breaths
        breaths += 1

    with courteous(count):
        Card.of(loaders.load(path, "x"))
    for ended, nth in ((NotNow, 1), (GivenUp, breaths // 2), (NotNow, breaths)):
        left = nth

        def end(wanted: type[GivenUp] = ended) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise wanted("It was given up.")

        with courteous(end), pytest.raises(ended, match=r"^It was given up\.$"):
            Card.of(loaders.load(path, "x"))
