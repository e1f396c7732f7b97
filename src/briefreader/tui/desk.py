"""The desk: the screen with library, letter and highlights, and the only place where they hear of each other.

Puts the panes together, gives each command of the table its action, and passes on what panes and clerk tell.
The work is done in the modules its actions call, and in the core.
"""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Mapping
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.widget import Widget

from briefreader import places
from briefreader.annotations import Change
from briefreader.commands import shown
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.keys import Keys
from briefreader.places import Places
from briefreader.search import Nearest
from briefreader.settings import Paths, Settings
from briefreader.tui import hangup, wording
from briefreader.tui.actions import (
    arranging,
    arriving,
    finding,
    follow,
    gathering,
    going,
    hearing,
    later,
    leaving,
    marking,
    peeking,
    showing,
)
from briefreader.tui.bindings import Then, TypeAhead, WhichKey, hear
from briefreader.tui.clerk import Clerk, News, Trouble
from briefreader.tui.dialogs.dialog import Answer, Dialog
from briefreader.tui.frames import Frames, is_past
from briefreader.tui.marks import Marks
from briefreader.tui.notebook import NONE, Notebook, Sight
from briefreader.tui.panes.findbar import FindBar
from briefreader.tui.panes.frame import Frame
from briefreader.tui.panes.highlights import HighlightsPane
from briefreader.tui.panes.lens import Lens
from briefreader.tui.panes.library import LibraryPane
from briefreader.tui.panes.notice import Notice
from briefreader.tui.panes.outline import OutlinePane
from briefreader.tui.panes.peek import Peek
from briefreader.tui.panes.rows import Rows
from briefreader.tui.panes.status import PinnedBar, StatusLine, selected
from briefreader.tui.panes.welcome import Welcome
from briefreader.tui.reader import Reader
from briefreader.tui.reading import LetterComes, LetterRead, Reading
from briefreader.tui.redraw import Redraw
from briefreader.tui.selecting import Selecting
from briefreader.tui.trail import Step, Trail
from briefreader.workplace import Workplace

if TYPE_CHECKING:
    from briefreader.tui.app import Briefreader

LOOK_EVERY = 1.0
"""Seconds between two looks at what other programs have changed."""


