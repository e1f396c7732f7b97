"""First pages: what is shown of a letter at once is what the whole will begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Document, Kind
from briefreader.errors import LoadError
from briefreader.loaders.pdf import FIRST
from made import bold, docx, epub, wp
from pdfs import lines, pdf

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
MARKED_UP = sorted(path for path in CORPUS.iterdir() if path.suffix in (".docx", ".odt", ".html", ".xml"))

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

PROSE = "Dit is een alinea die lang genoeg is om voor lopende tekst van een brief te worden gehouden."
HTML = (
    "<h2>Sancties</h2>",
    f"<p>{PROSE}</p>",
    "<p><b>Aanleiding</b></p>",
    "<p><i>Vervolg</i></p>",
    f"<p>{PROSE} Zie verder<sup>1</sup> en wat daar</p><p>in staat.</p>",
    "<p>Een tweede<sup>2</sup> noot.</p>",
    "<p><sup>1</sup> Kamerstuk 36045, nr. 190.</p>",
    "<p>1. eerst</p>",
    "<p>2. daarna</p>",
    "<ul><li>een</li><li>twee</li></ul>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<p>De minister van Defensie,</p><p>R.P. Brekelmans</p>",
    '<div class="related"><a href="/x">Zie ook</a></div>',
)
"""Blocks of a page: what many of them are rests on others, before or after them."""

WORD = (
    bold("Aanleiding"),
    bold("Deelt u die mening?"),
    wp("Groot", run='<w:sz w:val="32"/>'),
    wp(PROSE),
    wp(PROSE, run='<w:sz w:val="18"/>'),
    wp("Vraag 1"),
    wp("a. eerst"),
    wp("b. daarna"),
    wp("1", run='<w:vertAlign w:val="superscript"/>'),
    wp("Pagina 1 van 4"),
    wp(f"{PROSE[:-1]} en") + wp("dat gaat hier voort."),
)
"""The same for Word."""


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """First pages are short ones."""
    monkeypatch.setattr(loaders, "BEGINNING", 300)
    monkeypatch.setattr(loaders, "HEAD", 100)
    yield


def begins_so(whole: Document, first: Document) -> bool:
    """Whether a letter has the blocks of its first pages, apart from notes, in the same place and set the same way."""
    own = tuple(block for block in first.blocks if block.kind is not Kind.NOTE)
    end = own[-1].span.end
    assert whole.text[:end] == first.text[:end]
    assert whole.blocks[: len(own)] == own
    assert [m for m in whole.marks if m.span.end <= end] == [m for m in first.marks if m.span.end <= end]
    shown = [(note.label, note.text, note.marker) for note in whole.footnotes]
    assert all((note.label, note.text, note.marker) in shown for note in first.footnotes)
    return 3 * end < 2 * len(whole.text)


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


@pytest.mark.parametrize("path", MARKED_UP, ids=lambda path: path.name)
@pytest.mark.parametrize("size", [1_500, 4_000])
def test_letters_of_the_corpus_begin_as_their_first_pages(
    path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaders, "BEGINNING", size)
    first, whole = loaders.beginning(path, "x"), loaders.load(path, "x")
    assert begins_so(whole, first) if first is not None else len(whole.text) < 3 * size


@given(st.lists(st.sampled_from(HTML), min_size=10, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_and_books_begin_as_their_first_pages(tmp_path: Path, blocks: Sequence[str]) -> None:
    page = f"<!doctype html><html><body>{''.join(blocks)}</body></html>"
    book = epub({f"{at}.xhtml": "".join(blocks[at : at + 7]) for at in range(0, len(blocks), 7)})
    for name, data in (("page.html", page.encode()), ("book.epub", book)):
        first, whole = both(tmp_path / name, data)
        assert first is None or begins_so(whole, first)


@given(st.lists(st.sampled_from(WORD), min_size=10, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_word_letters_begin_as_their_first_pages(tmp_path: Path, blocks: Sequence[str]) -> None:
    first, whole = both(tmp_path / "letter.docx", docx("".join(blocks)))
    assert first is None or begins_so(whole, first)


def test_the_first_pages_have_the_notes_they_lead_to(tmp_path: Path) -> None:
    note = '<p>Steun<a epub:type="noteref" href="#n1">1</a>.</p><aside epub:type="footnote" id="n1">Noot {}.</aside>'
    pages = {f"{n}.xhtml": note.format(n) + f"<p>{PROSE}</p>" * 2 for n in range(9)}
    first, whole = both(tmp_path / "book.epub", epub(pages))
    assert first is not None and begins_so(whole, first)
    assert [note.text for note in first.footnotes] == ["Noot 0.", "Noot 1."]


def test_a_letter_that_is_one_table_has_none(tmp_path: Path) -> None:
    row = "<w:tr><w:tc>" + wp("steun") + "</w:tc><w:tc>" + wp("36045") + "</w:tc></w:tr>"
    first, whole = both(tmp_path / "letter.docx", docx(f"<w:tbl>{row * 200}</w:tbl>"))
    assert first is None and len(whole.blocks) == 1


@pytest.mark.parametrize("body", [wp(PROSE + " " * 2**22) * 16, wp(PROSE) * 90 + "<w:p>"])
def test_bombs_and_damaged_files_have_none(tmp_path: Path, body: str) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(docx(body))
    assert loaders.beginning(path, "x") is None
    with pytest.raises(LoadError):
        loaders.load(path, "x")


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
