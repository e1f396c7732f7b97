"""PDF blocks: the lines of a page put together to paragraphs, and these into the order in which they are read.

Goes by place alone: leading, left edges, room at line ends, gutters. How lines are made of characters is
`page.py`; what a block is (heading, note, furniture) is for the other modules to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median

from briefreader.loaders.flow.dress import is_label
from briefreader.loaders.pdf.page import Role, Stripe
from briefreader.values import changed, frozen

SIGN = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?\)?|[•▪●◦■□‣⁃–—o*-])\s*", re.I)
"""What stands before an item or a numbered heading, with room behind it."""

BULLET = re.compile(r"[•▪●◦■□‣⁃]|[–—-]\s")

ARTICLE = re.compile(r"(?:artikel|article)\s\d{1,3}[a-z]{0,2}(?:[.:]\d{1,3}[a-z]?)?", re.I)
"""A line that is only the number of an article, which no sentence breaks into."""

SIGN_ROOM = 5.0
"""Em of room between a sign and its text at most; the corpus has up to 3.6."""

LOOSE = 1.28
"""How much more than the usual leading parts two paragraphs."""

MEASURED = 3
"""Lines of a column that reach its right edge, from which on one can tell which lines are full."""

TIGHT = 1.08
"""How much more than the usual leading lies between two lines of one sentence."""

SLACK = 1.0
"""Em of room left at a line's end, beyond the next word, from which on the line was ended on purpose."""

INDENT = 0.8
"""Em from which on a line is indented on purpose."""


WIDE = 60
"""Code points of a line of text under the number of an article at least; titles are mostly shorter."""

FIELD = 30
"""Code points of the label of a field at most."""


@frozen
class Block:
    """Lines that belong together."""

    stripes: tuple[Stripe, ...]
    label: str = ""
    """What names it from the column before it: `Besluit:`."""

    @property
    def text(self) -> str:
        """Its words, lines joined by spaces."""
        return " ".join(stripe.text for stripe in self.stripes)

    @property
    def page(self) -> int:
        """Index of the page it starts on."""
        return self.stripes[0].page

    @property
    def left(self) -> float:
        """Points from the left of the page."""
        return min(stripe.left for stripe in self.stripes)

    @property
    def right(self) -> float:
        """Points from the left of the page to its right edge."""
        return max(stripe.right for stripe in self.stripes)

    @property
    def top(self) -> float:
        """Foot of its first line, in points from the top."""
        return self.stripes[0].foot

    @property
    def bottom(self) -> float:
        """Foot of its last line."""
        return self.stripes[-1].foot

    @property
    def size(self) -> float:
        """Points of its type."""
        return self.stripes[0].size


def signed(stripes: Sequence[Stripe]) -> list[Stripe]:
    """The lines with bullets and numbers put before the text they belong to."""
    made: list[Stripe] = []
    for stripe in stripes:
        before = made[-1] if made else None
        if before and abs(before.foot - stripe.foot) < 0.4 * stripe.size and _is_sign_of(before, stripe):
            last = before.parts[-1]
            spaced = changed(last, text=last.text.rstrip() + " ", right=stripe.left)
            made[-1] = Stripe((*before.parts[:-1], spaced, *stripe.parts), stripe.page)
        else:
            made.append(stripe)
    return made


def _is_sign_of(before: Stripe, stripe: Stripe) -> bool:
    room = stripe.left - before.right
    return 0 <= room < SIGN_ROOM * stripe.size and SIGN.fullmatch(before.text) is not None


