"""The codebook: all tags, with what each is called, means, looks like and is pinned to, and what changing that touches.

It makes changes by the functions in `changes.py` and hands them on at once; keeping them is `actions/coding.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from briefreader import changes
from briefreader.annotations import Annotation, Change, Codebook, Tag
from briefreader.colours import COLOURS, is_rgb, rgb
from briefreader.errors import BriefreaderError
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.dialogs.picker import Candidate, lit, matching
from briefreader.tui.panes import chips
from briefreader.tui.panes.hints import Hints
from briefreader.tui.panes.rows import Part, Row, Rows
from briefreader.tui.themes import QUIET
from briefreader.values import frozen

TOP = "\n"
"""Id of the row that stands for no parent; no tag's name can hold a line break."""


@frozen
class Book:
    """Every tag, and every highlight in the folder, deleted ones too: they must not come back under a tag that is gone."""

    codebook: Codebook = Codebook()
    annotations: tuple[Annotation, ...] = ()

    def counts(self) -> Counter[str]:
        """How many highlights carry each tag."""
        return Counter(tag for a in self.annotations if not a.deleted for tag in a.tags)

    def after(self, change: Change) -> Book:
        """What it is when the change has been made."""
        held = {(a.document, a.id): a for a in self.annotations}
        held |= {(a.document, a.id): a for a in change.after if isinstance(a, Annotation)}
        return Book(self.codebook.after(change), tuple(held.values()))


@frozen
class Asked:
    """What is being asked about a tag, and what the answer makes of the codebook."""

    question: str
    make: Callable[[str], Change]
    text: str | None = ""
    """What the line holds at first; None where there is nothing to type."""

    choices: tuple[Candidate, ...] = ()
    """What can be chosen, found by typing; without any the answer is what was typed."""


