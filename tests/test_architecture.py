"""The house rules that a machine can check: who may import whom, what stays unloaded, how long a file is."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import briefreader
from briefreader.cli import main

SOURCE = Path(briefreader.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

ONLY_IN = {
    "textual": ("tui/",),
    "tinydb": ("store/",),
    "markdown_it": ("loaders/markdown.py",),
    "pypdfium2": ("loaders/pdf",),
    "argparse": ("verbs/",),
    "dataclasses": ("values.py",),  # to be imported by no command: they are slow to make
    "jinja2": ("exporters/templated.py",),
}
"""Package → the beginnings of the paths that may import it."""

LAYERS = (
    (
        "errors",
        "values",
        "columns",
        "digests",
        "wording",
        "span",
        "colours",
        "commands",
        "courtesy",
        "durable",
        "first_page",
    ),
    ("languages", "sentences", "text"),
    ("document", "annotations"),
    ("citations", "longdocument", "layout", "motions", "search", "keys", "starter"),
    ("anchoring",),
    ("versions", "changes", "settings", "places"),
    ("loaders", "exporters", "importers", "store", "cache", "readers", "repairs", "library"),
    ("workplace",),
    ("cli", "verbs", "tui"),
)
"""A module may import those of its own layer and of the layers above it here, never below."""

LINES_AT_MOST = 400


def name_of(path: Path) -> str:
    """The part of the package a file belongs to: `loaders` for `loaders/pdf.py`."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """Every module that a file imports, at its top or inside a function."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def layer(name: str) -> int:
    """Which layer a part belongs to."""
    return next((depth for depth, names in enumerate(LAYERS) if name in names), -1)


def test_every_module_has_a_layer():
    parts = {name_of(path) for path in MODULES} - {"__init__", "__main__"}
    assert {part for part in parts if layer(part) < 0} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path):
    if path.stem in ("__main__", "__init__") and path.parent == SOURCE:
        return
    own = layer(name_of(path))
    ours = [name.split(".")[1] for name in imports(path) if name.startswith("briefreader.")]
    assert [name for name in ours if layer(name) > own] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_packages_stay_in_their_rooms(path: Path):
    place = path.relative_to(SOURCE).as_posix()
    packages = {name.split(".")[0] for name in imports(path)}
    strangers = [p for p in packages if p in ONLY_IN and not place.startswith(ONLY_IN[p])]
    assert strangers == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_is_one_idea_and_says_which(path: Path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LINES_AT_MOST
    assert ast.get_docstring(ast.parse(source))


def test_no_module_is_called_utils():
    assert {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc", "manager"} == set()


def loaded_by(code: str) -> set[str]:
    """The names in `sys.modules` after `code` ran in a fresh interpreter."""
    program = f"import sys\n{code}\nprint(*sys.modules)"
    known = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=known)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_the_core_imports_without_the_screen():
    core = [
        ".".join(("briefreader", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in MODULES
        if "tui" not in path.parts and path.stem not in ("cli", "__main__", "__init__")
    ]
    assert len(core) > 20
    assert "textual" not in loaded_by("\n".join(f"import {name}" for name in core))


HEAVY = {
    "asyncio", "dataclasses", "inspect", "jinja2", "logging", "lxml", "markdown_it", "platformdirs", "pypdfium2",
    "rapidfuzz", "subprocess", "textual",
}  # fmt: skip
"""What no command loads over letters that were read before: each takes as long as a good part of Python's own start."""

UNREAD = {
    "briefreader.anchoring", "briefreader.citations.forms", "briefreader.sentences", "briefreader.store.merging",
    "briefreader.text", "briefreader.versions.adoption", "argparse", "concurrent.futures", "datetime", "getpass", "hashlib",
    "locale", "queue", "random", "shutil", "tempfile", "tinydb", "tomllib", "typing", "unicodedata",
}  # fmt: skip
"""What a command that reads no letter and writes nothing can do without."""

UNLOADED = {
    "--help": HEAVY | UNREAD - {"argparse", "locale"},
    "keys": HEAVY,
    "list": HEAVY | UNREAD,
    "highlights": HEAVY | {"briefreader.anchoring"},
    "export": HEAVY | UNREAD,
    "export -o passages.md": HEAVY | UNREAD,
}
"""Command → the modules that it leaves unloaded."""


@pytest.mark.parametrize("command", UNLOADED)
def test_a_command_leaves_unloaded_what_it_can_do_without(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    letter = tmp_path / "brief.txt"
    letter.write_text("Geachte voorzitter,\n\nHet kabinet steunt het voorstel van de Commissie.\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    given = ["--library", str(letter), "--annotations", str(tmp_path / "annotations")]
    assert main(["tag", "brief", "steun", "--quote", "Het kabinet", *given]) == 0  # which reads the letter
    words = [*command.split(), *(given if command not in ("--help", "keys") else [])]
    monkeypatch.chdir(tmp_path)
    code = (
        "import contextlib, io\nfrom briefreader.cli import main\n"
        f"with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())): code = main({words!r})\n"
        "assert code == 0, code"
    )
    assert loaded_by(code) & UNLOADED[command] == set()


def test_the_first_page_is_shown_before_anything_of_pythons_own_is_imported():
    own = {"__future__", "briefreader", "briefreader.first_page"}
    assert loaded_by("from briefreader import first_page") - loaded_by("") == own


def test_highlights_on_the_very_text_they_were_made_on_are_exported_without_what_carries_them_over(
    tmp_path: Path,
):
    letter, annotations = tmp_path / "brief.txt", tmp_path / "annotations"
    letter.write_text("Geachte voorzitter,\n\nHet kabinet steunt het voorstel van de Commissie.\n")
    given = ["--library", str(letter), "--annotations", str(annotations)]
    assert main(["tag", "brief", "steun", "--quote", "Het kabinet", *given]) == 0
    export = f"from briefreader.cli import main\nassert main({['export', *given]!r}) == 0"
    carried = {"briefreader.anchoring", "concurrent.futures"}
    assert not loaded_by(export) & carried
    letter.write_text("Geachte voorzitter,\n\nNu steunt het kabinet. Het kabinet steunt het voorstel.\n")
    assert loaded_by(export) >= {"briefreader.anchoring"}
