"""Papers: Kamerstukken as Dutch letters cite them, made into ids such as `kst-36600-V-63`.

The forms it knows are listed, with what they come to, in tests/golden/citations.txt. Other kinds of sources are
`house.py` and `law.py`; what is doubtful about an id beside others is `doubts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from briefreader.citations.forms import DASH, END, SPACE, verbose, without
from briefreader.courtesy import paced
from briefreader.document import Citation
from briefreader.span import Span
from briefreader.text import stretches

CHAPTERS = frozenset(
    "I II IIA IIB III IIIA IIIB IIIC IV V VI VII VIII IX IXA IXB X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
    " XXII XXIII".split()
)
"""Chapters of the state's budget, past and present."""

PARTED = frozenset({"21501"})
"""Dossiers that have parts only (`21501-02`, `21501-20`: one for each council of ministers of the European Union)."""

_DOSSIER = rf"""
    (?=[1-4]\d) (?<![\w.,/=#+-]) (?<![€$]{SPACE}) (?<!EUR{SPACE}) (?<!USD{SPACE}) (?<!euro{SPACE})
    (?P<dossier> [1-4]\d{{4}} | [1-4]\d (?: \. | {SPACE} ) \d{{3}} ) (?!\d)
    (?: {SPACE}* \(R\d{{3,4}}\) )?
    (?: (?: {SPACE}?{DASH}{SPACE}? | {SPACE} | ,?{SPACE}\(?(?i:hoofdstuk){SPACE} )
        (?P<part> [IVX]{{1,5}}[A-E]?(?!\w) | [A-N](?=[\s,)]|{DASH}\d) | (?<={DASH})\d{{1,2}}(?!\w) ) \)? )?
"""
_LABEL = r"\b (?P<label> (?i: nrs? | no | nummers? ) \b \.? | № | n° )"
_NUMBER = r"(?P<number> \d{1,4} | [A-Z]{1,2} )"
_JOINED = rf"(?: [,;&] | en\b | of\b | and\b | (?i:t/m|tot{SPACE}en{SPACE}met|to)\b | {DASH} )"
_MORE = rf"""
    (?P<more> (?:
        {SPACE}* {_JOINED} {SPACE}* (?: (?:en|of|and){SPACE}+ )? (?:was{SPACE}+)? (?: (?i:nrs?)\b{SPACE}*\.?{SPACE}* )?
        \d{{1,4}} (?![\d/]) (?![.,]\d) (?! {SPACE}\d{{3}}\b ) (?! {SPACE}?{DASH}?{SPACE}?[IVX]+\b )
    ){{0,40}}+ )
"""
_WITH_LABEL = rf"{_DOSSIER} {SPACE}* ,? {SPACE}* {_LABEL} {SPACE}* {_NUMBER} {END} (?![.,]\d) {_MORE}"
_IN_BRACKETS = (
    rf"{_LABEL} {SPACE}* (?P<number>\d{{1,4}}) (?!\d) {_MORE} {SPACE}* \( {SPACE}* {_DOSSIER} {SPACE}* \)"
)
_WITH_DASH = rf"{_DOSSIER} {SPACE}? {DASH} {SPACE}? (?!0) {_NUMBER} {END} (?!{DASH}\w) (?![.,]\d)"
_WITH_COMMA = rf"{_DOSSIER} {SPACE}* , {SPACE}* {_NUMBER} {END} (?![.,]\d)"
_BARE = rf"{_DOSSIER} {END} (?!{SPACE}?{DASH}{SPACE}?\d) (?![.,]\d)"
_ON_PAPER = rf"\b(?i:stuk|stukken) {SPACE}+ {_LABEL} {SPACE}* (?P<number>\d{{1,4}}) (?!\d) (?![.,]\d) {_MORE}"

_LEAD = rf"""
    (?<!\w) (?i: kamerstuk\w* | tweede{SPACE}kamer | eerste{SPACE}kamer | tk | ek | kst ) \b
    (?: {SPACE}* [.,]? {SPACE}* (?: I{{1,2}} | l{{1,2}} | TK | EK | (?i:tweede|eerste){SPACE}(?i:kamer)
      | (?i: vergaderjaar | dossier\w* ) | \d{{4}} {SPACE}* (?:/|{DASH})+ {SPACE}* \d{{2,4}} ) )*
    {SPACE}* [,:.]? {SPACE}* $
"""
_LONGEST_LEAD = 90
"""Code points looked back for `Kamerstukken II, vergaderjaar 2024-2025,` before a dossier's number."""