class TagBook(Dialog[None]):
    """All tags. What is asked and what its answer would touch stands below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Do it", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "Next", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "move_page(1)", "Next page", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Previous page", show=False, priority=True),
        Binding("j", "tags('move', 1)", "Next", show=False, priority=True),
        Binding("k", "tags('move', -1)", "Previous", show=False, priority=True),
        *(
            Binding(key, f"tags('{name}')", name, show=False, priority=True)
            for key, name in (
                ("n", "new"),
                ("r", "rename"),
                ("m", "merge"),
                ("v", "move_under"),
                ("d,delete", "delete"),
                ("c", "colour"),
                ("e", "describe"),
                ("u", "undo"),
                ("ctrl+r", "redo"),
            )
        ),
        *(Binding(str(n), f"tags('pin', {n})", "Pin", show=False, priority=True) for n in range(10)),
    ]
    HINTS = (
        ("n", "new"),
        ("r", "rename"),
        ("m", "merge"),
        ("v", "move"),
        ("d", "delete"),
        ("c", "colour"),
        ("e", "meaning"),
        ("1–9", "pin"),
        ("u", "undo"),
        ("escape", "leave"),
    )

    ANSWERS = (("enter", "do it"), ("escape", "back"))
    """The keys while something is asked."""

    def __init__(
        self, book: Book, do: Callable[[Change], None], undo: Callable[[bool], None], read_only: bool = False
    ) -> None:
        """`do` saves a change; `undo` takes the last one back, or makes it again if it is given True."""
        super().__init__("Codebook")
        self.book = book
        self.do = do
        self.undo = undo
        self.read_only = read_only
        self.asked: Asked | None = None
        self._at = ""

    def contents(self) -> Iterable[Widget]:
        """The tags, the line for what is asked, and what the answer would do."""
        yield Rows(id="found")
        yield Static(id="question")
        yield Input(compact=True, id="query")
        yield Static(id="touched")

    def on_mount(self) -> None:
        """Begin with all tags."""
        self._tags()

    # What it shows

    @property
    def _rows(self) -> Rows:
        return self.query_one("#found", Rows)

    @property
    def _line(self) -> Input:
        return self.query_one("#query", Input)

    @property
    def tag(self) -> Tag | None:
        """The tag under the cursor, or the one that something is asked about."""
        row = self._rows.row if self.asked is None else None
        return self.book.codebook.get(row.id if row else self._at)

    def told(self, book: Book) -> None:
        """The codebook or the highlights are others now: something was undone, or another program changed them."""
        self.book = book
        if self.asked is None:
            self._tags(self._rows.row.id if self._rows.row else "")

    def _tags(self, current: str = "") -> None:
        """Show all tags; nothing is asked any more."""
        self.asked = None
        self.query_one(Hints).say(self.HINTS)
        for id in ("#question", "#query", "#touched"):
            self.query_one(id).display = False
        counts = self.book.counts()
        self._rows.show([_row(self.book.codebook, tag, counts[tag.name]) for tag in self.book.codebook.tags])
        self._rows.point(current or (self.book.codebook.tags[0].name if self.book.codebook.tags else None))
        self.set_focus(self._rows)

    def _ask(self, asked: Asked) -> None:
        self._at = self.tag.name if self.tag else ""
        self.asked = asked
        self.query_one(Hints).say(self.ANSWERS)
        self._rows.styles.min_height = self._rows.size.height  # the window does not shrink while one types
        line, question = self._line, self.query_one("#question", Static)
        question.update(Content(asked.question))
        question.display, line.display = True, asked.text is not None
        self.query_one("#touched").display = True
        with self.prevent(Input.Changed):
            line.value = asked.text or ""
        if asked.text is not None:
            self.set_focus(line)
            line.select_all()
        self._show_asked()

    @on(Input.Changed, "#query")
    def _show_asked(self) -> None:
        """Show what fits what was typed, and what the answer would touch."""
        if self.asked is None:
            return
        if self.asked.choices:
            found = matching(self._line.value, self._offered())
            rows = [
                Row(m.candidate.id, (*m.candidate.before, *lit(m.candidate.name, m.places))) for m in found
            ]
            self._rows.show(rows, rows[0].id if rows else None)
        self._show_touched()

    def _offered(self) -> tuple[Candidate, ...]:
        typed, choices = self._line.value.strip(), self.asked.choices if self.asked else ()
        own = (Candidate(typed, typed, before=(("● ", typed),)),) if is_rgb(typed) else ()
        return (*own, *choices)

    def _show_touched(self) -> None:
        try:
            change = self._change()
            words = _touched(change) if change else ""
            style = QUIET
        except BriefreaderError as problem:
            words, style = wording.plain(str(problem)), "$text-warning"
        self.query_one("#touched", Static).update(Content.styled(words, style))

    def _change(self) -> Change | None:
        """What the answer as it stands would do; None without one. Raises BriefreaderError if it cannot be done."""
        if self.asked is None:
            return None
        if self.asked.choices:
            row = self._rows.row
            return self.asked.make(row.id) if row else None
        return self.asked.make(self._line.value)

    # What can be done

    async def action_answer(self) -> None:
        """Do what was asked, if it can be done."""
        await self.caught_up()
        if self.asked is None:
            return
        try:
            change = self._change()
        except BriefreaderError:
            return  # the line below says why
        if change is not None:
            names = {record.name for record in change.after if isinstance(record, Tag)}
            self._make(change, self._at if self._at in names else next(iter(names), self._at))

    def _make(self, change: Change, current: str) -> None:
        if change.before or change.after:
            self.book = self.book.after(change)
            self.do(change)
        self._tags(current)

    def action_leave(self) -> None:
        """Leave what is asked, or else the codebook."""
        if self.asked is not None:
            self._tags(self._at)
        else:
            super().action_leave()

    async def action_move(self, by: int) -> None:
        """Move the cursor."""
        await self.caught_up()
        if self.asked is None or self.asked.choices:
            self._rows.move(by)
            self._show_touched()

    def action_move_page(self, by: int) -> None:
        """Move the cursor by pages."""
        if self.asked is None or self.asked.choices:
            self._rows.move_page(by)
            self._show_touched()

    @on(Rows.Chosen)
    async def _clicked(self, message: Rows.Chosen) -> None:
        message.stop()
        if self.asked is not None and self.asked.choices:
            await self.action_answer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is asked, letters and digits are its answer."""
        return self.asked is None if action == "tags" else True

    def action_tags(self, what: str, number: int = 0) -> None:
        """Do something with the tag under the cursor."""
        if what == "move":
            self._rows.move(number)
        elif self.read_only:
            self.notify("These annotations can be read, not changed.", severity="warning", markup=False)
        elif what in ("undo", "redo"):
            self.undo(what == "redo")
        elif what == "new":
            self._ask(Asked("New tag", lambda name: changes.add_tag(self.book.codebook, name)))
        elif (tag := self.tag) is not None and what == "pin":
            self._pin(tag, number)
        elif tag is not None:
            self._ask(ASKING[what](self.book, tag))

    def _pin(self, tag: Tag, digit: int) -> None:
        book, name = self.book.codebook, tag.name
        taken_off = digit in (0, tag.pin)
        self._make(changes.unpin_tag(book, name) if taken_off else changes.pin_tag(book, name, digit), name)


