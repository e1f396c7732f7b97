"""PDF contents pages: rows of titles with page numbers, which are no headings but promise them.

Finds the rows among a page's lines and gives the titles with the levels that their numbers or indents show. That a
line of the text is one of them is for `headings.py` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefreader.loaders.pdf.page import Role, Stripe
from briefreader.loaders.plain.contents import key
from briefreader.loaders.wording import is_a
from briefreader.values import frozen

ROWS = 4
"""Rows that contents have at least."""

ALIGNED = 4.0
"""Points by which the page numbers' right edges differ at most."""

STEP = 5.0
"""Points from one indent to the next at least."""

SHORTEST = 3
"""Characters of a title's key that is looked for in the text."""

_LED = re.compile(r"^(?P<title>.*?)(?:\s?[.…·_]){4,}\s*(?P<page>\d{1,4})?$")

NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?(?=\s|$)")


@frozen
class Entry:
    """A title that the contents promise."""

    title: str
    page: str
    left: float
    """Points from the left of the page."""

    bold: bool
    lines: tuple[Stripe, ...]


@frozen
class Contents:
    """The contents of a document; without entries if it has none."""

    entries: tuple[Entry, ...] = ()
    levels: Mapping[str, int] = MappingProxyType({})
    """Key of a title → its level, 1 the highest."""

    lines: frozenset[int] = frozenset()
    """Ids of the lines that are part of it."""

    def start(self, page: Sequence[Stripe]) -> bool:
        """Whether the contents start on `page`."""
        return bool(self.entries) and any(self.entries[0].lines[0] is stripe for stripe in page)

    def top(self, page: Sequence[Stripe]) -> float:
        """Points from the top of `page` to the first of its lines that is part of the contents."""
        return min(stripe.foot for stripe in page if id(stripe) in self.lines)

    def level(self, text: str) -> int | None:
        """The level of the heading that `text` is, if it is promised; one with another number is not."""
        found = self.levels.get(_keyed(text))
        return found if found is not None or NUMBERED.match(text) else self.levels.get(key(text))


def find(pages: Sequence[Sequence[Stripe]]) -> Contents:
    """The contents in the first pages that have any, as far as they go on from page to page."""
    entries: list[Entry] = []
    for page in pages[: max(6, len(pages) // 5)]:
        rows = _rows(page)
        announced = any(
            is_a("contents", _plain(stripe.text)) or stripe.tagged(Role.CONTENTS) for stripe in page
        )
        led = sum(bool(_LED.match(stripe.text)) for row in rows for stripe in row.lines)
        goes_on = bool(entries) and bool(rows) and rows[0].lines[0] is _first(page)
        if goes_on or (len(rows) >= ROWS and (announced or led >= ROWS)):
            entries += rows
        elif entries:
            break
    if not entries:
        return Contents()
    return Contents(
        tuple(entries), _levels(entries), frozenset(id(line) for e in entries for line in e.lines)
    )


def _plain(text: str) -> str:
    return text.strip(" :.").casefold()


def _first(page: Sequence[Stripe]) -> Stripe:
    return _by_row(page)[0][0]


def _rows(page: Sequence[Stripe]) -> list[Entry]:
    """The rows of a page that end in a number at one right edge, with the lines above that they go on from."""
    found: list[Entry] = []
    waiting: list[Stripe] = []
    lines = _by_row(page)
    edges = sorted(row[-1].right for row in lines if _page_of(row))
    if len(edges) < 2:
        edges = edges[-1:]
    edge = edges[len(edges) // 2] if edges else 0.0
    for row in lines:
        number = _page_of(row) if abs(row[-1].right - edge) < ALIGNED else ""
        if number:
            own = _going_on(waiting, row[0])
            title = " ".join(_title(stripe.text) for stripe in [*own, *row[: max(1, len(row) - 1)]])
            if len(row) == 1 and not _LED.match(row[0].text):
                title = re.sub(r"\s*\d{1,4}$", "", title)
            first = own[0] if own else row[0]
            found.append(Entry(title.strip(), number, first.left, first.bold, (*own, *row)))
            waiting = []
        elif len(row) == 1:
            waiting.append(row[0])
        else:
            waiting = []
    return _counting([entry for entry in found if entry.title])


def _by_row(page: Sequence[Stripe]) -> list[list[Stripe]]:
    """The lines of a page row by row."""
    rows: list[list[Stripe]] = []
    for stripe in sorted(page, key=lambda s: (s.layer, s.foot)):
        if rows and abs(rows[-1][0].foot - stripe.foot) < 0.3 * stripe.size:
            rows[-1].append(stripe)
        else:
            rows.append([stripe])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _page_of(row: Sequence[Stripe]) -> str:
    """The page number that a row ends in, apart from its title; empty without one."""
    last = row[-1].text
    if len(row) > 1 and re.fullmatch(r"\d{1,4}", last):
        return last
    led = _LED.match(last)
    if led and led["page"]:
        return led["page"]
    return ""


def _title(text: str) -> str:
    led = _LED.match(text)
    return (led["title"] if led else text).strip()


def _going_on(waiting: Sequence[Stripe], row: Stripe) -> list[Stripe]:
    """The lines right above a row that its title begins in."""
    own: list[Stripe] = []
    below = row
    for stripe in reversed(waiting[-3:]):
        close = 0 < below.foot - stripe.foot < 1.6 * stripe.size and stripe.bold == row.bold
        if not close or is_a("contents", _plain(stripe.text)) or NUMBERED.match(below.text):
            break
        own.insert(0, stripe)
        below = stripe
    return own if own and NUMBERED.match(own[0].text) else []


def _counting(entries: list[Entry]) -> list[Entry]:
    """The longest stretch of rows whose page numbers never fall."""
    best: list[Entry] = []
    run: list[Entry] = []
    for entry in entries:
        if run and int(entry.page) < int(run[-1].page):
            run = []
        run.append(entry)
        best = max(best, run, key=len)
    return list(best)


def _levels(entries: Sequence[Entry]) -> dict[str, int]:
    """Levels by number, else by indent: those that stand furthest left are the highest."""
    lefts: list[float] = []
    for left in sorted(entry.left for entry in entries):
        if not lefts or left - lefts[-1] > STEP:
            lefts.append(left)
    levels: dict[str, int] = {}
    for entry in entries:
        number = NUMBERED.match(entry.title)
        indent = 1 + sum(left < entry.left - STEP for left in lefts)
        level = number[1].count(".") + 1 if number else indent
        levels.setdefault(_keyed(entry.title), level)
        if len(key(entry.title)) >= SHORTEST:
            levels.setdefault(key(entry.title), level)
    return levels


def _keyed(text: str) -> str:
    """A title's key with its number before it."""
    number = NUMBERED.match(text)
    return f"{number[1]} {key(text)}" if number else key(text)
