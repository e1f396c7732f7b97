"""Page text: one block of a letter as HTML, with its highlights, links and footnote markers.

Highlights may overlap, elements may not: the text is cut wherever anything begins or ends, and each piece gets
all that holds there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape as html
from itertools import pairwise

from briefreader.document import Block, Document, Kind, Look, Mark
from briefreader.exporters import escape
from briefreader.exporters.passages import Passage
from briefreader.span import Span
from briefreader.values import frozen

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.ASCII | re.IGNORECASE)
"""Addresses that may be followed from the page."""


@frozen
class Highlight:
    """A passage on a page."""

    passage: Passage
    number: int
    """Its number on the page, in reading order, from 0."""

    tags: tuple[int, ...]
    """The page's numbers of its tags."""

    @property
    def card(self) -> str:
        """The name, in the page, of what is said of it."""
        return f"c{self.number}"


def block_html(
    document: Document, block: Block, highlights: Sequence[Highlight], level: int, prefix: str
) -> str:
    """A block as HTML. `level` is that of the letter's own heading; `prefix` makes names of notes its own."""
    page = _Page(document, highlights, prefix)
    if block.kind is Kind.TABLE and block.cells:
        rows = (f"<tr>{''.join(f'<td>{page.inline(cell)}</td>' for cell in row)}</tr>" for row in block.cells)
        return f'<table dir="auto">{"".join(rows)}</table>'
    text = page.inline(block.span)
    if block.kind is Kind.HEADING:
        depth = min(6, level + max(1, block.level))
        return f'<h{depth} dir="auto">{text}</h{depth}>'
    if block.kind is Kind.PRE:
        return f'<pre dir="auto" tabindex="0">{text}</pre>'
    if block.kind is Kind.QUOTE:
        return f'<blockquote dir="auto"><p>{_broken(text)}</p></blockquote>'
    css = f' class="item level{min(3, block.level)}"' if block.kind is Kind.ITEM else ""
    name = f' id="{page.note_name(block)}"' if block.kind is Kind.NOTE else ""
    return f'<p dir="auto"{css}{name}>{_broken(text)}</p>'


def _broken(text: str) -> str:
    return text.replace("\n", "<br>\n")


@frozen
class _Page:
    """The letter and the highlights that a block's pieces are made with."""

    document: Document
    highlights: Sequence[Highlight]
    prefix: str

    def note_name(self, block: Block) -> str:
        """The name of a note's block: `fn-letter-3`."""
        label = next((n.label for n in self.document.footnotes if n.body and block.span.covers(n.body)), "")
        return f"fn-{self.prefix}-{html(label) if label.isalnum() else block.span.start}"

    def inline(self, span: Span) -> str:
        """The stretch as HTML, cut where marks and highlights begin and end."""
        marks = [mark for mark in self.document.marks if mark.span.overlaps(span)]
        active = [h for h in self.highlights if h.passage.span and h.passage.span.overlaps(span)]
        edges = {span.start, span.end}
        for each in (*(mark.span for mark in marks), *(h.passage.span for h in active if h.passage.span)):
            edges.update((max(span.start, each.start), min(span.end, each.end)))
        cuts = sorted(edges)
        return "".join(self._piece(Span(a, b), marks, active, span) for a, b in pairwise(cuts))

    def _piece(self, piece: Span, marks: Sequence[Mark], active: Sequence[Highlight], block: Span) -> str:
        made = html(escape.plain(piece.of(self.document.text)))
        for mark in marks:
            if mark.span.covers(piece):
                made = self._marked(made, mark)
        over = [h for h in active if h.passage.span and h.passage.span.covers(piece)]
        if not over:
            return made
        top = over[-1]
        css = [f"t{top.tags[0]}"] if top.tags else []
        css += ["many"] if len(over) > 1 else []
        begins = any(h.passage.span and h.passage.span.start == piece.start for h in over)
        cards = " ".join(h.card for h in over)
        described = f' tabindex="0" aria-describedby="{cards}"' if begins else ""
        named = f' class="{" ".join(css)}"' if css else ""
        return f'<mark{named} data-cards="{cards}"{described}>{made}</mark>'

    def _marked(self, made: str, mark: Mark) -> str:
        if mark.look is Look.EMPHASIS:
            return f"<em>{made}</em>"
        if mark.look is Look.STRONG:
            return f"<strong>{made}</strong>"
        if mark.look is Look.LINK:
            safe = _SAFE_LINK.fullmatch(mark.target)
            return f'<a href="{html(mark.target)}" rel="noreferrer">{made}</a>' if safe else made
        note = self.document.footnote(mark.target)
        if note and note.body and mark.target.isalnum():
            return f'<a href="#fn-{self.prefix}-{html(mark.target)}">{made}</a>'
        return made
