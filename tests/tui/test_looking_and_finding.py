"""Stories: looking at notes and citations in place, and going through what was found."""

from __future__ import annotations

from pathlib import Path

from at_the_desk import FEBRUARY, MARCH, at_desk
from briefreader.document import Citation, Footnote, Span, Status
from briefreader.tui.actions.peeking import notice


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


async def test_what_is_doubtful_about_a_citation_or_note_is_told(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        document = reader.desk.document
    doubted = notice(document, Citation("kst-1-2", Span(0, 5), doubt="A digit may be lost."), {})
    assert doubted.doubt == "A digit may be lost." and "Not in this library" in doubted.source
    assert "likely" in notice(document, Footnote("3", "See there.", Status.LIKELY), {}).doubt
    assert "not in the file" in notice(document, Footnote("3", None, Status.MISSING), {}).doubt
