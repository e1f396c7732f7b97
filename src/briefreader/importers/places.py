"""Places: which letter a file means, and where in it a passage of the file stands.

How words are found in a changed text is `anchoring/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from briefreader.anchoring import carry, locate
from briefreader.anchoring.passages import Found
from briefreader.digests import hash_text
from briefreader.document import Document
from briefreader.errors import BriefreaderError
from briefreader.importers.parcel import Incoming, Source
from briefreader.values import changed


class Letters:
    """The letters here, found by what a file says of them: id, text, paper, title."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents

    def find(self, source: Source) -> Document | None:
        """The letter that the file means; None if it is not here."""
        if source.id in self.documents:
            return self.opened(source.id)
        digest = source.text_hash or (hash_text(source.text) if source.text else "")
        for index, wanted in ((0, digest), (1, source.paper), (2, _plain(source.title))):
            if wanted and (id := self.index[index].get(wanted)) is not None:
                return self.opened(id)
        return None

    def opened(self, id: str) -> Document | None:
        """The document, or None if it cannot be read."""
        try:
            return self.documents[id]
        except (BriefreaderError, KeyError):
            return None

    @cached_property
    def index(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """Ids by text hash, by paper and by title or file name; what two letters share leads to neither."""
        found: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for id in self.documents:
            document = self.opened(id)
            if document is None:
                continue
            stem = document.path.stem if document.path else id
            names = {
                _plain(document.title),
                _plain(stem),
                _plain(id),
                _plain(document.path.name if document.path else ""),
            }
            for index, keys in zip(
                found, ({document.text_hash}, {document.metadata.paper or ""}, names), strict=True
            ):
                for key in keys:
                    index.setdefault(key, []).append(id)
        hashes, papers, titles = (
            {key: ids[0] for key, ids in index.items() if len(ids) == 1} for index in found
        )
        return hashes, papers, titles


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def places(document: Document, source: Source, passages: Sequence[Incoming]) -> list[Found | None]:
    """Where each of a source's passages stands in the document: by the source's text if it came along."""
    if source.text is not None and source.text != document.text:
        return list(carry(source.text, document.text, [incoming.target.span for incoming in passages]))
    return [None if incoming.orphaned else _place(document, incoming) for incoming in passages]


def _place(document: Document, incoming: Incoming) -> Found | None:
    target = incoming.target
    start = _code_points(document.text, target.start) if incoming.utf16 else target.start
    return locate(document.text, changed(target, start=start, end=start + len(target.quote)))


def _code_points(text: str, units: int) -> int:
    """Code points in the first `units` UTF-16 units of `text`."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, units)].decode("utf-16-le", "ignore"))
