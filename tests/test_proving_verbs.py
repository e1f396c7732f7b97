"""verify, adopt and rescue on letters that are replaced, renamed, copied, and on files that are damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefreader import settings
from briefreader.cli import main
from briefreader.settings import Paths
from briefreader.store import Store
from replaced import FEBRUARY, rewrapped, unmistakable

QUOTES = unmistakable()[10:40:6]


class Desk:
    """A folder with a letter, its annotations, and the command line on both."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.letters, self.annotations = folder / "letters", folder / "annotations"
        self.letters.mkdir()
        self.capsys = capsys
        self.said = ""

    def put(self, name: str, text: str | None = None) -> Path:
        """A letter in the folder: by default the February one."""
        path = self.letters / name
        path.write_text(FEBRUARY.read_text("utf-8") if text is None else text, "utf-8")
        return path

    def call(self, verb: str, *words: str, code: int = 0) -> str:
        """What the verb prints; what it says beside that is in `said`."""
        where = ["--library", str(self.letters), "--annotations", str(self.annotations)]
        assert main([verb, *words, *where]) == code
        out, self.said = self.capsys.readouterr()
        return out

    def mark(self, document: str, quotes: tuple[str, ...] = QUOTES) -> None:
        """Tag each of the quotes."""
        for quote in quotes:
            self.call("tag", document, "x", "--quote", quote)

    def counts(self, *words: str, code: int = 0) -> list[int]:
        """checked, exact, moved, orphaned."""
        found = json.loads(self.call("verify", "--json", *words, code=code))
        return [found[name] for name in ("checked", "exact", "moved", "orphaned")]

    def quotes(self) -> list[str]:
        """The words of every annotation, as the text has them at their places."""
        rows = json.loads(self.call("highlights", "--json"))
        texts = {row["document"]: self.call("text", row["document"]) for row in rows}
        return [texts[row["document"]][row["start"] : row["end"]] for row in rows]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """One letter, with five passages marked."""
    made = Desk(tmp_path, capsys)
    made.put("brief.txt")
    made.mark("brief")
    return made


def test_a_letter_that_is_wrapped_anew_keeps_all_on_their_words(desk: Desk):
    desk.put("brief.txt", rewrapped(FEBRUARY, 61))
    assert desk.counts()[::3] == [5, 0]
    assert desk.quotes() == list(QUOTES)


def test_a_letter_that_was_edited_keeps_what_is_left_and_says_what_is_not(desk: Desk):
    first, gone = QUOTES[0], QUOTES[2]
    text = FEBRUARY.read_text("utf-8")
    assert first in text and gone in text
    desk.put("brief.txt", text.replace(first, f"Een nieuwe zin vooraf. {first}").replace(gone, ""))
    before = (desk.annotations / "brief.json").read_bytes()
    assert desk.counts(code=1) == [5, 0, 4, 1]
    assert (desk.annotations / "brief.json").read_bytes() == before

    assert desk.counts("--update", code=1) == [5, 0, 4, 1]
    assert "4 highlights carried over, 1 to be looked at" in desk.said
    assert desk.counts(code=1) == [5, 4, 0, 1]
    assert desk.call("verify", code=1).splitlines()[1].startswith("orphaned: ")
    desk.call("undo")
    assert desk.said.startswith("Undone: carry over to the new version of")
    assert desk.counts(code=1) == [5, 0, 4, 1]


def test_a_renamed_letter_keeps_its_annotations(desk: Desk):
    (desk.letters / "brief.txt").rename(desk.letters / "kamerbrief van februari.txt")
    rows = json.loads(desk.call("list", "--json"))
    assert [row["highlights"] for row in rows] == [5]
    assert desk.said == "“brief” is called “kamerbrief-van-februari” now: 5 highlights went along.\n"
    assert desk.counts() == [5, 5, 0, 0]
    assert Store(desk.annotations).documents() == ("kamerbrief-van-februari",)


def test_tagging_a_renamed_letter_brings_its_annotations_first(desk: Desk):
    (desk.letters / "brief.txt").rename(desk.letters / "ander.txt")
    desk.mark("ander", (unmistakable()[50],))
    assert desk.counts() == [6, 6, 0, 0]


def test_a_letter_renamed_and_replaced_is_given_its_annotations_by_hand(desk: Desk):
    (desk.letters / "brief.txt").unlink()
    desk.put("nieuw.txt", rewrapped(FEBRUARY, 50) + "\n\nEen naschrift.\n")
    assert desk.counts(code=1) == [5, 0, 0, 5]
    assert "letter gone" in desk.call("verify", code=1)
    assert desk.call("adopt", "brief", "nieuw") == "5 highlights of brief went to nieuw.\n"
    assert desk.quotes() == list(QUOTES)


