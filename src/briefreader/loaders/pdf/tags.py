"""PDF tags: what a file's own structure tree says of its lines, if it can be believed.

Reads the tree page by page, judges it, and gives the headings that it names. What follows from other tags is for
`furniture.py`, `notes.py` and `contents.py` to say: they are evidence beside type and place.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from typing import Any

import pypdfium2.raw as pdfium

from briefreader.loaders.pdf.contents import NUMBERED
from briefreader.loaders.pdf.headings import LONG_TITLE, TITLE_LINES, folded, promise
from briefreader.loaders.pdf.page import Role, Stripe, Tag, Tagged
from briefreader.values import changed

CLAUSE = (";", ",")
"""Signs that clauses of a list end in, and titles do not."""

DEEPEST = 32
"""Elements within one another at most; pdfium looks no deeper either. A tree with a loop in it ends here."""

ELEMENTS_AT_MOST = 1_000_000
"""Elements of a file looked at, again on each page: about one second. What comes after them has no tags."""

FEWEST = 2
"""Headings from which on the tags of a file are believed: one is often only the title, by accident of a template."""

MOST = {Role.HEADING: 0.3, Role.ARTIFACT: 0.3, Role.NOTE: 0.5, Role.CONTENTS: 0.3}
"""Share of the text that is tagged so at most; the corpus has up to 0.01, 0.02, 0.14 and 0.02."""

MOST_LIES = 0.2
"""Share of the tagged headings that are whole paragraphs at most."""

COVERED = 0.5
"""Share of the text that has tags at least, for elements to be believed; artifacts need none."""

NAMES = {Role.NOTE: ("Note", "FENote"), Role.CONTENTS: ("TOC", "TOCI"), Role.ARTIFACT: ("Artifact",)}
ROLES = {name: role for role, names in NAMES.items() for name in names}
"""Types of elements that say what everything in them is (ISO 32000-2, 14.8.4)."""

_HEADING = re.compile(r"H([1-9])?|Title")
_TEXT, _ARTIFACT = Tag(Role.TEXT), Tag(Role.ARTIFACT)
_NAME = 64
"""Bytes of the longest name of a type that is looked at, as UTF-16."""

Pages = Sequence[Sequence[Stripe]]


class Tree:
    """The structure tree of an open file."""

    def __init__(self) -> None:
        self._left = ELEMENTS_AT_MOST

    def tagged(self, page: Any) -> Tagged:
        """What gives the tags of the text objects of a page."""
        tags = self._tags(page)

        def tag(thing: Any) -> Tag | None:
            if not thing or pdfium.FPDFPageObj_CountMarks(thing) < 1:
                return None
            marked = tags.get(pdfium.FPDFPageObj_GetMarkedContentID(thing))
            return _ARTIFACT if _is_artifact(thing) else marked

        return tag

    def _tags(self, page: Any) -> dict[int, Tag]:
        """Ids of a page's marked content → the tags of the elements they belong to."""
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return {}
        found: dict[int, Tag] = {}
        try:
            roots = min(pdfium.FPDF_StructTree_CountChildren(tree), self._left)
            self._left -= max(0, roots)
            waiting = [(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), _TEXT, 0, 0) for i in range(roots)]
            while waiting:
                element, above, depth, sections = waiting.pop()
                name = _type(element)
                sections += name == "Sect"
                tag = _tag(name, above, sections, self._left)
                for i in range(min(pdfium.FPDF_StructElement_CountChildren(element), self._left)):
                    self._left -= 1
                    child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
                    if not child:
                        found.setdefault(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i), tag)
                    elif depth < DEEPEST:
                        waiting.append((child, tag, depth + 1, sections))
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        found.pop(-1, None)
        return found


def _type(element: Any) -> str:
    """The standard type of an element, or its own if it stands for none; empty if that is too long for one."""
    name = ctypes.create_string_buffer(_NAME)
    size = pdfium.FPDF_StructElement_GetType(element, name, _NAME)
    return name.raw[: size - 2].decode("utf-16-le", "replace") if 2 < size <= _NAME else ""


def _tag(name: str, above: Tag, sections: int, element: int) -> Tag:
    """The tag of an element: that of the one it is in, if that says what it is, except of notes in headings."""
    if name in ROLES and above.role in (Role.TEXT, Role.HEADING):
        return Tag(ROLES[name])
    heading = _HEADING.fullmatch(name)
    if not heading or above.role is not Role.TEXT:
        return above
    if name == "H":
        return Tag(Role.HEADING, max(1, sections), element)
    return Tag(Role.HEADING, int(heading[1] or 1), element)


