"""Markdown: every text comes out as that text, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefreader import exporters
from briefreader.annotations import Annotation, Target
from briefreader.document import Block, Document, Kind, Metadata
from briefreader.errors import ExportError
from briefreader.exporters import Request, escape, kept
from briefreader.span import Span
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT, note_on

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

SPITEFUL = st.lists(
    st.sampled_from(
        [
            *"\\`*_{}[]()<>#+-.!|~&=:^$%\"'/@;, \t1aZé🔗¹ \u2028",
            "\n", "\n\n", "```", "~~~", "---", "===", "***", "1. ", "- ", "> ", "# ", "&amp;", "&#32;", "<!--", "-->",
            "<b>", "</script>", "[a](b)", "![a](b)", "[^1]: ", "http://a_b.nl/~x", "|-|-|", "  ", "    ", "{{x}}",
            "{% raw %}", "**", "__", "==", "%%", "\\\n", "www.a.nl", "\u202e", "\u200f", "é", ":::", "+ ", "$$",
        ]
    ),
    max_size=14,
).map("".join) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)  # fmt: skip


def passage_in(text: str, tags: tuple[str, ...] = (), note: str = "") -> Request:
    """A letter that is nothing but `text`, with all of it highlighted."""
    document = Document(
        "one", text, (Block(Kind.PARAGRAPH, Span(0, len(text))),), metadata=Metadata(title="T")
    )
    target = Target(0, len(text), text, text_hash=document.text_hash)
    return Request((document,), (Annotation("id-1", "one", target, tags, note),))


def words(token: Token) -> str:
    """The text that a paragraph shows."""
    return "".join(
        "\n" if child.type in ("hardbreak", "softbreak") else child.content for child in token.children or ()
    )


def paragraphs(tokens: list[Token], within: str) -> Iterator[str]:
    """The texts of the paragraphs in the first block of that kind."""
    depth = 0
    for token in tokens:
        if token.type == f"{within}_open":
            depth += 1
        elif token.type == f"{within}_close":
            return
        elif depth and token.type == "inline":
            yield words(token)


def in_paragraphs(text: str) -> list[str]:
    """A text cut at its blank lines."""
    return re.split(r"\n{2,}", text.strip("\n")) if text.strip("\n") else []


def exported(request: Request) -> str:
    return exporters.export("markdown", request).content.decode()


@given(SPITEFUL.filter(lambda text: text.strip("\n")))
@example("~~~\ncode")
@example("1. een\n2. twee")
@example("a | b\n--- | ---\nc | d")
@example("    ingesprongen")
@example("wapens¹ & <b>vet</b> \\*")
def test_the_quotation_reads_as_the_passage(text: str) -> None:
    tokens = READER.parse(exported(passage_in(text)))
    assert list(paragraphs(tokens, "blockquote")) == in_paragraphs(text)


@given(SPITEFUL.filter(str.strip), SPITEFUL)
def test_tags_and_notes_read_as_themselves(tag: str, note: str) -> None:
    tokens = READER.parse(exported(passage_in("Woorden.", (tag,), note)))
    shown = [words(token) for token in tokens if token.type == "inline"][2:]
    assert shown[0] == f"{escape.one_line(tag)} · ¶ 1 · open" if escape.one_line(tag) else "¶ 1 · open"
    assert shown[1:] == in_paragraphs(note)
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "inline", "blockquote_open", "blockquote_close",
        "paragraph_open", "paragraph_close", "html_block",
    }  # fmt: skip
    comments = [token.content for token in tokens if token.type == "html_block"]
    assert len(comments) == 1 and comments[0].startswith(kept.MARK)


@given(SPITEFUL)
def test_escaping_is_undone_by_reading_back(text: str) -> None:
    for line in escape.plain(text).split("\n"):
        assert escape.from_markdown(escape.markdown(line)) == line


def test_headings_hold_the_title_as_text() -> None:
    tokens = READER.parse(exported(Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK)))
    heading = tokens[next(i for i, token in enumerate(tokens) if token.type == "heading_open") + 1]
    assert words(heading) == LETTER.title


def test_a_link_leads_to_each_passage_once_when_grouped_by_document() -> None:
    text = exported(Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK))
    assert sorted(re.findall(r"\]\(briefreader:([\w-]+)#([\w-]+)\)", text)) == sorted(
        (annotation.document, annotation.id) for annotation in ANNOTATIONS
    )


def test_under_its_tags_a_passage_stands_once_for_each() -> None:
    text = exported(Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, group="tag"))
    links = re.findall(r"\]\(briefreader:", text)
    assert len(links) == sum(len(annotation.tags) or 1 for annotation in ANNOTATIONS)


def test_a_tag_asks_for_those_under_it_too() -> None:
    request = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, tags=("STEUN",))
    asked = {
        annotation.id for annotation in ANNOTATIONS if any(t.startswith("steun") for t in annotation.tags)
    }
    assert set(re.findall(r"#([\w-]+)\)", exported(request))) == asked


def test_splitting_gives_a_file_a_letter_or_a_tag() -> None:
    whole = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, split=True)
    assert set(exporters.export("markdown", whole).files) == {"hard-letter.md", "short-letter.md"}
    by_tag = Request((LETTER, SHORT), ANNOTATIONS, CODEBOOK, split=True, group="tag")
    names = set(exporters.export("markdown", by_tag).files)
    assert {"sanctions.md", "steun.md", "steun-militair.md", "herstel-militair.md", "Untagged.md"} <= names
    assert len(names) == 7


def test_a_template_gets_values_only_and_its_faults_are_told_with_their_line() -> None:
    def rendered(template: str) -> str:
        return exported(Request((LETTER,), (note_on(1, "Militair", ("a*b",)),), template=template))

    assert rendered("{% for g in groups %}{{ g.title }}|{% endfor %}").startswith("Stand van zaken \\*")
    for hostile in (
        "{{ groups.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ groups[0].letter.path.unlink() }}",
        "{{ 1 / 0 }}",
        "{{ 'a' * 10 ** 12 }}",
        "{{ [1] * 10 ** 12 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for i in range(10 ** 9) %}x{% endfor %}",
        "{{ 'x' | link }}",
        "{% include '/etc/passwd' %}",
    ):
        with pytest.raises(ExportError):
            rendered(hostile)
    assert rendered("{{ 3 * 4 }}{{ 'ab' * 2 }}").startswith("12abab")
    with pytest.raises(ExportError, match="line 2"):
        rendered("x\n{% for %}")


def test_what_cannot_be_asked_for_is_refused_with_what_can() -> None:
    with pytest.raises(ExportError, match="markdown"):
        exporters.export("word", Request())
    with pytest.raises(ExportError, match="document, tag, section"):
        exporters.export("markdown", Request(group="colour"))
    with pytest.raises(ExportError, match="digest"):
        exporters.template("no such")
