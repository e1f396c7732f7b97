"""Laws of alignment: runs are the same letters, never claim one twice, and lie where words end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefreader.anchoring.alignment import align
from briefreader.anchoring.letters import Letters, letters_of
from briefreader.anchoring.runs import Alignment, Run, between, disjoint, heaviest_line
from briefreader.span import Span

WORDS = st.sampled_from(
    [
        "de",
        "het",
        "van",
        "minister",
        "ministerie",
        "F-16",
        "Oekraïne",
        "café",
        "ﬁnanciën",
        "日本語",
        "שלום",
        "€",
        "—",
        "\n",
        "\n\n",
    ]
)
TEXTS = st.lists(WORDS, max_size=80).map(" ".join)
RUNS = st.lists(
    st.builds(Run, st.integers(0, 30), st.integers(0, 30), st.integers(1, 8)), max_size=8, unique=True
)


def _are_disjoint(spans: list[Span]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(sorted(spans)))


# ---- letters


@given(st.text(max_size=60))
def test_every_letter_is_one_of_the_character_it_stands_at(text: str) -> None:
    letters = Letters.of(text)
    assert len(letters.letters) == len(letters.offsets)
    assert all(
        letter in letters_of(text[at]) for letter, at in zip(letters.letters, letters.offsets, strict=True)
    )


@given(TEXTS)
def test_gaps_and_letters_make_up_the_text(text: str) -> None:
    letters = Letters.of(text)
    covered = {at for index in range(len(letters.letters) + 1) for at in range(*letters.gap(index))}
    assert covered | set(letters.offsets) == set(range(len(text)))


@given(TEXTS)
def test_words_and_lines_leave_nothing_out(text: str) -> None:
    letters = Letters.of(text)
    whole = Span(0, len(letters.letters))
    for parts in (letters.words(whole), letters.lines(whole)):
        assert "".join(part.of(letters.letters) for part in parts) == letters.letters


def test_capitals_ligatures_accents_and_hyphenation_are_the_same_letters() -> None:
    assert (
        Letters.of("De EﬃciËnte aan-\npak").letters == Letters.of("de efficie\u0308nte aan\u00adpak").letters
    )


# ---- runs


@given(RUNS)
def test_runs_cut_apart_share_no_letter(runs: list[Run]) -> None:
    apart = disjoint(runs)
    assert _are_disjoint([run.old_span for run in apart])
    assert _are_disjoint([run.new_span for run in apart])
    assert all(any(run.new - run.old == whole.new - whole.old for whole in runs) for run in apart)


@given(RUNS)
def test_no_line_is_heavier_than_the_heaviest(runs: list[Run]) -> None:
    ordered = sorted(runs)
    line = heaviest_line(ordered)
    assert all(one.new <= other.new for one, other in pairwise(line))
    rising = (
        chosen
        for size in range(len(ordered) + 1)
        for chosen in combinations(ordered, size)
        if all(_leads_to(one, other) for one, other in pairwise(chosen))
    )
    assert _covered(line) >= max(_covered(chosen) for chosen in rising)


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 100))
def test_a_line_goes_on_over_a_chance_overlap_however_many_copies_lie_between(
    in_old: int, in_new: int, copies: int
) -> None:
    first = Run(0, 0, 1000)
    between_them = [Run(1000 + 40 * number, 5000, 32) for number in range(copies)]
    last = Run(1000 + 40 * copies - in_old, 1000 - in_new, 1000)
    assert heaviest_line(sorted([first, *between_them, last])) == [first, last]


def _shared(one: Run, other: Run) -> int:
    return max(0, one.old_end - other.old, one.new_end - other.new)


def _leads_to(one: Run, other: Run) -> bool:
    return one.old < other.old and one.new < other.new and _shared(one, other) < other.length


def _covered(line: Sequence[Run]) -> int:
    return sum(run.length for run in line) - sum(_shared(one, other) for one, other in pairwise(line))


@given(RUNS, st.integers(0, 20), st.integers(0, 20))
def test_an_alignment_asked_for_a_stretch_gives_what_lies_in_it(
    runs: list[Run], start: int, length: int
) -> None:
    span = Span(start, start + length)
    alignment = Alignment(disjoint(runs))
    wanted = {(old, old + run.new - run.old) for run in alignment.runs for old in range(*run.old_span)}
    old = {(run.old + i, run.new + i) for run in alignment.of_old(span) for i in range(run.length)}
    new = {(run.old + i, run.new + i) for run in alignment.of_new(span) for i in range(run.length)}
    assert old == {pair for pair in wanted if span.holds(pair[0])}
    assert new == {pair for pair in wanted if span.holds(pair[1])}


@given(st.sets(st.integers(0, 40), max_size=12))
def test_what_is_between_spans_is_all_the_rest(cuts: set[int]) -> None:
    ends = sorted(cuts)
    covered = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    rest = between(covered, Span(0, 41))
    assert sorted(at for span in [*covered, *rest] for at in range(*span)) == list(range(41))


# ---- alignment


@given(TEXTS, TEXTS)
def test_runs_are_the_same_letters_and_each_letter_has_one_place(old: str, new: str) -> None:
    before, after = Letters.of(old), Letters.of(new)
    runs = align(before, after).runs
    assert all(run.old_span.of(before.letters) == run.new_span.of(after.letters) for run in runs)
    assert _are_disjoint([run.old_span for run in runs])
    assert _are_disjoint([run.new_span for run in runs])


@given(TEXTS)
def test_a_text_is_itself(text: str) -> None:
    letters = Letters.of(text)
    assert sum(run.length for run in align(letters, letters).runs) == len(letters.letters)


def test_two_paragraphs_that_change_places_are_both_found() -> None:
    one = "Het kabinet zet in op een rechtvaardige en duurzame vrede in Oekraïne."
    two = "De Kamer wordt voor de zomer geïnformeerd over de levering van toestellen."
    before, after = Letters.of(f"{one}\n\n{two}"), Letters.of(f"{two}\n\n{one}")
    assert sum(run.length for run in align(before, after).runs) == len(before.letters)


def test_of_a_passage_and_its_copy_the_one_that_goes_on_as_before_is_meant() -> None:
    one = "De Kamer wordt voor de zomer geïnformeerd over de levering van toestellen."
    two = "Het kabinet zet in op een rechtvaardige en duurzame vrede in Oekraïne."
    after = Letters.of(f"{one}\n\n{one}\n{two}")
    (run,) = align(Letters.of(f"{one}\n{two}"), after).runs
    assert run.new_span == after.within(Span(len(one) + 2, len(after.text)))


def test_what_was_put_in_ends_where_a_line_does() -> None:
    old = "Vraag 2\n\nDeelt u de mening dat dit anders moet?"
    new = "Vraag 1\n\nKent u het bericht in de krant?\n\nVraag 2\n\nDeelt u de mening dat dit anders moet?"
    after = Letters.of(new)
    assert [run.new_span for run in align(Letters.of(old), after).runs] == [
        after.within(Span(new.index("Vraag 2"), len(new)))
    ]


def test_a_change_in_a_text_that_repeats_itself_loses_only_what_changed() -> None:
    old, new = (Letters.of("ja nee " * 3000 + word + " ja nee" * 3000) for word in ("eens", "oneens"))
    assert sum(run.length for run in align(old, new).runs) == len(old.letters)