def _is_artifact(thing: Any) -> bool:
    """Whether one of the marks of a text object says that it is no text."""
    name, size = (ctypes.c_ushort * (_NAME // 2))(), ctypes.c_ulong()
    for i in range(min(pdfium.FPDFPageObj_CountMarks(thing), DEEPEST)):
        mark = pdfium.FPDFPageObj_GetMark(thing, i)
        read = pdfium.FPDFPageObjMark_GetName(mark, name, _NAME, size) and size.value <= _NAME
        if read and bytes(name)[: size.value].decode("utf-16-le", "replace").rstrip("\0") == "Artifact":
            return True
    return False


def believed(pages: Pages) -> list[list[Stripe]]:
    """The pages with only those of their tags that can be believed."""
    doubted = _doubted(pages)
    return [[_without(stripe, doubted) for stripe in page] for page in pages]


def _doubted(pages: Pages) -> set[Role]:
    """The roles that the tags of a file are not believed in."""
    weights: Counter[Role | None] = Counter()
    for stripe in chain.from_iterable(pages):
        weights[stripe.tag.role if stripe.tag else None] += len(stripe.text)
    whole = weights.total()
    doubted = {role for role, most in MOST.items() if weights[role] > most * whole}
    if weights[None] > (1 - COVERED) * whole:
        return doubted | set(Role) - {Role.ARTIFACT}
    found = _titles(pages)
    if len(found) < FEWEST or lies(sum(map(_is_paragraph, found)), len(found)):
        doubted.add(Role.HEADING)
    return doubted


def _without(stripe: Stripe, doubted: set[Role]) -> Stripe:
    """A line without tags of these roles."""
    if not any(part.tag and part.tag.role in doubted for part in stripe.parts):
        return stripe
    parts = (changed(p, tag=None) if p.tag and p.tag.role in doubted else p for p in stripe.parts)
    return changed(stripe, parts=tuple(parts))


def _titles(pages: Pages) -> list[list[Stripe]]:
    """The lines of each tagged heading."""
    found: dict[tuple[int, int], list[Stripe]] = {}
    for stripe in chain.from_iterable(pages):
        if stripe.tag and stripe.tag.role is Role.HEADING:
            found.setdefault((stripe.page, stripe.tag.element), []).append(stripe)
    return list(found.values())


def _is_paragraph(lines: Sequence[Stripe]) -> bool:
    """Whether what is tagged as a heading is none: too long for one, or a clause of a list."""
    return len(lines) > TITLE_LINES or is_no_title(_text(lines))


def is_no_title(text: str) -> bool:
    """Whether what a file calls a title is too long for one, or a clause of a list."""
    return len(text) > LONG_TITLE or text[-1:] in CLAUSE


def lies(wrong: int, whole: int) -> bool:
    """Whether so many of the titles that a file names are none that none is believed."""
    return wrong > MOST_LIES * whole


def _text(lines: Iterable[Stripe]) -> str:
    return " ".join(stripe.text for stripe in lines)


def titles(pages: Pages, outline: Mapping[str, int]) -> dict[str, int]:
    """The tagged headings with their levels; where the outline has some of them, on its scale."""
    found = [lines for lines in _titles(pages) if folded(_text(lines)) and not _is_paragraph(lines)]
    levels = _levels([(_text(lines), lines[0].tag.level) for lines in found if lines[0].tag])
    shared = Counter(outline[title] - level for title, level in levels.items() if title in outline)
    shift = shared.most_common(1)[0][0] if shared else 0
    return {title: outline.get(title) or max(1, level + shift) for title, level in levels.items()}


def _levels(titles: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Titles, as the outline's are compared, with their levels.

    Where a longer number has no lower level (styles taken for their looks), the numbers say what the levels are.
    """
    found = [(title, level, _depth(title)) for title, level in titles]
    numbered = sorted({(depth, level) for _, level, depth in found if depth})
    contrary = any(a[0] < b[0] and a[1] >= b[1] for a, b in combinations(numbered, 2))
    return {promise(title): depth if contrary and depth else level for title, level, depth in found}


def _depth(title: str) -> int:
    """Numbers that a title begins with: 2 of `2.1 Doel`; 0 without any."""
    number = NUMBERED.match(title)
    return number[1].count(".") + 1 if number else 0
