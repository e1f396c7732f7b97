"""Workplace: a library and its annotations, as the command line and the screen both open them.

Which folders are meant is `library.py` and `settings.py`; this only puts the two together, and keeps each
letter's annotations with their letter and on their words. What becomes of them when a letter changes is
`revisions.py`, to whom they belong when one is renamed `adoption.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from briefreader.annotations import Annotation, default_creator
from briefreader.cache import Cache
from briefreader.document import Document
from briefreader.errors import BriefreaderError, LoadError, NotFound
from briefreader.library import Library, annotations_folder, library_paths
from briefreader.readers import Readers
from briefreader.settings import Paths, usable
from briefreader.store import Store
from briefreader.values import changed, field, frozen
from briefreader.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefreader.versions.adoption import Claim, Identity
    from briefreader.versions.revisions import Revision


@frozen
class Workplace:
    """Letters, and what was added to them."""

    library: Library
    annotations: Path
    """The folder of the annotation files; it need not exist yet."""

    creator: str | Callable[[], str] = default_creator
    """Whose changes are made here, or what says so when it is asked for."""

    _revisions: dict[str, tuple[tuple[Annotation, ...], str, Revision]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def store(self) -> Store:
        """The annotations, opened when they are first asked for. Raises StoreError."""
        return Store(self.annotations, self.creator)

    def document(self, wanted: str) -> Document:
        """The document a person means. Raises NotFound or LoadError."""
        return self.library.open(self.library.resolve(wanted))

    # On their words

    def revision(self, document: Document) -> Revision:
        """What becomes of the document's annotations in the text it has now. Saves nothing."""
        from briefreader.versions.revisions import revise

        kept = self.store.annotations(document.id)
        known = self._revisions.get(document.id)
        if known is None or known[:2] != (kept, document.text_hash):
            known = kept, document.text_hash, revise(document, kept, self.store.text)
            self._revisions[document.id] = known
        return known[2]

    def placed(self, document: Document) -> tuple[Annotation, ...]:
        """The document's annotations, on their words in the text as it is now, in reading order.

        One whose words are gone has the status `orphaned` and keeps its old place.
        """
        return in_reading_order(self.revision(document).annotations)

    def carry_over(self, document: Document) -> Revision:
        """Save, as one change, what is sure of the document's revision; what it was before that.

        Nothing is saved on a read-only folder. Raises StoreError.
        """
        revision = self.revision(document)
        if revision.change.after and not self.store.read_only:
            self.remember(document)
            self.store.apply(revision.change)
        return revision

    def borrowed(self, document: Document) -> tuple[Annotation, ...]:
        """The annotations of other renderings of the letter, of those gathered so far, where they stand in it."""
        from briefreader.versions.revisions import borrow

        found: list[Annotation] = []
        for id in self.library.renderings.others(document.id):
            if self.store.annotations(id):
                with suppress(LoadError):
                    other = self.library.open(id)
                    found += borrow(document, other, self.revision(other).annotations)
        return in_reading_order(found)

    def remember(self, document: Document) -> None:
        """Keep the letter's text, and have the store know the letter by it and by its file: a later version is
        carried over from it, and under another name it is known again. A text too long to be compared is not kept.
        """
        from briefreader.longdocument import LongDocument

        if not isinstance(document, LongDocument):
            self.store.keep_text(document.text)
        # As seen from the annotations: they and the letters may move together, and say nothing of this machine.
        path = os.path.relpath(document.path, self.annotations) if document.path else ""
        self.store.remember(document.id, document.text_hash, document.file_hash, document.title, path)

    # With their letter

    def claims(self) -> tuple[Claim, ...]:
        """Annotations whose letter is not here under its id, with the letters here that it may be."""
        missing = self._missing()
        if not missing:
            return ()
        from briefreader.versions.adoption import Identity, claims

        held = frozenset(self.store.documents())
        letters = [
            Identity(entry.id, document.text_hash, document.file_hash, full(entry.path), entry.id in held)
            for entry, document in self.library.documents()
            if isinstance(document, Document)
        ]
        return claims(missing, letters)

    def _missing(self) -> list[Identity]:
        missing = [id for id in self.store.documents() if self.library.entry(id) is None]
        if not missing:
            return []
        from briefreader.versions.adoption import Identity  # only now: it is rare

        here = {full(entry.path) for entry in self.library.entries}
        found = []
        for id in missing:
            about = self.store.about(id)
            path = full(self.annotations / about["path"]) if about.get("path") else None
            elsewhere = path is not None and path not in here and path.exists()
            hashes = about.get("text_hash", ""), about.get("file_hash", "")
            found.append(Identity(id, *hashes, path, elsewhere))
        return found

    def adopt(self, old: str, document: Document) -> int:
        """Give a document the annotations kept under another id, as one change; how many. Raises StoreError."""
        from briefreader import changes

        kept = self.store.annotations(old, deleted=True)
        self.remember(document)
        self.store.apply(changed(changes.adopt(kept, document.id), label=_adopting(old)))
        return sum(not annotation.deleted for annotation in kept)

    def adopt_renamed(self, document: Document | None = None) -> tuple[str, ...]:
        """Give letters that were renamed or moved their annotations back; a sentence for each, for a person.

        With `document`, only if it may be one of them: nothing else is looked at then. What a person has undone is
        not done again, and of what is not sure nothing is done. Raises StoreError.
        """
        if self.store.read_only or (document and not self._may_be_renamed(document)):
            return ()
        said = []
        for claim in self.claims():
            if claim.sure and not self._undone(_adopting(claim.old)):
                number = self.adopt(claim.old, self.library.open(claim.candidates[0]))
                highlights = counted(number, "highlight")
                said.append(f"“{claim.old}” is called “{claim.candidates[0]}” now: {highlights} went along.")
        return tuple(said)

    def _may_be_renamed(self, document: Document) -> bool:
        missing = self._missing()
        if not missing:
            return False
        from briefreader.versions.adoption import Identity, claims

        known = Identity(document.id, document.text_hash, document.file_hash, full(document.path))
        return bool(claims(missing, [known]))

    def _undone(self, label: str) -> bool:
        """Whether the last thing done with a change of that label was taking it back."""
        from briefreader.store.history import Deed

        deeds = [event.deed for event in self.store.history() if event.label == label]
        return bool(deeds) and deeds[-1] is Deed.UNDO

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
            many = "are several annotations whose ids begin with" if found else "is no annotation"
            raise NotFound(f"There {many} “{id}”. `briefreader highlights` lists them.")
        return (exact or found)[0]


def _adopting(old: str) -> str:
    return f"adopt the highlights of “{old}”"


def full(path: Path | None) -> Path | None:
    """The path in full, without `..` in it; links are left as they are."""
    return Path(os.path.abspath(path)) if path else None  # noqa: PTH100 - resolve() would follow links


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
    if folder.exists() and not folder.is_dir():
        raise BriefreaderError(
            f"“{folder}” is no folder. Name one that holds annotation files, or is to hold them."
        )
    return Workplace(library, folder, signature)


def signature() -> str:
    """Whose changes are made: the name in the user's settings, else the system's."""
    return usable(Paths.of_user().settings)[0].signed
