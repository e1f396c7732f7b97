"""EPUB: reads books: the pages of their spine in order, each as a web page.

Which page follows which is said by the package; what is in a page is `web.py`'s.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.archive import Archive, opened, parse_xml
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.encoding import decode
from briefreader.loaders.flow import Flow, Piece
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.web import article, parsed
from briefreader.values import changed

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"

PAGE_TYPES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
PAGE_SUFFIXES = (".xhtml", ".html", ".htm")

FONTS_ONLY = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
"""Ways of encryption that hide fonts, not the text."""

MOST_SHEETS = 20
"""Stylesheets of a book that are read."""

ENOUGH_HEADINGS = 3
"""From so many headings on, bold lines are only bold."""


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what an EPUB file holds. Raises LoadError when it cannot be read."""
    archive = opened(data)
    if ENCRYPTION in archive and _is_locked(archive.read(ENCRYPTION)):
        raise LoadError("is protected by its publisher. Only copies without that can be read.")
    path = _package_path(archive)
    package = parse_xml(archive.read(path), path, recover=True)
    _tell(package, builder)
    whole = Flow()
    sheets = [decode(archive.read(part)).text for part in _sheets(package, path, archive)]
    for page in _pages(package, path, archive):
        root = parsed(decode(archive.read(page)).text)
        flow = article(root, sheets)
        whole.left_out += flow.left_out
        whole.pieces += [_without_line(piece) for piece in flow.pieces]
        whole.notes += [(label, tuple(_without_line(piece) for piece in body)) for label, body in flow.notes]
    if not whole.pieces:
        raise LoadError("names no pages that can be read. Get it again.")
    whole.pieces = _raised(whole.pieces)
    whole.by_look = sum(piece.kind is Kind.HEADING for piece in whole.pieces) < ENOUGH_HEADINGS
    pour(whole, builder)


def _is_locked(data: bytes) -> bool:
    """Whether encryption goes beyond fonts."""
    return data.count(b"EncryptionMethod") > sum(data.count(way) for way in FONTS_ONLY)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _package_path(archive: Archive) -> str:
    """The part that lists all others."""
    if CONTAINER in archive:
        for element in parse_xml(archive.read(CONTAINER), CONTAINER, recover=True).iter():
            path = normpath(element.get("full-path") or ".") if _local(element) == "rootfile" else ""
            if path in archive:
                return path
    found = next((name for name in sorted(archive.parts) if name.endswith(".opf")), None)
    if found is None:
        raise LoadError("is an archive without a book in it. Open what is inside it.")
    return found


def _tell(package: Any, builder: DocumentBuilder) -> None:
    """Sets the title, language, date and whatever else the package says."""
    said: dict[str, str] = {}
    for element in package.iter():
        words = " ".join((element.text or "").split()) if isinstance(element.tag, str) else ""
        if words and "purl.org/dc" in element.tag:
            said.setdefault(_local(element), words)
    title, language, date = said.pop("title", None), said.pop("language", ""), said.pop("date", "")
    known = builder.metadata
    builder.metadata = changed(
        known,
        title=known.title or title,
        language=known.language or language.split("-")[0].lower() or None,
        date=known.date or (date[:10] if len(date) >= 10 else None),
        other=MappingProxyType({**known.other, **said}),
    )


def _pages(package: Any, path: str, archive: Archive) -> list[str]:
    """The parts of the spine in reading order, pages that are only called for at the end."""
    folder = dirname(path)
    items: dict[str, str] = {}
    first: list[str] = []
    later: list[str] = []
    for element in package.iter():
        name = _local(element)
        if name == "item" and "nav" not in (element.get("properties") or "").split():
            part = normpath(join(folder, unquote(element.get("href") or "")))
            if element.get("media-type") in PAGE_TYPES or part.endswith(PAGE_SUFFIXES):
                items[element.get("id") or ""] = part
        elif name == "itemref":
            (later if element.get("linear") == "no" else first).append(element.get("idref") or "")
    parts = [items[name] for name in dict.fromkeys(first + later) if items.get(name, "") in archive]
    return parts or [part for part in items.values() if part in archive]


def _sheets(package: Any, path: str, archive: Archive) -> list[str]:
    """The parts that are stylesheets."""
    items = [e for e in package.iter() if _local(e) == "item" and e.get("media-type") == "text/css"]
    parts = [normpath(join(dirname(path), unquote(item.get("href") or ""))) for item in items[:MOST_SHEETS]]
    return [part for part in parts if part in archive]


def _without_line(piece: Piece) -> Piece:
    """A piece without its line: those of parts are no lines of the file."""
    return changed(piece, line=None)


def _raised(pieces: list[Piece]) -> list[Piece]:
    """Headings of a book whose pages all begin below the first level, moved up."""
    top = min((piece.level for piece in pieces if piece.kind is Kind.HEADING), default=1)
    return [
        changed(piece, level=piece.level - top + 1) if piece.kind is Kind.HEADING else piece
        for piece in pieces
    ]
