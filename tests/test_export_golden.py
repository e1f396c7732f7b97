"""The hard letter in every format, beside the files that were looked at and found right.

`TAKE_GOLDEN=1` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from briefreader import exporters
from briefreader.exporters import Request
from briefreader.exporters.letter import letter_markdown
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT

GOLDEN = Path(__file__).parent / "golden"

REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)

CASES = {
    "export-by-document.md": ("markdown", {"lines": True}),
    "export-by-tag.md": ("markdown", {"group": "tag"}),
    "export-by-section.md": ("markdown", {"group": "section", "front_matter": True}),
    "export-memo.md": ("markdown", {"template": exporters.template("memo"), "style": "english"}),
    "export-table.md": ("markdown", {"template": exporters.template("table")}),
    "export-page.html": ("html", {}),
    "export-rows.csv": ("csv", {}),
    "export-rows.jsonl": ("jsonl", {}),
    "export-annotations.jsonld": ("jsonld", {}),
    "export-codebook.qdc": ("qdc", {}),
    "export-taguette.csv": ("taguette", {}),
    "export-hypothesis.json": ("hypothesis", {}),
    "export-letters.bib": ("bibtex", {}),
    "export-letters.json": ("csl", {}),
}


def approved(name: str, content: bytes) -> bytes:
    """What was approved under that name; with TAKE_GOLDEN set, `content` is approved first."""
    golden = GOLDEN / name
    if os.environ.get("TAKE_GOLDEN"):
        golden.write_bytes(content)
    return golden.read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_export_is_as_it_was_approved(name: str) -> None:
    format, fields = CASES[name]
    content = exporters.export(format, changed(REQUEST, **fields)).content
    assert content == approved(name, content)


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_same_request_gives_same_bytes_whatever_the_order_of_annotations(format: str) -> None:
    turned = changed(REQUEST, annotations=ANNOTATIONS[::-1])
    assert exporters.export(format, REQUEST).files == exporters.export(format, turned).files


def test_the_project_inside_its_archive_is_as_it_was_approved() -> None:
    packed = zipfile.ZipFile(io.BytesIO(exporters.export("qdpx", REQUEST).content))
    project = packed.read("project.qde")
    assert project == approved("export-project.qde", project)


def test_the_memo_inside_its_archive_is_as_it_was_approved() -> None:
    packed = zipfile.ZipFile(io.BytesIO(exporters.export("docx", REQUEST).content))
    memo = packed.read("word/document.xml") + b"\n" + packed.read("word/footnotes.xml")
    assert memo == approved("export-memo.docx.xml", memo)


def test_the_whole_letter_is_as_it_was_approved() -> None:
    content = letter_markdown(LETTER).encode()
    assert content == approved("export-letter.md", content)
