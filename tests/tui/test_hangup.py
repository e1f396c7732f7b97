"""The terminal goes away, with a word or without one: the program ends by itself, and knows where one was."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from briefreader import places
from sitting import LETTER, PATIENCE, Sitting


def gone(sitting: Sitting) -> None:
    """The terminal, without a signal: the program is not its session's leader."""
    os.close(sitting.terminal)


def gone_full(sitting: Sitting) -> None:
    """The same after nobody has read for a while: what is written waits for room."""
    os.write(sitting.terminal, b"{}" * 400 + b"}")
    os.close(sitting.terminal)


def hung_up(sitting: Sitting) -> None:
    sitting.program.send_signal(signal.SIGHUP)


def told_to_end(sitting: Sitting) -> None:
    sitting.program.send_signal(signal.SIGTERM)


@pytest.mark.parametrize("going", [gone, gone_full, hung_up, told_to_end])
def test_without_its_terminal_the_program_ends_and_knows_where_one_was(
    going: Callable[[Sitting], None], tmp_path: Path
):
    letter = tmp_path / "brief.txt"
    letter.write_text(LETTER, encoding="utf-8")
    sitting = Sitting(tmp_path, letter, b"}}}")
    sitting.until("¶ 3")
    going(sitting)
    assert sitting.program.wait(PATIENCE) != 0
    assert places.read(tmp_path / "state" / "briefreader" / "places.json").of(letter).caret > 0
