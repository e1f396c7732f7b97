"""Furniture: what of a web page is there for the page and not for its reader: menus, heads, feet, advertising.

Takes it out of the tree of elements. Words of the article are never taken: where names and density of links do not
agree, a block stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

LEFT_OUT = frozenset(
    "script style head template noscript iframe object embed applet svg canvas audio video map select button input"
    " textarea datalist progress meter link meta title base rp rt dialog".split()
)
"""Elements whose words are no text of the page."""

AROUND = frozenset(("nav", "header", "footer", "aside", "form", "menu"))
"""Elements made for what stands around an article."""

ROLES = frozenset(("navigation", "search", "contentinfo", "banner", "complementary"))
"""Roles that say the same as those elements."""

NAMES = frozenset(
    "nav navbar navigation navigatie navheader navfooter menu menubar breadcrumb breadcrumbs kruimelpad sidebar sidenav"
    " cookie cookies cookiebar cookiebanner banner share sharing social socials related gerelateerd footer header"
    " masthead pagination pager skip skiplink skiplinks search zoeken searchbox advert advertisement ads toc toolbar"
    " newsletter nieuwsbrief login sitemap subscribe comments widget promo popup modal print".split()
)
"""Words in classes, ids and roles that name furniture."""

NEVER_TEXT = frozenset("navheader navfooter cookie cookies breadcrumb breadcrumbs skiplink skiplinks".split())
"""Those of them that no article is ever called."""

PROSE = 140
"""Code points of text outside links from which on a block is taken for text of the article."""

LINKS = 0.5
"""Share of a block's words in links from which on it is a menu."""

MENU = 0.8
"""The same for blocks outside the article that no name gives away."""

MAIN_SHARE = 0.9
"""Share of a page's text outside links that its article holds."""

TOKEN = re.compile(r"[a-z]+")
HIDDEN = re.compile(r"display:none|visibility:hidden")


def is_hidden(element: Any) -> bool:
    """Whether browsers do not show an element."""
    if element.get("hidden") is not None:
        return True
    return bool(HIDDEN.search((element.get("style") or "").replace(" ", "").lower()))


def clear(root: Any, kept: Collection[Any]) -> tuple[list[Any], list[tuple[str, str]]]:
    """Takes furniture out of a page, apart from elements in `kept`.

    Gives the heads of printed pages among it, and kind and words of all that was taken out.
    """
    heads, taken = [], []
    main = _main(root)
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        if element is root or element in kept or element.getparent() is None:
            continue
        printed = element.tag == "div" and element.get("title") in ("header", "footer")
        if printed and element.get("title") == "header":
            heads.append(element)
        if printed or (_is_furniture(element, main) and not any(child in kept for child in element.iter())):
            if words := " ".join(" ".join(element.itertext()).split()):
                taken.append(("contents list" if "toc" in _words(element) else "page furniture", words))
            _take_out(element)
    return heads, taken


def _main(root: Any) -> Any:
    """The element that is the page's article: named so, or the smallest that holds nearly all its text."""
    named = [e for e in root.iter("main", "article", "div") if e.tag == "main" or e.get("role") == "main"]
    articles = list(root.iter("article"))
    body = next(iter(root.iter("body")), root)
    total = _prose(body)
    for element in named + (articles if len(articles) == 1 else []):
        if _prose(element) >= 0.5 * total:
            return element
    return _densest(body, total)


def _densest(element: Any, total: int) -> Any:
    while True:
        inner = [
            child
            for child in element
            if isinstance(child.tag, str) and child.tag in ("div", "section", "table", "tbody", "tr", "td")
        ]
        fuller = next((child for child in inner if _prose(child) >= MAIN_SHARE * total), None)
        if fuller is None or not total:
            return element
        element = fuller


def _is_furniture(element: Any, main: Any) -> bool:
    """Whether a block is furniture: by its element or name, unless it reads like text."""
    if main is element or any(ancestor is element for ancestor in main.iterancestors()):
        return False
    words = _words(element)
    if not words & NAMES and element.tag not in AROUND and element.get("role") not in ROLES:
        outside = not any(ancestor is main for ancestor in element.iterancestors())
        return outside and element.tag in ("div", "ul", "table", "section") and _link_share(element) > MENU
    if element.tag in ("body", "html", "main", "article", *(f"h{n}" for n in range(1, 7))):
        return False
    if element.tag == "nav" or element.get("role") in ROLES or "toc" in words or _link_share(element) > LINKS:
        return _prose(element) < 3 * PROSE or _link_share(element) > LINKS
    if element.tag == "form":
        return _prose(element) < PROSE
    has_heading = any(True for _ in element.iter("h1", "h2", "h3"))
    if words & NEVER_TEXT:
        return _prose(element) < 3 * PROSE
    return not has_heading and _prose(element) < PROSE


def _words(element: Any) -> set[str]:
    names = " ".join(element.get(key) or "" for key in ("class", "id", "role")).lower()
    return set(TOKEN.findall(names))


def _prose(element: Any) -> int:
    """Code points of text outside links."""
    return max(0, _length(element) - sum(_length(link) for link in element.iter("a") if link.get("href")))


def _link_share(element: Any) -> float:
    length = _length(element)
    return sum(_length(link) for link in element.iter("a") if link.get("href")) / length if length else 0.0


def _length(element: Any) -> int:
    if element.tag in LEFT_OUT:
        return 0
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))


_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml reads (`&#1;`) and does not write."""


def _take_out(element: Any) -> None:
    """Removes an element; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = _NO_XML.sub("", (before.tail or "") + element.tail)
        else:
            parent.text = _NO_XML.sub("", (parent.text or "") + element.tail)
        element.tail = None
    parent.remove(element)
