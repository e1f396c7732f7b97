"""Sizes of the terminal: what is shown in each, and that another size costs one drawing and comes to rest."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual._compositor import LayoutUpdate
from textual.geometry import Size

from at_the_desk import FEBRUARY, MARCH, at_desk, resize
from briefreader.tui.redraw import Redraw


@pytest.mark.parametrize(
    ("size", "sides", "highlights"),
    [((60, 20), False, False), ((80, 24), True, False), ((109, 30), True, False), ((110, 30), True, True)],
)
async def test_panes_fold_away_where_there_is_no_room(
    size: tuple[int, int], sides: bool, highlights: bool, tmp_path: Path
) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        assert (reader.desk.sides.display, reader.desk.highlights_pane.display) == (sides, highlights)
        assert reader.desk.reader.size.width >= 48


async def test_in_a_narrow_terminal_the_list_is_unfolded_to_choose_from(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(60, 20)) as reader:
        await reader.press("ctrl+b")
        assert reader.desk.sides.display and reader.desk.library_pane.has_focus
        await reader.press("g", "g", "enter")
        assert reader.desk.document.id == MARCH
        assert not reader.desk.sides.display and reader.desk.reader.has_focus


@pytest.mark.parametrize("size", [(90, 30), (100, 30), (60, 20), (160, 50), (120, 20)])
async def test_a_resized_screen_is_drawn_once_and_as_it_stays(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[list[str]] = []
    whole = Redraw.render_full_update

    def written_down(self: Redraw, simplify: bool = False) -> LayoutUpdate:
        drawn.append([strip.text for strip in self.render_strips()])
        return whole(self, simplify)

    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("Militaire steun")
        monkeypatch.setattr(Redraw, "render_full_update", written_down)
        await resize(reader.pilot, *size)
        await reader.settle()
        pane = reader.desk.reader.region
        after = [strip.text for strip in reader.desk._compositor.render_strips()]
    [first] = drawn
    of_reader = slice(pane.x, pane.right)
    rows = slice(pane.y, pane.bottom)
    assert [row[of_reader] for row in first[rows]] == [row[of_reader] for row in after[rows]]


async def test_panes_fold_behind_a_dialog_too(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as reader:
        await reader.press("question_mark")
        await resize(reader.pilot, 60, 20)
        await reader.settle()
        assert reader.app.screen is not reader.desk
        assert reader.desk.frame.region.width == 60


@pytest.mark.parametrize("key", ["k", "question_mark"])
async def test_sizes_that_come_in_one_burst_come_to_rest(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[Size] = []
    reflow = Redraw.reflow

    def written_down(self: Redraw, parent, size: Size):
        laid_out.append(size)
        if len(laid_out) > 50:
            raise AssertionError("each size calls the other back")
        return reflow(self, parent, size)

    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(key)
        monkeypatch.setattr(Redraw, "reflow", written_down)
        for size in (Size(60, 20), Size(110, 35)):
            reader.app._size = size
            for screen in reader.app.screen_stack:
                screen.post_message(events.Resize(size, size))
                screen.call_later(lambda: None)  # else the second would take the first one's place
        await asyncio.sleep(0.5)
        assert laid_out and laid_out[-1] == Size(110, 35)
        assert reader.app.screen.outer_size == reader.desk.outer_size == Size(110, 35)


async def test_a_pane_that_gives_way_to_another_does_not_keep_the_keys(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(80, 24)) as reader:
        await reader.press("shift+tab")
        assert reader.desk.outline.has_focus
        await reader.press("H")
        assert reader.desk.highlights_pane.display and not reader.desk.sides.display
        assert reader.desk.reader.has_focus
        await reader.press("slash", *"NAVO", "enter")
        assert reader.desk.reader.hits and not reader.desk.outline.wanted
