"""What the commands of the table do: functions over the desk, by topic, so that the desk itself stays a table of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(place: str) -> Callable[..., None]:
    """The function at `module:name` of these, imported when it is first called: the screen is there sooner without it."""

    def action(*arguments: Any) -> None:
        module, _, name = place.partition(":")
        getattr(import_module(f"{__name__}.{module}"), name)(*arguments)

    return action
