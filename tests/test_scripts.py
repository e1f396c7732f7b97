"""Scripts: the Universal Declaration of Human Rights opens, wraps, moves and selects rightly in all of them.

`golden/scripts` has its title and first five articles, from eric-muller/udhr; whole declarations are in the corpus.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from briefreader import loaders
from briefreader import text as texts
from briefreader.document import Document, Kind
from briefreader.layout import Layout, cells
from briefreader.motions import UNITS, step, unit_at
from briefreader.search import find
from briefreader.span import Span

HERE = Path(__file__).parent

FIRST_ARTICLE = {
    "amh": ("am", 2), "arb": ("ar", 2), "ben": ("bn", 2), "cmn": ("zh", 2), "ell": ("el", 2), "heb": ("he", 2),
    "hin": ("hi", 2), "hye": ("hy", 2), "jpn": ("ja", 2), "kat": ("ka", 2), "khm": ("km", 2), "kor": ("ko", 2),
    "mya": ("my", 2), "rus": ("ru", 2), "tam": ("ta", 2), "tha": ("th", 3), "vie": ("und", 2),
}  # fmt: skip
"""By language: the code it is known by, and how many sentences its first article has."""

EXCERPTS = [HERE / "golden" / "scripts" / f"udhr-{name}.txt" for name in FIRST_ARTICLE]
WHOLE = sorted((HERE / "corpus" / "documents").glob("udhr-*"))
FILES = pytest.mark.parametrize("path", [*EXCERPTS, *WHOLE], ids=lambda path: path.name)
WIDTHS = (20, 40, 80)


@cache
def opened(path: Path) -> Document:
    """The declaration in a file."""
    return loaders.load(path)


@cache
def edges(text: str) -> frozenset[int]:
    """Every offset of `text` that lies between two characters as the eye takes them."""
    return frozenset({0, *(span.end for span in texts.graphemes(text))})


def units(document: Document, name: str) -> list[Span]:
    """All units of a kind, in order."""
    inside = UNITS[name].inside
    assert inside is not None
    return [span for block in document.blocks for span in inside(document, block)]


def letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def is_letter(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Ll", "Lo", "Nd")


def holders(spans: Iterable[Span], length: int) -> list[int]:
    """How many of the spans hold each offset."""
    held = [0] * length
    for span in spans:
        for offset in range(*span):
            held[offset] += 1
    return held


@pytest.mark.parametrize("name", FIRST_ARTICLE)
def test_it_opens_with_its_title_its_articles_and_all_its_letters(name: str):
    path = HERE / "golden" / "scripts" / f"udhr-{name}.txt"
    document, source = opened(path), path.read_text("utf-8")
    code, sentences = FIRST_ARTICLE[name]
    assert document.language == code
    assert letters(document.text) == letters(unicodedata.normalize("NFC", source))
    lines = [line for line in source.splitlines() if line]
    assert len(document.blocks) == len(lines)
    assert len(document.sentences_of(document.blocks[2])) == sentences


@FILES
@pytest.mark.parametrize("unit", ["word", "sentence"])
def test_units_are_apart_and_cut_no_character(path: Path, unit: str):
    document = opened(path)
    found, whole = units(document, unit), edges(document.text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [span for span in found if span.start not in whole or span.end not in whole] == []


@FILES
def test_every_letter_is_in_one_word_and_every_sign_in_one_sentence(path: Path):
    document = opened(path)
    text = document.text
    in_words = holders(units(document, "word"), len(text))
    in_sentences = holders(units(document, "sentence"), len(text))
    for block in document.blocks:
        for offset in range(*block.body):
            assert in_words[offset] == 1 or not is_letter(text[offset]), (offset, text[offset])
            assert in_sentences[offset] == 1 or text[offset].isspace(), (offset, text[offset])


@FILES
@pytest.mark.parametrize("unit", ["word", "sentence"])
def test_motions_visit_each_unit_and_select_it(path: Path, unit: str):
    found = units(opened(path), unit)
    at, visited = found[0].start, [found[0].start]
    while (following := step(found, at, 1)) != at and following < found[-1].end:
        at = following
        visited.append(at)
    assert visited == [span.start for span in found]
    for span in found:
        assert unit_at(found, span.start) == unit_at(found, span.end - 1) == span
    for before, span in pairwise(found):
        assert step(found, span.start, -1) == before.start


@FILES
@pytest.mark.parametrize("width", WIDTHS)
def test_rows_fit_cut_no_character_and_lead_back_to_it(path: Path, width: int):
    document = opened(path)
    layout, text = Layout(document, width), document.text
    ends = sorted(edges(text))
    shown: list[int] = []
    for place, row in layout.rows_from(layout.first):
        for piece in row.pieces:
            assert piece.start in edges(text) and piece.end in edges(text)
            assert piece.cell + cells.width_of(text, piece.start, piece.end) <= width
            shown += range(piece.start, piece.end)
            cell = piece.cell
            for start, end, taken in cells.characters(text, piece.start, piece.end):
                last = ends[bisect_right(ends, end - 1) - 1]
                assert layout.find(start) == (place, cell)
                assert last == start or layout.find(last) == (place, cell)
                assert all(layout.offset_at(place, cell + n) == start for n in range(taken))
                cell += taken
    assert len(shown) == len(set(shown))
    assert all(text[offset].isspace() for offset in set(range(len(text))) - set(shown))


@FILES
def test_a_word_that_was_selected_is_found_again(path: Path):
    document = opened(path)
    for span in units(document, "word")[:200:7]:
        assert any(
            hit.covers(span) or span.covers(hit) for hit in find(document.text, span.of(document.text))
        )


def test_articles_are_headings_where_they_are_numbered():
    missed = []
    for path in EXCERPTS:
        document = opened(path)
        headings = [block.span.of(document.text) for block in document.blocks if block.kind is Kind.HEADING]
        lines = [line for line in unicodedata.normalize("NFC", path.read_text("utf-8")).splitlines() if line]
        numbered = [line for line in lines if len(line) < 16 and any(c.isdigit() for c in line)]
        missed += [line for line in numbered if line not in headings]
    assert missed == []
