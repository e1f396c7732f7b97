"""PDF: from characters with fonts, sizes and places to the pieces of a letter.

The door of the format: opens the file, keeps its limits, and leads its pages through `page`, `tags`, `furniture`,
`margins`, `contents`, `letterhead`, `tables`, `paragraphs`, `notes`, `joining` and `headings`, in that order.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.flow import Flow, Note, Piece, Stretch
from briefreader.loaders.flow.pour import pour
from briefreader.loaders.pdf import contents as pdf_contents
from briefreader.loaders.pdf.contents import Contents
from briefreader.loaders.pdf.furniture import without_furniture
from briefreader.loaders.pdf.headings import ITEM, Promises, apart, folded, headings, is_cover, promise
from briefreader.loaders.pdf.joining import piece, shown
from briefreader.loaders.pdf.letterhead import letterhead
from briefreader.loaders.pdf.margins import without_margins
from briefreader.loaders.pdf.notes import answered, marked, notes, raised, split
from briefreader.loaders.pdf.page import HYPHEN, Stripe, stripes
from briefreader.loaders.pdf.paragraphs import Block, blocks, leadings, signed
from briefreader.loaders.pdf.tables import Table, tables
from briefreader.loaders.pdf.tags import Tree, believed, is_no_title, lies, titles
from briefreader.loaders.plain.hyphens import Hyphens
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import starts
from briefreader.sentences import begins_small
from briefreader.values import changed

PAGES_AT_MOST = 5_000
FIRST = 10
"""Pages that are shown before the others have been read."""

STRIPES_AT_MOST = 500_000
"""Lines of a file at most: several times the longest report."""

FULL_LINE = 40
"""Code points of a page's last line at least, if a number at the top of the next page goes on with it."""

COVERS = 2
"""Pages at the front that may be covers, of documents that have more."""

ENDED = ".?!:;"

_ONE_AT_A_TIME = threading.Lock()
"""pdfium keeps state of its own between calls and must not be asked from two threads."""


def read(data: bytes, builder: DocumentBuilder, most: int | None = None) -> None:
    """Tells `builder` what is in a PDF file, or with `most` on so many of its first pages.

    Raises LoadError if it is encrypted, damaged or holds no text, or no more pages than that.
    """
    with _ONE_AT_A_TIME:
        pages, outline, height = _pages(data, most)
    if not any(pages):
        raise LoadError("holds pictures of pages and no text. Have its text recognised first.")
    kept, furniture = without_furniture(believed(pages), height)
    flow = _flow(kept, outline)
    flow.left_out = [*(("page header", text) for text in furniture), *flow.left_out]
    pour(flow, builder)


def read_first(data: bytes, builder: DocumentBuilder) -> None:
    """The same with the first pages. Raises LoadError if there are not some more."""
    read(data, builder, FIRST)


def _pages(data: bytes, most: int | None) -> tuple[list[list[Stripe]], dict[str, int], float]:
    """The lines of every page, or of the first `most`; the titles of the file's outline with their levels; the height of a page."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        if "password" in said or "security" in said:
            raise LoadError("is encrypted. Save it without a password first.") from error
        raise LoadError("is damaged or no PDF file. Get it again.") from error
    try:
        if len(file) > PAGES_AT_MOST:
            raise LoadError(f"has more than {PAGES_AT_MOST} pages. Split it first.")
        if most is not None and len(file) <= 2 * most:
            raise LoadError("has hardly more than its first pages.")
        pages: list[list[Stripe]] = []
        tree = Tree()
        for number in range(len(file))[:most]:
            page = file[number]
            pages.append(signed(stripes(page, number, tree.tagged(page))))
            page.close()
            if sum(map(len, pages)) > STRIPES_AT_MOST:
                raise LoadError(f"has more than {STRIPES_AT_MOST} lines. Split it first.")
        height = file[0].get_height() if pages else 0.0
        return pages, _outline(file), height
    except pypdfium2.PdfiumError as error:
        raise LoadError("is damaged: one of its pages cannot be read. Get it again.") from error
    finally:
        file.close()


def _outline(file: Any) -> dict[str, int]:
    """Titles of the file's outline, as they are compared, with their level from 1."""
    try:
        marks = [(mark.get_title(), mark.level) for mark in file.get_toc(max_depth=8)]
    except (pypdfium2.PdfiumError, ValueError):
        return {}
    if lies(sum(is_no_title(title.strip()) for title, _ in marks), len(marks)):
        return {}
    return {promise(title.strip()): level + 1 for title, level in marks if title and folded(title)}


