"""DOCX: each feature of the format in a small file made for it."""

from __future__ import annotations

import pytest

from briefreader.document import Look, Status
from briefreader.errors import LoadError
from briefreader.loaders.office.word import read
from made import W, bold, docx, loaded, shown, wp, zipped

HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mijn kop"/><w:basedOn w:val="Middle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Middle"><w:name w:val="Tussen"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Lus"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>'
)
TEXT = "Dit is een zin die lang genoeg is om voor lopende tekst van een brief te worden gehouden."

NUMBERS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def item(text: str, number: int, depth: int = 0) -> str:
    return wp(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings_by_style_by_outline_level_and_by_what_a_style_is_based_on():
    body = wp("Een", style("H1")) + wp("Twee", style("Mine")) + wp("Drie", '<w:outlineLvl w:val="2"/>')
    document = loaded(read, docx(body + wp(TEXT, style("Loop")), styles=HEADINGS))
    assert shown(document) == ["# Een", "## Twee", "### Drie", f"p {TEXT}"]


def test_wholly_bold_short_paragraphs_are_headings_under_the_styled_ones():
    body = wp("Een", style("H1")) + bold("Aanleiding") + wp(TEXT) + bold("Deelt u die mening?") + wp(TEXT)
    document = loaded(read, docx(body, styles=HEADINGS))
    assert shown(document) == ["# Een", "## Aanleiding", f"p {TEXT}", "p Deelt u die mening?", f"p {TEXT}"]


def test_a_bold_question_under_its_number_is_no_heading():
    body = bold("Vraag 1") + bold("Kunt u dit toelichten") + bold("Antwoord") + wp(TEXT)
    assert shown(loaded(read, docx(body + wp(TEXT))))[:2] == ["# Vraag 1", "p Kunt u dit toelichten"]


def test_a_bold_line_before_a_break_is_a_heading_of_its_own():
    body = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Vervolg</w:t><w:br/></w:r><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    assert shown(loaded(read, docx(body))) == ["# Vervolg", f"p {TEXT}"]


def test_larger_type_stands_above_bold_and_bold_above_italic():
    body = (
        wp("Groot", run='<w:sz w:val="32"/>')
        + wp(TEXT)
        + bold("Vet")
        + wp(TEXT)
        + wp("Schuin", run="<w:i/>")
        + wp(TEXT * 3)
    )
    found = [line for line in shown(loaded(read, docx(body))) if line.startswith("#")]
    assert found == ["# Groot", "## Vet", "### Schuin"]


def test_a_letter_that_is_all_bold_has_no_headings_by_it():
    document = loaded(read, docx("".join(bold(t) for t in ("Aan de Kamer", TEXT, "Nog iets", TEXT))))
    assert not any(line.startswith("#") for line in shown(document))


def test_list_markers_are_restored_level_by_level():
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1) + item("e", 1, 1)
    body += item("f", 2) + item("g", 3) + item("h", 1)
    found = shown(loaded(read, docx(body, numbering=NUMBERS)))
    assert found == ["i1 1. a", "i2 1a) b", "i2 1b) c", "i1 2. d", "i2 2a) e", "i1 • f", "i1 4. g", "i1 3. h"]


def test_numbers_of_headings_are_restored():
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>' + style("H1")
    document = loaded(read, docx(wp("Inleiding", numbered) + wp(TEXT), styles=HEADINGS, numbering=NUMBERS))
    assert shown(document)[0] == "# 1. Inleiding"


