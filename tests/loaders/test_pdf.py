"""PDF: each rule in a small file made for it, and the corpus' files against their truth."""

from __future__ import annotations

import pytest

from briefreader.document import Document, Kind, Status
from briefreader.errors import LoadError
from briefreader.loaders import pdf as loader
from briefreader.loaders.builder import DocumentBuilder
from loaders.corpus_truth import CORPUS, found_headings, loaded, scorer, truth
from made import loaded as made_from
from made import shown
from pdfs import Words, bold, lines, pdf

ONE = ("Het kabinet heeft in de afgelopen periode gewerkt aan een nieuw plan voor het", "openbaar vervoer.")
TWO = ("De Kamer wordt voor de zomer over de uitwerking van dat plan geïnformeerd, ook", "over de kosten.")
FIRST, SECOND = " ".join(ONE), " ".join(TWO)


def read(*pages: list[Words], outline: tuple[str, ...] = ()) -> Document:
    return made_from(loader.read, pdf(*pages, outline=outline))


# Lines and paragraphs


def test_lines_become_paragraphs_that_room_between_them_parts():
    document = read([*lines(80, 100, *ONE), *lines(80, 140, *TWO)])
    assert shown(document) == [f"p {FIRST}", f"p {SECOND}"]
    assert [repair.kind for repair in document.repairs] == ["line joined", "line joined"]


def test_a_paragraph_goes_on_over_a_page_break():
    first = lines(
        80, 700, "Dit is een zin die op de ene bladzijde begint en daar nog lang niet klaar is, want"
    )
    document = read(first, lines(80, 80, "hij houdt pas op de volgende op."))
    assert len(document.blocks) == 1


def test_columns_are_read_one_after_the_other():
    left = [f"linker regel nummer {i} van de eerste kolom" for i in "abcdef"]
    right = [f"rechter regel nummer {i} van de tweede kolom" for i in "abcdef"]
    document = read([*lines(60, 100, *left), *lines(320, 100, *right)])
    assert document.text.index("regel nummer f van de eerste") < document.text.index(
        "regel nummer a van de tweede"
    )


def test_a_justified_line_is_not_cut_at_its_wide_gaps():
    words = "een regel met veel ruimte".split()
    spread = [Words(80 + 90 * i, 112, word) for i, word in enumerate(words)]
    lead = Words(80, 100, ONE[0])
    document = read([lead, *spread, Words(80, 124, "die hier eindigt.")])
    assert "een regel met veel ruimte" in document.text.replace("  ", " ")


def test_text_printed_over_other_text_is_read_after_it():
    document = read([*lines(80, 100, *ONE), *lines(82, 101, *TWO)])
    assert shown(document) == [f"p {FIRST}", f"p {SECOND}"]


def test_words_printed_twice_to_look_bold_count_once():
    document = read([*lines(80, 100, *ONE), *lines(80.4, 100, *ONE)])
    assert shown(document) == [f"p {FIRST}"]


def test_items_are_parted_by_bullets_and_by_numbers_that_count_on():
    listed = lines(80, 100, "• het eerste", "• het tweede")
    counted = lines(80, 200, "1. de trein", "2. de bus", "3. de tram")
    assert [block.kind for block in read([*listed, *counted]).blocks] == [Kind.ITEM] * 5


# Headings


def test_a_bold_line_is_a_heading_but_not_the_start_of_a_sentence():
    page = [bold(80, 100, "Aanleiding"), *lines(80, 114, *ONE), *lines(80, 160, *TWO)]
    assert shown(read(page))[0] == "# Aanleiding"
    rest = "het openbaar vervoer, en daarover wordt de Kamer voor de zomer geïnformeerd"
    full = [bold(80, 100, "Het kabinet heeft in de afgelopen periode gewerkt aan een nieuw plan voor")]
    full += lines(80, 112, *(rest,) * 4, "en dat is al.")
    assert all(block.kind is Kind.PARAGRAPH for block in read(full).blocks)


