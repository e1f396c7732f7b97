"""Every text file of the corpus: headings, notes and references by its scorer, and the laws of plain text."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from briefreader.citations import PARLIAMENTARY
from briefreader.document import Document
from briefreader.loaders.encoding import decode
from loaders.corpus_truth import CORPUS, RAISED, found_headings, loaded, scorer, text_files, truth

FLOORS = {
    "aanhangsel": 0.98,
    "besluitenlijst": 0.95,
    "declaration": 0.98,
    "eu": 0.9,
    "handelingen": 0.95,
    "kamerbrief": 0.98,
    "letter": 0.95,
    "manual": 0.95,
    "rfc": 0.9,
}
"""Least mean F1 of headings, by kind of work."""


def texts_with_truth() -> list[tuple[str, str]]:
    """(file, work) of each whole text file."""
    found = []
    for path in sorted((CORPUS / "truth").glob("*.json")):
        for name, info in truth(path.stem)["files"].items():
            if info["form"] == "txt" and ".truncated." not in name:
                found.append((name, path.stem))
    return found


def test_headings_reach_their_floor_in_every_kind() -> None:
    scores: dict[str, list[float]] = defaultdict(list)
    for name, work in texts_with_truth():
        wanted = truth(work)
        score = scorer().score_headings(
            wanted["headings"], found_headings(loaded(name)), ignore=wanted.get("ignore_titles", ())
        )
        scores[wanted["kind"]].append(score["f1"])
    means = {kind: sum(values) / len(values) for kind, values in scores.items()}
    assert {kind: mean for kind, mean in means.items() if mean < FLOORS[kind]} == {}


def test_footnotes_and_references_reach_their_floor() -> None:
    notes, references = [], []
    for name, work in texts_with_truth():
        wanted, document = truth(work), loaded(name)
        if wanted.get("footnotes") is not None:
            found = [{"label": n.label, "text": n.text} for n in document.footnotes]
            notes.append(scorer().score_footnotes(wanted["footnotes"], found)["f1"])
        if wanted.get("references") is not None:
            ids = {c.id for c in document.citations if c.kind in PARLIAMENTARY} | {
                document.metadata.paper or ""
            }
            references.append(scorer().score_references(wanted["references"], sorted(ids - {""}))["f1"])
    assert sum(notes) / len(notes) >= 0.97
    assert sum(references) / len(references) >= 0.95


@pytest.mark.parametrize("name", text_files())
def test_offsets_lead_back_to_the_same_characters(name: str) -> None:
    document, source = loaded(name), decode((CORPUS / name).read_bytes()).text
    changed = {offset for r in document.repairs for offset in range(*r.span)}
    ends = {block.span.end for block in document.blocks}
    checked = 0
    for block in document.blocks:
        # between the cells of a table stands a bar of ours
        pieces = [cell for row in block.cells for cell in row] or [block.body]
        for offset in (offset for piece in pieces for offset in range(*piece)):
            here = document.text[offset]
            if offset in changed or offset in ends or here.isspace():
                continue
            there = document.source_offset(offset)
            assert there is not None and source[there] == here, (block.line, here)
            checked += 1
    assert checked > 0.8 * sum(not c.isspace() for c in document.text)


@pytest.mark.parametrize("name", text_files())
def test_no_letter_or_digit_is_lost(name: str) -> None:
    """What is in the file is in the text, or a repair says that it was taken out."""
    source = decode((CORPUS / name).read_bytes()).text
    kept = Counter(letters(loaded(name).text))
    kept.update(letters(" ".join(repair.source for repair in loaded(name).repairs)))
    assert Counter(letters(source)) - kept == Counter()


def letters(text: str) -> list[str]:
    """The letters and digits of a text, composed, as they are when not raised."""
    import unicodedata

    return [c for c in unicodedata.normalize("NFC", text).translate(RAISED) if c.isalnum()]


@pytest.mark.parametrize("name", text_files())
def test_blocks_are_sorted_apart_and_clean(name: str) -> None:
    document = loaded(name)
    for one, other in pairwise(document.blocks):
        assert document.text[one.span.end : other.span.start] == "\n\n"
    assert not any(ord(c) < 32 and c != "\n" for c in document.text)


def test_reencoded_copies_read_the_same() -> None:
    name = "documents/kv-2024-politiebureau-wolvega.raw{}.txt"
    plain = loaded(name.format(""))
    for copy in ("cp1252", "utf16", "utf8sig-crlf", "mojibake", "nfd"):
        assert _same(loaded(name.format(f".{copy}")), plain), copy


def _same(one: Document, other: Document) -> bool:
    return one.text == other.text and one.sections == other.sections
