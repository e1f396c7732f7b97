"""Jump: two-letter labels on places in view, and choosing one by typing it.

Pure; the reader draws the labels and passes on the keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from briefreader.values import frozen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters of labels, those under the fingers first."""


@frozen
class Labels:
    """Labels that are up, by the offset they lead to, and what has been typed of one."""

    places: tuple[tuple[int, str], ...]
    """(offset, label), in the order of the text."""

    typed: str = ""

    def type(self, letter: str) -> Labels | int | None:
        """What one more letter comes to: the labels that are left, the offset that is chosen, or None if none fits."""
        typed = self.typed + letter
        left = tuple((offset, label) for offset, label in self.places if label.startswith(typed))
        if not left:
            return None
        if left[0][1] == typed:
            return left[0][0]
        return Labels(left, typed)


def labels_for(offsets: Iterable[int]) -> Labels:
    """Labels for the offsets, the easiest to type first."""
    pairs = sorted(product(range(len(LETTERS)), repeat=2), key=lambda pair: (max(pair), sum(pair)))
    names = (LETTERS[one] + LETTERS[two] for one, two in pairs)
    return Labels(tuple(zip(offsets, names, strict=False)))
