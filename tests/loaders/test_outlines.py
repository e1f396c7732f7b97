"""Outlines of texts as extractors give them: the cases are in `golden/outlines.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader import loaders
from briefreader.loaders.builder import DocumentBuilder

CASES = Path(__file__).parents[1] / "golden" / "outlines.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    """Name, text and outline of each case."""
    _, *parts = CASES.read_text(encoding="utf-8").split("\n== ")
    found = []
    for part in parts:
        name, _, rest = part.partition("\n")
        text, _, outline = rest.partition("\n--\n")
        found.append((name, text + "\n", outline.strip().split("\n")))
    return found


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in cases()], ids=[c[0] for c in cases()])
def test_the_outline_is_what_a_reader_sees(text: str, wanted: list[str]) -> None:
    builder = DocumentBuilder(language="nl")
    loaders.FORMATS[-1].read(text.encode(), builder)
    document = builder.finish()
    found = [f"{s.level} {s.title}" for s in document.sections if not s.synthetic]
    notes = [f"note {n.label} {n.text}" for n in document.footnotes]
    assert [*found, *notes] == wanted
