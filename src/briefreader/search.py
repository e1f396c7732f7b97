"""Search: where a query occurs in a text, or in many, the way a reader means it.

What is taken for the same (case, accents, hyphens) is `text.fold`; which texts there are is `library.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from threading import Lock
from typing import NamedTuple

from briefreader.errors import BriefreaderError
from briefreader.span import Span
from briefreader.text import ACCENTS, HYPHENS, UNSEEN, fold, spellings

MOST_HITS = 100_000
"""Hits in one text after which searching stops."""

AT_ONCE = 1 << 18
"""Code points that are searched without a pause: some milliseconds' worth."""

UNHEARD = 1 << 23
"""Code points that are searched for a spelling before it is asked whether to stop: a hundredth of a second's worth."""

PATIENCE = 2.0
"""Seconds a regular expression may take over one text, or over each `AT_EASE` of a longer one; some would take years."""

AT_EASE = 10_000_000
"""Code points that any sensible expression gets through in a second."""

Stopped = Callable[[], bool]
"""Says whether nobody waits for the hits any more."""


class Hit(NamedTuple):
    """One place in one of many texts."""

    id: str
    """The document's."""

    span: Span


class Context(NamedTuple):
    """A hit with the words around it, on one line."""

    before: str
    hit: str
    after: str


def find(
    text: str, query: str, *, regex: bool = False, whole_words: bool = False, stopped: Stopped = bool
) -> tuple[Span, ...]:
    """Where `query` occurs in `text`: disjoint spans, sorted; none for an empty query, at most MOST_HITS.

    Once it is `stopped`, those found so far.

    Plain queries do not tell case, accents, kinds of quotes and hyphens apart, so that `f16` finds `F‑16` and
    `VS regering` finds `VS-regering`, and find parts of words, so that `sanctie` finds `sanctiepakket`; with
    `whole_words` only whole ones. Regular expressions are Python's, without regard to case. Raises BriefreaderError
    when `query` is not one, or takes longer than PATIENCE.
    """
    spans = _find_pattern(text, query) if regex else _find_words(text, query, stopped)
    if whole_words:
        spans = (span for span in spans if _is_whole(text, span))
    return tuple(islice(takewhile(lambda _: not stopped(), spans), MOST_HITS))


def holds(text: str, query: str) -> bool:
    """Whether these plain words occur in `text`; sooner known than where."""
    return any(True for _ in _find_words(text, query, bool))


