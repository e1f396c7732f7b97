"""The digest as the program writes it, beside the template of that name with which readers begin their own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader import exporters
from briefreader.annotations import Annotation, Codebook, Tag, Target
from briefreader.document import Block, Document, Footnote, Kind, Metadata, Section, Signatory, Status
from briefreader.exporters import GROUPS, STYLES, Request
from briefreader.span import Span
from briefreader.values import changed
from test_export_golden import CASES, REQUEST
from test_export_markdown import SPITEFUL

TEMPLATE = exporters.template("digest")
DIGESTS = {
    name: fields
    for name, (format, fields) in CASES.items()
    if format == "markdown" and "template" not in fields
}

ANYTHING = st.sampled_from(("", " ", "\n\n")) | SPITEFUL
WORDS = SPITEFUL.filter(str.strip)
TAGS = st.sampled_from(("steun", "steun/militair", "Sancties", " ", "*", "a|b")) | WORDS
KINDS = st.sampled_from((Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.NOTE))

METADATA = st.builds(
    Metadata,
    title=st.none() | ANYTHING,
    number=st.sampled_from((None, "2025D06724", " ")),
    date=st.sampled_from((None, "2025-02-17", "februari")),
    dossier=st.sampled_from((None, "36045")),
    dossier_number=st.sampled_from((None, "190", "A")),
    house=st.sampled_from((None, "II")),
    signatories=st.lists(st.builds(Signatory, name=ANYTHING), max_size=2).map(tuple),
    inferred=st.sampled_from(({}, {"date": "17 februari"})),
)


@st.composite
def letters(draw: st.DrawFn, id: str) -> Document:
    """A letter of any blocks, with a section a heading and a note with a marker somewhere."""
    text, blocks = "", []
    for kind, words in draw(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=6)):
        text += "\n\n" if text else ""
        line = draw(st.none() | st.integers(1, 99))
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), line=line))
        text += words
    starts = [block.span.start for block in blocks if block.kind is Kind.HEADING]
    owns = [Span(*ends) for ends in pairwise([*starts, len(text)])]
    sections = tuple(Section(draw(ANYTHING), 1, own, own) for own in owns)
    marker = Span(0, draw(st.integers(1, len(text))))
    note = Footnote(
        draw(st.sampled_from("19")), draw(st.none() | ANYTHING), draw(st.sampled_from(Status)), marker
    )
    path = draw(st.sampled_from((None, Path("brief *1*.txt"))))
    return Document(id, text, tuple(blocks), sections, footnotes=(note,), metadata=draw(METADATA), path=path)


@st.composite
def annotations(draw: st.DrawFn, document: Document) -> tuple[Annotation, ...]:
    """Passages anywhere in the letter; the quotes of some are not there."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        quote = draw(st.just(document.text[start:end]) | WORDS)
        target = Target(start, end, quote, section=draw(st.sampled_from(((), ("Steun", "*")))))
        tags = tuple(draw(st.lists(TAGS, max_size=2, unique=True)))
        note, status = draw(ANYTHING), draw(st.sampled_from(("exact", "changed", "orphaned")))
        made.append(Annotation(f"{document.id}-{number}", document.id, target, tags, note, status=status))
    return tuple(made)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Any digest of two letters, or of one."""
    documents = tuple(draw(letters(id)) for id in draw(st.sampled_from((("één",), ("a b", "#2")))))
    marked = tuple(annotation for document in documents for annotation in draw(annotations(document)))
    return Request(
        documents,
        marked,
        Codebook.of((Tag("steun", "amber", draw(ANYTHING)), Tag("*", "sky", "Wat *telt*"))),
        tags=draw(st.sampled_from(((), ("STEUN",), ("*", " ")))),
        group=draw(st.sampled_from(GROUPS)),
        title=draw(ANYTHING),
        split=draw(st.booleans()),
        front_matter=draw(st.sampled_from((None, True, False))),
        lines=draw(st.booleans()),
        style=draw(st.sampled_from(tuple(STYLES))),
    )


def with_template(request: Request) -> Request:
    """The same, by the template."""
    return changed(request, template=TEMPLATE)


@pytest.mark.parametrize("name", DIGESTS)
def test_the_template_makes_of_the_hard_letter_what_the_program_writes(name: str) -> None:
    request = changed(REQUEST, **DIGESTS[name])
    assert exporters.export("markdown", with_template(request)) == exporters.export("markdown", request)


@given(requests())
def test_the_template_makes_of_any_letter_what_the_program_writes(request: Request) -> None:
    assert exporters.export("markdown", with_template(request)) == exporters.export("markdown", request)
