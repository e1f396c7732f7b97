"""Frames: a tag is seen in the letter first, then in the panes, then it is saved; and nothing of that gets lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader.store import Store
from briefreader.tui import clerk, frames
from briefreader.tui.panes.outline import section_at

NAMES = {")": "right_parenthesis", "?": "question_mark"}


def burst(reader: Sitting, keys: str) -> None:
    """Keys that come all at once, with no frame between them."""
    for key in keys:
        reader.app.post_message(events.Key(NAMES.get(key, key), key))


def listed(reader: Sitting) -> Iterator[str]:
    """The passages in the highlights pane."""
    return (row.id for row in reader.desk.highlights_pane.rows if row.choosable)


def all_is_right(reader: Sitting) -> bool:
    """Whether the panes say what the letter and the store do."""
    desk, marks = reader.desk, reader.desk.annotations
    sections = [section_at(desk.document, annotation.span.start) for annotation in marks]
    counted = [int(row.right[0][0]) if row.right else 0 for row in desk.outline.rows]
    entry = desk.library_pane.rows[desk.library_pane.rows.find(FEBRUARY)]
    kept = Store(desk.workplace.annotations).annotations(FEBRUARY)
    return (
        [a.id for a in desk.reader.marks] == list(listed(reader)) == [a.id for a in marks]
        and {a.id for a in kept} == {a.id for a in marks}
        and counted == [sections.count(index) for index in range(len(counted))]
        and str(desk.highlights_pane.border_title) == f"Highlights {len(marks)}"
        and f"{len(marks)} ▌" in entry.words
        and reader.said.endswith(", saved")
    )


async def test_letter_panes_and_disk_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "PATIENCE", 60)
    monkeypatch.setattr(clerk, "PATIENCE", 60)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        desk, store, seen = reader.desk, reader.desk.workplace.store, []
        draw = desk._compositor.render_update

        def drawing(**how):
            seen.append(
                (
                    len(desk.reader.marks),
                    reader.said.startswith("tag “sanctions”"),
                    len(list(listed(reader))),
                    len(store.annotations(FEBRUARY)),
                )
            )
            return draw(**how)

        monkeypatch.setattr(desk._compositor, "render_update", drawing)
        await reader.press("1")
        stages = list(dict.fromkeys(stage for stage in seen if stage[0]))
        assert stages == [(1, True, 0, 0), (1, True, 1, 0), (1, True, 1, 1)]
        assert all_is_right(reader)


async def test_tags_in_one_burst_are_all_shown_and_saved(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        burst(reader, "1)2))3)m")
        await reader.settle()
        assert [tags for _, tags, _ in reader.highlights] == [
            ("sanctions",),
            ("F-16",),
            ("militaire steun",),
            (),
        ]
        assert all_is_right(reader)
        burst(reader, "2u")
        await reader.settle()
        assert len(reader.highlights) == 4


async def test_a_change_under_a_dialog_and_one_without_panes_are_shown_and_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk, "PATIENCE", 60)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        burst(reader, "1?")
        await reader.settle()
        assert reader.app.screen is not reader.desk
        await reader.press("escape")
        assert all_is_right(reader)
        await reader.do("screen.sides", "screen.highlights", "move.next-sentence")
        await reader.press("2")
        assert all_is_right(reader)


async def test_leaving_right_after_a_tag_loses_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.find("schaduwvloot")
        burst(reader, "1q")
        while reader.app.is_running:
            await reader.pilot.pause(0.01)
    assert len(Store(tmp_path / "annotations").annotations(FEBRUARY)) == 1
