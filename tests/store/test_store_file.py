"""One file of the store: what it looks like, and what TinyDB may do with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query
from tinydb.table import Document

from briefreader.store.records import ABOUT, Row
from briefreader.store.rows_file import Rows, StoreFile, Unreadable, parse
from store.annotated import JSON, STRANGE

HEAD = {ABOUT: {"schema": 1}}


def anything(key: str, row: object) -> None:
    """Every row will do."""


ROWS = st.dictionaries(STRANGE.filter(bool), st.dictionaries(STRANGE, JSON, max_size=3), max_size=5)


@settings(deadline=None)
@given(ROWS)
def test_what_is_written_is_read_and_written_the_same(rows: dict[str, Row]):
    data = Rows.of({**HEAD, **rows}).document("annotations")
    back, _ = parse(data, "annotations", anything)
    assert dict(back) == {**HEAD, **rows}
    assert back.document("annotations") == data
    assert len(data.split(b"\n")) == len(rows) + 4


@settings(deadline=None)
@given(ROWS, ROWS, st.lists(STRANGE.filter(bool), max_size=3))
def test_changing_rows_is_writing_them_anew(rows: dict[str, Row], new: dict[str, Row], gone: list[str]):
    changes: dict[str, Row | None] = {**new, **dict.fromkeys(gone)}
    wanted = {key: row for key, row in {**rows, **changes}.items() if row is not None}
    changed = Rows.of(rows).changed(changes)
    assert dict(changed) == wanted
    assert changed.document("t") == Rows.of(wanted).document("t")


def test_one_row_is_one_line_and_adding_one_changes_no_other():
    first = Rows.of({**HEAD, "b": {"n": 1}}).document("annotations")
    assert first == b'{"annotations": {\n "": {"schema": 1}\n,"b": {"n": 1}\n}}\n'
    second = Rows.of({**HEAD, "a": {"é": 2}, "b": {"n": 1}, "c": {}}).document("annotations")
    assert set(first.split(b"\n")) < set(second.split(b"\n"))


def test_a_file_written_by_hand_is_read_too():
    loose = json.dumps({"annotations": {"b": {"x": [1, 2]}, "": {"schema": 1}, "a": {}}}, indent=4).encode()
    rows, _ = parse(loose, "annotations", anything)
    assert list(rows) == ["", "a", "b"] and rows["b"] == {"x": [1, 2]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON at line 1"),
        (b'{"annotations": {\n "": {"schema": 1}\n,"a": {"n', "not JSON at line 3"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (b"[]", "has no annotations"),
        (b'{"tags": {}}', "has no annotations"),
        (b'{"annotations": {"": {"schema": 2}}}', "newer briefreader"),
        (b'{"annotations": {"": {"schema": "x"}}}', "which schema"),
        (b'{"annotations": {"": 3}}', "which schema"),
        (b'{"annotations": {"": {"schema": 1}, "a": {}, "a": {}}}', "“a” is there twice"),
        (b'{"annotations": {"1": 5}}', "row 1 is not a record"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, said: str):
    with pytest.raises(Unreadable, match=said):
        parse(data, "annotations", anything)


def test_a_plain_tinydb_file_is_migrated():
    data = json.dumps({"_default": {"1": {"id": "x", "n": 1}, "2": {"n": 2}}}).encode()
    rows, schema = parse(data, "annotations", anything)
    assert dict(rows) == {"": {"schema": 1}, "x": {"n": 1}, "2": {"n": 2}}
    assert schema == 0


def opened(tmp_path: Path) -> StoreFile:
    file = StoreFile(tmp_path / "letter.json", "annotations", anything)
    file.rows.put(Rows.of({**HEAD, "a": {"v": 1, "tags": ["x"]}}))
    return file


def test_tinydbs_update_writes_the_new_row(tmp_path: Path):
    file = opened(tmp_path)
    file.rows.update({"v": 2}, Query().v == 1)
    again = StoreFile(file.storage.path, "annotations", anything)
    assert file.rows.get(doc_id="a")["v"] == again.rows.get(doc_id="a")["v"] == 2


def test_tinydbs_insert_takes_our_ids_and_refuses_one_twice(tmp_path: Path):
    file = opened(tmp_path)
    file.rows.insert(Document({"v": 3}, doc_id="c"))
    assert [row.doc_id for row in file.rows.search(Query().v == 3)] == ["c"]
    with pytest.raises(ValueError, match="already exists"):
        file.rows.insert(Document({}, doc_id="c"))


def test_what_is_handed_out_can_be_changed_without_harm(tmp_path: Path):
    file = opened(tmp_path)
    file.rows.get(doc_id="a")["tags"].append("mine")
    rows = file.storage.rows()
    assert rows is not None
    rows["a"]["tags"].append("mine too")
    assert rows["a"] == {"v": 1, "tags": ["x"]}


def test_a_query_sees_what_another_handle_wrote(tmp_path: Path):
    file, other = opened(tmp_path), StoreFile(tmp_path / "letter.json", "annotations", anything)
    assert file.rows.search(Query().v == 2) == []
    other.rows.update({"v": 2}, Query().v == 1)
    assert len(file.rows.search(Query().v == 2)) == 1


def test_a_failed_write_leaves_file_and_memory_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = opened(tmp_path)
    before = file.storage.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefreader.durable.sync", full)
    with pytest.raises(OSError, match="No space"):
        file.rows.update({"v": 2}, Query().v == 1)
    monkeypatch.undo()
    assert file.storage.path.read_bytes() == before
    assert file.rows.get(doc_id="a")["v"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.json"]


def test_saving_the_same_size_within_a_tick_is_noticed(tmp_path: Path):
    mine, other = opened(tmp_path), StoreFile(tmp_path / "letter.json", "annotations", anything)
    for value in range(2, 9):
        other.rows.put(Rows.of({**HEAD, "a": {"v": 0}}))
        other.rows.put(Rows.of({**HEAD, "a": {"v": value}}))
        assert mine.rows.get(doc_id="a") == {"v": value}
