"""Formats that other programs read: what is in the files, whatever letters, tags and notes hold."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefreader import exporters
from briefreader.annotations import Codebook, Tag
from briefreader.document import Signatory
from briefreader.errors import ExportError
from briefreader.exporters import Request, escape
from briefreader.exporters.refi import code_names, last_part
from briefreader.exporters.webannotation import units_before
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT, note_on
from test_export_markdown import SPITEFUL, passage_in

SCHEMAS = Path(__file__).parent / "schemas"
REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)
PROJECT = "{urn:QDA-XML:project:1.0}"


def only(request: Request, format: str) -> bytes:
    return exporters.export(format, request).content


def hostile(text: str, tag: str, note: str) -> Request:
    """A letter of `text`, all of it highlighted, and a codebook with the tag."""
    tags = (tag,) if escape.one_line(tag) else ()
    request = passage_in(text, tags, note)
    return changed(request, codebook=Codebook(tuple(Tag(each, "amber", note) for each in tags)))


# HTML


class Seen(HTMLParser):
    """Elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.texts: Mapping[str, list[str]] = {"note": [], "text": [], "script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "input"):
            self.inside.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        for name in self.texts:
            if name in self.inside:
                self.texts[name].append(data)
                break


@given(SPITEFUL.filter(str.strip), SPITEFUL, SPITEFUL)
@example("</mark><script>alert(1)</script>\"'", "</style><b>", "</script>")
@settings(deadline=None)
def test_the_page_shows_text_as_text_and_runs_nothing_of_it(text: str, tag: str, note: str) -> None:
    page = only(hostile(text, tag, note), "html").decode()
    seen = Seen(page)
    assert [name for name, _ in seen.elements if name == "script"] == ["script"]
    assert not [
        name
        for _, attributes in seen.elements
        for name in attributes
        if name.startswith("on") or name in ("style", "src")
    ]
    links = [attributes["href"] or "" for name, attributes in seen.elements if name == "a"]
    assert all(re.match(r"#|briefreader:|https?://|mailto:", address) for address in links)
    assert "".join(seen.texts["note"]) == escape.plain(note)
    assert "".join(seen.texts["text"]).replace("\n\n", "\n").strip() == text.replace("\n\n", "\n").strip()


def test_the_page_lets_nothing_in_but_its_own_style_and_script() -> None:
    page = only(REQUEST, "html").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert not re.search(r"<(?:link|img|iframe|object|base)\b|@import|url\(", page)


def test_every_highlight_of_the_page_is_described_by_its_card() -> None:
    seen = Seen(only(REQUEST, "html").decode())
    cards = {
        attributes["id"] for name, attributes in seen.elements if "card" in (attributes.get("class") or "")
    }
    marks = [attributes for name, attributes in seen.elements if name == "mark"]
    described = {card for mark in marks for card in (mark.get("aria-describedby") or "").split()}
    assert len(cards) == len(ANNOTATIONS) and described == cards - {"c8"}  # the one whose words are gone


# Tables


@given(SPITEFUL.filter(str.strip), SPITEFUL, SPITEFUL)
def test_no_cell_of_a_table_is_a_formula_and_each_comes_back(text: str, tag: str, note: str) -> None:
    rows = list(csv.DictReader(io.StringIO(only(hostile(text, tag, note), "csv").decode(), newline="")))
    assert len(rows) == 1
    assert not any(re.match(r"[=+\-@|%\t\r\n＝＋－＠]", cell) for cell in rows[0].values())
    assert escape.from_cell(rows[0]["note"]) == escape.plain(note)
    assert escape.from_cell(rows[0]["quote"]) == escape.plain(text)


@given(st.text(max_size=20) | SPITEFUL)
@example("'=1")
@example("''@x")
def test_a_cell_is_undone_exactly(text: str) -> None:
    assert escape.from_cell(escape.cell(text)) == escape.plain(text)


def test_json_lines_hold_a_row_an_annotation_with_the_fields_of_highlights() -> None:
    rows = [json.loads(line) for line in only(REQUEST, "jsonl").decode().split("\n") if line]
    assert len(rows) == len(ANNOTATIONS)
    wanted = set(
        "id document start end quote prefix suffix section tags note creator created modified status".split()
    )
    assert all(wanted <= set(row) for row in rows)
    for row in rows:
        document = {LETTER.id: LETTER, SHORT.id: SHORT}[row["document"]]
        if row["status"] != "orphaned":
            assert document.text[row["start"] : row["end"]] == row["quote"]


# YAML


@given(SPITEFUL | st.text(max_size=30))
@example("null")
@example("a: b # c")
@example("\u2028\u2029\ufeff\x85")
def test_a_yaml_scalar_is_its_text(text: str) -> None:
    assert yaml.safe_load(f"title: {escape.yaml(text)}") == {"title": escape.xml(text)}


@given(SPITEFUL.filter(str.strip), SPITEFUL)
@settings(max_examples=40)
def test_front_matter_is_yaml_whatever_the_title(text: str, title: str) -> None:
    request = changed(
        passage_in(text, (title,) if escape.one_line(title) else ()), title=title, front_matter=True
    )
    head = only(request, "markdown").decode().split("---\n")[1]
    assert yaml.safe_load(head)["highlights"] == 1
    assert yaml.safe_load(head)["title"] == (escape.xml(title) or "T")


# REFI-QDA


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name)))


