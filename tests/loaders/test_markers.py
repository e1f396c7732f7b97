"""Markers and notes: the chain 1, 2, 3 …, notes at the foot of pages, and notes that lost their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Document, Status
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.plain.footnotes import lift_foot_notes
from briefreader.loaders.plain.markers import Place, candidates_in, chain, stands_alone
from briefreader.loaders.plain.pages import body_lines
from briefreader.loaders.plain.pairing import Context, pair
from briefreader.loaders.plain.source import lines_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("kernwapens1, en de G7 en G20", {1}),
        ("sinds 1 maart 2024.6 De steun", {6}),
        ("van c.a. 3%.8 Het", {8}),
        ("(fundamentals15)", {15}),
        ("motie Timmermans-Yeşilgöz3, zal", {3}),
        ("zie 4.3.1 en 3.8% en 70.000 en 36045, nr. 190", set()),
        ("EUR 18,1 miljard, 2,3 procent en 186,4 miljoen", set()),
        ("in 2023,1 en in 2024,2 steeg het", {1, 2}),
        ("wapens¹² en geld", {12}),
    ],
)
def test_numbers_glued_to_words_are_candidates(text: str, numbers: set[int]) -> None:
    found = {c.number for c in candidates_in(text) if c.weight >= 0.8}
    assert found == numbers


@given(
    st.lists(st.sampled_from(["G7 ", "CO2 ", "in 2024 ", "nr.60 ", "F-16’s ", "de 93 landen "]), max_size=6)
)
def test_the_chain_passes_by_other_numbers(noise: list[str]) -> None:
    text = "".join(f"woord{i}. {extra}" for i, extra in enumerate([*noise, "", "", ""], 1))
    places = [Place(0, candidate, 0) for candidate in candidates_in(text)]
    found = chain(places, {})
    assert [place.candidate.number for place in found] == list(range(1, len(noise) + 4))
    assert stands_alone(found)


def test_numbers_without_notes_or_chain_are_no_markers() -> None:
    places = [Place(0, candidate, 0) for candidate in candidates_in("G7, CO2 en libc6, exim4")]
    assert not stands_alone(chain(places, {}))


PAGES = """Wij lezen het rapport1 van de commissie en de brief, die u
in 2023 ontving, en wij schrijven verder over de zaken die
u vroeg.2

1 Kamerstuk 36045, nr. 190.
2 Zie ook de brief van 4 maart, die
over twee regels gaat.
\fOp de tweede bladzijde staat er nog een3 en daarna komt de
rest van de tekst, die lang genoeg is om over meer regels
te gaan dan een.

3 De derde noot.
"""


def test_notes_at_the_foot_of_pages_are_lifted() -> None:
    lines, _ = body_lines(lines_of(PAGES))
    kept, notes = lift_foot_notes(lines)
    assert [(n.label, " ".join(line.text for line in n.lines)) for n in notes] == [
        ("1", "Kamerstuk 36045, nr. 190."),
        ("2", "Zie ook de brief van 4 maart, die over twee regels gaat."),
        ("3", "De derde noot."),
    ]
    assert len(kept) == 6


def test_notes_of_pages_are_joined_and_certain() -> None:
    builder = DocumentBuilder(language="nl")
    loaders.FORMATS[-1].read(PAGES.encode(), builder)
    document: Document = builder.finish()
    assert [(n.label, n.status) for n in document.footnotes] == [(n, Status.CERTAIN) for n in "123"]
    assert "rapport¹" in document.text and "vroeg.²" in document.text and "een³" in document.text


SUBJECTS = (
    "de motie Paternotte",
    "het verslag conferentie sanctienaleving",
    "de gastlandvoorwaarden voor het tribunaal",
)


@given(st.sets(st.integers(0, 5), min_size=3, max_size=3))
def test_notes_without_numbers_go_to_the_sentences_they_speak_of(kept: set[int]) -> None:
    places = sorted(kept)
    contexts = [Context(f"Zin nummer {i} over iets anders.", "Een alinea.") for i in range(6)]
    for place, subject in zip(places, SUBJECTS, strict=True):
        contexts[place] = Context(f"Het kabinet noemt {subject}.", "Een alinea.")
    found = pair(contexts, SUBJECTS, [c.sentence for c in contexts])
    assert [index for index, _ in found] == places
    assert all(status is not Status.CERTAIN for _, status in found)


@given(st.lists(st.text("abcdef ", max_size=30), min_size=1, max_size=6), st.data())
def test_pairing_keeps_the_order_and_uses_a_marker_once(notes: list[str], data: st.DataObject) -> None:
    extra = data.draw(st.integers(0, 3))
    contexts = [Context(data.draw(st.text("abcdef ", max_size=30)), "") for _ in range(len(notes) + extra)]
    found = [index for index, _ in pair(contexts, notes, [])]
    assert found == sorted(set(found)) and len(found) == len(notes)
