"""In the highlights pane: keys act on the highlight under its cursor, wherever the caret of the letter is."""

from __future__ import annotations

from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader import changes
from briefreader.tui.actions import marking


async def two_highlights(reader: Sitting) -> None:
    """One on two sentences, one further down; the pane has the focus, its cursor is on the first, the caret is not."""
    await reader.find("Om G7")
    await reader.press("s", "s", "1", "escape")
    await reader.press("right_curly_bracket", "2", "tab")
    pane = reader.desk.highlights_pane
    assert pane.has_focus
    pane.point(reader.desk.annotations.standing[0].id)
    assert not reader.desk.annotations.standing[0].span.holds(reader.desk.reader.caret)


@pytest.mark.parametrize(
    ("keys", "tags", "note"),
    [
        (("3",), ("sanctions", "militaire steun"), ""),
        (("full_stop",), ("sanctions", "F-16"), ""),
        (("a", "j", "a", "escape"), ("sanctions",), "ja"),
        (("1",), None, ""),
        (("d",), None, ""),
    ],
)
async def test_keys_act_on_the_highlight_under_the_cursor(
    keys: tuple[str, ...], tags: tuple[str, ...] | None, note: str, tmp_path: Path
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await two_highlights(reader)
        first, second = reader.desk.annotations.standing
        await reader.press(*keys)
        now = reader.desk.annotations.get(first.id)
        assert (now.tags, now.note, now.span) == (tags, note, first.span) if tags else now is None
        assert reader.desk.annotations.get(second.id) == second


async def test_a_highlight_without_a_place_can_be_noted_and_deleted_and_nothing_else_is(
    tmp_path: Path,
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await two_highlights(reader)
        first, second = reader.desk.annotations.standing
        reader.desk.do(changes.place(first, first.target, "orphaned"))
        await reader.settle()
        reader.desk.reader.go(second.span.start)
        reader.desk.highlights_pane.point(first.id)
        assert marking.pointed(reader.desk).status == "orphaned"
        await reader.press("3")
        assert reader.said == "the words of this highlight are no longer in the letter"
        await reader.press("a", "j", "a", "escape")
        assert reader.desk.annotations.get(first.id).note == "ja"
        await reader.press("d")
        assert [a.id for a in reader.desk.annotations] == [second.id]


async def test_the_letters_title_fits_its_frame_when_panes_come_and_go(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(80, 24)) as reader:
        for key in ("H", "ctrl+b", "H"):
            await reader.press(key)
            top = next(iter(reader.desk._compositor.render_strips(reader.app.size))).text
            assert "Staat van de Oorlog" in top and "36045, nr. 190 ─" in top
    async with at_desk(tmp_path, FEBRUARY, size=(60, 20)) as reader:
        before = str(reader.desk.frame.border_title)
        await reader.press("H", "escape")
        assert str(reader.desk.frame.border_title) == before
