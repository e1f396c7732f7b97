#!/usr/bin/env python3
"""Read a sheet with openpyxl, or a memo with python-docx and mammoth, and print what is in it as JSON.

    usage: office_read.py FILE.xlsx|FILE.docx

A sheet: its rows, each cell a text; cells that a spreadsheet would calculate are counted. A memo: its paragraphs with
the names of their styles (python-docx), and its footnotes as their links lead to them (mammoth).
"""

from __future__ import annotations

import html
import json
import re
import sys
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any


def sheet(path: Path) -> dict[str, Any]:
    """Rows of texts, and how many cells are formulas."""
    import openpyxl

    warnings.simplefilter("ignore")  # a sheet of gnumeric's has no default style
    rows = list(openpyxl.load_workbook(path).active.iter_rows())
    formulas = sum(cell.data_type == "f" for row in rows for cell in row)
    return {"rows": [[_text(cell.value) for cell in row] for row in rows], "formulas": formulas}


def _text(value: object) -> str:
    """A cell as the table had it: dates were recognised as such, and lost their zone."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ").replace("T00:00:00Z", "")
    return "" if value is None else str(value)


def memo(path: Path) -> dict[str, Any]:
    """Paragraphs as (style, text), and footnotes in the order of their marks."""
    import docx
    import mammoth

    paragraphs = [(each.style.name, each.text) for each in docx.Document(str(path)).paragraphs]
    with path.open("rb") as file:
        page = mammoth.convert_to_html(file).value
    notes = dict(re.findall(r'<li id="(footnote-\d+)"><p>(.*?)</p></li>', page))
    marks = re.findall(r'<a href="#(footnote-\d+)"', page)
    return {
        "paragraphs": paragraphs,
        "footnotes": [_plain(notes[mark]) for mark in marks],
    }


def _plain(note: str) -> str:
    """A note's text, without the arrow that leads back to its mark."""
    return html.unescape(re.sub(r"<[^>]*>", "", note)).rstrip("↑ ").strip()


if __name__ == "__main__":
    file = Path(sys.argv[1])
    print(json.dumps(memo(file) if file.suffix == ".docx" else sheet(file)))
