"""The highlights pane: what was marked in the open letter, in reading order under its sections.

Shows rows and says which was chosen; making and changing highlights is `marking.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from briefreader.annotations import Annotation, Codebook, clash
from briefreader.document import Document
from briefreader.tui import wording
from briefreader.tui.panes import chips
from briefreader.tui.panes.outline import section_at
from briefreader.tui.panes.rows import Part, Row, Rows

QUOTE_AT_MOST = 160
"""Code points of a passage that a row can show at the widest."""

DOUBTS = {"changed": "its words have changed", "uncertain": "perhaps not its place"}
"""What is said of a highlight that a person should look at."""


class HighlightsPane(Rows):
    """The highlights of the open letter."""

    BORDER_TITLE = "Highlights"
    HELP = "Moving here moves the caret to the highlight; `a` writes a note on it, `d` deletes it."


def highlight_rows(
    document: Document,
    annotations: Iterable[Annotation],
    codebook: Codebook,
    borrowed: Iterable[Annotation] = (),
) -> tuple[Row, ...]:
    """A row for each highlight, under a heading for each section; then, under headings of their own, the orphans and
    those that were made on other renderings of the letter.
    """
    rows: list[Row] = []
    heading = None
    chips_of = cache(partial(_chips, codebook))  # thousands of highlights share a few sets of tags
    for annotation in (*sorted(annotations, key=lambda a: a.status == "orphaned"), *borrowed):
        title = _heading(document, annotation)
        if title != heading:
            heading = title
            rows.append(Row(f"§{len(rows)}", ((wording.plain(title), "heading"),), choosable=False))
        rows.append(_row(annotation, *chips_of(annotation.tags)))
    return tuple(rows)


def _heading(document: Document, annotation: Annotation) -> str:
    if annotation.document != document.id:
        return f"Made on {annotation.document}"
    if annotation.status == "orphaned":
        return "No longer in the text"
    index = section_at(document, annotation.span.start)
    return document.sections[index].title if index >= 0 else document.title


def _chips(codebook: Codebook, tags: tuple[str, ...]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    return chips.bar(codebook, tags), (("  ", ""), *chips.named(codebook, tags))


def _row(annotation: Annotation, bar: tuple[Part, ...], named: tuple[Part, ...]) -> Row:
    quote = wording.plain(annotation.target.quote[:QUOTE_AT_MOST])
    below = [named if annotation.tags else (("  no tag", "dim"),)]
    if annotation.note:
        below.append((("  ✎ " + wording.plain(annotation.note[:QUOTE_AT_MOST]), "dim"),))
    if annotation.status in DOUBTS:
        below.append(((f"  {DOUBTS[annotation.status]}", "warning"),))
    if clash(annotation):
        below.append(((f"  {clash(annotation)}", "warning"),))
    return Row(annotation.id, (*bar, (" ", ""), (quote, "")), below=tuple(below))
