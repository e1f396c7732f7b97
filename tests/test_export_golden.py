"""The hard letter in every format, beside the files that were looked at and found right.

`TAKE_GOLDEN=1` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from briefreader import exporters
from briefreader.exporters import Request
from briefreader.exporters.letter import letter_markdown
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


def same_as_golden(name: str, content: bytes) -> None:
    golden = GOLDEN / name
    if os.environ.get("TAKE_GOLDEN"):
        golden.write_bytes(content)
    assert content == golden.read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_export_is_as_it_was_approved(name: str) -> None:
    format, fields = CASES[name]
    same_as_golden(name, exporters.export(format, replace(REQUEST, **fields)).content)


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_same_request_gives_same_bytes_whatever_the_order_of_annotations(format: str) -> None:
    turned = replace(REQUEST, annotations=ANNOTATIONS[::-1])
    assert exporters.export(format, REQUEST).files == exporters.export(format, turned).files


def test_the_project_inside_its_archive_is_as_it_was_approved() -> None:
    packed = zipfile.ZipFile(io.BytesIO(exporters.export("qdpx", REQUEST).content))
    same_as_golden("export-project.qde", packed.read("project.qde"))


def test_the_whole_letter_is_as_it_was_approved() -> None:
    same_as_golden("export-letter.md", letter_markdown(LETTER).encode())
