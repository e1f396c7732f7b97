"""Wording: titles, dates and passages in the few cells a pane has for them.

Pure functions from values to short plain strings; where they go is the panes' business.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from briefreader.document import Document, Metadata
from briefreader.wording import counted

MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


READ_ONLY = "these annotations can be read, not changed"
"""What is said of a folder that cannot be written."""

LEAST_TITLE = 16
"""Cells of a title that must be left for it to be told from others."""


def plain(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would obey."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def clip(text: str, cells: int) -> str:
    """`text` in at most `cells` columns; an ellipsis stands for what is left out."""
    if cell_len(text) <= cells:
        return text
    if cells <= 1:
        return "…"[:cells]
    return set_cell_size(text, cells - 1).rstrip() + "…"


def date(iso: str | None, language: str = "nl", year: bool = True) -> str:
    """`2025-02-17` as `17 feb 2025`, with the month in the letter's language; empty if there is no date."""
    parts = (iso or "")[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso or ""
    months = MONTHS.get(language[:2], MONTHS["en"])
    day = f"{int(parts[2])} {months[int(parts[1]) - 1]}"
    return f"{day} {parts[0]}" if year else day


def paper(metadata: Metadata, bare: bool = False) -> str:
    """What the letter is cited as: `Kamerstuk 36045, nr. 190`, or only the numbers; else its own number; else empty."""
    if metadata.dossier and metadata.dossier_number:
        number = metadata.dossier_number
        numbers = f"{metadata.dossier}, {f'nr. {number}' if number.isdigit() else number}"
        return numbers if bare else f"Kamerstuk {numbers}"
    return metadata.number or ""


def heading(document: Document, cells: int) -> str:
    """The letter's title, date and citation on one line of that many cells; the title gives way first."""
    meta, day = document.metadata, date(document.metadata.date, document.language)
    title = plain(document.title)
    for parts in ((day, paper(meta)), (day, paper(meta, bare=True)), (paper(meta, bare=True),), ()):
        after = "".join(f" · {plain(part)}" for part in parts if part)
        if cells - cell_len(after) >= min(LEAST_TITLE, cell_len(title)):
            break
    return clip(title, cells - cell_len(after)) + after


count = counted
"""`1 highlight`, `3 highlights`."""


def names(tags: tuple[str, ...]) -> str:
    """Tags as a sentence quotes them: `“sanctions”, “F-16”`."""
    return ", ".join(f"“{plain(tag)}”" for tag in tags)


def fitting(parts: Iterable[Content], room: int, gap: int) -> Content:
    """As many of the parts, from the first on, as fit into `room` cells with gaps between."""
    line = Content("")
    for part in parts:
        grown = Content.assemble(line, " " * gap if line else "", part)
        if grown.cell_length > room:
            break
        line = grown
    return line
