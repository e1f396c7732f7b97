"""The reading pane as one sees and handles it: rows, caret, highlights, mouse, labels, resize."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from at_the_desk import resize
from briefreader.annotations import Codebook, Tag, Target, create
from briefreader.document import Kind
from briefreader.span import Span
from briefreader.tui.reader import Reader
from letters import letter

SENTENCE = "De Nederlandse regering steunt Oekraïne zolang als dat nodig is. "
LONG = letter(
    (Kind.HEADING, "Inleiding", 1),
    *[f"Alinea {n}. " + SENTENCE * 3 for n in range(200)],
    (Kind.NOTE, "¹ De laatste noot."),
)


class Alone(App[None]):
    """An app with nothing but the reader; it writes down what the reader says."""

    def __init__(self, document=LONG, place=0):
        super().__init__()
        self.shown, self.place = document, place
        self.moved, self.selected = [], []

    def compose(self) -> ComposeResult:
        yield Reader()

    def on_mount(self):
        reader = self.query_one(Reader)
        reader.show(self.shown, self.place)
        reader.focus()
        self.watch(reader, "caret", lambda caret: self.moved.append(caret), init=False)
        self.watch(reader, "selected", lambda span: self.selected.append(span), init=False)


def rows(reader):
    return [reader.render_line(y).text.rstrip() for y in range(reader.size.height)]


def cell_of(reader, words, y=None):
    """Where words stand on the screen: (column, row)."""
    for row, text in enumerate(rows(reader)):
        if words in text and y in (None, row):
            return text.index(words), row
    raise AssertionError(f"{words!r} is not shown")


def highlight(document, words, *tags):
    at = document.text.index(words)
    return create(document.id, Target(at, at + len(words), words), tags)


CODEBOOK = Codebook((Tag("sancties", "amber"), Tag("steun", "sky")))


async def test_the_caret_stays_in_view_wherever_it_goes():
    app = Alone()
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        for unit in ("document", "line", "page", "half-page", "sentence", "paragraph", "section", "word"):
            for count in (1, 1, 1, -1, 1, -1, -1, -1):
                reader.move(unit, count)
                assert reader._window.row_of(reader.caret) is not None, (unit, count)
                assert len(rows(reader)) == 20


async def test_a_page_down_shows_the_next_page_and_a_page_up_the_one_before():
    app = Alone()
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        first, end = rows(reader), reader.in_view.end
        reader.move("page", 1)
        assert reader.in_view.start >= end
        assert reader.in_view.start - end <= 2
        second = rows(reader)
        reader.move("page", 1)
        reader.move("page", -1)
        assert rows(reader)[5:15] == second[5:15]
        reader.move("page", -1)
        assert [row[:58] for row in rows(reader)] == [row[:58] for row in first]


async def test_the_last_page_is_full_and_the_caret_gets_to_the_end():
    app = Alone()
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        reader.move("document", 1)
        assert reader.caret == len(LONG.text)
        assert "De laatste noot." in rows(reader)[-1]
        assert rows(reader)[0]
        reader.move("document", -1)
        for _ in range(200):
            reader.move("page", 1)
        assert "De laatste noot." in rows(reader)[-1]
        assert LONG.text[reader.caret :].count("\n") == 0


async def test_lines_keep_their_column_over_shorter_rows():
    document = letter("aaaa bbbb cccc", "kort", "dddd eeee ffff")
    app = Alone(document, place=10)
    async with app.run_test(size=(40, 10)):
        reader = app.query_one(Reader)
        reader.move("line", 1)
        assert reader.caret == document.text.index("kort") + 4
        reader.move("line", 1)
        assert document.text[reader.caret :] == "ffff"
        reader.move("row", -1)
        assert document.text[reader.caret :] == "dddd eeee ffff"
        reader.move("row", 1)
        assert reader.caret == len(document.text)


async def test_a_resize_keeps_the_place():
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        reader.go(LONG.text.index("Alinea 100"))
        start, caret = reader.in_view.start, reader.caret
        for size in ((100, 30), (40, 12), (61, 21), (60, 20)):
            await resize(pilot, *size)
            assert reader.caret == caret
            assert reader.in_view.start <= caret < reader.in_view.end
        assert reader.in_view.start == start


async def test_a_wide_pane_has_the_text_in_its_middle():
    app = Alone()
    async with app.run_test(size=(140, 10)) as pilot:
        reader = app.query_one(Reader)
        lefts = {len(row) - len(row.lstrip()) for row in rows(reader) if row.strip()}
        assert min(lefts) == (140 - 4 - 80) // 2 + 2
        reader.measure = 40
        await pilot.pause()
        assert max(len(row[:139].rstrip()) for row in rows(reader)) <= (140 - 4 - 40) // 2 + 2 + 40


async def test_the_sentence_under_the_caret_is_the_target_until_something_is_selected():
    document = letter("Een zin. Nog een zin. Slot.")
    app = Alone(document, place=14)
    async with app.run_test(size=(40, 10)) as pilot:
        reader = app.query_one(Reader)
        assert reader.target.of(document.text) == "Nog een zin."
        assert reader.selection is None
        reader.select("word")
        assert reader.target.of(document.text) == "een"
        assert reader.drop()
        assert not reader.drop()
        assert reader.target.of(document.text) == "Nog een zin."
        await pilot.pause()
        assert app.selected == [Span(13, 16), None]


async def test_every_move_and_selection_can_be_watched():
    app = Alone(letter("Een zin. Nog een."))
    async with app.run_test(size=(40, 10)) as pilot:
        reader = app.query_one(Reader)
        reader.move("sentence", 1)
        reader.caret = 2
        reader.select("sentence")
        await pilot.pause()
        assert app.moved == [9, 2, 8]
        assert app.selected == [Span(0, 8)]


async def test_highlights_have_a_sign_and_overlaps_another():
    document = letter("Eerste zin hier. Tweede zin daar.", "Derde zin.")
    app = Alone(document)
    async with app.run_test(size=(24, 8)):
        reader = app.query_one(Reader)
        reader.codebook = CODEBOOK
        reader.annotations = (highlight(document, "Eerste zin", "sancties"),)
        assert [row[:1].strip() for row in rows(reader)[:4]] == ["▌", "", "", ""]
        reader.annotations = (*reader.annotations, highlight(document, "zin hier", "steun"))
        assert [row[:1].strip() for row in rows(reader)[:4]] == ["█", "", "", ""]
        reader.annotations = ()
        assert [row[:1].strip() for row in rows(reader)[:4]] == ["", "", "", ""]


async def test_a_tint_covers_just_the_highlight():
    document = letter("Eerste zin hier. Tweede zin daar.")
    app = Alone(document, place=20)
    async with app.run_test(size=(60, 5)):
        reader = app.query_one(Reader)
        before = {s.style.bgcolor for s in reader.render_line(0)}
        reader.codebook = CODEBOOK
        reader.annotations = (highlight(document, "zin hier", "sancties"),)
        tinted = [s for s in reader.render_line(0) if s.style.bgcolor not in before]
        assert "".join(s.text for s in tinted) == "zin hier"


async def test_hits_are_marked_in_the_text_and_on_the_map():
    app = Alone()
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        at = LONG.text.index("Alinea 100")
        reader.hits = (Span(0, 9), Span(at, at + 6))
        signs = [row[-1:] for row in rows(reader)]
        assert [n for n, sign in enumerate(signs) if sign == "━"] == [0, 9]


async def test_a_click_puts_the_caret_there():
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        column, row = cell_of(reader, "Alinea 1.")
        await pilot.click(Reader, offset=(column + 7, row))
        assert reader.caret == LONG.text.index("Alinea 1.") + 7
        assert reader.selection is None


@pytest.mark.parametrize(("times", "words"), [(2, "Nederlandse"), (3, SENTENCE.strip())])
async def test_clicks_select_word_and_sentence(times, words):
    app = Alone()
    async with app.run_test(size=(90, 20)) as pilot:
        reader = app.query_one(Reader)
        column, row = cell_of(reader, "Nederlandse")
        await pilot.click(Reader, offset=(column + 2, row), times=times)
        assert reader.target.of(LONG.text) == words


async def test_a_drag_selects_and_scrolls_at_the_edge():
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        column, row = cell_of(reader, "Alinea 1.")
        await pilot.mouse_down(Reader, offset=(column, row))
        await pilot.hover(Reader, offset=(column + 6, row))
        assert reader.target.of(LONG.text) == "Alinea"
        top = reader.in_view.start
        reader.post_message(move_to(reader, 10, 25))
        await pilot.pause(0.3)
        assert reader.in_view.start > top
        assert reader._window.row_of(reader.selection.head) >= 16
        await pilot.mouse_up(Reader, offset=(10, 19))
        await pilot.pause()
        assert reader._drag is None


def move_to(reader, x, y):
    return events.MouseMove(reader, x, y, 0, 0, 1, False, False, False, x, y)


async def test_the_wheel_scrolls_and_the_caret_comes_along():
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        await pilot._post_mouse_events([events.MouseScrollDown], Reader, offset=(5, 5))
        await pilot._post_mouse_events([events.MouseScrollDown], Reader, offset=(5, 5))
        assert "Inleiding" not in "".join(rows(reader))
        assert reader._window.row_of(reader.caret) is not None


async def test_a_click_on_the_map_goes_there():
    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        await pilot.click(Reader, offset=(59, 10))
        middle = (reader.in_view.start + reader.in_view.end) / 2
        assert abs(middle / len(LONG.text) - 0.5) < 0.05


async def test_labels_lead_to_the_sentences_in_view():
    app = Alone()
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.query_one(Reader)
        reader.jump()
        assert "Inleiding" not in rows(reader)[0]
        await pilot.press("escape")
        assert "Inleiding" in rows(reader)[0]
        reader.jump()
        offset, chosen = reader._labels.places[3]
        assert chosen in "".join(rows(reader))
        await pilot.press(*chosen)
        assert reader.caret == offset
        assert reader._labels is None


async def test_text_is_shown_as_it_is_and_never_obeyed():
    document = letter("[bold]niet vet[/] [@click=app.quit]niet[/] \x1b[31mrood\x07 \u202eom")
    app = Alone(document)
    async with app.run_test(size=(80, 5)):
        shown = rows(app.query_one(Reader))[0]
        assert shown.strip() == "[bold]niet vet[/] [@click=app.quit]niet[/] [31mrood om"


async def test_a_larger_version_of_the_letter_changes_nothing_that_is_shown():
    start = LONG.blocks[20].span.end
    head = letter(*[(b.kind, b.span.of(LONG.text)) for b in LONG.blocks[:21]])
    assert LONG.text.startswith(head.text)
    assert start == len(head.text)
    app = Alone(head)
    async with app.run_test(size=(60, 20)):
        reader = app.query_one(Reader)
        reader.move("page", 1)
        shown, caret = rows(reader), reader.caret
        reader.replace(LONG)
        assert [row[:58] for row in rows(reader)] == [row[:58] for row in shown]
        assert reader.caret == caret
        reader.move("document", 1)
        assert "De laatste noot." in rows(reader)[-1]


@pytest.mark.parametrize("size", [(10, 3), (4, 1), (1, 1), (250, 80)])
async def test_any_size_can_be_drawn(size):
    app = Alone(
        letter("Een 한국어 zin.", (Kind.TABLE, "a | b\nc | d"), (Kind.ITEM, "• punt"), (Kind.QUOTE, "ja"))
    )
    async with app.run_test(size=size):
        reader = app.query_one(Reader)
        for unit in ("line", "page", "document", "sentence"):
            reader.move(unit, 1)
        assert all(reader.render_line(y).cell_length == size[0] for y in range(size[1]))


async def test_no_letter_is_an_empty_pane():
    app = Alone(None)
    async with app.run_test(size=(40, 6)):
        reader = app.query_one(Reader)
        for unit in ("line", "page", "document", "sentence", "character", "row", "highlight"):
            reader.move(unit, 1)
            reader.move(unit, -1)
        reader.select("sentence")
        reader.grow()
        reader.jump()
        assert rows(reader) == [""] * 6
        assert (reader.caret, reader.target, reader.selection) == (0, None, None)
