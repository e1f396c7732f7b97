"""The verbs that take annotations out, bring them in, and prove them: export, import, verify."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from pathlib import Path

from briefreader.annotations import Annotation
from briefreader.document import Document
from briefreader.errors import LoadError, NotFound
from briefreader.verbs import say
from briefreader.verbs.reading import workplace
from briefreader.workplace import Workplace


def export(options: Namespace) -> int:
    """The annotations in a format, to a file or to standard output; what is lost goes to standard error."""
    from briefreader import exporters

    place = workplace(options)
    documents = chosen(place, options.doc)
    request = exporters.Request(
        documents=documents,
        annotations=tuple(a for document in documents for a in place.placed(document)),
        codebook=place.store.codebook(),
        tags=known_tags(place, options.tag),
        group=options.group,
        split=options.split,
        template=exporters.template(options.template) if options.template else "",
        style=options.style,
        lines=options.lines,
        front_matter=options.front_matter,
    )
    made = exporters.export(options.format, request)
    for loss in made.losses:
        say.aside(loss)
    if options.output is None or options.output == "-":
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
        return 0
    for path in exporters.write(made, Path(options.output), options.format, options.force):
        say.aside(f"Wrote {path}.")
    return 0


def chosen(place: Workplace, wanted: list[str]) -> tuple[Document, ...]:
    """The documents asked for, else all that can be read, by date and then by id."""
    if wanted:
        return tuple(place.document(one) for one in wanted)
    read = []
    for entry, document in place.library.documents():
        if isinstance(document, LoadError):
            say.aside(f"{entry.id}: {document}")
        else:
            read.append(document)
    return tuple(sorted(read, key=lambda document: (document.metadata.date or "9999", document.id)))


def known_tags(place: Workplace, wanted: list[str]) -> tuple[str, ...]:
    """The tags asked for, as the codebook spells them. Raises NotFound for one that nobody has made."""
    codebook = place.store.codebook()
    found = []
    for name in wanted:
        tag = codebook.get(name)
        if tag is None and not codebook.children(name):
            raise NotFound(f"There is no tag “{name}”. `briefreader tags` lists them.")
        found.append(tag.name if tag else name)
    return tuple(found)


def verify(options: Namespace) -> int:
    """Every annotation against the text as it is now. Exit code 1 if one has lost its words."""
    place = workplace(options)
    rows = [verified(annotation, how) for annotation, how in verdicts(place)]
    counts = Counter(row["status"] for row in rows)
    said = {"checked": len(rows)} | {name: counts[name] for name in ("exact", "moved", "orphaned")}
    if options.json:
        say.as_json(said | {"annotations": [row for row in rows if row["status"] != "exact"]})
    else:
        say.line(", ".join(f"{count} {name}" for name, count in said.items()))
        for row in rows:
            if row["status"] != "exact":
                say.line(f"{row['status']}: {row['id']} in {row['document']}: “{row['quote'][:60]}”")
    return 1 if counts["orphaned"] else 0


def verdicts(place: Workplace) -> list[tuple[Annotation, str]]:
    """Each annotation with `exact`, `moved` or `orphaned`; those of letters that are gone are orphaned too."""
    found: list[tuple[Annotation, str]] = []
    texts = {entry.id: entry for entry in place.library.entries}
    for id in place.store.documents():
        try:
            document = place.library.open(texts[id]) if id in texts else None
        except LoadError as error:
            say.aside(f"{id}: {error}")
            document = None
        if document is None:
            found += [(annotation, "orphaned") for annotation in place.store.annotations(id)]
            continue
        kept = {annotation.id: annotation for annotation in place.store.annotations(id)}
        for annotation in place.placed(document):
            found.append((annotation, verdict(document, kept[annotation.id], annotation)))
    return found


def verdict(document: Document, kept: Annotation, placed: Annotation) -> str:
    """`exact`: its words stand where it says; `moved`: they stand elsewhere; `orphaned`: they are gone."""
    if placed.status == "orphaned":
        return "orphaned"
    stands = kept.span.of(document.text) == kept.target.quote
    return "exact" if stands and kept.span == placed.span else "moved"


def verified(annotation: Annotation, how: str) -> dict[str, str]:
    """What `verify --json` says of one annotation."""
    return {
        "id": annotation.id,
        "document": annotation.document,
        "status": how,
        "quote": annotation.target.quote,
    }
