"""What a person wrote into an export: it stays, or the export waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader import exporters, importers
from briefreader.annotations import Annotation
from briefreader.errors import ExportError
from briefreader.exporters import Request
from briefreader.exporters.kept import BEGIN, END
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT

REQUEST = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)
MINE = f"{BEGIN}\nMijn eigen zin.\n\n> en een citaat\n\n# en een kop\n{END}"


def written(place: Path, request: Request = REQUEST, force: bool = False) -> str:
    exporters.write(exporters.export("markdown", request), place, "markdown", force)
    return place.read_text()


def behind(text: str, words: str) -> str:
    """The text with a person's own behind the line that has the words."""
    at = text.index("\n", text.index(words))
    return f"{text[:at]}\n\n{MINE}{text[at:]}"


@pytest.mark.parametrize("words", ["# Stand van zaken", "1950006-", "Verdwenen", "short-letter#"])
def test_what_is_between_markers_stays_where_it_stands(tmp_path: Path, words: str) -> None:
    place = tmp_path / "notes.md"
    place.write_text(behind(written(place), words))
    fewer = changed(REQUEST, annotations=ANNOTATIONS[1:])
    text = written(place, fewer)
    assert text.count(MINE) == 1
    before, after = text[: text.index(MINE)], text[text.index(MINE) :]
    assert words in before
    assert written(place, fewer) == text
    assert ("[open]" in after) == (words != "short-letter#")


def test_what_stood_behind_a_passage_that_is_gone_comes_last(tmp_path: Path) -> None:
    place = tmp_path / "notes.md"
    place.write_text(behind(written(place), "01950001-"))
    text = written(
        place,
        changed(
            REQUEST,
            annotations=tuple(a for a in ANNOTATIONS if a.id[4:8] != "0001" and a.id[:8] != "01950001"),
        ),
    )
    assert MINE in text and "[open]" not in text[text.index(MINE) :]


def test_a_file_that_was_worked_in_waits_for_its_import(tmp_path: Path) -> None:
    place = tmp_path / "notes.md"
    edited = written(place).replace("Verdwenen", "Nagezocht")
    place.write_text(edited)
    with pytest.raises(ExportError, match="import"):
        written(place)
    assert place.read_text() == edited
    assert "Verdwenen" in written(place, force=True)


def test_blank_lines_and_line_ends_are_no_work(tmp_path: Path) -> None:
    place = tmp_path / "notes.md"
    text = written(place)
    place.write_bytes(text.replace("\n\n", "\n\n\n").replace("\n", "\r\n").encode())
    assert written(place) == text


def test_once_its_changes_are_imported_the_file_is_written_anew(tmp_path: Path) -> None:
    place = tmp_path / "notes.md"
    new = "\n# Kort antwoord\n\n> Kort antwoord\n\n**steun**\n"
    place.write_text(written(place).replace("Verdwenen", "Nagezocht") + new)
    made = importers.import_file(
        place, importers.Known({d.id: d for d in (LETTER, SHORT)}, ANNOTATIONS, CODEBOOK)
    )
    edited = {record.id: record for record in made.change.after if isinstance(record, Annotation)}
    now = tuple({**{a.id: a for a in ANNOTATIONS}, **edited}.values())
    text = written(place, changed(REQUEST, annotations=now))
    assert "Nagezocht" in text and "> Kort antwoord\n" in text
