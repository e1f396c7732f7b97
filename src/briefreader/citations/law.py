"""Law: rulings, laws, acts of the European Union and the official gazettes, one row of a table each.

Acts of the Union become CELEX numbers, by which EUR-Lex finds them.
"""

from __future__ import annotations

import re

from briefreader.citations.forms import END, GAP, MORE, NR, SPACE, form

_ACTS = {
    "verordening": "R",
    "regulation": "R",
    "richtlijn": "L",
    "directive": "L",
    "besluit": "D",
    "decision": "D",
}
"""What acts of the Union are called → their letter in a CELEX number."""

_ACT = rf"(?i:{'|'.join(_ACTS)})"
_UNION = r"(?: EU | EG | EEG | EC | EEC | Euratom | GBVB | CFSP )"
_LONGEST_LIST = 120
"""Code points looked back for what the acts of a list are called."""

_GAZETTES = {
    "stb": "stb", "staatsblad": "stb", "stcrt": "stcrt", "staatscourant": "stcrt", "trb": "trb", "tractatenblad": "trb",
}  # fmt: skip
"""What the official gazettes are called → how their ids begin."""


def _celex(match: re.Match[str]) -> str:
    """The CELEX number of a regulation (R), directive (L) or decision (D): `32014R0833`."""
    letter = _letter(match)
    first, second = match["first"], match["second"]
    number_first = letter == "R" and (match["nr"] or not _is_year(first)) and _is_year(second)
    year, number = (second, first) if number_first else (first, second)
    year = f"19{year}" if len(year) == 2 else year
    return f"3{year}{letter}{int(number):04d}" if letter and _is_year(year) else ""


def _letter(match: re.Match[str]) -> str:
    """By what the act is called, or the list it stands in: `Verordeningen (EU) 2019/1700 en (EU) 2019/2152`."""
    before = match.string[max(0, match.start() - _LONGEST_LIST) : match.start()]
    named = re.findall(_ACT, match["act"] or before)
    return _ACTS[named[-1].lower()] if named else ""


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1951 <= int(digits) < 2060  # the oldest acts are of 1951


def _gazette(match: re.Match[str]) -> str:
    return f"{_GAZETTES[match['gazette'].lower()]}-{match['year']}-{match['number']}"


LAW = (
    form(
        "ruling",
        rf"(?<!\w) (?i:ECLI) : [A-Za-z]{{2}} : [A-Za-z0-9]{{1,7}} : \d{{4}} : [A-Za-z0-9]+ (?:\.[A-Za-z0-9]+)* {END}",
        lambda match: match[0].upper(),
        signs="ecli",
    ),
    form("law", r"(?<!\w) jci1\.\d+ : [cv] : (?:BWB|CVDR) [^\s<>\"“”()\[\]]* (?<![.,;:])", signs="jci1."),
    form("law", rf"(?<![\w:]) (?: BWB[RVW]\d{{7}} | CVDR\d{{3,7}} ) {END}", signs="bwb cvdr"),
    form("regulation", rf"(?<!\w) [1-9](?:19|20)\d\d[A-Z]{{1,2}}\d{{4}} (?: \(\d\d\) )? {END}"),
    form(
        "regulation",
        rf"""
        (?<!\w) (?: (?P<act> (?i: [a-z]* | gedelegeerde\ | implementing\ | delegated\  ) {_ACT} (?:en|s)? ) {SPACE}+
            (?: \( {_UNION} (?:,{SPACE}*{_UNION})* \) {SPACE}* | {_UNION} {SPACE}+ )?
          | \( {_UNION} \) {SPACE}* )
        (?P<nr> (?i:nr|no) {SPACE}*\.? {SPACE}* )? (?P<first>\d{{1,4}}) / (?P<second>\d{{1,4}}) (?!\d) (?: / {_UNION} )? {END}
        """,
        _celex,
        signs="/",
    ),
    form(
        "proposal",
        rf"""
        (?<!\w) (?P<series>COM|JOIN|SWD|SEC) {SPACE}? \( (?P<year>(?:19|20)\d\d) \) {SPACE}? (?P<number>\d{{1,4}}) (?!\d)
        (?: {SPACE} (?i:final|definitief) )?
        """,
        lambda match: f"{match['series']}({match['year']}) {int(match['number'])}",
    ),
    form("gazette", rf"(?<![\w-]) (?i: (?:stb|stcrt|trb)-\d{{4}}-\d{{1,6}} (?:-n\d)? ) {END}", lambda m: m[0].lower(), "stb- stcrt- trb-"),
    form(
        "gazette",
        rf"""
        (?<!\w) (?P<all> (?P<gazette> (?i:{"|".join(_GAZETTES)}) ) \b \.? {SPACE}* (?: van {SPACE}+ )?
            (?P<year>(?:18|19|20)\d\d) {GAP} {NR} (?P<number>\d{{1,6}}) (?!\d) (?![.,/-]\d) {END} )
        {MORE}
        """,
        _gazette,
        signs=" ".join(_GAZETTES),
    ),
)  # fmt: skip
"""Sources by kind, with their patterns."""
