"""Attributes: identifiers and classes that converters write beside the words of Markdown, and the fences of their parts.

`# Title {#id .class}`, `[words]{.class}`, `::: part`: taken out before the text is parsed, for they are markup that
CommonMark does not know. The words, and the number of lines, stay as they are.
"""

from __future__ import annotations

import re

from briefreader.loaders.fences import outside_code

_GIVEN = r"\{[ ]?[#.][\w.:-][^{}\n]*\}"
_AFTER_HEADING = re.compile(rf"(?m)^( {{0,3}}#{{1,6}}[^\n]*?)[ \t]*{_GIVEN}[ \t]*$")
_UNDERLINED = re.compile(rf"(?m)^([^\n]+?)[ \t]*{_GIVEN}[ \t]*$(?=\n(?:=+|-+)[ \t]*$)")
_SPAN = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]{{0,400}}\]){{0,400}})\](?:{_GIVEN})")
_FENCE = re.compile(r"(?m)^[ \t]*:{3,}[ \t]*(?:[\w-]+|\{[^{}\n]*\})?[ \t]*:*[ \t]*$")


SIGNS = ("{#", "{.", "{ #", "{ .", ":::")
"""Without any of these a text has none."""


def without_attributes(text: str) -> tuple[str, int]:
    """`text` without them, code in fences left alone, and how many there were."""
    if not any(sign in text for sign in SIGNS):
        return text, 0
    return outside_code(text, taken)


def taken(text: str) -> tuple[str, int]:
    """The same of a text without code."""
    count = 0
    for pattern, kept in ((_AFTER_HEADING, r"\1"), (_UNDERLINED, r"\1"), (_SPAN, r"\1"), (_FENCE, "")):
        text, found = pattern.subn(kept, text)
        count += found
    return text, count