def test_foot_and_endnotes_are_joined_with_their_markers():
    notes = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>' + (
        f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t> {"Zie noot."}</w:t></w:r></w:p></w:footnote>'
    )
    ends = f'<w:endnote w:id="7">{wp("Aan het eind.")}</w:endnote>'
    body = (
        '<w:p><w:r><w:t>Woord</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t> en</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )
    document = loaded(read, docx(body, footnotes=notes, endnotes=ends))
    assert shown(document) == ["p Woord¹ en².", "n ¹ Zie noot.", "n ² Aan het eind."]
    assert [(n.label, n.status) for n in document.footnotes] == [("1", Status.CERTAIN), ("2", Status.CERTAIN)]


def test_raised_digits_are_markers_where_there_are_no_notes():
    up = '<w:vertAlign w:val="superscript"/>'
    body = (
        f"<w:p><w:r><w:t>Een zin.</w:t></w:r><w:r><w:rPr>{up}</w:rPr><w:t>1</w:t></w:r></w:p>"
        f"<w:p><w:r><w:rPr>{up}</w:rPr><w:t>1</w:t></w:r><w:r><w:t> Bron.</w:t></w:r></w:p>"
    )
    document = loaded(read, docx(body))
    assert [(n.label, n.text) for n in document.footnotes] == [("1", "Bron.")]


def test_square_metres_are_no_markers():
    body = '<w:p><w:r><w:t>70 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>'
    document = loaded(read, docx(body))
    assert document.text == "70 m²"
    assert not document.footnotes


def test_insertions_are_text_and_deletions_are_not():
    body = (
        "<w:p><w:r><w:t>Een </w:t></w:r><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>oud</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>er</w:t></w:r></w:moveTo><w:r><w:t> woord.</w:t></w:r></w:p>"
    )
    assert loaded(read, docx(body)).text == "Een nieuwer woord."


def test_a_paragraph_whose_end_was_deleted_goes_on():
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Een zin die </w:t></w:r></w:p>"
    assert loaded(read, docx(first + wp("doorgaat."))).text == "Een zin die doorgaat."


def test_fields_show_their_results_over_paragraphs_too():
    begin, split, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    code = '<w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText></w:r>'
    body = (
        f"<w:p>{begin}{code}{split}<w:r><w:t>Hier</w:t></w:r></w:p><w:p><w:r><w:t>ook</w:t></w:r>{end}</w:p>"
    )
    document = loaded(read, docx(body))
    assert document.text == "Hier\n\nook"
    assert [mark.target for mark in document.marks] == ["https://example.org/"] * 2


def test_special_signs():
    signs = '<w:noBreakHyphen/><w:t>16</w:t><w:tab/><w:sym w:font="Symbol" w:char="F0B7"/><w:t>be</w:t><w:softHyphen/>'
    body = f"<w:p><w:r><w:t>F</w:t>{signs}<w:t>leid</w:t></w:r></w:p>"
    assert loaded(read, docx(body)).text == "F-16 •beleid"


def test_hidden_text_is_not_shown():
    assert loaded(read, docx(wp("Zichtbaar.") + wp("Geheim.", run="<w:vanish/>"))).text == "Zichtbaar."


def test_tables_keep_rows_and_cells_and_layout_tables_are_unwrapped():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    data = "<w:tbl>" + row.format(wp("Jaar"), wp("Bedrag")) + row.format(wp("2024"), wp("3")) + "</w:tbl>"
    layout = f"<w:tbl><w:tr><w:tc>{wp(TEXT)}{wp('Nog een regel.')}</w:tc></w:tr></w:tbl>"
    assert shown(loaded(read, docx(wp(TEXT) + data + layout))) == [
        f"p {TEXT}",
        "t Jaar | Bedrag\n2024 | 3",
        f"p {TEXT}",
        "p Nog een regel.",
    ]


LETTERHEAD = (
    "<w:tbl>"
    f"<w:tr><w:tc>{wp('> Retouradres Postbus 1 Den Haag')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{wp('Datum')}</w:tc><w:tc>{wp('4 maart 2025')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{wp('Betreft')}</w:tc><w:tc>{wp('Steun aan Oekraïne')}</w:tc></w:tr></w:tbl>"
    f"<w:tbl><w:tr><w:tc>{bold('Directie Oost')}{bold('Ons kenmerk')}{wp('BZ2512345')}{wp('')}"
    f"{wp('Bij beantwoording ons kenmerk vermelden.')}</w:tc></w:tr></w:tbl>"
)


def test_a_letterhead_in_tables_is_metadata_and_no_text():
    signed = wp("Hoogachtend,") + wp("De minister van Buitenlandse Zaken,") + wp("C.C.J. Veldkamp")
    body = LETTERHEAD + wp("Geachte voorzitter,") + wp(TEXT) + signed
    document = loaded(read, docx(body))
    assert shown(document) == [
        "dear Geachte voorzitter,",
        f"p {TEXT}",
        "signed Hoogachtend,\nDe minister van Buitenlandse Zaken,\nC.C.J. Veldkamp",
    ]
    known = document.metadata
    assert (known.title, known.date, known.other["our_reference"]) == (
        "Steun aan Oekraïne",
        "2025-03-04",
        "BZ2512345",
    )
    assert "Postbus 1" in known.other["letterhead"]
    assert [(s.name, s.office) for s in known.signatories] == [
        ("C.C.J. Veldkamp", "De minister van Buitenlandse Zaken")
    ]


def test_a_letterhead_in_the_head_of_the_first_page_is_metadata():
    body = wp(TEXT) + '<w:sectPr><w:headerReference w:type="first" r:id="x1"/></w:sectPr>'
    rels = '<Relationship Id="x1" Target="header1.xml"/>'
    document = loaded(read, docx(body, rels=rels, header1=LETTERHEAD))
    assert shown(document) == [f"p {TEXT}"]
    assert (document.metadata.title, document.metadata.date) == ("Steun aan Oekraïne", "2025-03-04")


def test_relations_do_not_lead_out_of_the_file():
    body = wp(TEXT) + '<w:sectPr><w:headerReference w:type="first" r:id="x1"/></w:sectPr>'
    rels = '<Relationship Id="x1" Target="../../../../../etc/passwd"/>'
    assert shown(loaded(read, docx(body, rels=rels))) == [f"p {TEXT}"]


def test_two_ministers_are_paired_with_their_offices():
    body = wp(TEXT) + wp("De minister van Buitenlandse Zaken,") + wp("De minister van Defensie,")
    document = loaded(read, docx(body + wp("C.C.J. Veldkamp") + wp("R.P. Brekelmans")))
    assert [(s.name, s.office) for s in document.metadata.signatories] == [
        ("C.C.J. Veldkamp", "De minister van Buitenlandse Zaken"),
        ("R.P. Brekelmans", "De minister van Defensie"),
    ]


def test_text_boxes_are_read_once_and_page_numbers_left_out():
    box = (
        "<{0}><w:txbxContent>"
        + wp("In een kader staat dit.")
        + wp("Pagina 1 van 4")
        + "</w:txbxContent></{0}>"
    )
    both = f"<mc:AlternateContent {MC}><mc:Choice>{box.format('w:drawing')}</mc:Choice>"
    both += f"<mc:Fallback>{box.format('w:pict')}</mc:Fallback></mc:AlternateContent>"
    body = wp(TEXT) + f"<w:p><w:r>{both}<w:t>Daarna.</w:t></w:r></w:p>"
    assert shown(loaded(read, docx(body))) == [f"p {TEXT}", "p In een kader staat dit.", "p Daarna."]


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_paragraphs_that_go_on_in_lower_case_are_joined_and_the_repair_is_recorded():
    document = loaded(read, docx(wp(TEXT[:-1]) + wp("en die hier gewoon doorgaat.")))
    assert shown(document) == [f"p {TEXT[:-1]} en die hier gewoon doorgaat."]
    assert [repair.kind for repair in document.repairs] == ["line joined"]


def test_emphasis_becomes_marks():
    body = "<w:p><w:r><w:t>Zeer </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>vet</w:t></w:r></w:p>"
    document = loaded(read, docx(body))
    assert [(m.look, m.span.of(document.text)) for m in document.marks] == [(Look.STRONG, "vet")]


@pytest.mark.parametrize("depth", [500, 50_000])
def test_tables_nested_without_end_are_refused(depth):
    data = docx("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth)
    with pytest.raises(LoadError, match=r"deep|XML|times its size"):
        loaded(read, data)


def declared(entities: str, text: str) -> bytes:
    document = f"<!DOCTYPE d [{entities}]><w:document {W}><w:body>{wp(text)}</w:body></w:document>"
    return zipped({"word/document.xml": document})


def test_a_billion_laughs_is_refused():
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    with pytest.raises(LoadError, match="XML"):
        loaded(read, declared('<!ENTITY l0 "ha">' + lol, "&l9;"))


def test_entities_that_lead_out_of_the_file_are_not_followed():
    data = declared('<!ENTITY x SYSTEM "file:///etc/passwd">', "a&x;b")
    assert loaded(read, data).text == "ab"


def test_a_letterhead_of_plain_lines_is_metadata():
    tabbed = "<w:p><w:r><w:t>Datum</w:t><w:tab/><w:t>4 maart 2025</w:t></w:r></w:p>"
    body = (
        wp("Aan de Voorzitter")
        + tabbed
        + wp("Betreft: Steun aan Oekraïne")
        + wp("Geachte voorzitter,")
        + wp(TEXT)
    )
    document = loaded(read, docx(body))
    assert shown(document) == ["dear Geachte voorzitter,", f"p {TEXT}"]
    assert (document.metadata.title, document.metadata.date) == ("Steun aan Oekraïne", "2025-03-04")
    assert document.metadata.other["letterhead"].startswith("Aan de Voorzitter")


def test_a_question_of_several_bold_paragraphs_has_no_headings_in_it():
    body = (
        bold("Vraag 2")
        + bold("Deelt u de mening van de leden dat dit anders moet?")
        + bold("Zo nee, waarom niet")
    )
    document = loaded(read, docx(body + bold("Antwoord") + wp(TEXT * 4)))
    assert [line for line in shown(document) if line.startswith("#")] == ["# Vraag 2", "# Antwoord"]
