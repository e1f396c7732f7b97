"""Tints: in which colours highlights lie on a stretch of the letter.

Pure. Which highlights there are is `marks.py`, how their colours are mixed `palette.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefreader.annotations import Annotation, Codebook
from briefreader.span import Span
from briefreader.tui.marks import Marks

UNTAGGED = "grey"
"""The colour of a highlight without tags, and of a tag that the codebook does not know."""


class Tints:
    """The highlights of one letter with their colours."""

    def __init__(self, annotations: Iterable[Annotation], codebook: Codebook) -> None:
        self.marks = annotations if isinstance(annotations, Marks) else Marks(annotations)
        self._colours = {tag.name.casefold(): tag.colour for tag in codebook.tags}

    def over(self, view: Span) -> list[tuple[Span, str]]:
        """The highlights that share a character with `view`, by their start, each with its colour."""
        return [(annotation.span, self.colour_of(annotation)) for annotation in self.marks.touching(view)]

    def colour_at(self, index: int) -> str:
        """The colour of the highlight that is `index`-th by its start."""
        return self.colour_of(self.marks.standing[index])

    def colour_of(self, annotation: Annotation) -> str:
        """The colour of its first tag."""
        for tag in annotation.tags[:1]:
            return self._colours.get(tag.casefold()) or UNTAGGED
        return UNTAGGED
