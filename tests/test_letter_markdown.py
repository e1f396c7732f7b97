"""A whole letter as Markdown: it reads as the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from briefreader.document import Block, Document, Kind
from briefreader.exporters.letter import letter_markdown
from briefreader.span import Span
from hard_letter import LETTER
from test_export_markdown import SPITEFUL, words

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(document: Document) -> list[str]:
    """The texts of the parts of its Markdown, without the title."""
    texts = []
    for token in READER.parse(letter_markdown(document))[3:]:
        if token.type == "inline":
            texts.append(words(token))
        elif token.type in ("fence", "html_block", "code_block"):
            texts.append(token.content)
    return texts


@pytest.mark.parametrize(
    "kind", [Kind.PARAGRAPH, Kind.QUOTE, Kind.HEADING, Kind.ITEM, Kind.SIGNATURE, Kind.PRE]
)
@given(text=SPITEFUL.map(lambda text: " ".join(text.split())).filter(bool))
def test_a_block_reads_as_its_text(kind: Kind, text: str) -> None:
    document = Document("one", text, (Block(kind, Span(0, len(text)), 1),))
    assert shown(document) == [f"{text}\n" if kind is Kind.PRE else text]


def test_every_part_of_the_hard_letter_is_there() -> None:
    text = "\n".join(shown(LETTER)).replace("[^1]", "¹")
    cells = {
        LETTER.text[cell.start : cell.end] for block in LETTER.blocks for row in block.cells for cell in row
    }
    for block in LETTER.blocks:
        if block.kind is not Kind.TABLE:
            assert LETTER.text[block.body.start : block.body.end] in text
    assert all(cell in text for cell in cells)
