"""Reading: opens the letters of the library one after the other, away from the screen's thread.

Which letter is wanted first is the desk's to say; how a file becomes a letter is `loaders/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.worker import get_current_worker

from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Library


@dataclass
class LetterRead(Message):
    """A letter was read, or could not be."""

    id: str
    outcome: Document | LoadError
    left: int
    """How many letters are still to be read."""


def read_letters(
    library: Library, wanted: Callable[[], str | None], post: Callable[[Message], object]
) -> None:
    """Read every letter and post each as it comes. To be run in a thread worker.

    `wanted` says, before each, the id of the one that a reader is waiting for: it is read next.
    """
    worker = get_current_worker()
    entries = {entry.id: entry for entry in library.entries}
    while entries and not worker.is_cancelled:
        asked_for = wanted()
        entry = entries.pop(asked_for if asked_for in entries else next(iter(entries)))
        try:
            outcome: Document | LoadError = library.open(entry)
        except LoadError as error:
            outcome = error
        except Exception as error:  # a fault in one loader must not keep the other letters from being read
            outcome = LoadError(
                f"“{entry.path.name}” cannot be read: {type(error).__name__} in briefreader itself."
            )
        post(LetterRead(entry.id, outcome, len(entries)))
