"""Opening folders: letters come as they are read, renderings as one letter, and nobody waits for a file."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from at_the_desk import FEBRUARY, MARCH, SEEDS, Sitting, at_desk
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Entry, Library
from briefreader.settings import Paths, Settings
from briefreader.tui.app import Briefreader
from briefreader.tui.panes.lens import seen
from briefreader.tui.panes.library import LibraryRows
from briefreader.workplace import Workplace

LETTER = (
    "Geachte voorzitter,\n\nDit is brief {n}. Hij gaat over {n} zaken die nergens anders aan de orde komen.\n"
)


def rows(reader: Sitting) -> dict[str, str]:
    """What the list shows, by id."""
    return {row.id: row.words for row in reader.desk.library_pane.rows}


def copies(folder: Path) -> Library:
    """A letter three times in other clothes, and another letter."""
    folder.mkdir()
    text = next(SEEDS.glob(f"{FEBRUARY}*")).read_text(encoding="utf-8")
    (folder / "a.txt").write_text(text[: len(text) // 2], encoding="utf-8")
    (folder / "b.txt").write_text(text, encoding="utf-16")
    (folder / "c.md").write_text(text, encoding="utf-8")
    (folder / "d.txt").write_bytes(next(SEEDS.glob(f"{MARCH}*")).read_bytes())
    return Library([folder])


async def test_renderings_are_one_letter_and_the_best_is_open(tmp_path: Path) -> None:
    async with at_desk(tmp_path, library=copies(tmp_path / "library")) as reader:
        assert set(rows(reader)) == {"c", "d"}
        assert "markdown +2" in rows(reader)["c"]
        assert reader.desk.document.id == "c"


async def test_another_rendering_is_shown_at_the_same_words(tmp_path: Path) -> None:
    async with at_desk(tmp_path, "c", library=copies(tmp_path / "library")) as reader:
        reader.desk.reader.go(reader.desk.document.sentences[30].start)
        words = reader.words
        await reader.do("go.rendering")
        assert (reader.desk.document.id, reader.words) == ("b", words)
        assert set(rows(reader)) == {"b", "d"}
        assert "rendering 2 of 3" in reader.said
        await reader.do("go.rendering", "go.rendering")
        assert (reader.desk.document.id, reader.words) == ("c", words)


async def test_a_rendering_with_highlights_stands_for_its_letter(tmp_path: Path) -> None:
    async with at_desk(tmp_path, "b", library=copies(tmp_path / "library")) as reader:
        await reader.press("m")
        reader.desk.open("d")
        await reader.settle()
        assert set(rows(reader)) == {"b", "d"}
        assert "1 ▌" in rows(reader)["b"]


async def test_a_letter_without_other_renderings_says_so(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.do("go.rendering")
        assert reader.said == "there is no other rendering of this letter here"


class Slow(Library):
    """A library whose letter `slow` takes as long as it is made to, and whose letter `broken` ends in a fault."""

    def __init__(self, folder: Path) -> None:
        super().__init__([folder])
        self.goes_on = threading.Event()

    def open(self, entry: Entry | str, told: Callable[[float], None] | None = None) -> Document:
        if isinstance(entry, Entry) and entry.id == "slow":
            self.goes_on.wait()
        if isinstance(entry, Entry) and entry.id == "broken":
            raise ZeroDivisionError
        return super().open(entry, told)


def slow(folder: Path) -> Slow:
    """Three letters, of which one is slow and one ends in a fault."""
    folder.mkdir()
    for n, name in enumerate(("fast", "slow", "broken")):
        (folder / f"{name}.txt").write_text(LETTER.format(n=n))
    return Slow(folder)


async def test_letters_are_read_while_one_takes_its_time_and_leaving_waits_for_none(tmp_path: Path) -> None:
    library = slow(tmp_path / "library")
    workplace = Workplace(library, tmp_path / "annotations")
    app = Briefreader(workplace, Settings(creator="Tester"), Paths.under(tmp_path / "home"))
    try:
        async with app.run_test() as pilot:
            reader = Sitting(app, pilot)
            while len(reader.desk.documents) < 2:
                await pilot.pause(0.01)
            assert reader.desk.document.id == "fast"
            assert reader.desk.status.busy == "read 2 of 3 letters"
            assert "ZeroDivisionError" in str(reader.desk.documents["broken"])
            reader.desk.open("slow")
            assert "still being read" in reader.said
            assert reader.desk.reading
    finally:
        library.goes_on.set()


async def test_a_folder_of_hundreds_is_read_to_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text(
            LETTER.format(n=n) + " ".join(str(random.Random(n).random()) for n in range(40 * n, 40 * n + 40))
        )
    (folder / "empty.pdf").write_bytes(b"")
    async with at_desk(tmp_path, library=Library([folder])) as reader:
        assert len(rows(reader)) == 301
        assert sum(isinstance(found, LoadError) for found in reader.desk.documents.values()) == 1
        assert reader.desk.status.busy == ""


async def test_a_tag_makes_only_rows_in_view_anew_and_the_count_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    for n in range(60):
        words = " ".join(str(random.Random(60 * n + k).random()) for k in range(40))
        (folder / f"{n:02}.txt").write_text(LETTER.format(n=n) + words)
    asked: list[int] = []
    at = LibraryRows.__getitem__

    def counted(self: LibraryRows, index: int) -> object:
        asked.append(index)
        return at(self, index)

    async with at_desk(tmp_path, "03", library=Library([folder])) as reader:
        for key, count in (("m", 1), ("2", 1), ("1", 1), ("right_parenthesis", 1), ("m", 2), ("u", 1)):
            monkeypatch.setattr(LibraryRows, "__getitem__", counted)
            asked.clear()
            await reader.press(key)
            assert set(asked) <= set(range(40))
            monkeypatch.undo()
            assert f"{count} ▌" in rows(reader)["03"]
        for _ in range(3):
            await reader.press("S")
        await reader.press("shift+tab", "G", "enter", "m", "right_parenthesis", "m")
        assert next(iter(rows(reader))) == reader.desk.document.id


# The lens


async def test_the_lens_shows_repairs_and_the_files_own_words_and_follows_the_caret(tmp_path: Path) -> None:
    async with at_desk(tmp_path, MARCH) as reader:
        document = reader.desk.document
        kept = next(repair for repair in document.repairs if repair.kind == "hyphen kept")
        reader.desk.reader.go(kept.span.start)
        await reader.do("screen.repairs")
        assert reader.desk.lens.display
        shown = str(reader.desk.lens.visual)
        assert "repaired in this sentence: " in shown and "hyphen kept: " in shown and "line joined" in shown
        assert "-↵\n" in shown
        reader.desk.reader.go(0)
        await reader.settle()
        assert str(reader.desk.lens.visual) != shown
        await reader.do("screen.repairs")
        assert not reader.desk.lens.display


@pytest.mark.parametrize("letter", [FEBRUARY, MARCH])
async def test_the_lens_has_something_to_say_of_every_sentence(letter: str, tmp_path: Path) -> None:
    async with at_desk(tmp_path, letter) as reader:
        document = reader.desk.document
        for span in document.sentences[::20]:
            lines = str(seen(document, span, span)).split("\n")
            assert lines[0] and lines[1].strip()