def _flow(pages: Sequence[list[Stripe]], outline: dict[str, int]) -> Flow:
    """The pieces and notes of all pages."""
    body = _body_size(stripe for page in pages for stripe in page)
    pages, margins = without_margins(pages, body)
    usual = leadings(pages)
    hyphens = Hyphens([Line(shown(s), 0, 0) for page in pages for s in page])
    contents = pdf_contents.find(pages)
    promises = Promises(outline, contents, titles(pages, outline))
    head, first = letterhead(pages[0], body)
    flow = Flow(by_look=False)
    flow.head = [Piece(Kind.PARAGRAPH, (Stretch("\n".join(head)),))] if head else []
    found: list[Note] = []
    markers: set[str] = set()
    last: Block | None = None
    for number, page in enumerate([first, *pages[1:]]):
        text = [stripe for stripe in page if id(stripe) not in contents.lines]
        standing = tables(text, hyphens)
        if contents.start(page):
            standing.append(Table(contents.top(page), contents.lines, _table(contents)))
        inside = frozenset[int]().union(*(table.lines for table in standing))
        found_blocks = apart(blocks([s for s in text if id(s) not in inside], usual), promises)
        body_blocks, note_blocks = split(found_blocks, body)
        markers |= raised(body_blocks)
        if note_blocks and not answered(note_blocks, markers):
            body_blocks, note_blocks = found_blocks, []
        cover = (
            len(pages) > COVERS + 1 and number < COVERS and not standing and is_cover(body_blocks, promises)
        )
        for label, block in notes(note_blocks):
            found.append((label, (piece(block, hyphens, drop=len(label)),)))
        for block in body_blocks:
            while standing and block.top > standing[0].top:
                flow.pieces.append(standing.pop(0).piece)
                last = None
            promised = promises.of(block.stripes)
            if last is not None and last.page != block.page and not promised and _goes_on(last, block):
                last = changed(last, stripes=(*last.stripes, *block.stripes))
                flow.pieces[-1] = _named(last, hyphens)
                continue
            named = changed(_named(block, hyphens), boxed=cover)
            flow.pieces.append(named if named.level else changed(named, level=promised or 0))
            last = block
        if standing:
            flow.pieces += [table.piece for table in standing]
            last = None
    labels = {label for label, _ in found}
    flow.pieces = headings([marked(one, labels) for one in flow.pieces], promises)
    flow.notes = found
    flow.left_out = [("page header", text) for text in margins]
    return flow


def _body_size(stripes: Iterable[Stripe]) -> float:
    """The type size that most characters have."""
    sizes: Counter[float] = Counter()
    for stripe in stripes:
        sizes[stripe.size] += len(stripe.text)
    return sizes.most_common(1)[0][0]


def _table(contents: Contents) -> Piece:
    """The rows of the contents: titles and page numbers."""
    rows = ((_cell(entry.title), _cell(entry.page)) for entry in contents.entries)
    return Piece(Kind.TABLE, rows=tuple(rows))


def _cell(text: str) -> tuple[Piece, ...]:
    return (Piece(Kind.PARAGRAPH, (Stretch(text.replace(HYPHEN, "-")),)),)


def _named(block: Block, hyphens: Hyphens) -> Piece:
    """A block as a paragraph with its label before it; an item of an agenda as a heading with its number."""
    made = piece(block, hyphens)
    number = re.match(r"\d{1,3}\.\s+", block.label)
    if number and starts("item_label", block.label[number.end() :]):
        return changed(
            made, kind=Kind.HEADING, level=ITEM, stretches=(Stretch(number[0], True), *made.stretches)
        )
    if block.label:
        return changed(made, stretches=(Stretch(f"{block.label} "), *made.stretches))
    return made


def _goes_on(last: Block, block: Block) -> bool:
    """Whether a paragraph that ends a page goes on with the first one of the next."""
    if abs(last.size - block.size) > 0.3 or last.stripes[-1].bold != block.stripes[0].bold or block.label:
        return False
    end, start = last.text[-1:], block.text[:1]
    if end == HYPHEN:
        return True
    full = len(last.stripes[-1].text) > FULL_LINE
    return end not in ENDED and (begins_small(start) or (start.isdigit() and full))
