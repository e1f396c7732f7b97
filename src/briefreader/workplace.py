"""Workplace: a library and its annotations, as the command line and the screen both open them.

Which folders are meant is `library.py` and `settings.py`; this only puts the two together, and keeps each
letter's annotations on their words.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from briefreader.anchoring import locate
from briefreader.annotations import Annotation
from briefreader.cache import Cache
from briefreader.document import Document
from briefreader.errors import NotFound
from briefreader.library import Library, annotations_folder, library_paths
from briefreader.readers import Readers
from briefreader.settings import Paths
from briefreader.store import Store


@dataclass(frozen=True)
class Workplace:
    """Letters, and what was added to them."""

    library: Library
    annotations: Path
    """The folder of the annotation files; it need not exist yet."""

    @cached_property
    def store(self) -> Store:
        """The annotations, opened when they are first asked for. Raises StoreError."""
        return Store(self.annotations)

    def document(self, wanted: str) -> Document:
        """The document a person means. Raises NotFound or LoadError."""
        return self.library.open(self.library.resolve(wanted))

    def placed(self, document: Document) -> tuple[Annotation, ...]:
        """The document's annotations, on their words in the text as it is now, in reading order.

        One whose words are gone has the status `orphaned` and keeps its old place.
        """
        kept = self.store.annotations(document.id)
        return in_reading_order(place(document, annotation) for annotation in kept)

    def remember(self, document: Document) -> None:
        """Have the store know the letter by its text and file, so that it is known again under another name."""
        # As seen from the annotations: they and the letters may move together, and say nothing of this machine.
        path = os.path.relpath(document.path, self.annotations) if document.path else ""
        self.store.remember(document.id, document.text_hash, document.file_hash, document.title, path)

    def annotation(self, id: str) -> Annotation:
        """The annotation of that id, or of the only id that begins so. Raises NotFound."""
        found = [
            annotation
            for document in self.store.documents()
            for annotation in self.store.annotations(document)
            if annotation.id.startswith(id)
        ]
        exact = [annotation for annotation in found if annotation.id == id]
        if len(exact or found) != 1:
            many = "several annotations whose ids begin with" if found else "no annotation"
            raise NotFound(f"There is {many} “{id}”. `briefreader highlights` lists them.")
        return (exact or found)[0]


def place(document: Document, annotation: Annotation) -> Annotation:
    """`annotation` where its words stand in `document` now, with a status that says how sure that is."""
    target = annotation.target
    if target.text_hash == document.text_hash or target.span.of(document.text) == target.quote:
        return annotation
    found = locate(document.text, target)
    if found is None:
        return replace(annotation, status="orphaned")
    start, end = found.span
    return replace(annotation, status=found.status, target=replace(target, start=start, end=end))


def in_reading_order(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Sorted by place; of two that start together the longer first; then by id."""
    return tuple(sorted(annotations, key=lambda a: (a.target.start, -a.target.end, a.id)))


def open_workplace(
    paths: Sequence[str], annotations: str | None = None, last: Sequence[Path] = (), cached: bool = True
) -> Workplace:
    """The workplace for these paths. Raises BriefreaderError if there is nothing to open."""
    here = Path.cwd()
    chosen = library_paths(paths, here, last)
    places = Paths.of_user()
    kept = places.cache / "documents" if cached else None
    library = Library(chosen, Cache(kept) if kept else None, Readers(kept))
    folder = Path(annotations) if annotations else annotations_folder(chosen, here, places.annotations)
    return Workplace(library, folder)
