"""Markdown: the daily export, and the pieces of which it and readers' own templates are made.

What becomes of a template is `templated.py`; reading Markdown back is `importers/markdown.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from briefreader.exporters import escape
from briefreader.exporters.facts import letter_facts, note_label, note_text, place
from briefreader.exporters.kept import signed
from briefreader.exporters.links import link
from briefreader.exporters.losses import common
from briefreader.exporters.passages import Group, Passage, asked_for, groups
from briefreader.exporters.references import reference
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import parts
from briefreader.values import changed


def write(request: Request) -> Export:
    """The passages as Markdown: one file, or one a letter or tag when they are to be split."""
    asked = request if request.front_matter is not None else changed(request, front_matter=request.split)
    rows = asked_for(request)
    written = {
        name: _file(part, asked_for(part) if request.split else rows)
        for name, part in parts(asked, ".md").items()
    }
    return Export(written, tuple(common(request, rows, "they stand at its end")))


def _file(request: Request, rows: Sequence[Passage]) -> bytes:
    if request.template:
        from briefreader.exporters.templated import filled  # only now: Jinja takes longer than all the rest

        body = filled(request, rows)
    else:
        body = "\n\n".join(_digest(request, rows))
    return signed(body.strip()).encode("utf-8", "replace")


# The digest: every passage under its letter and section, or under its tag. `templates/digest.md.j2` is the same, for
# readers to begin their own with.


def _digest(request: Request, rows: Sequence[Passage]) -> Iterator[str]:
    """The blocks that blank lines part."""
    if request.front_matter:
        yield front_matter(request, rows)
    headings = groups(rows, request.group, request.codebook, request.tags)
    request.progress.expect(sum(len(group.passages) for group in headings))
    for group in headings:
        yield from _heading(group, request.style)
        for passage in request.progress.over(group.passages):
            yield from _passage(passage, request.lines)
    if not headings:
        yield "No passages."


def _heading(group: Group, style: str) -> Iterator[str]:
    """The heading, with what is known of its letter or what its tag means."""
    yield heading(group.title, group.level)
    if group.document and (known := " · ".join(letter_facts(group.document, style))):
        yield escape.markdown(known)
    if group.tag and group.tag.meaning:
        yield escape.markdown_blocks(group.tag.meaning)


def _passage(passage: Passage, lines: bool) -> Iterator[str]:
    """The quotation, the notes in it, a line of tags, place and link, and what the reader noted."""
    annotation = passage.annotation
    yield escape.markdown_quote(passage.text)
    for note in passage.footnotes:
        yield f"{escape.markdown(note_label(note))} {escape.markdown(note_text(note))}"
    tags = ", ".join(bold(escape.one_line(tag)) for tag in annotation.tags)
    opened = linked(link(passage.document.id, annotation.id), "open")
    line = source_line(passage) if lines else ""
    facts = (tags, escape.markdown(place(passage)), opened, escape.markdown(line))
    yield " · ".join(fact for fact in facts if fact)
    if annotation.note:
        yield escape.markdown_blocks(annotation.note)


# Pieces


def heading(title: str, level: int = 1) -> str:
    """A heading of level 1 to 6 with that text."""
    return f"{'#' * level} {escape.markdown(escape.one_line(title))}"


def bold(words: str) -> str:
    """One line of text, set bold."""
    return f"**{escape.markdown(words.strip())}**"


def linked(address: str, words: str) -> str:
    """A link to `address`; `words`, which is Markdown already, is what one sees of it."""
    return f"[{words}]({quote(address, safe=':/#?=&%-._~')})"


def source_line(passage: Passage) -> str:
    """File and line on which the passage's block starts, `letter.txt:93`; empty if there are none."""
    path, line = passage.document.path, passage.line
    return f"{path.name}:{line}" if path and path.name and line else ""


def front_matter(request: Request, rows: Sequence[Passage]) -> str:
    """What the file is, as YAML: its letters, tags, number of passages and last change."""
    return "\n".join(_said_first(request, rows))


def _said_first(request: Request, rows: Sequence[Passage]) -> Iterator[str]:
    letters = {row.document.id: row.document for row in rows}
    tags = dict.fromkeys(escape.one_line(tag) for row in rows for tag in row.annotation.tags)
    title = request.title or (next(iter(letters.values())).title if len(letters) == 1 else "Highlights")
    yield "---"
    yield f"title: {escape.yaml(title)}"
    yield "documents:"
    for document in letters.values():
        known = document.metadata
        facts = {
            "id": document.id,
            "title": document.title,
            "citation": reference(document, request.style),
            "date": known.date,
            "paper": known.paper,
            "inferred": ", ".join(known.inferred),
        }
        shown = [f"{name}: {escape.yaml(value)}" for name, value in facts.items() if value]
        yield "  - " + "\n    ".join(shown)
    yield f"tags: [{', '.join(map(escape.yaml, tags))}]"
    yield f"highlights: {len(rows)}"
    yield f"modified: {escape.yaml(max((row.annotation.modified for row in rows), default=''))}"
    yield "generator: briefreader"
    yield "---"