def _row(codebook: Codebook, tag: Tag, count: int) -> Row:
    head, _, name = tag.name.rpartition("/")
    depth = tag.name.count("/") if codebook.get(head) else 0
    shown = name if depth else tag.name
    left: tuple[Part, ...] = (
        (f"{tag.pin or ' '} ", "dim"),
        ("  " * depth, ""),
        ("● ", chips.colour(codebook, tag.name)),
        (wording.plain(shown), ""),
        ("  " + wording.plain(tag.meaning), "dim"),
    )
    return Row(tag.name, left, ((str(count), "dim"),) if count else ())


def _touched(change: Change) -> str:
    """`enter changes 3 tags, 12 highlights in 2 letters`."""
    touched = changes.preview(change)
    tags, marks = wording.count(touched.tags, "tag"), wording.count(touched.annotations, "highlight")
    if not touched.tags and not touched.annotations:
        return "changes nothing"
    where = f" in {wording.count(touched.documents, 'letter')}" if touched.documents else ""
    return f"enter changes {tags}, {marks}{where}"


def _rename(book: Book, tag: Tag) -> Asked:
    return Asked(
        f"Rename “{wording.plain(tag.name)}” to",
        lambda name: changes.rename_tag(book.codebook, book.annotations, tag.name, name),
        tag.name,
    )


def _merge(book: Book, tag: Tag) -> Asked:
    return Asked(
        f"Merge “{wording.plain(tag.name)}” into",
        lambda into: changes.merge_tags(book.codebook, book.annotations, tag.name, into),
        choices=_others(book.codebook, tag),
    )


def _move(book: Book, tag: Tag) -> Asked:
    return Asked(
        f"Move “{wording.plain(tag.name)}” beneath",
        lambda parent: changes.move_tag(book.codebook, book.annotations, tag.name, parent.strip()),
        choices=(Candidate(TOP, "no tag: to the top"), *_others(book.codebook, tag)),
    )


def _others(codebook: Codebook, tag: Tag) -> tuple[Candidate, ...]:
    own = {tag.name, *(child.name for child in codebook.children(tag.name))}
    return tuple(
        Candidate(other.name, wording.plain(other.name), before=(("● ", chips.colour(codebook, other.name)),))
        for other in codebook.tags
        if other.name not in own
    )


def _delete(book: Book, tag: Tag) -> Asked:
    below = len(book.codebook.children(tag.name))
    also = f" and {wording.count(below, 'tag')} beneath it" if below else ""
    return Asked(
        f"Delete “{wording.plain(tag.name)}”{also}? The highlights stay.",
        lambda _: changes.delete_tag(book.codebook, book.annotations, tag.name),
        text=None,
    )


def _colour(book: Book, tag: Tag) -> Asked:
    used = Counter(other.colour for other in book.codebook.tags)
    free = book.codebook.next_colour()
    names: Sequence[str] = [*([free] if free not in COLOURS else []), *COLOURS]
    return Asked(
        f"Colour of “{wording.plain(tag.name)}”: choose, or type #rrggbb",
        lambda colour: changes.describe_tag(book.codebook, tag.name, colour=colour),
        choices=tuple(
            Candidate(name, name + ("" if used[name] else "  not used yet"), before=(("● ", rgb(name)),))
            for name in names
        ),
    )


def _describe(book: Book, tag: Tag) -> Asked:
    return Asked(
        f"What “{wording.plain(tag.name)}” is for",
        lambda meaning: changes.describe_tag(book.codebook, tag.name, meaning=meaning.strip()),
        tag.meaning,
    )


ASKING: dict[str, Callable[[Book, Tag], Asked]] = {
    "rename": _rename,
    "merge": _merge,
    "move_under": _move,
    "delete": _delete,
    "colour": _colour,
    "describe": _describe,
}
"""What can be asked about a tag, by the name of its binding."""
