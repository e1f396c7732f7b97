"""Damaged files: each loads or is refused in one sentence. `benchmarks/fuzz_loaders.py` does the same at length."""

from __future__ import annotations

import importlib.util
import random
import warnings
from pathlib import Path

import pytest

from briefreader import loaders

ROOT = Path(__file__).parents[2]
FORMS = (".docx", ".odt", ".html", ".md", ".xml", ".txt")
FILES = sorted(path for path in (ROOT / "tests/corpus/documents").iterdir() if path.suffix in FORMS)

spec = importlib.util.spec_from_file_location("fuzz_loaders", ROOT / "benchmarks" / "fuzz_loaders.py")
assert spec and spec.loader
fuzz = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fuzz)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_damaged_files_load_or_are_refused(path, tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "GROWN", 2**17)
    monkeypatch.setattr(loaders, "BEGINNING", fuzz.FIRST)
    data = path.read_bytes()
    for seed in range(2):
        with warnings.catch_warnings(action="ignore"):  # zipfile's, over parts of one name
            _, damaged = fuzz.mutated(path.name, data, random.Random(f"{path.name}{seed}"), [data])
        target = tmp_path / path.name
        target.write_bytes(damaged)
        kind, details = fuzz.outcome(target)
        assert kind in ("loaded", "refused"), details


ODD = "    Naam     een regel\x0b  met   woorden die   ver\x1fuit elkaar   staan\n"


@pytest.mark.parametrize("text", ["a" * 300_000 + "-\nb", "woord " * 60_000 + "-\nen\n", ODD * 400])
def test_lines_without_end_and_odd_white_space(text, tmp_path):
    target = tmp_path / "brief.txt"
    target.write_text(text, encoding="utf-8", newline="")
    assert fuzz.outcome(target) == ("loaded", "")
