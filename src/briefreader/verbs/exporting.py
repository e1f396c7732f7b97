"""The verb that takes annotations out: export."""

from __future__ import annotations

import sys
from pathlib import Path

from briefreader.document import Document
from briefreader.errors import LoadError, NotFound
from briefreader.settings import Paths, usable
from briefreader.verbs import say
from briefreader.verbs.reading import adopt_renamed, tell_problems, workplace
from briefreader.workplace import Workplace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from briefreader.exporters import Export


def export(options: Namespace) -> int:
    """The annotations in a format, to a file or to standard output. Exit code 2 if an annotation file cannot be read."""
    from briefreader import exporters

    place, settings = workplace(options), usable(Paths.of_user().settings)[0]
    adopt_renamed(place)
    format = exporters.FORMATS.get(options.format)
    documents = chosen(place, options.doc, bare=format is not None and format.whole)
    several = not options.doc and len(place.library.entries) > 1
    request = exporters.Request(
        documents=documents,
        annotations=tuple(a for document in documents for a in place.placed(document)),
        codebook=place.store.codebook(),
        tags=known_tags(place, options.tag),
        group=options.group,
        name="highlights" if several else "",
        split=options.split,
        template=exporters.template(options.template) if options.template else "",
        style=options.style or settings.citation,
        lines=options.lines,
        front_matter=options.front_matter,
    )
    made = exporters.export(options.format, request)
    put(made, options.format, options.output or "-", options.force)
    return tell_problems(place)


def put(made: Export, format: str, output: str, force: bool) -> None:
    """An export to a file, or to standard output for `-`; what is lost goes to standard error."""
    from briefreader import exporters

    for loss in made.losses:
        say.aside(loss)
    if output == "-":
        if sys.stdout is not None:  # as it is where standard output is closed
            sys.stdout.buffer.write(made.content)
            sys.stdout.buffer.flush()
        return
    for path in exporters.write(made, Path(output), format, force):
        say.aside(f"Wrote {path}.")


def chosen(place: Workplace, wanted: list[str], bare: bool = False) -> tuple[Document, ...]:
    """The documents asked for, else those that have annotations, by date and then by id.

    With `bare`, and where there is but one, those without annotations as well. What cannot be read is told.
    """
    if wanted:
        return tuple(place.document(one) for one in wanted)
    entries = place.library.entries
    everything = bare or len(entries) == 1
    ids = {entry.id for entry in entries if everything or place.store.annotations(entry.id)}
    read = []
    for entry, document in place.library.documents(ids):
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
