"""Renderings: which documents are the same letter in another form, and which of these is read best.

Works on cards, small enough to be kept for a whole library; only where cards leave a doubt are two texts compared
letter by letter. Where cards are kept is `cache.py`; who asks for them `library.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from zlib import crc32

from briefreader.courtesy import paced
from briefreader.digests import hash_text
from briefreader.document import Document
from briefreader.values import frozen

STRING = 12
"""Letters in the strings that are compared: about two words, so that one misread letter spoils few of them."""

ONE_IN = 16
"""One string in so many is kept, chosen by its own digest: so the same ones are kept wherever they stand."""

KEPT_AT_MOST = 1024
"""Strings kept of one letter. Of longer letters those of the lowest digests, which are the same ones again."""

OPENING = 2000
"""Letters at a text's start by which a copy that was cut off is told from a chapter of a book."""

SURE, POSSIBLE = 0.7, 0.2
"""Share of the strings from which two texts are the same, and below which they are not. Over the corpus of real
letters two renderings share 0.88 and more, two letters 0.12 at most; between the two the letters are aligned."""

ALIGNED = 0.6
"""Share of the shorter text's letters that must stand in the other, in a case of doubt."""

HALF = 0.5
"""Shorter than this share of the other, a text is a part of it and not its equal, unless both begin alike."""

COMMON = 40
"""A string that is in more letters than this is a turn of phrase and says nothing."""

WHOLE = 0.8
"""Share of the longest rendering's letters below which another is taken for incomplete."""

FORMATS = ("xml", "docx", "odt", "html", "epub", "markdown", "pdf", "text")
"""From the forms that say most about a letter's structure to those that say least."""


@frozen
class Card:
    """What a list says of a document, and what must be known of it to find its other renderings."""

    title: str | None
    kind: str | None
    words: int

    paper: str | None
    number: str | None
    date: str | None
    inferred: bool
    """Whether its paper or number was concluded from the letter's words: then it is no proof against others."""

    format: str
    letters: int
    headings: int
    known: int
    """Fields of its metadata that hold something."""

    warnings: int
    digest: str
    """Of all its letters."""

    sample: tuple[int, ...]
    """Digests of strings of its letters, sorted."""

    opening: tuple[int, ...]
    """Those of its first letters."""

    @classmethod
    def of(cls, document: Document, comparable: bool = True) -> Card:
        """The card of a document; one that is not to be compared with others does without what that takes."""
        from briefreader.anchoring.letters import letters_in  # only now: most lists are made of kept cards

        letters = letters_in(document.text) if comparable else ""
        meta = document.metadata
        return cls(
            meta.title,
            meta.document_type,
            document.word_count,
            meta.paper,
            meta.number,
            meta.date,
            bool({"dossier", "dossier_number", "number"} & set(meta.inferred)),
            document.format,
            len(letters),
            sum(not section.synthetic for section in document.sections),
            len(meta.known()),
            len(document.warnings),
            hash_text(letters),
            sample(letters, KEPT_AT_MOST),
            sample(letters[:OPENING], OPENING),
        )


def sample(letters: str, most: int, piece: int = 2048) -> tuple[int, ...]:
    """The lowest digests of strings of `letters`, at most `most`, sorted; they are looked at by pieces of so many."""
    found: set[int] = set()
    for start in paced(range(0, len(letters), piece)):
        data, size = letters[start : start + piece + STRING - 1].encode("utf-32-le"), 4 * STRING
        starts = range(0, len(data) - size + 4, 4)
        found |= {digest for at in starts if (digest := crc32(data[at : at + size])) % ONE_IN == 0}
        if len(found) > 4 * most:
            found = set(sorted(found)[:most])
    return tuple(sorted(found)[:most])


def contained(one: tuple[int, ...], other: tuple[int, ...], at_most: int = KEPT_AT_MOST) -> float:
    """The share of the shorter text's strings that the other has too, from 0 to 1, judged by their samples."""
    limit = min((sample[-1] for sample in (one, other) if len(sample) >= at_most), default=None)
    left = {digest for digest in one if limit is None or digest <= limit}
    right = {digest for digest in other if limit is None or digest <= limit}
    return len(left & right) / max(1, min(len(left), len(right)))


