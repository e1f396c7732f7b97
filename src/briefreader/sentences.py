"""Sentences and clauses: where they end, by punctuation and the abbreviations of a language pack.

Works on the plain text of one block or of many. The words inside them are `text.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from briefreader.languages import Pack, pack_for
from briefreader.span import Span, trimmed

_OPENERS = r"\"'“„‘‚«‹(\[{¿¡「『（《"
_CLOSERS = r"\"'”“’»›)\]}」』）》"

STOPS = ".!?…؟۔"
"""Signs that end a sentence where white space follows, …"""

STOPS_ANYWHERE = "。！？｡।॥։።፧፨။។៕༎"
"""… and those of scripts without capitals, which end it wherever they stand."""

_END = re.compile(
    rf"""
    (?<![{STOPS}]) (?P<stop> [{STOPS}]++ )
    [{_CLOSERS}]*
    (?P<marker> [¹²³⁰⁴-⁹]+ (?: [,\ ]? [¹²³⁰⁴-⁹]+ )* | \d{{1,2}} )?
    [{_CLOSERS}]*
    (?= \s+ (?: [-–—•]\s )? (?P<quote> [{_OPENERS}]+ \s? | ’[snt]\s )? (?P<next> \S ) )
  | [{STOPS_ANYWHERE}]+ [{_CLOSERS}]* ፡*   # the last is what Ethiopic words are parted with
  | (?<= [\u0e01-\u0e4e] ) (?= [ ]+ [\u0e01-\u0e4e] )   # Thai ends its phrases with a space and nothing else
  | (?<!\s) (?= [^\S\n]*+ \n (?: [^\S\n]*+ \n | \s*+ [^\sa-zà-öø-ÿ] ) )   # a line break that no small letter follows
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(r"[^\s\"“„«‹(\[{/–—]+$")
_GIVEN = r"(?:[A-ZÀ-ÖØ-Þ]|Th|Chr|Ch|Ph|Fr|IJ|Sj|Tj|Joh)"
_INITIALS = re.compile(rf"(?:{_GIVEN}\.-?)*{_GIVEN}")
_WORD = re.compile(r"[^\W\d_]+(?=\s)")
_NUMBERING = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlIVXL]{1,6})")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")

_CUT = re.compile(
    r"""
    [,;:](?=[\s”’"')\]])           # not inside 4,0 or 11:26
  | (?<=\s)[-–—]+(?=\s)
  | —
  | (?<!\w)[(\[{]                   # not inside (semi-)overheden's end, nor in 3(b)
  | [)\]}](?!\w)
  | [、，；：（）]
    """,
    re.VERBOSE,
)
_WORD_IN_BRACKETS = re.compile(r"[(\[][^\s()\[\]]*[)\]]\w")
_LONGEST_TOKEN = 40
"""Code points looked back for the word a full stop belongs to; no abbreviation or row of initials is longer."""


@lru_cache(maxsize=4096)
def sentences(text: str, language: str = "nl") -> tuple[Span, ...]:
    """The sentences of `text`: disjoint, sorted, trimmed, and together every character that is not white space.

    A sentence ends at `.`, `!` or `?`, an optional footnote marker (superscript or one or two glued digits) and
    closing quotes, before white space and a capital, a digit or an opening quote or bracket; not after an
    abbreviation of the language, initials, or the numbering a block begins with. Also at the full stops of scripts
    without capitals, and at line breaks that are not followed by a small letter.
    """
    pack = pack_for(language)
    cuts = [0]
    for match in _END.finditer(text):
        if match["stop"] is None or _ends(text, match, pack, cuts[-1]):
            cuts.append(match.end())
    spans = (trimmed(text, Span(*pair)) for pair in pairwise([*cuts, len(text)]))
    return tuple(span for span in spans if span.length)


def _ends(text: str, match: re.Match[str], pack: Pack, start: int) -> bool:
    """Whether the sentence from `start` ends at this stop, which white space and something else follow."""
    following = match["next"]
    if not (match["quote"] or following.isdigit() or _begins(following)):
        return False
    if match["stop"] != ".":
        return True
    token = _token_before(text, match.start())
    if token[-1:].isdigit() and _is_number(token, match["marker"], pack):
        return False
    if token.lower() in pack.may_end:
        return _begins(following) and not match["quote"]
    if _INITIALS.fullmatch(token):
        return _is_common(text, match.start("next"), pack)
    return token.lower() not in pack.abbreviations and not _numbers(text, token, match.start(), start)


def _is_number(token: str, marker: str | None, pack: Pack) -> bool:
    """Whether the stop after a digit belongs to a number: 3.8, 12.50; in some languages the 8. of March."""
    if marker and marker.isascii():
        return not _YEAR.search(token)
    return pack.ordinals and token.isdigit() and len(token) <= 2


def _is_common(text: str, start: int, pack: Pack) -> bool:
    """Whether one of the commonest words stands there: no name, so that what comes before are not its initials."""
    word = _WORD.match(text, start)
    return word is not None and word[0].lower() in pack.words


def begins_small(text: str) -> bool:
    """Whether `text` begins with a small letter, as no sentence does. Georgian writes nothing but small letters."""
    first = text[:1]
    return first.islower() and first != first.title()


def _begins(character: str) -> bool:
    """Whether a sentence can begin with it: any letter but a small one."""
    return character.isalpha() and not begins_small(character)


def _token_before(text: str, stop: int) -> str:
    found = _TOKEN.search(text[max(0, stop - _LONGEST_TOKEN) : stop])
    return found[0].lstrip("'‘’") if found else ""


def _numbers(text: str, token: str, stop: int, start: int) -> bool:
    """Whether `token` is all there is between `start` and the stop, and numbers what follows: `1.`, `a.`, `IV.`"""
    return bool(_NUMBERING.fullmatch(token)) and not text[start : stop - len(token)].strip()


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """The parts of `span` (usually a sentence) between commas, semicolons, colons, dashes and brackets.

    Disjoint, sorted, trimmed; without those marks, except brackets inside a word: `(semi-)overheden`.
    """
    whole = [Span(*m.span()) for m in _WORD_IN_BRACKETS.finditer(text, *span)]
    marks = [m for m in _CUT.finditer(text, *span) if not any(word.holds(m.start()) for word in whole)]
    starts, ends = [span.start, *(m.end() for m in marks)], [*(m.start() for m in marks), span.end]
    parts = (trimmed(text, Span(*pair)) for pair in zip(starts, ends, strict=True))
    return tuple(part for part in parts if any(c.isalnum() for c in part.of(text)))
