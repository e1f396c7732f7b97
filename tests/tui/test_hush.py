"""Standing still from a key until it has been answered."""

from __future__ import annotations

import gc
import sys

import pytest

from briefreader.tui import hush
from briefreader.tui.hush import AFTER, AT_MOST, MOMENT, NEVER, STEP, TURN, Hush


class Clock:
    """Time that passes only in sleep, which it notes."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock in the place of the machine's."""
    made = Clock()
    monkeypatch.setattr(hush, "monotonic", lambda: made.now)
    monkeypatch.setattr(hush, "sleep", made.sleep)
    return made


def test_where_no_key_was_pressed_others_are_given_a_moment(clock: Clock):
    Hush().keep()
    assert clock.slept == [MOMENT]


def test_a_key_that_is_never_answered_is_waited_for_no_longer_than_that(clock: Clock):
    quiet = Hush()
    quiet.begin()
    quiet.keep()
    assert clock.now == pytest.approx(100 + AT_MOST) and max(clock.slept) <= STEP
    quiet.keep()
    assert clock.now == pytest.approx(100 + AT_MOST + MOMENT)


def test_soon_after_the_answer_work_goes_on(clock: Clock):
    quiet = Hush()
    quiet.begin()
    clock.now += 0.004
    quiet.answered()
    quiet.keep()
    assert clock.now == pytest.approx(100.004 + AFTER)


def test_a_frame_that_answers_nothing_begins_nothing(clock: Clock):
    quiet = Hush()
    quiet.answered()
    quiet.keep()
    assert clock.slept == [MOMENT]


def test_turns_are_short_and_no_look_is_long_as_long_as_anybody_works():
    usual, looks = sys.getswitchinterval(), gc.get_threshold()
    quiet = Hush()
    with quiet.kept():
        with quiet.kept():
            assert sys.getswitchinterval() == pytest.approx(TURN)
        assert sys.getswitchinterval() == pytest.approx(TURN) and gc.get_threshold() == (*looks[:2], NEVER)
    assert gc.get_threshold() == looks
    assert sys.getswitchinterval() == pytest.approx(usual)
