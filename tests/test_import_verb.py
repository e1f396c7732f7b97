"""`briefreader import`: a dry run, the change itself, and undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefreader.cli import main

LETTER = "Brief over hulp\n\nDe hulp aan Oekraine blijft. Het kabinet komt in maart met een voorstel.\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one letter and one highlight, exported to notes.md."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "brief.txt").write_text(LETTER, "utf-8")
    (tmp_path / "annotations").mkdir()
    monkeypatch.chdir(tmp_path)
    assert (
        main(["tag", "brief", "steun", "--quote", "De hulp aan Oekraine blijft.", "--note", "Hoe lang?"]) == 0
    )
    assert main(["export", "-o", "notes.md"]) == 0
    return tmp_path


def notes(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["highlights", "--json"]) == 0
    return [row["note"] for row in json.loads(capsys.readouterr().out)]


def test_an_edited_export_comes_in_and_can_be_undone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (place / "notes.md").read_text("utf-8")
    (place / "notes.md").write_text(text.replace("Hoe lang?", "Tot maart."), "utf-8")
    assert main(["import", "notes.md", "--dry-run"]) == 0
    assert notes(capsys) == ["Hoe lang?"]
    assert main(["import", "notes.md", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 1
    assert notes(capsys) == ["Tot maart."]
    assert main(["undo"]) == 0
    assert notes(capsys) == ["Hoe lang?"]


def test_what_is_refused_gives_exit_code_1_and_what_cannot_be_read_2(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "new.md").write_text("# brief\n\n> Dit staat nergens in deze brief, echt nergens.\n", "utf-8")
    assert main(["import", "new.md"]) == 1
    assert "not in the letter" in capsys.readouterr().err
    (place / "x.json").write_text("{", "utf-8")
    assert main(["import", "x.json"]) == 2


@pytest.mark.parametrize(
    ("asked", "cited"), [([], "Parliamentary Papers"), (["--style", "dutch"], "Kamerstukken")]
)
def test_the_house_style_of_the_settings_holds_unless_another_is_asked_for(
    place: Path, capsys: pytest.CaptureFixture[str], asked: list[str], cited: str
) -> None:
    (place / "home" / "briefreader" / "settings.toml").write_text('citation = "english"\n', "utf-8")
    letter = next((Path(__file__).parents[1] / "seeds").glob("001*.txt"))
    (place / letter.name).write_bytes(letter.read_bytes())
    assert main(["tag", letter.stem, "steun", "--quote", "Geachte voorzitter"]) == 0
    capsys.readouterr()
    assert main(["export", "-f", "csv", *asked]) == 0
    assert f"{cited} II 2024/25, 36045" in capsys.readouterr().out
