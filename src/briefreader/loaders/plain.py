"""Plain text: letters scraped from a page or extracted from a PDF, and whatever else is text."""

from __future__ import annotations

from briefreader.loaders.builder import DocumentBuilder, Run


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` the blocks of a text file."""
    text = data.decode("utf-8", "replace")
    at = 0
    for line in text.splitlines(keepends=True):
        builder.paragraph([Run(line, source=at)])
        at += len(line)
