"""Losses: what a format cannot hold or how it was mapped, in sentences for the reader.

Here are the sentences that several formats share; the others stand with their format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefreader.exporters.passages import Passage, strangers
from briefreader.exporters.request import Request
from briefreader.wording import counted


def common(request: Request, rows: Sequence[Passage], unplaced: str) -> Iterator[str]:
    """What is true of every format. `unplaced` says what becomes of passages whose words are gone."""
    lost = strangers(request.documents, request.annotations)
    if lost:
        letters = len({annotation.document for annotation in lost})
        yield f"{counted(len(lost), 'highlight')} of {counted(letters, 'letter')} not at hand: left out."
    gone = sum(row.span is None for row in rows)
    if gone:
        yield f"{counted(gone, 'highlight')} whose words are no longer in the letter: {unplaced}."
    changed = sum(row.span is not None and row.text != row.annotation.target.quote for row in rows)
    if changed:
        yield f"{counted(changed, 'highlight')} on words that changed: given as the letter has them now."
