"""The codebook and the history on the screen, by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader.store import Store
from briefreader.tui.dialogs.dialog import Hints
from briefreader.tui.dialogs.happened import Happened
from briefreader.tui.dialogs.tagbook import TagBook
from briefreader.tui.panes.rows import Rows

TAGGED = ("right_parenthesis", "1", "right_parenthesis", "1", "right_parenthesis", "2")
"""Two sentences under `sanctions`, one under `F-16`."""


def window(reader: Sitting) -> TagBook:
    found = reader.app.screen
    assert isinstance(found, TagBook)
    return found


def said(reader: Sitting) -> str:
    return str(window(reader).query_one("#touched").render())


def kept(folder: Path) -> tuple[list[str], list[tuple[str, ...]]]:
    store = Store(folder / "annotations")
    return [tag.name for tag in store.codebook().tags], [a.tags for a in store.annotations(FEBRUARY)]


async def at(reader: Sitting, tag: str) -> None:
    """The codebook, with the cursor on a tag."""
    await reader.press("C")
    window(reader).query_one("#found", Rows).point(tag)


async def test_renaming_says_what_it_touches_and_can_be_undone(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(*TAGGED)
        await at(reader, "sanctions")
        await reader.press("r", *"straf")
        assert said(reader) == "enter changes 1 tag, 2 highlights in 1 letter"
        await reader.press("enter")
        assert (
            window(reader).tag.name == "straf"
            and [t for _, t, _ in reader.highlights][:2] == [("straf",)] * 2
        )
        tags, marks = kept(tmp_path)
        assert "straf" in tags and "sanctions" not in tags and marks.count(("straf",)) == 2
        await reader.press("u")
        assert kept(tmp_path)[1].count(("sanctions",)) == 2
        assert "sanctions" in [tag.name for tag in window(reader).book.codebook.tags]
        await reader.press("escape")
        assert reader.app.screen is reader.desk


async def test_a_name_that_is_taken_is_refused_with_a_reason(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await at(reader, "sanctions")
        await reader.press("r", *"navo", "enter")
        assert "There is a tag “NAVO” already" in said(reader)
        await reader.press("escape")
        assert window(reader).tag.name == "sanctions"


@pytest.mark.parametrize(
    ("keys", "tags"),
    [
        (("m", *"f-16", "enter"), [("F-16",), ("F-16",), ("F-16",)]),
        (("v", *"navo", "enter"), [("NAVO/sanctions",), ("NAVO/sanctions",), ("F-16",)]),
        (("d", "enter"), [(), (), ("F-16",)]),
        (("d", "escape"), [("sanctions",), ("sanctions",), ("F-16",)]),
    ],
)
async def test_merging_moving_and_deleting(tmp_path: Path, keys: tuple[str, ...], tags: object) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(*TAGGED)
        await at(reader, "sanctions")
        await reader.press(*keys)
        assert [given for _, given, _ in reader.highlights] == tags
        assert sorted(kept(tmp_path)[1]) == sorted(tags)


async def test_colour_meaning_and_pin(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await at(reader, "vraag")
        await reader.press("c", *"#123456", "enter", "e", *"later", "enter", "9")
        tag = window(reader).tag
        assert (tag.colour, tag.meaning, tag.pin) == ("#123456", "later", 9)
        await reader.press("9")
        assert window(reader).tag.pin is None
        assert Store(tmp_path / "annotations").codebook().get("vraag").colour == "#123456"


async def test_a_new_tag_has_a_colour_of_its_own(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("C", "n", *"drones", "enter")
        colours = [tag.colour for tag in window(reader).book.codebook.tags]
        assert window(reader).tag.name == "drones" and colours.count(window(reader).tag.colour) == 1


async def test_keys_in_one_burst_go_where_they_are_meant_for(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await at(reader, "vraag")
        for key in ("r", *"jud", "enter", "1"):
            reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.settle()
        await reader.settle()
        assert window(reader).tag.name == "jud" and window(reader).tag.pin == 1


async def test_the_mouse_does_it_too(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("C")
        await reader.pilot.click("#found", offset=(5, 2))
        name = window(reader).book.codebook.tags[2].name
        assert window(reader).tag.name == name
        await reader.pilot.click(Hints, offset=(9, 0))
        await reader.settle()
        assert window(reader).asked is not None and name in window(reader).asked.question
        await reader.pilot.click(Hints, offset=(16, 0))
        await reader.settle()
        assert window(reader).asked is None


async def test_the_history_lists_undoes_up_to_a_change_and_goes_there(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press(*TAGGED, "U")
        past = reader.app.screen
        assert isinstance(past, Happened)
        rows = past.query_one(Rows)
        assert [row.left[1][0] for row in rows.rows] == ["tag “F-16”", "tag “sanctions”", "tag “sanctions”"]
        await reader.press("j", "u")
        assert [tags for _, tags, _ in reader.highlights] == [("sanctions",)]
        assert len(past.past.undone) == 2
        await reader.press("r")
        assert len(reader.highlights) == 2 and len(past.past.undone) == 1
        await reader.press("enter")
        assert reader.app.screen is reader.desk
        assert reader.desk.reader.caret == reader.desk.annotations[1].span.start


async def test_a_key_after_enter_in_the_palette_of_tags_is_the_letters(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("right_parenthesis")
        for key in ("t", *"jud", "enter", "right_parenthesis", "1"):
            reader.app.post_message(events.Key(key, {"right_parenthesis": ")"}.get(key, key)))
        for _ in range(3):
            await reader.settle()
        assert [tags for _, tags, _ in reader.highlights] == [("jud",), ("sanctions",)]


async def test_a_click_on_a_pinned_tag_or_a_hint_is_as_good_as_its_key(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        bar = reader.desk.pinned
        line = str(bar.render())
        await reader.press("right_parenthesis")
        await reader.pilot.click(bar, offset=(1 + line.index("F-16"), 0))
        await reader.settle()
        assert [tags for _, tags, _ in reader.highlights] == [("F-16",)]
        await reader.pilot.click(bar, offset=(1 + line.index(" find"), 0))
        assert reader.desk.find_bar.display
