"""PDF furniture: running heads and feet, page numbers, imprints and corner marks, which are no part of the text.

Goes by place and by what comes back on other pages. It works on the lines of `page.py`, before they are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefreader.loaders.flow.letters import is_page_number
from briefreader.loaders.pdf.page import Role, Stripe
from briefreader.loaders.wording import is_a

EDGE = 0.12
"""Share of a page's height, above and below, where running heads and feet stand."""

FAR = 0.25
"""The same for what stands at exactly the same place of page after page."""

OFTEN = 0.4
"""Share of the pages a line must stand on to be furniture: heads of left and right pages may differ."""

CORNER = 3
"""Characters of a mark in the corner at most: the language of the paper, a letter of a series."""

_NUMBER = re.compile(r"(?<![\w.,–-])\d{1,4}(?![\w–-]|[.,]\d)")

Kept = list[list[Stripe]]


def without_furniture(pages: Sequence[Sequence[Stripe]], height: float) -> tuple[Kept, list[str]]:
    """The pages without their furniture, and the words of that, once each. `height` is a page's, in points."""
    seen: Counter[object] = Counter()
    ends = [_ends(page) for page in pages]
    for page, outer in zip(pages, ends, strict=True):
        seen.update({sign for stripe in page for sign in _signs(stripe, height, outer)})
    enough = max(2, OFTEN * len(pages))
    repeated = {sign for sign, count in seen.items() if count >= enough}
    kept: Kept = []
    taken: dict[str, None] = {}
    for page, outer in zip(pages, ends, strict=True):
        kept.append([])
        for stripe in page:
            if _is_furniture(stripe, repeated, height, outer):
                taken.setdefault(stripe.text)
            else:
                kept[-1].append(stripe)
    return kept, list(taken)


def _ends(page: Sequence[Stripe]) -> tuple[float, float]:
    """Feet of the first and the last line of a page, in points from the top."""
    feet = [stripe.foot for stripe in page]
    return min(feet, default=0.0), max(feet, default=0.0)


def _signs(stripe: Stripe, height: float, ends: tuple[float, float]) -> Iterator[object]:
    """What a line shares with its like on other pages: its words at that edge, a number that counts, its place."""
    edge = _edge(stripe, height, FAR)
    if not edge or is_a("labelled", stripe.text):
        return
    yield stripe.text, round(stripe.foot), round(stripe.left)
    outermost = abs(stripe.foot - ends[edge == "foot"]) < 0.3 * stripe.size
    if not (outermost or _edge(stripe, height, EDGE)) or _is_field(stripe.text):
        return
    yield stripe.text, edge
    for match in _NUMBER.finditer(stripe.text):
        shape = f"{_folded(stripe.text[: match.start()])}#{_folded(stripe.text[match.end() :])}"
        yield shape, edge, int(match[0]) - stripe.page


def _is_furniture(stripe: Stripe, repeated: set[object], height: float, ends: tuple[float, float]) -> bool:
    text = stripe.text
    if any(sign in repeated for sign in _signs(stripe, height, ends)) or _is_artifact(stripe, height):
        return True
    if not _edge(stripe, height, EDGE):
        return False
    short = len(text) <= CORNER and text.isalpha() and text.isupper()
    return short or text.isdecimal() or is_page_number(text) or is_a("imprint", text)


def _is_artifact(stripe: Stripe, height: float) -> bool:
    """Whether the file's tags call a line at an edge no text; on the first page that may be the letterhead."""
    outside = bool(stripe.page and _edge(stripe, height, FAR)) and not is_a("labelled", stripe.text)
    return outside and stripe.tagged(Role.ARTIFACT)


def _edge(stripe: Stripe, height: float, share: float) -> str:
    """At which edge of the page a line stands; empty if at neither. `share` is how far the edges go."""
    if stripe.foot < share * height:
        return "head"
    return "foot" if stripe.foot > (1 - share) * height else ""


def _is_field(text: str) -> bool:
    """Whether a line is the label of a field, which comes back for its own reason: `Besluit:`."""
    return text.endswith(":")


def _folded(text: str) -> str:
    return re.sub(r"\d+", "@", text)
