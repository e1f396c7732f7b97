"""PDF tags: believed where the whole of a file's structure tree makes sense, harmless where it makes none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.document import Document
from briefreader.loaders import pdf as loader
from briefreader.loaders.pdf import tags
from made import loaded, shown
from pdfs import Words, lines, pdf, tagged

TEXT = (
    "Het kabinet heeft in de afgelopen periode gewerkt aan een nieuw plan voor het openbaar",
    "vervoer en de Kamer wordt voor de zomer over de uitwerking daarvan geïnformeerd.",
)
JOINED = " ".join(TEXT)


def read(*pages: Sequence[Words], outline: tuple[str, ...] = ()) -> Document:
    return loaded(loader.read, pdf(*pages, outline=outline))


def chapters(*titles: tuple[str, str], text: str = "P") -> list[Words]:
    """A page of titles with their types of element, all of it set in one type."""
    page: list[Words] = []
    for i, (kind, title) in enumerate(titles):
        page += tagged(kind, lines(80, 100 + 80 * i, *title.split("\n")))
        page += tagged(text, lines(80, 112 + 80 * i + 12 * title.count("\n"), *TEXT))
    return page


def headings(document: Document) -> list[str]:
    return [line for line in shown(document) if line.startswith("#")]


# What is believed


def test_tagged_headings_are_found_where_typography_shows_nothing():
    titles = (("H1", "Aanleiding"), ("H2", "De kosten van het vervoer"), ("H1", "Planning"))
    assert shown(read(chapters(*titles))) == [
        "# Aanleiding",
        f"p {JOINED}",
        "## De kosten van het vervoer",
        f"p {JOINED}",
        "# Planning",
        f"p {JOINED}",
    ]
    untagged = [Words(one.x, one.y, one.text) for one in chapters(*titles)]
    assert headings(read(untagged)) == []


def test_a_tagged_heading_of_two_lines_is_one_and_one_in_sections_has_their_depth():
    page = chapters(("Sect/H", "De gevolgen van het plan voor\nde reizigers"), ("Sect/Sect/H", "Kosten"))
    assert headings(read(page)) == ["# De gevolgen van het plan voor de reizigers", "## Kosten"]


def test_the_levels_of_the_outline_are_those_that_count():
    page = chapters(("H2", "Aanleiding"), ("H3", "Kosten"), ("H2", "Planning"))
    assert headings(read(page, outline=("Aanleiding",))) == ["# Aanleiding", "## Kosten", "# Planning"]


def test_numbers_say_the_levels_where_those_of_the_tags_are_contrary():
    page = chapters(("H2", "1. Inleiding"), ("H1", "1.1 Aanleiding"), ("H2", "2. Planning"))
    assert headings(read(page)) == ["# 1. Inleiding", "## 1.1 Aanleiding", "# 2. Planning"]


def test_artifacts_go_from_all_pages_but_the_first():
    pages = [
        [*tagged("Artifact", [Words(80, 60, head)]), *tagged("P", lines(80, 300, *TEXT))]
        for head in ("Ministerie van Voorbeelden", "Over het vervoer", "Aan de Kamer")
    ]
    document = read(*pages)
    assert shown(document)[0] == "p Ministerie van Voorbeelden"
    assert "Over het vervoer" not in document.text and "Aan de Kamer" not in document.text
    assert {r.source for r in document.repairs if r.kind == "page header"} == {
        "Over het vervoer",
        "Aan de Kamer",
    }


def test_tagged_notes_are_notes_in_type_as_large_as_the_text():
    page = tagged("P", [Words(80, 100, "Het plan is af"), Words(149, 96, "1", 6)])
    page += tagged("P", lines(80, 140, *TEXT))
    page += tagged("P/Note", [Words(80, 164, "1 Dat zei de minister.")])
    document = read(page)
    assert [(note.label, note.text) for note in document.footnotes] == [("1", "Dat zei de minister.")]


def test_tagged_contents_are_no_headings():
    titles = ("Aanleiding", "Kosten", "Planning", "Uitvoering")
    rows = [[Words(80, 300 + 14 * i, title), Words(500, 300 + 14 * i, "2")] for i, title in enumerate(titles)]
    contents = [words for row in rows for words in tagged("TOC/TOCI", row)]
    document = read(contents, chapters(*(("H1", title) for title in titles)))
    assert headings(document) == [f"# {title}" for title in titles]
    assert shown(document)[0].startswith("t ")


def test_a_title_that_the_text_names_again_is_a_heading_only_where_it_is_tagged():
    titles = ("Aanleiding", "Kosten", "Planning")
    again = [words for i, one in enumerate(titles) for words in tagged("P", [Words(80, 300 + 40 * i, one)])]
    document = read(again, chapters(*(("H1", title) for title in titles)))
    assert headings(document) == [f"# {title}" for title in titles]


# What is not


@pytest.mark.parametrize(
    "page",
    [
        chapters(("H1", "Aanleiding"), ("P", "Kosten")),
        chapters(("H1", "Aanleiding"), ("H2", "Kosten"), text="H3"),
        [
            *chapters(("H1", "Aanleiding"), ("H2", "Kosten"), text="P"),
            *tagged("H1", lines(80, 400, *TEXT * 3)),
        ],
        [*chapters(("H1", "Aanleiding"), ("H1", "Kosten")), *lines(80, 400, *TEXT * 8)],
    ],
    ids=["one heading", "all of it a heading", "a paragraph a heading", "most of it without tags"],
)
def test_tags_that_lie_change_nothing(page: list[Words]):
    untagged = [Words(one.x, one.y, one.text) for one in page]
    assert shown(read(page)) == shown(read(untagged))


def test_a_text_that_is_tagged_as_artifact_as_a_whole_is_kept():
    pages = [tagged("Artifact", lines(80, 60, f"Blad {i} van het kabinet.")) for i in "abc"]
    assert [f"Blad {i} van het kabinet." in read(*pages).text for i in "abc"] == [True] * 3


# Trees of any shape


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_tree_of_any_shape_loses_no_text(data: st.DataObject):
    made = pdf(chapters(("Sect/Sect/H1", "Aanleiding"), ("H2", "Kosten"), ("TOC/TOCI", "Planning")))
    start = made.index(b"/StructTreeRoot/K")
    count = made.count(b" obj\n")

    def other(match: re.Match[bytes]) -> bytes:
        return b"%02d 0 R" % data.draw(st.integers(1, count))

    document = loaded(loader.read, made[:start] + re.sub(rb"\d\d 0 R", other, made[start:]))
    assert document.text.count(TEXT[0]) == 3


def test_what_is_deeper_than_can_be_meant_has_no_tags():
    deep = ("/".join(["Sect"] * 300 + ["H1"]), "Aanleiding")
    document = read(chapters(deep, ("H1", "Kosten"), ("H1", "Planning")))
    assert headings(document) == ["# Kosten", "# Planning"]


def test_a_tree_of_too_many_elements_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    page = chapters(("H1", "Aanleiding"), ("H1", "Kosten"))
    assert headings(read(page))
    monkeypatch.setattr(tags, "ELEMENTS_AT_MOST", 2)
    assert not headings(read(page))
