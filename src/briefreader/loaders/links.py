"""Links: citations that a file resolves itself, by linking words to the publication they name.

Beside those that `citations` finds in the words; where both see one, the words' own is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefreader.document import Citation, Look, Mark

PUBLICATION = re.compile(
    r"(?:^|//(?:zoek|repository)\.[\w.]+/(?:[\w./-]*/)?)(?P<id>(?P<series>kst|ah|h|blg|stb|stcrt|trb)-[\w-]*\d[\w-]*)(?:\.\w+)?$",
    re.IGNORECASE,
)
"""The id of an official publication, bare or in the addresses it is published under."""

SERIES = {
    "kst": "paper",
    "ah": "appendix",
    "h": "proceedings",
    "blg": "attachment",
    "stb": "gazette",
    "stcrt": "gazette",
    "trb": "gazette",
}
"""Kind of citation by the series a publication is in."""


def with_links(found: Sequence[Citation], marks: Iterable[Mark]) -> tuple[Citation, ...]:
    """`found`, sorted by place, and the publications that `marks` link to, by place."""
    made = list(found)
    for mark in marks:
        match = PUBLICATION.search(mark.target) if mark.look is Look.LINK else None
        if match is None:
            continue
        series = match["series"].lower()
        name = series + match["id"][len(series) :]
        if not any(citation.id == name and citation.span.overlaps(mark.span) for citation in found):
            made.append(Citation(name, mark.span, SERIES[series]))
    return tuple(sorted(made, key=lambda citation: (citation.span, citation.id)))
