"""Escape: text from letters, tags and notes, written so that a format takes it for text and nothing else.

One function a format; each is a pure function of a string. What is written where is the formats' own affair.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_ALWAYS = re.compile(
    r"[\\`*\[\]<~|$^{_&#=%](?:"  # any of the signs, so that one is looked for quickly; and then
    r"(?<=[^_&#=%])"
    r"|(?<=_)(?:(?<![^\W_]_)|(?![^\W_]))"
    r"|(?<=&)(?=[#A-Za-z])"
    r"|(?<=\s#)"
    r"|(?<==)(?:(?<===)|(?==))"
    r"|(?<=%)(?:(?<=%%)|(?=%))"
    r")"
)
"""What opens or closes something anywhere in a line, in CommonMark or a common extension of it: emphasis,
code, links, raw HTML, entities, tables, strike-through, mathematics, attributes, highlights, comments.
An underscore between letters does nothing, and stays: it is part of many addresses."""

_AT_START = re.compile(r"(?:[#>+\-=:%]|\d{1,9}(?=[.)]))", re.ASCII)
"""What makes a heading, quotation, list, rule, definition or comment at the start of a line."""


_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"
_LONE = r"[\ud800-\udfff]"
"""Half a character of UTF-16 without its other half: no encoding can write it."""


def plain(text: str) -> str:
    """`text` without control characters and lone surrogates, its line ends `\n`; tabs stay."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_LONE, "\ufffd", re.sub(_CONTROL, "", text))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space, and none at its ends."""
    return " ".join(plain(text).split())


def markdown(text: str) -> str:
    """One line of text as Markdown that reads as exactly that text, at the start of a line or inside one."""
    text = plain(text)
    inside = text.strip()
    if not inside:
        return _spaces(text)
    at = text.index(inside)
    return _spaces(text[:at]) + at_start(within(inside)) + _spaces(text[at + len(inside) :])


def within(text: str) -> str:
    """Text as Markdown that reads as that text in the middle of a line."""
    return _ALWAYS.sub(r"\\\g<0>", text)


def at_start(line: str) -> str:
    """A line of Markdown, so that its first characters do not make a heading, list, rule or quotation of it."""
    opening = _AT_START.match(line)
    if not opening:
        return line
    head = opening.group()
    return (head + "\\" if head[0].isdigit() else "\\" + head) + line[len(head) :]


def _spaces(text: str) -> str:
    """White space that Markdown would strip, as character references."""
    return "".join(f"&#{ord(c)};" for c in text)


def markdown_blocks(text: str) -> str:
    """Paragraphs, parted by blank lines, as Markdown; a line end inside one is a hard break."""
    paragraphs = re.split(r"\n{2,}", plain(text).strip("\n"))
    return "\n\n".join("\\\n".join(map(markdown, p.split("\n"))) for p in paragraphs)


def markdown_quote(text: str) -> str:
    """The same as a block quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown_blocks(text).split("\n"))


_ESCAPED = r"\\([!-/:-@\[-`{-~])|&#([0-9]{1,7});"


def from_markdown(line: str) -> str:
    """The text that `markdown` made `line` of; of other Markdown, the same with its escapes taken back."""
    return re.sub(_ESCAPED, _taken_back, line)


def _taken_back(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    number = int(match[2])
    return chr(number) if 0 < number < 0x110000 else match[0]


_FORMULA = r"'*[=+\-@|%\t\r\n＝＋－＠]"
"""What spreadsheets take for the start of a formula or command, full-width signs included (OWASP, CSV Injection);
and the same after apostrophes, so that taking one away undoes it."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run `text` as it stands in a cell."""
    return re.match(_FORMULA, text) is not None


def cell(text: str) -> str:
    """`text` as a table's cell that no spreadsheet runs."""
    text = plain(text)
    return f"'{text}" if is_formula(text) else text


def from_cell(text: str) -> str:
    """The text that `cell` made `text` of."""
    return text[1:] if text.startswith("'") and is_formula(text) else text


def listed(words: Iterable[str]) -> str:
    """Words in one cell, with `; ` between them; a semicolon or backslash in one gets a backslash before it."""
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", word) for word in words)


def from_list(cell: str) -> tuple[str, ...]:
    """The words that `listed` put in a cell."""
    words = (re.sub(r"\\(.)", r"\1", found.strip()) for found in re.findall(r"(?:\\.|[^;\\])+", cell))
    return tuple(word for word in words if word)


def xml(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold; its markup is the XML writer's affair."""
    return plain(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def yaml(text: str) -> str:
    """`text` as a double-quoted YAML scalar, read alike by YAML 1.1, 1.2 and JSON."""
    written = json.dumps(xml(text), ensure_ascii=False)
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\ufeff", "\\ufeff")


_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
        "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    }
)  # fmt: skip


def bibtex(text: str) -> str:
    """`text` on one line, as the value of a BibTeX field in braces."""
    return one_line(text).translate(_BIBTEX)
