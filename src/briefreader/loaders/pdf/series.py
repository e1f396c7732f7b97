"""PDF series: articles and chapters, `Artikel 1`, `Artikel 2` …, which laws and decisions seldom set as headings.

What numbers rise from one line to the next is a heading however it is set; the title that stands under it is part of
it. All other headings are `headings.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from briefreader.document import Kind
from briefreader.loaders.flow import Piece, Stretch, dress
from briefreader.loaders.plain import numbering
from briefreader.sentences import begins_small
from briefreader.values import changed, frozen

LONGEST = 160
"""Code points of a member of a series with its title."""

ARTICLES = ("artikel", "article")
"""Words of which the number alone can be a heading."""

_MEMBER = re.compile(
    rf"[‘'“\"]?(?P<word>§|(?i:artikel|article|art\.|{numbering.chapter_words()}))\s*"
    r"(?P<number>\d{1,3}|[IVXL]{1,6}\b)(?P<inserted>[a-z]{0,2})(?:[.:](?P<part>\d{1,3})[a-z]?)?[.:]?"
    r"(?:\s+[–-]?\s*(?P<title>[^\W\d_].*[^.,:;!?]))?"
)


@frozen
class _Member:
    """A piece that may be a member of a series."""

    index: int
    word: str
    number: int
    """0 of one that was inserted between others: `Artikel 3a`."""

    part: int
    """Its number in a chapter: 2 of `Artikel 4.2`; 0 without one."""

    titled: bool


def series(pieces: Sequence[Piece], named: Container[int] = ()) -> list[Piece]:
    """The pieces with members of series as headings, each with the title that stands under it.

    `named` are ids of the stretches of titles that the file itself names: these stay on their own.
    """
    candidates = list(_candidates(pieces))
    members: list[_Member] = []
    for word in dict.fromkeys(one.word for one in candidates):
        own = [one for one in candidates if one.word == word]
        rising = set(numbering.longest_run([(one.index, one.number) for one in own if one.number]))
        if len(rising) >= numbering.SERIES and numbering.stand_apart(sorted(rising)):
            members += [one for one in own if one.index in rising or not one.number]
        elif word in ARTICLES and _rise(own):
            members += own
    if not members:
        return list(pieces)
    levels = _levels(pieces, members)
    chosen = {one.index: one for one in members}
    made: list[Piece] = []
    spent = -1
    for index, piece in enumerate(pieces):
        one = chosen.get(index)
        if index == spent:
            continue
        if one is None:
            made.append(piece)
            continue
        free = not one.titled and index + 1 not in chosen and _is_title(pieces, index + 1)
        if free and id(pieces[index + 1].stretches) not in named:
            piece = changed(
                piece, stretches=(*piece.stretches, Stretch(" ", True), *pieces[index + 1].stretches)
            )
            spent = index + 1
        made.append(changed(piece, kind=Kind.HEADING, level=levels[one.word]))
    return made


def _rise(own: Sequence[_Member]) -> bool:
    """Whether articles follow each other with others between them left out, or numbered by chapter.

    So stand those of a law that is quoted in part, by their numbers alone (`Artikel 3`, `Artikel 10`), and all of one
    that counts them anew in each chapter (`Artikel 4.2`).
    """
    rising = all((a.number, a.part) < (b.number, b.part) and a.index + 1 < b.index for a, b in pairwise(own))
    bare = not any(one.titled for one in own)
    return rising and len(own) >= (2 if bare else numbering.SERIES) and (bare or all(one.part for one in own))


def _candidates(pieces: Sequence[Piece]) -> Iterator[_Member]:
    for index, piece in enumerate(pieces):
        if piece.kind not in (Kind.PARAGRAPH, Kind.HEADING) or piece.boxed:
            continue
        match = _MEMBER.fullmatch(piece.text) if len(piece.text) <= LONGEST else None
        if match and not begins_small(match["title"] or ""):
            number = 0 if match["inserted"] else numbering.value_of(match["number"]) or 0
            part = int(match["part"] or 0)
            yield _Member(index, match["word"].casefold(), number, part, bool(match["title"]))


def _levels(pieces: Sequence[Piece], members: Sequence[_Member]) -> dict[str, int]:
    """Word of a series → its level: the one that its members were given, else one under the series it divides."""
    words = list(dict.fromkeys(one.word for one in members))
    levels: dict[str, int] = {}
    for place, word in enumerate(words):
        given = Counter(p.level for one in members if one.word == word and (p := pieces[one.index]).level)
        levels[word] = given.most_common(1)[0][0] if given else place + 1
    return levels


def _is_title(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is a title that has no number of its own."""
    if index + 1 >= len(pieces):
        return False
    piece = pieces[index]
    if piece.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not piece.text or begins_small(piece.text):
        return False
    short = len(piece.text) <= dress.MAX_BOLD and piece.text[-1] not in dress.CLOSED
    return short and piece.text[0].isalpha() and not begins_small(pieces[index + 1].text)
