"""Pairing: notes that carry no number, given to the markers they fit best, in order, and how sure that is.

Some notes of a letter may be lost; so the place of a note in the list proves nothing. What a note shares with the
sentence of a marker does, and so do words that the letter itself uses together with the note's.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

from briefreader.document import Status
from briefreader.values import frozen

SENTENCE, PARAGRAPH, COMPANY = 1.5, 0.25, 1.0
"""What a rare word shared with the marker's sentence counts, with its paragraph, and with the company it keeps."""

CLEAR = 1.0
"""How much worse the next best pairing must be for one to be likely."""

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W\d_]{2,}")


@frozen
class Context:
    """Where a marker stands."""

    sentence: str
    paragraph: str


def pair(
    contexts: Sequence[Context], notes: Sequence[str], paragraphs: Sequence[str]
) -> list[tuple[int, Status]]:
    """For each note, in order: the index of its marker, and LIKELY or AMBIGUOUS. Needs as many markers as notes."""
    fit = _fits(contexts, notes, paragraphs)
    forward, backward = _totals(fit), _totals([row[::-1] for row in fit[::-1]])
    best = forward[len(notes)][len(contexts)]
    found = []
    at = len(contexts)
    for note in range(len(notes) - 1, -1, -1):
        while forward[note + 1][at - 1] == forward[note + 1][at]:
            at -= 1
        at -= 1
        other = max(
            (
                forward[note][m] + fit[note][m] + backward[len(notes) - note - 1][len(contexts) - m - 1]
                for m in range(len(contexts))
                if m != at
            ),
            default=-math.inf,
        )
        found.append((at, Status.LIKELY if best - other >= CLEAR else Status.AMBIGUOUS))
    return found[::-1]


def _totals(fit: Sequence[Sequence[float]]) -> list[list[float]]:
    """Best sum of the first n notes over the first m markers, every note having one."""
    markers = len(fit[0]) if fit else 0
    totals = [[0.0] * (markers + 1)]
    for note, row in enumerate(fit, 1):
        line = [-math.inf] * (markers + 1)
        for m in range(note, markers + 1):
            line[m] = max(line[m - 1], totals[note - 1][m - 1] + row[m - 1])
        totals.append(line)
    return totals


def _fits(contexts: Sequence[Context], notes: Sequence[str], paragraphs: Sequence[str]) -> list[list[float]]:
    """How well each note fits each marker."""
    texts = [_words(paragraph) for paragraph in paragraphs]
    where: dict[str, set[int]] = defaultdict(set)
    for index, text in enumerate(texts):
        for word in text:
            where[word].add(index)
    count = max(len(texts), 1)

    @cache
    def rarity(word: str) -> float:
        return math.log((count + 1) / (len(where.get(word, ())) + 1)) / math.log(count + 1)

    places = [(_words(context.sentence), _words(context.paragraph)) for context in contexts]
    companies = [_company(sentence, where, rarity) for sentence, _ in places]
    kin = _kin({word for place in places for words in place for word in words})
    rows = []
    for note in notes:
        words = {word: kin(word) for word in _words(note)}
        company = _company(words.keys(), where, rarity)
        row = []
        for (sentence, paragraph), others in zip(places, companies, strict=True):
            shared = sum(rarity(w) for w, its in words.items() if not its.isdisjoint(sentence))
            near = sum(rarity(w) for w, its in words.items() if not its.isdisjoint(paragraph))
            row.append(SENTENCE * shared + PARAGRAPH * near + COMPANY * _likeness(company, others))
        rows.append(row)
    return rows


def _words(text: str) -> set[str]:
    """The words of substance, folded."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return {w.casefold() for w in _WORD.findall(plain) if len(w) > 3 or w.isupper()}


def _kin(words: Collection[str]) -> Callable[[str], set[str]]:
    """What gives the `words` that are a word, have it as their first or last part, as compounds do, or are such of it."""
    alike: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for end in _ends(word):
            alike[end].append(word)

    @cache
    def kin(word: str) -> set[str]:
        near = {other for end in _ends(word) for other in alike.get(end, ())}
        return {o for o in near if o == word or _compounded(word, o) or _compounded(o, word)}

    return kin


def _ends(word: str) -> tuple[str, str]:
    """One of these two any word shares with those that are compounded with it."""
    return f"{word[:5]}-", f"-{word.rstrip('s')[-2:]}"


def _compounded(part: str, whole: str) -> bool:
    """Whether `whole` starts or ends with `part`, endings for number aside: `motie` in `Kamermoties`."""
    return len(part) > 4 and (whole.startswith(part) or whole.rstrip("s").endswith(part.rstrip("s")))


def _company(
    words: Iterable[str], where: dict[str, set[int]], rarity: Callable[[str], float]
) -> dict[int, float]:
    """The paragraphs in which words occur, weighted by how rare these are."""
    found: dict[int, float] = defaultdict(float)
    for word in words:
        for index in where.get(word, ()):
            found[index] += rarity(word)
    return found


def _likeness(one: dict[int, float], other: dict[int, float]) -> float:
    """Cosine of two weightings."""
    product = sum(one[i] * other[i] for i in one.keys() & other.keys())
    size = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return product / size if size else 0.0
