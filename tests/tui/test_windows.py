"""Stories: windows that fit what is in them, and what is said where nothing fits or nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, at_desk


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
