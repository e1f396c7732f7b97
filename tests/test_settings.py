"""Settings: one file, checked whole; and the folders that are the program's own."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import settings
from briefreader.errors import SettingsError
from briefreader.settings import Paths, Settings


def test_without_a_file_the_standard_ones_are_in_force(tmp_path: Path) -> None:
    assert settings.read(tmp_path / "none.toml") == Settings()


def test_what_the_file_says_is_in_force(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "nord"\nmeasure = 72\n[keys]\n"go.document" = ["o", "ctrl+o"]\n', "utf-8")
    read = settings.read(file)
    assert (read.theme, read.measure, dict(read.keys)) == ("nord", 72, {"go.document": ["o", "ctrl+o"]})


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = 3\nmeasure = 5\ncolour = "red"\nkeys = "j"\n', "utf-8")
    with pytest.raises(SettingsError) as caught:
        settings.read(file)
    assert len(caught.value.problems) == 4
    for name in ("theme", "measure", "colour", "keys"):
        assert any(f"“{name}”" in problem for problem in caught.value.problems)


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"[keys\n"])
def test_a_file_that_is_no_toml_is_refused_with_its_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        settings.read(file)


def test_keeping_one_setting_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    settings.keep(file, "theme", "nord")
    file.write_text('# mine\ntheme = "nord" # blue\n\n[keys]\n"tag.undo" = "z"\n', "utf-8")
    settings.keep(file, "theme", "gruvbox")
    settings.keep(file, "measure", 90)
    text = file.read_text("utf-8")
    assert "# mine" in text and "# blue" in text
    read = settings.read(file)
    assert (read.theme, read.measure, dict(read.keys)) == ("gruvbox", 90, {"tag.undo": "z"})


def test_a_file_that_is_no_toml_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("theme = ", "utf-8")
    with pytest.raises(SettingsError):
        settings.keep(file, "theme", "nord")
    assert file.read_text("utf-8") == "theme = "


def test_every_setting_explains_itself() -> None:
    for name, _, doc in settings.documented():
        assert name in Settings.__slots__ and doc.endswith(".")


def test_highlights_are_signed_with_the_name_chosen_or_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "ada")
    assert Settings().signed == "ada"
    assert Settings(creator="Ada L.").signed == "Ada L."


def test_the_folders_are_where_the_system_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    paths = Paths.of_user()
    for folder in (paths.config, paths.cache, paths.data, paths.state):
        assert folder.name == "briefreader"


FOLDERS = st.sampled_from(["", "relative", "/somewhere", "/some where/else/", " "])


@given(st.fixed_dictionaries({}, optional={name: FOLDERS for name, _ in settings.XDG} | {"HOME": FOLDERS}))
def test_the_folders_of_a_user_are_where_platformdirs_has_them(environment: dict[str, str]):
    with pytest.MonkeyPatch.context() as patch:
        for name in (*(name for name, _ in settings.XDG), "HOME"):
            patch.delenv(name, raising=False)
        for name, folder in environment.items():
            patch.setenv(name, folder)
        dirs = platformdirs.PlatformDirs(settings.NAME, appauthor=False)
        paths = settings.Paths.of_user()
        assert (paths.config, paths.cache) == (Path(dirs.user_config_dir), Path(dirs.user_cache_dir))
        assert (paths.data, paths.state) == (Path(dirs.user_data_dir), Path(dirs.user_state_dir))
