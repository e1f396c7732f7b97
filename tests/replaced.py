"""Letters that are replaced by another version, and what was marked in them, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from briefreader.anchoring import describe
from briefreader.annotations import Annotation, create
from briefreader.document import Document
from briefreader.loaders import load
from briefreader.span import Span

SEEDS = Path(__file__).parents[1] / "seeds"
FEBRUARY = next(SEEDS.glob("001_*"))


@cache
def february() -> Document:
    """The February letter, read once."""
    return load(FEBRUARY, "brief")


@cache
def unmistakable() -> tuple[str, ...]:
    """Its sentences that are long and stand once in it, and in its file."""
    texts = february().text, FEBRUARY.read_text("utf-8")
    found = (span.of(texts[0]) for span in february().sentences if span.length >= 60)
    return tuple(sentence for sentence in found if all(text.count(sentence) == 1 for text in texts))


def version(sentences: Iterable[str], id: str = "brief") -> Document:
    """A letter of one paragraph a sentence."""
    return Document(id, "\n\n".join(sentences))


def marked(document: Document, quote: str, *tags: str) -> Annotation:
    """An annotation on the first place with these words."""
    start = document.text.index(quote)
    span = Span(start, start + len(quote))
    path = document.section_path(start)
    return create(document.id, describe(document.text, span, path, document.text_hash), tags, "", "ann")


def rewrapped(path: Path, columns: int) -> str:
    """A plain text file's contents, each paragraph broken anew: joined up, then cut at spaces."""
    import textwrap

    paragraphs = path.read_text("utf-8").split("\n\n")
    return "\n\n".join("\n".join(textwrap.wrap(p, columns, break_on_hyphens=False)) for p in paragraphs)
