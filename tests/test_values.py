"""Values and records do what dataclasses do: the two beside each other on generated classes; and what is ours."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.values import FEW, IsFrozen, changed, field, fields_of, frozen, is_value, record

NAMES = st.sampled_from(["self_", "kind", "span", "_open", "default_kind", "x", "marker", "held"])
CONTENTS = st.integers(-2, 2) | st.text("ab", max_size=2) | st.tuples(st.booleans())
CLASSES = st.dictionaries(NAMES, st.none() | CONTENTS, max_size=6)
"""Name of each field → its default; None is a field without one."""


def made(decorate: Any, defaults: Mapping[str, Any], base: type = object) -> Any:
    """A class of these fields, those without a default first."""
    given = {name: held for name, held in defaults.items() if held is not None}
    annotations = dict.fromkeys(sorted(defaults, key=lambda name: name in given), "object")
    return decorate(
        type("Letter", (base,), {"__annotations__": annotations, **given, "__module__": __name__})
    )


def both(defaults: Mapping[str, Any]) -> tuple[Any, Any]:
    return made(frozen, defaults), made(dataclass(frozen=True, slots=True), defaults)


def outcome(call: Any, *given: Any, **named: Any) -> str:
    """What comes of it, as it is shown; an error as its words."""
    try:
        return repr(call(*given, **named))
    except TypeError as error:
        return str(error)


@given(CLASSES, st.lists(CONTENTS, max_size=7), st.dictionaries(NAMES, CONTENTS, max_size=3))
def test_it_is_called_and_shown_as_a_dataclass_is(
    defaults: dict[str, Any], given: list[Any], named: dict[str, Any]
) -> None:
    ours, theirs = both(defaults)
    seen = {outcome(ours, *given, **named) for _ in range(FEW + 2)}  # with and without a compiled method
    assert seen == {outcome(theirs, *given, **named)}


@given(CLASSES, st.lists(CONTENTS, min_size=6, max_size=6), st.lists(CONTENTS, min_size=6, max_size=6))
def test_it_is_equal_and_has_one_hash_where_a_dataclass_has(
    defaults: dict[str, Any], one: list[Any], other: list[Any]
) -> None:
    ours, theirs = both(defaults)
    size = len(defaults)
    a, b = ours(*one[:size]), ours(*other[:size])
    c, d = theirs(*one[:size]), theirs(*other[:size])
    assert (a == b) == (c == d)
    assert (hash(a) == hash(b)) == (hash(c) == hash(d))
    assert a == ours(*one[:size]) and hash(a) == hash(ours(*one[:size]))
    assert a != c and a != made(frozen, defaults)(*one[:size])


@given(CLASSES, st.lists(CONTENTS, min_size=6, max_size=6), st.dictionaries(NAMES, CONTENTS, max_size=2))
def test_what_is_not_changed_stays(defaults: dict[str, Any], held: list[Any], new: dict[str, Any]) -> None:
    ours, theirs = both(defaults)
    a, b = ours(*held[: len(defaults)]), theirs(*held[: len(defaults)])
    assert outcome(changed, a, **new) == outcome(replaced, b, **new)
    assert fields_of(a) == fields_of(ours) == theirs.__match_args__
    assert repr(a) == repr(b)


@given(CLASSES, NAMES)
def test_it_stays_as_it_is(defaults: dict[str, Any], name: str) -> None:
    letter = made(frozen, defaults)(*range(len(defaults)))
    before = repr(letter)
    for attempt in (lambda: setattr(letter, name, 1), lambda: delattr(letter, name)):
        with pytest.raises(IsFrozen, match=name):
            attempt()
    assert repr(letter) == before
    assert not hasattr(letter, "__dict__")


@given(CLASSES, CLASSES, st.lists(CONTENTS, max_size=9))
def test_fields_are_inherited(below: dict[str, Any], above: dict[str, Any], given: list[Any]) -> None:
    above = {n: held for n, held in above.items() if held is not None and below.get(n, held) is not None}
    ours = made(frozen, above, made(frozen, below))
    theirs = made(dataclass(frozen=True), above, made(dataclass(frozen=True), below))
    assert outcome(ours, *given) == outcome(theirs, *given)


@frozen
class Page:
    """With a part that is derived, and some that are left out of comparing or showing."""

    words: tuple[str, ...]
    note: str = field(default="", hash=False)
    seen: list[int] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def longest(self) -> str:
        """Derived once."""
        return max(self.words, key=len)


@record
class Heap:
    """Open to change."""

    pages: list[Page] = field(default_factory=list)
    turned: int = 0


def test_what_is_derived_is_kept_and_not_compared():
    page = Page(("a", "bcd"))
    assert page.longest is page.longest == "bcd"
    assert page == Page(("a", "bcd")) != Page(("a", "bcd"), "note")
    assert hash(page) == hash(Page(("a", "bcd"), "note"))
    assert page == Page(("a", "bcd"), seen=[1])
    assert repr(page) == "Page(words=('a', 'bcd'), note='')"
    with pytest.raises(IsFrozen):
        page.longest = "e"


def test_a_default_that_can_change_is_made_anew_for_each():
    one, other = Heap(), Heap()
    one.pages.append(Page(()))
    one.turned = 3
    assert (one.pages, other.pages, other.turned) == ([Page(())], [], 0)
    assert one == Heap([Page(())], 3) != other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.pagse = []  # type: ignore[attr-defined]


@pytest.mark.parametrize("default", [[], {}, set()], ids=repr)
def test_a_default_that_all_would_share_is_refused(default: object):
    with pytest.raises(TypeError, match="default_factory"):
        made(record, {"x": default})


@pytest.mark.parametrize("held", [Page(("a",), "n"), Heap([Page(())], 2)], ids=["value", "record"])
def test_it_is_copied_pickled_and_matched(held: object):
    assert copy.copy(held) == copy.deepcopy(held) == pickle.loads(pickle.dumps(held)) == held
    match held:
        case Page(words, note=note):
            assert (words, note) == (("a",), "n")
        case Heap([page], turned):
            assert (page, turned) == (Page(()), 2)
        case _:
            pytest.fail("neither")


def test_it_is_known_for_what_it_is():
    assert is_value(Page) and is_value(Heap())
    assert not is_value("page") and not is_value(("a", ""))
