"""Pace: keys that come in one burst are taken in their order, also when one of them closes the line they are in.

Textual hands a printable key to the line that has the focus, which takes it in its own time, but a priority
binding acts at once. So whatever acts on what was typed waits here first.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.widget import Widget

PATIENCE = 1.0
"""Seconds after which a line that takes nothing, because it is going away, is waited for no longer."""


async def taken(line: Widget) -> None:
    """Wait until `line` has taken the keys that were typed into it. Never to be awaited in the line's own handlers."""
    done = asyncio.Event()
    if line.call_later(done.set):
        await reached(done)


async def reached(event: asyncio.Event) -> None:
    """Wait for an event, within reason."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), PATIENCE)
