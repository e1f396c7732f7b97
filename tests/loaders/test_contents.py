"""Contents lists: one form in all formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.document import Document, Kind
from briefreader.loaders import pdf as pdf_loader
from briefreader.loaders import plain
from briefreader.loaders.flow.contents import paged
from briefreader.loaders.office import opendocument, word
from made import docx, loaded, odt, shown, wp
from pdfs import Words, pdf

ENTRIES = (("1. Inleiding", 2), ("1.1 Doel van het plan", 2), ("2. De kosten", 12), ("3. Slot", 13))
TABLE = "t " + "\n".join(f"{title} | {page}" for title, page in ENTRIES)
TEXT = "Het kabinet heeft in de afgelopen periode gewerkt aan een nieuw plan voor het openbaar vervoer."
PROSE = "Het kabinet zet de steun voort en\nwerkt met partners aan een plan dat\nde komende jaren zal worden\nuitgevoerd."


def as_text(row: str) -> Document:
    rows = "\n".join(row.format(title, page) for title, page in ENTRIES)
    chapters = "\n".join(f"{title}\n\n{PROSE}\n" for title, _ in ENTRIES)
    return loaded(plain.read, f"Inhoudsopgave\n\n{rows}\n\n{chapters}")


def as_word() -> Document:
    fields = "".join(
        wp(f"{title}</w:t><w:tab/><w:t>{page}", '<w:pStyle w:val="T"/>') for title, page in ENTRIES
    )
    style = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    return loaded(
        word.read, docx(wp("Inhoudsopgave", '<w:pStyle w:val="T"/>') + fields + wp(TEXT), styles=style)
    )


def as_opendocument() -> Document:
    rows = "".join(f"<text:p>{title}<text:tab/>{page}</text:p>" for title, page in ENTRIES)
    return loaded(
        opendocument.read,
        odt(f"<text:table-of-content>{rows}</text:table-of-content><text:p>{TEXT}</text:p>"),
    )


def as_pdf() -> Document:
    page = [Words(80, 80, "Inhoudsopgave", 14)]
    for i, (title, number) in enumerate(ENTRIES):
        page += [Words(80, 110 + 14 * i, title), Words(500, 110 + 14 * i, str(number))]
    return loaded(pdf_loader.read, pdf(page, [Words(80, 300, TEXT)]))


@pytest.mark.parametrize(
    "document",
    [
        as_text("{} ........ {}"),
        as_text("{}     {}"),
        as_text("{} {}"),
        as_text("{}\n{}"),
        as_word(),
        as_opendocument(),
        as_pdf(),
    ],
    ids=["dots", "room", "a space", "lines", "docx", "odt", "pdf"],
)
def test_a_list_is_a_table_of_titles_and_pages(document: Document):
    assert TABLE in shown(document)


def test_words_and_pages_of_a_text_know_where_they_stood():
    document = as_text("{} ........ {}")
    table = next(block for block in document.blocks if block.kind is Kind.TABLE)
    assert table.line == 3


def test_an_entry_of_two_lines_is_one_row():
    rows = [
        "1. Inleiding ........ 2",
        "2. De kosten die het plan met zich",
        "meebrengt ........ 3",
        "3. Slot ..... 9",
    ]
    document = loaded(plain.read, "\n".join(["Inhoud", "", *rows, "", "1. Inleiding", "", PROSE]))
    assert "2. De kosten die het plan met zich meebrengt | 3" in document.text


def test_a_list_without_pages_stays_as_it_is():
    rows = "".join(wp(f"Artikel {n}", '<w:pStyle w:val="T"/>') for n in (1, 2))
    style = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    assert shown(loaded(word.read, docx(rows + wp(TEXT), styles=style))) == [
        "pre Artikel 1\nArtikel 2",
        f"p {TEXT}",
    ]
    assert paged(["Artikel 1", "Artikel 2", "Artikel 3"]) == []


@given(st.lists(st.text("ab.1 \t…", max_size=30)))
def test_no_words_of_an_entry_are_lost(entries: list[str]):
    rows = paged(entries)
    assert len(rows) in (0, len(entries))
    for entry, (title, page) in zip(entries, rows, strict=False):
        kept = f"{title}{page}"
        assert entry.startswith(title) and entry.rstrip().endswith(page)
        assert sum(entry.count(c) for c in "ab1") == sum(kept.count(c) for c in "ab1")
