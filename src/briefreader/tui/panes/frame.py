"""Frame: what stands around the letter, with its title over it in the cells there are.

What is in it are other widgets; what a title says is `wording.py`'s.
"""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content

from briefreader.document import Document
from briefreader.tui import wording

AROUND = 6
"""Cells of the frame's upper edge that are no title: corners, lines and blanks."""


class Frame(Vertical):
    """The letter and what belongs to it."""

    _document: Document | None = None

    def show(self, document: Document) -> None:
        """Name what is open."""
        self._document = document
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        if self._document is None:
            return
        words = wording.heading(self._document, self.size.width - AROUND)
        # Between corners Textual sets a title off by itself; a narrow screen has only the rule, and no corners.
        title = Content(f" {words} " if self.screen.has_class("narrow") else words)
        if self.border_title != title.markup:  # setting it draws the whole frame anew
            self.border_title = title
