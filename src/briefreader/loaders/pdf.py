"""PDF: from characters with fonts, sizes and places to the pieces of a letter.

Takes away running heads and feet, joins lines and pages to paragraphs, and tells notes by their small type at the
foot of the page. Characters and lines are `pdf_page.py`, paragraphs and columns `pdf_blocks.py`; what is a heading
by its dress is `dress.py`, which all formats share.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from briefreader.document import Kind
from briefreader.errors import LoadError
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.flow import Flow, Note, Piece, Stretch, pour
from briefreader.loaders.hyphens import DROP, SPACE, Hyphens
from briefreader.loaders.letters import is_page_number
from briefreader.loaders.pdf_blocks import Block, blocks, leadings, signed
from briefreader.loaders.pdf_page import HYPHEN, Stripe, stripes
from briefreader.loaders.source import Line

PAGES_AT_MOST = 5_000
STRIPES_AT_MOST = 500_000
"""Lines of a file at most: several times the longest report."""

NOTE_SIZE = 0.93
"""Size of notes at most, as a share of the body's: 7 beside 8.5 points is 0.81, 9 beside 10 is 0.9."""

EDGE = 0.12
"""Share of a page's height, above and below, where running heads and feet stand."""

ENDED = ".?!:;"

_ONE_AT_A_TIME = threading.Lock()
"""pdfium keeps state of its own between calls and must not be asked from two threads."""

_LABEL = re.compile(r"\s*(\d{1,3})(?=\s|$|[^\W\d])")


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what is in a PDF file. Raises LoadError if it is encrypted, damaged or holds no text."""
    with _ONE_AT_A_TIME:
        pages, outline, height = _pages(data)
    if not any(pages):
        raise LoadError("holds pictures of pages and no text. Have its text recognised first.")
    kept, furniture = _without_furniture(pages, height)
    for text in furniture:
        builder.repair("page header", text)
    pour(_flow(kept, outline), builder)


def _pages(data: bytes) -> tuple[list[list[Stripe]], dict[str, int], float]:
    """The lines of every page; the titles of the file's outline with their levels; the height of a page."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        if "password" in said or "security" in said:
            raise LoadError("is encrypted. Save it without a password first.") from error
        raise LoadError("is damaged or no PDF file. Get it anew from where it came.") from error
    try:
        if len(file) > PAGES_AT_MOST:
            raise LoadError(f"has more than {PAGES_AT_MOST} pages. Split it first.")
        pages: list[list[Stripe]] = []
        for number in range(len(file)):
            page = file[number]
            pages.append(signed(stripes(page, number)))
            page.close()
            if sum(map(len, pages)) > STRIPES_AT_MOST:
                raise LoadError(f"has more than {STRIPES_AT_MOST} lines. Split it first.")
        height = file[0].get_height() if pages else 0.0
        return pages, _outline(file), height
    except pypdfium2.PdfiumError as error:
        raise LoadError("is damaged: one of its pages cannot be read. Get it anew.") from error
    finally:
        file.close()


def _outline(file: Any) -> dict[str, int]:
    """Titles of the file's outline, folded, with their level from 1."""
    try:
        marks = [(mark.get_title(), mark.level) for mark in file.get_toc(max_depth=8)]
    except (pypdfium2.PdfiumError, ValueError):
        return {}
    return {_folded(title): level + 1 for title, level in marks if title and _folded(title)}


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


# Running heads and feet