_PAPERS_NAMED = re.compile(r"(?i:kamerst|\bkst\b|\bmoties?\b|\bamendement|\bwetsvoorstel)[^\n]*$")
_DOSSIER_NAMED = (
    rf"(?i: \b(?:kamerst\w*|dossiers?|wetsvoorstel(?:len)?|voorstel(?:len)?{SPACE}van{SPACE}wet|initiatiefnota)"
    rf"(?: {SPACE}+ (?:met|nummers?|nrs?\.?|dossier|II?|het) )* ) [\s:(]* (?: [\d\s.,;()IVX-] | \ben\b | \bof\b )* $"
)
_ONE_MORE = (
    rf"[\s,;&]* (?P<range> (?i:t/m|tot{SPACE}en{SPACE}met|to\b) | {DASH} )? (?:(?!(?i:nr))\D)* (?P<own>(?i:nrs?))? \D* "
    r"(?P<number>\d{1,4})"
)
_NEAR = 50
"""A number that goes on a list without a `nr.` of its own lies within so many of the one before it, …"""
_CLOSED = re.compile(rf"{SPACE}*(?:[).,;:\]⁰-⁹¹²³]|$|\n)")
"""… or nothing is said of it: no `15 other letters`."""

_LONGEST_RANGE = 300
"""Papers a range may stand for; a longer one is two numbers and a slip of the pen."""

_SENTENCE = 200
"""Code points before a number in which a word for papers is looked for."""


class _Named(NamedTuple):
    """A number within a dossier, and where it is named."""

    number: int
    span: Span


def papers(text: str, dossiers: Collection[str] = ()) -> tuple[Citation, ...]:
    """The Kamerstukken that `text` names, one Citation each, and dossiers that are named without a number.

    With one of the `dossiers`, or one that is certain elsewhere in the text, or after a word for papers,
    `36045-190` is a paper as well. `stuk nr. 190` is one if just one paper of that number is cited in full.
    """
    found: list[Citation] = []
    parts = list(stretches(text))
    rest: dict[Span, str] = {}
    known = set(dossiers)
    for pattern, is_paper in _FORMS:
        certain: set[str] = set()
        for stretch in paced(parts):
            own = stretch.of(text)
            left = rest.get(stretch, own)
            matches = [match for match in verbose(pattern).finditer(left) if is_paper(own, match, known)]
            if matches:
                certain.update(_dossier_of(match) for match in matches)
                found += (c.shift(stretch.start) for match in matches for c in _citations(own, match))
                rest[stretch] = without(left, matches)
        known |= certain
    by_number = _by_number(found)
    for stretch in paced(parts):
        left = rest.get(stretch) or stretch.of(text)
        found += (citation.shift(stretch.start) for citation in _on_paper(left, by_number))
    return tuple(found)


def _always(text: str, match: re.Match[str], known: Collection[str]) -> bool:
    return True


def _is_known(text: str, match: re.Match[str], known: Collection[str]) -> bool:
    """Whether a number like `36045-190` is a paper: by its dossier, its chapter, or a word before it."""
    dossier = _dossier_of(match)
    if dossier in known or match["part"] in CHAPTERS:
        return True
    if dossier in PARTED:
        return False
    before = text[max(0, match.start() - _SENTENCE) : match.start()]
    return bool(_PAPERS_NAMED.search(before[_last_stop(before) :]))


def _last_stop(text: str) -> int:
    return max(text.rfind(mark) for mark in (". ", "? ", "! ")) + 1


def _is_led(text: str, match: re.Match[str], known: Collection[str]) -> bool:
    """Whether `Kamerstukken II` or the like stands right before it."""
    return _start(text, match) < match.start()


def _is_dossier(text: str, match: re.Match[str], known: Collection[str]) -> bool:
    return bool(verbose(_DOSSIER_NAMED).search(text[max(0, match.start() - _LONGEST_LEAD) : match.start()]))


