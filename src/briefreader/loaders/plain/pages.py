"""Pages: where they end, and what stands on each of them that is no part of the letter.

Takes out running heads and feet, page numbers and imprints, and puts a column beside the text after it. What is
left is lines that only want joining: `reflow.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from briefreader.courtesy import paced
from briefreader.loaders.plain.margins import is_letterhead, repeated_margins
from briefreader.loaders.plain.source import Line
from briefreader.loaders.wording import is_a, starts
from briefreader.sentences import begins_small
from briefreader.values import changed

BLANKS = 5
"""Blank lines in a row from which on they are the foot of a page, where a file has no form feeds."""

SHORTEST = 12
"""Lines from one page number to the next, at least."""

EDGE = 7
"""Lines at the head and foot of a page that may be furniture."""

FARTHEST = 16
"""The same where all lines between them and the edge are furniture."""

OFTEN = 0.4
"""Share of the pages a line must stand on to be furniture."""

FAR = 40
"""Columns from the left from which on a second column can start."""

PARTING = 2
"""Blank lines before another that part a page."""

GUTTER = 2
"""Blank columns between two columns of text."""

FOOT = 100
"""Blank lines that are counted at most: the length of the longest page."""

LONGEST = 400
"""Code points of a line that may be furniture: two of the widest pages beside each other."""


def pages_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by page, blank ones included: by form feeds, else by the blank foot of pages, else by page numbers."""
    if any(line.turn for line in lines):
        return [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    pages = _split(lines, set(_after_blanks(lines)))
    return pages if len(pages) > 1 else _split(lines, set(_after_numbers(lines)))


def _split(lines: Sequence[Line], starts: set[int]) -> list[list[Line]]:
    """The lines cut before each index in `starts`."""
    cuts = [0, *sorted(starts - {0}), len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(cuts)]


def _after_blanks(lines: Sequence[Line]) -> Iterator[int]:
    """Where a line follows so many blank ones, if the same number of them comes back as at the foot of pages."""
    runs: dict[int, list[int]] = {}
    blanks = 0
    for index, line in enumerate(paced(lines)):
        if line.text and blanks >= BLANKS and index > blanks:
            runs.setdefault(blanks, []).append(index)
        blanks = 0 if line.text else blanks + 1
    most = max(runs.values(), key=len, default=[])
    if len(most) >= 0.9 * sum(map(len, runs.values())):
        yield from most


def _after_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Where a page starts by its number: a line that comes back with a number that counts."""
    chains: dict[tuple[str, int], list[int]] = {}  # by shape and the number that would come next
    for index, line in enumerate(paced(lines)):
        if not line.text or is_a("labelled", line.text):
            continue
        for shape, number in {counted for piece in _heard(line.text) for counted in _shapes(piece)}:
            chain = chains.pop((shape, number), [])
            if 0 < len(chain) < 3 and index - chain[-1] < SHORTEST:
                chain = []  # a list
            chains[shape, number + 1] = [*chain, index]
    pages = [
        chain
        for (shape, _), chain in chains.items()
        if len(chain) >= 3 and _counts_pages(lines, shape, chain)
    ]
    found = max(pages, key=len, default=[])
    above = sum(_blanks(lines, index, -1) for index in found)
    below = sum(_blanks(lines, index, 1) for index in found)
    yield from (index + (above >= below) for index in found if index + 1 < len(lines))


def _counts_pages(lines: Sequence[Line], shape: str, chain: Sequence[int]) -> bool:
    """Whether lines of that shape number pages, not articles: they stand apart, and fall inside sentences too."""
    if re.match(r"\W*#[.)]", shape) or not any(_blanks(lines, i, -1) + _blanks(lines, i, 1) for i in chain):
        return False
    if not re.search(r"[^\W\d_]", shape) or is_a("imprint", re.sub("[#@]", "1", shape)):
        return True
    return any(_inside_sentence(lines, index) for index in chain)


def _inside_sentence(lines: Sequence[Line], index: int) -> bool:
    before = next((line.text for line in reversed(lines[:index]) if line.text), ".")
    after = next((line.text for line in lines[index + 1 :] if line.text), "")
    return before[-1] not in ".:;?!" and begins_small(after)


def _blanks(lines: Sequence[Line], index: int, step: int) -> int:
    """Blank lines before (`step` -1) or after (1) a line, up to `FOOT`."""
    count = 0
    for at in range(index + step, index + step * (FOOT + 1), step):
        if not 0 <= at < len(lines) or lines[at].text:
            break
        count += 1
    return count


def body_lines(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The letter's lines in reading order: none blank, each with its gap, its page, and what was taken out before it.

    Also what was taken out after the last.
    """
    pages = [_without_column(page) for page in pages_of(lines)]
    furniture = _furniture(pages)
    found: list[Line] = []
    taken: list[str] = []
    for number, page in enumerate(pages):
        gap, turn = 0, number > 0
        for line in paced(page):
            if not line.text:
                gap += 1
            elif line.start in furniture:
                taken.append(line.text)
            else:
                gap = 0 if turn else gap
                found.append(changed(line, gap=gap, turn=turn, page=number, taken=tuple(taken)))
                gap, turn, taken = 0, False, []
    return found, tuple(taken)


def _furniture(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Where the lines, or pieces of lines, start that are furniture."""
    filled = [[line for line in page if line.text] for page in pages]
    heads = [page[:FARTHEST] for page in filled]
    feet = [page[::-1][:FARTHEST] for page in filled]
    margins = repeated_margins(pages)
    found = set(margins)
    for edges in (heads, feet):
        repeated = _repeated(edges)
        for number, edge in enumerate(edges):
            outside = True  # nothing but furniture between the line and the edge of the page
            for place, line in enumerate(edge):
                if line.start in margins:
                    continue
                if (outside or place < EDGE) and _known(
                    line, repeated if outside else set(), number, outside
                ):
                    found.add(line.start)
                else:
                    outside = False
    return found


def _known(line: Line, repeated: set[tuple[str, int | None]], page: int, outermost: bool) -> bool:
    """Whether a line at the edge of a page is furniture; a number alone only if it is the outermost."""
    if is_a("labelled", line.text) or (line.text.isdigit() and not outermost):
        return False
    return _is_known(_pieces(line.text), repeated, page)


def _is_known(pieces: Sequence[str], repeated: set[tuple[str, int | None]], page: int) -> bool:
    whole = " ".join(pieces)
    if (whole, None) in repeated or is_a("imprint", whole):
        return True
    prefix = starts("imprint", whole)
    if prefix and prefix.end() and whole[prefix.end() :][:1] == " ":
        return _is_known([whole[prefix.end() :].strip()], repeated, page)
    if any((shape, number - page) in repeated for shape, number in _shapes(whole)):
        return True
    return any(
        _is_known(pieces[:cut], repeated, page) and _is_known(pieces[cut:], repeated, page)
        for cut in range(1, len(pieces))
    )


def _pieces(text: str) -> list[str]:
    """What stands on a line, apart from each other; at most four pieces."""
    return [piece.strip() for piece in re.split(r" {3,}|\t", text, maxsplit=3)]


def _heard(text: str) -> Iterator[str]:
    """What may come back on other pages: the line, and its pieces from each of them on."""
    pieces = _pieces(text)
    for start in range(len(pieces)):
        yield " ".join(pieces[start:])
        if start:
            yield " ".join(pieces[:start])


_PAGE_NUMBER = re.compile(r"(?<![\w.,–-])\d{1,3}(?![\w–-]|[.,]\d)")


def _shapes(text: str) -> Iterator[tuple[str, int]]:
    """The text with one of its numbers as `#` and the others as `@`, and that number: for each that could be a page's."""
    for match in _PAGE_NUMBER.finditer(text) if len(text) <= LONGEST else ():
        before, after = text[: match.start()], text[match.end() :]
        shape = f"{_PAGE_NUMBER.sub('@', before)}#{_PAGE_NUMBER.sub('@', after)}"
        yield re.sub(r"\s+", " ", shape), int(match[0])


def _repeated(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int | None]]:
    """Texts that stand at the edge of many pages; shapes whose number counts the pages."""
    counts: Counter[tuple[str, int | None]] = Counter()
    for page, edge in enumerate(edges):
        seen: set[tuple[str, int | None]] = set()
        for line in edge:
            for piece in _heard(line.text):
                seen.add((piece, None))
                seen.update((shape, number - page) for shape, number in _shapes(piece))
        counts.update(seen)
    enough = max(2, OFTEN * len(edges))
    return {what for what, count in counts.items() if count >= enough}


def _without_column(page: Sequence[Line]) -> list[Line]:
    """A page on which a narrow column beside the text stands after it; if only parts of it have one, after each."""
    gutter = _gutter(page)
    if gutter:
        return _apart(page, gutter)
    parts = _split(
        page, {i + 1 for i, line in enumerate(page) if not line.text and _blanks(page, i, -1) >= PARTING}
    )
    if len(parts) < 2:
        return list(page)
    found: list[Line] = []
    for part in parts:
        own = _gutter(part)
        found += _apart(part, own) if own else part
    return found


def _apart(page: Sequence[Line], gutter: int) -> list[Line]:
    """The lines left of a column, then those right of it; a letterhead's column on the first page comes first."""
    left: list[Line] = []
    right: list[Line] = []
    for line in page:
        cut = gutter - line.indent
        if not line.text or cut >= len(line.text) or _crosses(line, gutter):
            left.append(line)
        elif cut <= 0:
            right.append(line)
        else:
            left.append(line.part(0, cut))
            right.append(line.part(cut))
    return [*right, *left] if page[0].page == 0 and is_letterhead(right) else [*left, *right]


def _gutter(page: Sequence[Line]) -> int | None:
    """The column where a second column of text starts, if there is one beside the first on this page."""
    filled = [line for line in page if line.text]
    starts = Counter(
        line.indent + match.end()
        for line in filled
        for match in re.finditer(rf"\S {{{GUTTER},}}(?=\S)", line.text)
    )
    starts.update(line.indent for line in filled if line.indent > FAR)
    for column, count in starts.most_common(3):
        if count >= 3 and _is_gutter(filled, column):
            return column
    return None


def _is_gutter(filled: Sequence[Line], column: int) -> bool:
    """Whether nothing crosses the blank columns before `column`, and text stands beside text on several lines."""
    if any(_crosses(line, column) and line.indent < FAR for line in filled):
        return False
    beside = left = 0
    for line in filled:
        has_left = line.indent < column - GUTTER
        left += has_left
        beside += has_left and line.indent + len(line.text) > column
    return beside >= 2 and left >= 5 and _is_prose(filled, column)


def _crosses(line: Line, column: int) -> bool:
    """Whether a line has text in the blank columns before `column`."""
    return bool(line.text[max(column - GUTTER - line.indent, 0) : max(column - line.indent, 0)].strip())


def _is_prose(filled: Sequence[Line], column: int) -> bool:
    """The first column is running text, not labels: its lines are mostly long."""
    lengths = [min(len(line.text), column - line.indent) for line in filled if line.indent < column - GUTTER]
    return column > FAR and sum(length > 0.5 * column for length in lengths) >= 0.2 * len(lengths)
