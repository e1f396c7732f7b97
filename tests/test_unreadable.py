"""Files that cannot be read: whatever they are called, each has one clear line, in the list and by itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from briefreader import cli, loaders
from briefreader.cache import REFUSED_FOR, Cache
from briefreader.document import Document
from briefreader.errors import LoadError, NotNow
from briefreader.library import Library
from briefreader.loaders.archive import ENCRYPTED
from made import docx, epub, odt, wp, zipped
from pdfs import Words, pdf

LETTER = docx(wp("Dit is een brief. " * 200))
PRINTED = pdf([Words(70, 70, "Dit is een brief.")])


def locked(archive: bytes, name: bytes) -> bytes:
    """A zip file whose part `name` says that it is encrypted."""
    data = bytearray(archive)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(name)
        while (start := data.rfind(sign, 0, at)) < 0 or at - start > 60:
            at = data.find(name, at + 1)
        data[start + flags] |= ENCRYPTED
    return bytes(data)


CASES: tuple[tuple[str, bytes, str], ...] = (
    ("nothing", b"", "is empty"),
    ("blank", b" \r\n\t", "is empty"),
    ("zeros", bytes(5000), "is empty"),
    ("mark", b"\xef\xbb\xbf\n", "is empty"),
    ("binary", bytes(range(256)) * 40, "is not text|no PDF"),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9, "is not text|no PDF"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
    ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "is a picture"),
    ("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)), "Unpack it"),
    ("rtf", b"{\\rtf1\\ansi Dit is een brief.}", "Rich Text"),
    ("old-word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "password or of an old kind"),
    ("no-parts", b"PK\x05\x06" + bytes(18), "archive without|incomplete|not text|no PDF"),
    ("other-parts", zipped({"a.bin": b"\1\2"}), "archive without|incomplete|not text|no PDF"),
    ("cut-docx", LETTER[: len(LETTER) // 2], "cut off"),
    ("cut-odt", odt("<text:p>Dit is een brief.</text:p>" * 90)[:-300], "cut off"),
    ("cut-epub", epub({"a.xhtml": "<p>Dit is een brief.</p>" * 90})[:-300], "cut off"),
    ("cut-pdf", PRINTED[:60], "damaged"),
    ("locked-docx", locked(LETTER, b"word/document.xml"), "password"),
    ("locked-odt", locked(odt("<text:p>Brief.</text:p>"), b"content.xml"), "password"),
    ("locked-pdf", pdf([], trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/O({'0' * 32})/U({'0' * 32})/P -4>>/ID[(0)(0)]"), "password"),
    ("no-words", b"<!DOCTYPE html><html><body><script>x</script></body></html>", "holds no text"),
    ("no-elements", b"<?xml version='1.0'?><a/>", "holds no text"),
)  # fmt: skip
"""What it is, its bytes, and what is said of it."""

SUFFIXES = ("pdf", "docx", "odt", "epub", "html", "xml", "md", "txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every case under every suffix."""
    made = tmp_path / "letters"
    made.mkdir()
    for name, data, _ in CASES:
        for suffix in SUFFIXES:
            (made / f"{name}.{suffix}").write_bytes(data)
    return made


@pytest.mark.parametrize(("name", "data", "said"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_says_what_it_is(name: str, data: bytes, said: str, suffix: str, tmp_path: Path):
    path = tmp_path / f"{name}.{suffix}"
    path.write_bytes(data)
    with pytest.raises(LoadError) as refused:
        loaders.load(path)
    message = str(refused.value)
    assert re.fullmatch(rf"{path.name} \S.*\.", message), message
    assert re.search(said, message), message


def test_each_has_one_line_in_the_list_and_by_itself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    printed = []
    for _ in range(2):  # the second time from what was kept
        assert cli.main(["--library", str(folder), "list"]) == 2
        printed.append(capsys.readouterr())
    lines = printed[0].err.splitlines()
    assert printed[0] == printed[1] and printed[0].out == ""
    assert len(lines) == len(CASES) * len(SUFFIXES)
    for path in folder.iterdir():
        assert sum(f" {path.name} " in line for line in lines) == 1, path.name
    for name, _, _ in CASES:
        path = folder / f"{name}.docx"
        assert cli.main(["--library", str(path), "outline", path.name]) == 2
        error = capsys.readouterr().err.splitlines()
        assert len(error) == 1 and path.name in error[0]


class Failing:
    """Reads nothing, and counts how often it was asked to."""

    def __init__(self, error: LoadError) -> None:
        self.error, self.asked = error, 0

    def __call__(self) -> Document:
        self.asked += 1
        raise self.error


def asked(cache: Cache, path: Path, failing: Failing) -> str:
    """What is said when the file is asked for."""
    with pytest.raises(LoadError) as refused:
        cache.remember(path, "x", failing)
    return str(refused.value)


def test_what_fails_is_not_tried_again_until_the_file_changes_or_a_day_goes_by(tmp_path: Path):
    path, other = tmp_path / "slow.docx", tmp_path / "copy.docx"
    path.write_bytes(LETTER)
    other.write_bytes(LETTER)
    cache = Cache(tmp_path / "cache")
    failing = Failing(LoadError("“slow.docx” was given up."))
    assert asked(cache, path, failing) == asked(cache, path, failing) == "“slow.docx” was given up."
    assert asked(cache, other, failing) == "“copy.docx” was given up."
    assert failing.asked == 1
    path.write_bytes(LETTER + b"\0")
    asked(cache, path, failing)
    assert failing.asked == 2
    for kept in (tmp_path / "cache").glob("refused-*"):
        os.utime(kept, (0, kept.stat().st_mtime - REFUSED_FOR))
    asked(cache, path, failing)
    assert failing.asked == 3
    assert cache.remember(other, "x", lambda: loaders.load(other)).text.startswith("Dit is een brief.")


def test_what_was_not_tried_is_tried_the_next_time(tmp_path: Path):
    path = tmp_path / "letter.docx"
    path.write_bytes(LETTER)
    cache, failing = Cache(tmp_path / "cache"), Failing(NotNow("The program is leaving."))
    asked(cache, path, failing)
    asked(cache, path, failing)
    assert failing.asked == 2


def test_a_second_start_does_not_wait_for_a_file_that_took_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "endless.docx"
    path.write_bytes(LETTER)
    for error in (LoadError("It took too long."), RuntimeError("never reached")):

        def read(self: Library, entry: object, told: object, error: Exception = error) -> Document:
            raise error

        monkeypatch.setattr(Library, "_read_anew", read)
        library = Library([path], Cache(tmp_path / "cache"))
        assert str(library.outcome(library.entries[0])) == "It took too long."


def test_a_damaged_note_of_a_refusal_is_read_past(tmp_path: Path):
    path = tmp_path / "letter.docx"
    path.write_bytes(LETTER)
    cache, failing = Cache(tmp_path / "cache"), Failing(LoadError("It took too long."))
    asked(cache, path, failing)
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"\0")
    asked(cache, path, failing)
    assert failing.asked == 2
