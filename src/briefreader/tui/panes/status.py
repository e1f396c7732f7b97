"""The two lines at the foot: the pinned tags with their digits, and where one is and what was just done.

Both show what they are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Static

from briefreader.annotations import Codebook, Tag
from briefreader.commands import Command, find, shown
from briefreader.document import Document
from briefreader.span import Span, index_at
from briefreader.text import word_count
from briefreader.tui import wording
from briefreader.tui.palette import visible
from briefreader.tui.panes import chips
from briefreader.tui.themes import QUIET
from briefreader.tui.wording import DOT

COUNTED = 10_000
"""Code points up to which the words of a selection are counted: some three pages."""


def where(document: Document, caret: int) -> tuple[str, ...]:
    """`Sancties ¶ 2`, `sentence 1 of 6`, `71 %`: section and paragraph in it, sentence in that, share of the letter."""
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
    return tuple(part for part in parts if part)


def selected(document: Document | None, span: Span | None, extending: bool = False) -> str:
    """`12 words selected`, of much text `34 paragraphs selected`; empty if nothing is, and no motion selects."""
    if document is None or span is None:
        return "extending" if extending else ""
    more = ", extending" if extending else ""
    if span.length > COUNTED:
        last = index_at(document.paragraphs, span.end - 1)
        first = index_at(document.paragraphs, span.start)
        return f"{wording.count(last - max(first, 0) + 1, 'paragraph')} selected{more}"
    return f"{wording.count(word_count(span.of(document.text)), 'word')} selected{more}"


def paragraph_number(document: Document, offset: int) -> int:
    """Which paragraph of its section `offset` is in, from 1; 0 above the first."""
    section = document.section_at(offset)
    start = section.own.start if section else 0
    return index_at(document.paragraphs, offset) - index_at(document.paragraphs, start - 1)


LEAST_LEAD = 24
"""Cells below which what is at the line's end is left out rather than cut."""


class StatusLine(Static):
    """Where one is, what was just done, and how many letters are still being read."""

    place: reactive[tuple[str, ...]] = reactive(())
    """Its parts, the widest thing one is in first."""

    said: reactive[str] = reactive("")
    """What was just done; stays until something else is."""

    trouble: reactive[bool] = reactive(False)
    """Whether `said` tells of something that failed."""

    selected: reactive[str] = reactive("")
    lead: reactive[str] = reactive("")
    """Where the key for following would lead."""

    follow_key: reactive[str] = reactive("enter")
    """That key; empty if there is none."""

    busy: reactive[str] = reactive("")

    passing = False
    """Whether `said` is of no use after the next key."""

    _looks: tuple[Style, Style] | None = None
    """The styles of what is said and of what is quiet, until they change."""

    def key_pressed(self) -> None:
        """Take away what was of use until now."""
        if self.passing:
            self.passing, self.said = False, ""

    def watch_said(self) -> None:
        """Mark trouble, so that it stands out."""
        self.set_class(self.trouble, "trouble")

    def render(self) -> Content:
        """What is known, with dots between: where one is gives way to what was done."""
        place, done, end = self._parts()
        return Content.assemble((place, QUIET), done, (end, QUIET))

    def _parts(self) -> tuple[str, str, str]:
        """Where one is; what was done, with the gap after it; what is at the line's end."""
        width = self.content_size.width
        done = DOT.join(part for part in (self.selected, self.said) if part)
        if cell_len(done) > width:
            done = wording.told(self.said or self.selected, width)
        place = wording.place(self.place, width - cell_len(DOT + done) if done else width)
        text = DOT.join(part for part in (place, done) if part)
        end = self.busy or (f"{self.follow_key}: {self.lead}" if self.lead and self.follow_key else "")
        room = width - cell_len(text) - 2
        end = wording.clip(end, room) if room >= min(LEAST_LEAD, cell_len(end)) else ""
        split = min(len(place), len(text))
        gap = " " * max(0, width - cell_len(text) - cell_len(end))
        return text[:split], text[split:] + gap, end

    def notify_style_update(self) -> None:
        """The colours may be others."""
        super().notify_style_update()
        self._looks = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Past Textual's own cache of styles, which takes three times as long: this line changes at every key."""
        if self.text_selection is not None:
            return super().render_lines(crop)
        if self._looks is None:
            style = self.visual_style
            self._looks = (
                style.rich_style,
                Content.styled("q", QUIET).render_segments(style)[0].style or Style(),
            )
        loud, quiet = self._looks
        place, done, end = self._parts()
        parts = ((" " * self.gutter.left, loud), (place, quiet), (done, loud), (end, quiet))
        strip = Strip([Segment(text, style) for text, style in parts if text])
        strip = strip.adjust_cell_length(self.outer_size.width, loud)
        for one in self.get_line_filters():
            strip = strip.apply_filter(one, self.background_colors[1])
        return [strip.crop(*crop.column_span)] * crop.height


GAP = 3
"""Cells between two pinned tags."""

HINTS = (
    "screen.keys",
    "tag.choose",
    "find.find",
    "select.sentence",
    "tag.note",
    "tag.undo",
    "out.export",
    "go.document",
    "move.jump",
)
"""Commands whose keys are shown, the most needed first."""


class PinnedBar(Static):
    """The pinned tags with their digits, and at the right the keys one needs most."""

    codebook: reactive[Codebook] = reactive(Codebook())
    keys: reactive[Mapping[str, Sequence[str]]] = reactive(dict)
    """The keys in force, by command."""

    _clickable: Sequence[tuple[range, str]] = ()
    """Cells, and the action that a click on them does."""

    def render(self) -> Content:
        """As many pins as leave room for the first hints, then as many hints as the line holds."""
        width = self.content_size.width
        least = min(width // 4, 2 * GAP + sum(hint.cell_length for hint in self._hints()[:2]))
        pins = wording.fitting([self._pin(tag) for tag in self.codebook.pinned()], width - least, GAP)
        hints = wording.fitting(self._hints(), width - pins.cell_length - GAP, GAP - 1)
        gap = max(0, width - pins.cell_length - hints.cell_length)
        pinned = [(f"pin({tag.pin})", self._pin(tag)) for tag in self.codebook.pinned()]
        hinted = [(c.action, hint) for c, hint in zip(self._hinted(), self._hints(), strict=True)]
        self._clickable = [
            *self._places(0, pinned, GAP, pins.cell_length),
            *self._places(pins.cell_length + gap, hinted, GAP - 1, width),
        ]
        return Content.assemble(pins, " " * gap, hints)

    @staticmethod
    def _places(at: int, parts: list[tuple[str, Content]], gap: int, end: int) -> Iterator[tuple[range, str]]:
        """Where parts stand side by side from the cell `at` up to `end`, each with what a click on it does."""
        for action, part in parts:
            if at + part.cell_length > end:
                return
            yield range(at, at + part.cell_length), action
            at += part.cell_length + gap

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does that is shown there."""
        for place, action in self._clickable:
            if event.x - self.gutter.left in place:
                await self.screen.run_action(action)
                return

    def _pin(self, tag: Tag) -> Content:
        colour = Color.parse(chips.colour(self.codebook, tag.name))
        chip = ("● ", visible(colour, self.background_colors[1]).hex)
        return Content.assemble((f"{tag.pin} ", QUIET), chip, wording.plain(tag.name))

    def _hints(self) -> list[Content]:
        return [
            Content.assemble((shown(self.keys[c.id][0]), "$text-primary"), (f" {c.hint}", QUIET))
            for c in self._hinted()
        ]

    def _hinted(self) -> list[Command]:
        return [command for id in HINTS if (command := find(id)) and self.keys.get(id)]
