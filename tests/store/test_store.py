"""The store as its users know it: saved, undone, shared, and never written over what it cannot read."""

from __future__ import annotations

import json
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader import changes
from briefreader.annotations import Annotation, Change, Tag, edit, key_of
from briefreader.digests import hash_text
from briefreader.errors import ReadOnly, StoreError
from briefreader.starter import STARTER
from briefreader.store import Store
from briefreader.store.history import Deed
from store.annotated import annotations, files, made, passage, tags


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "annotations"


def add(store: Store, *new: Annotation) -> None:
    store.apply(Change("add", (), new))


# Saving


def test_looking_makes_no_folder(folder: Path):
    with Store(folder) as store:
        assert store.annotations("letter") == () == store.documents() == store.history() == store.problems
        assert store.codebook().pinned() == STARTER.pinned()
        store.remember("letter", title="A letter")
    assert not folder.exists()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=st.lists(annotations(), max_size=4, unique_by=lambda a: (a.document, a.id)))
def test_what_is_saved_is_read_by_another_store(
    tmp_path_factory: pytest.TempPathFactory, new: list[Annotation]
):
    folder = tmp_path_factory.mktemp("store")
    add(Store(folder), *new)
    store = Store(folder)
    found = [a for document in store.documents() for a in store.annotations(document, deleted=True)]
    assert sorted(found, key=repr) == sorted(new, key=repr)
    assert store.counts() == {
        id: sum(not a.deleted for a in new if a.document == id) for id in {a.document for a in new}
    }
    assert not store.problems


def test_a_file_reads_as_one_line_an_annotation(folder: Path):
    store = Store(folder)
    store.remember("letter-a", title="Een brief", text_hash="ab")
    add(store, made("letter-a", 3, "F-16"), made("letter-a", 9, "NAVO"))
    lines = (folder / "letter-a.json").read_text().splitlines()
    assert [line[:2] for line in lines] == ['{"', ' "', ',"', ',"', "}}"]
    assert json.loads((folder / "letter-a.json").read_text())["annotations"][""] == {
        "schema": 1,
        "title": "Een brief",
        "text_hash": "ab",
    }


def test_a_change_that_cannot_be_saved_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    store = Store(folder)
    add(store, made("letter-a"), made("letter-b"))
    before, told = files(folder), store.history()
    real, calls = Path.replace, []

    def second_fails(path: Path, to: Path) -> Path:
        if to.suffix == ".json" and to.parent == folder:
            calls.append(to)
            if len(calls) == 2:
                raise OSError(28, "No space left on device")
        return real(path, to)

    monkeypatch.setattr(Path, "replace", second_fails)
    with pytest.raises(StoreError, match="Nothing was saved: No space left"):
        add(store, made("letter-a", 50), made("letter-b", 50))
    monkeypatch.undo()
    assert files(folder) == before
    assert store.history() == told
    add(store, made("letter-a", 60))
    assert len(Store(folder).annotations("letter-a")) == 2


def test_a_writer_that_died_half_way_is_completed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    store = Store(folder)
    add(store, made("letter-a"))

    class Killed(BaseException):
        pass

    real = Path.replace

    def dies(path: Path, to: Path) -> Path:
        if to.name == "letter-b.json":
            raise Killed
        return real(path, to)

    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(Killed):
        add(store, made("letter-a", 50), made("letter-b", 50))
    monkeypatch.undo()
    again = Store(folder)
    assert len(again.annotations("letter-a")) == 2
    assert len(again.annotations("letter-b")) == 1
    assert again.undo() is not None
    assert (len(again.annotations("letter-a")), again.documents()) == (1, ("letter-a",))


# Undo


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_undo_restores_every_file_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("store")
    unique = {"unique_by": lambda r: (type(r).__name__, getattr(r, "document", ""), key_of(r)), "max_size": 4}
    records = st.lists(annotations() | tags(), **unique)
    store = Store(folder)
    store.remember("letter-a", title="A", file_hash="x")
    states = [files(folder)]
    for _ in range(data.draw(st.integers(1, 4))):
        here = {(a.document, a.id): a for d in store.documents() for a in store.annotations(d, deleted=True)}
        book = {tag.name: tag for tag in store.codebook().tags}
        after = data.draw(records)
        gone = (
            data.draw(st.lists(st.sampled_from([*here.values()]), max_size=2, unique_by=id)) if here else []
        )
        kept = [
            here.get((r.document, r.id)) if isinstance(r, Annotation) else book.get(r.name) for r in after
        ]
        before = [*(record for record in kept if record), *(a for a in gone if a not in kept)]
        done = store.apply(Change("x", tuple(before), tuple(after)))
        if done.before != done.after:
            states.append(files(folder))
    for earlier, later in reversed(list(pairwise(states))):
        assert files(folder) == later
        assert Store(folder).undo() is not None
        assert files(folder) == earlier
    assert Store(folder).undo() is None
    for later in states[1:]:
        assert Store(folder).redo() is not None
        assert files(folder) == later
    assert Store(folder).redo() is None