def test_a_title_goes_on_in_small_letters_and_remarks_are_none():
    page = [bold(150, 100, "BESLUIT VAN DE RAAD"), bold(200, 130, "van 4 maart 2025")]
    page += [bold(180, 160, "(Voor de EER relevante tekst)"), *lines(80, 200, *ONE)]
    assert shown(read(page))[:2] == [
        "# BESLUIT VAN DE RAAD van 4 maart 2025",
        "p (Voor de EER relevante tekst)",
    ]


def test_articles_are_headings_however_they_are_set():
    page = []
    for number, title in enumerate(("Begripsbepalingen", "Doel van de subsidie", "Hoogte"), 1):
        page += [Words(250, 130 * number, f"Artikel {number}"), Words(240, 130 * number + 18, title)]
        page += lines(80, 130 * number + 40, *ONE)
    document = read(page)
    assert [(s.level, s.title) for s in document.sections if not s.synthetic] == [
        (1, "Artikel 1 Begripsbepalingen"),
        (1, "Artikel 2 Doel van de subsidie"),
        (1, "Artikel 3 Hoogte"),
    ]


def test_articles_of_a_law_that_is_quoted_in_part_are_headings_by_their_numbers():
    page = [*lines(80, 100, "Artikel 3", *ONE), *lines(80, 160, *TWO), *lines(80, 220, "Artikel 10", *ONE)]
    document = read(page)
    assert [s.title for s in document.sections if not s.synthetic] == ["Artikel 3", "Artikel 10"]


def test_an_outline_of_clauses_is_not_believed():
    clauses = ("het eerste lid;", "het tweede lid;", "het derde lid,")
    page = [*lines(80, 100, *ONE), *lines(80, 160, "Het eerste lid;"), *lines(80, 200, *TWO)]
    assert not [s for s in read(page, outline=(*clauses, "Slot")).sections if not s.synthetic]


def test_the_outline_makes_headings_of_lines_set_like_the_text():
    page = [*lines(80, 100, "Aanleiding", *ONE)]
    assert shown(read(page, outline=("Aanleiding",))) == ["# Aanleiding", f"p {FIRST}"]


def test_contents_are_a_table_and_promise_headings():
    rows = [("1. Inleiding", 2), ("1.1 Doel", 2), ("1.2 Opzet", 2), ("2. Slot", 3)]
    contents = [bold(80, 80, "Inhoudsopgave", 14)]
    for i, (title, number) in enumerate(rows):
        contents += [Words(80, 110 + 14 * i, title), Words(500, 110 + 14 * i, str(number))]
    second = [*lines(80, 100, "1. Inleiding", *ONE), *lines(80, 160, "1.1 Doel", *TWO)]
    second += lines(80, 220, "1.2 Opzet", *ONE)
    document = read(contents, second, lines(80, 100, "2. Slot", *TWO))
    assert document.blocks[1].kind is Kind.TABLE
    titles = [(s.title, s.level) for s in document.sections if not s.synthetic][1:]
    assert titles == [("1. Inleiding", 1), ("1.1 Doel", 2), ("1.2 Opzet", 2), ("2. Slot", 1)]


def test_items_of_an_agenda_stand_under_their_groups():
    page = [bold(190, 100, "Brieven van de minister")]
    for i, title in enumerate(("Voortgang van het plan", "Verslag van het bezoek")):
        top = 130 + 60 * i
        page += [Words(90, top, f"{i + 1}. Agendapunt:"), bold(190, top, title)]
        page += [Words(90, top + 20, "Besluit:"), Words(190, top + 20, "Voor kennisgeving aangenomen.")]
    assert shown(read(page)) == [
        "# Brieven van de minister",
        "## 1. Voortgang van het plan",
        "p Besluit: Voor kennisgeving aangenomen.",
        "## 2. Verslag van het bezoek",
        "p Besluit: Voor kennisgeving aangenomen.",
    ]


# What is no text


