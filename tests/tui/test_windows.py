"""Stories: windows that fit what is in them, and what is said where nothing fits or nothing happens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, MARCH, at_desk
from briefreader.library import Library
from briefreader.settings import Settings
from briefreader.tui.dialogs.happened import when
from briefreader.tui.dialogs.hits import in_context


async def test_a_key_that_means_nothing_says_where_to_look(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("z")
        assert reader.said == "z does nothing; ? shows all keys"
        await reader.press("g", "z")
        assert reader.said == "g z does nothing; ? shows all keys"
        await reader.press("g", "escape")
        assert reader.said == ""


async def test_a_pane_says_that_nothing_fits_and_escape_shows_it_whole_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        outline = reader.desk.outline
        every = len(outline.rows)
        await reader.press("shift+tab", "slash")
        await reader.type("geen zo")
        await reader.press("enter")
        assert outline.row is None and [row.words for row in outline.rows] == ["nothing fits this"]
        await reader.press("escape")
        assert outline.has_focus and len(outline.rows) == every
        await reader.press("escape")
        assert reader.desk.reader.has_focus


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 30), (250, 80)])
@pytest.mark.parametrize("keys", ["t", "C", "a", "e", "O", "U", "question_mark"])
async def test_a_window_is_as_high_as_what_is_in_it(size: tuple[int, int], keys: str, tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        await reader.press("right_curly_bracket", "1", keys)
        frame = reader.app.screen.query_one(".dialog")
        last = frame.displayed_children[-1]
        assert last.region.bottom == frame.region.bottom - 1 <= size[1]
        assert frame.region.y >= 0 and last.region.height == len(last.render().plain.split("\n"))


@pytest.mark.parametrize("keys", ["t", "a"])
async def test_a_window_beside_the_passage_hides_nothing_around_it(keys: str, tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(120, 30)) as reader:
        await reader.press("right_curly_bracket", "1", keys)
        rows = [strip.text for strip in reader.app.screen._compositor.render_strips(reader.app.size)]
        assert (
            "Library" in rows[0]
            and "1 ● sanctions" in rows[-2]
            and " · ".join(reader.desk.status.place) in rows[-1]
        )


async def test_a_folder_without_letters_says_so_in_the_letters_place(tmp_path: Path) -> None:
    (tmp_path / "brieven").mkdir()
    async with at_desk(tmp_path, library=Library([tmp_path / "brieven"]), size=(80, 24)) as reader:
        assert reader.desk.notice.display
        assert str(reader.desk.notice.visual).startswith("There is no letter in “")


async def test_a_letter_that_cannot_be_read_says_why_in_its_place(tmp_path: Path) -> None:
    broken, whole = tmp_path / "kapot.pdf", tmp_path / "heel.txt"
    broken.write_bytes(b"dit is geen PDF")
    async with at_desk(tmp_path, library=Library([broken]), size=(80, 24)) as reader:
        assert "kapot.pdf" in str(reader.desk.notice.visual) and reader.desk.notice.display
    whole.write_text("Dit is een brief die gelezen kan worden.\n")
    async with at_desk(tmp_path, library=Library([broken, whole]), size=(80, 24)) as reader:
        assert not reader.desk.notice.display and reader.desk.document is not None


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("percent_sign", "nothing is selected"),
        ("minus", "nothing is selected"),
        ("n", "nothing found yet: / finds"),
        ("T", "nothing found yet: / finds"),
        ("full_stop", "no tag was used yet: t chooses one"),
    ],
)
async def test_a_key_with_nothing_to_do_says_so(key: str, said: str, tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(key)
        assert reader.said == said


async def test_growing_beyond_the_whole_letter_says_so(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        for _ in range(12):
            await reader.press("plus")
        assert reader.said == "the whole letter is selected"


async def test_letters_that_are_no_label_say_so(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("f", "m")
        assert reader.said == "no sentence has that label"
        await reader.press("f", "escape")
        assert reader.said != "no sentence has that label"


async def test_keys_that_are_named_are_those_in_force(tmp_path: Path) -> None:
    mine = Settings(
        creator="Tester",
        keys={"find.find": "ctrl+f", "find.next": "f3", "tag.hits": [], "follow.follow": "f4"},
    )
    async with at_desk(tmp_path, FEBRUARY, settings=mine) as reader:
        await reader.press("L")
        assert reader.said == "nothing found yet: ctrl+f finds"
        await reader.press("ctrl+f")
        await reader.type("schaduwvloot")
        await reader.press("enter")
        assert reader.said == "1 hit: f3 next, L list"
        await reader.find("¹")
        await reader.settle()
        assert "f4: note 1" in reader.desk.status.render().plain


async def test_an_empty_highlights_pane_says_that_it_is(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        pane = reader.desk.highlights_pane
        assert [row.words for row in pane.rows] == ["nothing is marked yet"] and pane.row is None
        await reader.press("right_curly_bracket", "m")
        assert "nothing is marked yet" not in [row.words for row in pane.rows]


async def test_hits_are_listed_between_whole_words(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        await reader.press("slash")
        await reader.type("regering")
        await reader.press("enter")
        document = reader.desk.document
        for hit in reader.desk.reader.hits:
            before = in_context(document, hit)[0][0].strip()
            start = hit.start - len(before.lstrip("…").strip()) - 1
            assert not before or document.text[start : hit.start].strip().endswith(before.lstrip("…"))


def test_a_moment_is_told_by_what_is_not_known_of_it() -> None:
    now = datetime(2025, 3, 4, 18, 0, tzinfo=UTC)
    assert when("2025-03-04T11:45:00Z", now) == "11:45"
    assert when("2025-02-17T11:45:00Z", now) == "17 Feb 11:45"
    assert when("2024-12-31T23:59:00Z", now) == "31 Dec 2024 23:59"
    assert when("gisteren", now) == "gisteren"


async def test_highlights_stand_under_one_another_and_short_tags_are_not_cut(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("right_curly_bracket", "1", "2", "right_parenthesis", "5")
        rows = [row for row in reader.desk.highlights_pane.rows if row.choosable]
        assert ["".join(text for text, _ in row.left)[:2] for row in rows] == ["▌▎", "▌ "]
        assert not any("".join(text for text, _ in row.below[0]).endswith(" ") for row in rows)
        pane = reader.desk.highlights_pane
        lines = [pane.render_line(y).text for y in range(pane.size.height)]
        assert any("vredesonderhandelingen" in line for line in lines)


async def test_one_sees_whether_motions_extend_the_selection(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("v")
        assert reader.desk.status.selected == "extending"
        await reader.press("right_parenthesis")
        assert reader.desk.status.selected.endswith(" selected, extending")
        await reader.press("v")
        assert reader.desk.status.selected.endswith(" selected")
        await reader.press("v", "escape")
        assert reader.desk.status.selected == ""
