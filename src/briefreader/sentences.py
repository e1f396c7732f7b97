"""Sentences and clauses: where they end, by punctuation and the abbreviations of a language pack.

Works on the plain text of one block or of many. The words inside them are `text.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefreader.languages import Pack, pack_for
from briefreader.span import Span, trimmed

_OPENERS = r"\"'“„‘‚«‹(\[{¿¡「『（《"
_CLOSERS = r"\"'”“’»›)\]}」』）》"

_END = re.compile(
    rf"""
    (?<![.!?…؟۔]) (?P<stop> [.!?…؟۔]++ )
    [{_CLOSERS}]*
    (?P<marker> [¹²³⁰⁴-⁹]+ (?: [,\ ]? [¹²³⁰⁴-⁹]+ )* | \d{{1,2}} )?
    [{_CLOSERS}]*
    (?= \s+ (?: [-–—•]\s )? (?P<quote> [{_OPENERS}]+ \s? | ’[snt]\s )? (?P<next> \S ) )
  | [。！？｡।॥։።፧፨။។៕༎]+ [{_CLOSERS}]*          # ends a sentence wherever it stands
  | (?<= [\u0e01-\u0e4e] ) (?= [ ]+ [\u0e01-\u0e4e] )   # Thai ends its phrases with a space and nothing else
  | (?<!\s) (?= [^\S\n]*+ \n (?: [^\S\n]*+ \n | \s*+ [^\sa-zà-öø-ÿ] ) )   # a line break that no small letter follows
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(rf"[^\s{_OPENERS}/–—]+$")
_INITIALS = re.compile(
    r"(?:[^\W\d_]\.|(?:Th|Chr|Ch|Ph|Fr|IJ|Sj|Tj|Joh)\.)*(?:[^\W\d_]|Th|Chr|Ch|Ph|Fr|IJ|Sj|Tj|Joh)"
)
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
    cuts = [m.end() for m in _END.finditer(text) if m["stop"] is None or _ends(text, m, pack)]
    spans = (trimmed(text, Span(*pair)) for pair in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return tuple(span for span in spans if span.length)


def _ends(text: str, match: re.Match[str], pack: Pack) -> bool:
    """Whether a sentence ends at this stop, which white space and something else follow."""
    following = match["next"]
    if not (match["quote"] or following.isdigit() or _begins(following)):
        return False
    if match["stop"] != ".":
        return True
    token = _token_before(text, match.start())
    if match["marker"] and match["marker"].isascii() and token[-1:].isdigit() and not _YEAR.search(token):
        return False  # a number: 3.8, 12.50
    if token.lower() in pack.may_end:
        return _begins(following) and not match["quote"]
    return not _runs_on(text, token, match.start(), pack)


def _begins(character: str) -> bool:
    """Whether a sentence can begin with it: any letter but a small one."""
    return character.isalpha() and not character.islower()


def _token_before(text: str, stop: int) -> str:
    found = _TOKEN.search(text[max(0, stop - _LONGEST_TOKEN) : stop])
    return found[0] if found else ""


def _runs_on(text: str, token: str, stop: int, pack: Pack) -> bool:
    """Whether the full stop after `token` belongs to it: an abbreviation, initials, the numbering of a paragraph."""
    if token.lower() in pack.abbreviations or _INITIALS.fullmatch(token):
        return True
    line = text.rfind("\n", 0, stop) + 1
    return bool(_NUMBERING.fullmatch(token)) and not text[line : stop - len(token)].strip()


def clauses(text: str, span: Span) -> tuple[Span, ...]:
    """The parts of `span` (usually a sentence) between commas, semicolons, colons, dashes and brackets.

    Disjoint, sorted, trimmed; without those marks, except brackets inside a word: `(semi-)overheden`.
    """
    whole = [Span(*m.span()) for m in _WORD_IN_BRACKETS.finditer(text, *span)]
    marks = [m for m in _CUT.finditer(text, *span) if not any(word.holds(m.start()) for word in whole)]
    starts, ends = [span.start, *(m.end() for m in marks)], [*(m.start() for m in marks), span.end]
    parts = (trimmed(text, Span(*pair)) for pair in zip(starts, ends, strict=True))
    return tuple(part for part in parts if any(c.isalnum() for c in part.of(text)))
