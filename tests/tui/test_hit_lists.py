"""The lists of hits: every hit has its row under its section, made when it is shown; what is ticked is tagged."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from at_the_desk import FEBRUARY, at_desk
from briefreader import search
from briefreader.document import Kind
from briefreader.span import Span
from briefreader.tui.dialogs.hits import AFTER, BEFORE, HitList, HitRows, fitting
from briefreader.tui.panes.rows import Rows
from letters import letter

PARTS = st.lists(
    st.one_of(
        st.text("ab ", min_size=1, max_size=30).map(lambda text: "x" + text.strip()),
        st.sampled_from("abc").map(lambda name: (Kind.HEADING, name, 1)),
    ),
    min_size=1,
    max_size=8,
)


@given(PARTS, st.data())
def test_every_hit_has_its_row_under_its_section(parts: list, data: st.DataObject) -> None:
    document = letter(*parts)
    hits = [Span(i, i + 1) for i, sign in enumerate(document.text) if sign in "ax"]
    shown = sorted(data.draw(st.sets(st.sampled_from(range(len(hits)))))) if hits else []
    rows = HitRows(document, hits, shown)
    listed = list(rows)
    assert [row.id for row in listed if row.choosable] == [str(index) for index in shown]
    assert [row.height for row in listed] == list(rows.heights)
    title = None
    for at, row in enumerate(listed):
        if not row.choosable:
            title = row.words
            continue
        section = document.section_at(hits[int(row.id)].start)
        assert (rows.find(row.id), title) == (at, section.title if section else document.title)
    assert rows.find("§1") == rows.find(str(len(hits))) == -1


@given(PARTS, st.text("abx", max_size=3))
def test_those_fit_whose_surroundings_or_section_hold_the_words(parts: list, words: str) -> None:
    document = letter(*parts)
    hits = [Span(i, i + 1) for i, sign in enumerate(document.text) if sign in "ax"]
    found = set(fitting(document, hits, words))
    for index, hit in enumerate(hits):
        section = document.section_at(hit.start)
        title = section.title if section else document.title
        around = "".join(search.in_context(document.text, hit, BEFORE, AFTER))
        wanted = not words or search.find(around, words) or search.find(title, words)
        assert (index in found) == bool(wanted)


async def test_what_stays_ticked_is_tagged(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("slash", "f", "1", "6", "enter")
        hits = reader.desk.reader.hits
        await reader.press("T")
        assert isinstance(reader.app.screen, HitList)
        rows = reader.app.screen.query_one(Rows)
        await reader.press("space", "space", "k", "space")
        assert ["✓" in row.words for row in rows.rows if row.choosable][:4] == [False, True, True, True]
        await reader.press("enter")
        await reader.type("jets")
        await reader.press("enter")
        assert [a.span for a in reader.desk.annotations] == list(hits[1:])


async def test_a_list_of_very_many_hits_makes_only_the_rows_in_view(tmp_path: Path, monkeypatch) -> None:
    made = 0
    row_of = HitRows.row_of

    def counted(self: HitRows, index: int) -> object:
        nonlocal made
        made += 1
        return row_of(self, index)

    monkeypatch.setattr(HitRows, "row_of", counted)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        reader.desk.reader.hits = tuple(Span(at, at + 1) for at in range(len(reader.desk.document.text)))
        for key in ("L", "T"):
            made = 0
            await reader.press(key, "down", "down")
            assert len(reader.app.screen.query_one(Rows).rows) > 10_000
            assert made < 1_000
            await reader.press("escape")
