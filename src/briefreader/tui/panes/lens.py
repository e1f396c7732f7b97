"""The lens: a small window at the letter's foot with what was repaired, and what the file itself says there.

Shows what it is given. What repairs are is `briefreader.repairs`; when it looks is the desk's business.
"""

from __future__ import annotations

from textual.content import Content

from briefreader import repairs
from briefreader.document import Document
from briefreader.span import Span
from briefreader.tui import wording
from briefreader.tui.panes.clipped import Clipped
from briefreader.tui.themes import QUIET

LINES = 6
"""Lines of the file that are shown; the beginning says enough."""

CHARACTERS = 1200
"""Characters of it."""

LINE_END = "↵"
"""Stands where a line of the file ends, which a line of the window does not show."""


class Lens(Clipped):
    """What was repaired in a sentence, and the sentence as its file has it."""

    BORDER_TITLE = " As the file has it "
    """With blanks of its own: Textual sets a title off by itself only between corners."""

    def look(self, document: Document, span: Span, view: Span) -> None:
        """Show the repairs of the sentence `span`, or else of what is in view, and the file's words."""
        self.update(seen(document, span, view))


def seen(document: Document, span: Span, view: Span) -> Content:
    """What the lens shows of the sentence `span`."""
    here, around = repairs.told(document, span), repairs.told(document, view)
    if here:
        said = "repaired in this sentence: " + repairs.summary(here)
    elif around:
        said = "nothing repaired in this sentence; in view: " + repairs.summary(around)
    else:
        said = "nothing was repaired in view"
    words = repairs.own_words(document, span)
    if words is None:
        below = Content.styled(
            f"the file is {document.format}: it has no lines of text to compare with", QUIET
        )
    else:
        ends = Content.styled(f"{LINE_END}\n", QUIET)
        below = ends.join(Content(line) for line in _lines(words))
    return Content("\n").join((Content.styled(wording.plain(said), "$text-primary"), below))


def _lines(words: str) -> list[str]:
    lines = words[:CHARACTERS].splitlines()
    more = len(lines) > LINES or len(words) > CHARACTERS
    shown = ["".join(map(_sign, line)) for line in lines[:LINES]]
    return [*shown[:-1], shown[-1] + " …"] if more and shown else shown


def _sign(character: str) -> str:
    """A character as it can be shown: control characters as their pictures, others that cannot as `�`."""
    if character.isprintable():
        return character
    return chr(0x2400 + ord(character)) if character < " " else "�"