def _without_furniture(
    pages: Sequence[Sequence[Stripe]], height: float
) -> tuple[list[list[Stripe]], list[str]]:
    """The pages without what stands on several of them at the same place; and the words of that, once each."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_place(stripe) for stripe in page})
    often = max(2, min(4, len(pages) // 3))
    kept: list[list[Stripe]] = []
    taken: dict[str, None] = {}
    for page in pages:
        kept.append([])
        for stripe in page:
            edge = not EDGE * height < stripe.foot < (1 - EDGE) * height
            if (edge and _repeats(stripe, seen, often)) or (edge and is_page_number(stripe.text)):
                taken.setdefault(stripe.text)
            else:
                kept[-1].append(stripe)
    return kept, list(taken)


def _place(stripe: Stripe) -> tuple[str, int]:
    """What a line says, numbers aside, and about where it stands."""
    return re.sub(r"\d+", "0", stripe.text), round(stripe.foot / 6)


def _repeats(stripe: Stripe, seen: Counter[tuple[str, int]], often: int) -> bool:
    text, row = _place(stripe)
    return sum(seen[text, near] for near in (row - 1, row, row + 1)) >= often


# Pieces


@dataclass(frozen=True, slots=True)
class _Page:
    body: list[Block]
    notes: list[Block]


def _flow(pages: Sequence[Sequence[Stripe]], outline: dict[str, int]) -> Flow:
    """The pieces and notes of all pages."""
    usual = leadings(pages)
    body = _body_size(stripe for page in pages for stripe in page)
    hyphens = Hyphens([Line(_shown(s), 0, 0) for page in pages for s in page])
    flow = Flow()
    notes: list[Note] = []
    last: Block | None = None
    for page in pages:
        split = _split(blocks(page, usual), body)
        labels = len(notes)
        for label, block in _notes(split.notes, labels):
            notes.append((label, (_piece(block, hyphens, drop=len(label)),)))
        for block in split.body:
            if last is not None and last.page != block.page and _goes_on(last, block):
                last = Block((*last.stripes, *block.stripes))
                flow.pieces[-1] = _piece(last, hyphens)
                continue
            flow.pieces.append(_named(_piece(block, hyphens), outline))
            last = block
    labels_found = {label for label, _ in notes}
    flow.pieces = [_marked(piece, labels_found) for piece in flow.pieces]
    flow.notes = notes
    return flow


def _body_size(stripes: Iterable[Stripe]) -> float:
    """The type size that most characters have."""
    sizes: Counter[float] = Counter()
    for stripe in stripes:
        sizes[stripe.size] += len(stripe.text)
    return sizes.most_common(1)[0][0]


def _split(found: Sequence[Block], body: float) -> _Page:
    """The blocks of a page: its text, and the small type at its foot that holds the notes."""
    small = [block for block in found if block.size <= NOTE_SIZE * body]
    starts = [b for b in small if _LABEL.match(b.text) and _labelled(b.stripes[0])]
    if not starts:
        return _Page(list(found), [])
    first = min(starts, key=lambda block: block.top)
    notes = [b for b in small if b.top >= first.top and b.left >= first.left - 2 * b.size]
    above = [b for b in found if b not in notes]
    if any(b.top > first.top and b.size > NOTE_SIZE * body and b.left >= first.left - 2 for b in above):
        return _Page(list(found), [])
    return _Page(above, sorted(notes, key=lambda block: block.top))


def _labelled(stripe: Stripe) -> bool:
    """Whether a line begins with a number that is raised, or set apart from its words."""
    lead = stripe.parts[0]
    return lead.raised or bool(re.match(r"\s*\d{1,3}(\s|$)", lead.text))


def _notes(found: Sequence[Block], before: int) -> Iterator[tuple[str, Block]]:
    """The notes at the foot of a page, cut where the next number begins a line; `before` notes came earlier."""
    label = ""
    lines: list[Stripe] = []
    expected = None
    for stripe in (s for block in found for s in block.stripes):
        match = _LABEL.match(stripe.text)
        value = int(match[1]) if match and _labelled(stripe) else None
        if value is not None and (expected is None or value == expected):
            if lines:
                yield label, Block(tuple(lines))
            label, lines, expected = str(value), [stripe], value + 1
        elif lines:
            lines.append(stripe)
    if lines:
        yield label, Block(tuple(lines))


def _goes_on(last: Block, block: Block) -> bool:
    """Whether a paragraph that ends a page goes on with the first one of the next."""
    if abs(last.size - block.size) > 0.3 or last.stripes[-1].bold != block.stripes[0].bold:
        return False
    end, start = last.text[-1:], block.text[:1]
    return end == HYPHEN or (
        end not in ENDED and (start.islower() or start.isdigit()) and not block.stripes[0].bold
    )


def _piece(block: Block, hyphens: Hyphens, drop: int = 0) -> Piece:
    """A block as a paragraph, its lines joined; without the first `drop` code points of its text."""
    made: list[Stretch] = []
    for number, stripe in enumerate(block.stripes):
        following = block.stripes[number + 1].text if number + 1 < len(block.stripes) else None
        for part in stripe.parts:
            text = part.text
            if part is stripe.parts[-1]:
                text = text.rstrip()
            face = part.face
            made.append(
                Stretch(
                    text.replace(HYPHEN, "-") if part is not stripe.parts[-1] else text,
                    face.bold,
                    face.italic,
                    False,
                    part.raised,
                    face.size,
                )
            )
        if following is not None:
            made[-1:] = _joint(made[-1], stripe, following, hyphens)
        else:
            made[-1] = replace(made[-1], text=made[-1].text.replace(HYPHEN, "-"))
    return Piece(Kind.PARAGRAPH, _without_lead(made, drop))


def _joint(last: Stretch, stripe: Stripe, following: str, hyphens: Hyphens) -> list[Stretch]:
    """The end of a line with what joins it to the next one."""
    text = last.text.replace(HYPHEN, "-")
    if not text.endswith("-") or len(text) < 2 or text[-2:-1].isspace():
        return [
            replace(last, text=text),
            Stretch(" ", last.bold, last.italic, size=last.size, repair="line joined", was="\n"),
        ]
    verdict = hyphens.verdict(_shown(stripe), following.replace(HYPHEN, "-"))
    if verdict == DROP:
        return [replace(last, text=text[:-1]), Stretch("", repair="hyphen dropped", was="-\n")]
    if verdict == SPACE:
        return [replace(last, text=text), Stretch(" ", size=last.size, repair="line joined", was="\n")]
    return [replace(last, text=text), Stretch("", repair="hyphen kept", was="\n")]


def _shown(stripe: Stripe) -> str:
    return stripe.text.replace(HYPHEN, "-")


def _without_lead(stretches: Sequence[Stretch], drop: int) -> tuple[Stretch, ...]:
    kept = []
    for stretch in stretches:
        text = stretch.text.lstrip() if drop else stretch.text
        kept.append(replace(stretch, text=text[drop:]))
        drop = max(0, drop - len(text))
    return tuple(kept)


def _named(piece: Piece, outline: dict[str, int]) -> Piece:
    """The piece as a heading, if the file's outline lists its words."""
    level = outline.get(_folded(piece.text)) if outline else None
    return replace(piece, kind=Kind.HEADING, level=level) if level else piece


def _marked(piece: Piece, labels: set[str]) -> Piece:
    """The piece with its raised numbers tied to the notes of that number."""
    stretches = tuple(
        replace(s, text=s.text.strip(), note=s.text.strip()) if s.raised and s.text.strip() in labels else s
        for s in piece.stretches
    )
    return replace(piece, stretches=stretches)
