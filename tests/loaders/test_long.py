"""Long texts: read in one pass, the beginning as the whole, whatever the pieces they are read in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders import long
from briefreader.loaders.long import source
from briefreader.longdocument import LongDocument
from briefreader.span import Span

SEEDS = Path(__file__).parents[2] / "seeds"

words = st.text(alphabet="aéE\u0308b’1.,:🔗\ufffd", min_size=1, max_size=9)
lines = st.one_of(
    st.lists(words, max_size=30).map(" ".join),
    st.sampled_from(
        [
            *(
                "",
                "",
                "  ",
                "• punt een",
                "– streep",
                "1.2 Titel",
                "Sancties",
                "\x07\tx",
                " y\u00a0",
                "z" * 90,
            ),
            *("# Kop", "## Kop *twee* ##", "---", "===", "```", "> woord", "- een", "  - twee", "3. drie"),
            *("|a|b|", "*steun*", "[^1]: noot", "[kst](#1)", "&#7;", "\\*", "    code"),
        ]
    ),
)
texts = st.lists(lines, min_size=1, max_size=40).map("\n".join)
formats = st.sampled_from(sorted(long.WAYS))
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@contextmanager
def small(piece: int = 64, line: int = 50, head: int = 200) -> Iterator[None]:
    """As if texts of some hundred bytes were long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "PIECE", piece)
        patch.setattr(source, "LONGEST_LINE", line)
        patch.setattr(source, "HEAD", head)
        yield


def read(
    path: Path, data: bytes, most: int | None = None, piece: int = 64, head: int = 200, format: str = "text"
) -> LongDocument | None:
    """The document; None for a text that holds nothing."""
    path.write_bytes(data)
    with small(piece, head=head):
        try:
            return long.read_long(path, "x", most=most, format=format)
        except LoadError:
            return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, most=st.integers(0, 600), end=line_ends, format=formats)
def test_the_beginning_is_what_the_whole_begins_with(
    tmp_path: Path, text: str, most: int, end: str, format: str
):
    data = text.replace("\n", end).encode()
    beginning = read(tmp_path / "x", data, most, format=format)
    whole = read(tmp_path / "x", data, format=format)
    if beginning is None:
        return
    assert whole is not None
    assert whole.text.startswith(beginning.text)
    assert beginning.blocks[:] == whole.blocks[: len(beginning.blocks)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, piece=st.integers(1, 300), format=formats)
