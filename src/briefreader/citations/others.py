"""Others: sources with a form of their own, one row of a table each: Aanhangsel, Handelingen, cases, rulings, law.

Kamerstukken, which take more care, are `papers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefreader.citations.papers import DASH, END, SPACE
from briefreader.document import Citation
from briefreader.span import Span

_YEARS = rf"(?P<first>\d{{4}}) {SPACE}* (?:/|{DASH})+ {SPACE}* (?P<last>\d{{4}}|\d\d) (?!\d)"
_HOUSE = r"(?P<house> II?\b | TK\b | EK\b | (?i:tweede|eerste)\s(?i:kamer) )?"
_NR = rf"(?: (?i:nrs?|nummers?)\b {SPACE}*\.? )?"
_MORE = rf"(?P<more> (?: {SPACE}* (?:,|en|and) {SPACE}* {_NR} {SPACE}* \d+ (?!\d) (?![.,/-]\d) {END} (?! {SPACE}+[a-z] ) )* )"


class _Form(NamedTuple):
    """A kind of source: its pattern, and how a match becomes an id."""

    kind: str
    pattern: re.Pattern[str]
    id: Callable[[re.Match[str]], str]


def others(text: str) -> Iterator[Citation]:
    """Every source in `text` that is not a Kamerstuk cited by its dossier and number."""
    for kind, pattern, id in _FORMS:
        for match in pattern.finditer(text):
            found = id(match)
            if not found:
                continue
            yield Citation(
                found, Span(*match.span("all") if "all" in pattern.groupindex else match.span()), kind
            )
            if "more" in pattern.groupindex:
                yield from _more(match, kind, found)


def _more(match: re.Match[str], kind: str, first: str) -> Iterator[Citation]:
    """The further numbers of a list, each with its own span: `nrs. 1028 en 1029`."""
    for number in re.finditer(r"\d+", match["more"]):
        start = match.start("more") + number.start()
        stem = first.rpartition("-")[0]
        yield Citation(f"{stem}-{number[0]}", Span(start, start + len(number[0])), kind)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


def _as_written(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match[0])


def _years(match: re.Match[str]) -> str:
    """`20232024` of `2023–2024`, `2023/24` or `2022/-23`."""
    first, last = match["first"], match["last"]
    return first + (last if len(last) == 4 else str(int(first) + 1))


def _house(match: re.Match[str]) -> str:
    return "ek" if (match["house"] or "").lower() in ("i", "ek", "eerste kamer") else "tk"


def _appendix(match: re.Match[str]) -> str:
    return f"ah-{_house(match)}-{_years(match)}-{match['number']}"


def _proceedings(match: re.Match[str]) -> str:
    item = f"-{match['item']}" if match["item"] else ""
    return f"h-{_house(match)}-{_years(match)}-{match['number']}{item}"


def _new_style(match: re.Match[str]) -> str:
    """The id as it is; none where it stands alone on its line, as a paper's own number does in its margin."""
    if _ALONE_BEFORE.search(match.string, max(0, match.start() - 3), match.start()) and _ALONE_AFTER.match(
        match.string, match.end()
    ):
        return ""
    head, _, tail = match[0].partition("-")
    return f"{head.lower()}-{tail if head.lower() == 'kst' else tail.lower()}"


_ALONE_BEFORE = re.compile(r"(?:^|\n)\s*$")
_ALONE_AFTER = re.compile(r"\s*(?:$|\n|ISSN)")


def _celex(match: re.Match[str]) -> str:
    """The CELEX number of a regulation (R), directive (L) or decision (D): `32014R0833`."""
    a, b = match["a"], match["b"]
    letter = _act(match["act"] or _act_before(match))
    if not letter:
        return ""
    number_first = letter == "R" and (match["nr"] or not _is_year(a)) and _is_year(b)
    year, number = (b, a) if number_first else (a, b)
    year = f"19{year}" if len(year) == 2 else year
    return f"3{year}{letter}{int(number):04d}" if _is_year(year) else ""


