"""Exports on disk: whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import exporters
from briefreader.errors import ExportError, Stopped
from briefreader.exporters import Request
from briefreader.exporters.progress import Progress
from briefreader.exporters.splitting import file_name, unique_names
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT

REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_our_own_file_is_written_over_and_no_other(format: str, tmp_path: Path) -> None:
    place = tmp_path / f"out{exporters.FORMATS[format].suffix}"
    made = exporters.export(format, REQUEST)
    assert exporters.write(made, place, format) == (place,)
    assert exporters.write(made, place, format) == (place,)
    place.write_text("Mijn eigen aantekeningen.\n[open](briefreader:hard-letter#1)\n")
    with pytest.raises(ExportError, match="--force"):
        exporters.write(made, place, format)
    assert place.read_text().startswith("Mijn eigen")
    exporters.write(made, place, format, force=True)
    assert place.read_bytes() == made.content
    assert [entry.name for entry in tmp_path.iterdir()] == [place.name]


def test_several_files_are_all_refused_when_one_is_not_ours(tmp_path: Path) -> None:
    made = exporters.export("markdown", Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, split=True))
    (tmp_path / "short-letter.md").write_text("van mij")
    with pytest.raises(ExportError, match=r"short-letter\.md"):
        exporters.write(made, tmp_path, "markdown")
    assert [entry.name for entry in tmp_path.iterdir()] == ["short-letter.md"]


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    made = exporters.export("markdown", REQUEST)
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        exporters.write(made, tmp_path / "file" / "out.md", "markdown")


def test_a_link_to_our_file_stays_a_link(tmp_path: Path) -> None:
    made = exporters.export("markdown", REQUEST)
    exporters.write(made, tmp_path / "real.md", "markdown")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    exporters.write(made, tmp_path / "link.md", "markdown")
    assert (tmp_path / "link.md").is_symlink()


@given(
    st.lists(
        st.text(max_size=120) | st.sampled_from(["../../etc/passwd", "CON", "a/b", "A/B", "..", "nul.txt"])
    )
)
def test_file_names_are_plain_and_apart(words: list[str]) -> None:
    names = unique_names(words, ".md")
    assert len({name.casefold() for name in names}) == len(words)
    for name in names:
        assert Path(name).name == name and not name.startswith((".", "-")) and len(name) < 100
        assert name.isprintable()
        assert file_name(name, "").split(".")[0].casefold() not in {"con", "nul"}


WITH_PASSAGES = ("markdown", "html", "docx", "csv", "jsonl", "jsonld", "qdpx", "hypothesis")


@pytest.mark.parametrize("format", WITH_PASSAGES)
@pytest.mark.parametrize("group", exporters.GROUPS)
def test_every_passage_is_counted_as_it_is_written(format: str, group: str) -> None:
    request = changed(REQUEST, group=group, progress=Progress())
    exporters.export(format, request)
    assert request.progress.done == request.progress.all >= len(ANNOTATIONS) - 1


@pytest.mark.parametrize("format", exporters.FORMATS)
def test_an_export_that_is_stopped_gives_nothing(format: str) -> None:
    request = changed(REQUEST, progress=Progress())
    request.progress.stop()
    with pytest.raises(Stopped):
        exporters.export(format, request)
