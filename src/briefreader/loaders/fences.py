"""Fences: which stretches of a Markdown text are fenced code, in which no sign is markup (CommonMark 4.5).

Only fences that stand in no list or quotation, which is where letters have them. What signs mean elsewhere is
`markdown`'s and `long.marked`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_LINE = re.compile(r"(?m)^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})(.*)$")


def opened_by(line: str) -> str:
    """The fence that a line opens; empty if it opens none."""
    match = _LINE.match(line)
    return match[1] if match else ""


def closes(line: str, fence: str) -> bool:
    """Whether a line closes what `fence` opened: of the same signs, no fewer of them, and nothing else."""
    match = _LINE.match(line)
    return bool(match and match[1].startswith(fence) and not match[2].strip())


def code_in(text: str) -> Iterator[tuple[int, int | None]]:
    """Start and end of each stretch of fenced code, fences included; no end if it is not closed."""
    if (
        "```" not in text and "~~~" not in text
    ):  # most have none, and this is found out in a tenth of the time
        return
    start, fence = 0, ""
    for line in _LINE.finditer(text):
        if not fence:
            start, fence = line.start(), line[1]
        elif closes(line[0], fence):
            yield start, line.end()
            fence = ""
    if fence:
        yield start, None


def outside_code(text: str, change: Callable[[str], tuple[str, int]]) -> tuple[str, int]:
    """`text` with what `change` makes of each part outside fenced code, and how many changes those were."""
    made: list[str] = []
    count = at = 0
    for start, end in [*code_in(text), (len(text), None)]:
        words, changes = change(text[at:start])
        made += [words, text[start:end]]
        count += changes
        at = len(text) if end is None else end
    return "".join(made), count
