"""Letters: a text reduced to its letters and digits, so that two settings of the same words compare equal.

What wrapping, hyphenation, quotation marks, dashes, ligatures, capitals and composed or decomposed accents
change is gone; every letter knows where it stood. How two such texts are matched is `alignment.py`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import compress, pairwise

from briefreader.courtesy import paced
from briefreader.span import Span
from briefreader.text import STRETCH, characters_in
from briefreader.values import frozen

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
    """The visible signs one character stands for, if no letters: `…` → `...`; spaces and accents are none."""
    return "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c)[0] in "PS")


@lru_cache(maxsize=4096)
def belongs_to_letter(character: str) -> bool:
    """Whether it is part of the letter before it: an accent, a vowel sign, a soft hyphen, a joiner."""
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf"


def letters_in(text: str) -> str:
    """The letters of a text, without where they stand."""
    table = _table(text)
    starts = paced(range(0, len(text), STRETCH))
    return "".join(text[start : start + STRETCH].translate(table) for start in starts)


def _table(text: str) -> dict[int, str]:
    return {ord(character): letters_of(character) for character in characters_in(text)}


@frozen
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
        table = _table(text)
        counts = text.translate({code: chr(len(folded)) for code, folded in table.items()}).encode("latin-1")
        offsets = list(compress(range(len(text)), counts))
        for several in re.finditer(b"[^\\0\\1]", counts):
            offsets += [several.start()] * (counts[several.start()] - 1)
        return cls(text, text.translate(table), array("I", sorted(offsets)))

    def within(self, span: Span) -> Span:
        """The stretch of `letters` that `span` of the text covers; empty where it covers signs only."""
        return Span(bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))

    def parting(self, index: int) -> int:
        """How strongly the text is cut between letters `index - 1` and `index`.

        0 inside a word, 1 between words; a sign that ends sentences adds 1, a line end 2, a blank line 3. Both
        ends of the text count as blank lines.
        """
        if not 0 < index < len(self.letters):
            return 4
        between = self.gap(index).of(self.text)
        if all(map(belongs_to_letter, between)):
            return 0
        lines = between.count("\n")
        return 1 + any(c in ".!?" for c in between) + min(2 * lines, 3)

    def words(self, span: Span) -> list[Span]:
        """The stretch `span` of `letters`, cut into words; half words at its ends count as words."""
        pairs = enumerate(pairwise(self.offsets[span.start : span.end]), span.start + 1)
        cuts = [index for index, (one, next) in pairs if next > one + 1 and self.parting(index)]
        return [Span(*ends) for ends in pairwise([span.start, *cuts, span.end])] if span.length > 0 else []

    def lines(self, span: Span) -> list[Span]:
        """The whole lines in the stretch `span` of `letters`."""
        first, last = bisect_left(self._line_starts, span.start), bisect_right(self._line_starts, span.end)
        return [Span(*ends) for ends in pairwise(self._line_starts[first:last])]

    def ends_line(self, index: int) -> bool:
        """Whether a line ends between letters `index - 1` and `index`."""
        at = bisect_left(self._line_starts, index)
        return at < len(self._line_starts) and self._line_starts[at] == index

    @cached_property
    def _line_starts(self) -> list[int]:
        """The letters that lines with letters start with, and the end of the last one."""
        starts = (bisect_left(self.offsets, end.end()) for end in re.finditer("\n", self.text))
        return sorted({0, *starts, len(self.letters)})

    def gap(self, index: int) -> Span:
        """What stands in the text between letter `index - 1` and letter `index`."""
        start = self.offsets[index - 1] + 1 if index else 0
        end = self.offsets[index] if index < len(self.offsets) else len(self.text)
        return Span(min(start, end), end)

    def marks_end(self, index: int) -> int:
        """Where letter `index - 1` ends in the text, with the accents and vowel signs on it."""
        at, end = self.gap(index)
        return self.character_end(at - 1) if at < end else at

    def character_end(self, at: int) -> int:
        """Where the character at `at` of the text ends, with the accents on it."""
        at += 1
        while at < len(self.text) and belongs_to_letter(self.text[at]):
            at += 1
        return at

    def signs(self, span: Span) -> list[tuple[str, int]]:
        """The signs in `span` of the text that are no letters, with the offset of each."""
        return [(sign, at) for at in range(*span) for sign in signs_of(self.text[at])]
