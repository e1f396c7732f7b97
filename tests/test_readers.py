"""Files that hang or exhaust whoever reads them. Those that are refused are in `test_unreadable.py`."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefreader import loaders
from briefreader import readers as other_processes
from briefreader.cache import Cache
from briefreader.courtesy import courteous
from briefreader.document import Document
from briefreader.errors import LoadError, NotNow
from briefreader.library import Library
from briefreader.readers import HERE, HERE_AT_MOST, LARGE_HERE, Readers
from briefreader.values import fields_of

CORPUS = Path(__file__).parent / "corpus" / "documents"
LETTER = CORPUS / "kv-2024-politiebureau-wolvega.docx"


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
    return {name: getattr(document, name) for name in fields_of(Document)}


def test_another_process_reads_what_this_one_would_and_keeps_it(tmp_path: Path):
    with readers(tmp_path) as reading:
        found = reading.read(LETTER, "letter")
    assert plainly(found) == plainly(loaders.load(LETTER, "letter"))
    cache = Cache(tmp_path)
    assert cache.holds(LETTER) and cache.load(LETTER, "letter").text == found.text
    card = cache.card(LETTER)
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


def test_a_file_is_given_up_when_that_is_wished_and_no_other(endless: Path):
    told: list[str] = []
    with readers() as reading:

        def read() -> None:
            with pytest.raises(NotNow, match=r"endless\.docx.*as you wished"):
                reading.read(endless, "x")
            told.append("given up")

        thread = threading.Thread(target=read)
        thread.start()
        while not reading._running or all(process.path is None for process in reading._running):
            thread.join(0.02)
        reading.stop(LETTER)
        assert told == []
        reading.stop(endless)
        thread.join(20)
        assert told == ["given up"]
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
    large = tmp_path / "large.html"
    large.touch()
    os.truncate(large, 200 << 20)
    with readers(megabytes=150) as reading, pytest.raises(LoadError, match=r"large\.html.*(memory|damaged)"):
        reading.read(large, "x")


def test_small_texts_are_read_here_until_there_are_many(tmp_path: Path):
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_bytes(b"x" * HERE)
    large.write_bytes(b"x" * (HERE + 1))
    with readers() as reading:
        assert reading.wanted(large) and reading.wanted(LETTER)
        for _ in range(HERE_AT_MOST):
            assert not reading.wanted(small)
            reading.read_here(small)
        assert reading.wanted(small)


def test_longer_texts_are_read_here_by_work_that_lets_others_go_first_and_not_many(tmp_path: Path):
    text, other = tmp_path / "text.md", tmp_path / "text.html"
    for path in (text, other):
        path.touch()
        os.truncate(path, LARGE_HERE // 2)
    with readers() as reading:
        assert reading.wanted(text)
        with courteous(lambda: None):
            assert reading.wanted(other)
            for _ in range(2):
                assert not reading.wanted(text)
                reading.read_here(text)
            assert reading.wanted(text)


def test_another_process_reads_the_first_pages_of_long_letters_only(tmp_path: Path):
    line = "<p>Een alinea van een brief, zoals die zijn.\n\n"
    sizes = {
        "short.md": 10,
        "long.md": 3 * loaders.BEGINNING // len(line),
        "long.html": 2_000,
        "long.txt": 2_000,
    }
    for name, count in sizes.items():
        (tmp_path / name).write_text(line * count)
    with readers() as reading:
        library = Library([tmp_path], readers=reading)
        for name in ("short", "long.txt"):
            [entry] = [e for e in library.entries if e.path.name.startswith(name)]
            assert (library.beginning(entry) is not None) == (name == "long.txt")
        assert not reading._running, "so far this one was enough"
        for name in ("long.md", "long.html"):
            [entry] = [e for e in library.entries if e.path.name == name]
            first = library.beginning(entry)
            assert first is not None and library.open(entry).text.startswith(first.text)
            assert reading._running


def test_a_file_whose_first_pages_cannot_be_read_is_asked_for_whole(tmp_path: Path):
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + b"x" * 100_000)
    with readers() as reading:
        library = Library([damaged], readers=reading)
        assert library.beginning(library.entries[0]) is None
        assert "damaged.pdf" in str(library.outcome(library.entries[0]))


def test_a_process_that_waits_is_ended_and_another_started_when_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(other_processes, "IDLE", 0.01)
    with readers() as reading:
        for _ in range(2):
            assert reading.read(LETTER, "letter").text
            while reading._running:
                threading.Event().wait(0.01)


def test_a_pipe_among_the_letters_holds_nothing_up(endless: Path):
    [(entry, outcome)] = Library([endless.parent]).documents()
    assert entry.path == endless and "no file" in str(outcome)
