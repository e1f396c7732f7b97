"""Stories: looking at notes and citations in place, and going through what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, MARCH, at_desk
from briefreader.document import Citation, Footnote, Status
from briefreader.span import Span
from briefreader.tui.actions import finding
from briefreader.tui.actions.peeking import notice
from briefreader.tui.panes.rows import Rows


async def test_a_note_is_looked_at_where_its_marker_stands(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        note = next(note for note in reader.desk.document.footnotes if note.marker and note.text)
        reader.desk.reader.go(note.marker.start)
        await reader.press("K")
        peek = reader.desk.peek
        assert peek.display and str(peek.border_title) == f"Note {note.label}"
        assert note.text[:40] in peek.render().plain
        assert peek.region.bottom <= reader.desk.size.height
        await reader.press("enter")
        assert not peek.display and reader.desk.reader.caret == note.body.start
        await reader.press("backspace")
        assert reader.desk.reader.caret == note.marker.start


async def test_a_cited_letter_of_the_library_is_looked_into(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        await reader.find("36045, nr. 190")
        caret = reader.desk.reader.caret
        await reader.press("K")
        shown = reader.desk.peek.render().plain
        cited = reader.desk.documents[FEBRUARY]
        assert cited.title in shown and "17 feb 2025" in shown
        assert cited.text[cited.paragraphs[0].start :][:40] in shown
        await reader.press("l")
        assert not reader.desk.peek.display and reader.desk.reader.caret == caret + 1


async def test_a_paper_that_is_elsewhere_is_looked_at_by_its_address(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        cited = next(c for c in reader.desk.document.citations if c.id == "kst-36471-96")
        reader.desk.reader.go(cited.span.start)
        await reader.press("K")
        assert "https://zoek.officielebekendmakingen.nl/kst-36471-96.html" in reader.desk.peek.render().plain


async def test_with_nothing_to_look_at_that_is_said(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("g", "g", "K")
        assert not reader.desk.peek.display and "nothing to look at" in reader.said
        await reader.press("l")
        assert reader.said == ""


async def test_what_is_only_said_in_passing_leaves_what_was_done_alone(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("right_curly_bracket", "1", "l")
        assert "saved" in reader.said
        await reader.press("i", "t")
        assert reader.said == "there is no cell here"
        await reader.press("y")
        assert reader.said.startswith("copied")
        await reader.press("l")
        assert reader.said.startswith("copied")


@pytest.mark.parametrize("also", [(), ("s",), ("p",)])
async def test_a_marker_and_a_citation_are_selected_from_anywhere_in_their_sentence(
    tmp_path: Path, also: tuple[str, ...]
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        document, pane = reader.desk.document, reader.desk.reader
        marker = next(n.marker for n in document.footnotes if n.marker)
        citation = document.citations[0].span
        for span, keys in ((marker, ("i", "f")), (citation, ("i", "c"))):
            sentence = next(s for s in document.sentences if s.covers(span))
            pane.go(sentence.start)
            await reader.press(*also, *keys)
            assert pane.selected is not None and pane.target is not None
            within = document.block_at(span.start).span if "p" in also else sentence
            assert within.covers(pane.selected)
            assert pane.selected in [c.span for c in document.citations] + [m.span for m in document.marks]
            await reader.press("escape")


async def test_what_is_doubtful_about_a_citation_or_note_is_told(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        document = reader.desk.document
    doubted = notice(document, Citation("kst-1-2", Span(0, 5), doubt="A digit may be lost."), {})
    assert doubted.doubt == "A digit may be lost." and "Not in this library" in doubted.source
    assert "likely" in notice(document, Footnote("3", "See there.", Status.LIKELY), {}).doubt
    assert "not in the file" in notice(document, Footnote("3", None, Status.MISSING), {}).doubt


async def test_a_hit_is_picked_from_the_list_and_left_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("L")
        assert "nothing found" in reader.said
        await reader.press("g", "g", "slash")
        await reader.type("f16")
        await reader.press("enter", "L")
        hits, caret = reader.desk.reader.hits, reader.desk.reader.caret
        listed = reader.app.screen.query_one(Rows)
        assert [row.id for row in listed.rows if row.choosable] == [str(i) for i in range(len(hits))]
        await reader.press("down", "down", "enter")
        assert reader.desk.reader.caret == hits[2].start
        await reader.press("backspace")
        assert reader.desk.reader.caret == caret


async def test_what_was_found_last_is_found_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("slash", "f", "1", "6", "enter")
        hits = reader.desk.reader.hits
        for again in (("enter",), ("f", "1", "6", "enter"), ("escape", "slash", "enter")):
            await reader.press("escape", "g", "g")
            assert reader.desk.reader.hits == ()
            await reader.press("slash", *again)
            assert (reader.desk.reader.hits, reader.desk.reader.caret) == (hits, hits[0].start)
            assert "hits: n next" in reader.said


async def test_typing_narrows_the_list_of_hits(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        text = reader.desk.document.text
        await reader.press("slash")
        await reader.type("oekra")
        await reader.press("enter", "L")
        every = len(reader.app.screen.query_one(Rows).rows)
        await reader.type("tribunaal")
        rows = reader.app.screen.query_one(Rows).rows
        assert 0 < len(rows) < every
        await reader.press("enter")
        caret = reader.desk.reader.caret
        around = text[max(0, caret - 24) : caret + 90] + reader.desk.document.section_at(caret).title
        assert "tribunaal" in around.lower()


async def test_what_is_under_the_caret_is_selected_by_its_kind(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        document = reader.desk.document
        reader.desk.reader.mark(Span(100, 160))
        await reader.press("m", "escape")
        places = {
            "c": next(c.span for c in document.citations if c.id == "kst-36045-190"),
            "f": next(m.span for m in document.marks if m.look == "marker"),
            "h": reader.desk.annotations[0].span,
        }
        for key, span in places.items():
            reader.desk.reader.go(span.start)
            await reader.press("escape", "i", key)
            assert reader.desk.reader.selection.span == span
        await reader.press("g", "g", "i", "t")
        assert reader.desk.reader.selection is None and reader.said == "there is no cell here"


async def test_the_letters_are_sorted_and_stay_so(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        pane = reader.desk.library_pane

        def shown() -> tuple[str, list[str]]:
            return str(pane.border_title), [row.id for row in pane.rows]

        await reader.press("m")
        assert shown() == ("Library", [MARCH, FEBRUARY])
        seen = []
        for _ in range(4):
            await reader.press("S")
            seen.append(shown())
        assert seen[0] == ("Library · date", [FEBRUARY, MARCH])
        assert seen[1] == ("Library · title", [MARCH, FEBRUARY])
        assert seen[2] == ("Library · highlights", [FEBRUARY, MARCH])
        assert seen[3][0] == "Library · reading"
        await reader.press("S", "S", "q")
    async with at_desk(tmp_path, FEBRUARY) as reader:
        assert str(reader.desk.library_pane.border_title) == "Library · date"


async def test_expressions_and_whole_words_are_switched_on_where_one_types(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        text = reader.desk.document.text
        await reader.press("slash")
        await reader.type("sanctie")
        parts = reader.desk.reader.hits
        await reader.press("alt+w")
        whole = reader.desk.reader.hits
        assert len(parts) > len(whole) and set(whole) < set(parts)
        await reader.press("alt+w", "alt+r", "s")
        assert {hit.of(text).lower() for hit in reader.desk.reader.hits} == {"sancties"}
        await reader.press("backspace", "left_parenthesis")
        assert "not a regular expression" in str(reader.desk.find_bar.query_one("#find-count").render())
        await reader.press("escape")
        assert reader.desk.reader.hits == ()


async def test_long_letters_are_searched_while_the_screen_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", 100)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("g", "g", "slash")
        await reader.type("f16")
        await reader.press("enter")
        assert len(reader.desk.reader.hits) >= 7 and "hits: n next" in reader.said
        assert reader.desk.reader.caret == reader.desk.reader.hits[0].start


async def test_from_the_ends_of_the_letter_one_comes_back_too(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("zestiende pakket")
        caret = reader.desk.reader.caret
        await reader.press("G", "g", "g", "backspace")
        assert reader.desk.reader.caret == len(reader.desk.document.text)
        await reader.press("backspace")
        assert reader.desk.reader.caret == caret


async def test_a_letter_is_found_by_the_name_of_its_file_and_what_does_not_fit_is_said(
    tmp_path: Path,
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("o")
        await reader.type(MARCH)
        found = reader.app.screen.query_one("#found", Rows)
        assert [row.id for row in found.rows] == [MARCH] and f"{MARCH}.txt" in found.rows[0].words
        await reader.type("x y")
        assert found.row is None and "nothing fits" in found.rows[0].words
        await reader.press("enter", "escape")
        assert reader.desk.document.id == FEBRUARY


async def test_from_anywhere_in_a_note_one_gets_to_its_marker(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        document = reader.desk.document
        note = next(n for n in reversed(document.footnotes) if n.marker and n.body)
        start = document.block_at(note.body.start).span.start
        for place in (start, note.body.end):
            reader.desk.reader.go(place)
            await reader.settle()
            assert reader.desk.status.lead == f"the marker of note {note.label}"
            await reader.press("enter")
            assert reader.desk.reader.caret == note.marker.start