_FORMS = (
    (_WITH_LABEL, _always),
    (_IN_BRACKETS, _always),
    (_WITH_DASH, _is_known),
    (_WITH_COMMA, _is_led),
    (_BARE, _is_dossier),
)
"""The forms a citation has, surest first, and what else must hold for it to be one."""


def _citations(text: str, match: re.Match[str]) -> Iterator[Citation]:
    """A citation for each number that a match names, or one for its dossier if it names none."""
    dossier, doubt = _dossier_of(match), _doubt_of(match)
    start = _start(text, match)
    if "number" not in match.re.groupindex:
        yield Citation(f"dossier-{dossier}", Span(start, match.end()), "dossier", doubt)
    elif match["number"].isalpha():
        yield Citation(f"kst-{dossier}-{match['number']}", Span(start, match.end("number")), "paper", doubt)
    else:
        for number, span in _numbers(text, match, start):
            yield Citation(f"kst-{dossier}-{number}", span, "paper", doubt)


def _numbers(text: str, match: re.Match[str], start: int) -> Iterator[_Named]:
    """The numbers of `nrs. 137 en 138` or `nr. 190–193`: the first from the start of the citation, others alone."""
    many = "label" in match.re.groupindex and match["label"].lower().startswith(("nrs", "nummers"))
    number, span = int(match["number"]), Span(start, match.end("number"))
    if match.re.pattern == _IN_BRACKETS:
        span = Span(start, match.end())
    yield _Named(number, span)
    for more in (
        verbose(_ONE_MORE).finditer(text, *match.span("more")) if "more" in match.re.groupindex else ()
    ):
        last, next_number = number, int(more["number"])
        if not (many or more["own"] or _goes_on(text, last, more)):
            return
        first = more.start("own") if more["own"] else more.start("number")
        number, span = next_number, Span(span.start, more.end()) if more["range"] else Span(first, more.end())
        if more["range"] and last < number <= last + _LONGEST_RANGE:
            yield from (_Named(between, span) for between in range(last + 1, number))
        yield _Named(number, span)


def _goes_on(text: str, last: int, more: re.Match[str]) -> bool:
    number = int(more["number"])
    if 0 < number - last <= _NEAR:
        return True
    return bool(_CLOSED.match(text, more.end())) and not 1990 <= number < 2050


def _start(text: str, match: re.Match[str]) -> int:
    """Where a citation starts: at `Kamerstukken II 2024/25` if that comes right before it."""
    back = max(0, match.start() - _LONGEST_LEAD)
    lead = verbose(_LEAD).search(text[back : match.start()])
    return back + lead.start() if lead else match.start()


def _dossier_of(match: re.Match[str]) -> str:
    """`36045`, `36600-V`, `21501-02`."""
    number, part = re.sub(r"\D", "", match["dossier"]), match["part"]
    return f"{number}-{part.zfill(2) if part.isdigit() else part}" if part else number


def _doubt_of(match: re.Match[str]) -> str:
    part = match["part"] or ""
    if part.isdigit() and len(part) == 1:
        return f"Written as part {part}; parts have two digits, so it was read as {_dossier_of(match)}."
    if len(part) > 1 and not part.isdigit() and part not in CHAPTERS:
        return f"The budget has no chapter {part}."
    return ""


def _by_number(found: Iterable[Citation]) -> Mapping[int, set[str]]:
    """The ids of the papers that have a number, by it."""
    by_number: dict[int, set[str]] = {}
    for citation in found:
        number = citation.id.rpartition("-")[2]
        if citation.kind == "paper" and number.isdigit():
            by_number.setdefault(int(number), set()).add(citation.id)
    return by_number


def _on_paper(text: str, by_number: Mapping[int, set[str]]) -> Iterator[Citation]:
    """`op stuk nr. 346`: the one paper of that number which the text names with its dossier."""
    for match in verbose(_ON_PAPER).finditer(text):
        for named, span in _numbers(text, match, match.start()):
            ids = by_number.get(named, set())
            if len(ids) == 1:
                yield Citation(next(iter(ids)), span, "paper")
