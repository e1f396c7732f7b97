"""The verbs that read: list, outline, text, search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefreader.document import Citation, Document, Footnote, Section
from briefreader.errors import BriefreaderError, LoadError
from briefreader.library import Entry, library_paths
from briefreader.span import Span
from briefreader.values import fields_of
from briefreader.verbs import say
from briefreader.versions.renderings import Card
from briefreader.workplace import Workplace, open_workplace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any


def workplace(options: Namespace) -> Workplace:
    """The library and annotations that the options name, with the files that a DOC is the path of.

    These may be elsewhere, or where a library does not look: in a hidden folder, or behind too many others.
    """
    named = [getattr(options, name, ()) for name in ("document", "documents", "doc")]
    documents = [one for some in named for one in ([some] if isinstance(some, str) else some)]
    given = [options.library] if options.library else []
    place = open_workplace([*given, *files_elsewhere(documents, given)], options.annotations)
    hidden = [one for one in documents if is_file(one) and place.library.at(one) is None]
    if not hidden:
        return place
    return open_workplace([*map(str, place.library.paths), *hidden], options.annotations)


def files_elsewhere(documents: Sequence[str], given: Sequence[str]) -> list[str]:
    """The DOCs that are paths of files outside the library.

    The library itself comes with them, should other DOCs be its own and it not be `given`.
    """
    try:
        library = library_paths(given, Path.cwd())
    except BriefreaderError:  # nothing here: then the files alone are the library
        library = ()
    outside = [one for one in documents if is_file(one) and not is_under(Path(one), library)]
    others = [] if given or not outside or len(outside) == len(documents) else [str(p) for p in library]
    return [*others, *outside]


def is_file(name: str) -> bool:
    """Whether it is the path of a file; what can be no path at all is not."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def is_under(path: Path, folders: Sequence[Path]) -> bool:
    """Whether it is one of them or lies in one."""
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def adopt_renamed(place: Workplace, document: Document | None = None) -> None:
    """Give letters that were renamed or moved their annotations back, and say so."""
    for sentence in place.adopt_renamed(document):
        say.aside(sentence)


def tell_problems(place: Workplace) -> int:
    """Name the annotation files that were asked for and cannot be read, and what mends them.

    The exit code: 2 if there are any, since what was printed is not all there is.
    """
    for problem in place.store.problems:
        say.aside(problem)
    return 2 if place.store.problems else 0


def list_documents(options: Namespace) -> int:
    """One line a letter, with its other renderings and the highlights of all of them; the unreadable ones with their reason.

    As JSON, one object a document. Exit code 2 if none can be read, or if an annotation file cannot.
    """
    place = workplace(options)
    adopt_renamed(place)
    letters = place.library.gathered()
    rows = [listed(place, entry, place.library.card(entry)) for entry in place.library.entries]
    for row in rows:
        row["renderings"] = list(letters.others(row["id"]))
    highlights = {row["id"]: row["highlights"] for row in rows}
    for warning in filter(None, (place.library.nothing, *place.library.warnings)):
        say.aside(warning)
    if options.json:
        say.as_json(rows)
    else:
        say.columns(
            (
                row["id"],
                row["date"] or "",
                row["paper"] or row["number"] or "",
                sum(highlights[id] for id in (row["id"], *row["renderings"])),
                f"{row['title']}{also(row['renderings'])}",
            )
            for row in rows
            if not row.get("error") and letters.best(row["id"]) == row["id"]
        )
    for row in rows:
        if row.get("error"):
            say.aside(f"{row['id']}: {row['error']}")
    none_read = bool(rows) and all(row.get("error") for row in rows)
    return tell_problems(place) or (2 if none_read else 0)


def also(renderings: Sequence[str]) -> str:
    """What is said of a letter's other renderings, behind its title."""
    return f" (also: {', '.join(renderings)})" if renderings else ""


def listed(place: Workplace, entry: Entry, card: Card | LoadError) -> dict[str, Any]:
    """What `list --json` says of one entry."""
    base: dict[str, Any] = {"id": entry.id, "title": None, "date": None, "number": None, "paper": None}
    base |= {"kind": None, "format": entry.format, "path": str(entry.path)}
    base |= {"words": 0, "sections": 0, "highlights": 0}
    if isinstance(card, LoadError):
        return base | {"error": str(card)}
    return base | {
        "title": card.title or entry.path.name,
        "date": card.date,
        "number": card.number,
        "paper": card.paper,
        "kind": card.kind,
        "format": card.format,
        "words": card.words,
        "sections": card.headings,
        "highlights": place.store.count(entry.id),
    }