class Desk(Selecting):
    """Everything a reader sees and does."""

    AUTO_FOCUS = "Reader"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As any screen's, but what looks otherwise then is drawn anew, not all of the screen."""

    library_pane = getters.query_one(LibraryPane)
    outline = getters.query_one(OutlinePane)
    highlights_pane = getters.query_one(HighlightsPane)
    lens = getters.query_one(Lens)
    find_bar = getters.query_one(FindBar)
    sides = getters.query_one("#sides", Vertical)
    frame = getters.query_one(Frame)
    pinned = getters.query_one(PinnedBar)
    status = getters.query_one(StatusLine)
    which_key = getters.query_one(WhichKey)
    peek = getters.query_one(Peek)
    welcome = getters.query_one(Welcome)
    notice = getters.query_one(Notice)

    if TYPE_CHECKING:
        app = getters.app(Briefreader)

    def __init__(
        self,
        workplace: Workplace,
        settings: Settings,
        keyboard: Keys,
        paths: Paths,
        wanted: Step | None = None,
    ) -> None:
        """`wanted`: where to begin; without it, where the letter that was left last was left."""
        super().__init__()
        self._compositor = Redraw()
        self.frames = Frames(self)
        self.workplace = workplace
        self.paths = paths
        self.places: Places = places.read(paths.places)
        self.places_written = self.places
        self.signed = settings.signed
        self.measure = settings.measure
        self.keyboard = keyboard
        self.type_ahead = TypeAhead(self.app)
        self.clerk = Clerk(workplace, self.post_message)
        self.reading_room = Reading(workplace.library, self.post_message, self.app.hush)
        self.documents: dict[str, Document | LoadError] = {}
        self.document: Document | None = None
        self.notebook: Notebook = Notebook()
        self.annotations: Marks = NONE
        """The highlights of the open letter."""

        self.trail = Trail()
        self.last_tags: tuple[str, ...] = ()
        self.reviewed = ""
        self.found_from = 0
        self.nearest: Nearest | None = None
        """What looks for the first hit from there on in a long letter."""

        self.offered = ""
        self.to_the_end = False
        self.filtered: Rows | None = None
        self.problems: tuple[str, ...] = ()
        self.unfolded = ""
        self.section_shown = -1
        self.resting: TimerHandle | None = None
        """Runs while the highlights pane waits to follow the caret."""

        self.in_sight: tuple[Document | None, Sight] | None = None
        """The letter and what of the notebook the panes show."""

        self.wanted = wanted

    def compose(self) -> ComposeResult:
        """Library over sections, the letter, its highlights; below them two lines."""
        with Horizontal(id="panes"):
            with Vertical(id="sides"):
                yield LibraryPane()
                yield OutlinePane()
            with Frame(id="letter"):
                yield Notice()
                yield Reader()
                yield Lens()
                yield Welcome()
                yield FindBar()
            yield HighlightsPane()
        yield PinnedBar()
        yield StatusLine()
        yield WhichKey()
        yield Peek()

    def on_mount(self) -> None:
        """Show the list at once; letters and highlights follow as they are read."""
        self.reader.measure = self.measure
        # At once, so that there is one drawing for text and panes:
        self.watch(self.reader, "selected", self._selected, init=False)
        self.watch(self.reader, "extending", self._selected, init=False)
        self.watch(self.reader, "caret", self._moved, init=False)
        arranging.arrange(self)
        showing.library(self)
        going.begin(self)
        self.set_interval(LOOK_EVERY, self.clerk.look)
        self.set_interval(leaving.REMEMBER_EVERY, lambda: leaving.remember(self))
        self.pinned.keys = self.keys_in_force
        self.status.follow_key = "".join(map(shown, self.keys_in_force["follow.follow"][:1]))
        hangup.heed(self, lambda signal: leaving.at_once(self, signal))

    def on_unmount(self) -> None:
        """Whatever is still to be written is written before the program ends; what is being read is not."""
        self.reading_room.give_up()
        self.clerk.close()

    # What its modules ask of it

    @property
    def keys_in_force(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of every command, by its id."""
        return self.keyboard.in_force

    def tell(self, words: str, trouble: bool = False) -> None:
        """Say something in the status line."""
        self.status.trouble = trouble
        self.status.passing = False
        self.status.said = wording.plain(words)

    def remark(self, words: str) -> None:
        """Say why a key did nothing: until the next one is pressed."""
        self.tell(words)
        self.status.passing = True

    def do(self, change: Change) -> None:
        """Show a change at once in the letter, then in the panes, and have it saved."""
        if not change.before and not change.after:
            self.tell(f"{change.label}: nothing to change")
            return
        self.notebook = self.notebook.with_pending(change)
        self.tell(change.label)
        showing.letter(self)
        shown = Event()
        self.clerk.apply(change, shown)
        self.frames.after(partial(self._show_rest, shown))

    def _show_rest(self, shown: Event) -> None:
        """What a change does beside the letter; `shown` is set once that is drawn, too."""
        showing.notebook(self)
        going.welcomed(self)
        self.frames.after(shown.set)

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        self.app.hush.answered()
        self.frames.drawn()

    def ask(self, dialog: Dialog[Answer], then: Then[Answer]) -> None:
        """Open a dialog; `then` is given its answer."""
        self.type_ahead.opening(self.app.push_screen(dialog, then))

    def open(self, id: str, caret: int | None = None) -> None:
        """Open a letter, where it was left or at `caret`."""
        going.open_letter(self, id, caret)

    def leave_trail(self, caret: int | None = None) -> None:
        """Remember the place that is being left, to come back to it."""
        if self.document is not None:
            here = self.reader.caret if caret is None else caret
            self.trail = self.trail.leaving(Step(self.document.id, here))

    @property
    def reading(self) -> bool:
        """Whether letters are still being read."""
        return len(self.documents) < len(self.workplace.library.entries)

    @property
    def arriving(self) -> bool:
        """Whether only the first pages of the open letter are there yet."""
        return self.document is not None and self.document.id not in self.documents

    @property
    def partial(self) -> bool:
        """Whether the open letter is only its first pages: the rest arrives, or was given up."""
        return self.document is not None and self.documents.get(self.document.id) is not self.document

    # What it hears

    @on(LetterComes)
    def _letter_comes(self, message: LetterComes) -> None:
        arriving.comes(self, message)

    @on(LetterRead)
    def _letter_read(self, message: LetterRead) -> None:
        hearing.of_letter(self, message)

    @on(News)
    def _news(self, news: News) -> None:
        hearing.of_store(self, news)

    @on(Trouble)
    def _trouble(self, trouble: Trouble) -> None:
        self.tell(f"not saved: {trouble.error}", trouble=True)

    def _moved(self) -> None:
        showing.place(self)

    def _selected(self) -> None:
        self.status.selected = selected(self.document, self.reader.selected, self.reader.extending)

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        arranging.choose(self, message.rows, message.row.id)

    @on(Rows.Moved, "HighlightsPane")
    def _highlight_passed(self, message: Rows.Moved) -> None:
        going.go_to_highlight(self, message.row.id)

    @on(FindBar.Changed)
    def _asked(self, message: FindBar.Changed) -> None:
        finding.ask(self, message.asked_for)

    @on(FindBar.Step)
    def _stepped(self, message: FindBar.Step) -> None:
        finding.step(self, message.by)

    @on(FindBar.Closed)
    def _find_closed(self, message: FindBar.Closed) -> None:
        finding.close(self, message.given_up)

    def on_resize(self, event: events.Resize) -> None:
        """Fold panes away, or out again, before all is laid out; that is done once, though one is told twice."""
        if is_past(self, event):
            return
        arranging.arrange(self)
        if event.size == self.outer_size:
            event.prevent_default()

    async def on_key(self, event: events.Key) -> None:
        """Keys of the table; what is typed into a line, or was typed before a dialog was there, goes there."""
        await hear(self, event)
        self.frames.now()

    # What the commands of the table do

    def action_move(self, unit: str, count: int) -> None:
        """Move the caret, or the cursor of the pane that has the focus."""
        if isinstance(self.focused, Rows):
            arranging.move(self, self.focused, unit, count)
        else:
            if unit == "document":
                self.leave_trail()
            self.to_the_end = self.arriving and unit == "document" and count > 0
            self.reader.move(unit, count)

    def action_drop(self) -> None:
        """Drop selection, search and unfolded panes; with neither of the first two, stop a letter that arrives.

        In a list of which only some rows are shown, show all of them first.
        """
        if isinstance(self.focused, Rows) and self.focused.wanted:
            self.focused.filter("")
            return
        dropped = self.reader.drop() or bool(self.reader.hits)
        self.reader.hits = ()
        self.tell("")
        if self.arriving and not dropped:
            arriving.stop(self)
        going.welcomed(self)
        arranging.fold(self)

    def action_undo(self) -> None:
        """Undo."""
        self.clerk.undo()

    def action_redo(self) -> None:
        """Redo."""
        self.clerk.redo()

    def action_follow(self) -> None:
        """Follow what is under the caret; in a pane, choose what is under its cursor."""
        if isinstance(self.focused, Rows):
            self.focused.choose()
        else:
            follow.follow(self)

    # Each of these is a function over the desk, in the module of its topic:

    action_tag = marking.choose
    action_pin = marking.pin
    action_again = marking.again
    action_tag_hits = marking.tag_hits
    action_highlight = marking.highlight
    action_note = marking.note
    action_delete = marking.delete
    action_review = later("reviewing:review")
    action_codebook = later("coding:codebook")
    action_history = later("coding:history")
    action_find = finding.begin
    action_list_hits = finding.pick
    action_hit = finding.step
    action_go_highlight = going.go_highlight
    action_peek = peeking.peek
    action_back = follow.back
    action_go_document = going.pick_letter
    action_go_section = going.pick_section
    action_pane = arranging.next_pane
    action_copy = later("taking:copy")
    action_export = later("taking:export")
    action_sides = arranging.toggle_sides
    action_highlights = arranging.toggle_highlights
    action_repairs = arranging.toggle_lens
    action_rendering = gathering.next_rendering
    action_sort = arranging.sort
    action_keys = later("choosing:from_keys")
    action_palette = later("choosing:from_names")
    action_quit = leaving.leave
