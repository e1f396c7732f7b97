"""Wording: titles, dates and passages in the few cells a pane has for them.

Pure functions from values to short plain strings; where they go is the panes' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from briefreader.commands import shown
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

DOT = " · "

SAVED = ", saved"
"""How the telling of a change ends once it is on the disk: what a reader wants to know of it most."""


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


def told(words: str, cells: int) -> str:
    """What was done, in at most `cells` columns: names in it give way before the word that it is saved."""
    if words.endswith(SAVED) and cell_len(words) > cells > 2 * len(SAVED):
        return clip(words[: -len(SAVED)], cells - len(SAVED)) + SAVED
    return clip(words, cells)


def place(parts: Sequence[str], cells: int) -> str:
    """Section, sentence and share of the letter, as much as `cells` columns hold: whole parts, but for a long title."""
    if not parts:
        return ""
    title, share = parts[0], parts[-1]
    for some in (parts, (title, share)):
        if cell_len(DOT.join(some)) <= cells:
            return DOT.join(some)
    room = cells - cell_len(DOT + share)
    if room >= LEAST_TITLE:
        return clip(title, room) + DOT + share
    return share if cell_len(share) <= cells else ""


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
    """The letter's title, date and citation on one line of that many cells; the date gives way before the title."""
    meta, day = document.metadata, date(document.metadata.date, document.language)
    title = plain(document.title)
    long, short = paper(meta), paper(meta, bare=True)
    afters = [
        "".join(DOT + plain(part) for part in parts if part)
        for parts in ((day, long), (day, short), (short,))
    ]
    for least in (cell_len(title), min(LEAST_TITLE, cell_len(title))):
        for after in afters:
            if cells - cell_len(after) >= least:
                return clip(title, cells - cell_len(after)) + after
    return clip(title, cells)


count = counted
"""`1 highlight`, `3 highlights`."""


def offers(keys: Mapping[str, Sequence[str]], *offered: tuple[str, str]) -> str:
    """`: / finds, T tags`: commands and words for them, by the keys in force; those without a key are left out."""
    told = [f"{shown(keys[id][0])} {words}" for id, words in offered if keys.get(id)]
    return ": " + ", ".join(told) if told else ""


def names(tags: tuple[str, ...]) -> str:
    """Tags as a sentence quotes them: `“sanctions”, “F-16”`."""
    return ", ".join(f"“{plain(tag)}”" for tag in tags)


def flowing(cells: Sequence[int], room: int, gap: int, rows: int) -> list[list[int]]:
    """Things of so many cells in up to `rows` rows of `room` cells, with gaps between: their indices, row by row.

    Where there are too many, those before the last go first: the last of a window's hints is the way out of it.
    """
    kept = list(range(len(cells)))
    while len(flow := _flow(cells, kept, room, gap)) > rows and len(kept) > 1:
        del kept[-2]
    return flow


def _flow(cells: Sequence[int], kept: Iterable[int], room: int, gap: int) -> list[list[int]]:
    flow: list[list[int]] = []
    end = room + 1
    for index in kept:
        end += gap + cells[index]
        if end > room:
            flow.append([])
            end = cells[index]
        flow[-1].append(index)
    return flow


def fitting(parts: Iterable[Content], room: int, gap: int) -> Content:
    """As many of the parts, from the first on, as fit into `room` cells with gaps between."""
    line = Content("")
    for part in parts:
        grown = Content.assemble(line, " " * gap if line else "", part)
        if grown.cell_length > room:
            break
        line = grown
    return line
