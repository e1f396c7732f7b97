"""Which files are the same letter, and which of them is opened first."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Document, Metadata
from briefreader.errors import LoadError
from briefreader.library import Library
from briefreader.versions.renderings import FORMATS, Card, Renderings, aligned_share, contained

CORPUS = Path(__file__).parent / "corpus"
SEEDS = Path(__file__).parents[1] / "seeds"


@cache
def read() -> dict[str, Document]:
    """Every file of the corpus that can be read, by its place in it."""
    found = {}
    for path in sorted([*(CORPUS / "documents").iterdir(), *(CORPUS / "seeds").iterdir()]):
        try:
            found[f"{path.parent.name}/{path.name}"] = loaders.load(path)
        except (LoadError, ImportError):
            continue
    return found


def works() -> dict[str, str]:
    """Which work each file is, by its truth."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in (CORPUS / "truth").glob("*.json")]
    return {file: truth["work"] for truth in truths for file in truth["files"]}


@cache
def gathered() -> Renderings:
    """The corpus, gathered into letters."""
    return gather({id: Card.of(document) for id, document in read().items()})


def gather(cards: dict[str, Card]) -> Renderings:
    """Cards of the corpus' files as renderings of letters."""
    found = Renderings(lambda id: read()[id].text)
    for id, card in cards.items():
        found.add(id, card)
    return found


def test_all_files_of_a_work_are_one_letter_and_no_two_works_are():
    work = works()
    expected = {id: {other for other in read() if work[other] == work[id]} for id in read()}
    assert {id: set(gathered().of(id)) for id in read()} == expected


def test_the_order_in_which_files_are_read_makes_no_difference():
    cards = {id: Card.of(document) for id, document in read().items()}
    for seed in range(3):
        order = random.Random(seed).sample(sorted(cards), len(cards))
        found = gather({id: cards[id] for id in order})
        assert {id: found.of(id) for id in cards} == {id: gathered().of(id) for id in cards}


def test_the_form_that_says_most_comes_first_and_what_was_cut_off_last():
    for id, document in read().items():
        best = read()[gathered().best(id)]
        whole = 0.8 * max(Card.of(read()[other]).letters for other in gathered().of(id))
        if Card.of(document).letters >= whole:
            assert FORMATS.index(best.format) <= FORMATS.index(document.format)
    cut_off = next(id for id in read() if "truncated" in id)
    assert gathered().of(cut_off)[-1] == cut_off


def named(text: str, **known: str) -> Card:
    """The card of a letter with that text and metadata."""
    return Card.of(Document("x", text, metadata=Metadata(**known)))


TEXT = read()["seeds/000_7f05fd73837fd489.txt"].text


def test_letters_that_say_they_are_different_papers_are_never_one():
    cards = {
        "a": named(TEXT, dossier="36045", dossier_number="1"),
        "b": named(TEXT, dossier="36045", dossier_number="2"),
    }
    assert gather(cards).of("a") == ("a",)


def test_letters_from_one_mould_are_told_apart_by_their_dates():
    cards = {"a": named(TEXT, date="2024-01-01"), "b": named(TEXT + " Ja.", date="2024-02-01")}
    assert gather(cards).of("a") == ("a",)


def test_a_paper_leads_to_its_best_rendering():
    cards = {"a": named(TEXT, number="2025D1"), "b": Card.of(Document("b", TEXT, format="docx"))}
    assert gather(cards).named(["2025D1"]) == "b"
    assert gather(cards).named(["2025D2"]) is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_shares_are_shares_and_a_text_is_all_in_itself(one: str, other: str):
    first, second = (Card.of(Document("x", text)).sample for text in (one, other))
    assert 0 <= contained(first, second) == contained(second, first) <= 1
    assert 0 <= aligned_share(one, other) <= 1
    assert aligned_share(one, one) == (1 if Card.of(Document("x", one)).letters else 0)


def test_the_library_knows_renderings_and_gathers_them_once(tmp_path: Path):
    (tmp_path / "brief.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "brief.md").write_text(TEXT, encoding="utf-16")
    (tmp_path / "leeg.txt").write_bytes(b"")
    library = Library([tmp_path])
    assert library.gathered().of("brief.txt") == ("brief.md", "brief.txt")
    assert library.renderings.others("leeg") == ()
    library.forget("brief.md")
    assert library.renderings.of("brief.txt") == ("brief.txt",)
    assert library.gathered().of("brief.txt") == ("brief.md", "brief.txt")
