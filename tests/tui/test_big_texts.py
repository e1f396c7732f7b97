"""Big texts: the first pages are there at once, nothing jumps when the rest comes, and everything works in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from at_the_desk import Sitting, at_desk
from briefreader import loaders
from briefreader.courtesy import breathe
from briefreader.document import Document
from briefreader.errors import LoadError, NotNow
from briefreader.library import Entry, Library
from briefreader.longdocument import LongDocument
from briefreader.tui.actions import finding
from briefreader.tui.actions.arriving import place_in
from made import bold, docx, wp

CHAPTER = """{title}

Alinea {n} gaat over steun aan Oekraïne. Zij heeft een tweede zin, over de F-16 van chapter {n}.

In Kamerstuk 36045, nr. {n} staat meer. Dat wordt hier niet herhaald, want het staat er al.

"""


def letter(chapters: int) -> str:
    """A letter of about 220 code points a chapter."""
    return (
        "".join(CHAPTER.format(title=f"Hoofdstuk {chr(65 + n % 26)}", n=n) for n in range(chapters))
        + "Slot van de brief.\n"
    )


class Slow(Library):
    """A library whose letters are read as late as they are made to be."""

    def __init__(self, path: Path) -> None:
        super().__init__([path])
        self.goes_on = threading.Event()
        self.fails = False

    def open(self, entry: Entry | str, told: Callable[[float], None] | None = None) -> Document:
        if told is not None:
            told(0.43)
        while not self.goes_on.wait(0.01):
            breathe()
            if told is not None:
                told(0.43)
        if self.fails:
            raise LoadError("“lang.txt” was given up.")
        return super().open(entry, told)


@pytest.fixture(params=["read whole", "read in one pass"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Slow]:
    """One letter, of which the first pages are there and the rest is not; it is a long one, or not quite."""
    monkeypatch.setattr(loaders, "BEGINNING", 6_000)
    monkeypatch.setattr("briefreader.tui.reading.TOLD_EVERY", -1.0)
    if request.param == "read in one pass":
        monkeypatch.setattr(loaders, "LONG", 10_000)
    path = tmp_path / "letters" / "lang.txt"
    path.parent.mkdir()
    path.write_text(letter(300), encoding="utf-8")
    slow = Slow(path)
    yield slow
    slow.goes_on.set()


async def first_pages(reader: Sitting) -> None:
    """The first pages are there."""
    while not reader.desk.arriving:
        await reader.pilot.pause(0.01)
    await reader.settle()


async def rest(reader: Sitting, library: Slow) -> None:
    """The rest of the letter comes."""
    library.goes_on.set()
    while reader.desk.arriving or reader.desk.document is None:
        await reader.pilot.pause(0.01)
    await reader.settle()


def rows(reader: Sitting) -> list[str]:
    """What the letter's pane shows."""
    pane = reader.desk.reader
    return [pane.render_line(y).text for y in range(pane.size.height)]


