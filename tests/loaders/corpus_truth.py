"""The corpus' truth, its scorer, and its text files: what the tests of loaders compare with."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from briefreader import loaders
from briefreader.document import Document

CORPUS = Path(__file__).parents[1] / "corpus"
SEEDS = {"march": "000_7f05fd73837fd489", "february": "001_671add3b8e333da5"}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@cache
def scorer() -> ModuleType:
    """The corpus' own scorer, which is a script."""
    spec = importlib.util.spec_from_file_location("score_sections", CORPUS / "score_sections.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def truth(work: str) -> dict[str, Any]:
    """What a reader should find in a work."""
    found: dict[str, Any] = json.loads((CORPUS / "truth" / f"{work}.json").read_text(encoding="utf-8"))
    return found


@cache
def loaded(name: str) -> Document:
    """The document in a file of the corpus."""
    return loaders.load(CORPUS / name)


def seed(which: str) -> Document:
    """One of the two letters."""
    return loaded(f"seeds/{SEEDS[which]}.txt")


def text_files() -> list[str]:
    """Every text file of the corpus, re-encoded copies too."""
    return sorted(
        str(p.relative_to(CORPUS)) for d in ("documents", "seeds") for p in (CORPUS / d).glob("*.txt")
    )


def found_headings(document: Document) -> list[dict[str, object]]:
    """Its headings as the scorer wants them."""
    sections = (s for s in document.sections if not s.synthetic)
    return [{"title": s.title, "level": s.level, "line": s.line} for s in sections]
