"""Files that hang, exhaust or damage whoever reads them, and folders that are full of them."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefreader import cli, loaders
from briefreader.cache import Cache
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.library import Library
from briefreader.readers import HERE, HERE_AT_MOST, Readers

CORPUS = Path(__file__).parent / "corpus" / "documents"
LETTER = CORPUS / "kv-2024-politiebureau-wolvega.docx"

ENCRYPTED = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj
3 0 obj <</Filter/Standard/V 1/R 2/O(00000000000000000000000000000000)/U(00000000000000000000000000000000)/P -4>> endobj
trailer <</Root 1 0 R/Encrypt 3 0 R/Size 4/ID[(0)(0)]>>
"""

HOSTILE = {
    "empty.txt": b"",
    "blank.docx": b" \n",
    "binary.txt": bytes(range(256)) * 40,
    "binary.odt": bytes(range(256)) * 40,
    "cut-off.docx": LETTER.read_bytes()[:3000],
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "locked.pdf": ENCRYPTED,
    "nothing.epub": b"PK\x05\x06" + bytes(18),
}


@contextmanager
def readers(cache: Path | None = None, **limits: float) -> Iterator[Readers]:
    """Readers that are ended with the test."""
    made = Readers(cache, **limits)
    try:
        yield made
    finally:
        made.close()


def plainly(document: Document) -> dict[str, object]:
    """The document's own fields."""
    return {name: getattr(document, name) for name in Document.__dataclass_fields__}


def test_another_process_reads_what_this_one_would_and_keeps_it(tmp_path: Path):
    with readers(tmp_path) as reading:
        found = reading.read(LETTER, "letter")
    assert plainly(found) == plainly(loaders.load(LETTER, "letter"))
    kept = Cache(tmp_path).find(LETTER, "letter")
    assert kept is not None and kept.text == found.text
    card = Cache(tmp_path).card(LETTER)
    assert card is not None and card.format == "docx"


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that never comes to its end."""
    path = tmp_path / "endless.docx"
    os.mkfifo(path)
    return path


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(endless: Path):
    late = pytest.raises(LoadError, match=r"endless\.docx.*longer than 1\.5 seconds")
    with readers(seconds=1.5) as reading, late:
        reading.read(endless, "x")
    with readers() as reading:
        assert reading.read(LETTER, "letter").text


def test_leaving_waits_for_no_file(endless: Path):
    told: list[str] = []
    with readers() as reading:

        def read() -> None:
            try:
                reading.read(endless, "x")
            except LoadError as error:
                told.append(str(error))

        thread = threading.Thread(target=read)
        thread.start()
        reading.close()
        thread.join()
        with pytest.raises(LoadError, match="leaving"):
            reading.read(LETTER, "letter")
    assert "leaving" in told[0]


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path):
    large = tmp_path / "large.md"
    large.touch()
    os.truncate(large, 200 << 20)
    with readers(megabytes=150) as reading, pytest.raises(LoadError, match=r"large\.md.*(memory|damaged)"):
        reading.read(large, "x")


def test_small_texts_are_read_here_until_there_are_many(tmp_path: Path):
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_bytes(b"x" * HERE)
    large.write_bytes(b"x" * (HERE + 1))
    with readers() as reading:
        assert reading.wanted(large) and reading.wanted(LETTER)
        assert [reading.wanted(small) for _ in range(HERE_AT_MOST + 1)] == [*[False] * HERE_AT_MOST, True]


def test_a_pipe_among_the_letters_holds_nothing_up(endless: Path):
    [(entry, outcome)] = Library([endless.parent]).documents()
    assert entry.path == endless and "no file" in str(outcome)


def hostile(folder: Path) -> Path:
    """A folder with files of every kind that cannot be read."""
    folder.mkdir()
    for name, data in HOSTILE.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "parts.docx", "w") as file:
        file.writestr("word/other.xml", "<a/>")
    return folder


def test_files_that_cannot_be_read_have_one_clear_line_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = hostile(tmp_path / "letters")
    assert cli.main(["--library", str(folder), "list"]) == 2
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert printed.out == "" and len(lines) == len(HOSTILE) + 1
    for name in (*HOSTILE, "parts.docx"):
        assert sum(name in line for line in lines) == 1, name
    assert "Traceback" not in printed.err and "memory" not in printed.err
    for path in folder.iterdir():
        assert cli.main(["--library", str(path), "outline", path.name]) == 2
        error = capsys.readouterr().err.splitlines()
        assert len(error) == 1 and path.name in error[0]
