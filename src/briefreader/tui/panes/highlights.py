"""The highlights pane: what was marked in the open letter, in reading order under its sections.

Shows rows and says which was chosen; making and changing highlights is `marking.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import is_not

from briefreader.annotations import Annotation, Codebook, clash
from briefreader.document import Document
from briefreader.tui import wording
from briefreader.tui.marks import Marks
from briefreader.tui.panes import chips
from briefreader.tui.panes.headed import Headed, sections
from briefreader.tui.panes.rows import Part, Row, Rows

QUOTE_AT_MOST = 160
"""Code points of a passage that a row can show at the widest."""

DOUBTS = {"changed": "its words have changed", "uncertain": "perhaps not its place"}
"""What is said of a highlight that a person should look at."""

NONE_YET = Row("", (("nothing is marked yet", "dim"),), choosable=False)
"""What the pane says of a letter without highlights."""

LEAST = 2
"""Lines of every highlight: its words, and its tags."""


class HighlightsPane(Rows):
    """The highlights of the open letter."""

    BORDER_TITLE = "Highlights"
    HELP = "Moving here moves the caret to the highlight; `a` writes a note on it, `d` deletes it."

    _listed: HighlightRows | None = None

    def show_highlights(
        self,
        document: Document,
        annotations: Iterable[Annotation],
        codebook: Codebook,
        borrowed: Iterable[Annotation] = (),
    ) -> None:
        """Show those of a letter, and those that were made on other renderings of it."""
        self._listed = HighlightRows(document, annotations, codebook, borrowed, self._listed)
        self.show(self._listed if len(self._listed) else (NONE_YET,))


class HighlightRows(Headed):
    """A row for each highlight, under a heading for each section; then, under headings of their own, the orphans and
    those that were made on other renderings of the letter.
    """

    def __init__(
        self,
        document: Document,
        annotations: Iterable[Annotation],
        codebook: Codebook,
        borrowed: Iterable[Annotation] = (),
        before: HighlightRows | None = None,
    ) -> None:
        """`before`: the rows until now. What is known of highlights that are still the same is taken from them."""
        self._codebook, self._letter = codebook, document.id
        self._marks = annotations if isinstance(annotations, Marks) else Marks(annotations)
        self._borrowed = tuple(borrowed)
        self._annotations = [*self._marks.standing, *self._marks.orphans, *self._borrowed]
        super().__init__(self._headings(document))
        self._lines = self._lines_after(before)
        self._chips: dict[tuple[str, ...], tuple[tuple[Part, ...], tuple[Part, ...]]] = {}
        self._made: dict[str, tuple[Annotation, Row]] = {}
        if before is not None and (before._letter, before._codebook) == (document.id, codebook):
            self._chips, self._made = before._chips, before._made

    def _headings(self, document: Document) -> Iterator[tuple[int, str]]:
        yield from sections(document, self._marks.starts)
        index = len(self._marks.standing)
        if self._marks.orphans:
            yield index, "No longer in the text"
        index += len(self._marks.orphans)
        before = ""
        for annotation in self._borrowed:
            if annotation.document != before:
                yield index, f"Made on {annotation.document}"
            before, index = annotation.document, index + 1

    def things(self) -> int:
        """How many highlights there are."""
        return len(self._annotations)

    def row_of(self, index: int) -> Row:
        """The row of a highlight; made once, as the pane asks for the same ones again and again."""
        annotation = self._annotations[index]
        known, row = self._made.get(annotation.id, (None, None))
        if row is None or known is not annotation:
            row = self._highlight(annotation)
            self._made[annotation.id] = annotation, row
        return row

    def lines(self) -> Sequence[int]:
        """How many lines the row of each highlight takes."""
        return self._lines

    def _lines_after(self, before: HighlightRows | None) -> list[int]:
        """The same, without a look at each of thousands for one that has changed."""
        now, then, known = self._annotations, [], []
        if before is not None:
            then, known = before._annotations, before._lines
        first, last = _same_ends(now, then)
        return [
            *known[:first],
            *(_lines(annotation) for annotation in now[first : len(now) - last]),
            *known[len(then) - last :],
        ]

    def find(self, id: str) -> int:
        """Index of the row of that highlight; -1 if it is not here."""
        index = self._marks.index_of(id)
        if index < 0:
            lent = next((n for n, a in enumerate(self._borrowed) if a.id == id), None)
            if lent is None:
                return -1
            index = len(self._marks) + lent
        return self.row_index(index)

    def _highlight(self, annotation: Annotation) -> Row:
        if annotation.tags not in self._chips:  # thousands of highlights share a few sets of tags
            named = (("  ", ""), *chips.named(self._codebook, annotation.tags))
            self._chips[annotation.tags] = (chips.bar(self._codebook, annotation.tags), named)
        bar, named = self._chips[annotation.tags]
        quote = wording.plain(annotation.target.quote[:QUOTE_AT_MOST])
        below = [named if annotation.tags else (("  no tag", "dim"),), *_remarks(annotation)]
        return Row(annotation.id, (*bar, (quote, "")), below=tuple(below))


def _same_ends(one: Sequence[Annotation], other: Sequence[Annotation]) -> tuple[int, int]:
    """How many the two have in common at their beginning, and after that at their end."""
    least = min(len(one), len(other))
    first = next(compress(count(), map(is_not, one, other)), least)
    last = next(compress(count(), map(is_not, reversed(one), reversed(other))), least)
    return first, min(last, least - first)


def _lines(annotation: Annotation) -> int:
    """How many lines its row takes."""
    if not annotation.note and annotation.status == "exact" and not annotation.extra:
        return LEAST
    return LEAST + len(_remarks(annotation))


def _remarks(annotation: Annotation) -> list[tuple[Part, ...]]:
    """What there is to say of a highlight besides its words and tags, a line each."""
    said: list[tuple[Part, ...]] = []
    if annotation.note:
        said.append((("  ✎ " + wording.plain(annotation.note[:QUOTE_AT_MOST]), "dim"),))
    if annotation.status in DOUBTS:
        said.append(((f"  {DOUBTS[annotation.status]}", "warning"),))
    if clash(annotation):
        said.append(((f"  {clash(annotation)}", "warning"),))
    return said
