"""Notebook: the highlights and tags as the screen shows them, what is still on its way to the disk included.

A value: what the store last told, with the changes over it that it has not yet confirmed. Writing them is
`clerk.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from types import MappingProxyType
from typing import NamedTuple

from briefreader.annotations import Annotation, Change, Codebook
from briefreader.span import Span
from briefreader.tui.marks import Marks
from briefreader.values import changed, frozen

NONE = Marks()

Letters = Mapping[str, Marks]
"""Document id → its highlights."""


class Sight(NamedTuple):
    """What is seen of a notebook."""

    shown: Letters
    borrowed: Mapping[str, tuple[Annotation, ...]]
    codebook: Codebook


@frozen
class Notebook:
    """Highlights by letter, the codebook, and what is not yet saved."""

    kept: Letters = MappingProxyType({})
    """As the store last gave them."""

    shown: Letters = MappingProxyType({})
    """The same with what is not yet saved."""

    borrowed: Mapping[str, tuple[Annotation, ...]] = MappingProxyType({})
    """Document id → highlights of other renderings of the letter. They are shown, and changed where they are from."""

    kept_codebook: Codebook = Codebook()
    pending: tuple[Change, ...] = ()
    """Changes that were made here and are not yet confirmed, oldest first."""

    @cached_property
    def codebook(self) -> Codebook:
        """All tags, new ones included."""
        return reduce(Codebook.after, self.pending, self.kept_codebook)

    @property
    def sight(self) -> Sight:
        """What of it is seen: as long as this is the same, there is nothing to draw anew."""
        return Sight(self.shown, self.borrowed, self.codebook)

    def of(self, document: str) -> Marks:
        """The highlights of a letter, deleted ones left out."""
        return self.shown.get(document, NONE)

    def with_pending(self, change: Change) -> Notebook:
        """With a change that was made just now."""
        return changed(self, pending=(*self.pending, change), shown=_with(self.shown, change))

    def settled(self, change: Change | None) -> Notebook:
        """Without waiting for `change` any longer."""
        left = list(self.pending)
        if change is None or change not in left:
            return self
        left.remove(change)
        return changed(self, pending=tuple(left))._shown_anew(change.documents())

    def saved(self, change: Change, done: Change) -> Notebook:
        """With `change` saved, and `done` being what that did; nobody else has changed anything."""
        if self.pending == (change,) and _same(change, done):
            kept = {**self.kept, **{id: self.of(id) for id in change.documents()}}
            return changed(self, kept=MappingProxyType(kept), pending=())
        return changed(self, kept=_with(self.kept, done)).settled(change)

    def turned(self, done: Change) -> Notebook:
        """With what undo or redo did in the store; nobody else has changed anything."""
        return changed(self, kept=_with(self.kept, done))._shown_anew(done.documents())

    def told(
        self,
        fresh: Mapping[str, Iterable[Annotation]],
        codebook: Codebook,
        borrowed: Mapping[str, tuple[Annotation, ...]] | None = None,
    ) -> Notebook:
        """With what the store holds now of some letters."""
        lent = MappingProxyType({**self.borrowed, **borrowed}) if borrowed else self.borrowed
        kept = MappingProxyType({**self.kept, **{id: Marks(found) for id, found in fresh.items()}})
        told = changed(self, kept=kept, kept_codebook=codebook, borrowed=lent)
        return told._shown_anew(fresh) if fresh else told

    def _shown_anew(self, documents: Iterable[str]) -> Notebook:
        shown: Letters = {**self.shown, **{id: self.kept.get(id, NONE) for id in documents}}
        for change in self.pending:
            shown = _with(shown, change, documents)
        return changed(self, shown=MappingProxyType(dict(shown)))


def _with(letters: Letters, change: Change, only: Iterable[str] | None = None) -> Letters:
    """Highlights with a change made to them."""
    becomes = dict(letters)
    for id in change.documents():
        if only is None or id in only:
            gone = (a for a in change.before if isinstance(a, Annotation) and a.document == id)
            come = (a for a in change.after if isinstance(a, Annotation) and a.document == id)
            becomes[id] = becomes.get(id, NONE).changed(gone, come)
    return MappingProxyType(becomes)


def _same(change: Change, done: Change) -> bool:
    """Whether a change did to highlights just what it was to do."""
    wanted, made = (
        {record.id: record for record in which.after if isinstance(record, Annotation)}
        for which in (change, done)
    )
    return wanted == made and change.documents() == done.documents()


def at(annotations: Iterable[Annotation], span: Span) -> Annotation | None:
    """The highlight meant at `span`: the one that is exactly it, else the shortest that holds its start."""
    standing = [a for a in annotations if a.status != "orphaned"]
    exact = [a for a in standing if a.span == span]
    holding = [a for a in standing if a.span.holds(span.start)]
    return min(exact or holding, key=lambda a: (a.span.length, a.id), default=None)
