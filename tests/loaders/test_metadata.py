"""What stands above a letter: web header, letterhead, the head of a printed paper."""

from __future__ import annotations

import pytest

from briefreader.document import Activity, Signatory
from briefreader.loaders.plain.source import lines_of
from briefreader.loaders.plain.webheader import take_header
from loaders.corpus_truth import loaded

HEADER = """Voortgang van de nota
Brief regering
Nummer: 2024D11111, datum: 2024-05-06, bijgewerkt: 2024-05-07 09:30, versie: 2
Directe link naar document (.pdf), link naar pagina op de Tweede Kamer site.
Gerelateerde personen:- Eerste ondertekenaar: A.B. de Vries, staatssecretaris van Financiën
Bijlagen:
- Het advies van de commissie
- De planning
Onderdeel van kamerstukdossier 36600 V-63 Vaststelling van de begroting .
Onderdeel van zaak 2024Z22222:
- Voortouwcommissie: vaste commissie voor Financiën
- 2024-05-14: Procedurevergadering (Procedurevergadering), vaste commissie voor Financiën
Preview document (🔗 origineel)
Geachte voorzitter,
""".split("\n")


def test_a_web_header_is_read_line_by_line() -> None:
    found = take_header(lines_of("\n".join(HEADER)))
    assert found is not None
    metadata, count = found
    assert count == HEADER.index("Geachte voorzitter,")
    assert (metadata.title, metadata.document_type, metadata.dossier_title) == (
        "Voortgang van de nota",
        "Brief regering",
        "Vaststelling van de begroting",
    )
    assert (metadata.updated, metadata.version, metadata.case) == ("2024-05-07T09:30", 2, "2024Z22222")
    assert metadata.paper == "kst-36600-V-63"
    assert metadata.signatories == (
        Signatory("A.B. de Vries", "staatssecretaris van Financiën", "Eerste ondertekenaar"),
    )
    assert metadata.agenda == (
        Activity(
            "2024-05-14", "Procedurevergadering (Procedurevergadering)", "vaste commissie voor Financiën"
        ),
    )
    assert metadata.other["Bijlagen"] == "Het advies van de commissie\nDe planning"


@pytest.mark.parametrize("missing", ["Nummer:", "Preview"])
def test_a_text_that_only_resembles_one_has_no_header(missing: str) -> None:
    assert take_header(lines_of("\n".join(line for line in HEADER if missing not in line))) is None


def test_a_printed_papers_head_says_number_title_and_date() -> None:
    metadata = loaded("documents/ah-tk-20232024-1178.txt").metadata
    assert metadata.number == "1178" and metadata.date == "2024-03-07"
    assert metadata.title and metadata.title.endswith("over quantumproof encryptie")
    assert {"number", "date", "title"} <= set(metadata.inferred)


def test_a_letterhead_beside_the_text_is_metadata() -> None:
    document = loaded("documents/kv-2023-beckerman.layout.txt")
    assert document.metadata.date == "2023-12-04"
    assert document.metadata.title and document.metadata.title.startswith("Beantwoording van Kamervragen")
    assert "Turfmarkt" in document.metadata.other["letterhead"] and "Turfmarkt" not in document.text
