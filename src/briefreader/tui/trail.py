"""Trail: the places one came from, so that one can go back.

A value. Who puts places on it and goes back is `follow.py`.
"""

from __future__ import annotations

from briefreader.values import changed, frozen

STEPS_AT_MOST = 100


@frozen
class Step:
    """A place in a letter."""

    document: str
    caret: int | None = None
    """In code points; None where the letter was left."""


@frozen
class Trail:
    """The places one came from, the last one last."""

    steps: tuple[Step, ...] = ()

    def leaving(self, step: Step) -> Trail:
        """Longer by the place that is being left; leaving it twice counts once."""
        if self.steps and self.steps[-1] == step:
            return self
        return Trail((*self.steps, step)[-STEPS_AT_MOST:])

    @property
    def last(self) -> Step | None:
        """Where back leads to."""
        return self.steps[-1] if self.steps else None

    def back(self) -> Trail:
        """Shorter by its last place."""
        return changed(self, steps=self.steps[:-1])
