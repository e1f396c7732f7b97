"""Letters: a text reduced to its letters and digits, so that two settings of the same words compare equal.

What wrapping, hyphenation, quotation marks, dashes, ligatures, capitals and composed or decomposed accents
change is gone; every letter knows where it stood. How two such texts are matched is `alignment.py`.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

from briefreader.span import Span

SPELT_OUT = {"€": "eur", "£": "gbp", "$": "usd"}
"""Signs that extractors and older fonts write as letters."""


@lru_cache(maxsize=4096)
def letters_of(character: str) -> str:
    """The letters and digits one character stands for: `É` → `e`, `ﬁ` → `fi`, `,` → ``."""
    spelt = SPELT_OUT.get(character, character)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", spelt).casefold())
    return "".join(c for c in folded if c.isalnum())


@lru_cache(maxsize=4096)
def signs_of(character: str) -> str:
    """The visible signs one character stands for, if no letters: `…` → `...`; spaces and marks have none."""
    return "".join(c for c in unicodedata.normalize("NFKD", character) if _is_sign(c))


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


@dataclass(frozen=True)
class Letters:
    """A text's letters and where each of them stands."""

    text: str
    """As it was given."""

    letters: str
    """Its letters and digits: NFKD, folded case, nothing else."""

    offsets: array[int]
    """For each of `letters`, its offset in `text`, in code points. One character may give several letters."""

    @classmethod
    def of(cls, text: str) -> Letters:
        """The letters of `text`."""
        table = {character: letters_of(character) for character in set(text)}
        letters = text.translate({ord(character): folded for character, folded in table.items()})
        counts = {character: len(folded) for character, folded in table.items()}
        offsets = chain.from_iterable(map(repeat, range(len(text)), map(counts.__getitem__, text)))
        return cls(text, letters, array("L", offsets))

    def within(self, span: Span) -> Span:
        """The stretch of `letters` that `span` of the text covers; empty where it covers signs only."""
        return Span(bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))

    def parted(self, index: int) -> bool:
        """Whether letters `index - 1` and `index` are of two words: a space or sign is between them."""
        return any(not unicodedata.combining(c) for c in self.gap(index).of(self.text))

    def gap(self, index: int) -> Span:
        """What stands in the text between letter `index - 1` and letter `index`."""
        start = self.offsets[index - 1] + 1 if index else 0
        end = self.offsets[index] if index < len(self.offsets) else len(self.text)
        return Span(min(start, end), end)
