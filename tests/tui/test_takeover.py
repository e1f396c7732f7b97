"""The first page at a second start, as a terminal sees it: recorded bytes, played into a terminal emulator."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from briefreader import places
from briefreader.cli import main
from briefreader.loaders import load
from briefreader.text import words
from sitting import COLUMNS, LETTER, Sitting

Change = Callable[[Path], int]
"""Something that changes what the screen would show; gives the columns of the next terminal."""

PICTURE = b"\x1b[?1049h\x1b[?25l\x1b[1;1H"
"""How a start with a picture begins; without one, Textual asks for the mouse in between."""

TAKEN_OVER = b"\x1b[?1004h"
"""With this the screen begins to ask a terminal what it needs of it."""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter that was read before: its third paragraph was reached."""
    path = tmp_path / "letters" / "brief.txt"
    path.parent.mkdir()
    path.write_text(LETTER, encoding="utf-8")
    sitting = Sitting(tmp_path, path, b"}}}")
    sitting.until("¶ 3")
    sitting.leave()
    return path


def picture(home: Path) -> Path:
    """Where the first page is kept."""
    return home / "cache" / "briefreader" / "first-page"


def caret(home: Path, letter: Path) -> int:
    """Where one was in the letter when it was left."""
    return places.read(home / "state" / "briefreader" / "places.json").of(letter).caret


def test_the_page_one_left_stands_until_the_screen_has_taken_over_and_no_key_is_lost(
    letter: Path, tmp_path: Path
):
    text, start = load(letter).text, caret(tmp_path, letter)
    kept = picture(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    sitting = Sitting(tmp_path, letter, b"w" * 20)
    shown = sitting.until("¶ 3")
    complete = next(number for number, frame in enumerate(shown) if "¶ 3" in frame)
    after = sitting.until("¶ 4")
    assert PICTURE in sitting.received
    assert all("Dit is alinea 9 van" in frame for frame in (*shown[complete:], *after))
    assert sitting.received.count(b"\x1b[?1049h") == 1
    sitting.leave()
    assert caret(tmp_path, letter) == [span.start for span in words(text) if span.start >= start][20]


def test_nothing_is_drawn_over_the_page_before_all_that_it_shows_is_there(letter: Path, tmp_path: Path):
    (letter.parent / "other.txt").write_text(LETTER.replace("alinea", "paragraaf"), encoding="utf-8")
    highlighted_elsewhere(letter)
    first = Sitting(tmp_path, letter.parent)
    first.until("1 ▌ · text +1")  # one highlight, and another letter that says nearly the same
    first.leave()
    sitting = Sitting(tmp_path, letter.parent)
    frames = sitting.until("+1")[-1:]
    while b"Dit is alinea" not in sitting.received.partition(TAKEN_OVER)[2]:
        frames += sitting.until("+1")
    assert PICTURE in sitting.received
    assert all("1 ▌ · text +1" in frame and "of 2 letters" not in frame for frame in frames)
    sitting.leave()


def changed_text(letter: Path) -> int:
    letter.write_text(LETTER.replace("tweede", "andere"), encoding="utf-8")
    return COLUMNS


def other_text_of_the_same_size_and_time(letter: Path) -> int:
    before = letter.stat()
    letter.write_text(LETTER.replace("tweede", "andere"), encoding="utf-8")
    os.utime(letter, ns=(before.st_atime_ns, before.st_mtime_ns))
    return COLUMNS


def other_theme(letter: Path) -> int:
    return set_to(letter, 'theme = "nord"')


def other_measure(letter: Path) -> int:
    return set_to(letter, "measure = 60")


def set_to(letter: Path, line: str) -> int:
    """Write that line into the settings file."""
    settings = letter.parents[1] / ".config" / "briefreader" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(line + "\n", encoding="utf-8")
    return COLUMNS


def highlighted_elsewhere(letter: Path) -> int:
    """By another program."""
    annotations = letter.parents[1] / ".local" / "share" / "briefreader" / "annotations"
    words = ["tag", str(letter), "steun", "--span", "30:40", "--annotations", str(annotations)]
    assert main(words) == 0
    return COLUMNS


def other_size(letter: Path) -> int:
    return COLUMNS - 10


@pytest.mark.parametrize(
    "change",
    [
        changed_text,
        other_text_of_the_same_size_and_time,
        other_size,
        other_theme,
        other_measure,
        highlighted_elsewhere,
    ],
)
def test_a_page_that_is_not_true_any_more_is_not_shown(change: Change, letter: Path, tmp_path: Path):
    sitting = Sitting(tmp_path, letter, columns=change(letter))
    sitting.until("¶ 3")
    sitting.leave()
    assert PICTURE not in sitting.received
