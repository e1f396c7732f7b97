"""Courtesy: long work in a thread of its own lets others go first, as often as it comes to a place where it can.

Such work breathes between its parts, every millisecond or two. What a breath is for is the business of whoever has the
work done: to stand still while a key is answered, or to give up. Work that nobody has an eye on breathes for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import local
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

Breath = Callable[[], None]
"""What is done at each breath. May raise what the work is then ended with."""


class _Thread(local):
    breath: Breath | None = None


_own = _Thread()


@contextmanager
def courteous(breath: Breath) -> Iterator[None]:
    """What is done in here, in this thread, calls `breath` whenever it breathes."""
    before, _own.breath = _own.breath, breath
    try:
        yield
    finally:
        _own.breath = before


def seldom(breath: Breath, seconds: float) -> Breath:
    """`breath`, but not sooner than so many seconds after the last one: looking at the clock is all the others cost."""
    due = 0.0

    def one() -> None:
        nonlocal due
        if (now := monotonic()) >= due:
            due = now + seconds
            breath()

    return one


def is_asked_for() -> bool:
    """Whether somebody has an eye on the work of this thread."""
    return _own.breath is not None


def breathe() -> None:
    """Let others go first, if they want to. Raises whatever the work is to be ended with."""
    if _own.breath is not None:
        _own.breath()


def paced(items: Iterable[T]) -> Iterator[T]:
    """`items`, with a breath before each of them."""
    breath = _own.breath
    return iter(items) if breath is None else _paced(items, breath)


def _paced(items: Iterable[T], breath: Breath) -> Iterator[T]:
    for item in items:
        breath()
        yield item
