"""Decoding: the characters of a text file, whatever it was saved in, and what had to be repaired to see them.

Which of them are text of the letter is `plain.py`'s business; NFC and control characters are the builder's.
"""

from __future__ import annotations

import codecs
import re

from briefreader.errors import LoadError
from briefreader.text import stretches
from briefreader.values import frozen

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks; UTF-32 first, for its mark begins like UTF-16's."""

BINARY = 0.02
"""Share of control characters from which on a file is no text."""

WESTERN = "äëïöüÄËÏÖÜáéíóúÁÉÍÓÚàèìòùÀÈâêîôûçÇñßåøæ‘’“”„–—…•€§°²³µ½«»·´\u00a0"
"""What letters from Western Europe have beyond ASCII."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@frozen
class Fix:
    """A stretch that was decoded wrongly once and is right now."""

    start: int
    end: int
    was: str


@frozen
class Decoded:
    """A file's text, as it should read."""

    text: str
    encoding: str
    fixes: tuple[Fix, ...] = ()
    warning: str = ""


def decode(data: bytes) -> Decoded:
    """The text in `data`: by its byte-order mark, as UTF-8, else by a guess, which is told as a warning.

    Raises LoadError if it is not text.
    """
    text, encoding, warning = _decoded(data)
    if len(_CONTROL.findall(text)) > BINARY * len(text):
        raise LoadError("is not text. Give it the suffix of what it is, if briefreader reads that.")
    fixed, fixes = unscrambled(text)
    return Decoded(fixed, encoding, fixes, warning)


def encoding_of(head: bytes) -> str:
    """The encoding of a file by what it begins with. Raises LoadError if that is not text."""
    return decode(head).encoding


def _decoded(data: bytes) -> tuple[str, str, str]:
    """(text, encoding, warning)."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, ""
    if encoding := _wide(data):
        return data.decode(encoding, "replace"), encoding, ""
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:
            return (
                data[: error.start].decode("utf-8"),
                "utf-8",
                "The file ends inside a character: it was cut off.",
            )
        return _guessed(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every other byte."""
    head = data[:4096]
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if (
            len(head) >= 8
            and head[first::2].count(0) > 0.6 * (len(head) // 2)
            and not head[1 - first :: 2].count(0)
        ):
            return encoding
    return ""


def _guessed(data: bytes) -> tuple[str, str, str]:
    """Text in an older encoding, or UTF-8 with a few broken bytes."""
    if data.count(0):
        raise LoadError("is not text. Give it the suffix of what it is, if briefreader reads that.")
    broken = data.decode("utf-8", "replace")
    wrong = broken.count("\ufffd")
    right = sum(character > "\x7f" for character in broken) - wrong
    if right > 10 * wrong:
        return broken, "utf-8", f"{wrong} characters are damaged and shown as \ufffd."
    encoding = "cp1252" if _western(data) else _by_statistics(data)
    return (
        data.decode(encoding, "replace"),
        encoding,
        f"The file does not say its encoding; read as {encoding}.",
    )


def _western(data: bytes) -> bool:
    """Whether what is not ASCII is what West European letters have in Windows-1252: ë é ï ’ “ – €, …"""
    signs = bytes({byte for byte in data if byte >= 0x80}).decode("cp1252", "replace")
    return sum(sign not in WESTERN for sign in signs) <= 2


def _by_statistics(data: bytes) -> str:
    from charset_normalizer import from_bytes  # heavy, and seldom needed

    best = from_bytes(data[: 1 << 18]).best()
    return best.encoding if best else "cp1252"


def _byte(character: str) -> int:
    """The byte a character was made of when UTF-8 was read as Windows-1252 or Latin-1.

    Windows-1252 has no character for 9D, the last byte of the closing quotation mark; it became U+FFFD.
    """
    if character == "\ufffd":
        return 0x9D
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character)


MIXED = 0.2
"""Letters beyond ASCII that are right, for each that is scrambled, up to which a text counts as scrambled."""

_HIGH_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_TRAIL = "".join(bytes([b]).decode("cp1252", "ignore") + chr(b) for b in range(0x80, 0xC0))
_SCRAMBLED = re.compile(
    f"\u00e2\u20ac\ufffd|[\u00c2-\u00df][{re.escape(_TRAIL)}]|[\u00e0-\u00ef][{re.escape(_TRAIL)}]{{2}}|[\u00f0-\u00f4][{re.escape(_TRAIL)}]{{3}}"
)


def unscrambled(text: str) -> tuple[str, tuple[Fix, ...]]:
    """UTF-8 that was read as Windows-1252 and saved again (`Ã«`, `â€™`) put right, and where."""
    hits = [hit for part in stretches(text) for hit in _SCRAMBLED.finditer(text, *part)]
    if len(hits) < 2 or len(_HIGH_LETTER.findall(_SCRAMBLED.sub("", text))) > MIXED * len(hits):
        return text, ()
    parts: list[str] = []
    fixes: list[Fix] = []
    done = length = 0
    for hit in hits:
        right = bytes(_byte(c) for c in hit[0]).decode("utf-8", "ignore")
        if len(right) != 1:
            continue
        parts += [text[done : hit.start()], right]
        length += hit.start() - done
        fixes.append(Fix(length, length + 1, hit[0]))
        length += 1
        done = hit.end()
    return "".join([*parts, text[done:]]), tuple(fixes)
