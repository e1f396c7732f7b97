"""Standing still from a key until it has been answered."""

from __future__ import annotations

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


class Interpreter:
    """Stands for `sys` and `gc`: other threads of the tests set those of the machine."""

    def __init__(self) -> None:
        self.turn, self.looks, self.new = 0.005, (700, 10, 10), (0, 0, 0)
        self.kept_aside = 0

    def getswitchinterval(self) -> float:
        return self.turn

    def setswitchinterval(self, seconds: float) -> None:
        self.turn = seconds

    def get_threshold(self) -> tuple[int, int, int]:
        return self.looks

    def set_threshold(self, *looks: int) -> None:
        self.looks = looks

    def get_count(self) -> tuple[int, int, int]:
        return self.new

    def collect(self, generation: int) -> None:
        assert generation == 1

    def freeze(self) -> None:
        self.kept_aside += 1


@pytest.mark.parametrize(("made", "kept_aside"), [((0, 0, 0), 0), ((0, 0, 11), 1)])
def test_turns_are_short_and_no_look_is_long_as_long_as_anybody_works(
    made: tuple[int, int, int], kept_aside: int, monkeypatch: pytest.MonkeyPatch
):
    python = Interpreter()
    monkeypatch.setattr(hush, "sys", python)
    monkeypatch.setattr(hush, "gc", python)
    quiet = Hush()
    with quiet.kept():
        with quiet.kept():
            assert python.turn == TURN
        python.new = made
        assert python.turn == TURN and python.looks == (700, 10, NEVER)
    assert python.looks == (700, 10, 10) and python.turn == 0.005
    assert python.kept_aside == kept_aside
