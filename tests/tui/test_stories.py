"""Stories: what a reader does, key by key, and what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from at_the_desk import FEBRUARY, MARCH, SEEDS, Sitting, at_desk, seeds
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Entry, Library
from briefreader.readers import AT_MOST
from briefreader.settings import Paths, Settings
from briefreader.store import Store
from briefreader.tui.app import Briefreader
from briefreader.tui.panes.rows import Rows
from briefreader.tui.trail import Step
from briefreader.workplace import Workplace

SECOND = "Op moment van schrijven lopen de onderhandelingen voor het zestiende pakket."


async def test_the_whole_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open, jump to a section, tag with one key, tag two sentences anew, note, overlap, undo, redo, quit, reopen,
    follow the citation and return, export: and the Markdown holds exactly what was marked."""
    monkeypatch.chdir(tmp_path)
    async with at_desk(tmp_path) as reader:
        await reader.press("o")
        await reader.type("staat van")
        await reader.press("enter")
        assert reader.desk.document.id == FEBRUARY
        await reader.press("O")
        await reader.type("sancties")
        await reader.press("enter")
        assert reader.words == "Sancties"
        await reader.press("right_parenthesis", "right_parenthesis")
        assert reader.words == SECOND

        await reader.press("1")
        assert reader.highlights == [(SECOND, ("sanctions",), "")]
        assert reader.said == "tag “sanctions”, saved"

        await reader.press("right_parenthesis", "s", "s", "t")
        two = reader.words
        assert two.startswith("De EU-sancties") and two.count(".") == 2
        await reader.type("techniek")
        await reader.press("enter")
        assert (two, ("techniek",), "") in reader.highlights

        await reader.press("a")
        await reader.type("Which goods?")
        await reader.press("enter")
        await reader.type("See the annex.")
        await reader.press("ctrl+s")
        note = "Which goods?\nSee the annex."
        assert (two, ("techniek",), note) in reader.highlights

        await reader.press("escape", "s", "plus", "2")
        whole = reader.words
        assert two in whole and SECOND in whole
        assert (whole, ("F-16",), "") in reader.highlights
        three = reader.highlights
        assert len(three) == 3

        await reader.press("u", "u")
        assert reader.highlights == [(SECOND, ("sanctions",), ""), (two, ("techniek",), "")]
        await reader.press("ctrl+r")
        kept = [(SECOND, ("sanctions",), ""), (two, ("techniek",), note)]
        assert reader.highlights == kept
        caret = reader.desk.reader.caret
        await reader.press("q")

    async with at_desk(tmp_path) as reader:
        assert reader.desk.document.id == FEBRUARY
        assert reader.desk.reader.caret == caret
        assert reader.highlights == kept

        await reader.press("o")
        await reader.type("kamerbrief")
        await reader.press("enter")
        assert reader.desk.document.id == MARCH
        await reader.find("36045, nr. 190")
        place = reader.desk.reader.caret
        await reader.press("enter")
        assert reader.desk.document.id == FEBRUARY
        await reader.press("backspace")
        assert (reader.desk.document.id, reader.desk.reader.caret) == (MARCH, place)
        await reader.press("backspace")
        assert reader.desk.document.id == FEBRUARY

        await reader.press("e", "enter")
        assert reader.said == "exported to highlights.md"
        await reader.press("q")

    markdown = (tmp_path / "highlights.md").read_text("utf-8")
    quotes = [line[2:] for line in markdown.splitlines() if line.startswith("> ")]
    assert quotes == [SECOND, two]
    assert "**sanctions**" in markdown and "**techniek**" in markdown
    assert "Which goods?" in markdown and "See the annex." in markdown
    assert "F-16" not in markdown
    assert "Kamerstukken II 2024/25, 36045, nr. 190" in markdown


async def test_a_digit_puts_a_tag_on_and_takes_it_off_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("1", "2")
        assert [tags for _, tags, _ in reader.highlights] == [("sanctions", "F-16")]
        await reader.press("1")
        assert [tags for _, tags, _ in reader.highlights] == [("F-16",)]
        await reader.press("2")
        assert reader.highlights == []
        assert Store(tmp_path / "annotations").annotations(FEBRUARY) == ()


