"""Frames: what is drawn now, what may wait until the screen has drawn what a key did, and what need not be drawn at all.

Knows when a frame was drawn, and nothing of what waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from briefreader.tui.redraw import Redraw

PATIENCE = 0.03
"""Seconds after which nothing waits any longer: there was nothing to draw, or a dialog lies over the screen."""


def is_past(screen: Screen[Any], event: events.Resize) -> bool:
    """Whether the event tells of a size that the terminal no longer has; then the screen is not laid out for it.

    Textual tells a screen of its size again after each layout. Of two sizes that come in one burst each would call the
    other back, without end.
    """
    past = event.size != screen.app.size
    if past:
        event.prevent_default()
    return past


class Frames:
    """Work that is done after the next frame of a screen, in its order; never left undone."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._waiting: list[Callable[[], None]] = []

    def after(self, work: Callable[[], None]) -> None:
        """Have `work` done once what was changed so far has been drawn. What it changes comes in a later frame."""
        self._waiting.append(work)
        asyncio.get_running_loop().call_later(PATIENCE, self.drawn)

    def now(self) -> None:
        """Draw what a key has changed, unless more of them wait: each would come to naught with the next.

        Textual has every widget tell the screen of its change when its own queue is empty, and waits for a timer then.
        """
        screen, redraw = self._screen, self._screen._compositor
        waits = screen.message_queue_size > 0 or screen.app._batch_count > 0
        if screen.is_current and not waits and isinstance(redraw, Redraw) and redraw.gather():
            screen._compositor_refresh()

    def drawn(self) -> None:
        """A frame was drawn."""
        if self._waiting:
            self._screen.call_next(self._do)

    def _do(self) -> None:
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
