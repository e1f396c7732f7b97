"""Zip files that are not as they should be: each is refused in one sentence, and nothing is unpacked past a limit."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from briefreader import loaders
from briefreader.errors import LoadError
from briefreader.loaders import archive
from made import docx, epub, odt, wp, zipped

LETTER = docx(wp("Dit is een brief."))


def refusal(tmp_path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LoadError) as refused:
        loaders.load(path)
    message = str(refused.value)
    assert message.startswith(f"{name} ")
    assert "\n" not in message
    return message


def test_a_part_that_unpacks_beyond_all_measure_is_refused(monkeypatch):
    bomb = zipped({"word/document.xml": b"\0" * (8 * 2**20)})
    with pytest.raises(LoadError, match="times its size"):
        archive.opened(bomb).read("word/document.xml")
    monkeypatch.setattr(archive, "MAX_PART", 2**20)
    with pytest.raises(LoadError, match="unpacks to more"):
        archive.opened(bomb).read("word/document.xml")


def test_parts_are_counted_together(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1500)
    parts = archive.opened(zipped({str(i): b"a" * 1000 for i in range(3)}))
    parts.read("0")
    with pytest.raises(LoadError, match="unpacks to more"):
        parts.read("1")


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    with pytest.raises(LoadError, match="parts"):
        archive.opened(zipped({str(i): b"" for i in range(4)}))


def test_a_size_that_lies_does_not_help():
    data = bytearray(zipped({"word/document.xml": b"\0" * (8 * 2**20)}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # unpacked size in the list of parts
    with pytest.raises(LoadError):
        archive.opened(bytes(data)).read("word/document.xml")


def test_cut_off_and_damaged_files(tmp_path):
    assert "cut off" in refusal(tmp_path, "a.docx", LETTER[: len(LETTER) // 2])
    damaged = bytearray(LETTER)
    at = LETTER.find(b"word/document.xml") + 40
    damaged[at : at + 20] = b"\xff" * 20
    assert "damaged" in refusal(tmp_path, "a.docx", bytes(damaged))


def test_protected_files(tmp_path):
    assert "password" in refusal(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    locked = bytearray(zipped({"word/document.xml": b"x"}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(sign) + flags] |= archive.ENCRYPTED
    assert "password" in refusal(tmp_path, "a.docx", bytes(locked))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_archives_that_are_something_else(tmp_path, name):
    assert "is" in refusal(tmp_path, name, zipped({"bestand.bin": b"\1\2\3"}))


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html", "md", "txt", "xml"])
@pytest.mark.parametrize(
    ("made", "format"),
    [
        (LETTER, "docx"),
        (odt("<text:p>Dit is een brief.</text:p>"), "odt"),
        (epub({"a.xhtml": "<p>Dit is een brief.</p>"}), "epub"),
        (b"<!DOCTYPE html><html><body><p>Dit is een brief.</p></body></html>", "html"),
        (b"<?xml version='1.0'?><a><al>Dit is een brief.</al></a>", "xml"),
    ],
    ids=["docx", "odt", "epub", "html", "xml"],
)
def test_what_a_file_is_counts_and_not_what_it_is_called(tmp_path, made, format, suffix):
    path = tmp_path / f"brief.{suffix}"
    path.write_bytes(made)
    document = loaders.load(path)
    assert (document.format, document.text) == (format, "Dit is een brief.")


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub"])
def test_text_that_is_called_a_zip_format_is_read_as_text(tmp_path, suffix):
    path = tmp_path / f"brief.{suffix}"
    path.write_text("Dit is een brief.\n\nEn dit is de tweede alinea.\n", encoding="utf-8")
    assert "tweede alinea" in loaders.load(path).text


def test_names_of_parts_reach_messages_without_control_characters(tmp_path):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(
            "META-INF/container.xml", '<c><rootfile full-path="\x1b[31m.opf"/></c>'.replace("\x1b", "&#27;")
        )
        made.writestr("mimetype", "application/epub+zip")
    assert refusal(tmp_path, "a.epub", packed.getvalue()).isprintable()
