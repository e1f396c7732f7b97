"""The review: highlights whose letter has changed, one after the other, with the old text beside the new.

It asks what becomes of each and hands on the answer at once; keeping it is `reviewing.py`, and what the answers mean
for a highlight is `revisions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefreader.anchoring.differences import Part, differences
from briefreader.annotations import Change, Target
from briefreader.tui import wording
from briefreader.tui.dialogs.dialog import Dialog
from briefreader.tui.panes.clipped import Clipped
from briefreader.tui.themes import QUIET
from briefreader.versions.revisions import AROUND, Carried, Excerpt, Revision, accept, excerpt, leave, place

SAID = {
    "changed": "This is the place, but its words have changed.",
    "uncertain": "This may be the place.",
    "orphaned": "Its words are no longer in the letter.",
}
"""What is said of each status."""

ROOMY, AROUND_IF_SHORT = 24, 30
"""Rows of a terminal that is not low, and code points around a passage in one that is: the passage is what must be seen."""

WORDS_SHOWN = 60
"""Cells of the passage at the caret that are shown in the line about `p`."""


class Review(Dialog[None]):
    """One doubt at a time. Escape leaves the rest for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,a,y", "accept", "Accept", show=False),
        Binding("p", "place", "Place", show=False),
        Binding("o", "orphan", "Orphan", show=False),
        Binding("n,j,down,right,tab", "step(1)", "Next", show=False),
        Binding("N,k,up,left,shift+tab", "step(-1)", "Previous", show=False),
        Binding("pagedown,space", "page(1)", "Next page", show=False),
        Binding("pageup", "page(-1)", "Previous page", show=False),
    ]
    HINTS = (
        ("enter", "accept"),
        ("p", "place at the caret"),
        ("o", "leave as orphan"),
        ("n", "next"),
        ("escape", "later"),
    )

    def __init__(
        self,
        revision: Revision,
        old: Mapping[str, str],
        here: Target,
        decide: Callable[[Change], None],
        looked_at: Callable[[str], None],
        start: str = "",
    ) -> None:
        """`old`: the old texts by hash. `here`: the words at the caret, on which `p` places a highlight. `decide` is
        given each answer, `looked_at` the id of each highlight that is shown; `start` is the one to begin with.
        """
        super().__init__("Passages whose letter changed")
        self.revision = revision
        self.old = old
        self.here = here
        self.decide = decide
        self.looked_at = looked_at
        self.open = list(revision.doubtful)
        self.index = next((i for i, each in enumerate(self.open) if each.kept.id == start), 0)

    def contents(self) -> Iterable[Widget]:
        """What it is about, both texts, and what `p` would do."""
        yield Static(id="which")
        with Horizontal(id="versions"):
            with VerticalScroll(can_focus=False):
                yield Static("As it was", classes="version")
                yield Static(id="old")
            with VerticalScroll(can_focus=False):
                yield Static("As it is now", classes="version")
                yield Static(id="new")
        yield Clipped(id="here")

    def on_mount(self) -> None:
        """Begin."""
        words = wording.clip(wording.plain(self.here.quote), WORDS_SHOWN)
        self.query_one("#here", Static).update(Content(f"p puts it on the words at the caret: “{words}”"))
        self.show()

    @property
    def case(self) -> Carried:
        """The one that is shown."""
        return self.open[self.index]

    def show(self) -> None:
        """Show the case at hand; leave when there is none left."""
        if not self.open:
            self.dismiss(None)
            return
        self.index %= len(self.open)
        self.looked_at(self.case.kept.id)
        self.query_one("#which", Static).update(self._about())
        old, new = self._versions()
        self.query_one("#old", Static).update(old)
        self.query_one("#new", Static).update(new)

    def _about(self) -> Content:
        """`2 of 5 · “sanctions” · Sancties`, and what is in doubt."""
        now = self.case.now
        section = wording.plain(" / ".join(now.target.section))
        tags = wording.names(now.tags) or "no tag"
        number = f"{self.index + 1} of {len(self.open)}"
        line = " · ".join(part for part in (number, tags, section) if part)
        return Content.assemble((line, "bold"), "\n", (SAID[now.status], "$text-warning"))

    def _versions(self) -> tuple[Content, Content]:
        kept, now = self.case.kept.target, self.case.now.target
        around = AROUND if self.app.size.height >= ROOMY else AROUND_IF_SHORT
        was = excerpt(self.old.get(kept.text_hash), kept, around)
        if self.case.now.status == "orphaned":
            return _shown(was, ((was.passage, False),), ""), Content.styled("Not found.", QUIET)
        is_now = excerpt(self.revision.document.text, now, around)
        left, right = differences(was.passage, is_now.passage)
        return _shown(was, left, "$text-error underline"), _shown(is_now, right, "$text-success underline")

    # Answers

    def action_accept(self) -> None:
        """It stands where it was found."""
        if self.case.now.status == "orphaned":
            self.notify("There is no place to accept: p places it at the caret, o leaves it as an orphan.")
        else:
            self._answer(accept(self.case))

    def action_place(self) -> None:
        """It stands at the caret."""
        self._answer(place(self.case, self.here))

    def action_orphan(self) -> None:
        """It stands nowhere in this text."""
        self._answer(leave(self.case, self.revision.document.text_hash))

    def _answer(self, change: Change) -> None:
        self.decide(change)
        del self.open[self.index]
        self.show()

    def action_step(self, by: int) -> None:
        """Show another one."""
        self.index += by
        self.show()

    def action_page(self, by: int) -> None:
        """Move both texts by a page, where they are longer than their room."""
        for side in self.query(VerticalScroll):
            side.scroll_relative(y=by * max(1, side.size.height - 1), animate=False)


def _shown(excerpt: Excerpt, parts: Iterable[Part], mark: str) -> Content:
    """A passage in its context, which is dim; what differs is marked, by more than a colour."""
    passage = [(_lines(text), f"bold {mark}" if differs else "bold") for text, differs in parts]
    return Content.assemble((_lines(excerpt.before), QUIET), *passage, (_lines(excerpt.after), QUIET))


def _lines(text: str) -> str:
    """The text with its line breaks, and nothing else a terminal would obey."""
    return "\n".join(wording.plain(line) for line in text.split("\n"))
