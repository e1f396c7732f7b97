"""The verbs that change annotations and list them: tag, untag, note, delete, undo, redo, history, restore, highlights."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefreader import changes
from briefreader.annotations import Annotation, clash, clashing
from briefreader.document import Document
from briefreader.errors import BriefreaderError, NotFound
from briefreader.settings import Paths, usable
from briefreader.span import Span
from briefreader.verbs import say
from briefreader.verbs.exporting import chosen, known_tags
from briefreader.verbs.reading import adopt_renamed, tell_problems, workplace
from briefreader.workplace import Workplace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any


def tag(options: Namespace) -> int:
    """Tag the passage; print the annotation's id once it is on the disk."""
    from briefreader.anchoring import describe  # only now: most of these verbs need none of it

    place = workplace(options)
    document = place.document(options.document)
    span = passage(document, options.quote, options.nth, options.span)
    path = document.section_path(span.start)
    target = describe(document.text, span, path, document.text_hash)
    adopt_renamed(place, document)
    existing = place.placed(document)
    creator = usable(Paths.of_user().settings)[0].signed
    if options.tags:
        codebook = place.store.codebook()
        change = changes.tag(
            existing, codebook, document.id, target, options.tags, creator=creator, note=options.note
        )
    else:
        change = changes.highlight(existing, document.id, target, creator=creator, note=options.note)
    place.remember(document)
    place.store.apply(change)
    made = changes.on_passage(place.placed(document), target)
    if made is None:
        raise NotFound("Somebody else deleted this highlight at the same moment. Try again.")
    if options.json:
        say.as_json(listed(made))
    else:
        say.line(made.id)
    return 0


def passage(document: Document, quote: str | None, nth: int | None, span: str | None) -> Span:
    """The passage that the options name.

    Raises NotFound if the words are not there, BriefreaderError if it is not clear which place is meant.
    """
    if (quote is None) == (span is None):
        one = "Say which passage" if quote is None else "Say the passage in one way"
        raise BriefreaderError(f"{one}: --quote TEXT, or --span START:END.")
    if span is not None:
        return given_span(document, span)
    places = quoted(document.text, quote or "")
    if not places:
        raise NotFound(
            f"“{(quote or '')[:60]}” does not stand in {document.id}. `briefreader search` finds words."
        )
    if nth is None and len(places) > 1:
        raise BriefreaderError(
            f"These words stand in {len(places)} places. Say which with --nth 1 to {len(places)}."
        )
    place = 1 if nth is None else nth
    if not 1 <= place <= len(places):
        raise NotFound(f"There is no place {place}: these words stand in {len(places)}, counted from 1.")
    return places[place - 1]


def quoted(text: str, quote: str) -> tuple[Span, ...]:
    """Where `quote` stands: letter for letter, else with any white space between its words."""
    words = [re.escape(word) for word in quote.split()]
    exact = [Span(*match.span()) for match in re.finditer(re.escape(quote), text)] if words else []
    loose = (Span(*match.span()) for match in re.finditer(r"\s+".join(words), text)) if words else ()
    return tuple(exact or loose)


def given_span(document: Document, written: str) -> Span:
    """`START:END` as a span of the document. Raises BriefreaderError if it is none."""
    match = re.fullmatch(r"(\d{1,12}):(\d{1,12})", written)
    if match is None:
        raise BriefreaderError(f"“{written}” is no span. Give two numbers, as in --span 1732:1741.")
    start, end = int(match[1]), int(match[2])
    if not 0 <= start < end <= len(document.text):
        raise BriefreaderError(
            f"{written} is not in {document.id}, which has {len(document.text)} characters."
        )
    return Span(start, end)


def untag(options: Namespace) -> int:
    """Take tags off; with its last one a highlight without a note goes."""
    place = workplace(options)
    annotation = place.annotation(options.id)
    carried = {name.casefold() for name in annotation.tags}
    for name in options.tags:
        if name.casefold() not in carried:
            raise NotFound(
                f"That highlight does not have the tag “{name}”. It has: {', '.join(annotation.tags) or 'none'}."
            )
    place.store.apply(changes.untag(annotation, options.tags))
    return 0


def note(options: Namespace) -> int:
    """Write the note."""
    place = workplace(options)
    place.store.apply(changes.set_note(place.annotation(options.id), options.text))
    return 0


