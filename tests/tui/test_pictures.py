"""Pictures: the whole screen at several sizes and in several themes, compared with those that were looked at.

`make pictures` takes them anew; look at them before committing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader.settings import Settings

PICTURES = Path(__file__).parent / "pictures"
TAKE = bool(os.environ.get("TAKE_PICTURES"))

READING = ("O", *"sancties", "enter", *["right_parenthesis"] * 2)
"""To the second sentence of the section on sanctions."""

MARKED = (*READING, "1", "right_parenthesis", "s", "s", "3", "escape", "p", "2", "escape")
"""Three highlights, two of them on the same words."""

SCENES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "reading-40x12": ((40, 12), "briefreader-dark", MARKED),
    "reading-60x20": ((60, 20), "briefreader-dark", MARKED),
    "reading-80x24": ((80, 24), "briefreader-dark", MARKED),
    "reading-120x40": ((120, 40), "briefreader-dark", MARKED),
    "reading-200x60": ((200, 60), "briefreader-dark", MARKED),
    "reading-250x80": ((250, 80), "briefreader-dark", MARKED),
    "reading-light-120x40": ((120, 40), "briefreader-light", MARKED),
    "reading-ansi-80x24": ((80, 24), "ansi-dark", MARKED),
    "reading-nord-120x40": ((120, 40), "nord", MARKED),
    "tagging-120x40": ((120, 40), "briefreader-dark", (*MARKED, "t", *"sa")),
    "noting-light-80x24": ((80, 24), "briefreader-light", (*READING, "1", "a", *"ships?")),
    "finding-120x40": ((120, 40), "briefreader-dark", ("slash", *"f16")),
    "keys-80x24": ((80, 24), "briefreader-dark", ("question_mark",)),
    "keys-found-light-120x40": ((120, 40), "briefreader-light", ("question_mark", *"tag")),
    "letters-60x20": ((60, 20), "briefreader-dark", ("o",)),
    "panes-60x20": ((60, 20), "briefreader-dark", (*MARKED, "ctrl+b")),
    "exporting-120x40": ((120, 40), "briefreader-light", (*READING, "e")),
    "codebook-120x40": ((120, 40), "briefreader-dark", (*MARKED, "C")),
    "merging-light-80x24": ((80, 24), "briefreader-light", (*MARKED, "C", "j", "m", *"sa")),
    "jumping-80x24": ((80, 24), "briefreader-dark", (*READING, "f")),
}


def normalised(svg: str) -> str:
    """The picture without the number that Textual gives each of them."""
    return re.sub(r"terminal-\d+-", "terminal-", svg)


async def take(reader: Sitting, keys: tuple[str, ...]) -> str:
    """The screen after these keys."""
    for key in keys:
        await reader.press(
            key
        )  # each saved before the next, so that "saved" is not said after what clears it
    while reader.desk.resting is not None:  # the highlights pane follows once the keys rest
        await reader.pilot.pause(0.02)
    await reader.pilot.pause()
    return normalised(reader.app.export_screenshot(title="briefreader"))


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_looks_as_it_did(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.widgets._input.Input.cursor_blink", False)
    size, theme, keys = SCENES[name]
    settings = Settings(theme=theme, creator="Tester")
    async with at_desk(tmp_path, FEBRUARY, size=size, settings=settings) as reader:
        picture = await take(reader, keys)
    file = PICTURES / f"{name}.svg"
    if TAKE:
        PICTURES.mkdir(exist_ok=True)
        file.write_text(picture, "utf-8")
    assert picture == file.read_text("utf-8"), f"{name} looks different: take pictures anew and look at it"
