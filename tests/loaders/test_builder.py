"""Laws of the builder: whatever loaders tell it, the document's spans, text and way back to the file agree."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from briefreader.document import Kind, Look, Status
from briefreader.loaders.builder import DocumentBuilder, Run
from briefreader.loaders.cleaning import DROPPED, clean
from briefreader.span import Span

raw_text = st.text(
    st.one_of(
        st.sampled_from("ab Cé.\n\t 12\u00a0\u0301\u00ad\x07\u202e字न् ี\ufeff가\u1100\u1161🏳️"), st.characters()
    ),
    max_size=30,
)
words = st.text("abc dé", min_size=1, max_size=12).filter(str.strip)
calls = st.lists(
    st.tuples(
        st.sampled_from(["heading", "paragraph", "item", "quote", "signature", "note", "pre"]), raw_text
    ),
    max_size=12,
)


def told(pairs: list[tuple[str, str]]) -> DocumentBuilder:
    builder = DocumentBuilder(language="nl")
    for i, (what, text) in enumerate(pairs):
        if what == "heading":
            builder.heading(text, 1 + len(text) % 3, i + 1)
        elif what == "note":
            builder.note(str(i), text, i + 1)
        else:
            getattr(builder, what)(text, line=i + 1)
    return builder


@given(calls)
def test_text_is_clean_and_blocks_fill_it(pairs: list[tuple[str, str]]) -> None:
    document = told(pairs).finish()
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(c in text for c in "\t\r\x0b\x0c\x1b\x07\u2028\ufeff\u202e")
    assert "\n\n".join(block.span.of(text) for block in document.blocks) == text
    for block in document.blocks:
        inside = block.span.of(text)
        assert (inside and "\n\n" not in inside) or block.kind is Kind.PRE
        assert block.body.length or block.kind is Kind.PRE
        if block.kind not in (Kind.PRE, Kind.NOTE, Kind.SIGNATURE):
            assert "\n" not in inside and inside == inside.strip()


@given(calls)
def test_own_spans_of_sections_share_out_the_text(pairs: list[tuple[str, str]]) -> None:
    document = told(pairs).finish()
    at = 0
    for section in document.sections:
        assert section.own.start == section.span.start == at
        assert section.span.covers(section.own)
        at = section.own.end
    assert at == len(document.text)
    titles = [s.title for s in document.sections if not s.synthetic]
    headings = [b.body.of(document.text) for b in document.blocks if b.kind is Kind.HEADING]
    assert titles == [heading.strip() for heading in headings]
    for offset in range(at + 1):
        holding = [section.title for section in document.sections if section.span.holds(offset)]
        assert document.section_path(offset) == tuple(holding)


@given(st.lists(raw_text, max_size=6))
def test_source_offsets_lead_to_the_same_characters(texts: list[str]) -> None:
    source = "".join(texts)
    builder = DocumentBuilder(language="nl")
    at = 0
    for text in texts:
        builder.item([Run(text, source=at)], marker=Run("-", source=at))
        at += len(text)
    document = builder.finish()
    changed = {o for r in document.repairs for o in range(*r.span)}
    for block in document.blocks:
        for offset in range(*block.body):
            here = document.text[offset]
            there = document.source_offset(offset)
            assert there is not None and 0 <= there < len(source)
            if offset not in changed and not here.isspace() and unicodedata.is_normalized("NFC", source):
                assert source[there] == here


@given(raw_text, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = clean(text, lines).text
    assert clean(once, lines).text == once


@given(raw_text)
def test_cleaning_loses_no_visible_character(text: str) -> None:
    def seen(s: str) -> str:
        return "".join(unicodedata.normalize("NFC", "".join(c for c in s if not dropped(c))).split())

    def dropped(character: str) -> bool:
        return clean(f"a{character}b").text == "ab"

    assert seen(clean(text).text) == seen(text)
    assert len(DROPPED) > 0


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_markers_and_links_lie_on_their_words(parts: list[str], data: st.DataObject) -> None:
    looks = [data.draw(st.sampled_from([None, Look.STRONG, Look.LINK])) for _ in parts]
    builder = DocumentBuilder(language="nl")
    builder.paragraph([Run(text, look) for text, look in zip(parts, looks, strict=True)])
    document = builder.finish()
    expected = [" ".join(t.split()) for t, look in zip(parts, looks, strict=True) if look]
    assert [" ".join(m.span.of(document.text).split()) for m in document.marks] == expected


def test_markers_are_raised_and_joined_with_their_notes() -> None:
    builder = DocumentBuilder(language="nl")
    builder.paragraph(
        [Run("wapens"), Run("1", Look.MARKER, "1"), Run(" en geld."), Run("2", Look.MARKER, "2")]
    )
    builder.note("2", "Tweede regel\n1. met een lijst", status=Status.LIKELY)
    document = builder.finish()
    assert document.text == "wapens¹ en geld.²\n\n² Tweede regel\n1. met een lijst"
    first, second = document.footnotes
    assert (first.label, first.text, first.status) == ("1", None, Status.MISSING)
    assert first.marker == Span(6, 7)
    assert (second.text, second.status) == ("Tweede regel\n1. met een lijst", Status.LIKELY)
    assert [s.title for s in document.sections] == ["Begin", "Voetnoten"]


def test_labels_used_again_are_joined_in_order() -> None:
    builder = DocumentBuilder(language="en")
    for word in ("one", "two"):
        builder.paragraph([Run(word), Run("1", Look.MARKER, "1")])
        builder.note("1", f"about {word}")
    notes = builder.finish().footnotes
    assert [note.text for note in notes] == ["about one", "about two"]


def test_tables_keep_their_cells() -> None:
    builder = DocumentBuilder(language="nl")
    builder.table([["Naam", "Jaar"], ["", "2024"], ["", ""], ["Kiev\n(stad)", ""]])
    document = builder.finish()
    assert document.text == "Naam | Jaar\n| 2024\nKiev (stad) |"
    cells = document.blocks[0].cells
    assert [[c.of(document.text) for c in row] for row in cells] == [
        ["Naam", "Jaar"],
        ["", "2024"],
        ["Kiev (stad)", ""],
    ]


def test_what_is_taken_out_is_recorded_where_it_stood() -> None:
    builder = DocumentBuilder(language="nl")
    builder.paragraph([Run("een"), Run("-", repair="hyphen kept", was="-\n"), Run("twee")])
    builder.repair("page header", "blz. 2")
    builder.paragraph("drie")
    repairs = builder.finish().repairs
    assert [(r.kind, r.span, r.source) for r in repairs] == [
        ("hyphen kept", Span(3, 4), "-\n"),
        ("page header", Span(8, 8), "blz. 2"),
    ]
