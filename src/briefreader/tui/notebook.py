"""Notebook: the highlights and tags as the screen shows them, what is still on its way to the disk included.

A value: what the store last told, with the changes over it that it has not yet confirmed. Writing them is
`clerk.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from briefreader.annotations import Annotation, Change, Codebook, Tag
from briefreader.span import Span
from briefreader.workplace import in_reading_order


@dataclass(frozen=True)
class Notebook:
    """Highlights by letter, the codebook, and what is not yet saved."""

    kept: Mapping[str, tuple[Annotation, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Document id → its highlights, as the store last gave them."""

    borrowed: Mapping[str, tuple[Annotation, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Document id → highlights of other renderings of the letter. They are shown, and changed where they are from."""

    kept_codebook: Codebook = field(default_factory=Codebook)
    pending: tuple[Change, ...] = ()
    """Changes that were made here and are not yet confirmed, oldest first."""

    @cached_property
    def codebook(self) -> Codebook:
        """All tags, new ones included."""
        tags = {tag.name: tag for tag in self.kept_codebook.tags}
        for change in self.pending:
            _replace(tags, ((t.name, t) for t in change.before if isinstance(t, Tag)), drop=True)
            _replace(tags, ((t.name, t) for t in change.after if isinstance(t, Tag)))
        return Codebook(tuple(tags.values()))

    def of(self, document: str) -> tuple[Annotation, ...]:
        """The highlights of a letter, in reading order, deleted ones left out."""
        found = {annotation.id: annotation for annotation in self.kept.get(document, ())}
        for change in self.pending:
            for record in change.before:
                if isinstance(record, Annotation):
                    found.pop(record.id, None)
            for record in change.after:
                if isinstance(record, Annotation) and record.document == document:
                    found[record.id] = record
        live = (annotation for annotation in found.values() if not annotation.deleted)
        return in_reading_order(live)

    def with_pending(self, change: Change) -> Notebook:
        """With a change that was made just now."""
        return replace(self, pending=(*self.pending, change))

    def settled(self, change: Change | None) -> Notebook:
        """Without waiting for `change` any longer."""
        left = list(self.pending)
        if change in left:
            left.remove(change)
        return replace(self, pending=tuple(left))

    def told(
        self,
        fresh: Mapping[str, tuple[Annotation, ...]],
        codebook: Codebook,
        borrowed: Mapping[str, tuple[Annotation, ...]] | None = None,
    ) -> Notebook:
        """With what the store holds now of some letters."""
        lent = MappingProxyType({**self.borrowed, **(borrowed or {})})
        return replace(
            self, kept=MappingProxyType({**self.kept, **fresh}), kept_codebook=codebook, borrowed=lent
        )


def _replace(tags: dict[str, Tag], changed: Iterable[tuple[str, Tag]], drop: bool = False) -> None:
    for name, tag in changed:
        if not drop:
            tags[name] = tag
        elif name in tags and tags[name] == tag:
            continue
        else:
            tags.pop(name, None)


def at(annotations: Iterable[Annotation], span: Span) -> Annotation | None:
    """The highlight meant at `span`: the one that is exactly it, else the shortest that holds its start."""
    standing = [a for a in annotations if a.status != "orphaned"]
    exact = [a for a in standing if a.span == span]
    holding = [a for a in standing if a.span.holds(span.start)]
    return min(exact or holding, key=lambda a: (a.span.length, a.id), default=None)
