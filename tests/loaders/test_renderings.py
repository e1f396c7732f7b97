"""One letter in several forms: all renderings of a work in the corpus give the same letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefreader import loaders
from briefreader.document import Document

CORPUS = Path(__file__).parents[1] / "corpus"
MARKED = (".docx", ".odt", ".md", ".html", ".xml")


def works() -> list[tuple[str, str]]:
    pairs = []
    for path in sorted((CORPUS / "truth").glob("*.json")):
        files = [
            name for name in json.loads(path.read_text(encoding="utf-8"))["files"] if name.endswith(MARKED)
        ]
        pairs += [(files[0], other) for other in files[1:]]
    return pairs


def headings(document: Document) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in document.sections if not section.synthetic]


@pytest.mark.parametrize(("one", "other"), works())
def test_renderings_agree(one, other):
    first, second = loaders.load(CORPUS / one), loaders.load(CORPUS / other)
    assert headings(first) == headings(second)
    assert [(n.label, n.text, n.status) for n in first.footnotes] == [
        (n.label, n.text, n.status) for n in second.footnotes
    ]
    assert {c.id for c in first.citations} == {c.id for c in second.citations}
    for field in ("title", "date", "signatories", "on_behalf_of"):
        assert getattr(first.metadata, field) == getattr(second.metadata, field)
    assert first.text[:400].split() == second.text[:400].split()


@pytest.mark.parametrize(
    "path", sorted(p for p in CORPUS.glob("documents/*") if p.suffix in MARKED), ids=lambda p: p.name
)
def test_no_file_of_the_corpus_loses_what_truth_names(path):
    document = loaders.load(path)
    truth = next(
        json.loads(p.read_text(encoding="utf-8"))
        for p in (CORPUS / "truth").glob("*.json")
        if f"documents/{path.name}" in p.read_text(encoding="utf-8")
    )
    found = {"".join(filter(str.isalnum, title)).lower() for title, _ in headings(document)}
    for heading in truth["headings"]:
        if not heading.get("optional"):
            assert "".join(filter(str.isalnum, heading["title"])).lower() in found