def leadings(pages: Iterable[Sequence[Stripe]]) -> dict[float, float]:
    """Type size → the usual distance of its lines, in points."""
    found: dict[float, Counter[float]] = {}
    for stripes in pages:
        for above, below in pairwise(stripes):
            step = below.foot - above.foot
            if (
                above.size == below.size
                and abs(above.left - below.left) < 2
                and 0.9 < step / above.size < 2.2
            ):
                found.setdefault(above.size, Counter())[round(step * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in found.items()}


def blocks(stripes: Sequence[Stripe], usual: dict[float, float]) -> list[Block]:
    """The paragraphs of a page, each as far as it stands there, in reading order."""
    found: list[Block] = []
    for _, layer in groupby(stripes, key=lambda stripe: stripe.layer):
        columns: list[list[Stripe]] = []
        for stripe in layer:
            home = next((c for c in reversed(columns) if _below(c[-1], stripe, usual)), None)
            if home is None:
                columns.append([stripe])
            else:
                home.append(stripe)
        found += in_order([block for column in columns for block in _paragraphs(column, usual)])
    return found


def _below(above: Stripe, stripe: Stripe, usual: dict[float, float]) -> bool:
    """Whether a line stands right below another, in one column with it."""
    step = stripe.foot - above.foot
    if not 0.5 * stripe.size < step <= 1.5 * usual.get(above.size, 1.3 * above.size):
        return False
    if abs(above.size - stripe.size) > 0.6:
        return False
    shared = min(above.right, stripe.right) - max(above.left, stripe.left)
    return shared > 0.5 * min(above.right - above.left, stripe.right - stripe.left)


def _paragraphs(column: Sequence[Stripe], usual: dict[float, float]) -> list[Block]:
    right = max(stripe.right for stripe in column)
    if sum(right - stripe.right < 2 * stripe.size for stripe in column) < MEASURED:
        right = float("inf")
    left = min(stripe.left for stripe in column)
    made: list[list[Stripe]] = [[column[0]]]
    for above, stripe in pairwise(column):
        if _begins(above, stripe, left, right, usual, made[-1]):
            made.append([stripe])
        else:
            made[-1].append(stripe)
    return [Block(tuple(lines)) for lines in made]


def _begins(
    above: Stripe,
    stripe: Stripe,
    left: float,
    right: float,
    usual: dict[float, float],
    so_far: Sequence[Stripe],
) -> bool:
    """Whether a line begins another paragraph than the line above it, `so_far` being that one's."""
    step = stripe.foot - above.foot
    if step > LOOSE * usual.get(stripe.size, 1.2 * stripe.size):
        return True
    if above.tagged(Role.NOTE) != stripe.tagged(Role.NOTE):
        return True
    if is_label(above.text) or is_label(stripe.text) or (is_field(above.text) and is_field(stripe.text)):
        return True
    if ARTICLE.fullmatch(stripe.text):
        return True
    if ARTICLE.fullmatch(above.text) and (_numbered(stripe.text) or len(stripe.text) > WIDE):
        return True
    if not _alike(above, stripe) and not _runs_into(above, stripe, right, usual):
        return True
    if BULLET.match(stripe.text):
        return True
    em = stripe.size
    closed = above.text[-1:] in ".?!:;"
    numbered = SIGN.match(stripe.text) is not None and stripe.text[:1] != stripe.text.strip()
    if _counts_on(so_far[0], stripe):
        return True
    if numbered and stripe.left <= so_far[0].left + INDENT * em and _numbered(stripe.text) and closed:
        return True
    if stripe.left - left > INDENT * em and above.left - left < 0.3 * em and closed:
        return True
    first = stripe.text.split(" ", 1)[0]
    room = right - above.right - 0.5 * em * len(first)
    return room > SLACK * em and closed


def _alike(one: Stripe, other: Stripe) -> bool:
    """Whether two lines are set in the same type."""
    return one.bold == other.bold and one.italic == other.italic and abs(one.size - other.size) < 0.3


def _runs_into(above: Stripe, stripe: Stripe, right: float, usual: dict[float, float]) -> bool:
    """Whether a sentence goes on from a full line to the next, though one of them is set in another type."""
    first = stripe.text.split(" ", 1)[0]
    full = right - above.right < 0.5 * stripe.size * (len(first) + 2)
    close = stripe.foot - above.foot < TIGHT * usual.get(stripe.size, 1.2 * stripe.size)
    return full and above.text[-1:] not in ".?!:;" and (close or not stripe.text[:1].isupper())


def _counts_on(first: Stripe, stripe: Stripe) -> bool:
    """Whether a line begins with the number after the one its paragraph begins with, at the same place."""
    numbers = [re.match(r"\(?(\d{1,3})[.)]\)?\s", line.text) for line in (first, stripe)]
    same = abs(first.left - stripe.left) < 0.5 * stripe.size
    return same and all(numbers) and int(numbers[1][1]) == int(numbers[0][1]) + 1  # type: ignore[index]


def is_field(text: str) -> bool:
    """Whether a line is only the label of a field: `Besluit:`, `3. Agendapunt:`."""
    return text.endswith(":") and len(text) <= FIELD and text[:1].isalnum()


def _numbered(text: str) -> bool:
    return re.match(r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[a-z][.)])\)?\s", text) is not None


