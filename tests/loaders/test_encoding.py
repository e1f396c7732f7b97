"""Decoding: one text, whatever it was saved in; and files that are no text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.errors import LoadError
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.encoding import decode, unscrambled

LETTER = "Geachte voorzitter,\n\nHet kabinet coördineert de steun aan Oekraïne – “geïntensiveerd” en ’s avonds: € 5.\n"

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_letter_reads_the_same_in_every_encoding(encoding: str, newline: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.replace("\n", newline).encode(encoding))
    document = loaders.load(path)
    assert document.text == "\n\n".join(LETTER.split("\n\n")).strip()
    assert [b.line for b in document.blocks] == [1, 3]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_utf8_is_decoded_as_it_is(text: str) -> None:
    once = decode(("x" + text).encode("utf-8")).text
    assert once == unscrambled("x" + text)[0]


@given(st.text("aë ïéü“”’–…€\u00a0xyz", min_size=1, max_size=80))
def test_text_saved_twice_is_put_right(text: str) -> None:
    whole = f"ë{text}ï"
    scrambled = whole.encode("utf-8").decode("cp1252", "replace")
    right, fixes = unscrambled(scrambled)
    assert right == whole
    assert [right[f.start : f.end] for f in fixes] == [c for c in whole if c > "\x7f"]
    assert all(fix.was in scrambled for fix in fixes)


@pytest.mark.parametrize("text", ["CAFÉ’s en MENÜ”, crème brûlée voor één", "Ça, ‘à’ là", "PRÉ”, Ê–, née"])
def test_rare_neighbours_are_left_alone(text: str) -> None:
    assert unscrambled(text) == (text, ())


def test_a_guess_is_told() -> None:
    decoded = decode("coördinatie één".encode("cp1252"))
    assert decoded.text == "coördinatie één"
    assert "cp1252" in decoded.warning


def test_a_file_cut_inside_a_character_keeps_all_before() -> None:
    decoded = decode("Oekraïne coördineert é".encode()[:-1])
    assert decoded.text == "Oekraïne coördineert "
    assert "cut off" in decoded.warning


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\x00\x01\x02\x03" * 300, "is not text"),
        (bytes(range(256)) * 20, "is not text"),
        (b"\xff\xfe", "is empty"),
    ],
)
def test_what_is_no_text_gives_one_clear_line(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(data)
    with pytest.raises(LoadError) as raised:
        loaders.load(path)
    message = str(raised.value)
    assert message.startswith("strange.txt ") and words in message and "\n" not in message


def test_a_missing_file_gives_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"gone\.txt cannot be read"):
        loaders.load(tmp_path / "gone.txt")


@given(st.binary(max_size=600))
def test_any_bytes_give_clean_text_or_an_error(data: bytes) -> None:
    builder = DocumentBuilder()
    try:
        loaders.FORMATS[-1].read(data, builder)
    except LoadError:
        return
    text = builder.finish().text
    assert not any((ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e" for c in text)