async def test_nothing_jumps_when_the_rest_comes(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        beginning = reader.desk.document
        await reader.press("space", "space", "j", "j", "v", "w", "w")
        while "43 %" not in reader.desk.status.busy:
            await reader.pilot.pause(0.01)
        assert "reading" in str(reader.desk.outline.border_title)
        before = rows(reader), reader.words, reader.desk.reader.caret
        await rest(reader, library)
        assert (rows(reader)[:-2], reader.words, reader.desk.reader.caret) == (before[0][:-2], *before[1:])
        assert reader.desk.document.text.startswith(beginning.text)
        assert len(reader.desk.document.text) > 5 * len(beginning.text)
        assert reader.desk.status.busy == "" and str(reader.desk.outline.border_title) == "Sections"


async def test_what_is_not_in_the_first_pages_is_not_said_to_be_nowhere(
    tmp_path: Path, library: Slow
) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await reader.press("slash", *"slot", "enter")
        assert reader.said == "“slot” is not in these first pages; the rest is still being read"
        await reader.press("slash", *"steun", "enter")
        assert " hits so far: " in reader.said
        await rest(reader, library)
        await reader.press("slash", *"slot", "enter")
        assert reader.said.startswith("1 hit: ")


def as_markdown(text: str) -> bytes:
    """A letter as Markdown, with headings, a note and strong words."""
    marked = text.replace("Hoofdstuk", "## Hoofdstuk").replace("Zij heeft", "Zij[^1] **heeft**")
    return f"{marked}\n[^1]: De steun.\n".encode()


def as_page(text: str) -> bytes:
    """The same as a web page, its headings only bold."""
    parts = text.replace("Zij heeft", "Zij<sup>1</sup> <b>heeft</b>").strip().split("\n\n")
    body = "".join(f"<p><b>{part}</b>" if part.startswith("Hoofdstuk") else f"<p>{part}" for part in parts)
    return f"<!doctype html><body>{body}<p><sup>1</sup> De steun.</body>".encode()


def as_word(text: str) -> bytes:
    """The same as a Word document, its headings only bold."""
    parts = text.strip().split("\n\n")
    return docx("".join(bold(part) if part.startswith("Hoofdstuk") else wp(part) for part in parts))


@pytest.mark.parametrize(
    ("name", "made"), [("lang.md", as_markdown), ("lang.html", as_page), ("lang.docx", as_word)]
)
async def test_nothing_jumps_when_the_rest_of_another_format_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, made: Callable[[str], bytes]
) -> None:
    monkeypatch.setattr(loaders, "BEGINNING", 6_000)
    path = tmp_path / "letters" / name
    path.parent.mkdir()
    path.write_bytes(made(letter(300) if name != "lang.docx" else letter(1_500)))
    slow = Slow(path)
    async with at_desk(tmp_path, library=slow, all_read=False) as reader:
        await first_pages(reader)
        beginning = reader.desk.document
        await reader.press("space", "space", "j", "v", "w")
        before = rows(reader), reader.words, reader.desk.reader.caret
        await rest(reader, slow)
        assert (rows(reader), reader.words, reader.desk.reader.caret) == before
        assert len(reader.desk.document.text) > 5 * len(beginning.text)