def in_order(found: Sequence[Block]) -> list[Block]:
    """The blocks of a page in the order in which they are read: columns one after the other, if it has columns."""
    gutter = _gutter(found)
    if gutter is None:
        return sorted(_fields(found), key=lambda block: (round(block.top / 3), block.left))
    ordered: list[Block] = []
    crossing = sorted((b for b in found if b.left < gutter < b.right), key=lambda b: b.top)
    bounds = [*(b.top for b in crossing), float("inf")]
    top = float("-inf")
    for bound, across in zip(bounds, [*crossing, None], strict=True):
        region = [b for b in found if top <= b.top < bound and not b.left < gutter < b.right]
        for _, side in groupby(sorted(region, key=lambda b: b.left > gutter), key=lambda b: b.left > gutter):
            ordered += sorted(side, key=lambda b: b.top)
        if across:
            ordered.append(across)
        top = bound
    return ordered


def _fields(found: Sequence[Block]) -> list[Block]:
    """The blocks with labels of fields joined to what stands right of them."""
    labels = [block for block in found if len(block.stripes) == 1 and is_field(block.text)]
    found = [part for block in found for part in _cut_at(block, labels)]
    labelled: dict[int, str] = {}
    spent: set[int] = set()
    for label in labels:
        right = [b for b in found if b.left > label.right and _on_row(label, b) and b not in labels]
        value = min(right, key=lambda block: block.left, default=None)
        if value is not None and id(value) not in labelled:
            labelled[id(value)] = label.text
            spent.add(id(label))
    return [changed(b, label=labelled.get(id(b), "")) for b in found if id(b) not in spent]


def _cut_at(block: Block, labels: Sequence[Block]) -> list[Block]:
    """A block cut at those of its lines that stand right of a label."""
    if block in labels:
        return [block]
    parts: list[list[Stripe]] = []
    for stripe in block.stripes:
        line = Block((stripe,))
        if not parts or any(label.right < stripe.left and _on_row(label, line) for label in labels):
            parts.append([])
        parts[-1].append(stripe)
    return [Block(tuple(part)) for part in parts]


def _on_row(label: Block, block: Block) -> bool:
    return abs(label.top - block.top) < 0.4 * block.size


def _gutter(found: Sequence[Block]) -> float | None:
    """Points from the left to the middle of a gutter between two columns of running text; None without one."""
    running = [block for block in found if len(block.stripes) >= 4]
    if len(running) < 2:
        return None
    for candidate in sorted({round(block.left) for block in running})[1:]:
        before = [b for b in running if b.right < candidate]
        after = [b for b in running if b.left >= candidate - 2]
        crossing = [b for b in running if b.left < candidate - 2 and b.right >= candidate]
        weights = [sum(len(b.text) for b in side) for side in (before, after, crossing)]
        beside = any(_beside(a, b) for a in before for b in after)
        if beside and min(weights[:2]) > 0.25 * sum(weights) and weights[2] < 0.25 * sum(weights):
            return median([max(b.right for b in before), candidate])
    return None


def _beside(one: Block, other: Block) -> bool:
    return one.top < other.bottom and other.top < one.bottom