def _act(word: str) -> str:
    """CELEX' letter for what an act is called; empty for no name."""
    endings = (
        ("verordening", "R"),
        ("regulation", "R"),
        ("richtlijn", "L"),
        ("directive", "L"),
        ("besluit", "D"),
        ("decision", "D"),
    )
    return next((letter for name, letter in endings if name in word.lower()), "")


def _act_before(match: re.Match[str]) -> str:
    """What the act is called whose list this one stands in: `Verordeningen (EU) 2019/1700 en (EU) 2019/2152`."""
    named = re.findall(_ACT, match.string[max(0, match.start() - 120) : match.start()])
    return named[-1] if named else ""


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20") and 1951 <= int(digits) < 2060


_ACT = r"(?i:verordening|richtlijn|besluit|regulation|directive|decision)"
_EURO = r"(?: EU | EG | EEG | EC | EEC | Euratom | GBVB | CFSP )"

_GAZETTES: dict[str, str] = {
    "stb": "stb",
    "staats": "stb",
    "stcrt": "stcrt",
    "trb": "trb",
    "tracta": "trb",
}
"""The official gazettes by the first letters of what they are called."""

_FORMS = (
    _Form("case", _compiled(r"(?<!\w) (?:19|20)\d\d Z \d{5} (?!\d)" + END), _as_written),
    _Form("document", _compiled(r"(?<!\w) (?:19|20)\d\d D \d{5} (?!\d)" + END), _as_written),
    _Form("activity", _compiled(r"(?<!\w) (?:19|20)\d\d A \d{5} (?!\d)" + END), _as_written),
    _Form("promise", _compiled(r"(?<!\w) TZ20\d{4}-\d{1,4} (?!\d)" + END), _as_written),
    _Form(
        "paper",
        _compiled(
            r"(?<![\w-]) (?i:kst)-(?:\d{6,7}|\d{5}(?:-(?:[IVX]+[A-E]?|[A-N]|\d\d?)(?=-))?-(?:\d{1,4}|[A-Z]{1,2}))(?:-n\d)?"
            + END
        ),
        _new_style,
    ),
    _Form(
        "appendix",
        _compiled(r"(?<![\w-]) (?i: ah-(?:[te]k-\d{8}-\d{1,4}|\d{6,7}) (?:-n\d)? )" + END),
        _new_style,
    ),
    _Form(
        "proceedings",
        _compiled(r"(?<![\w-]) (?i: h-[te]k-\d{8}-\d{1,3}(?:-\d{1,3}){0,2} )" + END),
        _new_style,
    ),
    _Form("attachment", _compiled(r"(?<![\w-]) (?i: blg-\d{5,7} (?:\.\w)? )" + END), _new_style),
    _Form(
        "gazette", _compiled(r"(?<![\w-]) (?i: (?:stb|stcrt|trb)-\d{4}-\d{1,6} (?:-n\d)? )" + END), _new_style
    ),
    _Form(
        "appendix",
        _compiled(
            rf"""
            (?<!\w) (?P<all> (?: (?i:bijvoegsel|aanhangsel) (?: {SPACE}+ (?:van|bij|der) (?:{SPACE}+de)? )?
                (?: {SPACE}+ (?i:handelingen) )?
              | (?i:handelingen) {SPACE}* ,? {SPACE}* (?i:aanhangsel) )
            {SPACE}* ,? {SPACE}* {_HOUSE} {SPACE}* ,? {SPACE}* (?: (?i:vergaderjaar) {SPACE}* )? {_YEARS}
            {SPACE}* ,? {SPACE}* (?: (?i:aanhangsel) {SPACE}* ,? {SPACE}* )? {_NR} {SPACE}* (?P<number>\d{{1,4}}) (?!\d) {END} )
            {_MORE}
            """
        ),
        _appendix,
    ),
    _Form(
        "appendix",
        _compiled(
            rf"""
            (?<!\w) (?i:aanhangsel) (?: {SPACE}+ (?:van|bij) {SPACE}+ de )? {SPACE}+ (?i:handelingen)
            {SPACE}* ,? {SPACE}* {_HOUSE} {SPACE}* ,? {SPACE}* (?i:nr) {SPACE}*\.? {SPACE}* (?P<number>\d{{1,4}})
            {SPACE}* [,(] {SPACE}* (?: (?i:vergaderjaar) {SPACE}* )? {_YEARS} \)?
            """
        ),
        _appendix,
    ),
    _Form(
        "appendix",
        _compiled(
            rf"""
            (?<!\w) (?i:handelingen) {SPACE}+ {_HOUSE} {SPACE}* ,? {SPACE}* {_YEARS} {SPACE}* ,? {SPACE}*
            (?i:aanhangsel) {SPACE}* ,? {SPACE}* {_NR} {SPACE}* (?P<number>\d{{1,4}}) (?!\d) {END}
            """
        ),
        _appendix,
    ),
    _Form(
        "proceedings",
        _compiled(
            rf"""
            (?<!\w) (?i:handelingen) {SPACE}* ,? {SPACE}* {_HOUSE} {SPACE}* ,? {SPACE}* (?: (?i:vergaderjaar) {SPACE}* )? {_YEARS}
            {SPACE}* ,? {SPACE}* (?i:nr) {SPACE}*\.? {SPACE}* (?P<number>\d{{1,3}}) (?!\d)
            (?: {SPACE}* [,-] {SPACE}* (?: (?i:item) {SPACE}* )? (?P<item>\d{{1,3}}) (?!\d) )? {END}
            """
        ),
        _proceedings,
    ),
    _Form(
        "ruling",
        _compiled(
            r"(?<!\w) (?i:ECLI) : [A-Za-z]{2} : [A-Za-z0-9]{1,7} : \d{4} : [A-Za-z0-9]+ (?:\.[A-Za-z0-9]+)*"
            + END
        ),
        lambda match: match[0].upper(),
    ),
    _Form(
        "law",
        _compiled(r"(?<!\w) jci1\.\d+ : [cv] : (?:BWB|CVDR) [^\s<>\"“”()\[\]]* (?<![.,;:])"),
        _as_written,
    ),
    _Form("law", _compiled(r"(?<![\w:]) (?: BWB[RVW]\d{7} | CVDR\d{3,7} )" + END), _as_written),
    _Form(
        "regulation",
        _compiled(r"(?<!\w) [1-9](?:19|20)\d\d[A-Z]{1,2}\d{4} (?: \(\d\d\) )?" + END),
        _as_written,
    ),
    _Form(
        "regulation",
        _compiled(
            rf"""
            (?<!\w) (?: (?P<act> (?i:[a-z]*|gedelegeerde\ |implementing\ |delegated\ ) {_ACT} (?:en|s)? ) {SPACE}+
                (?: \( {_EURO} (?:,{SPACE}*{_EURO})* \) {SPACE}* | {_EURO} {SPACE}+ )?
              | \( {_EURO} \) {SPACE}* )
            (?P<nr> (?i:nr|no) {SPACE}*\.? {SPACE}* )?
            (?P<a>\d{{1,4}}) / (?P<b>\d{{1,4}}) (?!\d) (?: / {_EURO} )? {END}
            """
        ),
        _celex,
    ),
    _Form(
        "proposal",
        _compiled(
            rf"(?<!\w) (?P<series>COM|JOIN|SWD|SEC) {SPACE}? \( (?P<year>(?:19|20)\d\d) \) {SPACE}? (?P<number>\d{{1,4}}) (?!\d) (?: {SPACE}(?i:final|definitief) )?"
        ),
        lambda match: f"{match['series']}({match['year']}) {int(match['number'])}",
    ),
    _Form(
        "gazette",
        _compiled(
            rf"""
            (?<!\w) (?P<all> (?P<series> (?i: stb | stcrt | trb | staatsblad | staatscourant | tractatenblad ) ) \b \.? {SPACE}*
            (?: van {SPACE}+ )? (?P<year>(?:18|19|20)\d\d) {SPACE}* ,? {SPACE}* {_NR} {SPACE}* (?P<number>\d{{1,6}}) (?!\d) (?![.,/-]\d) {END} )
            {_MORE}
            """
        ),
        lambda match: f"{_GAZETTES[match['series'].lower()[:6]]}-{match['year']}-{match['number']}",
    ),
)