PROJECT_SCHEMA, CODEBOOK_SCHEMA = schema("Project.xsd"), schema("Codebook.xsd")


@given(SPITEFUL.filter(str.strip), SPITEFUL.filter(lambda tag: bool(escape.one_line(tag))), SPITEFUL)
@example("a\ufffeb", "x/\uffff", "\ufffe")
@settings(max_examples=60)
def test_projects_and_codebooks_are_valid_whatever_they_hold(text: str, tag: str, note: str) -> None:
    request = hostile(text, tag, note)
    packed = zipfile.ZipFile(io.BytesIO(only(request, "qdpx")))
    project = etree.fromstring(packed.read("project.qde"))
    PROJECT_SCHEMA.assertValid(project)
    CODEBOOK_SCHEMA.assertValid(etree.fromstring(only(request, "qdc")))
    source = project.find(f".//{PROJECT}TextSource")
    assert source is not None
    content = packed.read(source.get("plainTextPath", "").replace("internal://", "sources/")).decode()
    pick = source.find(f"{PROJECT}PlainTextSelection")
    assert pick is not None
    assert content[int(pick.get("startPosition", "")) : int(pick.get("endPosition", ""))] == text


def test_the_hard_project_is_valid_and_its_guids_are_its_own() -> None:
    packed = zipfile.ZipFile(io.BytesIO(only(REQUEST, "qdpx")))
    project = etree.fromstring(packed.read("project.qde"))
    PROJECT_SCHEMA.assertValid(project)
    guids = [element.get("guid") for element in project.iter() if element.get("guid")]
    assert len(set(guids)) == len(guids)
    assert all(re.fullmatch(r"project\.qde|sources/[0-9a-f-]{36}\.txt", name) for name in packed.namelist())
    PROJECT_SCHEMA.assertValid(
        etree.fromstring(zipfile.ZipFile(io.BytesIO(only(Request(), "qdpx"))).read("project.qde"))
    )


ALIKE = ["a", "A", "b", "a/b", "b/a", "c/a/b", "x/B", "b/c", "b (a)", "a/b (a)", "x/b (a)", "ß/b", "SS/b (ß)"]


