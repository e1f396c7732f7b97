"""Records as rows and back, and documents as file names."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefreader.annotations import Annotation, Tag
from briefreader.store.records import (
    ABOUT,
    CODEBOOK,
    address_of,
    check_annotation,
    check_tag,
    document_of,
    file_name,
    from_row,
    to_row,
)
from store.annotated import STRANGE, annotations, tags


@given(annotations() | tags())
def test_a_record_survives_its_row(record: Annotation | Tag):
    row = to_row(record)
    check = check_annotation if isinstance(record, Annotation) else check_tag
    check("key", row)
    assert from_row(address_of(record), json.loads(json.dumps(row))) == record


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([], "not a record"),
        ({"quote": "a"}, "no place"),
        ({"start": 3, "end": 2, "quote": "a"}, "no place"),
        ({"start": True, "end": 2, "quote": "a"}, "no place"),
        ({"start": 1, "end": 2}, "no quote"),
        ({"start": 1, "end": 2, "quote": "a", "note": 5}, "note is not text"),
        ({"start": 1, "end": 2, "quote": "a", "tags": "b"}, "tags is not a list"),
        ({"start": 1, "end": 2, "quote": "a", "deleted": 1}, "deleted"),
    ],
)
def test_a_row_that_is_no_annotation_says_why(row: object, said: str):
    with pytest.raises(ValueError, match=said):
        check_annotation("x", row)


@pytest.mark.parametrize("row", [3, {"colour": 1}, {"pin": 0}, {"pin": 10}, {"pin": "1"}])
def test_a_row_that_is_no_tag_is_refused(row: object):
    with pytest.raises(ValueError, match="tag x"):
        check_tag("x", row)


@given(STRANGE | st.text(max_size=300))
@example("../../etc/passwd")
@example("a/b\\c")
@example("con")
@example("com1.txt")
@example("codebook")
@example("a.")
@example("x" * 400)
def test_every_document_has_a_file_name_that_every_system_takes(document: str):
    name = file_name(document)
    stem = name.removesuffix(".json")
    assert len(name.encode()) <= 120
    assert not set(name) & set('/\\:*?"<>|') and name.isascii() and name.isprintable()
    assert stem.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt1"} and stem[-1] != "."
    if document != CODEBOOK:
        assert name != "codebook.json"
        assert document_of(name, {"document": document}) == document


@given(st.lists(STRANGE | st.sampled_from(("a", "A", "codebook", "CON", "con")), unique=True))
def test_no_two_documents_share_a_file(documents: list[str]):
    names = {file_name(document) for document in documents}
    assert len({name.casefold() for name in names}) == len(documents)


def test_a_file_that_lies_about_its_document_goes_by_its_name():
    assert document_of("letter.json", {"document": "other"}) == "letter"
    assert document_of("x~0011223344556677.json", {"document": "other"}) == "x~0011223344556677"
    assert ABOUT == ""
