"""Salutation and signature: who is addressed, and who signs as what.

Finds the lines; the letter's other parts are not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefreader.courtesy import breathe
from briefreader.document import Signatory
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a

_PARTICLE = r"(?:van|de|der|den|het|ter|ten|te|von|zu|di|la|le|el|al|bin|’t|'t)"
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.\s?){1,5}\s?[^\W\d_]")

FOR_ANOTHER = 3
"""Lines under `namens deze` at most that name the one who signs, his office and his department."""

SIGNED = 8
"""Blank lines that are left to sign in at most."""

LONGEST = 12
"""Lines a signature takes at most."""


def signatures(lines: Sequence[Line]) -> list[range]:
    """Stretches of lines that are offices and names under a letter."""
    found: list[range] = []
    index = 0
    while index < len(lines):
        breathe()
        end = _end(lines, index)
        if end:
            found.append(range(index, end))
        index = end or index + 1
    return found


def _end(lines: Sequence[Line], index: int) -> int | None:
    """Where a signature ends that starts at `index`; None if none does."""
    first = lines[index].text
    if is_a("closing", first):
        end = index + 1
    elif is_a("office", first) and first[:1].isalpha() and len(first) < 140:
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        if not (_is_name(after) and (first.endswith(",") or _INITIALS.match(after))):
            return None
        end = index + 2
    else:
        return None
    while end < len(lines) and end - index < LONGEST and (_belongs(lines, end) or _for_another(lines, end)):
        end += 1
    return end if end > index + 1 else None


def _belongs(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if lines[index].turn or lines[index].gap > SIGNED:
        return False
    office = is_a("office", text) and (
        text.endswith(",") or (index + 1 < len(lines) and _is_name(lines[index + 1].text))
    )
    return office or _is_name(text) or is_a("on_behalf", text)


def _for_another(lines: Sequence[Line], index: int) -> bool:
    """Whether a line names the one who signs for another: it stands right under the words that say so.

    Between these and the first such line there may be room to sign.
    """
    line = lines[index]
    above = [is_a("on_behalf", other.text) for other in lines[max(0, index - FOR_ANOTHER) : index]]
    close = not line.gap or (above[-1] and line.gap <= SIGNED)
    return any(above) and not line.turn and close and len(line.text) < 70 and line.text[-1] not in ".:;?!"


def _is_name(text: str) -> bool:
    """Whether a line is one or more names: initials or capitals, no sentence."""
    if not text or len(text) > 70 or text[-1] in ".:;?!" or any(c.isdigit() for c in text):
        return False
    words = text.replace(",", "").split()
    capital = sum(word[0].isupper() for word in words)
    particles = sum(re.fullmatch(_PARTICLE, word) is not None for word in words)
    return (2 <= len(words) <= 8 and capital >= 2 and capital + particles == len(words)) or bool(
        _INITIALS.match(text)
    )


def signatories(lines: Sequence[str]) -> tuple[Signatory, ...]:
    """Who signed, where every office stands on a line of its own with a name under it."""
    found = []
    office = ""
    for line in lines:
        if is_a("office", line):
            office = line.rstrip(" ,")
        elif office and _is_name(line):
            found.append(Signatory(line.strip(" ,"), office))
            office = ""
    return tuple(found)
