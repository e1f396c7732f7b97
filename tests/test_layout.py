"""Layout: every character is shown once, no row is too wide, every cell leads to its offset and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.document import Kind
from briefreader.layout import Layout, Place, cells
from letters import letter

WORDS = st.text(
    st.sampled_from("ab de.,é한👍\u0301-") | st.characters(codec="utf-8", categories=["L", "M", "P", "S"]),
    max_size=60,
)
LINE = WORDS.map(lambda words: "x" + words.replace("|", "/").strip())
CELLS = st.lists(st.lists(LINE, min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=3).map(
    "\n".join
)
BLOCKS = st.one_of(
    LINE,
    st.tuples(st.just(Kind.HEADING), LINE, st.integers(1, 4)),
    st.tuples(st.just(Kind.ITEM), LINE.map("• ".__add__), st.integers(1, 3)),
    st.tuples(st.just(Kind.NOTE), LINE.map("12 ".__add__)),
    st.tuples(st.just(Kind.QUOTE), LINE),
    st.tuples(st.just(Kind.PRE), st.lists(LINE, min_size=1, max_size=4).map("\n\n  ".join)),
    st.tuples(st.just(Kind.TABLE), CELLS),
)
LETTERS = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: letter(*blocks))
WIDTHS = st.integers(8, 60)


def rows_of(layout):
    return list(layout.rows_from(layout.first))


@given(LETTERS, WIDTHS)
def test_every_character_is_shown_once(document, width):
    shown = sorted(
        n
        for _, row in rows_of(Layout(document, width))
        for piece in row.pieces
        for n in range(piece.start, piece.end)
    )
    assert len(shown) == len(set(shown))
    hidden = [n for n in range(len(document.text)) if n not in set(shown)]
    tables = [block for block in document.blocks if block.cells]
    between = {
        n for t in tables for n in range(*t.span) if not any(c.holds(n) for row in t.cells for c in row)
    }
    assert all(document.text[n].isspace() or n in between for n in hidden)


@given(LETTERS, WIDTHS)
def test_no_row_is_wider_than_the_width(document, width):
    for _, row in rows_of(Layout(document, width)):
        for piece in row.pieces:
            assert piece.cell >= 0
            assert piece.cell + cells.width_of(document.text, piece.start, piece.end) <= width
        for sign in row.signs:
            assert sign.cell + len(sign.text) <= width


@given(LETTERS, WIDTHS)
def test_every_cell_leads_to_its_offset_and_back(document, width):
    layout = Layout(document, width)
    for place, row in rows_of(layout):
        for piece in row.pieces:
            cell = piece.cell
            for start, _, taken in cells.characters(document.text, piece.start, piece.end):
                assert layout.find(start) == (place, cell)
                if taken:
                    assert layout.offset_at(place, cell) == start
                cell += taken


@given(LETTERS, WIDTHS)
def test_every_offset_is_on_some_row(document, width):
    layout = Layout(document, width)
    for offset in range(len(document.text) + 1):
        place, cell = layout.find(offset)
        assert layout.row(place).pieces
        assert 0 <= cell <= width


@given(LETTERS, WIDTHS, st.data())
def test_rows_upwards_are_the_rows_downwards_reversed(document, width, data):
    layout = Layout(document, width)
    rows = rows_of(layout)
    number = data.draw(st.integers(0, len(rows) - 1))
    above = list(layout.rows_before(rows[number][0]))
    assert above[::-1] == rows[:number]
    there = data.draw(st.integers(0, len(rows) - 1))
    assert layout.shift(rows[number][0], there - number) == rows[there][0]
    assert layout.shift(rows[number][0], len(rows)) == layout.last == rows[-1][0]
    assert layout.shift(rows[number][0], -len(rows)) == layout.first


def shown(document, width):
    """The rows as a person sees them, blank ones as empty strings."""
    lines = []
    for _, row in rows_of(Layout(document, width)):
        line = ""
        parts = [(p.cell, document.text[p.start : p.end]) for p in row.pieces] + [tuple(s) for s in row.signs]
        for cell, text in sorted(parts):
            line = line.ljust(cell) + text
        lines.append(line.rstrip())
    return lines


def test_a_letter_looks_like_one():
    document = letter(
        (Kind.HEADING, "Sancties", 1),
        "De EU heeft pakketten aangenomen.",
        (Kind.ITEM, "• kort punt een"),
        (Kind.ITEM, "• een punt dat langer is dan een rij"),
        (Kind.ITEM, "– dieper", 2),
        (Kind.QUOTE, "Wat een ander schreef."),
        (Kind.HEADING, "Slot", 2),
        (Kind.PRE, "een\n\n  twee"),
        (Kind.NOTE, "¹ Een noot die ook doorloopt."),
        (Kind.NOTE, "² Nog een."),
    )
    assert shown(document, 20) == [
        "Sancties",
        "",
        "De EU heeft",
        "pakketten",
        "aangenomen.",
        "",
        "  • kort punt een",
        "  • een punt dat",
        "    langer is dan",
        "    een rij",
        "    – dieper",
        "",
        "▎ Wat een ander",
        "▎ schreef.",
        "",
        "",
        "Slot",
        "",
        "een",
        "",
        "  twee",
        "",
        "¹ Een noot die ook",
        "  doorloopt.",
        "² Nog een.",
    ]


def test_a_table_keeps_its_columns_apart():
    document = letter((Kind.TABLE, "Land | Steun\nNederland | tien miljoen euro\nDenemarken | twee"))
    assert shown(document, 24) == [
        "Land       │ Steun",
        "───────────┼────────────",
        "Nederland  │ tien",
        "           │ miljoen",
        "           │ euro",
        "Denemarken │ twee",
    ]


def test_a_table_with_too_many_columns_is_a_list():
    document = letter((Kind.TABLE, "a | b | c | d\n1 | 2 | 3 | 4"))
    assert shown(document, 20) == ["a", "b", "c", "d", "────────", "1", "2", "3", "4"]


def test_a_column_that_needs_one_cell_takes_none_from_the_others():
    document = letter((Kind.TABLE, "x | x:::⺀ | x:::::::"))
    assert all(len(line) <= 21 for line in shown(document, 21))


def test_an_empty_letter_has_no_rows():
    layout = Layout(letter(), 40)
    assert rows_of(layout) == []
    assert layout.find(0) == (Place(0, 0), 0)
    assert layout.shift(layout.first, 5) == layout.first


def test_only_what_is_asked_for_is_laid_out():
    document = letter(*["woord " * 20] * 2000)
    layout = Layout(document, 60)
    layout.find(len(document.text) // 2)
    assert len(layout._rows) == 1