def test_something_new_ends_redoing(folder: Path):
    store = Store(folder)
    add(store, made("letter-a"))
    store.undo()
    add(store, made("letter-a", 9))
    assert store.redo() is None
    assert [event.deed for event in store.history()] == [Deed.CHANGE, Deed.UNDO, Deed.CHANGE]


def test_everyone_undoes_their_own(folder: Path):
    ann, bob = Store(folder, "ann"), Store(folder, "bob")
    first, second = made("letter-a"), made("letter-a", 9)
    add(ann, first)
    add(bob, second)
    ann.undo()
    assert bob.annotations("letter-a") == (second,)
    assert ann.undo() is None
    assert [event.by for event in ann.history()] == ["ann", "bob", "ann"]


def test_choosing_a_name_leaves_what_was_done_before_to_be_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LOGNAME", "ann1")
    add(Store(folder), made("letter-a"))
    named = Store(folder, "Ann")
    add(named, made("letter-a", 9))
    assert named.undo() and named.undo() and named.undo() is None
    assert [event.by for event in named.history()] == ["ann1", "Ann", "Ann", "Ann"]


def test_what_somebody_built_on_is_not_undone(folder: Path):
    ann, bob = Store(folder, "ann"), Store(folder, "bob")
    earlier, tagged = made("letter-a", 50), made("letter-a", 0, "F-16")
    add(ann, earlier)
    add(ann, tagged)
    bob.apply(changes.set_note(tagged, "Bob's own"))
    with pytest.raises(StoreError, match="somebody else"):
        ann.undo()
    assert sorted(a.note for a in ann.annotations("letter-a")) == ["", "Bob's own"]
    ann.undo()
    assert [a.note for a in ann.annotations("letter-a")] == ["Bob's own"]


def test_deleted_annotations_are_listed_and_restored(folder: Path):
    store = Store(folder)
    kept = made("letter-a", 0, "F-16", note="why")
    add(store, kept)
    store.apply(changes.delete(kept))
    assert store.annotations("letter-a") == ()
    (gone,) = store.annotations("letter-a", deleted=True)
    store.apply(changes.restore(gone))
    assert store.annotations("letter-a")[0].note == "why"


# Several at once


def variants(base: Annotation) -> st.SearchStrategy[Annotation | None]:
    """What somebody may make of an annotation."""
    added = st.sampled_from(("vraag", "NAVO", "steun"))
    return st.one_of(
        added.map(lambda tag: edit(base, tags=(*base.tags, tag))),
        st.sampled_from(base.tags).map(lambda tag: edit(base, tags=tuple(t for t in base.tags if t != tag))),
        st.sampled_from(("", "one note", "another")).map(lambda note: edit(base, note=note)),
        st.just(edit(base, deleted=True)),
        st.just(edit(base, target=passage(base.target.start + 5), status="changed")),
        added.map(lambda tag: edit(base, tags=(tag,), note=tag)),
        st.just(None),
    )


BASE = tuple(made("letter-a", start, "F-16", "sanctions") for start in (0, 50, 90))


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_interleaving_of_two_stores_ends_in_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    def somebodys() -> list[Change]:
        edits = [(base, data.draw(variants(base))) for base in BASE if data.draw(st.booleans())]
        new = data.draw(st.lists(st.just(None).map(lambda _: made("letter-b", 7, "vraag")), max_size=2))
        done = [Change("edit", (base,), (new,) if new else ()) for base, new in edits]
        return [*done, *(Change("add", (), (a,)) for a in new)]

    ones, others = somebodys(), somebodys()
    order = data.draw(st.permutations([0] * len(ones) + [1] * len(others)))
    ends = []
    for turns in (order, [0] * len(ones) + [1] * len(others), [1] * len(others) + [0] * len(ones)):
        folder = tmp_path_factory.mktemp("store")
        stores = Store(folder, "one"), Store(folder, "other")
        add(stores[0], *BASE)
        queues = [list(ones), list(others)]
        for turn in turns:
            stores[turn].apply(queues[turn].pop(0))
        ends.append(files(folder))
        assert stores[0].annotations("letter-a", True) == stores[1].annotations("letter-a", True)
    assert ends[0] == ends[1] == ends[2]


