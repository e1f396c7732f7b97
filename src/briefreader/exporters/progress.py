"""Progress: how far an export has come, and the word that stops it.

Whoever asked looks at it from another thread while a writer goes through its passages; showing it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefreader.errors import Stopped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    _Row = TypeVar("_Row")


class Progress:
    """A count of passages, and whether to go on."""

    def __init__(self) -> None:
        self.done = 0
        """Passages written."""

        self.all = 0
        """Passages that were found to be written so far: all of them, if it is one file."""

        self.stopped = False
        """Whether it was asked to stop."""

    def expect(self, number: int) -> None:
        """So many passages more are to be written."""
        self.all += number

    def over(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """The rows, counted as they are taken. Raises Stopped if that was asked for meanwhile."""
        for row in rows:
            self.check()
            yield row
            self.done = min(self.done + 1, self.all)

    def stop(self) -> None:
        """Ask the writer to leave it at that."""
        self.stopped = True

    def check(self) -> None:
        """Raises Stopped if it was asked for."""
        if self.stopped:
            raise Stopped("The export was stopped. Nothing was written.")
