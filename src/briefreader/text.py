"""Text: cleaning, folding for search, words and what the eye takes for one character.

Works on plain strings and gives spans in them; knows nothing of documents. Sentences and clauses are
`sentences.py`, what is particular to a language is `languages/`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import overload

from briefreader.courtesy import breathe, paced
from briefreader.languages import guess_language
from briefreader.span import Span

__all__ = [
    "clean", "fold", "folded", "grapheme_at", "graphemes", "guess_language", "words",
]  # fmt: skip

# Patterns are kept as they are written: `re` compiles one when it is first used, and most commands use few of them.

# --- cleaning -------------------------------------------------------------------------------------------------------

_LINE_ENDS = "\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]"
_DROPPED = (
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = "[\ud800-\udfff]"


def clean(text: str) -> str:
    """`text` composed (NFC), with `\\n` for every line end and spaces for tabs.

    Dropped: control characters, and marks that turn the writing direction or have no width, which could deceive
    a terminal. Half surrogates become U+FFFD. Joiners that change how letters are drawn stay.
    """
    text = re.sub(_LINE_ENDS, "\n", text).replace("\t", " ")
    text = re.sub(_SURROGATES, "\ufffd", re.sub(_DROPPED, "", text))
    return unicodedata.normalize("NFC", text)


# --- stretches ---------------------------------------------------------------------------------------------------

STRETCH = 16 * 1024
"""Code points of a text that are looked at together: copies stay small, and other threads get their turn."""


def stretches(text: str) -> Iterator[Span]:
    """`text` in parts of about `STRETCH`, cut where paragraphs end: hardly anything goes on behind such a place."""
    start = 0
    while start < len(text):
        breathe()
        end = _cut(text, start, start + STRETCH)
        yield Span(start, end)
        start = end


def characters_in(text: str) -> set[str]:
    """The characters that occur in `text`."""
    found: set[str] = set()
    for start in paced(range(0, len(text), STRETCH)):
        found.update(text[start : start + STRETCH])
    return found


def _cut(text: str, start: int, most: int) -> int:
    """The last end of a paragraph before `most`, after a full stop if there is one; else the first one after it."""
    if most >= len(text):
        return len(text)
    for end in (".\n\n", "\n\n"):
        if (at := text.rfind(end, start, most)) > start:
            return at + len(end)
    at = text.find("\n\n", most)
    return len(text) if at < 0 else at + len("\n\n")


# --- folding --------------------------------------------------------------------------------------------------------

HYPHENS = "-‐‑‒–—−﹣－"
"""Hyphens and dashes, which folding does not tell apart."""

_HYPHENS = re.escape(HYPHENS)
_QUOTES = dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟«»″", '"')
_NOT_DECOMPOSED = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "þ": "th",
    "ð": "d",
}
ACCENTS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
"""Combining accents and vowel points that searching passes over, as the inside of a character class."""

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff¹²³⁰⁴⁵⁶⁷⁸⁹"
"""What searching passes over as well: characters without width, and footnote markers."""


def fold(text: str) -> str:
    """`text` as it is searched: without case, accents, footnote markers, and hyphens inside or beside a word.

    `F-16`, `F‑16` and `f16` become the same, and so do `Oekraïne` and `OEKRAINE`.
    """
    return _joined(text, _exceptions(text))


class Offsets(Sequence[int]):
    """For each gap of a folded text, the offset in the text itself; kept as the runs in which both advance."""

    def __init__(self, runs: Sequence[tuple[int, int]], length: int) -> None:
        self._runs = runs
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        index %= self._length
        start, offset = self._runs[bisect_right(self._runs, index, key=lambda run: run[0]) - 1]
        return offset + index - start


def folded(text: str) -> tuple[str, Offsets]:
    """`fold(text)`, and for each of its characters the offset in `text` it came from.

    One more offset at the end is the length of `text`, so that `offsets[i]` holds for every gap `i`.
    """
    exceptions = _exceptions(text)
    runs = [(0, 0)]
    shift = 0  # what has come in by folding, less what has been dropped
    for match in exceptions.finditer(text):
        replacement = _replacement(match)
        at = match.start() + shift
        runs += [(at + i, match.start()) for i in range(1, len(replacement))]
        shift += len(replacement) - len(match[0])
        runs.append((at + len(replacement), match.end()))
    plain = _joined(text, exceptions)
    return plain, Offsets(runs, len(plain) + 1)


def _joined(text: str, exceptions: re.Pattern[str]) -> str:
    text = exceptions.sub(_replacement, text)
    return text.translate({ord(c): _folded(c) for c in set(text)})


def _exceptions(text: str) -> re.Pattern[str]:
    """Finds what does not fold to exactly one character, so that the rest can be folded at one stroke."""
    return _exception_pattern("".join(sorted(c for c in set(text) if len(_folded(c)) != 1)))


@lru_cache(maxsize=64)
def _exception_pattern(characters: str) -> re.Pattern[str]:
    odd = f"|[{re.escape(characters)}]" if characters else ""
    return re.compile(rf"(?<=\w)[{_HYPHENS}]++|(?<![{_HYPHENS}])[{_HYPHENS}]++(?=\w){odd}")


def _replacement(match: re.Match[str]) -> str:
    return "" if match[0][0] in HYPHENS else _folded(match[0])


@cache
def spellings() -> dict[str, str]:
    """What one character folds to → the other characters that fold to the same."""
    table: dict[str, str] = {}
    for point in chain(*(range(first, last + 1) for first, last in _SPELLED)):
        plain = _folded(chr(point))
        if plain not in ("", chr(point)):
            table[plain] = table.get(plain, "") + chr(point)
    return table


_SPELLED = (
    (0x21, 0x24F),
    (0x2B0, 0x2FF),
    (0x370, 0x587),
    (0x622, 0x6D3),
    (0xE33, 0xE33),
    (0xEB3, 0xEB3),
    (0x10A0, 0x10C5),
    (0x1C90, 0x1CBF),
    (0x1E00, 0x209C),
    (0x2100, 0x214F),
    (0xFB00, 0xFB06),
    (0xFF01, 0xFF9F),
)
"""Latin, Greek, Cyrillic, Armenian, Arabic, Thai, Lao and Georgian letters, punctuation, and their presentation forms:
first and last code points."""


@cache
def _folded(character: str) -> str:
    """What one character folds to, away from words: a hyphen stays one."""
    if character in UNSEEN:
        return ""
    if character.isspace():
        return " "
    if character in HYPHENS:
        return "-"
    plain = re.sub(f"[{ACCENTS}]", "", unicodedata.normalize("NFKD", character.casefold()))
    plain = "".join(_NOT_DECOMPOSED.get(c) or _QUOTES.get(c) or c for c in plain)
    return unicodedata.normalize("NFC", plain)


# --- characters as the eye takes them -------------------------------------------------------------------------------

_JOINED = "\u200d"
_REGIONAL = "\U0001f1e6-\U0001f1ff"
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_PLAIN = "[\n -\u02ff\u0400-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e]*"
_LINKING = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2"
"""Signs of Indian scripts, Burmese and Khmer that put the next consonant under or into the one before (GB9c)."""

_LINKED = "\u0904-\u0939\u0958-\u0961\u0985-\u09b9\u09dc-\u09e1\u0a85-\u0ab9\u0b05-\u0b39\u0c05-\u0c39\u0d05-\u0d3a\u1000-\u102a\u1780-\u17b3"
"""Letters of those scripts. No more than four are written in one place."""

_LONGEST_GRAPHEME = 64
"""Code points looked back and ahead for the ends of a grapheme; real ones have fewer than 30."""


def graphemes(text: str) -> Iterator[Span]:
    """What the eye takes for one character each: letters with their combining marks, emoji sequences, flags.

    After Unicode's extended grapheme clusters (UAX #29); the spans lie one after another and cover all of `text`.
    """
    if re.fullmatch(_PLAIN, text):
        return (Span(i, i + 1) for i in range(len(text)))
    return (Span(*match.span()) for match in _grapheme_pattern(_marks_in(text)).finditer(text))


def grapheme_at(text: str, offset: int) -> Span:
    """The grapheme that holds the character at `offset`; empty at the end of `text`."""
    start = max(0, offset - _LONGEST_GRAPHEME)
    near = text[start : offset + _LONGEST_GRAPHEME]
    found = next((span for span in graphemes(near) if span.holds(offset - start)), Span(len(near), len(near)))
    return found.shift(start)


def _marks_in(text: str) -> str:
    """The combining marks that occur in `text`, each once, in order."""
    return "".join(
        sorted(c for c in characters_in(text) if c > "\u02ff" and unicodedata.category(c).startswith("M"))
    )


@lru_cache(maxsize=256)
def _grapheme_pattern(marks: str) -> re.Pattern[str]:
    extend = rf"[{re.escape(marks)}\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\uff9e\uff9f]"
    return re.compile(
        rf"""
        \r\n
      | [{_REGIONAL}][{_REGIONAL}]{extend}*
      | [{_EMOJI}]{extend}*(?:(?<={_JOINED})[{_EMOJI}]{extend}*)*
      | [\u1100-\u115f]+[\u1160-\u11ff]*{extend}*                    # Hangul spelled in its letters
      | .[\u0e33\u0eb3]{extend}*
      | .{extend}*(?:(?<=[{_LINKING}])[{_LINKED}]{extend}*){{0,3}}
        """,
        re.VERBOSE | re.DOTALL,
    )


# --- words ----------------------------------------------------------------------------------------------------------

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, kana and Chinese signs: scripts that put no space between words."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def words(text: str) -> tuple[Span, ...]:
    """The words of `text`: disjoint, sorted, none cutting off a combining mark.

    A word holds its hyphens, apostrophes, brackets and decimal signs (`F-16’s`, `(semi-)overheden`, `70.000`,
    `3.8%`) and keeps the hyphen of a part left out (`herstel- en wederopbouw`); a footnote marker is not part of
    it. In scripts without spaces a word is a run of one script in Japanese, else a sign or syllable.
    """
    return tuple(Span(*match.span()) for match in _words_in(text))


def _words_in(text: str) -> Iterator[re.Match[str]]:
    return _words_of(text).finditer(text)


def _words_of(text: str) -> re.Pattern[str]:
    """What the words of `text` are, by the scripts it is written in."""
    signs = characters_in(text)
    japanese = any("\u3040" <= c <= "\u30ff" for c in signs)
    return _word_pattern(_marks_in(text), _has_spaces(signs), japanese)


def count_words(text: str) -> int:
    """How many `words` it has; makes those of a stretch at a time. None goes on behind the end of a paragraph."""
    pattern = _words_of(text)
    return sum(_count(pattern, text, stretch) for stretch in stretches(text))


def _count(pattern: re.Pattern[str], text: str, stretch: Span) -> int:
    if stretch.length > 2 * STRETCH:  # a text without paragraphs: one by one, which takes twice as long
        return sum(1 for _ in paced(pattern.finditer(text, *stretch)))
    return len(pattern.findall(text, *stretch))


def word_count(text: str) -> int:
    """How many words a reader would count: what stands between spaces, and `words` in scripts without them."""
    return len(text.split()) if _has_spaces(set(text)) else len(words(text))


def _has_spaces(signs: Iterable[str]) -> bool:
    """Whether none of these characters is of a script that puts no space between words."""
    return not any(first <= sign <= last for sign in signs for first, last in _runs_without_spaces())


@cache
def _runs_without_spaces() -> list[tuple[str, str]]:
    return [(run[0], run[-1]) for run in re.findall(r".-.|.", _WITHOUT_SPACES)]


@lru_cache(maxsize=256)
def _word_pattern(marks: str, spaced: bool, japanese: bool) -> re.Pattern[str]:
    """Of the words of a text with these combining marks; of one that is `spaced` throughout, without the scripts that
    put no space between words, which take most of the time to compile.
    """
    mark = rf"[{re.escape(marks)}\u200c\u200d]"
    letter = rf"(?:(?:[^\W{'' if spaced else _WITHOUT_SPACES}⁰¹²³⁴-⁹]|\d){mark}*)"
    signs = rf"""
      | [\u3040-\u309f]+{mark}* | [\u30a0-\u30ff\uff66-\uff9f]+{mark}*
      | [{_HAN}]{"+" if japanese else ""}{mark}*
      | {_SYLLABLE}
      | [{_WITHOUT_SPACES}]{mark}*(?:(?<=[{_LINKING}])[{_LINKED}]{mark}*){{0,3}}
    """
    return re.compile(
        rf"""
        (?:[^\W\d_]\.){{2,}}(?!\w)                                    # c.a. C.C.J.
      | \d+(?:[.,:]\d+)*(?![\w{_HYPHENS}’'])\s?[%‰°]                  # 3.8% 4,0 %
      | (?<![cdhkm\w])[cdhkm]?m[²³](?!\w)                             # m² km³
      | (?:(?<![\w)])[-‐‑](?={letter}))?                              # -licenties
        (?:\({letter}+[-‐‑]?\)(?={letter}))?                          # (semi-)overheden
        {letter}+
        (?: (?:[-‐‑'’·״׳־]|(?<=\d)[.,:](?=\d)){letter}+ | \([-‐‑]?{letter}+[-‐‑]?\){letter}* )*
        (?:[-‐‑](?=[\s,)]))?                                          # herstel-
        {"" if spaced else signs}
        """,
        re.VERBOSE,
    )


_SYLLABLE = """[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]?
    (?:[\u0e01-\u0e2e](?:[\u0e31\u0e34-\u0e3a]?\u0e4c)?(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4b\u0e4d\u0e4e]))*"""
"""A Thai consonant with its vowels and the bare consonants that close it: about a syllable."""
