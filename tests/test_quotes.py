"""Finding passages by quote and context alone: what is clear is found anywhere, what is not only where expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader.anchoring import Fit, Found, describe, locate, locate_all
from briefreader.annotations import Target
from briefreader.span import Span

LETTER = (Path(__file__).parent / "corpus" / "seeds" / "001_671add3b8e333da5.txt").read_text("utf-8")
BODY = LETTER[4000:24000]


def _targets(text: str, every: int = 500, length: int = 30) -> list[Target]:
    return [describe(text, Span(at, at + length)) for at in range(every, len(text) - length, every)]


def _quoted(text: str, found: tuple[Found | None, ...]) -> list[str | None]:
    return [place.span.of(text) if place else None for place in found]


@pytest.mark.parametrize("before", ["", "Een nieuwe alinea vooraf.\n\n" * 200])
def test_passages_are_found_wherever_the_text_begins(before: str) -> None:
    targets = _targets(BODY)
    found = locate_all(before + BODY, targets)
    assert found == tuple(Found(target.span.shift(len(before)), Fit.EXACT) for target in targets)


def test_a_quote_without_capitals_and_line_ends_is_found() -> None:
    new = " ".join(BODY.lower().split())
    for target in _targets(BODY, every=3000):
        found = locate(new, target)
        assert found is not None
        assert found.span.of(new).strip() == " ".join(target.quote.lower().split())


def test_of_two_places_as_good_the_nearer_is_uncertain() -> None:
    old = "Vooraf.\n\n" + BODY[:400]
    target = describe(old, Span(200, 230))
    new = "Een heel nieuw begin.\n\n" + BODY[:400] + "\n\n" + BODY[5000:9000] + "\n\n" + BODY[:400]
    found = locate(new, target)
    assert found == Found(Span(new.index(target.quote), new.index(target.quote) + 30), Fit.UNCERTAIN)


def test_neighbours_decide_between_places_as_good() -> None:
    copied = BODY[9900:10200]
    new = copied + "\n\n" + BODY
    (found,) = [
        f for t, f in zip(_targets(BODY), locate_all(new, _targets(BODY)), strict=True) if t.start == 10000
    ]
    assert found is not None
    assert found.span.start == 10000 + len(copied) + 2


def test_a_passage_taken_out_is_not_put_on_one_like_it_elsewhere() -> None:
    word = "Oekraïne"
    sentence = f" Zo denkt men er over in {word}, nu en straks."
    old = BODY[:10000] + sentence + BODY[10000:]
    target = describe(old, Span(old.index(sentence) + 25, old.index(sentence) + 25 + len(word)))
    assert target.quote == word
    assert locate_all(BODY, [*_targets(BODY[:10000]), target])[-1] is None


@pytest.mark.parametrize(
    "target",
    [Target(0, 0, ""), Target(5, 9, "zzzz"), Target(10**6, 10**6 + 3, "Rus", "xx", "yy"), Target(3, 4, "\n")],
)
def test_what_cannot_be_found_is_an_orphan(target: Target) -> None:
    assert locate(BODY, target) is None


def test_nothing_is_found_in_an_empty_text() -> None:
    assert locate("", describe(BODY, Span(10, 30))) is None