def test_an_adoption_that_was_undone_is_not_made_again(desk: Desk):
    (desk.letters / "brief.txt").rename(desk.letters / "ander.txt")
    before = (desk.annotations / "brief.json").read_bytes()
    desk.call("list")
    assert not (desk.annotations / "brief.json").exists()
    desk.call("undo")
    assert (desk.annotations / "brief.json").read_bytes() == before
    desk.call("list")
    assert Store(desk.annotations).documents() == ("brief",) and desk.said == ""
    desk.call("redo")
    assert Store(desk.annotations).documents() == ("ander",)


def test_a_copy_leaves_the_annotations_with_the_original(desk: Desk):
    desk.put("copie.txt")
    assert desk.counts() == [5, 5, 0, 0]
    assert Store(desk.annotations).documents() == ("brief",) and desk.said == ""


def test_of_two_copies_a_person_chooses(desk: Desk):
    (desk.letters / "brief.txt").rename(desk.letters / "een.txt")
    desk.put("twee.txt")
    assert desk.counts(code=1) == [5, 0, 0, 5]
    assert "“een” or “twee”? `briefreader adopt brief ID`" in desk.said
    desk.call("adopt", "brief", "twee")
    assert desk.counts() == [5, 5, 0, 0]


def test_a_file_that_takes_the_name_of_another_does_not_take_its_annotations(desk: Desk):
    """With a second file of the same stem, both ids get their extension: the first is found by its path."""
    shutil.copy(desk.letters / "brief.txt", desk.letters / "brief.md")
    desk.call("list")
    assert Store(desk.annotations).documents() == ("brief.txt",)
    assert desk.counts() == [5, 5, 0, 0]


def test_another_library_on_the_same_annotations_takes_nothing(desk: Desk, tmp_path: Path):
    copy = tmp_path / "elsewhere" / "copie.txt"
    copy.parent.mkdir()
    shutil.copy(desk.letters / "brief.txt", copy)
    main(["list", "--library", str(copy.parent), "--annotations", str(desk.annotations)])
    assert Store(desk.annotations).documents() == ("brief",)


def test_a_damaged_file_is_named_by_all_that_read_it_and_rescued(desk: Desk):
    path = desk.annotations / "brief.json"
    path.write_bytes(path.read_bytes()[:-200])
    for verb, code in (("list", 2), ("highlights", 2), ("tags", 2), ("verify", 1), ("export", 2)):
        desk.call(verb, code=code)
        assert "brief.json cannot be read" in desk.said and "briefreader rescue" in desk.said
    assert desk.call("rescue", "brief").startswith(
        "Rescued 4 highlights of brief; the damaged file is kept in "
    )
    assert desk.counts() == [4, 4, 0, 0]
    assert len(list((desk.annotations / "backups" / "damaged").iterdir())) == 1
    desk.call("rescue", "brief", code=1)
    assert "nothing to rescue" in desk.said


def test_whose_a_change_is_the_settings_say(desk: Desk):
    settings.keep(Paths.of_user().settings, "creator", "Ada L.")
    desk.mark("brief", unmistakable()[41:42])
    assert [event.by for event in Store(desk.annotations).history()][-1] == "Ada L."
    assert "Ada L." in {a["creator"] for a in json.loads(desk.call("highlights", "--json"))}
    desk.call("undo")
    assert desk.counts() == [5, 5, 0, 0]


def test_a_letter_is_listed_with_the_highlights_of_all_its_renderings(desk: Desk):
    text = FEBRUARY.read_text("utf-8")
    desk.put("other.md", text.replace("Sancties\n\n", "## Sancties\n\n"))
    desk.mark("other", unmistakable()[41:42])
    [line] = desk.call("list").splitlines()
    assert "  6  " in line and line.endswith("(also: brief)")


def test_what_cannot_be_adopted_is_said(desk: Desk):
    desk.call("adopt", "nobody", "brief", code=1)
    assert "no highlights of “nobody”" in desk.said
    desk.call("adopt", "brief", "brief", code=2)


def test_two_notes_on_one_annotation_are_pointed_out(desk: Desk):
    path = desk.annotations / "brief.json"
    text = path.read_text("utf-8").replace('"tags": ["x"]', '"tags": ["x"], "clash": ["note"]', 1)
    path.write_text(text, "utf-8")
    assert desk.call("highlights").count("(two notes: settle by editing)") == 1
    rows = json.loads(desk.call("highlights", "--json"))
    [clashing] = [row for row in rows if row["clash"]]
    desk.call("note", clashing["id"], "Een enkele.")
    assert "settle" not in desk.call("highlights")
