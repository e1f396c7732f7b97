"""Stylesheet: what the classes of a page say of how its words are set: bold, italic, underlined, raised.

Reads only simple selectors (`.name`, `p.name`), which is what word processors write. Layout is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?\.([\w-]+)$", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)

MOST_RULES = 20_000
"""Rules of one page that are read."""

LOOKS = (
    ("bold", re.compile(r"font-weight:(?:bold|[6-9]00)")),
    ("italic", re.compile(r"font-style:(?:italic|oblique)")),
    ("underlined", re.compile(r"text-decoration(?:-line)?:[^;]{0,40}underline")),
    ("raised", re.compile(r"vertical-align:super")),
)
"""Looks, and the declarations that give them, without spaces."""


def declared(declarations: str) -> frozenset[str]:
    """The looks that declarations such as `font-weight: bold` give."""
    tight = "".join(declarations.lower().split())
    return frozenset(look for look, pattern in LOOKS if pattern.search(tight))


class Stylesheet:
    """The rules of a page."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._looks: dict[tuple[str, str], frozenset[str]] = {}
        for text in texts:
            for selectors, declarations in islice(_rules(text), MOST_RULES):
                if looks := declared(declarations):
                    self._take(selectors, looks)

    def _take(self, selectors: str, looks: frozenset[str]) -> None:
        for selector in selectors.split(","):
            if match := SELECTOR.match(selector.strip()):
                key = (match[1] or "").lower(), match[2]
                self._looks[key] = self._looks.get(key, frozenset()) | looks

    def looks(self, element: Any) -> frozenset[str]:
        """How an element's words are set by its classes and its own style."""
        found = declared(element.get("style") or "") if element.get("style") else frozenset()
        if self._looks:
            for name in (element.get("class") or "").split():
                found |= self._looks.get(("", name), frozenset()) | self._looks.get(
                    (element.tag, name), frozenset()
                )
        return found


def _rules(text: str) -> Iterator[tuple[str, str]]:
    for match in RULE.finditer(COMMENT.sub("", text)):
        yield match[1], match[2]
