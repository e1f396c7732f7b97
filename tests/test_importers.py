"""What comes in: edits of our Markdown, files of other programs, and files that mean harm."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader import exporters, importers
from briefreader.annotations import Annotation, Tag
from briefreader.errors import LoadError
from briefreader.exporters import Request
from briefreader.importers import Known, archive
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT
from test_export_markdown import passage_in

DOCUMENTS = {LETTER.id: LETTER, SHORT.id: SHORT}
KNOWN = Known(DOCUMENTS, ANNOTATIONS, CODEBOOK)
EMPTY = Known(DOCUMENTS)


def brought(data: str | bytes, name: str, known: Known = KNOWN) -> importers.Import:
    content = data.encode() if isinstance(data, str) else data
    return importers.plan(importers.read(content, name), known, name)


def annotations_of(made: importers.Import) -> list[Annotation]:
    return [record for record in made.change.after if isinstance(record, Annotation)]


def written(**fields: object) -> str:
    request = changed(Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK), **fields)
    return exporters.export("markdown", request).content.decode()


# Markdown that a person worked in


def test_a_changed_note_and_a_changed_tag_come_in() -> None:
    text = (
        written()
        .replace("Verdwenen", "Nagezocht,\nen gevonden.\n\n- punt")
        .replace("**steun** · § Militair", "**steun**, **Nieuw woord** · § Militair")
    )
    made = brought(text, "notes.md")
    assert (made.added, made.changed, made.refused) == (0, 2, 0)
    notes = {annotation.id[:8]: (annotation.tags, annotation.note) for annotation in annotations_of(made)}
    assert notes["01950010"] == (("steun",), "Nagezocht,\nen gevonden.\n\n- punt")
    assert notes["01950008"] == (("steun", "Nieuw woord"), "")
    assert [tag.name for tag in made.change.after if isinstance(tag, Tag)] == ["Nieuw woord"]


def test_undoing_an_import_is_its_mirror_image() -> None:
    made = brought(written().replace("Verdwenen", "Terug"), "notes.md")
    assert made.change.inverse().after == made.change.before == (ANNOTATIONS[-1],)


@pytest.mark.parametrize("group", exporters.GROUPS)
def test_new_quotations_are_found_in_the_letter_they_stand_under(group: str) -> None:
    heading = "\n## Kort antwoord\n" if group != "document" else "\n# Kort antwoord\n"
    new = f"{heading}\n> Kort\n> antwoord: sancties\n\n**sanctions**, **nieuw**\n\nGetypt.\n"
    made = brought(written(group=group) + new, "notes.md")
    (added,) = annotations_of(made)
    assert (added.document, added.target.quote) == ("short-letter", "Kort antwoord: sancties")
    assert (added.tags, added.note, added.status) == (("sanctions", "nieuw"), "Getypt.", "exact")


def test_a_quotation_that_is_nowhere_is_refused_with_its_line() -> None:
    made = brought("# Kort antwoord\n\n> Dit heeft niemand ooit geschreven, nergens.\n", "notes.md")
    assert (made.added, made.refused) == (0, 1)
    assert made.said[-1].startswith("Line 3 “Dit heeft niemand")


def test_of_a_passage_under_several_tags_the_edited_copy_counts() -> None:
    text = written(group="tag")
    at = text.rindex("Tel na in")
    made = brought(text[:at] + "Geteld" + text[at + len("Tel na in") :], "notes.md")
    assert [a.note.split("\n")[0] for a in annotations_of(made)] == ["Geteld *maart*."]
    first = text.replace("**steun/militair**, **sanctions** ·", "**steun/militair** ·", 1)
    assert [a.tags for a in annotations_of(brought(first, "notes.md"))] == [("steun/militair",)]


def test_what_a_person_wrote_between_markers_stays_out() -> None:
    mine = "\n<!-- mine -->\n> Kort antwoord\n\n# Kop\n<!-- /mine -->\n"
    assert brought(written() + mine, "notes.md").change.after == ()


# Other programs


def project(body: str, texts: dict[str, bytes], namespace: str = "urn:QDA-XML:project:1.0") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("project.qde", f'<Project name="p" xmlns="{namespace}">{body}</Project>')
        for name, data in texts.items():
            packed.writestr(name, data)
    return out.getvalue()


CODES = (
    '<Users><User guid="{AAAAAAAA-0000-0000-0000-000000000001}" name="Anna"/></Users><CodeBook><Codes>'
    '<Code guid="BBBBBBBB-0000-0000-0000-000000000001" name="thema" isCodable="false">'
    '<Code guid="BBBBBBBB-0000-0000-0000-000000000002" name="hulp" isCodable="true" color="#0f8"/></Code>'
    '<Code guid="BBBBBBBB-0000-0000-0000-000000000003" name="Sanctions" isCodable="true"/>'
    "</Codes></CodeBook>"
)


def selection(n: int, start: int, end: int, code: int, note: str = "") -> str:
    return (
        f'<PlainTextSelection guid="CCCCCCCC-0000-0000-0000-00000000000{n}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="aaaaaaaa-0000-0000-0000-000000000001">'
        f"{f'<Description>{note}</Description>' if note else ''}"
        f'<Coding guid="DDDDDDDD-0000-0000-0000-00000000000{n}">'
        f'<CodeRef targetGUID="bbbbbbbb-0000-0000-0000-00000000000{code}"/></Coding></PlainTextSelection>'
    )


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0.4"])
def test_a_project_of_another_program_comes_in(namespace: str) -> None:
    start = LETTER.text.index("vijftien")
    picks = selection(1, start, start + 8, 2) + selection(2, start, start + 8, 3) + selection(3, 0, 99999, 2)
    source = (
        f'<Sources><TextSource guid="EEEEEEEE-0000-0000-0000-000000000001" name="hard-letter.txt" '
        f'plainTextPath="internal://EEEEEEEE-0000-0000-0000-000000000001.txt">{picks}</TextSource></Sources>'
    )
    text = b"\xef\xbb\xbf" + LETTER.text.encode()
    packed = project(CODES + source, {"Sources/EEEEEEEE-0000-0000-0000-000000000001.txt": text}, namespace)
    made = brought(packed, "peer.qdpx")
    (added,) = annotations_of(made)
    assert (added.target.quote, added.tags, added.creator) == (
        "vijftien",
        ("thema/hulp", "sanctions"),
        "Anna",
    )
    assert [(t.name, t.colour) for t in made.change.after if isinstance(t, Tag)] == [
        ("thema/hulp", "#00ff88")
    ]
    assert any("outside its text" in said for said in made.said)
    again = brought(packed, "peer.qdpx", Known(DOCUMENTS, (added,), CODEBOOK))
    assert (again.added, again.changed, again.same) == (0, 0, 1)


def test_a_codebook_with_paths_in_flat_names_and_an_empty_sets_comes_in() -> None:
    qdc = (
        '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="BBBBBBBB-0000-0000-0000-000000000001" name="a/b" isCodable="true"/></Codes><Sets/></CodeBook>'
    )
    assert [t.name for t in brought(qdc, "x.qdc", EMPTY).change.after if isinstance(t, Tag)] == ["a/b"]


def taguette(path: Path, offset: int = 0) -> bytes:
    """A database such as Taguette writes, of the hard letter as it would show it."""
    paragraphs = [line for line in LETTER.text.split("\n") if line.strip()]
    escaped = (p.replace("&", "&amp;").replace("<", "&lt;") for p in paragraphs)
    html = "\n".join(f"<p>{each}</p>" for each in escaped)
    shown = "\n".join(paragraphs)
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE documents(id, name, contents); CREATE TABLE tags(id, path, description);"
        "CREATE TABLE highlights(id, document_id, start_offset, end_offset, snippet);"
        "CREATE TABLE highlight_tags(highlight_id, tag_id);"
    )
    database.execute("INSERT INTO documents VALUES (1, 'hard-letter', ?)", (html,))
    database.execute("INSERT INTO tags VALUES (1, 'thema/vlaggen', 'alles'), (2, 'steun', '')")
    for n, words in enumerate(("nodig is 👩‍👩‍👧", "Oekraïne krijgt", "שלום עולם"), start=1):
        start = len(shown[: shown.index(words)].encode()) + offset
        database.execute(
            "INSERT INTO highlights VALUES (?, 1, ?, ?, '')", (n, start, start + len(words.encode()))
        )
        database.execute("INSERT INTO highlight_tags VALUES (?, ?)", (n, 1 + n % 2))
    database.commit()
    database.close()
    return path.read_bytes()


def test_a_taguette_project_comes_in_with_highlights_on_their_words(tmp_path: Path) -> None:
    made = brought(taguette(tmp_path / "project.sqlite3"), "project.sqlite3")
    assert [(a.target.quote, a.tags) for a in annotations_of(made)] == [
        ("Oekraïne krijgt", ("thema/vlaggen",)),
        ("שלום עולם", ("steun",)),
        ("nodig is 👩‍👩‍👧", ("steun",)),
    ]
    outside = brought(taguette(tmp_path / "outside.sqlite3", 10_000), "outside.sqlite3")
    assert annotations_of(outside) == [] and "outside its text" in outside.said[0]


def test_hypothesis_of_another_hand_counts_utf16_and_names_the_paper() -> None:
    words = "hieronder"
    start = LETTER.text.index(words) + 1  # one character before it takes two units
    value = {
        "annotations": [
            {
                "id": "abc", "user": "acct:jan@hypothes.is", "uri": "https://x.nl/kst-36045-999.html",
                "text": "zie daar", "tags": ["steun"], "updated": "2025-03-01T10:00:00.123456+00:00",
                "target": [{"selector": [
                    {"type": "TextPositionSelector", "start": start, "end": start + len(words)},
                    {"type": "TextQuoteSelector", "exact": words, "prefix": "Zie 🔗 ", "suffix": "."},
                ]}],
            },
            {"id": "page note", "target": [{"source": "x"}]},
        ]
    }  # fmt: skip
    made = brought(json.dumps(value), "hypothesis.json")
    (added,) = annotations_of(made)
    assert (added.target.quote, added.creator, added.modified) == (words, "jan", "2025-03-01T10:00:00Z")
    assert "Annotation 2" in made.said[0]


def test_tags_of_taguette_and_its_highlights_come_in_as_tables() -> None:
    made = brought("tag,description,number of highlights\r\nnieuw,x,3\r\n", "codebook.csv")
    assert [(t.name, t.meaning) for t in made.change.after if isinstance(t, Tag)] == [("nieuw", "x")]
    made = brought(
        "id,document,tag,content\n1,hard-letter,een,vijftien\n1,hard-letter,twee,vijftien\n", "h.csv"
    )
    assert [(a.target.quote, a.tags) for a in annotations_of(made)] == [("vijftien", ("een", "twee"))]


def test_what_was_changed_here_since_stays_as_it_is() -> None:
    request = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)
    made_then = exporters.export("jsonl", request).content
    newer = tuple(changed(a, note="later", modified="2026-01-01T00:00:00Z") for a in ANNOTATIONS)
    made = brought(made_then, "x.jsonl", Known(DOCUMENTS, newer, CODEBOOK))
    assert made.change.after == () and made.same == len(ANNOTATIONS)
    assert sum("kept as it is here" in said for said in made.said) == len(ANNOTATIONS)


def test_a_letter_that_is_not_here_is_told_and_hurts_nothing() -> None:
    row = '{"briefreader": 1, "id": "x", "document": "elders", "start": 0, "end": 1, "quote": "a"}\n'
    made = brought(row + "geen json\n", "x.jsonl")
    assert (made.change.after, made.refused) == ((), 1)
    assert [said.split()[0] for said in made.said] == ["Line", "“elders”,"]


# Files that mean harm


@pytest.mark.parametrize("name", ["x.qdpx", "x.md", "x.csv", "x.json", "x.jsonl", "x.sqlite3", "x.qdc"])
@given(data=st.binary(max_size=200), start=st.sampled_from(
    [b"", b"PK\x03\x04", b"SQLite format 3\x00", b"<?xml ", b"{", b'{"annotations": [', b'{"items": [{"target": ',
     b'{"quote": 1}\n', b"id,document,quote,tags\n", b"path\n", b"> ", b"<CodeBook>"]
))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_any_bytes_come_in_or_are_refused_in_words(name: str, data: bytes, start: bytes) -> None:
    try:
        made = brought(start + data, name)
    except LoadError as error:
        assert str(error).endswith((".", "…"))
    else:
        assert made.summary


def test_entities_and_document_types_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE CodeBook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>'
    )
    with pytest.raises(LoadError, match="document type"):
        importers.read(bomb.encode(), "x.qdc")


def test_a_member_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER_BYTES", 1 << 16)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", b" " * (1 << 20))
    with pytest.raises(LoadError, match="larger than"):
        importers.read(out.getvalue(), "x.qdpx")


def test_a_path_out_of_the_archive_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    paths = (
        "../secret.txt",
        str(tmp_path / "secret.txt"),
        "internal://../../secret.txt",
        "relative:///secret.txt",
    )
    for path in paths:
        source = f'<Sources><TextSource guid="EEEEEEEE-0000-0000-0000-000000000001" plainTextPath="{path}"/></Sources>'
        made = brought(project(source, {"../evil.txt": b"x", "/etc/evil": b"x"}), "x.qdpx")
        assert made.change.after == () and "not in the archive" in made.said[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret.txt"]


def test_a_database_of_views_is_no_project(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "x.sqlite3")
    for table in ("documents", "tags", "highlights", "highlight_tags"):
        database.execute(
            f"CREATE VIEW {table} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS id FROM n"
        )
    database.commit()
    database.close()
    with pytest.raises(LoadError, match="not a Taguette project"):
        importers.read((tmp_path / "x.sqlite3").read_bytes(), "x.sqlite3")


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "FILE_BYTES", 10)
    (tmp_path / "x.md").write_text("x" * 11)
    with pytest.raises(LoadError, match="larger than"):
        importers.import_file(tmp_path / "x.md", EMPTY)
    with pytest.raises(LoadError, match="cannot be read"):
        importers.import_file(tmp_path / "absent.md", EMPTY)


def test_words_without_a_place_are_said_to_be_absent_or_too_many() -> None:
    known = Known({"one": passage_in("De hulp blijft. " * 60).documents[0]})
    rows = [
        {"briefreader": 1, "id": quote, "document": "one", "start": 5, "end": 0, "quote": quote}
        for quote in ("hulp", "niemand zegt dit hier")
    ]
    made = brought("\n".join(map(json.dumps, rows)), "rows.jsonl", known)
    assert [a.status for a in annotations_of(made)] == ["orphaned", "orphaned"]
    assert "“hulp” stand 60 times, so it is not sure where, in “T”" in made.said[0]
    assert "“niemand zegt dit hier” are not in “T”" in made.said[1]


def test_a_code_that_was_named_with_what_is_above_it_is_the_same_tag_again() -> None:
    made = brought(exporters.export("qdc", Request((LETTER,), (), CODEBOOK)).content, "codes.qdc", EMPTY)
    assert {tag.name for tag in made.change.after if isinstance(tag, Tag)} == {t.name for t in CODEBOOK.tags}
