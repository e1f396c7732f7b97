"""Marks: the highlights of one letter in reading order, found and changed fast among thousands.

A value: a change makes another one, in copies of plain lists and arrays and without a walk over all of them. How
highlights are tinted is `tints.py`, which changes are shown `notebook.py`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from briefreader.annotations import Annotation
from briefreader.span import Span

Order = tuple[int, int, str]


def _order(annotation: Annotation) -> Order:
    """Where it comes in reading order: by its start, of two that start together the longer first."""
    return (annotation.target.start, -annotation.target.end, annotation.id)


class Marks(Sequence[Annotation]):
    """Highlights, deleted ones left out; those that have lost their words come last."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        living = sorted((a for a in annotations if not a.deleted), key=_order)
        self.standing = [a for a in living if a.status != "orphaned"]
        """Those that have a place in the letter."""

        self.orphans = [a for a in living if a.status == "orphaned"]
        self.starts = array("q", (a.target.start for a in self.standing))
        """Where those that stand begin."""

        self._reach = array("q", accumulate((a.target.end for a in self.standing), max))
        """For each that stands the furthest end of it and all before: where looking back can stop."""

        self._by_id = {a.id: a for a in living}

    # What there is

    @overload
    def __getitem__(self, index: int) -> Annotation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Annotation]: ...
    def __getitem__(self, index: int | slice) -> Annotation | Sequence[Annotation]:
        if isinstance(index, int) and 0 <= index < len(self.standing):
            return self.standing[index]
        return [*self.standing, *self.orphans][index]

    def __iter__(self) -> Iterator[Annotation]:
        yield from self.standing
        yield from self.orphans

    def __len__(self) -> int:
        return len(self._by_id)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, Marks):
            return self.standing == other.standing and self.orphans == other.orphans
        return tuple(self) == other

    __hash__ = None  # type: ignore[assignment]

    def get(self, id: str) -> Annotation | None:
        """The highlight of that id."""
        return self._by_id.get(id)

    def index_of(self, id: str) -> int:
        """Where the highlight of that id comes among all; -1 if it is not here."""
        found = self._by_id.get(id)
        if found is None:
            return -1
        if found.status == "orphaned":
            return len(self.standing) + self.orphans.index(found)
        return bisect_left(self.standing, _order(found), key=_order)

    def touching(self, view: Span) -> tuple[Annotation, ...]:
        """Those that share a character with `view`, by their start."""
        found = []
        at = bisect_left(self.starts, view.end) - 1
        while at >= 0 and self._reach[at] > view.start:
            if self.standing[at].target.end > view.start:
                found.append(self.standing[at])
            at -= 1
        return tuple(reversed(found))

    def on(self, span: Span) -> tuple[Annotation, ...]:
        """Those on exactly that passage."""
        return tuple(a for a in self.touching(Span(span.start, span.start + 1)) if a.span == span)

    def smallest_at(self, offset: int) -> Span | None:
        """The place of the shortest that holds the character at `offset`, else of the shortest that ends there."""
        found = self.touching(Span(offset, offset + 1)) or self.touching(Span(offset - 1, offset))
        return min((a.span for a in found), key=lambda span: span.length, default=None)

    @property
    def spans(self) -> Sequence[Span]:
        """The places of those that stand, each made when it is asked for."""
        return _Spans(self.standing)

    # What becomes of it

    def changed(self, gone: Iterable[Annotation], come: Iterable[Annotation]) -> Marks:
        """Without those of the ids in `gone`, and with those in `come`, each in its place."""
        new = Marks.__new__(Marks)
        new.standing, new.orphans = self.standing.copy(), self.orphans.copy()
        new.starts, new._reach = self.starts[:], self._reach[:]
        new._by_id = self._by_id.copy()
        for annotation in gone:
            new._take(annotation.id)
        for annotation in come:
            new._take(annotation.id)
            if not annotation.deleted:
                new._put(annotation)
        return new

    def _take(self, id: str) -> None:
        held = self._by_id.pop(id, None)
        if held is None:
            return
        if held.status == "orphaned":
            self.orphans.remove(held)
            return
        at = bisect_left(self.standing, _order(held), key=_order)
        del self.standing[at], self.starts[at], self._reach[at]
        self._mend(at, at)

    def _put(self, annotation: Annotation) -> None:
        self._by_id[annotation.id] = annotation
        if annotation.status == "orphaned":
            insort(self.orphans, annotation, key=_order)
            return
        at = bisect_left(self.standing, _order(annotation), key=_order)
        self.standing.insert(at, annotation)
        self.starts.insert(at, annotation.target.start)
        self._reach.insert(at, 0)
        self._mend(at, at + 1)

    def _mend(self, at: int, known: int) -> None:
        """Work out anew how far those from `at` on reach; from `known` on, what is right once stays right."""
        furthest = self._reach[at - 1] if at else 0
        for index in range(at, len(self.standing)):
            furthest = max(furthest, self.standing[index].target.end)
            if index >= known and self._reach[index] == furthest:
                break
            self._reach[index] = furthest


class _Spans(Sequence[Span]):
    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = annotations

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | Sequence[Span]:
        if isinstance(index, slice):
            return _Spans(self._annotations[index])
        return self._annotations[index].span

    def __len__(self) -> int:
        return len(self._annotations)