async def test_a_passage_can_be_tagged_before_the_rest_is_there(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await reader.find("Zij heeft een tweede")
        await reader.press("1")
        made = reader.highlights
        await rest(reader, library)
        assert reader.highlights == made and len(made) == 1
        assert [annotation.status for annotation in reader.desk.annotations] == ["exact"]


async def test_the_end_is_gone_to_once_it_is_there(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await reader.press("G")
        await rest(reader, library)
        assert reader.words == "Slot van de brief."


async def test_what_is_looked_for_is_found_once_it_is_there(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await reader.press("slash")
        await reader.type("chapter 2")
        first = reader.desk.reader.caret
        assert 1 < len(reader.desk.reader.hits) < 20
        await reader.press("enter")
        await rest(reader, library)
        assert reader.desk.reader.caret == first
        assert len(reader.desk.reader.hits) == 111
        await reader.press("slash")
        await reader.type("slot van")
        await reader.press("enter")
        assert reader.words == "Slot van de brief."


async def test_a_letter_left_far_down_is_waited_for_and_its_progress_told(
    tmp_path: Path, library: Slow
) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await rest(reader, library)
        await reader.press("G", "k", "k")
        place, shown = reader.desk.reader.caret, rows(reader)
        await reader.press("q")
    again = Slow(library.paths[0])
    async with at_desk(tmp_path, library=again, all_read=False) as reader:
        while "43 %" not in reader.desk.status.busy:
            await reader.pilot.pause(0.01)
        assert reader.desk.document is None and reader.app.start.comes
        await rest(reader, again)
        assert reader.desk.reader.caret == place
        assert rows(reader) == shown


async def test_the_first_pages_stay_if_the_rest_cannot_be_read(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        library.fails = True
        before = rows(reader)
        await rest(reader, library)
        assert (reader.said, rows(reader)) == ("“lang.txt” was given up.", before)
        assert str(reader.desk.outline.border_title) == "Sections"


async def test_reading_is_stopped_and_taken_up_again(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        while "43 %" not in reader.desk.status.busy:
            await reader.pilot.pause(0.01)
        assert reader.desk.status.busy.endswith("of this letter · escape stops")
        await reader.press("s", "escape")
        assert reader.desk.arriving, "what is selected goes first"
        before = rows(reader)
        await reader.press("escape")
        while reader.desk.arriving:
            await reader.pilot.pause(0.01)
        await reader.settle()
        assert reader.said == "reading stopped, these are the first pages: o enter reads the rest"
        assert (rows(reader), reader.desk.status.busy) == (before, "")
        await reader.press("space", "1")
        assert len(reader.highlights) == 1
        caret = reader.desk.reader.caret
        await reader.press("o", "enter")
        assert reader.desk.arriving and reader.said == ""
        await rest(reader, library)
        assert reader.desk.document is reader.desk.documents["lang"] and not reader.desk.partial
        assert (reader.desk.reader.caret, len(reader.highlights)) == (caret, 1)


def test_a_long_text_that_was_stopped_can_be_read_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaders, "LONG", 10_000)
    path = tmp_path / "lang.txt"
    path.write_text(letter(300), encoding="utf-8")
    library = Library([path])

    def stop(share: float) -> None:
        raise NotNow("“lang.txt” was given up.")

    assert isinstance(library.outcome(library.entries[0], stop), NotNow)
    assert isinstance(library.outcome(library.entries[0]), LongDocument)


async def test_leaving_waits_for_no_letter(tmp_path: Path, library: Slow) -> None:
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await first_pages(reader)
        await reader.press("q")
        assert reader.app.return_code == 0


async def test_a_long_text_can_be_worked_with(
    tmp_path: Path, library: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "AT_ONCE", 1_000)
    library.goes_on.set()
    async with at_desk(tmp_path, library=library, all_read=False) as reader:
        await rest(reader, library)
        document = reader.desk.document
        assert isinstance(document, LongDocument) == loaders.is_long(document.path)
        assert len(document.sections) == (300 if loaders.is_long(document.path) else 1)
        await reader.press("slash")
        await reader.type("nr. 290")
        await reader.press("enter")
        assert "36045, nr. 290" in reader.words
        assert reader.desk.status.lead == "kst-36045-290"
        assert reader.said.startswith("1 hit")
        await reader.press("p", "1", "u", "m")
        [(quote, _, _)] = reader.highlights
        assert quote.startswith("In Kamerstuk 36045, nr. 290")
        await reader.press("right_square_bracket")
        assert reader.words in ("Hoofdstuk F", "Slot van de brief.")
        await reader.press("v", "G", "escape", "g", "g")
        assert reader.words == "Hoofdstuk A"
        assert reader.desk.workplace.placed(document) == reader.desk.annotations
    again = Library(library.paths)
    async with at_desk(tmp_path, library=again) as reader:
        assert [quote for quote, _, _ in reader.highlights] == [quote]


# Where a place is in the whole letter

passages = st.text(alphabet="ab \n", max_size=60)


@given(passages, passages, st.integers(0, 60))
def test_a_place_stays_where_the_whole_begins_as_the_first_pages(
    beginning: str, more: str, offset: int
) -> None:
    offset = min(offset, len(beginning))
    assert place_in(beginning, beginning + more, offset) == offset


@given(st.lists(st.integers(100, 999), min_size=8, max_size=30, unique=True), st.text(max_size=50), st.data())
def test_a_place_moves_with_its_words(numbers: list[int], put_before: str, data: st.DataObject) -> None:
    beginning = " ".join(f"woord{number}" for number in numbers)
    offset = data.draw(st.integers(0, len(beginning) - 20))
    assert place_in(beginning, put_before + beginning, offset) == offset + len(put_before)
