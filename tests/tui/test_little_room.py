"""Little room: what is left of hints, places and messages in small terminals, and that none of it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from at_the_desk import FEBRUARY, MARCH, at_desk
from briefreader.document import Document, Metadata
from briefreader.tui import wording
from briefreader.tui.actions.arranging import FRAME, widths
from briefreader.tui.actions.showing import ORDERS
from briefreader.tui.dialogs.exporting import Choice
from briefreader.tui.panes.clipped import clipped
from briefreader.tui.panes.hints import Hints
from briefreader.tui.panes.rows import Rows
from briefreader.tui.panes.status import StatusLine
from briefreader.tui.panes.welcome import FIRST_FIVE

SMALL = [(40, 12), (60, 20), (80, 24)]

WORDS = st.text("aïë—界 ", min_size=1, max_size=30).map(str.strip).filter(bool)


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("keys", ["t", "C", "a", "e", "O", "U", "question_mark"])
async def test_a_window_names_its_keys_whole_and_always_the_way_out(
    size: tuple[int, int], keys: str, tmp_path: Path
) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        await reader.press("right_curly_bracket", "1", keys)
        hints = reader.app.screen.query_one(Hints)
        shown = [hint for line in hints.render().plain.split("\n") for hint in line.split("   ")]
        named = [f"{key} {what}" for key, what in hints.hints]
        assert set(shown) <= set(named) and shown[0] == named[0] and shown[-1] == named[-1]
        assert shown == named or size[1] < 24
        assert all(cell_len(line) <= hints.size.width for line in hints.render().plain.split("\n"))
        assert hints.size.height == len(hints.render().plain.split("\n"))


@pytest.mark.parametrize("size", SMALL)
async def test_all_five_first_keys_are_shown(size: tuple[int, int], tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        welcome = reader.desk.welcome
        lines = welcome.render().plain.split("\n")
        assert len([hint for line in lines for hint in line.split("   ")]) == len(FIRST_FIVE)
        assert welcome.size.height == len(lines)


@given(st.lists(st.integers(1, 30), max_size=12), st.integers(1, 60), st.integers(1, 4))
def test_what_flows_keeps_its_order_its_first_and_its_last(cells: list[int], room: int, rows: int) -> None:
    flow = wording.flowing(cells, room, 3, rows)
    kept = [index for row in flow for index in row]
    assert kept == sorted(set(kept))
    assert not cells or kept[-1] == len(cells) - 1
    assert all(len(row) == 1 or sum(cells[i] + 3 for i in row) - 3 <= room for row in flow)
    assert len(flow) <= rows or len(kept) == 1
    if len(kept) < len(cells):
        assert len(wording.flowing(cells, room, 3, len(cells))) > rows


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 80))
def test_a_place_is_shortened_by_whole_parts(parts: list[str], cells: int) -> None:
    shown = wording.place(parts, cells)
    assert cell_len(shown) <= cells
    if cell_len(parts[-1]) <= cells:
        assert shown.endswith(parts[-1])
    if cell_len(" · ".join(parts)) <= cells:
        assert shown == " · ".join(parts)


@given(WORDS, st.integers(15, 60))
def test_that_something_is_saved_is_never_cut(words: str, cells: int) -> None:
    told = wording.told(words + wording.SAVED, cells)
    assert told.endswith(wording.SAVED) and cell_len(told) <= cells


@pytest.mark.parametrize("size", SMALL)
async def test_what_was_done_is_said_before_where_one_is(size: tuple[int, int], tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        await reader.find("Om G7")
        await reader.press("v", "right_parenthesis", "4")
        line = reader.desk.query_one(StatusLine)
        assert line.render().plain.rstrip().endswith(", saved")
        line.said, line.selected = "6 hits: n N next, L list, T tag", ""
        assert line.said in line.render().plain


def test_a_title_that_fits_is_not_cut_for_the_date() -> None:
    letter = Document(
        id="brief",
        text="Staat van de Oorlog",
        metadata=Metadata(
            title="Staat van de Oorlog",
            dossier="36045",
            dossier_number="190",
            date="2025-02-17",
            language="nl",
        ),
    )
    assert wording.heading(letter, 40) == "Staat van de Oorlog · 36045, nr. 190"
    assert wording.heading(letter, 60) == "Staat van de Oorlog · 17 feb 2025 · Kamerstuk 36045, nr. 190"
    assert wording.heading(letter, 36) == "Staat van de Oorlog · 36045, nr. 190"
    assert wording.heading(letter, 35).endswith("… · 36045, nr. 190")


async def test_every_choice_of_an_export_is_one_line_between_its_arrows(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(40, 20)) as reader:
        await reader.press("right_curly_bracket", "1", "e")
        for choice in reader.app.screen.query(Choice):
            for _ in choice.options:
                shown = choice.render().plain
                assert "‹" in shown and shown.endswith("›") and cell_len(shown) <= choice.size.width
                choice.action_turn(1)
            assert choice.size.height == 1


@given(st.text("aïë— \n", max_size=200), st.integers(2, 30), st.integers(1, 6))
def test_a_text_that_is_cut_says_so(text: str, width: int, height: int) -> None:
    lines = clipped(Content(text), width, height).plain.split("\n")
    whole = Content(text).wrap(width)
    assert len(lines) <= height and all(cell_len(line.rstrip()) <= width for line in lines)
    assert lines[-1].endswith("…") == (len(whole) > height) or "…" in text


async def test_the_passage_over_a_note_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH, size=(60, 20)) as reader:
        await reader.find("Ook moeten we ons")
        await reader.press("a")
        quote = reader.app.screen.query_one(".quote")
        assert quote.size.height == 2 and quote.render().plain.endswith("…")


@pytest.mark.parametrize("keys", [("ctrl+b",), ("H",)])
async def test_in_forty_columns_a_pane_has_them_all_and_gives_them_back(
    keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(40, 12)) as reader:
        await reader.press(*keys)
        assert reader.app.focused.size.width > 30 and not reader.desk.frame.display
        await reader.press("escape")
        assert (
            reader.desk.frame.display and reader.desk.reader.has_focus and reader.desk.reader.size.width > 30
        )


@given(st.integers(80, 400), st.integers(20, 200))
def test_side_panes_grow_only_into_room_the_letter_leaves(columns: int, measure: int) -> None:
    sides, highlights = widths(columns, measure)
    least = widths(80, measure)
    assert sides >= least[0] and highlights >= least[1]
    assert (sides, highlights) <= widths(columns + 1, measure)
    if (sides, highlights) > widths(140, measure):
        assert columns - sides - highlights >= measure + FRAME


async def test_the_ways_to_find_are_shown_where_there_is_room_for_them(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(80, 24)) as reader:
        await reader.press("slash")
        await reader.type("regering")
        count = reader.desk.find_bar.query_one("#find-count")
        assert "alt+r regex" in str(count.visual) and "alt+w words" in str(count.visual)
        await reader.type(" die van dit alles niets weet")
        assert str(count.visual) == "none"
        await reader.press("escape", "shift+tab", "slash")
        assert str(count.visual) == ""


@pytest.mark.parametrize("size", SMALL)
async def test_a_peek_is_on_the_screen_with_all_of_its_frame(size: tuple[int, int], tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH, size=size) as reader:
        await reader.find("Kamerstuk 36471")
        await reader.press("K")
        peek = reader.desk.peek
        assert peek.display and reader.desk.region.contains_region(peek.region)
        assert peek.size.height == len(peek.render().plain.split("\n"))


async def test_the_order_of_the_letters_is_named_whole(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH, size=(80, 24)) as reader:
        for order in ORDERS[1:]:
            await reader.do("screen.sort")
            top = next(iter(reader.desk._compositor.render_strips(reader.app.size))).text
            assert f"Library · {order} " in top


async def test_a_click_on_any_line_of_hints_is_as_good_as_the_key(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=(60, 20)) as reader:
        await reader.press("C")
        hints = reader.app.screen.query_one(Hints)
        lines = hints.render().plain.split("\n")
        assert len(lines) == 2
        await reader.pilot.click(hints, offset=(lines[1].index("escape leave") + 2, 1))
        assert reader.app.screen is reader.desk
        await reader.press("C")
        hints = reader.app.screen.query_one(Hints)
        await reader.pilot.click(hints, offset=(lines[0].index("n new"), 0))
        assert "new" in str(reader.app.screen.query_one("#question").visual).lower()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_a_key_does_is_told_whole(size: tuple[int, int], tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, size=size) as reader:
        await reader.press("question_mark")
        await reader.type("tag")
        rows = reader.app.screen.query_one("#found", Rows)
        lines = [rows.render_line(y).text for y in range(rows.size.height)]
        assert len(lines) > 5 and not any("…" in line for line in lines)