async def test_several_tags_are_ticked_and_used_again_elsewhere(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("t")
        await reader.type("nav")
        await reader.press("tab")
        await reader.type("schepen")
        await reader.press("tab", "enter")
        await reader.press("right_parenthesis", "full_stop")
        assert [tags for _, tags, _ in reader.highlights] == [("NAVO", "schepen")] * 2


async def test_unticking_a_tag_takes_it_off(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("1", "2", "t")
        await reader.type("sanctions")
        await reader.press("tab", "enter")
        assert [tags for _, tags, _ in reader.highlights] == [("F-16",)]


async def test_what_is_typed_makes_a_tag_rather_than_taking_one_like_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("t")
        await reader.type("sans")
        await reader.press("enter")
        assert [tags for _, tags, _ in reader.highlights] == [("sans",)]


async def test_a_note_is_kept_whichever_way_one_leaves_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("a")
        await reader.type("ships")
        await reader.press("escape")
        assert [note for _, _, note in reader.highlights] == ["ships"]
        await reader.press("a")
        await reader.type("!")
        await reader.press("ctrl+s")
        assert [note for _, _, note in reader.highlights] == ["ships!"]


async def test_a_highlight_without_a_tag_is_made_and_deleted_and_brought_back(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("m")
        marked = reader.highlights
        assert [tags for _, tags, _ in marked] == [()]
        await reader.press("d")
        assert reader.highlights == []
        await reader.press("u")
        assert reader.highlights == marked


async def test_finding_shows_hits_as_one_types_and_goes_round(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("g", "g", "slash")
        await reader.type("f16")
        hits = reader.desk.reader.hits
        assert len(hits) >= 7 and all("16" in hit.of(reader.desk.document.text) for hit in hits)
        await reader.press("enter")
        assert reader.desk.reader.caret == hits[0].start
        await reader.press("n")
        assert reader.desk.reader.caret == hits[1].start
        await reader.press("N", "N")
        assert reader.desk.reader.caret == hits[-1].start


async def test_leaving_the_find_bar_comes_back_to_where_one_was(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        caret = reader.desk.reader.caret
        await reader.press("slash")
        await reader.type("tribunaal")
        assert reader.desk.reader.caret != caret
        await reader.press("escape")
        assert reader.desk.reader.caret == caret and reader.desk.reader.hits == ()


async def test_all_hits_are_tagged_after_a_look(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("slash")
        await reader.type("schaduwvloot")
        await reader.press("enter")
        count = len(reader.desk.reader.hits)
        await reader.press("T", "space", "enter")
        await reader.type("schepen")
        await reader.press("enter")
        assert [tags for _, tags, _ in reader.highlights] == [("schepen",)] * (count - 1)
        await reader.press("u")
        assert reader.highlights == []


async def test_enter_goes_to_a_note_and_back_to_its_marker(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        note = next(note for note in reader.desk.document.footnotes if note.body)
        reader.desk.reader.go(note.marker.start)
        await reader.press("enter")
        assert reader.desk.reader.caret == note.body.start
        await reader.press("enter")
        assert reader.desk.reader.caret == note.marker.start


async def test_a_paper_that_is_not_here_is_named(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        cited = next(c for c in reader.desk.document.citations if c.id == "kst-36471-96")
        reader.desk.reader.go(cited.span.start)
        await reader.press("enter")
        assert "kst-36471-96" in reader.said and "not in this library" in reader.said


async def test_the_next_highlight_is_a_key_away(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        for words in ("schaduwvloot", "tribunaal"):
            await reader.find(words)
            await reader.press("m")
        starts = sorted(a.span.start for a in reader.desk.annotations)
        await reader.press("g", "g", "greater_than_sign")
        assert reader.desk.reader.caret == starts[0]
        await reader.press("greater_than_sign")
        assert reader.desk.reader.caret == starts[1]
        await reader.press("less_than_sign")
        assert reader.desk.reader.caret == starts[0]


async def test_copying_takes_the_citation_along(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("y")
        assert reader.words in reader.app.clipboard
        for part in ("Staat van de Oorlog", "17 feb 2025", "36045, nr. 190", "§ Sancties"):
            assert part in reader.app.clipboard


async def test_a_jump_label_takes_two_keys(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("f", "a", "s")
        document = reader.desk.document
        assert isinstance(document, Document)
        assert reader.desk.reader.caret in {sentence.start for sentence in document.sentences}


class SlowLibrary(Library):
    """The two letters, of which none can be read before its time."""

    def __init__(self) -> None:
        super().__init__([SEEDS])
        self.time = threading.Event()

    def beginning(self, entry: Entry) -> None:
        """Nothing: as of a PDF, all comes at once."""

    def open(self, entry: Entry | str, told: Callable[[float], None] | None = None) -> Document:
        assert self.time.wait(timeout=60)
        return seeds().open(entry.id if isinstance(entry, Entry) else entry)


async def test_what_is_typed_before_the_letter_is_there_is_done_when_it_comes(tmp_path: Path) -> None:
    library = SlowLibrary()
    app = Briefreader(
        Workplace(library, tmp_path / "annotations"),
        Settings(creator="Tester"),
        Paths.under(tmp_path / "home"),
        Step(FEBRUARY),
    )
    async with app.run_test(size=(120, 40)) as pilot:
        reader = Sitting(app, pilot)
        await pilot.press("right_parenthesis", "1", "t", "o", "n", "z", "enter")
        assert reader.highlights == [] and reader.said == ""
        library.time.set()
        for _ in range(2000):  # the keys come again by themselves: nothing says when the last of them has
            await pilot.pause(0.01)
            if [tags for _, tags, _ in reader.highlights] == [("sanctions", "onz")]:
                break
        else:
            pytest.fail(f"marked: {reader.highlights}, said: {reader.said}")
        await reader.settle()


async def test_one_can_leave_before_the_letter_is_there(tmp_path: Path) -> None:
    library = SlowLibrary()
    place = Workplace(library, tmp_path / "annotations")
    app = Briefreader(place, Settings(), Paths.under(tmp_path / "home"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+q")
        library.time.set()
    assert app.return_code == 0


async def test_a_letter_that_takes_its_time_is_not_taken_for_one_without_words(tmp_path: Path) -> None:
    library = SlowLibrary()
    place = Workplace(library, tmp_path / "annotations")
    app = Briefreader(place, Settings(), Paths.under(tmp_path / "home"))
    async with app.run_test(size=(120, 40)) as pilot:
        app.start.over()
        for key in ("1", "m", "t"):
            await pilot.press(key)
            assert Sitting(app, pilot).said == "the letter is still being read"
        library.time.set()


async def test_why_a_name_can_be_no_tag_is_said(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("right_parenthesis", "t")
        reader.app.screen.query_one(Input).value = "x" * 81
        await reader.pilot.pause()
        [row] = reader.app.screen.query_one(Rows).rows
        assert "80 characters" in row.words and not row.choosable
        await reader.press("enter", "escape")
        assert reader.highlights == []


async def test_a_letter_that_is_picked_is_read_before_the_others(tmp_path: Path) -> None:
    begun: list[str] = []
    for name in "abcdefghij":
        (tmp_path / f"{name}.txt").write_text(f"Brief {name}.\n", encoding="utf-8")

    class OneByOne(Library):
        turn = threading.Semaphore(0)

        def outcome(self, entry: Entry, told: Callable[[float], None] | None = None) -> Document | LoadError:
            begun.append(entry.id)
            assert self.turn.acquire(timeout=60)
            return super().outcome(entry, told)

    library = OneByOne([tmp_path])
    place = Workplace(library, tmp_path / "annotations")
    app = Briefreader(place, Settings(), Paths.under(tmp_path / "home"))
    async with app.run_test() as pilot:
        app.start.over()
        desk = Sitting(app, pilot).desk
        await pilot.press("o", "j", "enter")
        while len(begun) < AT_MOST or desk.wanted != Step("j"):
            await pilot.pause(0.01)
        library.turn.release()  # one only: two threads may come by in either order
        while len(begun) == AT_MOST:
            await pilot.pause(0.01)
        assert begun[AT_MOST] == "j"
        library.turn.release(10)
        while desk.reading:
            await pilot.pause(0.01)


async def test_another_letter_is_shown_when_the_one_to_begin_with_is_found_unreadable_last(
    tmp_path: Path,
) -> None:
    class BadComesLast(Library):
        others_came = threading.Event()

        def outcome(self, entry: Entry, told: Callable[[float], None] | None = None) -> Document | LoadError:
            if entry.id == "a-bad":
                assert self.others_came.wait(timeout=60)
            return super().outcome(entry, told)

    (tmp_path / "a-bad.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    (tmp_path / "good.txt").write_text("Een brief.\n", encoding="utf-8")
    library = BadComesLast([tmp_path])
    place = Workplace(library, tmp_path / "annotations")
    app = Briefreader(place, Settings(), Paths.under(tmp_path / "home"))
    async with app.run_test() as pilot:
        reader = Sitting(app, pilot)
        while "good" not in reader.desk.documents:
            await pilot.pause(0.01)
        library.others_came.set()
        while reader.desk.reading:
            await pilot.pause(0.01)
        await reader.settle()
        assert reader.desk.document is not None and reader.desk.document.id == "good"
