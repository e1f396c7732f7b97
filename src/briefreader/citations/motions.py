"""Motions by name: `motie Timmermans-Yeşilgöz`, tied to the paper beside the name or in its footnote.

A motion whose number is nowhere is left alone: a name is not enough to find it by.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from briefreader.citations.forms import SPACE, verbose
from briefreader.document import Citation
from briefreader.span import Span
from briefreader.text import stretches

_LETTERS = r"[^\W\d_⁰¹²³⁴-⁹]"
_BEFORE_NAME = (
    r"(?: [Vv]an | [Dd]e[nr]? | [Tt]e[nr]? | [Ee]l | [’']t | [Ii]n | [Vv]on | [Dd]a | [Dd]i | [Oo]p )"
)
_PART = rf"(?! [a-zà-öø-ÿ] ) {_LETTERS}++ (?: [’'] {_LETTERS}++ )?"
_SURNAME = rf"(?: {_BEFORE_NAME} {SPACE} )* {_PART} (?: - {_LETTERS}++ )*"
_AND = rf"(?: /{SPACE}? | {SPACE}en{SPACE} | ,{SPACE} )"
_NAME = rf"{_SURNAME} (?: {_AND} {_SURNAME} )* (?: {SPACE} (?: c\.s\. | cum{SPACE}suis ) )?"
_OF = rf"(?: van{SPACE}(?:de{SPACE}|het{SPACE})? (?i: leden | lid | heer | heren | mevrouw | Kamerleden | Kamerlid )? {SPACE} )"
_MOTION = rf"\b (?:[Gg]ewijzigde{SPACE}|[Aa]angenomen{SPACE})? (?P<word>[Mm]oties?) (?: {SPACE} | - ) {_OF}? (?P<name>{_NAME})"
_ANOTHER = rf"{SPACE}* (?:,|;|{SPACE}en\b) {SPACE}+ (?: de{SPACE} )? (?P<name>{_NAME}) (?= {SPACE}* \( )"
_MARKER = re.compile(r"[¹²³⁰⁴-⁹]+")
_CLAUSE_END = re.compile(
    r"(?<!\bnr)(?<!\bnrs)(?<!\bc\.s)(?<!\bd\.d)(?<!\bjl)[.?!][¹²³⁰⁴-⁹]*\s|\n|;", re.IGNORECASE
)
_LONGEST_CLAUSE = 240
"""Code points after a motion's name in which its number is looked for."""

_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def motions(text: str, papers: Sequence[Citation], notes: Mapping[str, Span]) -> Iterator[Citation]:
    """A citation of kind `motion` for each motion's name that has a paper in its clause or in its footnote.

    The paper that comes first after the name is the one; another motion's name before it breaks the tie.
    """
    cited = sorted((c for c in papers if c.kind == "paper"), key=lambda citation: citation.span)
    named = sorted(_named(text, cited))
    for i, name in enumerate(named):
        limit = named[i + 1].start if i + 1 < len(named) else len(text)
        id = _in_clause(text, name, limit, cited) or _in_note(text, name, limit, cited, notes)
        if id:
            yield Citation(id, name, "motion")


def _named(text: str, cited: Sequence[Citation]) -> Iterator[Span]:
    """The places of motions' names; after `Moties`, names that go on the list too."""
    ends = {citation.span.end for citation in cited}
    for match in chain.from_iterable(verbose(_MOTION).finditer(text, *part) for part in stretches(text)):
        yield Span(*match.span())
        at = match.end()
        while match["word"].endswith("s"):
            at = next((end for end in range(at, min(at + _LONGEST_CLAUSE, len(text))) if end in ends), -1)
            another = verbose(_ANOTHER).match(text, at + 1) if at >= 0 and text[at : at + 1] == ")" else None
            if not another:
                break
            yield Span(*another.span("name"))
            at = another.end()


def _in_clause(text: str, name: Span, limit: int, cited: Sequence[Citation]) -> str:
    end = _clause_end(text, name, limit)
    return _first_within(Span(name.end, end), cited)


def _in_note(text: str, name: Span, limit: int, cited: Sequence[Citation], notes: Mapping[str, Span]) -> str:
    end = min(limit, _clause_end(text, name, limit) + 3)
    for marker in _MARKER.finditer(text, name.end, end):
        body = notes.get(marker[0].translate(_PLAIN_DIGITS))
        if body:
            return _first_within(body, cited)
    return ""


def _clause_end(text: str, name: Span, limit: int) -> int:
    farthest = min(limit, name.end + _LONGEST_CLAUSE)
    stop = _CLAUSE_END.search(text, name.end, farthest)
    return stop.end() if stop else farthest


def _first_within(span: Span, cited: Sequence[Citation]) -> str:
    first = bisect_left(cited, span.start, key=lambda citation: citation.span.start)
    return cited[first].id if first < len(cited) and cited[first].span.end <= span.end else ""
