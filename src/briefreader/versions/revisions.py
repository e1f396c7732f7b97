"""Revisions: what becomes of annotations when their letter has another text than the one they were made on.

Pure: it is given the letter, the annotations as they are kept and the old texts, and says where each stands now and
which of that is sure enough to be saved by itself. Finding places is `anchoring/`; reading and saving is
`workplace.py`. An annotation that is in doubt is kept on its old text until a person has decided, so that it is always
carried from where it was last surely right, and doubts do not add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from briefreader.annotations import Annotation, Change, Fit, Target, edit
from briefreader.changes import begun
from briefreader.document import Document
from briefreader.values import changed, frozen
from briefreader.wording import counted

LEFT = "orphan_in"
"""Field of an annotation: hash of the text in which a person left it an orphan. There it is not asked about again."""

AROUND = 160
"""Code points, at most, on either side of a passage that are shown to judge it by: about two lines, in whole words."""

OldText = Callable[[str], str | None]
"""Gives the text of a hash, if it was kept."""


@frozen
class Carried:
    """One annotation, as it is kept and as it stands in the letter now."""

    kept: Annotation
    now: Annotation
    """On its new place, with the status that says how sure that is; an orphan keeps its old one."""

    decided: bool = False
    """Whether a person has left it an orphan in this very text."""

    @property
    def verdict(self) -> str:
        """`exact`: its words stand where it is kept; `moved`: elsewhere, or changed; `orphaned`: they are gone."""
        if self.now.status == Fit.ORPHANED:
            return "orphaned"
        same = self.kept.span == self.now.span and self.kept.target.quote == self.now.target.quote
        return "exact" if same and self.now.status == Fit.EXACT else "moved"

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.now.status != Fit.EXACT and not self.decided

    @property
    def settled(self) -> Annotation:
        """What may be kept without asking: a sure place; of a doubtful one only that it is in doubt."""
        return self.now if self.now.status == Fit.EXACT else changed(self.kept, status=self.now.status)


@frozen
class Revision:
    """All annotations of a letter, carried over to the text it has now."""

    document: Document
    carried: tuple[Carried, ...]

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """As they stand now, in the order given."""
        return tuple(each.now for each in self.carried)

    @cached_property
    def doubtful(self) -> tuple[Carried, ...]:
        """Those that a person should look at, in reading order; those that are gone come last."""
        found = (each for each in self.carried if each.doubtful)
        return tuple(sorted(found, key=lambda c: (c.now.status == Fit.ORPHANED, c.now.span, c.now.id)))

    @cached_property
    def change(self) -> Change:
        """What may be saved without asking, as one change; an empty one if nothing is new.

        Times of change stay as they are: two people who get the same new version make the very same rows of it.
        """
        new = [each for each in self.carried if each.settled != each.kept]
        label = f"carry over to the new version of “{self.document.title}”"
        return Change(label, tuple(each.kept for each in new), tuple(each.settled for each in new))

    @property
    def said(self) -> str:
        """For a person: how many were carried over and how many need a look; empty if there is nothing to say."""
        moved = sum(each.kept.target != each.now.target and not each.doubtful for each in self.carried)
        doubtful = len(self.doubtful)
        parts = [f"{counted(moved, 'highlight')} carried over"] if moved else []
        if doubtful:
            parts.append(f"{doubtful if moved else counted(doubtful, 'highlight')} to be looked at")
        return ", ".join(parts)


def revise(document: Document, kept: Sequence[Annotation], old_text: OldText) -> Revision:
    """Where each of `kept` stands in the letter now.

    Those that stand in this very text cost nothing. The others are carried over together with all that were made on the
    same old text; where that was not kept, they are looked for by words and context.
    """
    found: dict[str, Carried] = {}
    groups: dict[str, list[Annotation]] = {}
    for annotation in kept:
        target = annotation.target
        if target.text_hash == document.text_hash and target.span.of(document.text) == target.quote:
            now = annotation if annotation.status == Fit.EXACT else changed(annotation, status=str(Fit.EXACT))
            found[annotation.id] = Carried(annotation, now)
        elif annotation.extra.get(LEFT) == document.text_hash:
            orphan = changed(annotation, status=str(Fit.ORPHANED))
            found[annotation.id] = Carried(annotation, orphan, decided=True)
        else:
            groups.setdefault(target.text_hash, []).append(annotation)
    for hash, group in groups.items():
        old = (old_text(hash) or "") if hash else ""
        found |= {each.kept.id: each for each in carry_group(document, group, old)}
    return Revision(document, tuple(found[annotation.id] for annotation in kept))


def carry_group(document: Document, group: Sequence[Annotation], old: str) -> list[Carried]:
    """Annotations made on one old text, empty if it is not known, carried over to the letter.

    A doubt that was kept is about some other version, unless there is no old text to carry from.
    """
    from briefreader.anchoring import (
        carry_annotations,
    )  # only now: most letters have the text they were marked in

    standing = [
        changed(a, status=str(Fit.EXACT)) if old and a.span.of(old) == a.target.quote else a for a in group
    ]
    now = carry_annotations(old, document.text, standing, document.text_hash, document.section_path)
    return [Carried(*pair) for pair in zip(group, map(_undecided, now), strict=True)]


def _undecided(annotation: Annotation) -> Annotation:
    """Without what a person decided about another version, once it has a sure place again."""
    if annotation.status != Fit.EXACT or LEFT not in annotation.extra:
        return annotation
    return changed(annotation, extra=_without_decision(annotation))


def _without_decision(annotation: Annotation) -> dict[str, object]:
    return {name: value for name, value in annotation.extra.items() if name != LEFT}


def borrow(document: Document, other: Document, kept: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """The annotations of another rendering of the letter, where they stand in this one; those without a place not.

    They stay the other rendering's: only what is shown here is made of them.
    """
    from briefreader.anchoring import carry_annotations

    on_it = [a for a in kept if a.target.text_hash == other.text_hash]
    carried = carry_annotations(other.text, document.text, on_it, document.text_hash, document.section_path)
    return tuple(annotation for annotation in carried if annotation.status != Fit.ORPHANED)


# What a person decides


def accept(carried: Carried) -> Change:
    """The place that was found is right."""
    return place(carried, carried.now.target)


def place(carried: Carried, target: Target) -> Change:
    """Put it there: a person says so."""
    kept = carried.kept
    there = edit(kept, target=target, status=str(Fit.EXACT), extra=_without_decision(kept))
    return Change(f"place {begun(kept.target.quote)}", (kept,), (there,))


def leave(carried: Carried, text_hash: str) -> Change:
    """It has no place in the text of that hash. A later version is searched for it again."""
    kept = carried.kept
    left = edit(kept, status=str(Fit.ORPHANED), extra={**kept.extra, LEFT: text_hash})
    return Change(f"leave {begun(kept.target.quote)} without a place", (kept,), (left,))


# What is shown to decide by


@frozen
class Excerpt:
    """A passage with what stands around it."""

    before: str
    passage: str
    after: str


def excerpt(text: str | None, target: Target) -> Excerpt:
    """The passage in its text; without the text, or if it does not stand there, with what was kept around it."""
    if text is None or target.span.of(text) != target.quote:
        return Excerpt(target.prefix, target.quote, target.suffix)
    start, end = target.span
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    if first and " " in before:
        before = before[before.index(" ") + 1 :]
    if last < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return Excerpt(before, target.quote, after)
