"""XML of official publications: proceedings, papers of parliament, and XML nobody knows."""

from __future__ import annotations

import pytest

from briefreader.document import Look
from briefreader.errors import LoadError
from briefreader.loaders.official import read
from made import loaded, shown

SPEECH = (
    "<spreekbeurt><spreker><voorvoegsels>De heer</voorvoegsels> <naam><achternaam>Alkaya</achternaam></naam>"
    " (<politiek>SP</politiek>):</spreker><tekst><al>Dank.</al></tekst></spreekbeurt>"
)
MOTION = (
    '<motie id="M-32637-305"><kop><titel>Motie</titel></kop><al>De Kamer,</al><motie-info><spreker>De voorzitter:'
    '</spreker><al>Zij krijgt nr. <extref doc="kst-32637-305" soort="document">305</extref>.</al></motie-info></motie>'
)
PROCEEDINGS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<officiele-publicatie><metadata><meta name="x"'
    ' content="https://zoek.officielebekendmakingen.nl/h-tk-20172018-70-11/metadata.xml"/></metadata><handelingen>'
    "<agendapunt><nr>11</nr><item-titel>Bedrijfslevenbeleid</item-titel><onderwerp><al>Aan de orde is het "
    '<nadruk type="vet">VAO</nadruk>.</al></onderwerp>'
    f"{SPEECH}{MOTION}</agendapunt></handelingen></officiele-publicatie>"
)

PAPER = """<?xml version="1.0"?>
<officiele-publicatie><kamerstuk>
<kamerstukkop><tekstregel inhoud="vergaderjaar">2024-2025</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>36 045</dossiernr></dossiernummer><titel>Situatie in Oekraïne</titel></dossier>
<stuk><stuknr>Nr. <ondernummer>190</ondernummer></stuknr><titel>Brief van de minister</titel>
<datumtekst>Den Haag, <datum isodatum="2025-02-17">17 februari 2025</datum></datumtekst>
<algemeen><vrije-tekst><tekst>
<al>Geachte voorzitter,</al>
<divisie><kop><nr>1</nr><titel>Inleiding</titel></kop><al>Tekst<noot id="n1"><noot.nr>1</noot.nr><noot.al>Kamerstuk
36 045, nr. 2.</noot.al></noot> in een wo<?pagina 3?>ord.</al>
<tussenkop kopopmaak="vet">Tussen</tussenkop>
<divisie><kop><nr>1.1</nr><titel>Dieper</titel></kop>
<lijst><li><li.nr>a.</li.nr><al>eerste</al><lijst><li><li.nr>–</li.nr><al>binnen</al></li></lijst></li></lijst>
<onbekend><iets>Woorden van een <b>onbekend</b> element.</iets></onbekend></divisie></divisie>
<divisie><kop><nr>1.2</nr><titel>Te diep genest noch te ondiep</titel></kop>
<table><tgroup><thead><row><entry>Jaar</entry><entry>Bedrag</entry></row></thead><tbody><row><entry>2024</entry>
<entry><al>3</al></entry></row></tbody></tgroup></table></divisie>
</tekst></vrije-tekst></algemeen>
<tekst-sluiting><ondertekening><functie>De minister van Buitenlandse Zaken,</functie>
<naam><voornaam>C.C.J.</voornaam> <achternaam>Veldkamp</achternaam></naam></ondertekening></tekst-sluiting>
</stuk></kamerstuk></officiele-publicatie>"""


def test_proceedings():
    document = loaded(read, PROCEEDINGS)
    assert shown(document) == [
        "# Bedrijfslevenbeleid",
        "p Aan de orde is het VAO.",
        "## De heer Alkaya (SP)",
        "p Dank.",
        "## Motie",
        "p De Kamer,",
        "## De voorzitter",
        "p Zij krijgt nr. 305.",
    ]
    known = document.metadata
    assert (known.title, known.house, known.other["id"]) == (
        "Bedrijfslevenbeleid",
        "II",
        "h-tk-20172018-70-11",
    )
    assert known.other["series"] == "Handelingen Tweede Kamer 2017-2018, nr. 70"
    assert (Look.LINK, "kst-32637-305") in [(mark.look, mark.target) for mark in document.marks]
    assert [(c.id, c.span.of(document.text)) for c in document.citations] == [("kst-32637-305", "305")]


def test_papers_of_parliament():
    document = loaded(read, PAPER)
    assert shown(document) == [
        "# Brief van de minister",
        "p Den Haag, 17 februari 2025",
        "dear Geachte voorzitter,",
        "## 1 Inleiding",
        "p Tekst¹ in een woord.",
        "### Tussen",
        "### 1.1 Dieper",
        "i1 a. eerste",
        "i2 – binnen",
        "p Woorden van een onbekend element.",
        "### 1.2 Te diep genest noch te ondiep",
        "t Jaar | Bedrag\n2024 | 3",
        "signed De minister van Buitenlandse Zaken,\nC.C.J. Veldkamp",
        "n ¹ Kamerstuk 36 045, nr. 2.",
    ]
    known = document.metadata
    assert (known.paper, known.date, known.dossier_title) == (
        "kst-36045-190",
        "2025-02-17",
        "Situatie in Oekraïne",
    )
    assert [(s.name, s.office) for s in known.signatories] == [
        ("C.C.J. Veldkamp", "De minister van Buitenlandse Zaken")
    ]


def test_files_that_were_decoded_wrongly_before_they_were_published():
    text = PAPER.replace("Inleiding", "Één café – Kröger")
    damaged = "\ufeff".encode() + text.encode()
    document = loaded(read, damaged.decode("latin-1").encode())
    assert "## 1 Één café – Kröger" in shown(document)
    assert [r.was if hasattr(r, "was") else r.source for r in document.repairs if r.kind == "decoded anew"][
        :2
    ] == [
        "Ã\x89Ã©",
        "Ã©",
    ]


def test_line_breaks_that_lay_out_the_file_make_no_spaces_beside_signs():
    text = "<a><al>\n  Aan de orde (\n  <b>\n   nr.\n   3\n  </b>\n  );\n  70 m\n  <sup>\n  2\n  </sup>\n  groot\n</al></a>"
    assert loaded(read, text).text == "Aan de orde (nr. 3); 70 m² groot"


def test_named_characters_of_html_are_read_and_unknown_entities_do_no_harm():
    assert loaded(read, "<a><al>caf&eacute; &amp; meer&nbsp;zo</al></a>").text == "café & meer\u00a0zo"
    data = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><al>b&x;c</al></a>'
    assert loaded(read, data).text == "bc"


def test_xhtml_goes_the_way_of_web_pages():
    data = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Kop</h1><p>Tekst.</p></body></html>'
    assert shown(loaded(read, data)) == ["# Kop", "p Tekst."]


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_with_a_warning():
    document = loaded(read, PROCEEDINGS[: PROCEEDINGS.index("Zij krijgt")])
    assert shown(document)[-1] == "## De voorzitter"
    assert "damaged" in document.warnings[0]


@pytest.mark.parametrize("data", ["<a", "<?xml version='1.0'?>", "<a/>" * 2, "<al>" * 90_000])
def test_what_is_no_xml_is_refused(data):
    with pytest.raises(LoadError):
        loaded(read, data)
