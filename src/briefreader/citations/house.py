"""House: what parliament numbers besides its Kamerstukken: Aanhangsel, Handelingen, cases, documents, promises.

One row of a table each. Kamerstukken are `papers.py`; law and rulings are `law.py`.
"""

from __future__ import annotations

import re

from briefreader.citations.forms import DASH, END, GAP, MORE, NR, OVER, SPACE, form

_YEARS = rf"(?: (?i:vergaderjaar) {SPACE}* )? (?P<first>\d{{4}}) {SPACE}* (?:/|{DASH})+ {SPACE}* (?P<last>\d{{4}}|\d\d) (?!\d)"
_HOUSE = r"(?P<house> II?\b | TK\b | EK\b | (?i:tweede|eerste)\s(?i:kamer) )?"
_HANDELINGEN = r"(?<!\w) (?: (?i:handelingen) \b | (?i:hand) \. )"
_AANHANGSEL = (
    rf"(?: (?i:aanhangsel) \b | (?i:aanh) \. ) (?: {SPACE}+ (?:van|bij|der) \b (?: {SPACE}+ de \b )? )?"
)
_ANSWERS = rf"""
    (?<!\w) (?: {_AANHANGSEL} {GAP} (?: {_HANDELINGEN} )? | {_HANDELINGEN} {GAP} {_AANHANGSEL}
      | (?i:kamervragen) {SPACE}* \( (?i:aanhangsel) \) )
"""


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


def _published(match: re.Match[str]) -> str:
    """The id as it is; none where it stands alone on its line, as a paper's own number does in its margin."""
    before, after = match.string[: match.start()][-3:], match.string[match.end() :][:8]
    if _LINE_BEGINS.search(before) and _LINE_ENDS.match(after):
        return ""
    series, _, number = match[0].partition("-")
    return f"{series.lower()}-{number if series.lower() == 'kst' else number.lower()}"


_LINE_BEGINS = re.compile(r"(?:^|\n)\s*$")
_LINE_ENDS = re.compile(r"\s*(?:$|\n|ISSN)")

HOUSE = (
    form("case", rf"(?<!\w) (?:19|20)\d\d Z \d{{5}} {OVER}"),
    form("document", rf"(?<!\w) (?:19|20)\d\d D \d{{5}} {OVER}"),
    form("activity", rf"(?<!\w) (?:19|20)\d\d A \d{{5}} {OVER}"),
    form("promise", rf"(?<!\w) TZ20\d{{4}}-\d{{1,4}} {OVER}", signs="tz20"),
    form(
        "paper",
        rf"""
        (?<![\w-]) (?i:kst) - (?: \d{{6,7}}
          | \d{{5}} (?: - (?:[IVX]+[A-E]?|[A-N]|\d\d?) (?=-) )? - (?:\d{{1,4}}|[A-Z]{{1,2}}) ) (?:-n\d)? {END}
        """,
        _published,
        signs="kst-",
    ),
    form("appendix", rf"(?<![\w-]) (?i: ah-(?:[te]k-\d{{8}}-\d{{1,4}}|\d{{6,7}}) (?:-n\d)? ) {END}", _published, signs="ah-"),
    form("proceedings", rf"(?<![\w-]) (?i: h-[te]k-\d{{8}}-\d{{1,3}}(?:-\d{{1,3}}){{0,2}} ) {END}", _published, signs="h-tk- h-ek-"),
    form("attachment", rf"(?<![\w-]) (?i: blg-\d{{5,7}} (?:\.\w\b)? ) {END}", _published, signs="blg-"),
    form("appendix", rf"(?P<all> {_ANSWERS} {GAP} {_HOUSE} {GAP} {_YEARS} {GAP} {NR} (?P<number>\d{{1,4}}) {END} ) {MORE}", _appendix, signs="aanh"),
    form("appendix", rf"{_ANSWERS} {GAP} {_HOUSE} {GAP} {NR} (?P<number>\d{{1,4}}) {SPACE}* [,(] {SPACE}* {_YEARS} \)?", _appendix, signs="aanh"),
    form("appendix", rf"{_HANDELINGEN} {GAP} {_HOUSE} {GAP} {_YEARS} {GAP} {_AANHANGSEL} {GAP} {NR} (?P<number>\d{{1,4}}) {END}", _appendix, signs="aanh"),
    form(
        "proceedings",
        rf"""
        {_HANDELINGEN} {GAP} {_HOUSE} {GAP} {_YEARS} {GAP}
        (?: (?i:nr) {SPACE}*\.? {SPACE}* | (?= \d{{1,3}} {GAP} (?i:item) ) ) (?P<number>\d{{1,3}}) (?!\d)
        (?: {SPACE}* [,-] {SPACE}* (?: (?i:item) {SPACE}* )? (?P<item>\d{{1,3}}) (?!\d) )? {END}
        """,
        _proceedings,
        signs="handelingen hand.",
    ),
)  # fmt: skip
"""Sources by kind, with their patterns."""
