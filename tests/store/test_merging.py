"""Laws of merging: nobody's work is lost, whoever comes first."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader import changes
from briefreader.annotations import CLASH, Annotation, Change, Tag
from briefreader.errors import StoreError
from briefreader.store import Store, merge_driver
from briefreader.store.merging import BETWEEN, merge_row, settle_pins
from briefreader.store.records import ABOUT, Row, check_annotation, to_row
from briefreader.store.rescue import salvage
from briefreader.store.rows_file import Rows
from briefreader.values import changed
from store.annotated import annotations, files, made, passage, tags

ROW = annotations().map(to_row)
TAG = tags().map(to_row)
MAYBE = st.none() | ROW


@given(MAYBE, MAYBE, MAYBE)
def test_merging_does_not_care_who_is_who(base: Row | None, ours: Row | None, theirs: Row | None):
    assert merge_row(base, ours, theirs) == merge_row(base, theirs, ours)


@given(MAYBE, MAYBE)
def test_what_only_one_changed_is_as_they_made_it(base: Row | None, ours: Row | None):
    assert merge_row(base, ours, base) == ours
    assert merge_row(base, ours, ours) == ours


@given(st.none() | TAG, TAG, TAG)
def test_tags_merge_the_same_way_round(base: Row | None, ours: Row, theirs: Row):
    merged = merge_row(base, ours, theirs)
    assert merged == merge_row(base, theirs, ours) and merged is not None


@given(MAYBE, ROW, ROW)
def test_tags_and_notes_of_both_are_kept(base: Row | None, ours: Row, theirs: Row):
    merged = merge_row(base, ours, theirs)
    assert merged is not None
    was = base or {}
    for side in (ours, theirs):
        assert {*side.get("tags", ())} - {*was.get("tags", ())} <= {*merged.get("tags", ())}
        if side.get("note", "") != was.get("note", ""):
            assert side.get("note", "") in merged.get("note", "")
    for tag in was.get("tags", ()):
        kept = all(tag in side.get("tags", ()) for side in (ours, theirs))
        assert (tag in merged.get("tags", ())) is kept


@given(ROW, ROW)
def test_what_one_deleted_is_not_revived(base: Row, edited: Row):
    base = {name: value for name, value in base.items() if name != "deleted"}
    edited = {name: value for name, value in edited.items() if name != "deleted"}
    for deleted in ({**base, "deleted": True}, None):
        merged = merge_row(base, deleted, edited)
        assert merged is None or merged["deleted"] is True or edited == base
        assert merge_row(base, deleted, base) == deleted


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 3).map(lambda pin: {"pin": pin}), max_size=6))
def test_pins_come_apart(rows: dict[str, Row]):
    settled = {**rows, **settle_pins(rows)}
    pins = [row["pin"] for row in settled.values() if "pin" in row]
    assert sorted(pins) == sorted({row["pin"] for row in rows.values()})
    assert settle_pins(settled) == {}


def test_taking_the_last_tag_off_does_not_delete_what_another_put_on():
    base = made("letter", 0, "steun")
    bare, tagged = changes.untag(base, ["steun"]).after[0], changed(base, tags=("steun", "vraag"))
    assert isinstance(bare, Annotation) and bare.deleted
    merged = merge_row(to_row(base), to_row(bare), to_row(tagged))
    assert merged is not None and merged["tags"] == ["vraag"] and "deleted" not in merged
    assert merge_row(to_row(base), to_row(bare), to_row(base)) == to_row(bare)


def test_deleting_what_was_only_carried_to_a_new_place_is_no_clash():
    base = made("letter", 0, "steun")
    moved = changes.place(base, passage(9), "changed").after[0]
    gone = changes.delete(base).after[0]
    merged = merge_row(to_row(base), to_row(moved), to_row(gone))
    assert merged is not None and merged["deleted"] is True and merged["start"] == 9 and CLASH not in merged


# Files


def written(path: Path, table: str, rows: dict[str, Row]) -> Path:
    path.write_bytes(Rows.of({ABOUT: {"schema": 1}, **rows}).document(table))
    return path


def test_two_notes_are_both_kept_flagged_and_told(tmp_path: Path):
    base = made("letter", 0, "steun")
    one, two = changes.set_note(base, "one").after[0], changes.set_note(base, "two").after[0]
    paths = [
        written(tmp_path / name, "annotations", {base.id: to_row(record)})
        for name, record in (("base", base), ("ours", one), ("theirs", two))
    ]
    (told,) = merge_driver.merge_files(*paths)
    assert base.id in told and "both are kept" in told
    row = json.loads((tmp_path / "ours").read_bytes())["annotations"][base.id]
    assert row["note"] == f"one{BETWEEN}two" and row[CLASH] == ["note"]


def test_both_may_begin_the_same_file(tmp_path: Path):
    (tmp_path / "base").write_bytes(b"")
    a, b = made("letter", 0, "steun"), made("letter", 9, "vraag")
    ours = written(tmp_path / "ours", "annotations", {a.id: to_row(a)})
    theirs = written(tmp_path / "theirs", "annotations", {b.id: to_row(b)})
    assert merge_driver.merge_files(tmp_path / "base", ours, theirs) == ()
    assert json.loads(ours.read_bytes())["annotations"].keys() == {"", a.id, b.id}


def test_a_codebook_merges_by_tag(tmp_path: Path):
    base = written(tmp_path / "base", "tags", {"a": {"colour": "sky"}})
    ours = written(tmp_path / "ours", "tags", {"a": {"colour": "sky"}, "b": {"pin": 1}})
    theirs = written(tmp_path / "theirs", "tags", {"c": {"pin": 1}})
    (told,) = merge_driver.merge_files(base, ours, theirs)
    assert "“c”" in told and "digit" in told
    assert json.loads(ours.read_bytes())["tags"] == {"": {"schema": 1}, "b": {"pin": 1}, "c": {}}


def test_histories_become_one_in_the_order_of_time(tmp_path: Path):
    lines = [json.dumps({"id": id, "label": id}) + "\n" for id in "abcd"]
    for name, held in (
        ("base", lines[:1]),
        ("ours", [lines[0], lines[2]]),
        ("theirs", [lines[0], lines[1], lines[3]]),
    ):
        (tmp_path / name).write_text("".join(held))
    assert merge_driver.merge_files(*(tmp_path / name for name in ("base", "ours", "theirs"))) == ()
    assert (tmp_path / "ours").read_text() == "".join(lines)


def test_what_cannot_be_read_is_not_merged_and_left(tmp_path: Path):
    a = made("letter", 0, "steun")
    ours = written(tmp_path / "ours", "annotations", {a.id: to_row(a)})
    before = ours.read_bytes()
    (tmp_path / "theirs").write_bytes(before[:-20])
    with pytest.raises(StoreError, match="cannot be merged"):
        merge_driver.merge_files(ours, ours, tmp_path / "theirs")
    assert ours.read_bytes() == before


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    return subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def test_git_is_told_once_and_keeps_what_belongs_to_one_machine_out(tmp_path: Path):
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("own")
    assert len(merge_driver.setup_git(tmp_path)) == 4
    before = (tmp_path / ".gitattributes").read_text(), (tmp_path / ".gitignore").read_text()
    assert len(merge_driver.setup_git(tmp_path)) == 2
    assert before == ((tmp_path / ".gitattributes").read_text(), (tmp_path / ".gitignore").read_text())
    assert before[1].startswith("own\n")
    store = Store(tmp_path / "annotations")
    store.apply(Change("add", (), (made("letter", 0, "F-16"),)))
    store.keep_text("a text")
    git(tmp_path, "add", "-A")
    tracked = [name for name in git(tmp_path, "ls-files").split() if "/" in name]
    assert [Path(name).suffix for name in tracked] == [".json", ".gz"]
    assert "merge: briefreader" in git(tmp_path, "check-attr", "merge", "annotations/letter.json")


def test_without_a_repository_it_says_so(tmp_path: Path):
    with pytest.raises(StoreError, match="inside a repository"):
        merge_driver.setup_git(tmp_path)


def test_two_additions_merge_even_without_the_driver(tmp_path: Path):
    kept = [made("letter", start, "F-16") for start in range(3)]
    for name, rows in (("base", kept[1:2]), ("ours", kept[:2]), ("theirs", kept[1:])):
        written(tmp_path / name, "annotations", {a.id: to_row(a) for a in sorted(rows, key=lambda a: a.id)})
    union = git(tmp_path, "merge-file", "-p", "--union", "ours", "base", "theirs")
    assert json.loads(union)["annotations"].keys() == {"", *(a.id for a in kept)}


# Rescue


@settings(deadline=None)
@given(
    st.lists(annotations(), max_size=4, unique_by=lambda a: a.id), st.integers(0, 2000), st.binary(max_size=4)
)
def test_rescue_finds_every_row_that_is_whole(kept: list[Annotation], at: int, noise: bytes):
    rows = {a.id: to_row(a) for a in kept}
    whole = Rows.of({ABOUT: {"schema": 1}, **rows}).document("annotations")
    assert salvage(whole, "annotations", check_annotation) == rows
    cut = whole[:at]
    found = salvage(cut, "annotations", check_annotation)
    ends = {key for key in rows if Rows.of(rows).line(key) in cut}
    assert ends <= found.keys()
    assert all(rows[key] == row for key, row in found.items() if key in ends)


def test_rescue_makes_one_of_both_sides_of_a_failed_merge():
    base = made("letter", 0, "steun")
    one, two = changes.set_note(base, "one").after[0], changes.set_note(base, "two").after[0]
    assert isinstance(one, Annotation) and not isinstance(two, Tag)
    sides = [Rows.of({base.id: to_row(record)}).line(base.id).decode() for record in (one, two)]
    text = f'{{"annotations": {{\n "": {{"schema": 1}}\n<<<<<<< ours\n,{sides[0]}\n=======\n,{sides[1]}\n>>>>>>>\n}}}}\n'
    (row,) = salvage(text.encode(), "annotations", check_annotation).values()
    assert row["note"] == f"one{BETWEEN}two"
    assert files(Path("nowhere")) == {}