def outline(options: Namespace) -> int:
    """A document's structure: everything as JSON, or its sections for a person."""
    document = workplace(options).document(options.document)
    if options.json:
        say.as_json(outlined(document))
        return 0
    say.line(document.title)
    for section in document.sections:
        say.line(
            "  " * section.level + section.title + (" (no heading in the text)" if section.synthetic else "")
        )
    found = sum(note.text is not None for note in document.footnotes)
    say.line(
        f"{len(document.footnotes)} footnotes, {found} with their text; {len(document.citations)} citations"
    )
    for warning in document.warnings:
        say.aside(warning)
    return 0


def outlined(document: Document) -> dict[str, Any]:
    """What `outline --json` says: the contract's fields, with offsets in code points of the text."""
    from briefreader.citations import PARLIAMENTARY

    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "metadata": said_of(document),
        "sections": [_section(section) for section in document.sections],
        "footnotes": [_footnote(note) for note in document.footnotes],
        "citations": own_paper(document)
        + [cited(document, c) for c in document.citations if c.kind in PARLIAMENTARY],
        "other_identifiers": [cited(document, c) for c in document.citations if c.kind not in PARLIAMENTARY],
        "paragraphs": [list(span) for span in document.paragraphs],
        "sentences": [list(span) for span in document.sentences],
        "repairs": [
            {"kind": r.kind, "start": r.span.start, "end": r.span.end, "source": r.source}
            for r in document.repairs
        ],
        "warnings": list(document.warnings),
    }


def cited(document: Document, citation: Citation) -> dict[str, Any]:
    """What `outline --json` says of one citation."""
    start, end = citation.span
    said = {"id": citation.id, "text": citation.span.of(document.text), "start": start, "end": end}
    return said | {"kind": citation.kind} | ({"doubt": citation.doubt} if citation.doubt else {})


def own_paper(document: Document) -> list[dict[str, Any]]:
    """The paper that the letter's own header names: the letter itself. It stands in the metadata, so in no text."""
    meta = document.metadata
    if meta.paper is None or "dossier" in meta.inferred:
        return []
    return [{"id": meta.paper, "text": "", "start": 0, "end": 0, "kind": "self"}]


def said_of(document: Document) -> dict[str, Any]:
    """The metadata under the names of the corpus' truth files."""
    known = document.metadata.known()
    for name in ("signatories", "agenda"):
        if name in known:
            values = getattr(document.metadata, name)
            known[name] = [{f: getattr(v, f) for f in fields_of(v) if getattr(v, f)} for v in values]
    number = known.get("dossier_number")
    if isinstance(number, str) and number.isdecimal():
        known["dossier_number"] = int(number)
    if document.metadata.paper:
        known["paper"] = document.metadata.paper
    return known


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "level": section.level,
        "start": section.span.start,
        "end": section.span.end,
        "line": section.line,
        "synthetic": section.synthetic,
    }


def _footnote(note: Footnote) -> dict[str, Any]:
    def ends(span: Span | None) -> dict[str, int] | None:
        return {"start": span.start, "end": span.end} if span else None

    return {
        "label": note.label,
        "text": note.text,
        "status": str(note.status),
        "marker": ends(note.marker),
        "body": ends(note.body),
    }


def text(options: Namespace) -> int:
    """The canonical text, or the same as Markdown."""
    document = workplace(options).document(options.document)
    if options.markdown:
        from briefreader.exporters.letter import letter_markdown

        print(letter_markdown(document), end="")
    else:
        print(document.text)
    return 0


def search(options: Namespace) -> int:
    """Every place where the query stands. Exit code 1 if there is none."""
    from briefreader.search import find, in_context

    place = workplace(options)
    chosen = [place.library.resolve(d) for d in options.documents] or list(place.library.entries)
    hits, lines = [], []
    for entry in chosen:
        try:
            document = place.library.open(entry)
        except LoadError as error:
            say.aside(f"{entry.id}: {error}")
            continue
        for span in find(document.text, options.query, regex=options.regex, whole_words=options.words):
            hits.append(found(document, span))
            around = "".join(in_context(document.text, span, AROUND, AROUND))
            lines.append(f"{document.id}:{span.start}: {around.strip()}")
    if options.json:
        say.as_json(hits)
    else:
        for line in lines:
            say.line(line)
    if not hits:
        say.aside(f"“{options.query}” is not found.")
    return 0 if hits else 1


AROUND = 40
"""Code points shown on either side of a hit: with it about a line of a terminal."""


def found(document: Document, span: Span) -> dict[str, Any]:
    """What `search --json` says of one hit."""
    block = document.block_at(span.start)
    low = block.span.start if block else 0
    high = block.span.end if block else len(document.text)
    return {
        "document": document.id,
        "start": span.start,
        "end": span.end,
        "section": " / ".join(document.section_path(span.start)),
        "before": document.text[max(low, span.start - AROUND) : span.start],
        "text": span.of(document.text),
        "after": document.text[span.end : min(high, span.end + AROUND)],
    }
