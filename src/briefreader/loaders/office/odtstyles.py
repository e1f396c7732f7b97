"""OpenDocument styles: how paragraphs and spans of an ODT file are set, after all they inherit; and its lists.

Knows the elements under `styles` and `automatic-styles`; the text itself is `opendocument.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from briefreader.loaders.listnumbers import Counter, Level
from briefreader.loaders.office.look import Look, local
from briefreader.values import changed, frozen

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{OASIS}office:1.0}}"
STYLE = f"{{{OASIS}style:1.0}}"
TEXT = f"{{{OASIS}text:1.0}}"
TABLE = f"{{{OASIS}table:1.0}}"
FO = f"{{{OASIS}xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"

NUMBER_FORMATS = {
    "1": "decimal",
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
}

HEADING_NAME = re.compile(r"^(?:heading|kop)(?:_20_)?\s*([1-9])$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(title|titel)$", re.IGNORECASE)
QUOTE_NAME = re.compile(r"^(quotations?|quote|citaat)\b", re.IGNORECASE)

MAX_CHAIN = 40
"""Styles that may have one another as parents; a longer chain is a circle."""

BOLD_FROM = 600
"""Weight from which on type is bold."""

POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
"""Points in each unit of length."""


@frozen
class ParagraphStyle:
    """What a paragraph is by its style."""

    look: Look
    level: int = 0
    """Of a heading, from 1; 0 for text."""

    quote: bool = False


class Styles:
    """The styles of one document, out of its parts; later parts win."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._made: dict[str, ParagraphStyle] = {}
        self._base = Look(size=12)
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline = Counter({})
        """The numbers of headings."""

        for part in parts:
            for element in part.iter(
                STYLE + "style", STYLE + "default-style", TEXT + "list-style", TEXT + "outline-style"
            ):
                self._take(element)

    def _take(self, element: Any) -> None:
        kind, name = local(element), element.get(STYLE + "name", "")
        family = element.get(STYLE + "family", "")
        if kind == "style":
            self._styles[family, name] = element
        elif kind == "default-style" and family == "paragraph":
            self._base = _set(self._base, element)
        elif kind == "list-style":
            self.lists[name] = dict(_levels(element))
        elif kind == "outline-style":
            self.outline = Counter(dict(_levels(element)))

    def _chain(self, family: str, name: str) -> list[Any]:
        """A style and its ancestors, the farthest first."""
        chain: list[Any] = []
        while (family, name) in self._styles and len(chain) < MAX_CHAIN:
            chain.append(self._styles[family, name])
            name = chain[-1].get(STYLE + "parent-style-name", "")
        return chain[::-1]

    def paragraph(self, name: str) -> ParagraphStyle:
        """The settings of paragraphs in the style `name`."""
        if name not in self._made:
            made = ParagraphStyle(self._base)
            for element in self._chain("paragraph", name):
                made = changed(_named(made, element), look=_set(made.look, element))
            self._made[name] = made
        return self._made[name]

    def run(self, name: str, look: Look) -> Look:
        """How a span in the style `name` is set inside text set as `look`."""
        for element in self._chain("text", name):
            look = _set(look, element)
        return look


def _named(made: ParagraphStyle, element: Any) -> ParagraphStyle:
    name = element.get(STYLE + "display-name") or element.get(STYLE + "name", "")
    outline = element.get(STYLE + "default-outline-level", "")
    if outline.isdecimal():
        return changed(made, level=int(outline))
    if match := HEADING_NAME.match(name):
        return changed(made, level=int(match[1]))
    if TITLE_NAME.match(name):
        return changed(made, level=1)
    return changed(made, quote=made.quote or bool(QUOTE_NAME.match(name)))


def _set(look: Look, style: Any) -> Look:
    """`look` with what a style's text properties change."""
    for props in style.iter(STYLE + "text-properties"):
        weight, slant = props.get(FO + "font-weight"), props.get(FO + "font-style")
        if weight:
            look = changed(look, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD_FROM))
        if slant:
            look = changed(look, italic=slant in ("italic", "oblique"))
        if line := props.get(STYLE + "text-underline-style"):
            look = changed(look, underlined=line != "none")
        if place := props.get(STYLE + "text-position"):
            look = changed(
                look, raised=place.startswith("super") or (place[:1].isdecimal() and place[0] != "0")
            )
        if display := props.get(TEXT + "display"):
            look = changed(look, hidden=display == "none")
        if size := _points(props.get(FO + "font-size", ""), look.size):
            look = changed(look, size=size)
    return look


def _points(length: str, base: float) -> float:
    """A type size in points; percentages are of `base`. 0 if it cannot be read."""
    if match := re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?)(pt|cm|mm|in|px|%)", length):
        return float(match[1]) * (base / 100 if match[2] == "%" else POINTS[match[2]])
    return 0.0


def _levels(style: Any) -> Iterable[tuple[int, Level]]:
    for element in style:
        depth = element.get(TEXT + "level", "")
        if not depth.isdecimal() or not 0 < int(depth) < 20:
            continue
        start = element.get(TEXT + "start-value", "")
        number = NUMBER_FORMATS.get(element.get(STYLE + "num-format", ""), "none")
        if local(element) == "list-level-style-bullet":
            yield int(depth) - 1, Level("bullet", element.get(TEXT + "bullet-char", ""))
        else:
            first = int(start) if start.isdecimal() and len(start) < 6 else 1
            yield int(depth) - 1, Level(number, _pattern(element, int(depth), number), first)


def _pattern(element: Any, depth: int, number: str) -> str:
    """What a level prints, in the words of `numbering.Level`."""
    shown = element.get(TEXT + "display-levels", "1")
    count = int(shown) if shown.isdecimal() else 1
    numbers = (
        ".".join(f"%{n}" for n in range(max(1, depth - count + 1), depth + 1)) if number != "none" else ""
    )
    return f"{element.get(STYLE + 'num-prefix', '')}{numbers}{element.get(STYLE + 'num-suffix', '')}"
