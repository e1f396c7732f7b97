"""The verb that brings annotations in: import. What files can come in, and what they change, is `importers/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefreader.annotations import Annotation
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.importers import Import, Known, import_file
from briefreader.library import Library
from briefreader.settings import Paths, usable
from briefreader.verbs import say
from briefreader.verbs.reading import workplace
from briefreader.workplace import Workplace

if TYPE_CHECKING:
    from argparse import Namespace


class Letters(Mapping[str, Document]):
    """A library's documents by id, each opened when it is asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, id: str) -> Document:
        entry = self._library.entry(id)
        if entry is None:
            raise KeyError(id)
        return self._library.open(entry)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._library.entry(id) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in self._library.entries)

    def __len__(self) -> int:
        return len(self._library.entries)


def import_annotations(options: Namespace) -> int:
    """Takes a file in as one change, or tells what it would be. Exit code 1 if something in it was refused."""
    return take_in(workplace(options), Path(options.file), options.dry_run, options.json)


def take_in(place: Workplace, file: Path, dry_run: bool, as_json: bool) -> int:
    """`import_annotations` at a workplace that is open."""
    made = import_file(file, known(place))
    if not dry_run:
        carry_out(place, made)
    if as_json:
        say.as_json(report(made, dry_run))
    else:
        for sentence in made.said:
            say.aside(sentence)
        if not (made.added or made.changed or made.same or made.refused or made.change.after):
            say.aside(f"{file} holds nothing that is read back: `briefreader import --help` names what is.")
        say.line(f"{'Would be: ' if dry_run else ''}{made.summary}")
    return 1 if made.refused else 0


def known(place: Workplace) -> Known:
    """The letters, annotations and tags that are here."""
    store = place.store
    kept = tuple(a for id in store.documents() for a in store.annotations(id, deleted=True))
    return Known(Letters(place.library), kept, store.codebook(), usable(Paths.of_user().settings)[0].signed)


def carry_out(place: Workplace, made: Import) -> None:
    """Makes the change, and keeps the texts that its annotations were made on."""
    for id in made.change.documents():
        entry = place.library.entry(id)
        if entry is not None:
            try:
                place.remember(place.library.open(entry))
            except LoadError as error:
                say.aside(f"{id}: {error}")
    if made.change.after:
        place.store.apply(made.change)


def report(made: Import, dry_run: bool) -> dict[str, Any]:
    """What `import --json` tells."""
    ids = [record.id for record in made.change.after if isinstance(record, Annotation)]
    return {
        "dry_run": dry_run,
        "added": made.added,
        "changed": made.changed,
        "same": made.same,
        "refused": made.refused,
        "annotations": ids,
        "said": list(made.said),
    }
