"""Stories: copying and exporting from the screen."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import pytest
from textual.widgets import Static

from at_the_desk import FEBRUARY, Sitting, at_desk
from briefreader import exporters, settings
from briefreader.errors import ExportError
from briefreader.settings import Settings
from briefreader.tui import clipboard
from briefreader.tui.dialogs.exporting import Choice


def clipboard_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clipboard program that keeps what it takes in a file, the only one there is from now on."""
    kept = folder / "clipboard"
    code = f"import sys, pathlib; pathlib.Path({str(kept)!r}).write_bytes(sys.stdin.buffer.read())"
    monkeypatch.setattr(clipboard, "PROGRAMS", (("", (sys.executable, "-c", code)),))
    return kept


async def test_copying_goes_through_the_terminal_and_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        kept = clipboard_file(tmp_path, monkeypatch)
        await reader.find("schaduwvloot")
        await reader.press("y")
        assert reader.words in reader.app.clipboard
        assert kept.read_text("utf-8") == reader.app.clipboard


async def test_the_citation_is_in_the_house_style_of_the_settings(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY, settings=Settings(citation="english")) as reader:
        await reader.find("schaduwvloot")
        await reader.press("y")
        assert "Parliamentary Papers II 2024/25, 36045, no. 190" in reader.app.clipboard


def test_the_settings_know_every_house_style() -> None:
    assert set(settings.CITATIONS) == set(exporters.STYLES)


@pytest.mark.parametrize(("display", "used"), [("", ()), (":0", (sys.executable, "-i"))])
def test_a_program_is_used_only_where_there_is_a_clipboard_for_it(
    display: str, used: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (("DISPLAY", ("no-such-program-anywhere",)), ("DISPLAY", (sys.executable, "-i")))
    monkeypatch.setattr(clipboard, "PROGRAMS", known)
    assert clipboard.program({"DISPLAY": display}) == used


def test_a_program_that_fails_has_not_taken_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PROGRAMS", (("", (sys.executable, "-c", "raise SystemExit(1)")),))
    assert not clipboard.offer("text")


async def marked(reader: Sitting) -> None:
    """One passage, tagged."""
    await reader.find("schaduwvloot")
    await reader.press("1")


async def test_an_export_is_ordered_as_it_was_the_last_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        await reader.press("e", "right", "down", "right", "down", "right", "down", "right", "enter")
        assert reader.said == "exported to highlights.html" and not reader.desk.status.busy
        await reader.press("q")
    assert "schaduwvloot" in (tmp_path / "highlights.html").read_text("utf-8")
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await reader.press("e")
        chosen = [choice.value for choice in reader.app.screen.query(Choice)]
        assert chosen == ["html", "library", "tag", "sanctions"]


async def test_an_export_is_copied_instead_of_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        words = reader.words
        kept = clipboard_file(tmp_path, monkeypatch)
        await reader.press("e", "ctrl+y")
        await reader.settle()
        assert words in kept.read_text("utf-8") and reader.said.startswith("copied ")
    assert not (tmp_path / "highlights.md").exists()


async def test_what_is_no_text_is_not_copied(tmp_path: Path) -> None:
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        await reader.press("e", *["right"] * list(exporters.FORMATS).index("qdpx"), "ctrl+y")
        assert reader.desk.status.trouble and "no text" in reader.said


async def test_what_a_format_cannot_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        await reader.press("e", *["right"] * list(exporters.FORMATS).index("bibtex"), "enter")
        assert reader.said == "exported to highlights.bib"
        assert reader.app._notifications


async def test_a_file_of_somebody_else_is_written_over_only_when_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "highlights.csv").write_text("mine\n", "utf-8")
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        await reader.press("e", *["right"] * list(exporters.FORMATS).index("csv"), "enter", "n")
        assert (tmp_path / "highlights.csv").read_text("utf-8") == "mine\n"
        await reader.press("e", "enter", "y")
        assert "schaduwvloot" in (tmp_path / "highlights.csv").read_text("utf-8")


def endless(format: str, request: exporters.Request) -> exporters.Export:
    """An export that never comes to its end, but hears when it is to stop."""
    request.progress.expect(5000)
    for _ in request.progress.over(range(1234)):
        pass
    while True:
        request.progress.check()
        time.sleep(0.01)


async def shows(reader: Sitting, words: str) -> None:
    """Wait until the preview has the words."""
    preview = reader.app.screen.query_one("#preview-text", Static)
    while words not in str(preview.content):
        await asyncio.sleep(0.02)


async def test_a_long_export_tells_how_far_it_is_and_escape_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_desk(tmp_path, FEBRUARY) as reader:
        await marked(reader)
        before = sorted(tmp_path.iterdir())
        made = exporters.export
        monkeypatch.setattr(exporters, "export", endless)
        await reader.pilot.press("e", "enter")
        await shows(reader, "1,234 of 5,000 passages")
        await reader.pilot.press("escape")
        await shows(reader, "nothing was written")
        assert sorted(tmp_path.iterdir()) == before
        monkeypatch.setattr(exporters, "export", made)
        await reader.press("enter")
        assert reader.said == "exported to highlights.md"


async def test_what_a_template_or_a_style_has_wrong_is_shown_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(format: str, request: exporters.Request) -> exporters.Export:
        raise ExportError("It cannot be made.")

    async with at_desk(tmp_path, FEBRUARY) as reader:
        monkeypatch.setattr(exporters, "export", fails)
        await reader.press("e", "enter")
        await shows(reader, "It cannot be made.")
        await reader.press("escape")
        assert reader.app.screen is reader.desk
