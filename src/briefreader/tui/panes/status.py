"""The two lines at the foot: the pinned tags with their digits, and where one is and what was just done.

Both show what they are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from briefreader.annotations import Codebook
from briefreader.commands import COMMANDS, shown
from briefreader.document import Document
from briefreader.span import Span, index_at
from briefreader.tui import wording
from briefreader.tui.panes import chips


def where(document: Document, caret: int) -> str:
    """`Sancties ¶ 2 · sentence 1 of 6 · 71 %`: section, paragraph in it, sentence in that, share of the letter."""
    parts = []
    section = document.section_at(caret)
    if section is not None:
        number = paragraph_number(document, caret)
        title = wording.plain(section.title)
        parts.append(f"{title} ¶ {number}" if number else title)
    block = document.block_at(caret)
    if block is not None:
        sentences = document.sentences_of(block)
        number = max(0, index_at(sentences, caret)) + 1
        parts.append(f"sentence {number} of {len(sentences)}" if len(sentences) > 1 else "")
    parts.append(f"{round(100 * caret / max(1, len(document.text) - 1))} %")
    return " · ".join(part for part in parts if part)


def selected(document: Document | None, span: Span | None) -> str:
    """`12 words selected`; empty if nothing is."""
    if document is None or span is None:
        return ""
    return wording.count(len(span.of(document.text).split()), "word") + " selected"


def paragraph_number(document: Document, offset: int) -> int:
    """Which paragraph of its section `offset` is in, from 1; 0 above the first."""
    section = document.section_at(offset)
    start = section.own.start if section else 0
    return index_at(document.paragraphs, offset) - index_at(document.paragraphs, start - 1)


class StatusLine(Static):
    """Where one is, what was just done, and how many letters are still being read."""

    place: reactive[str] = reactive("")
    said: reactive[str] = reactive("")
    """What was just done; stays until something else is."""

    trouble: reactive[bool] = reactive(False)
    """Whether `said` tells of something that failed."""

    selected: reactive[str] = reactive("")
    busy: reactive[str] = reactive("")

    def watch_said(self) -> None:
        """Mark trouble, so that it stands out."""
        self.set_class(self.trouble, "trouble")

    def render(self) -> Content:
        """What is known, with dots between, cut to the line's width."""
        width = self.content_size.width
        place = " · ".join(part for part in (self.place, self.selected) if part)
        said = f" · {self.said}" if self.said and place else self.said
        text = wording.clip(place + said, width)
        end = self.busy if cell_len(text) + cell_len(self.busy) + 2 <= width else ""
        split = min(len(place), len(text))
        gap = " " * max(0, width - cell_len(text) - cell_len(end))
        return Content.assemble((text[:split], "dim"), text[split:], gap, (end, "dim"))


class PinnedBar(Static):
    """The pinned tags with their digits, and at the right the keys one needs most."""

    codebook: reactive[Codebook] = reactive(Codebook())
    keys: reactive[Mapping[str, Sequence[str]]] = reactive(dict)
    """The keys in force, by command."""

    def render(self) -> Content:
        """As many pins and hints as the line holds; pins come first."""
        width = self.content_size.width
        pins = [
            Content.assemble(
                (f"{t.pin} ", "dim"), ("● ", chips.colour(self.codebook, t.name)), wording.plain(t.name)
            )
            for t in self.codebook.pinned()
        ]
        line = Content("")
        for pin in pins:
            grown = line + ("   " if line else "") + pin
            if grown.cell_length > width:
                break
            line = grown
        hints = self._hints(width - line.cell_length - 3)
        gap = " " * max(0, width - line.cell_length - hints.cell_length)
        return Content.assemble(line, gap, hints)

    def _hints(self, room: int) -> Content:
        line = Content("")
        for command in (c for c in COMMANDS if c.hint and self.keys.get(c.id)):
            hint = Content.assemble(
                (shown(self.keys[command.id][0]), "$primary"), (f" {command.hint}", "dim")
            )
            grown = line + ("  " if line else "") + hint
            if grown.cell_length > room:
                break
            line = grown
        return line
