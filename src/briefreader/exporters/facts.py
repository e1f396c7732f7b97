"""Facts: what is said of a letter, of a passage's place and of a note, in words that every format can use.

How a letter is cited is `references.py`; escaping what is said here is the formats' own affair.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefreader.document import Document, Footnote, Status
from briefreader.exporters.escape import one_line
from briefreader.exporters.passages import Passage
from briefreader.exporters.references import in_words, reference

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

NOTE_DOUBTS: Mapping[Status, str] = {
    Status.LIKELY: " (probably this note)",
    Status.AMBIGUOUS: " (perhaps this note)",
}
"""What is said after a note that may belong to another marker."""


def letter_facts(document: Document, style: str) -> tuple[str, ...]:
    """What stands under a letter's title: its paper or number, its date, who signed it."""
    known = document.metadata
    number = reference(document, style) if known.paper else known.number
    date = in_words(known.date, document.language) if known.date else ""
    if date and "date" in known.inferred:
        date += " (inferred)"
    names = ", ".join(signatory.name for signatory in known.signatories)
    return tuple(one_line(fact) for fact in (number, date, names) if fact)


def paragraphs(passage: Passage) -> str:
    """Numbers of the paragraphs it stands in: `3`, or `3–5` where it goes on; empty in headings and tables."""
    if not passage.paragraphs:
        return ""
    first, last = passage.paragraphs
    return str(first) if first == last else f"{first}–{last}"


def place(passage: Passage) -> str:
    """Where in its letter it stands: `§ Sancties, ¶ 3`."""
    section = one_line(passage.section[-1]) if passage.section else ""
    numbers = paragraphs(passage)
    return ", ".join(part for part in (section and f"§ {section}", numbers and f"¶ {numbers}") if part)


def note_label(note: Footnote) -> str:
    """The note's label as its marker has it: `¹²`."""
    return note.label.translate(SUPERSCRIPT)


def note_text(note: Footnote) -> str:
    """What the note says, on one line, and how sure it is that it belongs to its marker."""
    text = note.text if note.text is not None else "(this note is not in the file)"
    return one_line(text) + NOTE_DOUBTS.get(note.status, "")