def same_letter(one: Card, other: Card, aligned: Callable[[], float]) -> bool:
    """Whether two documents are the same letter. `aligned` gives the share of aligned letters, if it is needed."""
    if one.digest == other.digest and one.letters:
        return not _at_odds(one, other)
    if _at_odds(one, other) or (one.date and other.date and one.date != other.date):
        return False
    share = contained(one.sample, other.sample)
    if share < POSSIBLE:
        return False
    numbered = bool({one.paper, one.number} & {other.paper, other.number} - {None})
    alike = min(one.letters, other.letters) >= HALF * max(one.letters, other.letters)
    begins = contained(one.opening, other.opening, len(one.opening) + len(other.opening) + 1) >= SURE
    if not (numbered or alike or begins):
        return False
    return share >= SURE or aligned() >= (ALIGNED / 2 if numbered else ALIGNED)


def _at_odds(one: Card, other: Card) -> bool:
    """Whether the two say themselves that they are different papers."""
    if one.inferred or other.inferred:
        return False
    pairs = ((one.paper, other.paper), (one.number, other.number))
    return any(a and b and a != b for a, b in pairs)


def aligned_share(one: str, other: str) -> float:
    """The share of the shorter text's letters that stand in the other, from 0 to 1."""
    from briefreader.anchoring.alignment import align
    from briefreader.anchoring.letters import Letters

    old, new = Letters.of(one), Letters.of(other)
    matched = sum(run.length for run in align(old, new).runs)
    return matched / max(1, min(len(old.letters), len(new.letters)))


class Renderings:
    """Documents gathered into letters, one document after the other."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        """`text_of` gives the text of a document by its id; it is asked in cases of doubt only."""
        self._text_of = text_of
        self._cards: dict[str, Card] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        self._with_string: defaultdict[int, list[str]] = defaultdict(list)
        self._with_name: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, id: str, card: Card) -> None:
        """Take in a document; one that is there already stays as it is."""
        if id in self._cards:
            return
        group = {id}
        for other in self._candidates(card):
            if other not in group and same_letter(card, self._cards[other], partial(self._share, id, other)):
                group.update(self._groups[other])
        self._cards[id] = card
        ordered = tuple(sorted(group, key=self._rank(group)))
        self._groups |= dict.fromkeys(ordered, ordered)
        for digest in card.sample:
            ids = self._with_string[digest]
            if len(ids) <= COMMON:
                ids.append(id)
        for name in _names(card):
            self._with_name[name].append(id)

    def of(self, id: str) -> tuple[str, ...]:
        """All renderings of the letter that the document `id` is one of, the best one first."""
        return self._groups.get(id, (id,))

    def best(self, id: str) -> str:
        """The rendering to read."""
        return self.of(id)[0]

    def others(self, id: str) -> tuple[str, ...]:
        """The other renderings of that letter, the best one first."""
        return tuple(other for other in self.of(id) if other != id)

    def named(self, names: Iterable[str]) -> str | None:
        """The best rendering of the letter whose paper or own number is one of `names`."""
        found = next((id for name in names for id in self._with_name.get(name, ())), None)
        return self.best(found) if found is not None else None

    def _candidates(self, card: Card) -> Iterable[str]:
        """Documents that share something with `card`, the most likely first."""
        lists = (self._with_string[digest] for digest in card.sample if digest in self._with_string)
        shared = Counter(chain.from_iterable(ids for ids in lists if len(ids) <= COMMON))
        named = (id for name in _names(card) for id in self._with_name.get(name, ()))
        return [*dict.fromkeys([*named, *(id for id, _ in shared.most_common()[:COMMON])])]

    def _share(self, one: str, other: str) -> float:
        return aligned_share(self._text_of(one), self._text_of(other))

    def _rank(self, group: Iterable[str]) -> Callable[[str], tuple[object, ...]]:
        longest = max(self._cards[id].letters for id in group)

        def rank(id: str) -> tuple[object, ...]:
            card = self._cards[id]
            form = FORMATS.index(card.format) if card.format in FORMATS else len(FORMATS)
            incomplete = card.letters < WHOLE * longest
            return incomplete, form, card.warnings, -card.known, -card.headings, -card.letters, id

        return rank


def _names(card: Card) -> set[str]:
    """What a document can be found by besides its words."""
    return {name for name in (card.paper, card.number, card.digest) if name}