def test_the_pieces_do_not_matter(tmp_path: Path, text: str, piece: int, format: str):
    one = read(tmp_path / "x", text.encode(), format=format)
    other = read(tmp_path / "x", text.encode(), piece=piece, format=format)
    assert (one and (one.text, one.blocks[:], one.sections, one.digest, one.repairs)) == (
        other and (other.text, other.blocks[:], other.sections, other.digest, other.repairs)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_nothing_is_lost_and_the_text_is_clean(tmp_path: Path, text: str):
    text += "\n" + "woord " * 400  # so that it is a text, whatever control characters are in it
    found = read(tmp_path / "x", text.encode(), head=4096)
    assert found is not None
    letters = re.sub(r"[\s•–*\ufffd-]", "", unicodedata.normalize("NFC", text)).replace("\x07", "")
    assert re.sub(r"[\s•–*\ufffd-]", "", found.text) == letters
    hold_together(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_of_markdown_nothing_but_signs_is_lost_and_the_text_is_clean(tmp_path: Path, text: str):
    text += "\n\n" + "woord " * 400
    found = read(tmp_path / "x", text.encode(), head=4096, format="markdown")
    assert found is not None
    gone = r"[^a-zA-Zé🔗’]"
    wanted = text.replace("&#7;", "").replace("\x07\tx", "x")
    assert re.sub(gone, "", found.text) == re.sub(gone, "", unicodedata.normalize("NFC", wanted))
    hold_together(found)


def hold_together(found: LongDocument) -> None:
    """The text is its blocks with blank lines between, clean, and all of it is in some section."""
    assert "\n\n".join(found.text[slice(*block.span)] for block in found.blocks) == found.text
    assert unicodedata.is_normalized("NFC", found.text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]|\n{3}", found.text)
    spans = [section.own for section in found.sections]
    assert spans[0].start == 0 and spans[-1].end == len(found.text)
    assert all(one.end == other.start for one, other in pairwise(spans))


LETTER = """Militaire steun

Het kabinet heeft op 12 mei besloten tot steun aan Oekraïne, zie Kamerstuk 36045, nr. 190. Dat was nodig.

• Een punt van de lijst.

1.2 Herstel en wederopbouw

En hier gaat het verder met nog een alinea die lang genoeg is om er een te zijn, zegt men.
"""


def test_headings_items_and_citations_are_there(tmp_path: Path):
    (tmp_path / "x").write_text(LETTER)
    found = long.read_long(tmp_path / "x", "x")
    assert [section.title for section in found.sections] == ["Militaire steun", "1.2 Herstel en wederopbouw"]
    kinds = [Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING, Kind.PARAGRAPH]
    assert [block.kind for block in found.blocks] == kinds
    at = found.text.index("36045")
    assert [citation.id for citation in found.citations_in(Span(at, at + 1))] == ["kst-36045-190"]
    assert found.citations_in(Span(0, 3)) == ()


MARKED = """# Steun

Het kabinet *steunt* Oekraïne, zie [Kamerstuk 36045, nr. 190](https://example.org) en `F-16`.
Deze regel hoort erbij.

Sancties
--------

- Een punt
  dat doorloopt.
    - Een punt daaronder.
3. Het derde.

Een alinea ernaast.

> Een citaat
> van twee regels.

| a | b |
|---|---|
| 1 | 2 |

```
code # geen kop

- geen punt
```

###  Slot ##

Met vriendelijke groet,
"""


def test_markdown_is_read_by_its_signs(tmp_path: Path):
    (tmp_path / "x").write_text(MARKED)
    found = long.read_long(tmp_path / "x", "x", format="markdown")
    blocks = [(block.kind, block.level, block.span.of(found.text)) for block in found.blocks]
    assert blocks == [
        (Kind.HEADING, 1, "Steun"),
        (
            Kind.PARAGRAPH,
            0,
            "Het kabinet steunt Oekraïne, zie Kamerstuk 36045, nr. 190 en F-16. Deze regel hoort erbij.",
        ),
        (Kind.HEADING, 2, "Sancties"),
        (Kind.ITEM, 1, "• Een punt dat doorloopt."),
        (Kind.ITEM, 2, "• Een punt daaronder."),
        (Kind.ITEM, 1, "3. Het derde."),
        (Kind.PARAGRAPH, 0, "Een alinea ernaast."),
        (Kind.QUOTE, 0, "Een citaat van twee regels."),
        (Kind.PRE, 0, "| a | b |\n|---|---|\n| 1 | 2 |"),
        (Kind.PRE, 0, "code # geen kop\n- geen punt"),
        (Kind.HEADING, 3, "Slot"),
        (Kind.PARAGRAPH, 0, "Met vriendelijke groet,"),
    ]
    assert [section.title for section in found.sections] == ["Steun", "Sancties", "Slot"]
    assert [block.line for block in found.blocks][:3] == [1, 3, 6]
    assert found.format == "markdown"


def test_long_markdown_has_the_sections_that_short_markdown_has(tmp_path: Path):
    (tmp_path / "x.md").write_text(MARKED)
    short, found = loaders.load(tmp_path / "x.md"), long.read_long(tmp_path / "x.md", "x", format="markdown")
    assert [(s.title, s.level) for s in found.sections] == [(s.title, s.level) for s in short.sections]


def test_lines_of_a_wrapped_text_are_joined_where_no_blank_line_stands(tmp_path: Path):
    wrapped = "\n\n".join(
        "Het kabinet heeft besloten dat de steun\naan dit land wordt voortgezet en dat de\nkosten gedekt zijn."
        for _ in range(20)
    )
    (tmp_path / "x").write_text(wrapped)
    found = long.read_long(tmp_path / "x", "x")
    assert len(found.blocks) == 20
    assert found.text.startswith("Het kabinet heeft besloten dat de steun aan dit land")


@pytest.mark.parametrize(
    ("data", "words", "warning"),
    [
        ("Beëdigd in Łódź\n".encode() * 50, "Beëdigd in Łódź", ""),
        (b"plain\n\n" * 200 + "beëdigd\n".encode("cp1252"), "beëdigd", "cp1252"),
        ("beëdigd\n\n".encode() * 200 + b"kap\xffot\n", "kap\ufffdot", "damaged"),
        ("\ufeffbeëdigd\n".encode() * 50, "beëdigd", ""),
        (("beëdigd\n" * 50).encode("utf-16"), "beëdigd", ""),
    ],
)
def test_every_encoding_is_read(tmp_path: Path, data: bytes, words: str, warning: str):
    found = read(tmp_path / "x", data)
    assert words in found.text
    assert warning in " ".join(found.warnings)


def test_a_text_of_too_many_paragraphs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(long, "MOST_BLOCKS", 10)
    (tmp_path / "x").write_text("a\n\n" * 20)
    with pytest.raises(LoadError, match="more than 10 paragraphs"):
        long.read_long(tmp_path / "x", "x")


def test_only_text_and_markdown_are_read_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loaders, "LONG", 1000)
    for name, text in (
        ("a.txt", LETTER * 5),
        ("b.md", LETTER * 5),
        ("c.txt", "<!doctype html>" + "<p>x</p>" * 500),
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "d.txt").write_text(LETTER)
    long_ones = [name for name in ("a.txt", "b.md", "c.txt", "d.txt") if loaders.is_long(tmp_path / name)]
    assert long_ones == ["a.txt", "b.md"]
    assert isinstance(loaders.load(tmp_path / "a.txt"), LongDocument)


def test_the_first_pages_of_the_letters_are_what_the_whole_begins_with(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loaders, "BEGINNING", 8_000)
    for path in sorted(SEEDS.glob("*.txt")):
        beginning, whole = loaders.beginning(path, "x"), loaders.load(path, "x")
        assert beginning is not None and len(beginning.text) > 4_000
        assert whole.text.startswith(beginning.text[:3_000])


def test_how_much_is_read_is_told(tmp_path: Path):
    (tmp_path / "x").write_text(LETTER * 100)
    told: list[float] = []
    with small():
        long.read_long(tmp_path / "x", "x", told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 10


def test_paragraphs_full_of_signs_stay_as_they_stand(tmp_path: Path):
    full = "![" * source.LONGEST_LINE
    (tmp_path / "x").write_text(f"*een*\n\n{full}\n\n*twee*\n")
    found = long.read_long(tmp_path / "x", "x", format="markdown")
    assert "".join(found.text.split()) == f"een{full}twee"
