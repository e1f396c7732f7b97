"""Letters in text that extractors made of a PDF: margins repeated on each page, letterheads beside the text, signing for another."""

from __future__ import annotations

import pytest

from briefreader.document import Document, Kind
from briefreader.loaders import plain
from briefreader.loaders.plain.pages import body_lines
from briefreader.loaders.plain.source import lines_of
from made import loaded as made_from

PROSE = [
    "In uw bericht van 1 september heeft u met een beroep op de wet gevraagd om",
    "informatie over de uitvoering van het plan en over de kosten die daarvan zijn",
    "gemaakt, en om een overzicht van de gesprekken die zijn gevoerd met de",
    "betrokken partijen, zoals die in het verslag van vorig jaar zijn genoemd.",
]
MARGIN = [
    "Dienst voor Voorbeelden",
    "Afdeling Toezicht",
    "Datum",
    "19 oktober 2021",
    "Ons kenmerk",
    "ABC/2021/222",
]
TITLES = ["Aanleiding", "Besluit", "Overwegingen", "Bezwaar"]


def read(text: str) -> Document:
    return made_from(plain.read, text.encode())


def headings(document: Document) -> list[str]:
    return [section.title for section in document.sections if not section.synthetic]


@pytest.mark.parametrize("place", [0, 1, 3], ids=["before the text", "inside it", "after it"])
def test_a_margin_that_comes_back_on_each_page_is_no_text(place: int):
    pages = []
    for number, title in enumerate(TITLES, 1):
        texts = [[f"{line[:-2]} {number}{part}" for line in PROSE[:-1]] + PROSE[-1:] for part in "abc"]
        parts = [[title, *texts[0]], *texts[1:]]
        parts.insert(place, MARGIN if place == 1 else [*MARGIN, f"Pagina {number} van 4"])
        pages.append("\n".join(line for part in parts for line in part))
    document = read("\n\f".join(pages))
    assert headings(document) == TITLES
    assert "Datum" not in document.text and "Pagina" not in document.text


def test_a_letterhead_right_of_the_text_is_read_before_it():
    left = ["", "", "Geachte heer De Vries,", "", *PROSE, *PROSE]
    right = [
        "Postbus 1234",
        "2500 AA Den Haag",
        "Contactpersoon",
        "J. Jansen",
        "Datum",
        "4 maart 2025",
        "Ons kenmerk",
        "A/1",
    ]
    wide = [f"{a:90}{b}" for a, b in zip(left, [*right, *[""] * 9], strict=False)]
    lines, _ = body_lines(lines_of("\n".join(wide)))
    texts = [line.text for line in lines]
    assert texts.index("Ons kenmerk") < texts.index("Geachte heer De Vries,")


def test_an_address_that_follows_the_salutation_is_letterhead():
    head = ["Datum:", "4 maart 2025", "Betreft: Besluit op uw verzoek", "Geachte mevrouw,"]
    address = ["Directie Wetgeving", "Postbus 1234", "2500 AA Den Haag", "Ons kenmerk", "2025.117"]
    document = read("\n".join([*head, *address, *PROSE, *PROSE]))
    assert document.text.startswith("Geachte mevrouw,") and "Postbus" not in document.text
    assert document.metadata.date == "2025-03-04"


def test_who_signs_for_another_is_part_of_the_signature():
    signed = [
        "De Minister van Voorbeelden,",
        "namens deze:",
        "Teammanager Toezicht",
        "Dienst voor Voorbeelden",
    ]
    document = read("\n".join([*PROSE, *PROSE, "Hoogachtend,", *signed]))
    assert headings(document) == []
    assert document.blocks[-1].kind is Kind.SIGNATURE


def test_words_that_come_back_are_cells_and_no_headings():
    rows = "".join(
        f"Verslag {name}\n\nDeels openbaar\n\n" for name in ("A van mei", "B van juni", "C van juli")
    )
    text = "\n".join(PROSE) + "\n\n" + rows + "\n".join(PROSE)
    assert "Deels openbaar" not in headings(read(text))


ADDRESSED = """Betreft: Voortgang van de steun
Datum: 4 maart 2025
Ons kenmerk: ABC/2025/12

Geachte voorzitter,

{body}
"""
PARAGRAPH = " ".join(PROSE)


def test_labels_above_the_salutation_are_the_letterhead_of_a_text_of_whole_paragraphs():
    document = read(ADDRESSED.format(body=f"{PARAGRAPH}\n\n{PARAGRAPH}"))
    assert (document.metadata.title, document.metadata.date) == ("Voortgang van de steun", "2025-03-04")
    assert document.text == f"Geachte voorzitter,\n\n{PARAGRAPH}\n\n{PARAGRAPH}"


@pytest.mark.parametrize(
    "text",
    [
        f"Betreft: Voortgang van de steun\n\nGeachte voorzitter,\n\n{PARAGRAPH}",
        f"Betreft: Voortgang\nDatum: 4 maart 2025\n\n{PARAGRAPH}\n\n{PARAGRAPH}",
        f"Betreft: Voortgang\nDatum: 4 maart 2025\n\n{PARAGRAPH}\n\nGeachte voorzitter,\n\n{PARAGRAPH}",
    ],
    ids=["one label only", "no salutation", "text before the salutation"],
)
def test_without_labels_and_a_salutation_after_them_nothing_is_taken_for_a_letterhead(text: str):
    assert read(text).text.startswith("Betreft: Voortgang")
