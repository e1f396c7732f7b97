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
    assert OFFERED in sitting.until(OFFERED)[-1]
    os.write(sitting.terminal, b"\x1b")
    sitting.until_gone(OFFERED)
    os.write(sitting.terminal, b"}")  # were the sequence still open, this would end it and go nowhere
    assert "¶ 1 " in sitting.until("¶ 1 ")[-1]


def test_keys_that_come_all_at_once_are_taken_one_after_the_other(sitting: Sitting):
    os.write(sitting.terminal, b"}" * 30)
    assert " ¶ 30 " in sitting.until("¶ 30")[-1]
    os.write(sitting.terminal, b"{" * 10 + "é\x1b[B".encode() * 11)
    assert " ¶ 31 " in sitting.until("¶ 31")[-1]


def test_a_key_that_comes_in_two_pieces_is_one(sitting: Sitting):
    os.write(sitting.terminal, b"}}}")
    sitting.until("¶ 3")
    os.write(sitting.terminal, b"\x1b")
    os.write(sitting.terminal, b"[A")
    states = sitting.until("¶ 2")
    assert " ¶ 2 " in states[-1] and not any(OFFERED in state for state in states)
