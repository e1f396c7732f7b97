"""Passages of texts too long to be compared: found by their very words, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import anchoring, loaders
from briefreader.anchoring import describe, locate
from briefreader.anchoring.verbatim import find_verbatim
from briefreader.annotations import create
from briefreader.span import Span
from briefreader.store import Store
from briefreader.versions.revisions import revise

numbered = st.lists(st.integers(100, 999), min_size=20, max_size=60, unique=True).map(
    lambda numbers: " ".join(f"woord{number}" for number in numbers)
)
signs = st.text(alphabet="xyz ", max_size=40)


@given(numbered, signs, signs, st.data())
def test_what_has_moved_is_found_where_its_words_are(text: str, before: str, after: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 9))
    span = Span(start, data.draw(st.integers(start + 8, len(text))))
    found = find_verbatim(before + text + after, describe(text, span))
    assert found is not None and found.span == span.shift(len(before))


@given(numbered, st.data())
def test_words_that_are_gone_are_found_nowhere(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 9))
    target = describe(text, Span(start, start + 8))
    assert find_verbatim(text.replace(target.quote, ""), target) is None


def test_of_several_places_the_one_with_its_context_is_meant():
    text = "de steun aan Polen. de steun aan Letland. de steun aan Estland."
    target = describe(text, Span(text.index("steun aan Letland"), text.index("steun aan Letland") + 5))
    found = find_verbatim("Nieuw. " + text, target)
    assert found is not None and found.span.start == 7 + target.start
    assert found.status == "exact"


def test_of_places_that_are_as_good_the_nearest_is_doubtful():
    text = "ja " * 3000
    found = find_verbatim(text, describe(text, Span(3000, 3002)))
    assert found is not None and found.status == "uncertain"


def test_a_long_text_is_searched_so_and_its_text_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(anchoring, "LONG", 1000)
    monkeypatch.setattr(loaders, "LONG", 1000)
    path = tmp_path / "lang.txt"
    path.write_text("\n\n".join(f"Alinea {n} van de brief gaat over zaak {n}." for n in range(100)))
    old = loaders.load(path)
    span = Span(old.text.index("zaak 50"), old.text.index("zaak 50") + 7)
    made = create(old.id, describe(old.text, span, old.section_path(span.start), old.text_hash))
    path.write_text("Een nieuwe eerste alinea.\n\n" + path.read_text())
    new = loaders.load(path)
    with Store(tmp_path / "annotations") as store:
        [now] = revise(new, (made,), store.text).annotations
    assert now.target.start == span.start + len("Een nieuwe eerste alinea.\n\n")
    assert (now.status, now.target.text_hash) == ("exact", new.text_hash)
    assert locate(new.text, made.target).span == now.span
