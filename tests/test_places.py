"""Places: where one was, from one sitting to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import places
from briefreader.places import LETTERS_AT_MOST, Place, Places

PLACES = st.builds(Place, st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))


@given(st.lists(st.tuples(st.text(min_size=1).filter(lambda name: "\0" not in name), PLACES), max_size=5))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, left: list[tuple[str, Place]]
) -> None:
    file = tmp_path_factory.mktemp("places") / "places.json"
    kept = Places(library=("/letters",), sides=False, welcomed=True)
    for name, place in left:
        kept = kept.left(Path("/") / name.encode("utf-8", "replace").decode(), place)
    places.write(file, kept)
    assert places.read(file) == kept


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 99}', '{"schema": 1, "letters": 3}', "\x00"])
def test_a_file_that_says_nothing_usable_costs_only_the_places(content: str, tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    file.write_text(content, "utf-8")
    assert places.read(file) == Places()
    assert places.read(tmp_path / "none.json") == Places()


def test_the_letter_left_last_is_opened_first() -> None:
    kept = Places().left(Path("/a"), Place()).left(Path("/b"), Place()).left(Path("/a"), Place(7))
    assert kept.last_of({"one": Path("/a"), "two": Path("/b")}) == "one"
    assert kept.last_of({"two": Path("/b"), "three": Path("/c")}) == "two"
    assert kept.last_of({"three": Path("/c")}) is None
    assert kept.of(Path("/a")).caret == 7


def test_letters_not_opened_for_longest_are_forgotten() -> None:
    kept = Places()
    for number in range(LETTERS_AT_MOST + 3):
        kept = kept.left(Path(f"/{number}"), Place(number))
    assert len(kept.letters) == LETTERS_AT_MOST
    assert kept.of(Path("/0")) == Place()


@given(PLACES, st.integers(0, 10**9))
def test_how_much_was_read_is_a_share(place: Place, length: int) -> None:
    assert 0 <= place.share(length) <= 1
