"""Annotation, Tag, Codebook, Change: what a reader adds to a letter, as values.

Where an annotation sits when its letter changes is `anchoring/`; where it is kept is `store/`.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from briefreader.span import Span
from briefreader.values import changed, field, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CONTEXT = 32
"""Code points of prefix and suffix kept with a quote: what Hypothesis and the W3C's examples use."""


@frozen
class Target:
    """Where an annotation sits, and enough of its surroundings to find it again."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    section: tuple[str, ...] = ()
    text_hash: str = ""
    """Of the text in which `start` and `end` count."""

    @property
    def span(self) -> Span:
        """Its place as a span."""
        return Span(self.start, self.end)


class Fit(StrEnum):
    """How surely a passage stands where it was found: the words of `Annotation.status`."""

    EXACT = "exact"
    """Its words are there unchanged, and only this place can be meant."""

    CHANGED = "changed"
    """This is the place, but its words are no longer the same."""

    UNCERTAIN = "uncertain"
    """Probably the place; a reader should look at it."""

    ORPHANED = "orphaned"
    """It is not there any more."""


@frozen
class Annotation:
    """A passage, its tags and its note."""

    id: str
    document: str
    target: Target
    tags: tuple[str, ...] = ()
    note: str = ""
    created: str = ""
    """ISO, UTC, to the second."""

    modified: str = ""
    creator: str = ""
    deleted: bool = False
    """A tombstone: kept, so that undo, recovery and merging work."""

    status: str = "exact"
    """How surely it stands on its words: a `Fit`."""

    extra: Mapping[str, Any] = field(default=MappingProxyType({}), hash=False)
    """Fields of other or later programs; they come back unchanged."""

    @property
    def span(self) -> Span:
        """Its place in the document's text."""
        return self.target.span


@frozen
class Tag:
    """A word for what passages are about. `/` in its name makes it a child: `steun/militair`."""

    name: str
    colour: str = ""
    """A name of `COLOURS`, or `#rrggbb`."""

    meaning: str = ""
    pin: int | None = None
    """The digit, 1 to 9, that applies it."""

    extra: Mapping[str, Any] = field(default=MappingProxyType({}), hash=False)
    """Fields of other or later programs; they come back unchanged."""

    @property
    def parent(self) -> str | None:
        """Name of the tag above it."""
        head, slash, _ = self.name.rpartition("/")
        return head if slash else None


@frozen
class Codebook:
    """All tags, by name, children behind their parent."""

    tags: tuple[Tag, ...] = ()

    @classmethod
    def of(cls, tags: Iterable[Tag]) -> Codebook:
        """These tags in their order."""
        return cls(tuple(sorted(tags, key=lambda tag: tag.name.casefold().split("/"))))

    def get(self, name: str) -> Tag | None:
        """The tag of that name, whatever its case."""
        folded = name.casefold()
        return next((tag for tag in self.tags if tag.name.casefold() == folded), None)

    def pinned(self) -> tuple[Tag, ...]:
        """The tags with a digit, by digit."""
        return tuple(sorted((tag for tag in self.tags if tag.pin), key=lambda tag: tag.pin or 0))

    def pin(self, digit: int) -> Tag | None:
        """The tag that `digit` applies."""
        return next((tag for tag in self.tags if tag.pin == digit), None)

    def children(self, name: str) -> tuple[Tag, ...]:
        """The tags under `name`, at any depth."""
        return tuple(tag for tag in self.tags if tag.name.casefold().startswith(name.casefold() + "/"))

    def after(self, change: Change) -> Codebook:
        """What it is when the change has been made."""
        made = {tag.name: tag for tag in change.after if isinstance(tag, Tag)}
        gone = {tag.name for tag in change.before if isinstance(tag, Tag)}
        kept = (tag for tag in self.tags if tag.name not in gone | made.keys())
        return Codebook.of((*kept, *made.values()))

    def next_colour(self) -> str:
        """The colour that is farthest from those that tags have."""
        from briefreader.colours import farthest  # only now: few tags are made

        return farthest(tag.colour for tag in self.tags)

    def next_pin(self) -> int | None:
        """The lowest free digit, or None."""
        used = {tag.pin for tag in self.tags}
        return next((digit for digit in range(1, 10) if digit not in used), None)


Record = Annotation | Tag


@frozen
class Change:
    """What one action did: the records as they were and as they become. Its mirror image is undo."""

    label: str
    """In the reader's words: `tag “sanctions”`."""

    before: tuple[Record, ...] = ()
    """Records that existed, as they were. One that is here and not in `after` goes away."""

    after: tuple[Record, ...] = ()
    """Records as they become. One that is here and not in `before` is new."""

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.label, self.after, self.before)

    def documents(self) -> tuple[str, ...]:
        """Ids of the documents it touches, each once, in order."""
        records = (*self.before, *self.after)
        return tuple(dict.fromkeys(r.document for r in records if isinstance(r, Annotation)))


def key_of(record: Record) -> str:
    """What a record is known by: an annotation's id, a tag's name."""
    return record.id if isinstance(record, Annotation) else record.name


def now() -> str:
    """This moment: ISO, UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def new_id() -> str:
    """A fresh id: a UUID of version 7 (RFC 9562), so ids sort by the time they were made."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def create(
    document: str, target: Target, tags: Iterable[str] = (), note: str = "", creator: str = ""
) -> Annotation:
    """A new annotation, made now."""
    at = now()
    return Annotation(new_id(), document, target, unique(tags), note, at, at, creator)


def edit(annotation: Annotation, **fields: Any) -> Annotation:
    """`annotation` with some fields changed and its time of change set to now."""
    return changed(annotation, **fields, modified=now())


def unique(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags, each once, in the order they came."""
    return tuple(dict.fromkeys(tags))


TAG_LENGTH = 80
"""Code points a tag's name may have: what a palette row and a pinned bar can show."""


def clean_tag(name: str) -> str:
    """A tag's name as it is kept: single spaces, no control characters, no empty part between slashes.

    Raises ValueError, with a sentence for the reader, if nothing is left or it is too long.
    """
    shown = "".join(c for c in name if c.isprintable() or c.isspace())
    parts = [re.sub(r"\s+", " ", part).strip() for part in shown.split("/")]
    kept = "/".join(part for part in parts if part)
    if not kept:
        raise ValueError("A tag needs a name: at least one letter, digit or sign.")
    if len(kept) > TAG_LENGTH:
        raise ValueError(f"A tag's name can have {TAG_LENGTH} characters; this one has {len(kept)}.")
    return kept


def default_creator() -> str:
    """The system's name for this user."""
    try:
        import getpass

        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return ""


CLASH = "clash"
"""Field of an annotation that names the fields in which two people's work met, until one of them is written anew."""

_CLASHES = {
    "note": "two notes: settle by editing",
    "deleted": "deleted by one and edited by another: restore or leave it",
}
"""What a person is told of a clash; of other fields only that there are two."""


def clashing(annotation: Annotation) -> list[str]:
    """The fields in which two people's work met and of which nobody has said yet what it should be."""
    named = annotation.extra.get(CLASH, ())
    return [str(name) for name in named] if isinstance(named, list | tuple) else []


def clash(annotation: Annotation) -> str:
    """The same in words for a person; empty if there is none."""
    return "; ".join(_CLASHES.get(name, f"two of its {name}") for name in clashing(annotation))