def test_running_heads_and_feet_go_and_labels_of_questions_stay():
    pages = []
    for number in range(1, 5):
        head = [Words(80, 40, "Ministerie van Voorbeelden"), Words(280, 810, f"Pagina {number} van 4")]
        pages.append([*head, Words(80, 60, f"Vraag {number}"), *lines(80, 300, *ONE)])
    document = read(*pages)
    assert "Ministerie" not in document.text and "Pagina" not in document.text
    assert [s.title for s in document.sections] == [f"Vraag {n}" for n in range(1, 5)]
    assert {r.source for r in document.repairs if r.kind == "page header"} >= {"Ministerie van Voorbeelden"}


def test_imprints_and_corner_marks_go():
    page = [Words(60, 60, "Vergaderjaar 2023–2024", 11), *lines(80, 300, *ONE)]
    page += [Words(60, 800, "ah-tk-20232024-1178", 6), bold(540, 815, "NL", 18)]
    assert shown(read(page)) == [f"p {FIRST}"]


def test_a_letterhead_becomes_metadata_wherever_its_values_stand():
    beside = [Words(80, 60, "Datum"), Words(140, 60, "4 maart 2025")]
    beside += [Words(80, 74, "Betreft"), Words(140, 74, "Plan voor het openbaar vervoer")]
    under = [bold(460, 250, "Ons kenmerk", 6.5), Words(460, 259, "2025-0000123", 6.5)]
    document = read([*beside, *under, *lines(80, 240, *ONE), *lines(80, 290, *TWO)])
    assert shown(document) == [f"p {FIRST}", f"p {SECOND}"]
    metadata = document.metadata
    assert (metadata.date, metadata.title) == ("2025-03-04", "Plan voor het openbaar vervoer")
    assert metadata.other["our_reference"] == "2025-0000123"


# Notes


def test_small_type_at_the_foot_holds_notes_that_raised_numbers_lead_to():
    page = [*lines(80, 100, *ONE), Words(165, 108, "1", 6), *lines(80, 140, *TWO)]
    page += [Words(80, 700, "1", 5), *lines(90, 703, "Kamerstuk 36 600, nr. 12.", size=7.5)]
    document = read(page)
    (note,) = document.footnotes
    assert (note.label, note.text, note.status) == ("1", "Kamerstuk 36 600, nr. 12.", Status.CERTAIN)
    assert note.marker is not None


# Files that cannot be read


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4\nniets meer", "damaged"),
        (pdf(lines(80, 100, *ONE))[:300], "damaged"),
        (pdf([]), "no text"),
        (
            pdf(
                lines(80, 100, *ONE),
                trailer="/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
                f"/O<{'00' * 32}>/U<{'00' * 32}>>>",
            ),
            "encrypted",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_sentence(data: bytes, says: str):
    with pytest.raises(LoadError, match=says) as caught:
        loader.read(data, DocumentBuilder())
    assert "\n" not in str(caught.value)


def test_a_file_of_too_many_pages_or_lines_is_refused(monkeypatch: pytest.MonkeyPatch):
    data = pdf(*[lines(80, 100, *ONE)] * 3)
    for limit in ("PAGES_AT_MOST", "STRIPES_AT_MOST"):
        with monkeypatch.context() as patched:
            patched.setattr(loader, limit, 2)
            with pytest.raises(LoadError, match="more than 2"):
                loader.read(data, DocumentBuilder())


# The corpus

FILES = sorted(path.name for path in (CORPUS / "documents").glob("*.pdf"))


@pytest.mark.parametrize("name", FILES)
def test_the_corpus_is_read_as_its_truth_says(name: str):
    document, expected = loaded(f"documents/{name}"), truth(name.removesuffix(".pdf"))
    headings = scorer().score_headings(
        expected["headings"], found_headings(document), ignore=expected.get("ignore_titles", ())
    )
    assert headings["f1"] >= 0.95
    if expected.get("footnotes") is not None:
        notes = [{"label": note.label, "text": note.text} for note in document.footnotes]
        assert scorer().score_footnotes(expected["footnotes"], notes)["f1"] >= 0.95
