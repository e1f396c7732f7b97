"""Tints: which highlights lie on a stretch of the letter, and in which colours, found fast among thousands.

Pure; how their colours are mixed is `palette.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from briefreader.annotations import Annotation, Codebook
from briefreader.span import Span

UNTAGGED = "grey"
"""The colour of a highlight without tags, and of a tag that the codebook does not know."""


class Tints:
    """The living highlights of one letter, by where they start."""

    def __init__(self, annotations: Sequence[Annotation], codebook: Codebook) -> None:
        self._colours = {tag.name.casefold(): tag.colour for tag in codebook.tags}
        living = [a for a in annotations if not a.deleted and a.status != "orphaned" and a.span.length]
        living.sort(key=lambda annotation: annotation.target.start)
        self._living = living
        self.starts = [annotation.target.start for annotation in living]
        self._reach = list(accumulate((annotation.target.end for annotation in living), max))
        """For each highlight the furthest end of it and all before: where looking back can stop."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The highlights' places, sorted by their start."""
        return tuple(annotation.span for annotation in self._living)

    def over(self, view: Span) -> list[tuple[Span, str]]:
        """The highlights that share a character with `view`, by their start, each with its colour."""
        return [(annotation.span, self.colour_of(annotation)) for annotation in self.touching(view)]

    def touching(self, view: Span) -> tuple[Annotation, ...]:
        """The highlights that share a character with `view`, by their start."""
        found = []
        at = bisect_left(self.starts, view.end) - 1
        while at >= 0 and self._reach[at] > view.start:
            if self._living[at].target.end > view.start:
                found.append(self._living[at])
            at -= 1
        return tuple(reversed(found))

    def colour_at(self, index: int) -> str:
        """The colour of the highlight that is `index`-th by its start."""
        return self.colour_of(self._living[index])

    def colour_of(self, annotation: Annotation) -> str:
        """The colour of its first tag."""
        for tag in annotation.tags[:1]:
            return self._colours.get(tag.casefold()) or UNTAGGED
        return UNTAGGED
