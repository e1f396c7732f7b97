"""The pieces of the desk that are plain values and functions: wording, lists, what fits, what leads where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from at_the_desk import FEBRUARY, MARCH, seeds
from briefreader import changes
from briefreader.anchoring import describe
from briefreader.annotations import Annotation, Change, Codebook, Tag, Target, create, edit
from briefreader.commands import COMMANDS
from briefreader.document import Citation, Document, Footnote, Metadata
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.actions import follow, taking
from briefreader.tui.dialogs.keypage import key_rows
from briefreader.tui.dialogs.picker import Candidate, lit, matching
from briefreader.tui.notebook import Notebook, at
from briefreader.tui.panes.highlights import HighlightRows
from briefreader.tui.panes.library import LibraryRows
from briefreader.tui.panes.status import StatusLine, paragraph_number, where
from briefreader.tui.trail import STEPS_AT_MOST, Step, Trail

KEYS = {command.id: command.keys for command in COMMANDS}


def marked(start: int, end: int, *tags: str, note: str = "") -> Annotation:
    return create("letter", Target(start, end, "x" * (end - start)), tags, note)


# Wording


@given(st.text(), st.integers(0, 40))
def test_a_clipped_text_fits(text: str, cells: int) -> None:
    clipped = wording.clip(text, cells)
    assert cell_len(clipped) <= cells
    assert clipped == text or clipped == "" or clipped.endswith("…")


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert all(c.isprintable() for c in wording.plain(text))
    assert len(wording.plain(text)) == len(text)


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2025-02-17", "nl", "17 feb 2025"),
        ("2025-03-04T10:00", "nl-NL", "4 mrt 2025"),
        ("2025-03-04", "en", "4 Mar 2025"),
        ("2025-13-04", "nl", "2025-13-04"),
        ("spring", "nl", "spring"),
        (None, "nl", ""),
    ],
)
def test_dates_are_short(iso: str | None, language: str, words: str) -> None:
    assert wording.date(iso, language) == words


@given(st.text(min_size=1, max_size=80), st.integers(8, 120))
def test_a_heading_fits_and_keeps_the_paper_as_long_as_it_can(title: str, cells: int) -> None:
    meta = Metadata(title=title, date="2025-02-17", dossier="36045", dossier_number="190", language="nl")
    heading = wording.heading(Document("letter", "", metadata=meta), cells)
    assert cell_len(heading) <= cells
    if cells >= 60:
        assert heading.endswith("36045, nr. 190")


# Lists


def test_a_letter_that_is_not_read_yet_is_listed_already() -> None:
    entries = seeds().entries
    rows = LibraryRows(entries, lambda id: None, lambda id: 0, lambda entry: 0.0, None)
    assert [row.id for row in rows] == [MARCH, FEBRUARY]
    assert all("reading" in row.words for row in rows)


def test_markup_in_names_is_only_text() -> None:
    document = Document("x", "", metadata=Metadata(title="[red]boo[/] \x1b[31m"))
    entry = seeds().entries[0]
    row = LibraryRows([entry], lambda id: document, lambda id: 0, lambda entry: 0.0, None)[0]
    assert "[red]boo[/]" in row.words and "\x1b" not in row.words


def test_highlights_stand_under_their_sections_with_tags_and_note() -> None:
    document = seeds().open(FEBRUARY)
    at_ships = document.text.index("schaduwvloot")
    span = Span(at_ships, at_ships + 12)
    change = changes.tag((), Codebook(), FEBRUARY, describe(document.text, span), ["schepen"], note="Which?")
    annotation = next(record for record in change.after if isinstance(record, Annotation))
    heading, row = HighlightRows(document, [annotation], Codebook())
    assert (heading.words, heading.choosable) == ("Sancties", False)
    for part in ("schaduwvloot", "schepen", "Which?"):
        assert part in row.words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sect", {"move.next-section", "move.previous-section", "go.section", "select.grow"}),
        ("%", {"select.swap"}),
    ],
)
def test_the_key_page_finds_by_words_and_by_key(query: str, found: set[str]) -> None:
    assert {row.id for row in key_rows(COMMANDS, KEYS, query) if row.choosable} == found


def test_the_key_page_has_every_command() -> None:
    assert [row.id for row in key_rows(COMMANDS, KEYS) if row.choosable] == [c.id for c in COMMANDS]


# What fits


def test_names_that_begin_with_it_come_before_names_that_hold_it_before_likenesses() -> None:
    names = ("Europa", "de rol", "rolstoel", "Rusland en olie")
    found = matching("rol", [Candidate(name, name) for name in names])
    assert [match.candidate.id for match in found] == ["rolstoel", "de rol", "Rusland en olie"]


def test_hyphens_accents_and_case_do_not_hide_a_name() -> None:
    found = matching("f16 oekraine", [Candidate("x", "F-16 Oekraïne")])
    assert [match.candidate.id for match in found] == ["x"]


@given(st.text(max_size=20), st.frozensets(st.integers(0, 19)))
def test_lit_letters_leave_the_name_as_it_is(name: str, places: frozenset[int]) -> None:
    assert "".join(text for text, _ in lit(name, places)) == name


# The notebook


def test_a_change_shows_before_it_is_saved_and_stays_when_it_is() -> None:
    annotation = marked(3, 9, "ships")
    change = Change("tag", (), (annotation, Tag("ships", "sky")))
    book = Notebook().with_pending(change)
    assert book.of("letter") == (annotation,) and book.codebook.get("ships")
    saved = book.settled(change).told({"letter": (annotation,)}, Codebook((Tag("ships", "sky"),)))
    assert saved.of("letter") == (annotation,) and saved.codebook.get("ships") and not saved.pending


def test_news_from_the_store_does_not_hide_what_is_on_its_way() -> None:
    old, mine = marked(0, 5), marked(10, 15)
    book = Notebook().with_pending(Change("mine", (), (mine,))).told({"letter": (old,)}, Codebook())
    assert book.of("letter") == (old, mine)


def test_deleting_and_undoing_before_anything_is_saved() -> None:
    annotation = marked(0, 5)
    deleting = Change("delete", (annotation,), (edit(annotation, deleted=True),))
    book = Notebook().told({"letter": (annotation,)}, Codebook())
    assert book.with_pending(deleting).of("letter") == ()
    assert book.with_pending(deleting).settled(deleting).of("letter") == (annotation,)


def test_the_highlight_meant_is_the_exact_one_then_the_shortest_around() -> None:
    wide, narrow, orphan = marked(0, 50), marked(10, 20), edit(marked(12, 14), status="orphaned")
    assert at([wide, narrow, orphan], Span(0, 50)) == wide
    assert at([wide, narrow, orphan], Span(12, 13)) == narrow
    assert at([wide, narrow, orphan], Span(30, 31)) == wide
    assert at([wide, narrow, orphan], Span(60, 61)) is None


# Ways


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=30))
def test_going_back_meets_every_place_that_was_left_in_turn(left: list[tuple[str, int]]) -> None:
    trail, expected = Trail(), []
    for document, caret in left:
        trail = trail.leaving(Step(document, caret))
        if not expected or expected[-1] != Step(document, caret):
            expected.append(Step(document, caret))
    while expected:
        assert trail.last == expected.pop()
        trail = trail.back()
    assert trail.last is None


def test_a_trail_has_an_end() -> None:
    trail = Trail()
    for caret in range(STEPS_AT_MOST + 5):
        trail = trail.leaving(Step("a", caret))
    assert len(trail.steps) == STEPS_AT_MOST


def test_every_citation_and_marker_of_the_letters_can_be_followed() -> None:
    for id in (FEBRUARY, MARCH):
        document = seeds().open(id)
        for citation in document.citations:
            assert isinstance(follow.lead_at(document, citation.span.start, None), Citation | Footnote)
        for note in document.footnotes:
            if note.marker is not None:
                assert follow.lead_at(document, note.marker.start, None) == note
            if note.body is not None:
                assert follow.announced(document, note.body.start, None)


def test_the_march_letter_cites_the_february_letter() -> None:
    march, february = seeds().open(MARCH), seeds().open(FEBRUARY)
    known = {MARCH: march, FEBRUARY: february}
    assert FEBRUARY in {follow.cited(citation, known) for citation in march.citations}


# Where one is


def test_paragraphs_are_counted_within_their_section() -> None:
    document = seeds().open(FEBRUARY)
    section = next(s for s in document.sections if s.title == "Sancties")
    inside = [p for p in document.paragraphs if section.own.covers(p)]
    assert [paragraph_number(document, p.start) for p in inside] == list(range(1, len(inside) + 1))
    assert where(document, inside[0].start)[1].startswith("sentence 1 of ")


@given(st.integers(0, 39_000))
def test_where_one_is_can_always_be_said(offset: int) -> None:
    assert where(seeds().open(FEBRUARY), offset)[-1].endswith(" %")


def test_a_quotation_carries_its_source() -> None:
    document = seeds().open(FEBRUARY)
    start = document.text.index("schaduwvloot")
    quoted = taking.quoted(document, Span(start, start + 12))
    assert quoted.startswith(
        "“schaduwvloot” (Staat van de Oorlog in Oekraïne, 17 feb 2025, Kamerstukken II 2024/25"
    )
    assert "§ Sancties, ¶ " in quoted


def test_the_styles_use_the_themes_colours_only() -> None:
    styles = Path(wording.__file__).with_name("app.tcss").read_text("utf-8")
    assert "#ff" not in styles.lower() and "rgb(" not in styles


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_long_section_title_leaves_room_for_what_was_just_done(width: int) -> None:
    class Foot(App[None]):
        def compose(self) -> ComposeResult:
            yield StatusLine()

    async with Foot().run_test(size=(width, 3)) as pilot:
        line = pilot.app.query_one(StatusLine)
        line.place = ("Sancties en bevroren Russische centrale banktegoeden ¶ 1", "sentence 2 of 2", "88 %")
        line.said = "tag “sanctions”, saved"
        assert "tag “sanctions”, saved" in line.render().plain
        assert line.render().cell_length <= width
