"""Out and in again: nothing is lost that a format can hold, and what did not change changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefreader import exporters, importers
from briefreader.anchoring import describe
from briefreader.annotations import Annotation, Codebook, Tag, clean_tag
from briefreader.exporters import Request
from briefreader.exporters.escape import one_line, plain
from briefreader.importers import Known
from briefreader.span import Span
from briefreader.values import changed
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT
from test_export_markdown import SPITEFUL

DOCUMENTS = {LETTER.id: LETTER, SHORT.id: SHORT}
NAMES = {"markdown": "x.md"}
HOLDING = ("jsonl", "csv", "jsonld", "hypothesis", "qdpx")
"""Formats that hold whole annotations. Markdown holds their tags and notes."""

TAGS = SPITEFUL.map(one_line).filter(lambda text: 0 < len(text) < 60)


def named(text: str) -> str | None:
    try:
        return clean_tag(text)
    except ValueError:
        return None


def notes() -> st.SearchStrategy[str]:
    """Notes as a person can type them: no control characters, no empty lines around them."""
    return SPITEFUL.map(lambda text: plain(text).strip().replace("\u2028", " "))


@st.composite
def annotations(draw: st.DrawFn) -> tuple[Annotation, ...]:
    """Passages anywhere in the hard letter, overlapping as they come, with spiteful tags and notes."""
    length = len(LETTER.text)
    made = []
    for n in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, length - 2))
        end = draw(st.integers(start + 1, min(length, start + 200)))
        if not LETTER.text[start:end].strip():
            continue
        target = describe(LETTER.text, Span(start, end), LETTER.section_path(start), LETTER.text_hash)
        tags = [name for each in draw(st.lists(TAGS, max_size=3)) if (name := named(each))]
        folded = {tag.casefold(): tag for tag in tags}
        at = f"2025-03-0{n + 1}T09:00:00Z"
        made.append(
            Annotation(
                f"0195{n:04x}-0000-7000-8000-00000000000{n}",
                LETTER.id,
                target,
                tuple(folded.values()),
                draw(notes()),
                at,
                at,
                "lezer",
            )
        )
    assume(made)
    spelled: dict[str, str] = {}
    for annotation in made:
        for tag in annotation.tags:
            spelled.setdefault(tag.casefold(), tag)
    return tuple(changed(a, tags=tuple(spelled[tag.casefold()] for tag in a.tags)) for a in made)


def through(format: str, request: Request, known: Known) -> importers.Import:
    """What importing an export would do."""
    made = exporters.export(format, request)
    (name,) = made.files
    return importers.plan(importers.read(made.content, name), known, name)


def taken(change: importers.Import) -> dict[str, Annotation]:
    return {record.id: record for record in change.change.after if isinstance(record, Annotation)}


@pytest.mark.parametrize("format", HOLDING)
def test_the_hard_letter_comes_back_whole(format: str) -> None:
    placed = tuple(a for a in ANNOTATIONS if a.status != "orphaned" or format != "qdpx")
    back = taken(through(format, Request((LETTER, SHORT), placed, CODEBOOK), Known(DOCUMENTS)))
    assert set(back) == {annotation.id for annotation in placed}
    for annotation in placed:
        mine = back[annotation.id]
        if annotation.status == "orphaned":
            assert (mine.status, mine.target.quote) == ("orphaned", annotation.target.quote)
        else:
            assert (mine.document, mine.target) == (annotation.document, annotation.target)
        assert (mine.tags, mine.note) == (annotation.tags, annotation.note)
        assert (mine.creator, mine.created, mine.modified) == (
            "lezer",
            annotation.created,
            annotation.modified,
        )


@pytest.mark.parametrize("format", [*HOLDING, "markdown"])
@pytest.mark.parametrize("group", ["document", "tag"])
def test_what_did_not_change_changes_nothing(format: str, group: str) -> None:
    request = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, group=group)
    made = through(format, request, Known(DOCUMENTS, ANNOTATIONS, CODEBOOK))
    assert made.change.after == ()
    assert (made.added, made.changed, made.refused) == (0, 0, 0)


@pytest.mark.parametrize("format", HOLDING)
@given(made=annotations())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_annotation_comes_back(format: str, made: tuple[Annotation, ...]) -> None:
    back = taken(through(format, Request((LETTER,), made, Codebook()), Known(DOCUMENTS)))
    assert {a.id: (a.span, a.tags, a.note) for a in back.values()} == {
        a.id: (a.span, a.tags, a.note) for a in made
    }


@given(made=annotations())
@settings(max_examples=60, deadline=None)
def test_markdown_read_back_unedited_changes_nothing(made: tuple[Annotation, ...]) -> None:
    codebook = Codebook(tuple(Tag(t) for t in dict.fromkeys(tag for a in made for tag in a.tags)))
    for group in exporters.GROUPS:
        request = Request((LETTER,), made, codebook, group=group)
        assert through("markdown", request, Known(DOCUMENTS, made, codebook)).change.after == ()


@pytest.mark.parametrize("format", ["qdc", "qdpx", "taguette"])
def test_the_codebook_comes_back(format: str) -> None:
    made = through(format, Request((LETTER,), (), CODEBOOK), Known(DOCUMENTS))
    back = {tag.name: tag for tag in made.change.after if isinstance(tag, Tag)}
    for tag in CODEBOOK.tags:
        wanted = tag if format == "taguette" else changed(tag, pin=None)
        colour = "blue" if tag.colour == "#0072b2" and format != "taguette" else tag.colour
        assert back[tag.name] == changed(wanted, colour=colour)


def test_a_second_round_gives_the_same_project() -> None:
    placed = tuple(a for a in ANNOTATIONS if a.status != "orphaned")
    request = Request(
        (LETTER, SHORT), placed, changed(CODEBOOK, tags=tuple(changed(t, pin=None) for t in CODEBOOK.tags))
    )
    first = exporters.export("qdpx", request).content
    made = importers.plan(importers.read(first, "a.qdpx"), Known(DOCUMENTS), "a.qdpx")
    tags = tuple(record for record in made.change.after if isinstance(record, Tag))
    again = changed(request, annotations=tuple(taken(made).values()), codebook=Codebook(tags))
    assert exporters.export("qdpx", again).content == first
