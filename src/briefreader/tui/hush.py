"""Hush: whoever works in another thread of this process stands still from a key until it has been answered on the screen.

Python runs one thread at a time: each time the screen waits for anything, for microseconds only, another would go on, and
would have to be interrupted again. Who works, and at which places it can stand still, is not its business.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

AT_MOST = 0.03
"""Seconds that a key may take to be answered; one that changes nothing never is."""

AFTER = 0.005
"""Seconds after the answer, in which lists and counts are drawn."""

STEP = 0.002
"""Seconds between two looks at whether it is over."""

MOMENT = 0.0001
"""Seconds that whoever works gives others each time: a key that has just come need not wait until Python takes turns."""

TURN = 0.0005
"""Seconds after which the screen, if it is kept waiting, has its turn; Python's own are ten times as long."""

NEVER = 1 << 30
"""Looks at what is new between two at everything."""


class Hush:
    """From `begin` until a while after `answered`. Safe to use from several threads."""

    def __init__(self) -> None:
        self._until = 0.0
        self._working = 0
        self._turns, self._looks = sys.getswitchinterval(), gc.get_threshold()
        self._lock = Lock()

    def begin(self) -> None:
        """Somebody waits for the screen."""
        self._until = monotonic() + AT_MOST

    def answered(self) -> None:
        """A frame was drawn."""
        self._until = min(self._until, monotonic() + AFTER)

    def keep(self) -> None:
        """Stand still for a moment, and while it lasts."""
        sleep(MOMENT)
        while (left := self._until - monotonic()) > 0:
            sleep(min(left, STEP))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Work is done in here that keeps it: turns are short meanwhile, and rubbish is looked for in what is new only."""
        with self._lock:
            self._working += 1
            sys.setswitchinterval(TURN)
            gc.set_threshold(*self._looks[:2], NEVER)  # a look at everything takes 10 to 20 ms at a stretch
        try:
            yield
        finally:
            with self._lock:
                self._working -= 1
                if not self._working:
                    sys.setswitchinterval(self._turns)
                    self._look_no_further()

    def _look_no_further(self) -> None:
        """Have rubbish looked for as usual; if a look through everything is due, not in what was made up to now.

        It would come just when that is to be shown, and what was made stays.
        """
        if gc.get_count()[2] > self._looks[2]:
            gc.collect(1)
            gc.freeze()
        gc.set_threshold(*self._looks)
