"""Marks, and the redrawing of only what has changed: quick ways that must give what the slow ones give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import ChopsUpdate, Compositor

from at_the_desk import FEBRUARY, at_desk
from briefreader.annotations import Annotation, Codebook, Target
from briefreader.document import Document
from briefreader.motions import Units
from briefreader.span import Span
from briefreader.tui.marks import Marks
from briefreader.tui.panes.highlights import HighlightRows
from briefreader.tui.redraw import Patches, Redraw
from briefreader.values import changed

STATUSES = ("exact", "changed", "orphaned")


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    start, length = draw(st.integers(0, 40)), draw(st.integers(1, 30))
    target = Target(start, start + length, "x" * length)
    id, status = draw(st.sampled_from("abcdefgh")), draw(st.sampled_from(STATUSES))
    note = draw(st.sampled_from(("", "a note")))
    return Annotation(id, "letter", target, note=note, status=status, deleted=draw(st.booleans()))


def plain(marks: Marks) -> tuple[object, ...]:
    return tuple(marks), marks.starts, marks._reach, [marks.index_of(a.id) for a in marks]


@given(st.lists(annotations(), unique_by=lambda a: a.id), st.lists(annotations(), max_size=6))
def test_changed_marks_are_as_if_made_anew(held: list[Annotation], come: list[Annotation]) -> None:
    marks = Marks(held)
    gone = held[::2]
    changed = marks.changed(gone, come)
    left = {a.id: a for a in held if a not in gone}
    for annotation in come:
        left[annotation.id] = annotation
    assert plain(changed) == plain(Marks(left.values()))
    assert plain(marks) == plain(Marks(held)), "a value stays as it is"


@given(st.lists(annotations(), unique_by=lambda a: a.id), st.lists(annotations(), max_size=6))
def test_rows_of_highlights_after_others_are_as_if_made_anew(
    held: list[Annotation], come: list[Annotation]
) -> None:
    document, book, marks = Document("letter", "x" * 80), Codebook(), Marks(held)
    before = HighlightRows(document, marks, book)
    assert all(row.height == height for row, height in zip(before, before.heights, strict=True))
    changed = marks.changed(held[::2], come)
    after, anew = HighlightRows(document, changed, book, (), before), HighlightRows(document, changed, book)
    assert list(after) == list(anew)
    assert list(after.heights) == list(anew.heights)


@given(st.lists(annotations(), unique_by=lambda a: a.id), st.integers(0, 60), st.integers(1, 20))
def test_those_that_touch_a_view_are_found(held: list[Annotation], start: int, length: int) -> None:
    marks, view = Marks(held), Span(start, start + length)
    assert {a.id for a in marks.touching(view)} == {
        a.id for a in held if not a.deleted and a.status != "orphaned" and a.span.overlaps(view)
    }
    for annotation in marks.standing:
        assert annotation in marks.on(annotation.span)


@given(st.lists(annotations(), unique_by=lambda a: a.id))
def test_the_smallest_that_holds_an_offset_is_found_if_one_does(held: list[Annotation]) -> None:
    marks = Marks(held)
    spans = [a.span for a in marks.standing]
    units = Units(Document("letter", "x" * 80))
    units.give("highlight", marks.spans, marks.smallest_at)
    for offset in range(72):
        holding = [span for span in spans if span.holds(offset)] or [s for s in spans if s.end == offset]
        found = units.at("highlight", offset)
        assert (found is None) == (not holding)
        assert found is None or (found in holding and found.length == min(s.length for s in holding))


async def test_the_longer_highlight_is_selected_after_a_shorter_one_within_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        outer = reader.desk.document.sentences[10]
        inner = Span(*reader.desk.reader.units.at("word", outer.start + 20))
        for span in (outer, inner):
            reader.desk.reader.mark(span)
            await reader.press("m")
        for caret, span in ((outer.end - 1, outer), (inner.start + 1, inner)):
            await reader.press("escape")
            reader.desk.reader.go(caret)
            await reader.press("i", "h")
            assert reader.desk.reader.selection.span == span


async def test_what_is_drawn_in_pieces_is_what_would_be_drawn_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas: dict[tuple[int, int], tuple[str, object]] = {}
    pieces = 0

    def put(x: int, y: int, strip) -> None:
        for text, style, _ in strip:
            for sign in text:
                canvas[x, y] = (sign, style)
                x += 1

    def paint(self) -> None:
        nonlocal pieces
        update = Redraw.render_partial_update(self)
        pieces += isinstance(update, Patches)
        if isinstance(update, Patches):
            for x, y, strip in update.patches:
                put(x, y, strip)
        elif isinstance(update, ChopsUpdate):
            strips = self.render_strips()
            for y, left, right in update.spans:
                put(left, y, strips[y].crop(left, right))

    def whole(compositor: Compositor) -> None:
        for y, strip in enumerate(compositor.render_strips()):
            put(0, y, strip)

    keys = "space space 1 ) s 2 + v w escape > H H m u tab j j slash r u s enter n f escape ctrl+b".split()
    names = {")": "right_parenthesis", "+": "plus", ">": "greater_than_sign"}
    async with at_desk(tmp_path, FEBRUARY) as reader:
        compositor = reader.desk._compositor
        whole(compositor)
        for key in keys:
            monkeypatch.setattr(compositor, "render_update", lambda **_: paint(compositor))
            await reader.press(names.get(key, key))
            await reader.pilot.pause(0.05)
            seen = dict(canvas)
            whole(compositor)
            assert {at: sign for at, sign in canvas.items() if seen.get(at) != sign} == {}, key
    assert pieces > len(keys) / 2


def test_a_mark_that_is_deleted_is_gone() -> None:
    mark = Annotation("a", "letter", Target(3, 9, "x" * 6))
    marks = Marks([mark])
    assert marks.get("a") is mark and len(marks) == 1
    assert len(marks.changed([mark], [changed(mark, deleted=True)])) == 0
