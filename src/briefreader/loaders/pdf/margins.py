"""PDF margins: the column of small type beside the text in which letters repeat their date and reference.

Takes it off the pages after the first; on that one it is part of the letterhead.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from briefreader.loaders.labels import label
from briefreader.loaders.pdf.page import Stripe

SMALL = 0.9
"""Size of the type in margins at most, as a share of the body's."""

RUNNING = 30
"""Code points of a line from which on it shows how wide the text is."""

ENOUGH = 4
"""Running lines of a page from which on it shows by itself how wide its text is."""

MOST = 16
"""Lines of a margin at most; more are a table."""


def without_margins(pages: Sequence[list[Stripe]], body: float) -> tuple[list[list[Stripe]], list[str]]:
    """The pages without what stands in their margins, and its words, once each. `body` is the body's type size."""
    edges = [edge for page in pages if (edge := _edge(page, body))]
    if not edges:
        return list(pages), []
    usual = median(edges)
    taken: dict[str, None] = {}
    kept = list(pages[:1])
    for page in pages[1:]:
        margin = _margin(page, _edge(page, body) or usual, body)
        taken.update(dict.fromkeys(stripe.text for stripe in margin))
        kept.append([stripe for stripe in page if stripe not in margin])
    return kept, list(taken)


def _edge(page: Sequence[Stripe], body: float) -> float:
    """Points from the left to where the running text of a page ends; 0 if it has too little of it."""
    rights = sorted(s.right for s in page if s.size > SMALL * body and len(s.text) > RUNNING)
    return rights[int(0.9 * (len(rights) - 1))] if len(rights) >= ENOUGH else 0.0


def _margin(page: Sequence[Stripe], edge: float, body: float) -> list[Stripe]:
    """The small lines right of the text, if one of them is a letterhead's label."""
    beside = [stripe for stripe in page if stripe.left > edge - body and stripe.size <= SMALL * body]
    if len(beside) > MOST or not any(label(stripe.text) for stripe in beside):
        return []
    return [] if any(_in_row(stripe, page) for stripe in beside) else beside


def _in_row(stripe: Stripe, page: Sequence[Stripe]) -> bool:
    """Whether a line is a cell of a row: type of the same size stands on its foot line left of it."""
    return any(
        other.right < stripe.left
        and abs(other.foot - stripe.foot) < 0.5
        and abs(other.size - stripe.size) < 0.2
        for other in page
    )
