"""Plan: what a parcel would change here: one Change that can be undone, and a report of everything.

Pure: it looks at letters, annotations and codebook as they are and writes nothing. Which letter is meant, and
where in it the words stand, is `places.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from briefreader.anchoring import describe
from briefreader.anchoring.passages import Found
from briefreader.annotations import (
    Annotation,
    Change,
    Codebook,
    Record,
    Tag,
    clean_tag,
    edit,
    new_id,
    now,
    unique,
)
from briefreader.document import Document
from briefreader.exporters.escape import one_line, plain
from briefreader.exporters.webannotation import uuid_of
from briefreader.importers.parcel import Incoming, Parcel, Source
from briefreader.importers.places import Letters, places
from briefreader.span import Span
from briefreader.values import changed, frozen
from briefreader.wording import counted


@frozen
class Known:
    """What is here already."""

    documents: Mapping[str, Document]
    """By id. They may be opened only when they are asked for."""

    annotations: Sequence[Annotation] = ()
    """All of them, deleted ones too."""

    codebook: Codebook = Codebook()
    creator: str = ""
    """Who is named as the maker of what a person wrote into our Markdown."""


@frozen
class Import:
    """What an import does, or would do."""

    change: Change
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    said: tuple[str, ...] = ()
    """What was taken otherwise than it came, and what was refused and why: a sentence each."""

    @property
    def summary(self) -> str:
        """One line for the reader."""
        new_tags = len({t.name for t in self.change.after if isinstance(t, Tag)}) - len(
            {t.name for t in self.change.before if isinstance(t, Tag)}
        )
        return (
            f"{self.added} added, {self.changed} changed, {self.same} as they are here, {self.refused} refused; "
            f"{counted(new_tags, 'new tag')}."
        )


def plan(parcel: Parcel, known: Known, name: str) -> Import:
    """What taking in `parcel`, from the file `name`, changes."""
    return _Plan(parcel, known, name).made()


_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)


class _Plan:
    """One import being planned: what it has gathered so far."""

    def __init__(self, parcel: Parcel, known: Known, name: str) -> None:
        self.parcel, self.known, self.name = parcel, known, name
        self.before: list[Record] = []
        self.after: list[Record] = []
        self.said = list(parcel.said)
        self.counts = {"added": 0, "changed": 0, "same": 0, "refused": 0}
        self.tags = {tag.name.casefold(): tag for tag in known.codebook.tags}
        self.by_id = {uuid_of(a.id): a for a in known.annotations} | {a.id: a for a in known.annotations}
        self.by_place: dict[tuple[str, Span], list[Annotation]] = {}
        for annotation in known.annotations:
            if not annotation.deleted:
                self.by_place.setdefault((annotation.document, annotation.span), []).append(annotation)
        self.missing: dict[str, int] = {}
        self.edited: dict[str, Annotation] = {}

    def made(self) -> Import:
        """The import as a whole."""
        for tag in self.parcel.tags:
            self.take_tag(tag)
        for source, passages in _by_source(self.parcel.passages):
            document = self.letters.find(source)
            if document is None:
                called = source.title or source.id or source.paper or "a letter without a name"
                self.missing[called] = self.missing.get(called, 0) + len(passages)
                self.counts["refused"] += len(passages)
                continue
            for incoming, found in zip(passages, places(document, source, passages), strict=True):
                self.take(document, incoming, found)
        for called, number in self.missing.items():
            self.said.append(
                f"“{called}”, with {counted(number, 'highlight')}, is not among the letters here: refused."
            )
        label = f"import of {self.name}"
        return Import(
            Change(label, tuple(self.before), tuple(self.after)), **self.counts, said=tuple(self.said)
        )

    @cached_property
    def letters(self) -> Letters:
        """How letters of the file are found among those here."""
        return Letters(self.known.documents)

    def take_tag(self, tag: Tag) -> None:
        """Adds a tag that is new; gives one that is here the meaning it lacks."""
        name = self.tag_name(tag.name)
        if name is None:
            return
        here = self.tags.get(name.casefold())
        if here is None:
            taken = {other.pin for other in self.tags.values()}
            pin = tag.pin if tag.pin and tag.pin not in taken else None
            added = changed(tag, name=name, pin=pin, colour=tag.colour or self.next_colour())
            self.tags[name.casefold()] = added
            self.after.append(added)
        elif tag.meaning and not here.meaning and here not in self.after:
            self.tags[name.casefold()] = better = changed(here, meaning=tag.meaning)
            self.before.append(here)
            self.after.append(better)
        elif tag.meaning and tag.meaning != here.meaning:
            self.said.append(f"Tag “{here.name}” has another meaning in the file: kept as it is here.")

    def next_colour(self) -> str:
        """The colour for the next new tag."""
        return Codebook(tuple(self.tags.values())).next_colour()

    def tag_name(self, name: str) -> str | None:
        """The name as it is kept here; None, and a word about it, if it cannot be one."""
        try:
            kept = clean_tag(name)
        except ValueError as error:
            self.said.append(f"A tag was refused: {error}")
            return None
        if kept != name:
            self.said.append(f"Tag “{name}” is written “{kept}” here.")
        return kept

    def tags_of(self, incoming: Incoming) -> tuple[str, ...]:
        """Its tags under the names they have here; new ones join the codebook."""
        names = []
        for each in incoming.tags:
            if each.casefold() not in self.tags:
                self.take_tag(Tag(each))
            name = each if each.casefold() in self.tags else self.tag_name(each)
            if name is not None:
                names.append(self.tags[name.casefold()].name)
        return unique(names)

    def take(self, document: Document, incoming: Incoming, found: Found | None) -> None:
        """One passage: new, changed, the same as here, or refused."""
        tags = self.tags_of(incoming)
        here = self.by_id.get(incoming.id) if incoming.id else None
        if here is not None and here.document == document.id:
            self.update(here, incoming, tags)
            return
        if found is None and incoming.must_stand:
            self.refuse(incoming, f"these words {_why_nowhere(document, incoming.target.quote)} the letter")
        elif found is not None and found.status == "uncertain" and incoming.must_stand:
            self.refuse(incoming, "these words could be in several places; quote more of them")
        elif found and self.already(document, found.span, incoming, tags):
            self.counts["same"] += 1
        else:
            self.add(document, incoming, tags, found)

    def refuse(self, incoming: Incoming, reason: str) -> None:
        """Leaves one out, and says why."""
        self.counts["refused"] += 1
        words = _shortened(incoming.target.quote)
        self.said.append(f"{incoming.origin or 'A highlight'} “{words}”: {reason}. Refused.")

    def update(self, here: Annotation, incoming: Incoming, tags: tuple[str, ...]) -> None:
        """Takes over tags and note of one that is here, unless it was changed here since.

        A file may hold a passage several times: of its copies the one that was edited counts.
        """
        before = self.edited.get(here.id)
        said = (tuple(one_line(tag) for tag in tags), _spaced(incoming.note))
        if said in (_said(here), _said(before) if before else None) and not here.deleted:
            self.counts["same"] += 1
        elif incoming.modified and here.modified > incoming.modified and not here.deleted:
            self.counts["same"] += 1
            self.said.append(
                f"Highlight {here.id} was changed here after the file was made: kept as it is here."
            )
        elif before:
            self.refuse(incoming, "it stands in the file with other tags or another note, and that was taken")
        else:
            self.counts["changed"] += 1
            changed = edit(here, tags=tags, note=incoming.note, deleted=False)
            self.before.append(here)
            self.after.append(changed)
            self.edited[here.id] = changed

    def already(self, document: Document, span: Span, incoming: Incoming, tags: tuple[str, ...]) -> bool:
        """Whether what comes in is said here of the very same words, in one annotation."""
        return any(
            set(tags) <= set(a.tags) and (not incoming.note or incoming.note == a.note)
            for a in self.by_place.get((document.id, span), ())
        )

    def add(self, document: Document, incoming: Incoming, tags: tuple[str, ...], found: Found | None) -> None:
        """A new annotation, on its words if they were found."""
        at = now()
        target, status = incoming.target, "orphaned"
        if found is not None:
            described = describe(
                document.text, found.span, document.section_path(found.span.start), document.text_hash
            )
            exact = found.status == "exact" or incoming.must_stand
            target = (
                described if exact else changed(described, quote=target.quote, text_hash=target.text_hash)
            )
            status = "exact" if exact else str(found.status)
        else:
            why = _why_nowhere(document, target.quote)
            self.said.append(
                f"The words “{_shortened(target.quote)}” {why} “{document.title}”: kept without a place."
            )
        added = Annotation(
            self.fresh_id(incoming.id),
            document.id,
            target,
            tags,
            incoming.note,
            iso(incoming.created) or at,
            iso(incoming.modified) or iso(incoming.created) or at,
            incoming.creator or (self.known.creator if incoming.must_stand else ""),
            False,
            status,
            incoming.extra,
        )
        self.after.append(added)
        self.by_id[added.id] = added
        self.counts["added"] += 1

    def fresh_id(self, wanted: str) -> str:
        """The id it came with if that is one and free; else one made of it, else a new one."""
        if not wanted:
            return new_id()
        kept = wanted if _ID.fullmatch(wanted) else str(uuid5(NAMESPACE_URL, wanted))
        return kept if kept not in self.by_id else new_id()


def _shortened(words: str) -> str:
    return f"{words[:60]}…" if len(words) > 60 else words


def _why_nowhere(document: Document, words: str) -> str:
    """Why words were given no place, to be followed by the letter's name."""
    times = document.text.count(words) if words else 0
    return f"stand {times} times, so it is not sure where, in" if times > 1 else "are not in"


def _said(annotation: Annotation) -> tuple[tuple[str, ...], str]:
    """Tags and note, in a form in which two that read the same are the same."""
    return tuple(one_line(tag) for tag in annotation.tags), _spaced(annotation.note)


def _spaced(note: str) -> str:
    """A note without characters that no format keeps, and with one blank line where it has several."""
    return re.sub(r"\n{2,}", "\n\n", plain(note)).strip("\n")


def _by_source(passages: Sequence[Incoming]) -> list[tuple[Source, list[Incoming]]]:
    grouped: dict[int, tuple[Source, list[Incoming]]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for incoming in passages:
        source = incoming.source
        key = (source.id, source.title, source.paper, source.text_hash, str(id(source.text)))
        number = seen.setdefault(key, len(seen))
        grouped.setdefault(number, (source, []))[1].append(incoming)
    return list(grouped.values())


def iso(moment: str) -> str:
    """A moment as we keep it, ISO in UTC to the second; empty if it is none."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
