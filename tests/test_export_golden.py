"""The hard letter in every format, beside the files that were looked at and found right.

`TAKE_GOLDEN=1` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefreader import exporters
from briefreader.exporters import Request
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT

GOLDEN = Path(__file__).parent / "golden"

REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)

CASES = {
    "export-by-document.md": ("markdown", {"lines": True}),
    "export-by-tag.md": ("markdown", {"group": "tag"}),
    "export-by-section.md": ("markdown", {"group": "section", "front_matter": True}),
}


@pytest.mark.parametrize("name", CASES)
def test_export_is_as_it_was_approved(name: str) -> None:
    format, fields = CASES[name]
    made = exporters.export(format, replace(REQUEST, **fields))
    golden = GOLDEN / name
    if os.environ.get("TAKE_GOLDEN"):
        golden.write_bytes(made.content)
    assert made.content == golden.read_bytes()


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_same_request_gives_same_bytes_whatever_the_order_of_annotations(format: str) -> None:
    turned = replace(REQUEST, annotations=ANNOTATIONS[::-1])
    assert exporters.export(format, REQUEST).files == exporters.export(format, turned).files
