"""What each deed of a reader makes of annotations and tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import changes
from briefreader.annotations import CLASH, Annotation, Change, Codebook, Record, Tag
from briefreader.errors import BriefreaderError, NotFound
from briefreader.store.merging import BETWEEN, merge_row
from briefreader.store.records import from_row, rows_of, to_row
from briefreader.values import changed
from store.annotated import NAMES, made, passage, tags

BOOK = Codebook((Tag("sanctions", "amber", pin=1), Tag("steun"), Tag("steun/militair"), Tag("vraag", pin=3)))


def carried_out(change: Change, *held: Record) -> list[Record]:
    """The records after the change."""
    gone = rows_of(change.before)
    rows = {at: row for at, row in rows_of(held).items() if at not in gone} | rows_of(change.after)
    return [from_row(at, row) for at, row in rows.items()]


def annotated(records: list[Record]) -> list[Annotation]:
    return [record for record in records if isinstance(record, Annotation)]


def names(records: list[Record]) -> set[str]:
    return {record.name for record in records if isinstance(record, Tag)}


# Passages


def test_tagging_a_new_passage_makes_an_annotation_and_the_tags_it_needs():
    change = changes.tag((), BOOK, "letter", passage(), ["Sanctions", " nieuw  woord "], "ann", note="why")
    annotation, tag = change.after
    assert isinstance(annotation, Annotation) and isinstance(tag, Tag)
    assert (annotation.tags, annotation.note, annotation.creator) == (
        ("sanctions", "nieuw woord"),
        "why",
        "ann",
    )
    assert tag.name == "nieuw woord" and tag.colour
    assert change.label == "tag “sanctions”, “nieuw woord”"


def test_tagging_the_same_passage_again_adds_to_its_annotation():
    old = made("letter", 0, "steun", note="why")
    (new,) = changes.tag([old], BOOK, "letter", passage(), ["sanctions", "steun"]).after
    assert isinstance(new, Annotation)
    assert (new.id, new.tags, new.note) == (old.id, ("steun", "sanctions"), "why")
    assert changes.tag([old], BOOK, "letter", passage(), ["steun"]) == Change("tag “steun”")


def test_a_passage_that_overlaps_or_was_deleted_gets_its_own():
    deleted = changes.delete(made("letter", 0, "steun")).after[0]
    near = made("letter", 1, "steun")
    assert isinstance(deleted, Annotation)
    (new,) = changes.tag([deleted, near], BOOK, "letter", passage(), ["steun"]).after
    assert isinstance(new, Annotation) and new.id not in (deleted.id, near.id)


def test_an_orphans_old_place_is_free():
    orphan = changed(made("letter", 0, "steun"), status="orphaned")
    (new,) = changes.tag([orphan], BOOK, "letter", passage(), ["steun"]).after
    assert isinstance(new, Annotation) and new.id != orphan.id


def test_toggling_twice_leaves_a_tombstone():
    (on,) = annotated(carried_out(changes.toggle((), BOOK, "letter", passage(), "steun")))
    (off,) = annotated(carried_out(changes.toggle([on], BOOK, "letter", passage(), "STEUN"), on))
    assert off.deleted and off.tags == ()


def test_an_annotation_with_a_note_or_another_tag_outlives_its_tag():
    noted, double = made("letter", 0, "steun", note="why"), made("letter", 0, "steun", "vraag")
    for old in (noted, double):
        (new,) = changes.untag(old, ["steun"]).after
        assert isinstance(new, Annotation) and not new.deleted and "steun" not in new.tags


def test_tagging_all_hits_is_one_change_with_each_new_tag_once():
    old = made("letter", 50, "steun")
    targets = [passage(start) for start in (0, 50, 90)]
    change = changes.tag_all([old], BOOK, "letter", targets, ["nieuw"])
    records = carried_out(change, old)
    assert [a.tags for a in sorted(annotated(records), key=lambda a: a.target.start)] == [
        ("nieuw",),
        ("steun", "nieuw"),
        ("nieuw",),
    ]
    assert names(records) == {"nieuw"} and len(records) == 4
    assert changes.preview(change) == changes.Touched(3, 1, 1)


def test_highlighting_marks_without_a_tag_and_once():
    (bare,) = changes.highlight((), "letter", passage(), "ann").after
    assert isinstance(bare, Annotation) and bare.tags == () and not bare.deleted
    assert not changes.highlight([bare], "letter", passage()).after


def test_writing_a_note_settles_a_clash():
    base = made("letter", 0, "steun")
    ours, theirs = changes.set_note(base, "one").after[0], changes.set_note(base, " two ").after[0]
    row = merge_row(to_row(base), to_row(ours), to_row(theirs))
    assert row is not None and row["note"] == f"one{BETWEEN}two" and row[CLASH] == ["note"]
    both = from_row(next(iter(rows_of([base]))), row)
    assert isinstance(both, Annotation)
    (settled,) = changes.set_note(both, "one and two").after
    assert isinstance(settled, Annotation) and CLASH not in settled.extra and settled.note == "one and two"


def test_what_changes_nothing_is_no_change():
    old = made("letter", 0, "steun", note="why")
    for change in (changes.set_note(old, "why"), changes.untag(old, ["vraag"]), changes.restore(old)):
        assert (change.before, change.after) == ((), ())


@pytest.mark.parametrize("name", ["", " / ", "x" * 81, "\x1b\x07"])
def test_a_name_that_cannot_be_one_is_refused_in_words(name: str):
    with pytest.raises(BriefreaderError, match="name"):
        changes.tag((), BOOK, "letter", passage(), [name])


# Tags

CARRIERS = (
    made("a", 0, "steun", "vraag"),
    made("a", 50, "steun/militair"),
    made("b", 0, "vraag"),
    changes.delete(made("b", 9, "steun")).after[0],
)
HELD: tuple[Record, ...] = (*CARRIERS, *BOOK.tags)
ANNOTATIONS = tuple(record for record in CARRIERS if isinstance(record, Annotation))


def test_renaming_takes_children_and_all_that_carry_them_along():
    records = carried_out(changes.rename_tag(BOOK, ANNOTATIONS, "Steun", "hulp"), *HELD)
    assert names(records) == {"sanctions", "hulp", "hulp/militair", "vraag"}
    assert sorted(a.tags for a in annotated(records)) == [
        ("hulp",),
        ("hulp", "vraag"),
        ("hulp/militair",),
        ("vraag",),
    ]


def test_renaming_may_change_the_case_but_not_take_a_name_that_is_there():
    assert names(carried_out(changes.rename_tag(BOOK, (), "steun", "Steun"), *BOOK.tags)) >= {
        "Steun",
        "Steun/militair",
    }
    with pytest.raises(BriefreaderError, match="Merge"):
        changes.rename_tag(BOOK, (), "steun", "Vraag")
    with pytest.raises(NotFound, match="no tag “x”"):
        changes.rename_tag(BOOK, (), "x", "y")


def test_moving_puts_a_tag_beneath_another_and_back():
    moved = carried_out(changes.move_tag(BOOK, ANNOTATIONS, "steun", "Vraag"), *HELD)
    assert {"vraag/steun", "vraag/steun/militair"} <= names(moved)
    book = Codebook(tuple(record for record in moved if isinstance(record, Tag)))
    back = carried_out(changes.move_tag(book, annotated(moved), "vraag/steun"), *moved)
    assert names(back) == {tag.name for tag in BOOK.tags}
    with pytest.raises(BriefreaderError, match="beneath itself"):
        changes.move_tag(BOOK, (), "steun", "steun/militair")


def test_merging_keeps_what_the_second_says_of_itself():
    records = carried_out(changes.merge_tags(BOOK, ANNOTATIONS, "steun", "vraag"), *HELD)
    assert names(records) == {"sanctions", "vraag", "vraag/militair"}
    assert next(r for r in records if isinstance(r, Tag) and r.name == "vraag").pin == 3
    assert ("vraag",) in {a.tags for a in annotated(records)}
    with pytest.raises(BriefreaderError, match="into itself"):
        changes.merge_tags(BOOK, (), "steun", "Steun")


def test_deleting_a_tag_leaves_the_annotations():
    change = changes.delete_tag(BOOK, ANNOTATIONS, "steun")
    assert changes.preview(change) == changes.Touched(2, 1, 2)
    records = carried_out(change, *HELD)
    assert names(records) == {"sanctions", "vraag"}
    assert len(annotated(records)) == 4
    assert {tag for a in annotated(records) for tag in a.tags} == {"vraag"}


def test_pins_move_from_tag_to_tag():
    records = carried_out(changes.pin_tag(BOOK, "steun", 1), *BOOK.tags)
    assert {r.name: r.pin for r in records if isinstance(r, Tag) and r.pin} == {"steun": 1, "vraag": 3}
    (free,) = changes.pin_tag(BOOK, "steun").after
    assert isinstance(free, Tag) and free.pin == 2
    (unpinned,) = changes.unpin_tag(BOOK, "vraag").after
    assert isinstance(unpinned, Tag) and unpinned.pin is None
    with pytest.raises(BriefreaderError, match="1 to 9"):
        changes.pin_tag(BOOK, "steun", 12)


def test_adding_and_describing_a_tag():
    (new,) = changes.add_tag(BOOK, "nieuw", meaning="what is new").after
    assert isinstance(new, Tag) and new.colour and new.meaning == "what is new"
    (told,) = changes.describe_tag(BOOK, "steun", meaning="help").after
    assert isinstance(told, Tag) and (told.meaning, told.colour) == ("help", "")
    with pytest.raises(BriefreaderError, match="already"):
        changes.add_tag(BOOK, "STEUN")


@given(st.lists(tags(), unique_by=lambda t: t.name), NAMES, st.sampled_from(("nieuw", "a/b", "steun/x")))
def test_renaming_loses_no_tag_and_no_use(all_tags: list[Tag], name: str, new: str):
    book = Codebook(tuple(all_tags))
    if book.get(name) is None:
        return
    records = carried_out(changes.rename_tag(book, ANNOTATIONS, name, new), *all_tags, *CARRIERS)
    assert len(names(records)) == len(all_tags)
    uses = [len(a.tags) for a in annotated(records)]
    assert sorted(uses) == sorted(len(a.tags) for a in ANNOTATIONS)
