"""The memo: a DOCX file whose every part is sound XML, and which our own loader reads back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefreader import exporters, loaders
from briefreader.document import Document, Kind
from briefreader.exporters import Request, escape
from briefreader.exporters.packing import readable
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT
from test_export_markdown import SPITEFUL, passage_in

REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def memo(request: Request) -> bytes:
    return exporters.export("docx", request).content


def parts(content: bytes) -> dict[str, etree._Element]:
    """Each part of the file by its name, which must be XML."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def texts(paragraph: etree._Element) -> str:
    pieces = (node.text or "" if node.tag == f"{W}t" else "\n" for node in paragraph.iter(f"{W}t", f"{W}br"))
    return "".join(pieces)


def styled(body: etree._Element, style: str) -> list[str]:
    """The paragraphs in that style."""
    found = body.iterfind(f".//{W}p/{W}pPr/{W}pStyle[@{W}val='{style}']/../..")
    return [texts(paragraph) for paragraph in found]


def loaded(content: bytes) -> Document:
    """The file as our own loader reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "memo.docx"
        path.write_bytes(content)
        return loaders.load(path)


@given(SPITEFUL.filter(str.strip), SPITEFUL, SPITEFUL)
@example("</w:t></w:r><w:p>&amp;", "]]>", "\x0b\ufffe</w:body>")
@settings(deadline=None)
def test_words_tags_and_notes_are_text_and_nothing_else(text: str, tag: str, note: str) -> None:
    tags = (tag,) if escape.one_line(tag) else ()
    body = parts(memo(passage_in(text, tags, note)))["word/document.xml"]
    assert "".join(styled(body, "Quote")).replace("\n", "") == escape.xml(text).replace("\n", "")
    assert [each.strip("\u00a0") for each in styled(body, "Tags")] == [escape.one_line(each) for each in tags]
    assert "\n".join(styled(body, "Normal")).split() == escape.xml(note).split()


@given(st.lists(st.sampled_from(ANNOTATIONS), unique=True), st.sampled_from(exporters.GROUPS))
@settings(deadline=None)
def test_every_passage_has_its_source_at_the_foot(chosen: list[object], group: str) -> None:
    made = parts(memo(changed(REQUEST, annotations=tuple(chosen), group=group)))
    document, notes = made["word/document.xml"], made["word/footnotes.xml"]
    marks = [mark.get(f"{W}id") for mark in document.iter(f"{W}footnoteReference")]
    there = [note.get(f"{W}id") for note in notes.iter(f"{W}footnote") if note.get(f"{W}type") is None]
    assert marks == there and len(marks) >= len(chosen)
    assert all(texts(note).endswith(".") for note in notes if note.get(f"{W}type") is None)


def test_what_a_part_leads_to_is_there() -> None:
    made = parts(memo(REQUEST))
    listed = {each.get("PartName", "").lstrip("/") for each in made["[Content_Types].xml"]} - {""}
    assert listed <= set(made)
    leads = {each.get("Id"): each.get("Target") for each in made["word/_rels/document.xml.rels"]}
    used = set(re.findall(rb'r:id="([^"]*)"', etree.tostring(made["word/document.xml"])))
    assert {id.decode() for id in used} <= set(leads)
    assert "https://zoek.officielebekendmakingen.nl/kst-36045-999.html" in leads.values()


def test_a_style_that_is_used_is_there() -> None:
    made = parts(memo(REQUEST))
    known = {style.get(f"{W}styleId") for style in made["word/styles.xml"].iter(f"{W}style")}
    used = {
        each.get(f"{W}val")
        for name in ("document", "footnotes", "footer")
        for each in made[f"word/{name}.xml"].iter(f"{W}pStyle", f"{W}rStyle")
    }
    assert used <= known


def test_our_own_loader_reads_it_back() -> None:
    back = loaded(memo(REQUEST))
    headings = [block.span.of(back.text) for block in back.blocks if block.kind is Kind.HEADING]
    assert headings[-1] == "Kort antwoord" and "Steun & sancties" in headings
    assert "De EU heeft vijftien pakketten aangenomen.[1]" in back.text
    assert [note.text for note in back.footnotes][1].startswith(
        "Kamerstukken II 2024/25, 36045, nr. 999, § Steun"
    )


def test_the_letters_own_markers_are_no_notes_of_the_memo() -> None:
    body = parts(memo(REQUEST))["word/document.xml"]
    assert "pakketten aangenomen.[1] Het zestiende volgt[2] nog." in styled(body, "Quote")
    assert "[1] Zie ook Kamerstuk 21501-02, nr. 3064 & bijlage." in styled(body, "QuotedNote")


@pytest.mark.parametrize(("group", "title"), [("document", []), ("tag", ["Highlights"])])
def test_a_memo_on_one_letter_needs_no_title_of_its_own(group: str, title: list[str]) -> None:
    body = parts(memo(changed(REQUEST, documents=(SHORT,), annotations=ANNOTATIONS, group=group)))
    assert styled(body["word/document.xml"], "Title") == title


def test_a_memo_and_a_project_can_be_looked_at_before_they_are_written() -> None:
    lines = readable(memo(REQUEST)).split("\n\n")
    assert lines[1:3] == [
        LETTER.title,
        "Kamerstukken II 2024/25, 36045, nr. 999 · 17 februari 2025 · C.C.J. Veldkamp, R.P. Brekelmans",
    ]
    assert readable(exporters.export("qdpx", REQUEST).content).startswith("<?xml")
