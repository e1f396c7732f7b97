"""PDF: what place alone tells: letterheads in the margin of each page, tables, small type that is no note."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.document import Document, Kind
from briefreader.loaders import labels
from briefreader.loaders import pdf as loader
from made import loaded as made_from
from pdfs import Words, bold, lines, pdf

PROSE = (
    "Het kabinet heeft in de afgelopen periode gewerkt aan een nieuw plan voor het",
    "openbaar vervoer in de regio, en zal de Kamer daarover voor de zomer een brief",
    "sturen waarin ook de kosten worden toegelicht en de planning van het vervolg is",
    "opgenomen, met een overzicht van wat er tot nu toe is gedaan en wat nog volgt.",
)
HEADER = ("Nr.", "Document", "Beoordeling")
ROWS = [(str(n), f"Verslag van overleg {n}", "Deels openbaar") for n in range(1, 6)]


def read(*pages: list[Words]) -> Document:
    return made_from(loader.read, pdf(*pages))


def margin(top: float, *texts: str) -> list[Words]:
    """A label in bold type with its value, far right in small type."""
    return [
        bold(470, top, texts[0], 6.5),
        *(Words(470, top + 9 * i, t, 6.5) for i, t in enumerate(texts[1:], 1)),
    ]


def table(x: float, y: float, *rows: tuple[str, ...], font: str = "plain") -> list[Words]:
    """Rows of cells, 140 points apart."""
    return [
        Words(x + 140 * c, y + 14 * r, t, 9, font) for r, row in enumerate(rows) for c, t in enumerate(row)
    ]


def headings(document: Document) -> list[str]:
    return [section.title for section in document.sections if not section.synthetic]


def test_what_a_letter_repeats_in_its_margin_is_no_text():
    text = [*lines(80, 240, *PROSE), *lines(80, 340, *PROSE)]
    pages = [[*text, *margin(244 + 9 * n, "Datum", "12 februari 2021")] for n in range(3)]
    document = read(text, *pages)
    assert "Datum" not in document.text and headings(document) == []
    assert ("page header", "12 februari 2021") in {(r.kind, r.source) for r in document.repairs}


def test_small_type_beside_the_text_that_is_no_letterhead_stays():
    page = [*lines(80, 240, *PROSE), *margin(240, "Kanttekening", "Zie ook het verslag")]
    assert "Kanttekening" in read(page, page).text


def test_a_label_with_its_value_after_it_is_a_letterhead():
    head = [Words(80, 100, "Datum 12 februari 2021"), Words(80, 114, "Betreft Besluit op uw verzoek")]
    document = read([*head, *lines(80, 200, *PROSE)])
    assert (document.metadata.date, document.metadata.title) == ("2021-02-12", "Besluit op uw verzoek")
    assert document.text.startswith("Het kabinet")


def test_rows_of_cells_are_a_table_and_its_head_no_headings():
    page = [*lines(60, 100, *PROSE), *table(60, 200, HEADER, font="bold"), *table(60, 214, *ROWS)]
    document = read([*page, *lines(60, 400, *PROSE)])
    (found,) = [block for block in document.blocks if block.kind is Kind.TABLE]
    assert found.body.of(document.text).split("\n") == [" | ".join(row) for row in [HEADER, *ROWS]]
    assert headings(document) == []


def test_a_cell_of_several_lines_is_one():
    rows = [Words(60, 200 + 30 * n, f"{n}e deel", 9) for n in range(4)]
    cells = [
        w
        for n in range(4)
        for w in lines(160, 200 + 30 * n, f"een cel die in deel {n}", "twee regels heeft", size=9)
    ]
    document = read([*lines(60, 100, *PROSE), *rows, *cells])
    (found,) = [block for block in document.blocks if block.kind is Kind.TABLE]
    assert "2e deel | een cel die in deel 2 twee regels heeft" in found.body.of(document.text)


def test_columns_of_running_text_are_no_table():
    columns = [*lines(60, 100, *(t[:40] for t in PROSE)), *lines(320, 100, *(t[:40] for t in PROSE))]
    assert all(block.kind is not Kind.TABLE for block in read(columns).blocks)


def test_small_numbered_rows_that_no_marker_leads_to_are_no_notes():
    small = [Words(80, 500 + 9 * n, f"{n} rij van een lijst", 7) for n in range(1, 4)]
    document = read([*lines(80, 100, *PROSE), *small])
    assert document.footnotes == () and "rij van een lijst" in document.text


@given(
    st.sampled_from(sorted(labels.LABELS)),
    st.sampled_from([": ", "\t", " : "]),
    st.sampled_from(["12 mei", "van U"]),
)
def test_a_label_and_its_value_are_told_apart(name: str, sign: str, value: str):
    assert labels.parted(f"{name.capitalize()}{sign}{value}") == (labels.LABELS[name], value)
    assert labels.label(f" {name.upper()} :") == labels.LABELS[name]
    assert labels.parted(f"{name}genoot {value}") == ("", "")
