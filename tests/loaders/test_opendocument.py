"""ODT: each feature of the format in a small file made for it."""

from __future__ import annotations

import pytest

from briefreader.document import Look, Status
from briefreader.errors import LoadError
from briefreader.loaders.office.opendocument import read
from made import loaded, odt, shown, zipped

TEXT = "Dit is een zin die lang genoeg is om voor lopende tekst van een brief te worden gehouden."
BOLD = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P0"/>'
    '<style:style style:name="P0" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)
LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/>'
    "</text:list-style>"
)


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_by_element_and_by_look_of_style_or_span():
    body = (
        '<text:h text:outline-level="1">Een</text:h>'
        + p("Aanleiding", "P1")
        + p(TEXT)
        + p('<text:span text:style-name="T1">Vervolg</text:span>')
        + p(TEXT)
    )
    assert shown(loaded(read, odt(body, BOLD))) == [
        "# Een",
        "## Aanleiding",
        f"p {TEXT}",
        "## Vervolg",
        f"p {TEXT}",
    ]


def test_list_markers_are_made_from_the_list_style():
    inner = "<text:list><text:list-item>" + p("twee") + "</text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L1"><text:list-item>{p("een")}{inner}</text:list-item>'
        f"<text:list-item>{p('drie')}{p('nog drie')}</text:list-item></text:list>{p(TEXT)}"
        f'<text:list text:style-name="L2"><text:list-item>{p("streep")}</text:list-item></text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>{p("vier")}'
        "</text:list-item></text:list>"
    )
    found = shown(loaded(read, odt(body, LISTS)))
    assert found == [
        "i1 1. een",
        "i2 1.a) twee",
        "i1 2. drie",
        "p nog drie",
        f"p {TEXT}",
        "i1 – streep",
        "i1 3. vier",
    ]


def test_notes_are_joined_with_their_markers():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('<text:s/>De noot.')}</text:note-body></text:note>"
    )
    document = loaded(read, odt(p(f"Woord{note}, en meer.")))
    assert shown(document) == ["p Woord¹, en meer.", "n ¹ De noot."]
    assert [n.status for n in document.footnotes] == [Status.CERTAIN]


def test_white_space_elements_and_layout_of_the_file():
    body = p("Een<text:s text:c='3'/>twee\n   drie<text:tab/>vier<text:span> </text:span>vijf")
    assert loaded(read, odt(body)).text == "Een twee drie vier vijf"


def test_tracked_deletions_and_annotations_are_left_out():
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('Oud.')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + p(f"Nieuw<office:annotation>{p('Klopt dit?')}</office:annotation>.")
    )
    assert loaded(read, odt(body)).text == "Nieuw."


def test_tables_and_frames():
    row = "<table:table-row><table:table-cell>{}</table:table-cell><table:table-cell>{}</table:table-cell></table:table-row>"
    table = (
        "<table:table>"
        + row.format(p("Jaar"), p("Bedrag"))
        + row.format(p("2024"), p("3"))
        + "</table:table>"
    )
    frame = f"<draw:frame><draw:text-box>{p('In een kader.')}</draw:text-box></draw:frame>"
    assert shown(loaded(read, odt(p(TEXT) + table + p(f"{frame}Erna.")))) == [
        f"p {TEXT}",
        "t Jaar | Bedrag\n2024 | 3",
        "p In een kader.",
        "p Erna.",
    ]


def test_links_and_emphasis_become_marks():
    body = p(
        'Zie <text:a xlink:href="https://example.org/">hier</text:a> <text:span text:style-name="T1">vet</text:span>.'
    )
    document = loaded(read, odt(body, BOLD))
    assert [(m.look, m.target, m.span.of(document.text)) for m in document.marks] == [
        (Look.LINK, "https://example.org/", "hier"),
        (Look.STRONG, "", "vet"),
    ]


def test_a_letterhead_in_a_frame_is_metadata():
    lines = "".join(p(t) for t in ("Directie Oost", "Ons kenmerk", "BZ25", "", "Datum", "4 maart 2025"))
    frame = f"<draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame>"
    document = loaded(read, odt(p(frame) + p(TEXT)))
    assert shown(document) == [f"p {TEXT}"]
    assert (document.metadata.date, document.metadata.other["our_reference"]) == ("2025-03-04", "BZ25")


def test_encrypted_files_and_spreadsheets_are_refused():
    locked = zipped({"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": b"\x00"})
    with pytest.raises(LoadError, match="password"):
        loaded(read, locked)
    sheet = zipped(
        {"content.xml": '<o:spreadsheet xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'}
    )
    with pytest.raises(LoadError, match="not a text"):
        loaded(read, sheet)
