"""Marking: what the keys that tag, note, delete and undo do to the passage at the caret.

Functions over the desk. The changes they make are `changes.py`; showing and saving them is the desk's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefreader import changes
from briefreader.anchoring import describe
from briefreader.annotations import Annotation, Change, Target
from briefreader.document import Document
from briefreader.span import Span
from briefreader.tui import notebook, wording
from briefreader.tui.actions import finding
from briefreader.tui.dialogs.hits import HitList
from briefreader.tui.dialogs.tagging import TagPalette
from briefreader.values import frozen

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


@frozen
class Passage:
    """What a key acts on: the selection or the sentence under the caret, and the highlight that is there."""

    document: Document
    span: Span
    existing: Annotation | None = None
    """The highlight that covers exactly `span`."""

    @property
    def held(self) -> tuple[Annotation, ...]:
        """The same, as the functions that make changes ask for it."""
        return (self.existing,) if self.existing else ()

    @property
    def target(self) -> Target:
        """The passage as an annotation keeps it."""
        path = self.document.section_path(self.span.start)
        return describe(self.document.text, self.span, path, self.document.text_hash)


def passage(desk: Desk) -> Passage | None:
    """The passage at the caret; None, with the reason told, where nothing can be marked."""
    document, span = desk.document, desk.reader.target
    if desk.workplace.store.read_only:
        desk.tell(wording.READ_ONLY, trouble=True)
    elif document is None and desk.reading:
        desk.remark("the letter is still being read")
    elif document is None or span is None or not span.length:
        desk.remark("there is nothing to mark here")
    else:
        existing = next(iter(desk.annotations.on(span)), None)
        return Passage(document, span, existing)
    return None


def pin(desk: Desk, digit: int) -> None:
    """Put the pinned tag on the passage, or take it off."""
    there, book = passage(desk), desk.notebook.codebook
    tag = book.pin(digit)
    if there and not tag:
        desk.remark(f"no tag is pinned to {digit} yet")
    elif there and tag:
        desk.do(changes.toggle(there.held, book, there.document.id, there.target, tag.name, desk.signed))
        desk.last_tags = (tag.name,)


def put(desk: Desk, there: Passage, tags: Sequence[str]) -> None:
    """Give the passage exactly these tags; new ones join the codebook."""
    book, given = desk.notebook.codebook, there.existing.tags if there.existing else ()
    added = changes.tag(there.held, book, there.document.id, there.target, tags, desk.signed)
    desk.do(_without(added, there.existing, [tag for tag in given if tag not in tags]))
    desk.last_tags = tuple(tags)


def _without(added: Change, existing: Annotation | None, gone: Sequence[str]) -> Change:
    """`added`, with the tags in `gone` taken off as well."""
    if existing is None or not gone:
        return added
    now = next((record for record in added.after if isinstance(record, Annotation)), existing)
    return changes.together(f"untag {wording.names(tuple(gone))}", (added, changes.untag(now, gone)))


def choose(desk: Desk) -> None:
    """Ask which tags the passage is to have."""
    there = passage(desk)
    if there is None:
        return
    given = there.existing.tags if there.existing else ()

    def chosen(tags: tuple[str, ...] | None) -> None:
        if tags is not None and (tags or given):
            put(desk, there, tags)

    heading = "Tag " + wording.clip(wording.plain(there.span.of(there.document.text)), 50)
    desk.ask(TagPalette(heading, desk.notebook.codebook, counts(desk), given, low=_low(desk)), chosen)


def counts(desk: Desk) -> Counter[str]:
    """How many highlights of the library have each tag."""
    book = desk.notebook
    return Counter(tag for document in book.kept for a in book.of(document) for tag in a.tags)


def _low(desk: Desk) -> bool:
    """Whether a dialog is better at the foot: the caret is in the upper half of what is in view."""
    start, end = desk.reader.in_view
    return 2 * desk.reader.caret < start + end


def again(desk: Desk) -> None:
    """Put the tags that were used last on the passage too."""
    if not desk.last_tags:
        how = wording.offers(desk.keys_in_force, ("tag.choose", "chooses one"))
        desk.remark(f"no tag was used yet{how}")
    elif there := passage(desk):
        given = there.existing.tags if there.existing else ()
        put(desk, there, (*given, *(tag for tag in desk.last_tags if tag not in given)))


def highlight(desk: Desk) -> None:
    """Mark the passage without a tag."""
    there = passage(desk)
    if there is not None and there.existing is None:
        desk.do(changes.highlight((), there.document.id, there.target, desk.signed))
    elif there is not None:
        desk.remark("this passage is highlighted already")


def note(desk: Desk) -> None:
    """Write a note on the highlight at the caret; where there is none, the passage becomes one."""
    there = passage(desk)
    if there is None:
        return
    known = there.existing or (_around(desk, there.span) if not desk.reader.selection else None)
    quote = known.target.quote if known else there.span.of(there.document.text)

    def written(text: str | None) -> None:
        if text is None or text == (known.note if known else ""):
            return
        if known is None:
            desk.do(changes.highlight(there.held, there.document.id, there.target, desk.signed, text))
        else:
            desk.do(changes.set_note(known, text))

    from briefreader.tui.dialogs.noting import NoteEditor  # brings Textual's editor along

    desk.ask(NoteEditor(quote, known.note if known else "", low=_low(desk)), written)


def delete(desk: Desk) -> None:
    """Delete the highlight at the caret."""
    if desk.workplace.store.read_only:
        desk.tell(wording.READ_ONLY, trouble=True)
        return
    span = desk.reader.target or Span(desk.reader.caret, desk.reader.caret)
    caret = Span(desk.reader.caret, desk.reader.caret + 1)
    found = _around(desk, span if desk.reader.selection else caret)
    if found is None:
        desk.remark("there is no highlight under the caret")
    else:
        desk.do(changes.delete(found))


def _around(desk: Desk, span: Span) -> Annotation | None:
    """The highlight of this letter that is meant at `span`."""
    return notebook.at(desk.annotations.touching(Span(span.start, span.start + 1)), span)


def tag_hits(desk: Desk) -> None:
    """Show all hits of the search; those that stay ticked get the tags chosen after it."""
    document, hits = desk.document, desk.reader.hits
    if document is None or not hits:
        finding.nothing_yet(desk)
        return

    def looked(spans: tuple[Span, ...] | None) -> None:
        if spans:
            _tag_all(desk, document, spans)

    desk.ask(HitList(document, hits), looked)


def _tag_all(desk: Desk, document: Document, spans: Sequence[Span]) -> None:
    def chosen(tags: tuple[str, ...] | None) -> None:
        if tags:
            book, targets = desk.notebook.codebook, (Passage(document, span).target for span in spans)
            held = [annotation for span in spans for annotation in desk.annotations.on(span)]
            desk.do(changes.tag_all(held, book, document.id, targets, tags, desk.signed))
            desk.last_tags = tags

    heading = f"Tag {wording.count(len(spans), 'hit')}"
    desk.ask(TagPalette(heading, desk.notebook.codebook, counts(desk)), chosen)
