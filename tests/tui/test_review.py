"""The review: a letter was replaced; what is sure has moved along, what is not is decided by a person, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from at_the_desk import Sitting, at_desk
from briefreader import changes
from briefreader.anchoring import describe
from briefreader.document import Document
from briefreader.library import Library
from briefreader.span import Span
from briefreader.store import Store
from briefreader.tui.dialogs.review import Review
from replaced import FEBRUARY, unmistakable

SURE, CHANGED, GONE = unmistakable()[5], unmistakable()[20], unmistakable()[40]
WORD = next(word for word in CHANGED.split()[3:] if word.isalpha())
REWORDED = CHANGED.replace(WORD, "geheel anders gezegd", 1)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with the February letter under a short name."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "brief.txt").write_text(FEBRUARY.read_text("utf-8"), "utf-8")
    return folder


def replace_letter(letters: Path) -> None:
    """The letter's next version: a sentence more, one put differently, one less."""
    path = letters / "brief.txt"
    text = path.read_text("utf-8").replace(SURE, f"Dit is een nieuwe zin. {SURE}")
    path.write_text(text.replace(CHANGED, REWORDED).replace(GONE, ""), "utf-8")


async def mark(reader: Sitting, *quotes: str) -> None:
    """Tag these sentences."""
    for quote in quotes:
        await reader.find(quote)
        await reader.press("1")


async def prepare(tmp_path: Path, letters: Path) -> None:
    """Three sentences are marked on the screen; then the letter is replaced."""
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await mark(reader, SURE, CHANGED, GONE)
        assert len(reader.highlights) == 3
    replace_letter(letters)


def kept(tmp_path: Path) -> dict[str, str]:
    """Quote and status of every annotation, as the store has them."""
    annotations = Store(tmp_path / "annotations").annotations("brief")
    return {annotation.target.quote: annotation.status for annotation in annotations}


def shown(reader: Sitting) -> str:
    """All that the dialog says."""
    return "\n".join(str(part.render()) for part in reader.app.screen.query(Static))


async def test_what_is_sure_moves_along_and_what_is_not_is_pointed_out(tmp_path: Path, letters: Path) -> None:
    await prepare(tmp_path, letters)
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert reader.said == "1 highlight carried over, 2 to be looked at: x reviews"
        statuses = {a.target.quote: a.status for a in reader.desk.annotations}
        assert statuses == {SURE: "exact", REWORDED: "changed", GONE: "orphaned"}
        assert kept(tmp_path) == {SURE: "exact", CHANGED: "changed", GONE: "orphaned"}
        rows = [row.words for row in reader.desk.highlights_pane.rows]
        assert rows.index("No longer in the text") == len(rows) - 2
        assert any("its words have changed" in row for row in rows)
        assert {a.status for a in reader.desk.reader.marks.standing} == {"exact", "changed"}
        await reader.press("u")
        assert reader.said.startswith("undid: carry over to the new version of")


async def test_one_key_accepts_and_one_leaves_as_orphan(tmp_path: Path, letters: Path) -> None:
    await prepare(tmp_path, letters)
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await reader.press("x")
        assert isinstance(reader.app.screen, Review)
        assert "1 of 2" in shown(reader) and WORD in shown(reader) and "geheel anders" in shown(reader)
        await reader.press("enter")
        assert "1 of 1" in shown(reader) and "no longer in the letter" in shown(reader)
        await reader.press("enter")
        assert isinstance(reader.app.screen, Review)
        await reader.press("o")
        assert reader.app.screen is reader.desk
        assert kept(tmp_path) == {SURE: "exact", REWORDED: "exact", GONE: "orphaned"}
        await reader.press("x")
        assert reader.said == "every highlight of this letter is on its words"

    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert "looked at" not in reader.said
        await reader.press("u", "u")
        assert kept(tmp_path) == {SURE: "exact", CHANGED: "changed", GONE: "orphaned"}


async def test_a_person_places_it_by_hand(tmp_path: Path, letters: Path) -> None:
    await prepare(tmp_path, letters)
    there = unmistakable()[42]
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await reader.press("x", "n", "escape")
        await reader.find(there)
        await reader.press("x")
        assert "no longer in the letter" in shown(reader) and there[:30] in shown(reader)
        await reader.press("p", "escape")
        assert kept(tmp_path) == {SURE: "exact", CHANGED: "changed", there: "exact"}
        assert (there, ("sanctions",), "") in reader.highlights


async def test_later_decides_nothing_and_all_can_be_walked_through(tmp_path: Path, letters: Path) -> None:
    await prepare(tmp_path, letters)
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        before = kept(tmp_path)
        await reader.press("x", "n")
        assert "2 of 2" in shown(reader)
        await reader.press("n")
        assert "1 of 2" in shown(reader)
        await reader.press("N", "escape")
        assert reader.app.screen is reader.desk and kept(tmp_path) == before


