"""Word styles: how paragraphs and runs of a DOCX file are set, after all that styles inherit; and its lists.

Knows the parts `styles` and `numbering`; the document itself is `word.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefreader.loaders.listnumbers import Counter, Level
from briefreader.loaders.office.look import Look, local
from briefreader.values import changed, frozen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

HEADING_NAME = re.compile(r"^(?:heading|kop|überschrift|titre)\s*([1-9])$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(title|titel)$", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"^(toc(\s*\d|\s*heading)?|inhopg\s*\d|kop(je)?\s*inhoudsopgave)$", re.IGNORECASE)
QUOTE_NAME = re.compile(r"^(intense )?(quote|citaat|block text|bloktekst)\b", re.IGNORECASE)

NUMBER_STYLES = {
    "decimal": "decimal",
    "decimalZero": "decimal",
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "bullet": "bullet",
    "none": "none",
}

MAX_CHAIN = 40
"""Styles that may be based on one another; a longer chain is a circle."""

DEEPEST = 9
"""Outline levels of Word: 0 to 8 are headings, 9 is body text."""


def name(element: Any, attribute: str) -> str | None:
    """An attribute of Word's namespace; None if it is absent."""
    found: str | None = element.get(W + attribute)
    return found if found is not None else str(element.get(W_STRICT + attribute) or "") or None


def value(element: Any, attribute: str = "val") -> str:
    """An attribute of Word's namespace; empty if it is absent."""
    return name(element, attribute) or ""


def on(element: Any) -> bool:
    """Whether a toggle such as `<w:b/>` is on."""
    return value(element) not in ("0", "false", "off", "none")


@frozen
class ParagraphStyle:
    """What a paragraph is by its style and its own settings."""

    look: Look
    level: int = 0
    """Of a heading, from 1; 0 for text."""

    list_id: str = ""
    depth: int = 0
    """Level in its list, from 0."""

    quote: bool = False
    contents: bool = False
    """Whether it is a line of a table of contents."""


class Styles:
    """The styles of one document."""

    def __init__(self, root: Any) -> None:
        self._by_id: dict[str, Any] = {}
        self._made: dict[str, ParagraphStyle] = {}
        self._default = ""
        self._base = Look()
        for element in root if root is not None else ():
            if local(element) == "style":
                self._by_id[value(element, "styleId")] = element
                if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                    self._default = value(element, "styleId")
            elif local(element) == "docDefaults":
                self._base = _set(self._base, _descend(element, "rPrDefault", "rPr"))

    def chain(self, style: str) -> list[Any]:
        """A style and those it is based on, the farthest first."""
        chain: list[Any] = []
        while style in self._by_id and len(chain) < MAX_CHAIN:
            element = self._by_id[style]
            chain.append(element)
            based = _child(element, "basedOn")
            style = value(based) if based is not None else ""
        return chain[::-1]

    def paragraph(self, props: Any) -> ParagraphStyle:
        """The settings of a paragraph with the properties `props`, which may be None."""
        own = _child(props, "pStyle")
        style_id = value(own) if own is not None else self._default
        if style_id not in self._made:
            self._made[style_id] = self._inherited(style_id if style_id in self._by_id else self._default)
        return _placed(self._made[style_id], props)

    def _inherited(self, style_id: str) -> ParagraphStyle:
        made = ParagraphStyle(self._base)
        for style in self.chain(style_id):
            made = _named(made, style)
            made = changed(made, look=_set(made.look, _child(style, "rPr")))
            made = _placed(made, _child(style, "pPr"))
        return made

    def run(self, props: Any, look: Look) -> Look:
        """How a run with the properties `props`, if it has any, is set inside a paragraph set as `look`."""
        if props is None:
            return look
        style = _child(props, "rStyle")
        for element in self.chain(value(style)) if style is not None else ():
            look = _set(look, _child(element, "rPr"))
        return _set(look, props)


def _named(made: ParagraphStyle, style: Any) -> ParagraphStyle:
    element = _child(style, "name")
    title = value(element) if element is not None else ""
    if match := HEADING_NAME.match(title):
        return changed(made, level=int(match[1]))
    if TITLE_NAME.match(title):
        return changed(made, level=1)
    if CONTENTS_NAME.match(title):
        return changed(made, contents=True)
    return changed(made, quote=made.quote or bool(QUOTE_NAME.match(title)))