class Nearest:
    """The first hit from `start` on, then from the beginning, of plain words while they are being typed.

    Only of their very spelling, case aside: such a hit is there several times sooner than all hits are. Where the
    words were not spelled with fewer letters, they are not looked for again with more. Any thread may ask; others run
    meanwhile.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self._words = ""
        self._reached = (0, start)
        """Up to where `_words` are spelled nowhere: on the first way, to the end, or the second, from the beginning."""

        self._turn = Lock()

    def find(self, query: str, *, whole_words: bool = False, stopped: Stopped = bool) -> Span | None:
        """The first hit; None if there is none, or once it is `stopped`."""
        words = " ".join(query.split())
        with self._turn:
            if not words or stopped():
                return None
            if not words.startswith(self._words):
                self._reached = (0, self.start)
            self._words = words
            for match in self._spelled(words, _reach(query), stopped):
                hit = self._hit_at(match.span(), query, whole_words)
                if hit is not None or stopped():
                    return hit
        return None

    def _spelled(self, words: str, reach: int, stopped: Stopped) -> Iterator[re.Match[str]]:
        """Where the words stand as they are spelled, case aside; takes down how far they stand nowhere."""
        import regex  # can be searched with by several threads at once, and faster than `re` without regard to case

        pattern, size = regex.compile(regex.escape(words), regex.IGNORECASE), len(self.text)
        in_vain = True
        way, first = self._reached
        ways = (first, size), (0 if way == 0 else first, min(self.start + reach, size))
        for now in range(way, 2):
            for at in range(*ways[now], UNHEARD):
                end = min(at + UNHEARD, ways[now][1])
                for match in pattern.finditer(self.text, at, min(end + reach, size), concurrent=True):
                    if match.start() >= end:
                        break
                    if in_vain:
                        in_vain, self._reached = False, (now, match.start())
                    yield match
                if stopped():
                    return
                if in_vain:
                    self._reached = (now, end)

    def _hit_at(self, spelled: tuple[int, int], query: str, whole_words: bool) -> Span | None:
        """The hit among all in the text that is spelled there."""
        reach = _reach(query)
        begin = max(0, spelled[0] - reach)
        hits = find(self.text[begin : spelled[1] + reach], query, whole_words=whole_words)
        near = (hit.shift(begin) for hit in hits)
        return next((hit for hit in near if hit.overlaps(Span(*spelled))), None)


def search(
    texts: Iterable[tuple[str, str]], query: str, *, regex: bool = False, whole_words: bool = False
) -> Iterator[Hit]:
    """The hits in many texts, given as (document id, text), one after another as they are found."""
    for id, text in texts:
        for span in find(text, query, regex=regex, whole_words=whole_words):
            yield Hit(id, span)


def in_context(text: str, span: Span, before: int = 40, after: int = 40) -> Context:
    """The hit with what stands on its line, up to so many code points: whole words, and `…` for those left out."""
    left = text[max(0, span.start - before - 1) : span.start].rpartition("\n")[2]
    right = text[span.end : span.end + after + 1].partition("\n")[0]
    parts = (_first_words(left[::-1], before)[::-1], span.of(text), _first_words(right, after))
    return Context(*(re.sub(r"\s+", " ", part) for part in parts))


def _first_words(line: str, room: int) -> str:
    """As many of its first words as `room` code points hold, with an ellipsis if these are not all."""
    if len(line) <= room:
        return line
    kept = line[: max(0, room - 1)]
    if not line[len(kept)].isspace() and " " in kept:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip() + "…"[:room]


def _find_pattern(text: str, query: str) -> Iterator[Span]:
    import regex  # unlike `re` it can be stopped; loaded only when somebody searches so

    patience = PATIENCE * max(1.0, len(text) / AT_EASE)
    try:
        for match in regex.finditer(query, text, regex.IGNORECASE, timeout=patience, concurrent=True):
            if match.end() > match.start():
                yield Span(*match.span())
    except regex.error as error:
        raise BriefreaderError(
            f"“{query}” is not a regular expression: {error}. Correct it, or search for plain words."
        ) from error
    except (TimeoutError, MemoryError, RecursionError, OverflowError) as error:
        raise BriefreaderError(f"“{query}” takes too long to find. Make it simpler.") from error


def _find_words(text: str, query: str, stopped: Stopped) -> Iterator[Span]:
    pattern = _pattern_of(query)
    if pattern is None:
        return
    hyphenated = any(c in HYPHENS or c.isspace() for c in query.strip())
    for match in _in_turns(pattern, text, _reach(query), stopped):
        across = not hyphenated and any(c in HYPHENS for c in match[0])
        if not across or not text[match.start() - 1 : match.start()].isalnum():
            yield Span(*match.span())


def _in_turns(pattern: re.Pattern[str], text: str, reach: int, stopped: Stopped) -> Iterator[re.Match[str]]:
    """All matches, looked for piece by piece: a screen that searches in a thread gets its turn in between.

    `reach` code points are looked at beyond each piece, for what begins in it.
    """
    at = 0
    while at < len(text) and not stopped():
        end = at + AT_ONCE
        for match in pattern.finditer(text, at, end + reach):
            if match.start() >= end:
                break
            yield match
            at = match.end()
        at = max(at, end)


def _reach(query: str) -> int:
    """Code points that are more than anything found for `query` takes."""
    return 16 * len(query) + 256


@lru_cache(maxsize=64)
def _pattern_of(query: str) -> re.Pattern[str] | None:
    """Matches what folds to the same as `query`; None for an empty one.

    A hyphen may stand anywhere in what is found; a hyphen in the query may be a space or nothing there, a space
    may be a hyphen.
    """
    hyphens, unseen = re.escape(HYPHENS), f"[{UNSEEN}{ACCENTS}]*"
    words = [[fold(part) for part in re.split(f"[{hyphens}]", word)] for word in query.split()]
    joined = [[_spelled(part, f"{unseen}[{hyphens}]?{unseen}") for part in word if part] for word in words]
    pattern = rf"{unseen}[\s{hyphens}]+".join(
        rf"[\s{hyphens}{UNSEEN}]*".join(word) for word in joined if word
    )
    return re.compile(rf"{pattern}[{ACCENTS}]*") if pattern else None


def _spelled(folded: str, between: str) -> str:
    """A pattern for every spelling that folds to `folded`, with `between` between its characters."""
    parts: list[str] = []
    at = 0
    while at < len(folded):
        first, second = folded[at], folded[at + 1 : at + 2]
        at += 1
        joined = spellings().get(first + second) if second else None  # ß, æ, ﬁ
        if joined:
            at += 1
            parts.append(f"(?:[{joined}]|{_one_of(first)}{between}{_one_of(second)})")
        else:
            parts.append(_one_of(first))
    return between.join(parts)


def _one_of(folded: str) -> str:
    return f"[{re.escape(folded + spellings().get(folded, ''))}]"


def _is_whole(text: str, span: Span) -> bool:
    """Whether no word goes on at either end; hyphens and footnote markers end words."""
    return not (_in_word(text[span.start - 1 : span.start]) or _in_word(text[span.end : span.end + 1]))


def _in_word(character: str) -> bool:
    return (character.isalnum() or character == "_") and character not in UNSEEN