async def test_without_the_old_text_the_words_kept_with_it_are_shown(tmp_path: Path, letters: Path) -> None:
    await prepare(tmp_path, letters)
    for path in (tmp_path / "annotations" / "texts").iterdir():
        path.unlink()
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await reader.press("x")
        assert CHANGED[:20] in shown(reader)


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
async def test_both_texts_fit_on_any_screen(tmp_path: Path, letters: Path, size: tuple[int, int]) -> None:
    await prepare(tmp_path, letters)
    async with at_desk(tmp_path, library=Library([letters]), size=size) as reader:
        await reader.press("x")
        old, new = reader.app.screen.query_one("#old").region, reader.app.screen.query_one("#new").region
        assert old.width > 10 and new.width > 10 and new.right <= size[0]
        assert reader.app.screen.query_one(".hints").region.bottom <= size[1]


async def test_a_renamed_letter_comes_with_its_highlights(tmp_path: Path, letters: Path) -> None:
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await mark(reader, SURE)
    (letters / "brief.txt").rename(letters / "februari.txt")
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert reader.highlights == [(SURE, ("sanctions",), "")]
        assert reader.said == "“brief” is called “februari” now: 1 highlight went along."


async def test_of_two_copies_the_screen_asks(tmp_path: Path, letters: Path) -> None:
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await mark(reader, SURE)
    (letters / "brief.txt").rename(letters / "een.txt")
    (letters / "twee.txt").write_text((letters / "een.txt").read_text("utf-8"), "utf-8")
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert reader.highlights == []
        assert "briefreader adopt brief ID" in reader.said


async def test_highlights_are_seen_in_the_other_rendering_and_changed_in_their_own(
    tmp_path: Path, letters: Path
) -> None:
    text = (letters / "brief.txt").read_text("utf-8")
    (letters / "druk.txt").write_text(text.replace(SURE, f"Een zin van de drukker. {SURE}"), "utf-8")
    async with at_desk(tmp_path, "brief", library=Library([letters])) as reader:
        await mark(reader, SURE)
        reader.desk.open("druk")
        await reader.settle()
        assert reader.desk.document is not None and reader.desk.document.id == "druk"
        assert reader.highlights == []
        [lent] = reader.desk.reader.annotations
        assert lent.document == "brief" and lent.span.of(reader.desk.document.text) == SURE
        assert any("Made on brief" in row.words for row in reader.desk.highlights_pane.rows)
        await reader.find(SURE)
        await reader.press("d")
        assert reader.said == "there is no highlight under the caret"
        await reader.press("2")
        assert reader.highlights == [(SURE, ("F-16",), "")]


async def test_what_another_program_marks_in_another_rendering_is_seen_at_once(
    tmp_path: Path, letters: Path
) -> None:
    text = (letters / "brief.txt").read_text("utf-8")
    (letters / "druk.txt").write_text(text.replace(SURE, f"Een zin van de drukker. {SURE}"), "utf-8")
    async with at_desk(tmp_path, "druk", library=Library([letters])) as reader:
        brief = reader.desk.documents["brief"]
        assert isinstance(brief, Document)
        at = brief.text.index(SURE)
        target = describe(brief.text, Span(at, at + len(SURE)), (), brief.text_hash)
        other = Store(tmp_path / "annotations")
        made = other.apply(changes.highlight((), "brief", target))
        reader.desk.clerk.look()
        await reader.settle()
        [lent] = reader.desk.reader.annotations
        assert lent.span.of(reader.desk.document.text) == SURE
        other.apply(changes.delete(*made.after))
        reader.desk.clerk.look()
        await reader.settle()
        assert list(reader.desk.reader.annotations) == []


async def test_two_notes_are_pointed_out_in_the_pane(tmp_path: Path, letters: Path) -> None:
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await mark(reader, SURE)
    path = tmp_path / "annotations" / "brief.json"
    path.write_text(path.read_text("utf-8").replace('"tags":', '"clash": ["note"], "tags":', 1), "utf-8")
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert any("two notes: settle by editing" in row.words for row in reader.desk.highlights_pane.rows)


async def test_what_can_be_read_of_a_damaged_file_is_offered_and_what_waited_is_saved(
    tmp_path: Path, letters: Path
) -> None:
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        await mark(reader, SURE, CHANGED, GONE)
    path = tmp_path / "annotations" / "brief.json"
    torn = path.read_bytes()[:-200]
    path.write_bytes(torn)
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert reader.highlights == []
        await mark(reader, unmistakable()[30])
        assert "not saved: brief.json cannot be read" in reader.said and path.read_bytes() == torn
        await reader.press("x")
        assert "this letter's highlights is damaged" in shown(reader)
        await reader.press("n")
        assert path.read_bytes() == torn
        await reader.press("x", "y")
        assert len(reader.highlights) == 3 and unmistakable()[30] in kept(tmp_path)
    [copy] = (tmp_path / "annotations" / "backups" / "damaged").iterdir()
    assert copy.read_bytes() == torn


async def test_a_folder_that_cannot_be_written_says_so_at_once(
    tmp_path: Path, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefreader.durable.may_write", lambda folder: False)
    async with at_desk(tmp_path, library=Library([letters])) as reader:
        assert reader.said == "these annotations can be read, not changed"