def test_another_programs_changes_are_seen(folder: Path):
    mine, other = Store(folder), Store(folder)
    add(mine, made("letter-a"))
    assert mine.changed() == frozenset()
    assert other.changed() == {"letter-a"}
    other.annotations("letter-a")
    assert other.changed() == frozenset()
    other.apply(changes.add_tag(other.codebook(), "nieuw"))
    assert mine.changed() == {""}
    assert mine.codebook().get("nieuw")
    assert mine.changed() == frozenset()
    other.undo()
    assert mine.changed() == {""}


def test_many_threads_save_and_lose_nothing(folder: Path):
    stores = Store(folder), Store(folder)

    def work(number: int) -> None:
        for turn in range(6):
            add(stores[number % 2], made("letter-a", number * 100 + turn))
            stores[number % 2].annotations("letter-a")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Store(folder).annotations("letter-a")) == 24
    assert len(stores[0].history()) == 24


def test_one_digit_never_applies_two_tags(folder: Path):
    one, other = Store(folder), Store(folder)
    book = one.codebook()
    one.apply(changes.pin_tag(book, "vraag", 1))
    other.apply(changes.pin_tag(book, "toezegging", 1))
    pins = [tag.pin for tag in Store(folder).codebook().pinned()]
    assert len(pins) == len(set(pins)) and 1 in pins


# What cannot be read or written


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"<<<<<<< ours\n", b"\xff", b'{"annotations": {"": {"schema": 9}}}']
)
def test_a_file_that_cannot_be_read_is_named_and_left(folder: Path, damage: bytes):
    store = Store(folder)
    add(store, made("letter-a"), made("letter-b"))
    (folder / "letter-a.json").write_bytes(damage)
    store = Store(folder)
    assert store.annotations("letter-a") == ()
    assert len(store.annotations("letter-b")) == 1
    assert len(store.problems) == 1 and "letter-a.json" in store.problems[0]
    with pytest.raises(StoreError, match=r"letter-a\.json cannot be read"):
        add(store, made("letter-a"), made("letter-b", 80))
    assert (folder / "letter-a.json").read_bytes() == damage
    assert len(store.annotations("letter-b")) == 1


def test_a_damaged_file_is_rescued_row_by_row(folder: Path):
    store = Store(folder)
    add(store, *(made("letter-a", start, "F-16") for start in range(5)))
    path = folder / "letter-a.json"
    whole = path.read_bytes()
    lines = whole.split(b"\n")
    lines[3] = lines[3][:60]
    path.write_bytes(b"\n".join(lines)[:-4])
    assert len(store.rescue("letter-a")) == 4
    assert store.problems == ()
    add(store, made("letter-a", 99))
    assert (folder / "backups" / "damaged" / "letter-a.1.json").read_bytes() == b"\n".join(lines)[:-4]


def test_a_file_of_a_newer_program_is_no_damage_and_not_rescued(folder: Path):
    store = Store(folder)
    add(store, made("letter-a"))
    path = folder / "letter-a.json"
    newer = path.read_bytes().replace(b'"schema": 1', b'"schema": 9')
    path.write_bytes(newer)
    with pytest.raises(StoreError, match="newer briefreader"):
        store.rescue("letter-a")
    assert path.read_bytes() == newer and "rescue" not in store.problems[0]


def test_rescue_leaves_a_sound_file_alone(folder: Path):
    store = Store(folder)
    add(store, made("letter-a"))
    before = files(folder)
    assert len(store.rescue("letter-a")) == 1
    assert files(folder) == before
    assert not (folder / "backups" / "damaged").exists()


def test_a_history_with_a_torn_end_is_read_and_gone_on_with(folder: Path):
    store = Store(folder)
    add(store, made("letter-a"))
    with (folder / "history.jsonl").open("ab") as file:
        file.write(b'{"id": "x", "at": "2025", "before": [], "af\0\0\0')
    store = Store(folder)
    add(store, made("letter-a", 9))
    assert len(store.history()) == 2
    assert store.undo() and store.undo() and not store.undo()


