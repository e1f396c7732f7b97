"""Laws of motions: they stay inside the letter, get on, and look only at blocks nearby."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader import motions
from briefreader.document import Kind
from briefreader.motions import GROWTH, UNITS, Selection, Units, step, unit_at
from briefreader.span import Span
from letters import letter

SPANS = st.lists(st.integers(0, 60), unique=True, max_size=12).map(
    lambda edges: tuple(Span(a, b) for a, b in zip(*[iter(sorted(edges))] * 2, strict=False))
)
BLOCKS = st.one_of(
    st.text("ab .,;!é한", min_size=1, max_size=40).map(lambda t: "x" + t.strip()),
    st.just((Kind.HEADING, "Kop", 1)),
    st.just((Kind.ITEM, "• punt. Nog een punt.")),
    st.just((Kind.TABLE, "a | b\nc | d")),
)
LETTERS = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: letter(*blocks))


@given(SPANS, st.integers(0, 70), st.integers(-5, 5))
def test_a_step_goes_the_right_way_to_a_border(spans, head, count):
    found = step(spans, head, count)
    if count > 0:
        assert found >= head
        assert found == head or found in {s.start for s in spans} | {spans[-1].end}
    else:
        assert found <= head
        assert found == head or found in {s.start for s in spans}


@given(SPANS, st.integers(0, 70))
def test_steps_forward_and_back_meet(spans, head):
    there = step(spans, head, 1)
    if any(s.start == there for s in spans) and any(s.start == head for s in spans):
        assert step(spans, there, -1) in (head, there)


@given(SPANS, st.integers(0, 70), st.integers(1, 4))
def test_a_unit_is_made_of_whole_spans(spans, at, count):
    found = unit_at(spans, at, count)
    if not spans:
        assert found is None
        return
    first = [s.start for s in spans].index(found.start)
    assert found.end == spans[min(first + count, len(spans)) - 1].end


@given(LETTERS, st.data())
def test_motions_by_any_unit_stay_in_the_letter(document, data):
    units = Units(document)
    head = data.draw(st.integers(0, len(document.text)))
    for name in UNITS:
        for count in (-2, -1, 1, 2):
            assert 0 <= units.step(name, head, count) <= len(document.text)
        found = units.at(name, head)
        assert found is None or (0 <= found.start <= found.end <= len(document.text))
    for count in (-3, -1, 1, 3):
        assert 0 <= motions.character(document, head, count) <= len(document.text)


@given(LETTERS, st.sampled_from(["word", "sentence", "paragraph", "section"]))
def test_going_on_reaches_the_end_and_going_back_the_start(document, name):
    units, head, seen = Units(document), 0, set()
    while head not in seen:
        seen.add(head)
        head = units.step(name, head, 1)
    whole = units.near(name, 0, len(document.text))
    if whole:
        assert head == whole[-1].end
        for _ in range(len(seen) + 1):
            head = units.step(name, head, -1)
        assert head == whole[0].start
    else:
        assert head == 0


@given(LETTERS, st.data())
def test_growing_only_takes_in_more_and_ends_at_the_letter(document, data):
    units = Units(document)
    head = data.draw(st.integers(0, len(document.text)))
    selection = Selection(head, head)
    for _ in range(len(GROWTH) + 1):
        grown = motions.expand(units, selection)
        assert grown == selection or not selection.span.length or grown.span.covers(selection.span)
        selection = grown
    assert selection.span.of(document.text).strip() == document.text.strip()


def test_only_blocks_near_the_caret_are_looked_at():
    document = letter(*["Een zin hier. En nog een."] * 3000)
    units = Units(document)
    at = document.blocks[1500].span.start + 3
    units.step("sentence", at, 1)
    units.at("word", at)
    motions.expand(units, Selection(at, at))
    assert len(units._inside) < 12


def test_a_unit_that_is_not_everywhere_is_only_where_it_lies():
    document = letter("Zie Kamerstuk 1 en verder.", citations=("Kamerstuk 1",))
    units = Units(document)
    assert units.at("citation", 5) == Span(4, 15)
    assert units.at("citation", 20) is None
    units.give("highlight", [Span(20, 25)])
    assert units.at("highlight", 22) == Span(20, 25)
    assert units.step("highlight", 0, 1) == 20
    assert units.at("cell", 5) is None
