"""Clean text: NFC, single spaces, nothing that a terminal would obey; and what had to be done for it.

Works on one block's raw text and knows where each stretch of the result stood in it. What a block is, is
`builder.py`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from briefreader.values import frozen

SPACE = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""White space that is laid out anew. No-break and other typographic spaces stay: they mean something."""

DROPPED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are not white space
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte-order mark
    "\u202a-\u202e\u2066-\u2069"  # overrides of direction, which can show a text other than it is
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # interlinear marks, non-characters, lone surrogates
)

_TOKEN = re.compile(rf"(?P<space>[{SPACE}]+)|(?P<dropped>[{DROPPED}]+)|[^{SPACE}{DROPPED}]+")
_DIRTY = re.compile(rf"[{DROPPED}{SPACE[1:]}]|  |^\s|\s$")


class Change(NamedTuple):
    """One thing that cleaning did: `kind` of repair, start and end in the clean text, and what was there."""

    kind: str
    start: int
    end: int
    was: str


@frozen
class Cleaned:
    """A clean text and its way back to the raw one."""

    text: str
    anchors: tuple[tuple[int, int], ...] = ()
    """(offset in the raw text, offset in `text`) where a stretch starts in which both advance together."""

    changes: tuple[Change, ...] = ()

    def offset(self, raw: int) -> int:
        """Where the character at offset `raw` went; if it was dropped, the place where it would be."""
        index = bisect_right(self.anchors, raw, key=lambda anchor: anchor[0]) - 1
        if index < 0:
            return 0
        start, clean = self.anchors[index]
        end = self.anchors[index + 1][1] if index + 1 < len(self.anchors) else len(self.text)
        return min(clean + raw - start, end)

    def anchors_in(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The anchors whose place in the raw text lies in `start` up to `end`."""
        first = bisect_right(self.anchors, start, key=lambda anchor: anchor[0])
        last = bisect_right(self.anchors, end - 1, key=lambda anchor: anchor[0])
        return self.anchors[first:last]


def clean(raw: str, lines: bool = False) -> Cleaned:
    """`raw` as one line, or with `lines` as lines without blank ones, and what was done to it."""
    if not _DIRTY.search(raw) and unicodedata.is_normalized("NFC", raw):
        return Cleaned(raw, ((0, 0),) if raw else ())
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    changes: list[Change] = []
    length = 0
    gap = ""
    for token in _TOKEN.finditer(raw):
        if token["space"]:
            gap = "\n" if lines and ("\n" in token[0] or gap == "\n") else " "
        elif token["dropped"]:
            changes.append(Change("control dropped", length, length, _named(token[0])))
        else:
            if gap and length:
                anchors.append((token.start() - 1, length))
                parts.append(gap)
                length += 1
            gap = ""
            for start, was, now in _composed(token[0]):
                anchors.append((token.start() + start, length))
                if was != now:
                    changes.append(Change("composed", length, length + len(now), was))
                parts.append(now)
                length += len(now)
    text = "".join(parts)
    if not unicodedata.is_normalized("NFC", text):  # something dropped stood between a letter and its accent
        anchors = [(raw_at, len(unicodedata.normalize("NFC", text[:at]))) for raw_at, at in anchors]
        text = unicodedata.normalize("NFC", text)
    return _trimmed(Cleaned(text, tuple(anchors), tuple(changes)))


def _trimmed(cleaned: Cleaned) -> Cleaned:
    """The same without white space of any kind at its ends."""
    text = cleaned.text.strip()
    lead = len(cleaned.text) - len(cleaned.text.lstrip()) if text else 0
    if text == cleaned.text:
        return cleaned
    anchors = {
        max(at - lead, 0): raw + max(lead - at, 0) for raw, at in cleaned.anchors if at - lead <= len(text)
    }
    changes = [
        Change(kind, min(max(start - lead, 0), len(text)), min(max(end - lead, 0), len(text)), was)
        for kind, start, end, was in cleaned.changes
    ]
    return Cleaned(text, tuple((raw, at) for at, raw in anchors.items()), tuple(changes))


def _composed(text: str) -> Iterator[tuple[int, str, str]]:
    """Stretches of `text` as (offset, as they are, in NFC); only letters that change stand alone."""
    if unicodedata.is_normalized("NFC", text):
        yield 0, text, text
        return
    done = 0
    for start, end in _clusters(text):
        now = unicodedata.normalize("NFC", text[start:end])
        if now != text[start:end]:
            if done < start:
                yield done, text[done:start], text[done:start]
            yield start, text[start:end], now
            done = end
    if done < len(text):
        yield done, text[done:], text[done:]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that normalisation treats on their own: a starter and all that may join it."""
    start = 0
    for at in range(1, len(text)):
        if unicodedata.combining(text[at]):
            continue
        head, here = text[start:at], text[at]
        whole = unicodedata.normalize("NFC", head + here)
        if whole == unicodedata.normalize("NFC", head) + unicodedata.normalize("NFC", here):
            yield start, at
            start = at
    yield start, len(text)


def _named(characters: str) -> str:
    """Characters that cannot be shown, by their numbers: `U+0007`."""
    return " ".join(f"U+{ord(c):04X}" for c in characters)


LINES = re.compile("([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)")
"""A line of preformatted text and its end."""


def plain_line(raw: str) -> str:
    """A line of preformatted text: its indent kept, tabs as four spaces, no control characters."""
    spaced = re.sub(rf"[{SPACE[1:]}]", " ", raw.expandtabs(4))
    return unicodedata.normalize("NFC", re.sub(rf"[{DROPPED}]", "", spaced).rstrip())


def indent_of(line: str) -> int:
    """Characters of white space that a line starts with."""
    return len(line) - len(line.lstrip())