def _placed(made: ParagraphStyle, props: Any) -> ParagraphStyle:
    """`made` with the outline level and list that paragraph properties give."""
    outline = _child(props, "outlineLvl")
    if outline is not None and value(outline).isdecimal():
        level = int(value(outline))
        made = changed(made, level=level + 1 if level < DEEPEST else 0)
    numbers = _child(props, "numPr")
    if numbers is not None:
        list_id, depth = _child(numbers, "numId"), _child(numbers, "ilvl")
        if list_id is not None:
            made = changed(made, list_id=value(list_id))
        if depth is not None and value(depth).isdecimal():
            made = changed(made, depth=int(value(depth)))
    return made


def _set(look: Look, props: Any) -> Look:
    """`look` with what run properties change."""
    for element in props if props is not None else ():
        match local(element):
            case "b":
                look = changed(look, bold=on(element))
            case "i":
                look = changed(look, italic=on(element))
            case "u":
                look = changed(look, underlined=on(element))
            case "vanish":
                look = changed(look, hidden=on(element))
            case "vertAlign":
                look = changed(look, raised=value(element) == "superscript")
            case "sz" if value(element).isdecimal():
                look = changed(look, size=int(value(element)) / 2)
    return look


class Numbering:
    """The lists of one document, counting as it is read."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._counters: dict[str, Counter] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._abstract[value(element, "abstractNumId")] = element
            elif local(element) == "num":
                self._lists[value(element, "numId")] = element

    def marker(self, style: ParagraphStyle) -> tuple[str, int]:
        """What is printed before the next paragraph of this style, and its depth; empty if nothing is."""
        element = self._lists.get(style.list_id)
        if element is None:
            return "", 0
        return self._counter(style.list_id, element).next(style.depth), style.depth

    def _counter(self, list_id: str, element: Any) -> Counter:
        """Lists with one definition count on together, unless one says where it starts."""
        abstract = _child(element, "abstractNumId")
        abstract_id = value(abstract) if abstract is not None else ""
        overrides = [child for child in element if local(child) == "lvlOverride"]
        key = f"list {list_id}" if overrides else f"definition {abstract_id}"
        if key not in self._counters:
            levels = dict(self._levels(abstract_id))
            for override in overrides:
                levels |= dict(_overridden(override, levels))
            self._counters[key] = Counter(levels)
        return self._counters[key]

    def _levels(self, abstract_id: str, hops: int = 0) -> Iterator[tuple[int, Level]]:
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return
        link = _child(abstract, "numStyleLink")
        if link is not None and hops < MAX_CHAIN:
            for style in self._styles.chain(value(link)):
                list_id = _descend(style, "pPr", "numPr", "numId")
                element = self._lists.get(value(list_id)) if list_id is not None else None
                target = _child(element, "abstractNumId")
                if target is not None:
                    yield from self._levels(value(target), hops + 1)
        for child in abstract:
            if local(child) == "lvl" and value(child, "ilvl").isdecimal():
                yield int(value(child, "ilvl")), _level(child)


def _overridden(override: Any, levels: dict[int, Level]) -> Iterator[tuple[int, Level]]:
    depth = value(override, "ilvl")
    if not depth.isdecimal():
        return
    whole = _child(override, "lvl")
    level = _level(whole) if whole is not None else levels.get(int(depth))
    start = _child(override, "startOverride")
    if level and start is not None and value(start).isdecimal():
        level = changed(level, start=int(value(start)))
    if level:
        yield int(depth), level


def _level(element: Any) -> Level:
    style, pattern, start = (_child(element, tag) for tag in ("numFmt", "lvlText", "start"))
    first = value(start) if start is not None else ""
    return Level(
        NUMBER_STYLES.get(value(style), "decimal") if style is not None else "decimal",
        value(pattern) if pattern is not None else "",
        int(first) if first.isdecimal() and len(first) < 6 else 1,
    )


def _child(element: Any, tag: str) -> Any:
    if element is None:
        return None
    return next((child for child in element if local(child) == tag), None)


def _descend(element: Any, *tags: str) -> Any:
    for tag in tags:
        element = _child(element, tag)
    return element
