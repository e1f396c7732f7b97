"""Memo: the passages as a DOCX file to work on in Word or LibreOffice, each with its source in a footnote.

What a DOCX file is made of is `word.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefreader.colours import COLOURS
from briefreader.document import Document
from briefreader.exporters.escape import one_line, plain
from briefreader.exporters.facts import letter_facts, note_text, place
from briefreader.exporters.losses import common
from briefreader.exporters.passages import Group, Passage, asked_for, groups
from briefreader.exporters.references import published_at
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import parts
from briefreader.exporters.tables import used_tags
from briefreader.exporters.word import Manuscript, Run

TINT = 0.25
"""How much of a tag's colour is behind its name; the rest is white, so that the name can be read."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write_docx(request: Request) -> Export:
    """The passages under their headings, with tags and notes; their references are footnotes."""
    made = {name: _memo(part) for name, part in parts(request, ".docx").items()}
    rows = asked_for(request)
    losses = [*common(request, rows, "they stand at its end")]
    losses.append("Links back to briefreader stay out: what is changed in a memo does not come back.")
    return Export(made, tuple(losses))


def _memo(request: Request) -> bytes:
    rows = asked_for(request)
    letters = {row.document.id: row.document for row in rows}
    languages = {document.language for document in letters.values()}
    manuscript = Manuscript(languages.pop() if len(languages) == 1 else "nl")
    colours = {
        tag.name.casefold(): colour
        for tag in used_tags(request.codebook, rows)
        if _COLOUR.fullmatch(colour := COLOURS.get(tag.colour, tag.colour))
    }
    headings = groups(rows, request.group, request.codebook, request.tags)
    title = request.title or ("" if len(letters) == 1 and request.group == "document" else "Highlights")
    if title:
        manuscript.add("Title", [Run(one_line(title))])
    request.progress.expect(sum(len(group.passages) for group in headings))
    for group in headings:
        _heading(manuscript, group, request)
        for passage in request.progress.over(group.passages):
            _passage(manuscript, passage, colours)
    if not headings:
        manuscript.add("Normal", [Run("No passages.")])
    return manuscript.content(title or headings[0].title)


def _heading(manuscript: Manuscript, group: Group, request: Request) -> None:
    manuscript.add(f"Heading{group.level}", [Run(one_line(group.title))])
    if group.document and (facts := letter_facts(group.document, request.style)):
        manuscript.add("Facts", _facts(group.document, facts))
    if group.tag and group.tag.meaning:
        manuscript.add("Facts", [Run(plain(group.tag.meaning))])


def _facts(document: Document, facts: Sequence[str]) -> Iterator[Run]:
    """The letter's particulars; the first leads to where the letter is published."""
    address = published_at(document)
    yield Run(facts[0], "Hyperlink" if address else "", address=address)
    yield Run("".join(f" · {fact}" for fact in facts[1:]))


def _passage(manuscript: Manuscript, passage: Passage, colours: Mapping[str, str]) -> None:
    annotation = passage.annotation
    tags = [one_line(tag) for tag in annotation.tags]
    bar = next((colours[tag.casefold()] for tag in annotation.tags if tag.casefold() in colours), "")
    source = ", ".join(part for part in (one_line(passage.citation), place(passage)) if part)
    blocks = list(_quoted(passage)) or [[]]
    blocks[-1].append(Run("", footnote=f"{source}."))
    for n, runs in enumerate(blocks, start=1):
        manuscript.add("Quote", runs, bar, with_next=n < len(blocks) or bool(tags))
    for note in passage.footnotes:
        manuscript.add("QuotedNote", [Run(f"[{note.label}] {note_text(note)}")], with_next=bool(tags))
    if tags:
        manuscript.add("Tags", _chips(tags, colours))
    for words in plain(annotation.note).strip("\n").split("\n\n") if annotation.note.strip() else ():
        manuscript.add("Normal", [Run(words)])


def _quoted(passage: Passage) -> Iterator[list[Run]]:
    """The passage's words, block by block. The letter's own markers are in brackets: `[3]` is no note of the memo."""
    markers = {note.marker: note.label for note in passage.footnotes if note.marker}
    start = passage.span.start if passage.span else 0
    for block in re.finditer(r"[^\n]+(?:\n[^\n]+)*", passage.text):
        runs, at = [], block.start()
        for marker, label in sorted(markers.items()):
            if block.start() <= marker.start - start < block.end():
                runs.append(Run(plain(passage.text[at : marker.start - start])))
                runs.append(Run(f"[{label}]", "FootnoteReference"))
                at = marker.end - start
        yield [*runs, Run(plain(passage.text[at : block.end()]))]


def _chips(tags: Sequence[str], colours: Mapping[str, str]) -> Iterator[Run]:
    for n, tag in enumerate(tags):
        if n:
            yield Run("  ")
        colour = colours.get(tag.casefold(), COLOURS["grey"])
        yield Run(f"\u00a0{tag}\u00a0", "Tag", _tint(colour))


def _tint(colour: str) -> str:
    """The colour `#rrggbb` mixed with white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - TINT * (255 - part)):02x}" for part in parts)
