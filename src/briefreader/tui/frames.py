"""Frames: what may wait until the screen has drawn what a key did, so that the key is answered first.

Knows when a frame was drawn, and nothing of what waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.screen import Screen

PATIENCE = 0.03
"""Seconds after which nothing waits any longer: there was nothing to draw, or a dialog lies over the screen."""


class Frames:
    """Work that is done after the next frame of a screen, in its order; never left undone."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._waiting: list[Callable[[], None]] = []

    def after(self, work: Callable[[], None]) -> None:
        """Have `work` done once what was changed so far has been drawn. What it changes comes in a later frame."""
        self._waiting.append(work)
        asyncio.get_running_loop().call_later(PATIENCE, self.drawn)

    def drawn(self) -> None:
        """A frame was drawn."""
        if self._waiting:
            self._screen.call_next(self._do)

    def _do(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
