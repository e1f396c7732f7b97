"""Revisions: what becomes of annotations when their letter is replaced; the sure ones move, the others wait for a person."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefreader.annotations import Change, Codebook
from briefreader.changes import tag
from briefreader.document import Document
from briefreader.library import Library
from briefreader.store import Store
from briefreader.values import changed
from briefreader.versions.revisions import (
    LEFT,
    Carried,
    accept,
    borrow,
    excerpt,
    leave,
    place,
    revise,
)
from briefreader.workplace import Workplace
from replaced import february, marked, unmistakable, version
from store.annotated import files

INDEXES = st.sets(st.integers(0, 59), max_size=20)


def texts(*documents: Document):
    """The old texts that were kept."""
    return {document.text_hash: document.text for document in documents}.get


def one(old: Document, new: Document, quote: str, *, kept: bool = True) -> Carried:
    """What becomes of one annotation on these words."""
    revision = revise(new, [marked(old, quote, "x")], texts(old) if kept else texts())
    return revision.carried[0]


@given(INDEXES)
def test_in_an_unchanged_text_nothing_is_done(indexes: set[int]):
    letter = february()
    kept = [marked(letter, unmistakable()[i]) for i in sorted(indexes)]
    revision = revise(letter, kept, lambda hash: 1 / 0)
    assert all(now is was for now, was in zip(revision.annotations, kept, strict=True))
    assert (revision.change.after, revision.doubtful, revision.said) == ((), (), "")


@settings(max_examples=25)
@given(INDEXES, INDEXES, INDEXES, st.booleans())
@example({6}, {6, 7}, set(), False)
def test_what_is_still_there_stays_on_its_words_and_what_is_gone_is_an_orphan(
    marks: set[int], gone: set[int], before: set[int], known: bool
):
    sentences = unmistakable()[:60]
    old = version(sentences)
    new = version(
        part
        for i, sentence in enumerate(sentences)
        for part in ((f"Nieuw is alinea {i}, over iets geheel anders.",) if i in before else ())
        + (() if i in gone else (sentence,))
    )
    kept = [marked(old, sentences[i]) for i in sorted(marks)]
    revision = revise(new, kept, texts(old) if known else texts())
    for i, each in zip(sorted(marks), revision.carried, strict=True):
        if i in gone and not known:  # a sentence much like it may be offered, never taken for it
            assert each.verdict == "orphaned" or each.now.status == "uncertain"
            assert each.doubtful and each.settled.target == each.kept.target
        elif i in gone or (
            not known and each.verdict == "orphaned"
        ):  # words and context alone may be too little
            assert (each.verdict, each.now.target) == ("orphaned", each.kept.target)
        else:
            assert each.now.span.of(new.text) == sentences[i] == each.now.target.quote
            assert (each.now.status, each.now.target.text_hash) == ("exact", new.text_hash)
    unsure = {each.kept.id for each in revision.carried if each.now.status != "exact"}
    assert {each.kept.id for each in revision.doubtful} == unsure


@settings(max_examples=10)
@given(st.sets(st.integers(0, 59), min_size=1, max_size=12), INDEXES)
def test_carrying_over_is_undone_byte_for_byte(marks: set[int], gone: set[int]):
    sentences = unmistakable()[:60]
    old = version(sentences)
    new = version(["Een nieuw begin.", *(s for i, s in enumerate(sentences) if i not in gone)])
    with TemporaryDirectory() as folder:
        place = Workplace(Library([]), Path(folder) / "annotations")
        place.remember(old)
        place.store.apply(Change("tag", (), tuple(marked(old, sentences[i], "x") for i in sorted(marks))))
        place.remember(new)  # what the letter is, is no deed of the reader's and is not undone
        before = files(place.annotations)
        assert place.carry_over(new).change.after
        assert files(place.annotations) != before
        carried = files(place.annotations)
        assert place.carry_over(new).change.after == ()
        assert files(place.annotations) == carried
        place.store.undo()
        assert files(place.annotations) == before
        place.store.redo()
        assert files(place.annotations) == carried


def test_two_people_with_the_same_new_version_make_the_same_of_it(tmp_path: Path):
    old, new = version(unmistakable()[:20]), version(unmistakable()[3:20])
    kept = marked(old, unmistakable()[9], "x")
    made = []
    for name in ("ann", "ben"):
        place = Workplace(Library([]), tmp_path / name)
        place.remember(old)
        place.store.apply(Change("tag", (), (kept,)))
        place.carry_over(new)
        made.append(files(place.annotations))
    assert made[0] == made[1]


def edited() -> Document:
    """The February letter with a sentence of it put differently."""
    text = february().text
    was = next(s for s in unmistakable() if s.startswith("De EU-sancties tegen Rusland ondermijnen"))
    return Document("brief", text.replace(was, was.replace("ondermijnen", "verzwakken en ondermijnen")))


def test_changed_words_wait_for_a_person_on_their_old_text():
    old, new = february(), edited()
    was = next(s for s in unmistakable() if s.startswith("De EU-sancties tegen Rusland ondermijnen"))
    each = one(old, new, was)
    assert (each.now.status, each.verdict, each.doubtful) == ("changed", "moved", True)
    assert each.now.span.of(new.text) == was.replace("ondermijnen", "verzwakken en ondermijnen")
    assert each.settled == changed(each.kept, status="changed")

    [accepted] = accept(each).after
    again = revise(new, [accepted], texts())
    assert again.carried[0].kept.target == each.now.target and not again.doubtful

    back = revise(old, [each.settled], texts(old))
    assert back.carried[0].now == each.kept and not back.doubtful


def test_an_orphan_by_decision_is_not_asked_about_again_in_that_text_and_comes_back_in_a_later_one():
    old, new = february(), version(unmistakable()[:10])
    quote = unmistakable()[40]
    each = one(old, new, quote)
    assert each.verdict == "orphaned" and each.doubtful
    [left] = leave(each, new.text_hash).after
    again = revise(new, [left], lambda hash: 1 / 0)
    assert again.carried[0].verdict == "orphaned" and not again.doubtful and not again.change.after

    later = version(unmistakable()[:50])
    found = revise(later, [left], texts(old)).carried[0]
    assert found.now.span.of(later.text) == quote and found.now.status == "exact"
    assert LEFT not in found.now.extra


def test_a_person_may_put_it_anywhere():
    old, new = february(), version(unmistakable()[:10])
    each = one(old, new, unmistakable()[40])
    target = marked(new, unmistakable()[3]).target
    [placed] = place(each, target).after
    assert revise(new, [placed], texts()).annotations == (placed,)
    assert placed.id == each.kept.id and placed.tags == each.kept.tags


def test_an_edit_of_what_is_shown_keeps_the_old_text_until_a_person_has_decided(tmp_path: Path):
    old, new = february(), edited()
    was = next(s for s in unmistakable() if s.startswith("De EU-sancties tegen Rusland ondermijnen"))
    workplace = Workplace(Library([]), tmp_path / "annotations")
    workplace.remember(old)
    workplace.store.apply(Change("tag", (), (marked(old, was, "x"),)))
    [shown] = workplace.placed(new)
    workplace.store.apply(tag([shown], Codebook(), "brief", shown.target, ["y"]))
    [kept] = Store(tmp_path / "annotations").annotations("brief")
    assert kept.tags == ("x", "y") and kept.target.text_hash == old.text_hash
    assert [a.status for a in workplace.placed(new)] == ["changed"]


def test_renderings_of_one_letter_lend_each_other_their_annotations():
    one = february()
    other = changed(one, id="brief.pdf", text=one.text.replace("Sancties\n\n", "Sancties\n\n2 / 14\n\n"))
    quote = unmistakable()[30]
    [lent] = borrow(other, one, [marked(one, quote, "x")])
    assert lent.span.of(other.text) == quote and lent.document == one.id
    assert borrow(version(["Een heel andere brief."]), one, [marked(one, quote)]) == ()


def test_what_is_marked_in_one_rendering_is_seen_in_another_and_not_in_another_letter(tmp_path: Path):
    text = february().text
    (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
    (tmp_path / "brief.md").write_text(text.replace("Sancties\n\n", "## Sancties\n\n"), encoding="utf-8")
    (tmp_path / "other.txt").write_text("Een heel andere brief.\n" * 40, encoding="utf-8")
    place = Workplace(Library([tmp_path]), tmp_path / "annotations")
    one, two, other = map(place.library.open, ("brief.txt", "brief.md", "other"))
    quote = unmistakable()[30]
    place.store.apply(Change("tag", (), (changed(marked(one, quote, "x"), document=one.id),)))
    assert place.borrowed(two) == ()
    place.library.gathered()
    [seen] = place.borrowed(two)
    assert seen.span.of(two.text) == quote and seen.document == one.id
    assert place.borrowed(one) == place.borrowed(other) == ()


def test_an_excerpt_has_its_surroundings_from_the_old_text_or_from_the_annotation():
    old = february()
    target = marked(old, unmistakable()[30]).target
    full, short = excerpt(old.text, target), excerpt(None, target)
    assert full.passage == short.passage == target.quote
    assert full.before.endswith(short.before) and len(full.before) > len(short.before)
    assert excerpt("another text", target) == short
