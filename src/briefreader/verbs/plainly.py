"""Plainly: a verb's arguments where each is written in full, read in a tenth of the time that argparse takes.

Whatever is abbreviated, joined, repeated, missing or wrong is left to argparse, which knows what to say of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from briefreader.cli import Argument

UNDERSTOOD = {"action", "choices", "default", "help", "metavar"}
"""What may be said of an argument that is read here; how many words one takes, and of which type, argparse can tell."""


def options(arguments: Sequence[Argument], words: Sequence[str]) -> SimpleNamespace | None:
    """What argparse would make of these words behind a verb with these arguments; None if it should be asked."""
    named = {name: argument for argument in arguments for name in argument.names if name.startswith("-")}
    places = [argument for argument in arguments if not argument.names[0].startswith("-")]
    held = {_place(argument): _default(argument) for argument in named.values()}
    left = iter(words)
    for word in left:
        argument = named.get(word) or (places.pop(0) if places and not word.startswith("-") else None)
        if argument is None or not argument.options.keys() <= UNDERSTOOD:
            return None
        if argument.options.get("action") == "store_true":
            held[_place(argument)] = True
            continue
        given = next(left, "-") if word in named else word
        if given.startswith("-") or given not in argument.options.get("choices", (given,)):
            return None
        held[_place(argument)] = (
            [*held[_place(argument)], given] if argument.options.get("action") == "append" else given
        )
    return None if places else SimpleNamespace(**held)


def _place(argument: Argument) -> str:
    """The name under which argparse keeps it: that of its first long form."""
    long = next((name for name in argument.names if name.startswith("--")), argument.names[0])
    return long.lstrip("-").replace("-", "_")


def _default(argument: Argument) -> Any:
    return argument.options.get("default", False if argument.options.get("action") == "store_true" else None)
