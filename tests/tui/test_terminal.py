"""The terminal: keys reach the screen whatever pieces they come in, and Escape is one of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitting import LETTER, Sitting

OFFERED = "Go to the start"
"""What the window of sequences says once `g` was pressed."""


@pytest.fixture
def sitting(tmp_path: Path):
    letter = tmp_path / "brief.txt"
    letter.write_text(LETTER, encoding="utf-8")
    sitting = Sitting(tmp_path, letter)
    sitting.until("alinea 3")
    yield sitting
    sitting.leave()


def test_escape_is_a_key_when_nothing_follows_it(sitting: Sitting):
    os.write(sitting.terminal, b"g")
    sitting.until(OFFERED)
    os.write(sitting.terminal, b"\x1b")
    while OFFERED in "\n".join(sitting.screen.display):
        sitting._read()


def test_keys_that_come_all_at_once_are_taken_one_after_the_other(sitting: Sitting):
    os.write(sitting.terminal, b"}" * 30)
    sitting.until("¶ 30")
    os.write(sitting.terminal, b"{" * 10 + "é\x1b[B".encode() * 11)
    sitting.until("¶ 31")


def test_a_key_that_comes_in_two_pieces_is_one(sitting: Sitting):
    os.write(sitting.terminal, b"}}}")
    sitting.until("¶ 3")
    os.write(sitting.terminal, b"\x1b")
    os.write(sitting.terminal, b"[A")
    sitting.until("¶ 2")
