"""PDF letterheads: labels on a letter's first page, with the values that stand beside or under them.

Gives them as lines `label<tab>value`, which `letters.py` turns into metadata, and takes them off the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefreader.loaders.labels import label, parted
from briefreader.loaders.pdf.page import Stripe
from briefreader.loaders.wording import is_a

LABELS_AT_LEAST = 2
"""Labels a letterhead must have; one alone may be a word of the text."""

WIDE = 60
"""Code points of a line of running text at least, where it is not a label's value."""

LINES = 1.7
"""Em from a value's line to its next at most."""

UNDER = 2.2
"""Em from a label to the value under it at most."""

FLUSH = 3.0
"""Points by which the left edges of lines differ that stand under one another."""


def letterhead(page: Sequence[Stripe], body: float) -> tuple[list[str], list[Stripe]]:
    """The lines of the letterhead on the first `page`, and the page without it. `body` is the body's type size."""
    labels = [s for s in page if is_label(s)]
    running = next((i for i, s in enumerate(page) if _runs(page, i, labels)), len(page))
    text = page[running:]
    beside = {id(s) for s in text if _is_marginal(s, text, body)}
    later = {id(s) for s in text} - beside
    labels = [s for s in labels if id(s) not in later]
    if len(labels) < LABELS_AT_LEAST or not any(_name(s.text) in ("date", "subject") for s in labels):
        return [], list(page)
    values = {id(label): _value(label, page, labels) if _name(label.text) else [] for label in labels}
    ends = [s for label in labels for s in (label, *values[id(label)]) if id(s) not in beside]
    taken = beside | {id(s) for s in page[: max((_index(page, s) for s in ends), default=-1) + 1]}
    spent = {id(s) for value in values.values() for s in value}
    lines = []
    for stripe in page:
        if id(stripe) in values:
            lines.append(_line(stripe, values[id(stripe)]))
        elif id(stripe) in taken and id(stripe) not in spent:
            lines.append(stripe.text)
    return lines, [s for s in page if id(s) not in taken | spent]


def _index(page: Sequence[Stripe], stripe: Stripe) -> int:
    return next(i for i, s in enumerate(page) if s is stripe)


def _line(named: Stripe, value: Sequence[Stripe]) -> str:
    words = " ".join(s.text for s in value)
    if parted(named.text)[0]:
        return f"{named.text} {words}".rstrip()
    return f"{named.text.rstrip(' :')}\t{words}" if words else named.text


def is_label(stripe: Stripe) -> bool:
    """Whether a line is a label of a letterhead, with or without its value after it."""
    return _name(stripe.text) != "" or is_a("letterhead", stripe.text.rstrip(" :"))


def _name(text: str) -> str:
    """The metadata that a label, or a label with its value after it, names; empty if it is none."""
    return label(text) or parted(text)[0]


def _runs(page: Sequence[Stripe], index: int, labels: Sequence[Stripe]) -> bool:
    """Whether the letter's text starts at a line: a greeting, a sentence, or a wide line with another under it."""
    stripe = page[index]
    if is_a("salutation", stripe.text) or is_a("labelled", stripe.text):
        return True
    if len(stripe.text) < WIDE or is_label(stripe):
        return False
    if any(label.layer == stripe.layer and _is_value(label, stripe, page) for label in labels):
        return False
    return stripe.text.endswith(".") or any(_under(stripe, other) for other in page[index + 1 : index + 4])


def _is_value(label: Stripe, stripe: Stripe, page: Sequence[Stripe]) -> bool:
    return any(s is stripe for s in _value(label, page, ()))


def _under(above: Stripe, stripe: Stripe) -> bool:
    step = stripe.foot - above.foot
    return 0 < step < LINES * above.size and abs(stripe.left - above.left) < FLUSH


def _is_marginal(stripe: Stripe, text: Sequence[Stripe], body: float) -> bool:
    """Whether a line of small type stands in a column of its own beside the text."""
    lines = [s for s in text if abs(s.size - body) < 0.5 and len(s.text) > WIDE // 2]
    if not lines or stripe.size > 0.9 * body:
        return False
    right = sorted(s.right for s in lines)[int(0.9 * len(lines))]
    return stripe.left > right or stripe.right < min(s.left for s in lines)


def _value(named: Stripe, page: Sequence[Stripe], labels: Sequence[Stripe]) -> list[Stripe]:
    """The lines of a label's value: right of it, else under it; further in under it where it begins on its line."""
    own = [s for s in page if s.layer == named.layer and s is not named]
    right = [s for s in own if abs(s.foot - named.foot) < 0.5 * named.size and s.left >= named.right]
    nearest = min(right, key=lambda s: s.left, default=None)
    found: list[Stripe] = []
    if parted(named.text)[0]:
        return _further_in(named, own)
    if nearest is not None and not is_label(nearest):
        found = [nearest]
    else:
        under = [s for s in own if 0 < s.foot - named.foot < UNDER * named.size]
        first = next((s for s in under if abs(s.left - named.left) < FLUSH and not is_label(s)), None)
        found = [first] if first else []
    for stripe in own if found else []:
        if _under(found[-1], stripe) and not is_label(stripe) and not _beside_label(stripe, labels):
            found.append(stripe)
    return found


def _further_in(named: Stripe, own: Sequence[Stripe]) -> list[Stripe]:
    """The lines right under a label with its value that stand where the value can have begun."""
    found: list[Stripe] = []
    last = named
    for stripe in own:
        step = stripe.foot - last.foot
        if 0 < step < LINES * last.size and named.left + FLUSH < stripe.left < named.right:
            found.append(stripe)
            last = stripe
    return found


def _beside_label(stripe: Stripe, labels: Sequence[Stripe]) -> bool:
    """Whether another label stands on the row of a line: then that one's value begins there."""
    return any(
        label.layer == stripe.layer
        and label.right <= stripe.left
        and abs(label.foot - stripe.foot) < 0.5 * stripe.size
        for label in labels
    )
