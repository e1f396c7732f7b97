"""Both letters, compared with what was annotated by hand, and with a golden outline each."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from briefreader.citations import PARLIAMENTARY
from briefreader.document import Document, Kind, Status
from loaders.corpus_truth import CORPUS, RAISED, SEEDS, seed, truth

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("which", SEEDS)
def test_headings_have_the_titles_levels_and_lines_of_the_truth(which: str) -> None:
    found = [(s.title, s.level, s.line) for s in seed(which).sections if not s.synthetic]
    assert found == [(h["title"], h["level"], h["line"]) for h in truth(SEEDS[which])["headings"]]


@pytest.mark.parametrize("which", SEEDS)
def test_paragraphs_are_those_of_the_truth(which: str) -> None:
    document, items = seed(which), truth(SEEDS[which])["paragraphs"]["items"]
    read = [b for b in document.blocks if b.kind in (Kind.PARAGRAPH, Kind.ITEM)]
    kinds = {Kind.PARAGRAPH: ("paragraph",), Kind.ITEM: ("bullet", "list_item")}
    assert [b.line for b in read] == [p["first_line"] for p in items]
    assert all(p["kind"] in kinds[b.kind] for b, p in zip(read, items, strict=True))
    for block, paragraph in zip(read, items, strict=True):
        if "text" in paragraph:
            assert block.body.of(document.text).translate(RAISED) == paragraph["text"]


@pytest.mark.parametrize("which", SEEDS)
def test_footnotes_are_joined_with_their_markers(which: str) -> None:
    document = seed(which)
    for note, wanted in zip(document.footnotes, truth(SEEDS[which])["footnotes"], strict=True):
        assert (note.label, note.text) == (wanted["label"], wanted["text"])
        assert note.marker is not None
        assert document.source_offset(note.marker.start) == wanted["marker"]["offset"]
        assert (note.status is Status.MISSING) == (wanted["text"] is None)


def test_only_notes_with_a_number_of_their_own_are_certain() -> None:
    assert [n.status for n in seed("march").footnotes][1:] == [Status.CERTAIN, Status.CERTAIN]
    sure = {note.status for note in seed("february").footnotes}
    assert sure == {Status.MISSING, Status.AMBIGUOUS, Status.LIKELY}


@pytest.mark.parametrize("which", SEEDS)
def test_citations_are_those_of_the_truth(which: str) -> None:
    document = seed(which)
    found = {c.id for c in document.citations if c.kind in PARLIAMENTARY}
    wanted = {r["id"] for r in truth(SEEDS[which])["references"] if not r.get("self")}
    assert found == wanted


@pytest.mark.parametrize("which", SEEDS)
def test_sentences_are_those_cut_by_hand(which: str) -> None:
    document = seed(which)
    rows = (CORPUS / "sentences" / f"{SEEDS[which]}.txt").read_text(encoding="utf-8").splitlines()
    wanted = ["".join(row.split("\t", 1)[1].lstrip("\ufffd").split()) for row in rows]
    blocks = [b for b in document.blocks if b.kind not in (Kind.NOTE, Kind.SIGNATURE)]
    cut = (span.of(document.text) for block in blocks for span in document.sentences_of(block))
    found = ["".join(sentence.translate(RAISED).split()) for sentence in cut]
    signed = {
        "".join(line.split())
        for b in document.blocks
        if b.kind is Kind.SIGNATURE
        for line in [b.span.of(document.text)]
    }
    assert [s for s in wanted if not any(s in whole for whole in signed)] == found


def test_february_header_is_metadata_and_no_text() -> None:
    metadata, wanted = seed("february").metadata, truth(SEEDS["february"])["metadata"]
    for name in (
        "title",
        "dossier_title",
        "document_type",
        "number",
        "date",
        "updated",
        "version",
        "dossier",
        "case",
    ):
        assert getattr(metadata, name) == wanted[name]
    assert metadata.dossier_number == str(wanted["dossier_number"])
    assert [(s.name, s.office, s.role) for s in metadata.signatories] == [
        (s["name"], s["office"], s["role"]) for s in wanted["signatories"]
    ]
    assert list(metadata.committees) == wanted["committees"]
    assert [a.when for a in metadata.agenda] == [a["when"] for a in wanted["agenda"]]
    assert list(metadata.on_behalf_of) == wanted["on_behalf_of"]
    assert "Preview document" not in seed("february").text


def test_march_date_and_title_are_inferred_and_say_from_what() -> None:
    metadata, wanted = seed("march").metadata, truth(SEEDS["march"])["metadata"]
    assert metadata.title == "Kamerbrief van 4 maart 2025"
    assert metadata.date == wanted["sent_not_before"]
    assert {"title", "date", "document_type"} <= set(metadata.inferred)
    assert "vandaag" in metadata.inferred["date"] and "4 maart 2025" in metadata.inferred["date"]
    assert [(s.name, s.office) for s in metadata.signatories] == [
        (s["name"], s["office"]) for s in wanted["signatories"]
    ]
    assert list(metadata.on_behalf_of) == wanted["on_behalf_of"]


def test_march_repairs_name_every_hyphen_page_and_bullet() -> None:
    repairs = [r.kind for r in seed("march").repairs]
    wanted = truth(SEEDS["march"])
    assert repairs.count("hyphen kept") == len(wanted["line_end_hyphens"])
    assert "hyphen dropped" not in repairs
    joined = sum(not b["joins_with_hyphen"] for b in wanted["page_breaks"] if b["inside_paragraph"])
    assert repairs.count("page break") == joined
    assert repairs.count("bullet restored") == len(wanted["bullets"])


def outline(document: Document) -> dict[str, Any]:
    """A document's structure, small enough to be read in a diff."""
    text = document.text
    return {
        "sections": [[s.level, s.title, s.line, s.synthetic] for s in document.sections],
        "blocks": [
            [b.line, b.kind.value, b.marker, text[b.span.start :][:48].split("\n")[0]]
            for b in document.blocks
        ],
        "footnotes": [[n.label, n.status.value, (n.text or "")[:60]] for n in document.footnotes],
        "citations": [[c.id, c.span.of(text)] for c in document.citations],
        "metadata": {
            k: str(v) for k, v in document.metadata.known().items() if k not in ("other", "inferred")
        },
    }


@pytest.mark.parametrize("which", SEEDS)
def test_outline_is_the_golden_one(which: str) -> None:
    """Run with TAKE_GOLDEN=1 to write it anew; then read the diff."""
    path = GOLDEN / f"outline-{which}.json"
    found = json.loads(json.dumps(outline(seed(which))))
    if os.environ.get("TAKE_GOLDEN"):
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))
