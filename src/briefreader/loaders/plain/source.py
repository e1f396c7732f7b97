"""Source: a text file as numbered lines that know where they stand in it.

What `pages.py`, `reflow.py` and the rest pass on to each other; none of them changes a line's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefreader.courtesy import paced
from briefreader.loaders.builder import Run
from briefreader.loaders.encoding import Fix
from briefreader.values import changed, frozen

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
TAB = 8
"""Columns from one tab stop to the next."""


@frozen
class Line:
    """A line without the white space at its ends."""

    text: str
    number: int
    """1-based, in the file."""

    start: int
    """Where `text` starts in the decoded file, in code points."""

    indent: int = 0
    """Columns before it."""

    turn: bool = False
    """It is the first of a page."""

    gap: int = 0
    """Blank lines before it, on its page."""

    page: int = 0
    taken: tuple[str, ...] = ()
    """Page headers and the like that were taken out before it."""

    lifted: str = ""
    """A label that was taken out right before it."""

    @property
    def end(self) -> int:
        """Where it ends in the decoded file."""
        return self.start + len(self.text)

    def part(self, start: int, end: int | None = None) -> Line:
        """A stretch of it, without white space at its ends."""
        piece = self.text[start:end]
        text = piece.strip()
        lead = len(piece) - len(piece.lstrip())
        return changed(
            self,
            text=text,
            start=self.start + start + lead,
            indent=self.indent + start + lead if text else self.indent,
        )


def lines_of(text: str) -> list[Line]:
    """Every line, blank ones included. A form feed makes its line the first of a page."""
    found: list[Line] = []
    page = 0
    for number, match in enumerate(paced(_LINE.finditer(text)), 1):
        if match.end() == match.start() == len(text):
            break
        raw = match[1]
        turn = "\f" in raw
        page += turn
        body = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        indent = len(raw[:lead].replace("\f", "").expandtabs(TAB))
        found.append(Line(body, number, match.start() + lead, indent, turn, page=page))
    return found


@frozen
class Source:
    """A decoded file and the stretches of it that had been decoded wrongly."""

    text: str
    fixes: Sequence[Fix] = ()

    def runs(self, start: int, end: int) -> list[Run]:
        """The file's characters from `start` up to `end`, split where one was put right."""
        runs: list[Run] = []
        at = start
        first = bisect_left(self.fixes, start, key=lambda fix: fix.start)
        for fix in self.fixes[first:]:
            if fix.end > end:
                break
            if at < fix.start:
                runs.append(Run(self.text[at : fix.start], source=at))
            runs.append(
                Run(self.text[fix.start : fix.end], source=fix.start, repair="decoded anew", was=fix.was)
            )
            at = fix.end
        if at < end:
            runs.append(Run(self.text[at:end], source=at))
        return runs
