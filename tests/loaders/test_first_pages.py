"""First pages: what is read of a letter at once is what the whole will begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Document, Kind
from briefreader.loaders.pdf import FIRST
from pdfs import lines, pdf

BLOCKS = (
    "## Sancties",
    "Een alinea met **nadruk** en een [verwijzing](https://example.org/x) naar Kamerstuk 36045, nr. 190.",
    "Twee zinnen. Samen\neen alinea.",
    "- een\n- twee\n\n- drie",
    "1. eerst\n2. dan",
    "> Zo staat het er.\n\n> En nog eens.",
    "```\n## geen kop\n\n- geen punt\n```",
    "~~~~ python\na = 1\n\n```\n\nb = 2\n~~~~",
    "| a | b |\n|---|---|\n| c | d |",
    "***",
)
"""Blocks of Markdown, each whole."""


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """First pages are short ones."""
    monkeypatch.setattr(loaders, "BEGINNING", 300)
    monkeypatch.setattr(loaders, "HEAD", 100)
    yield


def both(path: Path, data: bytes) -> tuple[Document | None, Document]:
    """The first pages of a file, and all of it."""
    path.write_bytes(data)
    return loaders.beginning(path, "x"), loaders.load(path, "x")


@given(st.lists(st.sampled_from(BLOCKS), min_size=20, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_markdown_begins_as_its_first_pages(tmp_path: Path, blocks: Sequence[str]) -> None:
    first, whole = both(tmp_path / "letter.md", "\n\n".join(blocks).encode())
    if first is not None:
        assert whole.text.startswith(first.text)
        assert [block.kind for block in first.blocks] == [b.kind for b in whole.blocks[: len(first.blocks)]]
        assert 3 * len(first.text) < 2 * len(whole.text)


def test_notes_and_links_of_the_first_pages_lead_where_the_whole_says(tmp_path: Path) -> None:
    text = "Zie de [wet][w].[^1]\n\n" + "Nog een alinea over steun.\n\n" * 40
    ends = "[w]: https://example.org/wet\n\n[^1]: Een noot.\n\n[^2]: Van later.\n"
    first, whole = both(tmp_path / "letter.md", (text + "Later.[^2]\n\n" + ends).encode())
    assert first is not None
    assert first.text.startswith("Zie de wet.¹\n\nNog")
    assert [note.text for note in first.footnotes] == ["Een noot."]
    assert first.marks == tuple(mark for mark in whole.marks if mark.span.end < 20)
    assert first.blocks[-1].kind is Kind.NOTE


def test_code_that_is_not_closed_has_no_first_pages(tmp_path: Path) -> None:
    first, whole = both(tmp_path / "letter.md", b"```\n" + b"regel\n\n" * 200)
    assert first is None and whole.text


@pytest.mark.parametrize("name", ["short.md", "short.txt"])
def test_a_short_letter_has_none(tmp_path: Path, name: str) -> None:
    assert both(tmp_path / name, b"Een alinea van een brief.\n\n" * 20)[0] is None


@pytest.mark.parametrize(("pages", "some"), [(2 * FIRST, False), (2 * FIRST + 1, True)])
def test_a_pdf_begins_as_its_first_pages(tmp_path: Path, pages: int, some: bool) -> None:
    words = [f"Op bladzijde {chr(65 + n)} staat {'nog ' * (n % 4)}een zin." for n in range(pages)]
    made = [lines(70, 200 + 7 * n, text) for n, text in enumerate(words)]
    first, whole = both(tmp_path / "letter.pdf", pdf(*made))
    assert (first is not None) == some
    if first is not None:
        assert whole.text.startswith(first.text)
        assert first.text.split("\n\n") == words[:FIRST]