@given(st.lists(st.sampled_from(ALIKE), unique_by=str.casefold))
def test_no_two_codes_have_one_name_and_each_leads_back_to_its_tag(names: list[str]) -> None:
    codes = code_names(Tag(name) for name in names)
    assert len({code.casefold() for code in codes.values()}) == len({path.casefold() for path in codes})
    for path, code in codes.items():
        above, _, leaf = path.rpartition("/")
        assert (last_part(code, above) if above else code) == leaf


@pytest.mark.parametrize(
    ("name", "bibtex", "csl"),
    [
        ("C.C.J. Veldkamp", "Veldkamp, C.C.J.", {"family": "Veldkamp", "given": "C.C.J."}),
        (
            "A. B. van der Voort",
            "van der Voort, A. B.",
            {"family": "Voort", "given": "A. B.", "non-dropping-particle": "van der"},
        ),
        ("Chr.J. Jansen", "Jansen, Chr.J.", {"family": "Jansen", "given": "Chr.J."}),
        ("Jansen & Zn", "{Jansen \\& Zn}", {"literal": "Jansen & Zn"}),
        ("Ministerie van Defensie", "{Ministerie van Defensie}", {"literal": "Ministerie van Defensie"}),
        ("A. and B", "{A. and B}", {"literal": "A. and B"}),
    ],
)
def test_who_signed_is_a_person_where_the_name_says_so(name: str, bibtex: str, csl: dict[str, str]) -> None:
    known = changed(LETTER.metadata, signatories=(Signatory(name),))
    request = changed(REQUEST, documents=(changed(LETTER, metadata=known),))
    assert f"  author = {{{bibtex}}},\n" in only(request, "bibtex").decode()
    assert json.loads(only(request, "csl"))[0]["author"] == [csl]


def test_a_codebook_without_tags_is_refused() -> None:
    with pytest.raises(ExportError, match="no tag"):
        exporters.export("qdc", Request((LETTER,)))


# Web annotations


def test_web_annotations_count_code_points_and_hypothesis_utf16() -> None:
    request = Request((LETTER,), (note_on(1, "hieronder", ("steun",), "let op"),), CODEBOOK)
    (web,) = json.loads(only(request, "jsonld"))["first"]["items"]
    (other,) = json.loads(only(request, "hypothesis"))["annotations"]
    start = LETTER.text.index("hieronder")
    quote, position = web["target"]["selector"]
    assert (quote["exact"], position["start"]) == ("hieronder", start)
    assert other["target"][0]["selector"][0]["start"] == start + 1  # U+1F517 before it
    assert [(body["purpose"], body["value"]) for body in web["body"]] == [
        ("tagging", "steun"),
        ("commenting", "let op"),
    ]
    assert web["target"]["state"]["textDigest"].endswith(LETTER.text_hash)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.lists(st.integers(0, 30), max_size=5)
)
def test_units_are_those_of_utf16(text: str, offsets: list[int]) -> None:
    wanted = [min(offset, len(text)) for offset in offsets]
    found = units_before(text, wanted)
    assert all(found[offset] == len(text[:offset].encode("utf-16-le")) // 2 for offset in wanted)


# Losses and lists of letters


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_every_format_says_what_it_loses(format: str) -> None:
    made = exporters.export(format, Request((SHORT,), ANNOTATIONS, CODEBOOK))
    assert all(loss.endswith(".") and loss.isprintable() for loss in made.losses)
    if format not in ("qdc", "taguette", "bibtex", "csl"):
        assert any("not at hand" in loss for loss in made.losses)


def test_lists_of_letters_name_paper_people_and_tags() -> None:
    bib = only(REQUEST, "bibtex").decode()
    assert "@misc{kst-36045-999," in bib and "{Veldkamp, C.C.J. and Brekelmans, R.P.}" in bib
    assert r"\& <omgeving> | deel \#1" in bib
    first, second = json.loads(only(REQUEST, "csl"))
    assert first["issued"] == {"date-parts": [[2025, 2, 17]]} and first["URL"].endswith("kst-36045-999.html")
    assert second["id"] == "short-letter"