def delete(options: Namespace) -> int:
    """Delete the annotation; `undo` and `restore` bring it back."""
    place = workplace(options)
    place.store.apply(changes.delete(place.annotation(options.id)))
    return 0


def undo(options: Namespace) -> int:
    """Take the last change back. Exit code 1 if there is none."""
    done = workplace(options).store.undo()
    if done is None:
        raise NotFound("There is nothing to undo.")
    say.aside(f"Undone: {done.label}.")
    return 0


def redo(options: Namespace) -> int:
    """Do again what was undone. Exit code 1 if there is nothing."""
    done = workplace(options).store.redo()
    if done is None:
        raise NotFound("There is nothing to redo.")
    say.aside(f"Done again: {done.label}.")
    return 0


def history(options: Namespace) -> int:
    """Every change, oldest first."""
    events = workplace(options).store.history()
    rows = [{"id": e.id, "at": e.at, "by": e.by, "deed": str(e.deed), "what": e.label} for e in events]
    if options.json:
        say.as_json(rows)
    else:
        say.columns((row["at"], row["by"], row["deed"], row["what"]) for row in rows)
    return 0


def restore(options: Namespace) -> int:
    """Bring a deleted annotation back; without an id, list those that can be."""
    place = workplace(options)
    gone = [
        annotation
        for document in place.store.documents()
        for annotation in place.store.annotations(document, deleted=True)
        if annotation.deleted
    ]
    if options.id is None:
        show(gone, options.json)
        return 0
    found = [annotation for annotation in gone if annotation.id.startswith(options.id)]
    if len(found) != 1:
        raise NotFound(f"{len(found) or 'No'} deleted highlights have an id that begins with “{options.id}”.")
    place.store.apply(changes.restore(found[0]))
    return 0


def highlights(options: Namespace) -> int:
    """The annotations, in reading order, letter by letter. Exit code 2 if an annotation file cannot be read."""
    place = workplace(options)
    tags = known_tags(place, options.tag)
    adopt_renamed(place)
    wanted = chosen(place, options.documents)
    rows = [
        annotation
        for document in wanted
        for annotation in place.placed(document)
        if carries(annotation, tags)
    ]
    if not options.documents:
        rows += [annotation for annotation in strays(place) if carries(annotation, tags)]
    show(rows, options.json)
    return tell_problems(place)


def strays(place: Workplace) -> list[Annotation]:
    """Annotations of letters that are not in this library now."""
    here = {entry.id for entry in place.library.entries}
    return [a for id in place.store.documents() if id not in here for a in place.store.annotations(id)]


def carries(annotation: Annotation, tags: Iterable[str]) -> bool:
    """Whether it has one of the tags or a tag beneath one; with no tags asked for, always."""
    wanted = tuple(tags)
    return not wanted or any(
        tag.casefold() == name.casefold() or tag.casefold().startswith(name.casefold() + "/")
        for tag in annotation.tags
        for name in wanted
    )


def show(annotations: Iterable[Annotation], as_json: bool) -> None:
    """A list of annotations, for a person or as JSON."""
    if as_json:
        say.as_json([listed(annotation) for annotation in annotations])
    else:
        say.columns(
            (a.id, a.document, ", ".join(a.tags) or "-", clipped(a.target.quote) + remark(a))
            for a in annotations
        )


def remark(annotation: Annotation) -> str:
    """What a person should know of it, behind its words: that it is in doubt, or that two people's work met in it."""
    doubt = f"  ({annotation.status})" if annotation.status != "exact" else ""
    return doubt + (f"  ({said})" if (said := clash(annotation)) else "")


def clipped(quote: str) -> str:
    """The beginning of a quotation: 60 code points leave room for the rest of the line."""
    return quote if len(quote) <= 60 else quote[:59].rstrip() + "…"


def listed(annotation: Annotation) -> dict[str, Any]:
    """What `highlights --json` says of one."""
    target = annotation.target
    return {
        "id": annotation.id,
        "document": annotation.document,
        "start": target.start,
        "end": target.end,
        "quote": target.quote,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "section": list(target.section),
        "tags": list(annotation.tags),
        "note": annotation.note,
        "created": annotation.created,
        "modified": annotation.modified,
        "creator": annotation.creator,
        "status": annotation.status,
        "clash": clashing(annotation),
    }