def test_a_read_only_folder_is_read_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch):
    add(Store(folder), made("letter-a"))
    before = sorted(folder.rglob("*"))
    monkeypatch.setattr("briefreader.durable.may_write", lambda _: False)
    store = Store(folder)
    assert store.read_only
    assert len(store.annotations("letter-a")) == 1
    store.remember("letter-a", title="new")
    with pytest.raises(ReadOnly, match="can be read and not written"):
        add(store, made("letter-a", 9))
    store.close()
    assert sorted(folder.rglob("*")) == before


def test_an_old_file_is_migrated_after_a_copy_was_kept(folder: Path):
    folder.mkdir()
    old = json.dumps({"_default": {"1": {"id": "x", "start": 1, "end": 2, "quote": "a"}}})
    (folder / "letter-a.json").write_text(old)
    store = Store(folder)
    assert [a.id for a in store.annotations("letter-a")] == ["x"]
    assert (folder / "letter-a.json").read_text() == old
    add(store, made("letter-a", 9))
    assert json.loads((folder / "letter-a.json").read_text())["annotations"][""] == {"schema": 1}
    assert (folder / "backups" / "schema-0" / "letter-a.1.json").read_text() == old


def test_unknown_fields_of_another_program_come_back(folder: Path):
    add(Store(folder), made("letter-a"))
    path = folder / "letter-a.json"
    path.write_text(path.read_text().replace('{"start"', '{"mood": {"a": [1]}, "start"'))
    store = Store(folder)
    (found,) = store.annotations("letter-a")
    assert found.extra == {"mood": {"a": [1]}}
    store.apply(changes.set_note(found, "new"))
    assert '"mood": {"a": [1]}' in path.read_text()


CODING = [
    lambda book: changes.add_tag(book, "steun/nieuw", pin=1),
    lambda book: changes.rename_tag(book, (), book.tags[0].name, "Zonder naam"),
    lambda book: changes.move_tag(book, (), book.tags[0].name, book.tags[1].name),
    lambda book: changes.merge_tags(book, (), book.tags[0].name, book.tags[1].name),
    lambda book: changes.delete_tag(book, (), book.tags[0].name),
]


@pytest.mark.parametrize("change", CODING, ids=["add", "rename", "move", "merge", "delete"])
def test_a_codebook_is_after_a_change_what_the_store_makes_of_it(folder: Path, change):
    store = Store(folder)
    before = store.codebook()
    wanted = change(before)
    store.apply(wanted)
    assert before.after(wanted) == store.codebook() != before


# Beside the annotations


def test_a_renamed_letter_finds_its_annotations(folder: Path):
    store = Store(folder)
    store.remember("old-name", text_hash="t1", file_hash="f1", title="Brief")
    add(store, made("old-name", 0, "F-16"))
    store.remember("new-name", text_hash="t1", file_hash="f1")
    store.apply(changes.adopt(store.annotations("old-name", deleted=True), "new-name"))
    assert store.documents() == ("new-name",)
    store.undo()
    assert store.documents() == ("old-name",)
    assert store.known()["old-name"]["title"] == "Brief"


def test_remembering_the_same_again_writes_nothing(folder: Path):
    store = Store(folder)
    add(store, made("letter-a"))
    store.remember("letter-a", title="A")
    before = (folder / "letter-a.json").stat()
    store.remember("letter-a", title="A")
    assert (folder / "letter-a.json").stat() == before
    store.remember("letter-a", title="B")
    assert Store(folder).known()["letter-a"]["title"] == "B"


def test_kept_texts_come_back_by_hash(folder: Path):
    store = Store(folder)
    text = "Sancties € \U0001f1f3\n\n" * 50
    assert store.keep_text(text) == store.keep_text(text) == hash_text(text)
    assert Store(folder).text(hash_text(text)) == text
    assert store.text("0" * 32) is None is store.text("../../etc/passwd")
    (path,) = (folder / "texts").iterdir()
    path.write_bytes(path.read_bytes()[:-30])
    assert store.text(hash_text(text)) is None


def test_the_starter_has_nine_pins_of_nine_colours():
    pinned = STARTER.pinned()
    assert [tag.pin for tag in pinned] == list(range(1, 10))
    assert len({tag.colour for tag in pinned}) == 9
    assert {"sanctions", "F-16"} <= {tag.name for tag in pinned}
    assert all(isinstance(tag, Tag) and tag.meaning for tag in STARTER.tags)
