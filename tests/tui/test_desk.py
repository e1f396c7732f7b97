"""The desk: panes, keys, what goes wrong, and what other programs do meanwhile."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from textual import events
from textual.widgets import Input

from at_the_desk import FEBRUARY, MARCH, SEEDS, Sitting, at_desk
from briefreader import changes, places
from briefreader import settings as settings_file
from briefreader.anchoring import describe
from briefreader.commands import COMMANDS
from briefreader.errors import LoadError, StoreError
from briefreader.keys import KEYMAPS
from briefreader.library import Library
from briefreader.settings import Paths, Settings
from briefreader.span import Span
from briefreader.store import Store
from briefreader.tui.desk import Desk


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_its_action_on_the_desk(command) -> None:
    name = command.action.partition("(")[0]
    assert callable(getattr(Desk, f"action_{name}"))


async def test_no_command_needs_a_letter(tmp_path: Path) -> None:
    """With nothing to read every key is harmless; the last of the table, `q`, leaves."""
    (tmp_path / "empty").mkdir()
    async with at_desk(tmp_path, library=Library([tmp_path / "empty"])) as reader:
        for command in COMMANDS:
            assert reader.app.return_code is None
            await reader.do(command.id)
            if reader.app.screen is not reader.desk:
                await reader.press("escape")


async def test_the_list_shows_titles_dates_and_counts(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("m")
        rows = {row.id: row.words for row in reader.desk.library_pane.rows}
        assert "Staat van de Oorlog in Oekraïne" in rows[FEBRUARY]
        assert "17 feb 2025" in rows[FEBRUARY] and "1 ▌" in rows[FEBRUARY]
        assert "4 mrt 2025" in rows[MARCH]


async def test_a_file_that_cannot_be_read_says_why_and_hurts_nothing(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "good.txt").write_bytes(next(SEEDS.glob(f"{FEBRUARY}*")).read_bytes())
    (library / "[bad].pdf").write_bytes(b"%PDF-1.4 and then nothing")
    async with at_desk(tmp_path, library=Library([library])) as reader:
        assert isinstance(reader.desk.documents["bad"], LoadError)
        rows = {row.id: row.words for row in reader.desk.library_pane.rows}
        assert "[bad].pdf" in rows["bad"] and "!" in rows["bad"]
        assert reader.desk.document.id == "good"
        reader.desk.open("bad")
        assert reader.desk.status.trouble and reader.desk.document.id == "good"


async def test_sections_follow_the_caret(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        assert "Sancties" in reader.desk.outline.row.words
        assert reader.desk.status.place[0].startswith("Sancties ¶ ")


async def test_choosing_a_section_goes_there_and_back(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("g", "g", "shift+tab", "G", "k", "enter")
        section = reader.desk.document.sections[-2]
        assert reader.desk.reader.caret == section.own.start
        assert reader.desk.reader.has_focus
        await reader.press("backspace")
        assert reader.desk.reader.caret == 0


async def test_moving_in_the_highlights_moves_the_caret(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(140, 40)) as reader:
        for words in ("tribunaal", "schaduwvloot"):
            await reader.find(words)
            await reader.press("m")
        _, second = sorted(a.span.start for a in reader.desk.annotations)
        await reader.press("g", "g", "tab")
        assert reader.desk.highlights_pane.has_focus
        await reader.press("j")
        assert reader.desk.reader.caret == second
        await reader.press("k", "d")
        assert [a.span.start for a in reader.desk.annotations] == [second]


async def test_the_highlights_of_the_page_are_beside_it_once_the_keys_rest(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(140, 30)) as reader:
        for sentence in reader.desk.document.sentences[5:60:3]:
            reader.desk.reader.mark(sentence)
            await reader.press("m", "escape")
        pane, letter = reader.desk.highlights_pane, reader.desk.reader
        for key in ("g g", "space", "space", "G", "pageup"):
            await reader.press(*key.split())
            while reader.desk.resting is not None:
                await reader.pilot.pause(0.02)
            shown = {line.row.id for line in pane._lines if line is not None}
            assert [a.id for a in letter.marks.touching(letter.in_view)[:5] if a.id not in shown] == []


async def test_a_pane_is_filtered_and_shown_whole_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        outline = reader.desk.outline
        every = len(outline.rows)
        await reader.press("shift+tab", "slash")
        await reader.type("steun")
        assert 0 < len(outline.rows) < every
        await reader.press("enter")
        assert outline.has_focus and 0 < len(outline.rows) < every
        await reader.press("slash", "escape")
        assert len(outline.rows) == every


async def test_panes_stay_as_they_were_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("H", "ctrl+b", "q")
    async with at_desk(tmp_path) as reader:
        assert not reader.desk.sides.display and not reader.desk.highlights_pane.display


async def test_what_may_follow_a_key_is_shown(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("g")
        assert reader.desk.which_key.display
        await reader.press("escape")
        assert not reader.desk.which_key.display


async def test_the_key_page_finds_a_command_and_carries_it_out(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("question_mark")
        await reader.type("end of the letter")
        await reader.press("enter")
        assert reader.desk.reader.caret == len(reader.desk.document.text)


async def test_the_palette_knows_the_table(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("ctrl+p")
        await reader.type("Go to the end of the letter")
        await reader.press("enter")
        assert reader.desk.reader.caret == len(reader.desk.document.text)


async def test_five_keys_are_shown_until_the_first_tag(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        assert reader.desk.welcome.display
        await reader.press("1")
        assert not reader.desk.welcome.display
        await reader.press("q")
    async with at_desk(tmp_path) as reader:
        assert not reader.desk.welcome.display


async def test_keys_of_another_keymap_work(tmp_path: Path) -> None:
    settings = Settings(keymap="arrows", keys=MappingProxyType({"find.find": "ctrl+g"}))
    async with at_desk(tmp_path, settings=settings) as reader:
        await reader.press("ctrl+g")
        assert isinstance(reader.desk.focused, Input)
    assert "arrows" in KEYMAPS


async def test_a_broken_keymap_is_refused_whole_and_every_problem_told(tmp_path: Path) -> None:
    settings = Settings(keys=MappingProxyType({"find.find": "j", "no.such": "x", "tag.undo": "no-key"}))
    async with at_desk(tmp_path, settings=settings) as reader:
        told = [(toast.title, toast.message) for toast in reader.app._notifications]
        assert [title for title, _ in told] == ["Keys: the standard ones are used"] * 3
        await reader.press("slash")
        assert isinstance(reader.desk.focused, Input)


async def test_a_theme_that_does_not_exist_is_told(tmp_path: Path) -> None:
    async with at_desk(tmp_path, settings=Settings(theme="norrd")) as reader:
        [toast] = reader.app._notifications
        assert "“norrd”" in toast.message and reader.app.theme == Settings().theme


async def test_a_theme_chosen_on_the_screen_is_kept(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("ctrl+p")
        await reader.type("colours")
        await reader.press("enter")
        await reader.type("nord")
        await reader.press("enter")
        assert reader.app.theme == "nord"
    assert settings_file.read(Paths.under(tmp_path / "home").settings).theme == "nord"


async def test_a_theme_is_shown_on_the_way_and_left_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("ctrl+p")
        await reader.type("colours")
        await reader.press("enter", "down")
        assert reader.app.theme == "briefreader-light"
        await reader.press("escape")
        assert reader.app.theme == "briefreader-dark"


async def test_a_width_of_the_text_chosen_on_the_screen_is_shown_on_the_way_and_kept(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("ctrl+p")
        await reader.type("width of the text")
        await reader.press("enter", "up")
        assert reader.desk.reader.measure == 72
        await reader.press("escape")
        assert reader.desk.reader.measure == 80
        await reader.press("ctrl+p")
        await reader.type("width of the text")
        await reader.press("enter", "up", "enter")
        assert reader.desk.reader.measure == 72
    assert settings_file.read(Paths.under(tmp_path / "home").settings).measure == 72


async def test_a_change_that_cannot_be_saved_stays_and_is_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        apply = reader.desk.workplace.store.apply

        def refuse(change: object) -> None:
            raise StoreError("The disk is full. Make room and try again.")

        monkeypatch.setattr(reader.desk.workplace.store, "apply", refuse)
        await reader.press("a")
        await reader.type("keep me")
        await reader.press("ctrl+s")
        assert [note for _, _, note in reader.highlights] == ["keep me"]
        assert reader.desk.status.trouble and "disk is full" in reader.said
        await reader.press("q")
        assert reader.app.screen is not reader.desk
        await reader.press("n")

        monkeypatch.setattr(reader.desk.workplace.store, "apply", apply)
        reader.desk.clerk.look()
        await reader.settle()
        assert reader.desk.clerk.unsaved == 0 and not reader.desk.status.trouble
    assert [a.note for a in Store(tmp_path / "annotations").annotations(FEBRUARY)] == ["keep me"]


async def test_what_cannot_be_saved_can_be_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:

        def refuse(change: object) -> None:
            raise StoreError("The disk is full. Make room and try again.")

        monkeypatch.setattr(reader.desk.workplace.store, "apply", refuse)
        await reader.press("1", "u")
        assert reader.highlights == [] and reader.desk.clerk.unsaved == 0


async def test_what_another_program_marks_appears_without_moving_anything(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        caret, document = reader.desk.reader.caret, reader.desk.document
        target = describe(document.text, Span(0, 10), (), document.text_hash)
        other = Store(tmp_path / "annotations")
        other.apply(changes.highlight((), FEBRUARY, target))
        reader.desk.clerk.look()
        await reader.settle()
        assert [a.span for a in reader.desk.annotations] == [Span(0, 10)]
        assert reader.desk.reader.caret == caret


async def test_read_only_annotations_say_so_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        monkeypatch.setattr(reader.desk.workplace.store, "read_only", True)
        for key in ("1", "t", "a", "m", "d"):
            await reader.press(key)
            assert reader.desk.status.trouble and "read" in reader.said
        assert reader.app.screen is reader.desk


async def test_an_orphan_is_listed_and_not_shown_in_the_text(tmp_path: Path) -> None:
    target = describe("Words that are in no letter of the library at all, anywhere.", Span(0, 59))
    Store(tmp_path / "annotations").apply(changes.highlight((), FEBRUARY, target))
    async with at_desk(tmp_path, FEBRUARY) as reader:
        assert [a.status for a in reader.desk.annotations] == ["orphaned"]
        assert reader.desk.reader.marks.standing == []
        assert any("No longer in the text" in row.words for row in reader.desk.highlights_pane.rows)


async def test_the_place_is_kept_while_reading(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        length = len(reader.desk.document.text)
        await reader.press("G", "q")
    kept = places.read(Paths.under(tmp_path / "home").places)
    assert kept.of(next(SEEDS.glob(f"{FEBRUARY}*"))).share(length) == 1.0


async def burst(reader: Sitting, *keys: str) -> None:
    """Keys that come all at once, as from a paste or a slow line."""
    for key in keys:
        reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(10):
        await reader.pilot.pause()
    await reader.settle()


async def test_what_is_typed_before_a_dialog_is_there_goes_into_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await burst(reader, "t", "n", "e", "w", "enter")
        assert [tags for _, tags, _ in reader.highlights] == [("new",)]


async def test_what_is_typed_before_the_find_bar_is_there_goes_into_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await burst(reader, "slash", "f", "1", "6", "enter")
        assert reader.desk.reader.hits and reader.highlights == []
        assert reader.desk.reader.has_focus


async def test_what_is_typed_after_enter_is_for_what_is_there_then(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await burst(
            reader, "t", *"new", "enter", "right_parenthesis", "t", *"new", "tab", *"zx", "enter", "2"
        )
        assert {tags for _, tags, _ in reader.highlights} == {("new",), ("new", "zx", "F-16")}


async def test_what_is_typed_after_finding_goes_on_from_there(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await burst(reader, "g", "g", "slash", *"f16", "enter", "n", "n", "3")
        hits = reader.desk.reader.hits
        assert reader.desk.reader.caret == hits[2].start
        assert [tags for _, tags, _ in reader.highlights] == [("militaire steun",)]


async def test_what_is_typed_after_a_note_or_a_question_is_for_the_letter(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await burst(reader, "a", *"ships", "ctrl+s", "1")
        assert [(tags, note) for _, tags, note in reader.highlights] == [(("sanctions",), "ships")]
        await burst(reader, "o", *"kamerbrief", "enter", "O", *"conclusie", "enter")
        assert reader.desk.document.id == MARCH and reader.words == "Conclusie"


async def test_a_click_on_a_row_goes_there(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        await reader.press("m", "g", "g")
        await reader.pilot.click("HighlightsPane", offset=(4, 2))
        await reader.settle()
        assert reader.desk.reader.caret == reader.desk.annotations[0].span.start
        await reader.pilot.click("LibraryPane", offset=(4, 1))
        await reader.settle()
        assert reader.desk.document.id == MARCH and reader.desk.reader.has_focus


async def test_what_is_left_out_of_the_library_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefreader.library.NAMES_AT_MOST", 1)
    library = Library([SEEDS])
    async with at_desk(tmp_path, library=library) as reader:
        assert library.warnings
        assert [note.message for note in reader.app._notifications] == library.warnings
