"""docs/formats.md against the program: what a newcomer finds there is what comes out."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from briefreader import exporters, importers
from briefreader.exporters import Request, tables, templated
from briefreader.exporters.passages import asked_for, passages
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT

TEXT = (Path(__file__).parents[1] / "docs" / "formats.md").read_text("utf-8")
HEADING = r"^## ((?:FORMAT)(?:, (?:FORMAT))*)\n".replace("FORMAT", "|".join(exporters.FORMATS))
PIECES = re.split(rf"(?m){HEADING}", TEXT)
SECTIONS = {
    name: part
    for heading, part in zip(PIECES[1::2], PIECES[2::2], strict=True)
    for name in heading.split(", ")
}
TABLE = "".join(re.findall(r"(?m)^\| .*\n", PIECES[0]))
REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)


def sample(format: str) -> str:
    """The first block of code of that format's section."""
    found = re.search(r"(?s)```\w+\n(.*?)```", SECTIONS[format])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_every_format_has_a_section_and_a_row(format: str) -> None:
    assert format in SECTIONS and f"`{format}`" in TABLE


def test_the_markdown_sample_reads_as_what_it_shows() -> None:
    (passage,) = importers.read(sample("markdown").encode(), "sample.md").passages
    assert passage.tags == ("sanctions", "schepen") and passage.id == "0192f3c1"
    assert passage.note == "Check the number of ships against the March letter."


def test_the_csv_sample_has_our_columns() -> None:
    header, row = csv.reader(sample("csv").splitlines())
    assert tuple(header) == tables.COLUMNS and len(row) == len(header)


def test_the_jsonl_sample_has_our_fields() -> None:
    row = tables.row_of(passages(REQUEST.documents, ANNOTATIONS)[0])
    assert list(json.loads(sample("jsonl"))) == list(row)


def test_the_taguette_sample_has_our_columns() -> None:
    assert tuple(sample("taguette").splitlines()[0].split(",")) == tables.TAGUETTE_COLUMNS


@pytest.mark.parametrize("format", ["jsonld", "qdpx", "bibtex"])
def test_other_samples_name_what_comes_out(format: str) -> None:
    made = exporters.export(format, REQUEST).files
    written = (
        "".join(map(str, made.values()))
        if format != "qdpx"
        else (Path(__file__).parent / "golden" / "export-project.qde").read_text("utf-8")
    )
    names = {"jsonld": r'"(\w+)":', "qdpx": r"</?(\w+)", "bibtex": r"(?m)^  (\w+) ="}[format]
    assert set(re.findall(names, sample(format))) <= set(re.findall(names, written.replace("\\n", "\n")))


def test_everything_that_a_template_can_use_is_named() -> None:
    context = templated._context(REQUEST, asked_for(REQUEST))
    group = next(group for group in context["groups"] if group["passages"])
    for value in (context, group, group["passages"][0], context["letters"][0]):
        assert set(value) <= set(re.findall(r"\w+", SECTIONS["markdown"]))
