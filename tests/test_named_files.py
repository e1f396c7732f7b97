"""Files that are named on the command line, wherever they are, are documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefreader.cli import main

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


@pytest.mark.parametrize("here", [ROOT, Path("/")], ids=["with letters here", "with none here"])
def test_a_path_of_a_file_outside_the_library_is_a_document_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], here: Path
):
    monkeypatch.chdir(here)
    letter = tmp_path / "brief.txt"
    letter.write_text("Geachte voorzitter,\n\nDe koe staat in de wei.\n", encoding="utf-8")
    annotations = ["--annotations", str(tmp_path / "annotations")]
    for words in (["outline", str(letter)], ["search", "koe", str(letter)], ["export", "--doc", str(letter)]):
        assert main([*words, *annotations]) == 0, words
    assert main(["text", str(letter), "--library", str(SEEDS), *annotations]) == 0
    assert "De koe staat in de wei." in capsys.readouterr().out


def test_files_elsewhere_and_letters_of_the_library_go_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(ROOT)
    letter = tmp_path / "brief.txt"
    letter.write_text("De sancties tegen de koe.\n", encoding="utf-8")
    words = ["search", "sancties", "001", str(letter), "--json", "--annotations", str(tmp_path)]
    assert main(words) == 0
    assert {hit["document"] for hit in json.loads(capsys.readouterr().out)} == {
        "001_671add3b8e333da5",
        "brief",
    }


def test_a_file_in_a_folder_that_no_library_looks_into_is_a_document_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    for name in ("een.txt", ".weg/twee.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("De koe staat in de wei.\n", encoding="utf-8")
    annotations = ["--annotations", str(tmp_path / "annotations")]
    assert main(["search", "koe", "een", ".weg/twee.txt", "--json", *annotations]) == 0
    assert {hit["document"] for hit in json.loads(capsys.readouterr().out)} == {"een", "twee"}
