"""Citations: the golden cases, motions, doubts, and how papers are cited in turn."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefreader import text as texts
from briefreader.citations import cite, find, link, parliamentary_year
from briefreader.citations.forms import Form, read
from briefreader.citations.house import HOUSE
from briefreader.citations.law import LAW
from briefreader.citations.reference import day_in_words
from briefreader.document import Metadata
from briefreader.span import Span
from briefreader.values import changed

HERE = Path(__file__).parent


def cases() -> list[tuple[str, str, list[str]]]:
    """Known dossier, text, ids of each line of the golden file."""
    lines = (HERE / "golden" / "citations.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        text, _, ids = line.replace("\\n", "\n").partition(" →")
        dossier, text = text[1:].split("] ", 1) if text.startswith("[") else ("", text)
        found.append((dossier, text, ids.split(" + ") if "COM" in ids else ids.split()))
    return found


@pytest.mark.parametrize(("dossier", "text", "ids"), cases())
def test_a_text_names_what_the_golden_file_says(dossier: str, text: str, ids: list[str]) -> None:
    found = [citation for citation in find(text, {dossier} - {""}) if citation.kind != "motion"]
    assert [citation.id for citation in found] == [id.strip() for id in ids]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In lijn met de motie van het lid Paternotte (Kamerstuk 21501-02, nr. 3029).",
            ["motie van het lid Paternotte"],
        ),
        ("de motie-Kröger/Grashoff (32847, nr. 347)", ["motie-Kröger/Grashoff"]),
        (
            "de motie van de Leden Paternotte en Boswijk (28676, nr. 475)",
            ["motie van de Leden Paternotte en Boswijk"],
        ),
        ("de motie Van der Plas c.s. (36045, nr. 3)", ["motie Van der Plas c.s."]),
        ("de gewijzigde motie El Abassi (36410-VI, nr. 65)", ["gewijzigde motie El Abassi"]),
        (
            "Moties Krul c.s. (Kamerstuk 36 410-V nr. 65), Dobbe c.s. (Kamerstuk 21 501-20 nr. 1959) en motie "
            "Boswijk c.s. (Kamerstuk 21 501-02 Nr. 2962).",
            ["Moties Krul c.s.", "Dobbe c.s.", "motie Boswijk c.s."],
        ),
        (
            "Zij krijgt nr. 346 (32847).\n\nDe motie van de heer Kops op stuk nr. 346 is goed.",
            ["motie van de heer Kops"],
        ),
    ],
)
def test_a_motion_is_tied_to_the_paper_beside_its_name(text: str, wanted: list[str]) -> None:
    found = find(text)
    motions = [citation for citation in found if citation.kind == "motion"]
    assert [motion.span.of(text) for motion in motions] == wanted
    papers = [c.id for c in found if c.kind == "paper" and c.span.start > motions[0].span.start]
    assert [motion.id for motion in motions] == papers[: len(motions)]


def test_a_motion_finds_its_number_in_its_footnote() -> None:
    text = (
        "Conform de motie Timmermans-Yeşilgöz³ neemt het kabinet een besluit.\n\n³ Kamerstuk 36 045, nr. 191."
    )
    assert [c.kind for c in find(text)] == ["paper"]
    found = find(text, notes={"3": Span(text.index("Kamerstuk"), len(text))})
    assert next((c.kind, c.id, c.span.of(text)) for c in found) == (
        "motion",
        "kst-36045-191",
        "motie Timmermans-Yeşilgöz",
    )


@pytest.mark.parametrize(
    "text",
    [
        "de motie Hagen/Sneller. Ik zal uw Kamer (36045, nr. 3) informeren.",
        "de motie van Nispen",
        "moties zijn nuttig",
    ],
)
def test_a_motion_whose_number_is_elsewhere_is_left_alone(text: str) -> None:
    assert [c for c in find(text) if c.kind == "motion"] == []


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("21 501-2, nr. 3029", {"kst-21501-02-3029": "two digits"}),
        ("Kamerstuk 36600, nr. 60", {"kst-36600-60": "by chapter"}),
        ("Kamerstuk 36600 XXXI, nr. 60", {"kst-36600-XXXI-60": "no chapter XXXI"}),
        (
            "21501-20, nr. 1959; 21501-20, nr. 203; 21501-20, nr. 1983",
            {"kst-21501-20-203": "digit may have been lost"},
        ),
        ("36045, nr. 9; 36045, nr. 190; 36600-V, nr. 63", {}),
        ("26485, nr. 432; 26485, nr. 267; 26485, nr. 380", {}),
    ],
)
def test_what_can_hardly_be_right_is_said_and_not_changed(text: str, doubtful: dict[str, str]) -> None:
    found = {c.id: c.doubt for c in find(text) if c.doubt}
    assert found.keys() == doubtful.keys()
    assert all(words in found[id] for id, words in doubtful.items())


@pytest.mark.parametrize("letter", ["000_7f05fd73837fd489", "001_671add3b8e333da5"])
def test_the_letters_name_just_the_papers_of_the_truth(letter: str) -> None:
    lines = (HERE / "corpus" / "seeds" / f"{letter}.txt").read_text(encoding="utf-8").splitlines()
    truth = json.loads((HERE / "corpus" / "truth" / f"{letter}.json").read_text(encoding="utf-8"))
    found = {c.id for c in find(" ".join(lines)) if c.kind == "paper"}
    assert found == {reference["id"] for reference in truth["references"]}


PIECES = (
    "Kamerstuk |36045|36 600|-| V|, |nr. |nrs. |190| en |–|193| (|)|motie |Krul |2025D06724|¹|. |Aanhangsel Handelingen |"
    "2023/24|Verordening (EU) |2024/1183|\n|Stb. 2024, 12"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map("".join))
def test_citations_come_in_order_inside_the_text_and_each_once(text: str) -> None:
    found = find(text)
    assert [c.span for c in found] == sorted(c.span for c in found)
    assert all(
        0 <= c.span.start < c.span.end <= len(text) and c.span.of(text).strip() == c.span.of(text)
        for c in found
    )
    assert len({(c.span, c.id, c.kind) for c in found}) == len(found)


@given(
    st.lists(st.sampled_from(sorted({f"{text}." for _, text, _ in cases()})), max_size=12),
    st.integers(1, 200),
)
def test_a_text_is_searched_in_stretches_as_in_one(paragraphs: list[str], size: int) -> None:
    text = "\n\n".join(paragraphs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "STRETCH", size)
        in_stretches = find(text)
    assert in_stretches == find(text)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2025-02-17", "2024/25"), ("2024-09-16", "2023/24"), ("2024-09-17", "2024/25"), ("2026-09-14", "2025/26"),
        ("2026-09-15", "2026/27"), ("1999-12-31", "1999/00"), ("2025-02-18T11:26", "2024/25"),
    ],
)  # fmt: skip
def test_the_parliamentary_year_begins_on_the_third_tuesday_of_september(day: str, year: str) -> None:
    assert parliamentary_year(day) == year


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_parliamentary_year_turns_once_a_year_on_a_tuesday(day: date) -> None:
    before = day - timedelta(days=1)
    turned = parliamentary_year(day.isoformat()) != parliamentary_year(before.isoformat())
    assert turned == (day.month == 9 and day.weekday() == 1 and 15 <= day.day <= 21)


@given(
    st.dates().map(str)
    | st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]")
    | st.text("0123456789-+ ٣", max_size=11)
)
@example("2000-02-29")
@example("1900-02-29")
@example("0000-01-01")
def test_a_date_is_what_it_is_to_python(day: str) -> None:
    try:
        known = date.fromisoformat(day[:10]) if day[4:5] == "-" == day[7:8] else None
    except ValueError:
        known = None
    if known is None:
        with pytest.raises(ValueError):
            day_in_words(day, "nl")
    else:
        number, _, year = day_in_words(day, "nl").split()
        assert (int(number), int(year)) == (known.day, known.year)


LETTER = Metadata(
    title="Staat van de Oorlog", date="2025-02-17", dossier="36045", dossier_number="190", number="2025D06724"
)


@pytest.mark.parametrize(
    ("metadata", "style", "wanted"),
    [
        (LETTER, "nl", "Kamerstukken II 2024/25, 36045, nr. 190"),
        (LETTER, "en", "Parliamentary Papers II 2024/25, 36045, no. 190"),
        (
            changed(LETTER, dossier="36600-V", dossier_number="63"),
            "nl",
            "Kamerstukken II 2024/25, 36600 V, nr. 63",
        ),
        (changed(LETTER, dossier="21501-02", date=None), "nl", "Kamerstukken II, 21501-02, nr. 190"),
        (changed(LETTER, dossier_number="A"), "nl", "Kamerstukken I 2024/25, 36045, A"),
        (changed(LETTER, dossier=None), "nl", "Staat van de Oorlog, 17 februari 2025 (2025D06724)"),
        (
            Metadata(title="Kamerbrief van 4 maart 2025", date="2025-03-04"),
            "en",
            "Kamerbrief van 4 maart 2025",
        ),
        (changed(LETTER, dossier=None, number=None, title=None), "en", "17 February 2025"),
        (Metadata(), "nl", ""),
    ],
)
def test_a_letter_is_cited_as_dutch_papers_are(metadata: Metadata, style: str, wanted: str) -> None:
    assert cite(metadata, style) == wanted


def test_what_cite_writes_find_reads() -> None:
    assert [c.id for c in find(cite(LETTER))] == [LETTER.paper]


@pytest.mark.parametrize(
    ("id", "start"),
    [
        ("kst-36600-V-63", "https://zoek.officielebekendmakingen.nl/kst-36600-V-63.html"),
        ("dossier-36045", "https://zoek.officielebekendmakingen.nl/dossier/36045"),
        ("ECLI:NL:HR:2012:BQ9251", "https://deeplink.rechtspraak.nl/"),
        ("BWBR0005537", "https://wetten.overheid.nl/BWBR0005537"),
        ("32014R0833", "https://eur-lex.europa.eu/"),
        ("COM(2025) 95", "https://eur-lex.europa.eu/"),
        ("2025D06724", "https://www.tweedekamer.nl/"),
        ("TZ202501-123", None),
    ],
)
def test_an_id_leads_to_where_it_is_published(id: str, start: str | None) -> None:
    found = link(id)
    assert (found is None) if start is None else (found is not None and found.startswith(start))


@pytest.mark.parametrize("form", [*HOUSE, *LAW], ids=lambda form: f"{form.kind} {form.pattern.strip()[:30]}")
def test_the_signs_of_a_form_hide_none_of_its_citations(form: Form) -> None:
    texts = [text for _, text, _ in cases()]
    whole = "\n".join([*texts, *(text.upper() for text in texts)])
    assert list(read(whole, [form])) == list(read(whole, [form._replace(signs=())]))
    for text in texts:
        assert list(read(text, [form])) == list(read(text, [form._replace(signs=())]))
