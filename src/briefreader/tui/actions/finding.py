"""Finding: the find bar's query, its hits in the letter, and tagging all of them after a look.

Functions over the desk. What counts as a hit is `briefreader.search`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from time import sleep
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from briefreader import search
from briefreader.document import Document
from briefreader.errors import BriefreaderError
from briefreader.span import Span, index_at
from briefreader.tui import wording
from briefreader.tui.dialogs.hits import HitPicker
from briefreader.tui.panes.findbar import Query
from briefreader.tui.panes.rows import Rows
from briefreader.values import frozen

if TYPE_CHECKING:
    from briefreader.tui.desk import Desk


AT_ONCE = 200_000
"""Code points up to which a letter is searched at once; in a longer one the screen does not wait for it."""

BREATH = 0.03
"""Seconds until all hits in a longer one are looked for: who types on has then asked for something else."""

WORKERS = "finding"
"""The group of those that search."""


def begin(desk: Desk) -> None:
    """Open the find bar: for the pane that has the focus, or for the letter, from the caret on."""
    desk.filtered = desk.focused if isinstance(desk.focused, Rows) else None
    if desk.filtered is not None:
        title = str(desk.filtered.border_title).partition(wording.DOT)[0]
        desk.find_bar.open(f"Show only what holds … in {title}", desk.filtered.wanted, ways=False)
    elif desk.document is not None:
        desk.found_from = desk.reader.caret
        desk.find_bar.open("Find in the letter", desk.find_bar.asked.text)


def ask(desk: Desk, query: Query, follow: bool = True) -> None:
    """Find as one types: show all hits; with `follow` go to the first from where one began. In a pane: filter its rows."""
    if desk.filtered is not None:
        desk.filtered.filter(query.text)
        return
    document = desk.document
    if document is None:
        return
    desk.workers.cancel_group(desk, WORKERS)
    if query.regex or len(document.text) > AT_ONCE:
        desk.find_bar.tell("…")
        nearest = desk.nearest
        if nearest is None or nearest.text is not document.text or nearest.start != desk.found_from:
            nearest = desk.nearest = search.Nearest(document.text, desk.found_from)
        work = _Search(desk, document, nearest, query, follow).run
        desk.run_worker(work, group=WORKERS, description="finding", thread=True, exit_on_error=False)
    else:
        found(desk, query, hits_of(document, query), follow)


def hits_of(document: Document, query: Query, stopped: search.Stopped = bool) -> tuple[Span, ...] | str:
    """The hits, or why there can be none."""
    ways = {"regex": query.regex, "whole_words": query.whole_words}
    try:
        return search.find(document.text, query.text, **ways, stopped=stopped)
    except BriefreaderError as error:
        return str(error)


@frozen
class _Search:
    """Finding away from the screen's thread; what was overtaken by another query is given up and not told."""

    desk: Desk
    document: Document
    nearest: search.Nearest
    query: Query
    follow: bool

    def run(self) -> None:
        """Show the first hit as soon as it is there, then all of them."""
        worker, query, follow = get_current_worker(), self.query, self.follow

        def stopped() -> bool:
            return worker.is_cancelled

        if follow and not query.regex:
            near = self.nearest.find(query.text, whole_words=query.whole_words, stopped=stopped)
            if near is not None and not stopped():
                self.desk.app.call_from_thread(self._first, near)
                follow = False
        sleep(BREATH)
        if stopped():
            return
        hits = hits_of(self.document, query, stopped)
        if not stopped():
            self.desk.app.call_from_thread(self._all, hits, follow)

    @property
    def _wanted(self) -> bool:
        return self.desk.document is self.document and self.desk.find_bar.asked == self.query

    def _first(self, hit: Span) -> None:
        if self._wanted:
            self.desk.reader.hits = (hit,)
            self.desk.reader.go(hit.start)
            self.desk.find_bar.tell("1 of …")

    def _all(self, hits: tuple[Span, ...] | str, follow: bool) -> None:
        if self._wanted:
            found(self.desk, self.query, hits, follow)
            if self.follow and not self.desk.find_bar.display:
                _tell_all(self.desk)


def found(desk: Desk, query: Query, hits: tuple[Span, ...] | str, follow: bool = True) -> None:
    """Show the hits, and with `follow` go to the first from where one began."""
    if isinstance(hits, str):
        desk.find_bar.tell(hits)
        return
    desk.reader.hits = hits
    if follow:
        desk.reader.go(hits[nearest(hits, desk.found_from)].start if hits else desk.found_from)
    tell_count(desk, query.text)


def again(desk: Desk) -> None:
    """More of the letter is there: find the same once more; who has found something already stays where they are."""
    query, had = desk.find_bar.asked, bool(desk.reader.hits)
    if query.text and desk.filtered is None and (desk.find_bar.display or had):
        ask(desk, query, follow=not had)


def nearest(hits: Sequence[Span], offset: int) -> int:
    """Index of the first hit that ends after `offset`; the first of all if there is none."""
    index = bisect_right(hits, offset, key=lambda hit: hit.end)
    return index if index < len(hits) else 0


def tell_count(desk: Desk, text: str) -> None:
    """Say which of how many hits the caret is on."""
    hits = desk.reader.hits
    if not text:
        words = ""
    elif not hits:
        words = "none yet" if desk.arriving else "none"
    else:
        words = f"{index_at(hits, desk.reader.caret) + 1} of {len(hits)}"
    desk.find_bar.tell(words)


def step(desk: Desk, by: int) -> None:
    """Go to the next or previous hit, around the end if need be."""
    hits = desk.reader.hits
    if not hits:
        nothing_yet(desk)
        return
    at = index_at(hits, desk.reader.caret)
    on_hit = at >= 0 and hits[at].start == desk.reader.caret
    index = (at + by if by > 0 or on_hit else at + by + 1) % len(hits)
    around = (by > 0 and hits[index].start <= desk.reader.caret) or (
        by < 0 and hits[index].start >= desk.reader.caret
    )
    desk.reader.go(hits[index].start)
    desk.tell(
        f"hit {index + 1} of {len(hits)}" + (", from the other end" if around and len(hits) > 1 else "")
    )
    tell_count(desk, desk.find_bar.asked.text)


def pick(desk: Desk) -> None:
    """List all hits in their context, and go to the one that is picked."""
    document, hits = desk.document, desk.reader.hits
    if document is None or not hits:
        nothing_yet(desk)
        return

    def picked(index: str | None) -> None:
        if index is not None and desk.document is document:
            desk.leave_trail()
            desk.reader.go(hits[int(index)].start)
            desk.tell(f"hit {int(index) + 1} of {len(hits)}")

    desk.ask(HitPicker(document, hits, nearest(hits, desk.reader.caret)), picked)


def close(desk: Desk, given_up: bool) -> None:
    """The bar was closed: back to the letter, with the hits, or as it was before."""
    if desk.filtered is not None:
        desk.filtered.filter("" if given_up else desk.find_bar.asked.text)
        desk.set_focus(desk.filtered)
        return
    desk.set_focus(desk.reader)
    if given_up:
        desk.workers.cancel_group(desk, WORKERS)
        desk.reader.hits = ()
        desk.reader.go(desk.found_from)
    elif _still_finding(desk):
        desk.tell("still finding…")
    else:
        _tell_all(desk)


def _still_finding(desk: Desk) -> bool:
    return any(worker.group == WORKERS and not worker.is_finished for worker in desk.workers)


def _tell_all(desk: Desk) -> None:
    """Say how much there is, once one is back in the letter."""
    if desk.reader.hits:
        desk.leave_trail(desk.found_from)
        count = wording.count(len(desk.reader.hits), "hit") + (" so far" if desk.arriving else "")
        ways = ("find.next", "next"), ("find.list", "list"), ("tag.hits", "tag")
        desk.tell(count + wording.offers(desk.keys_in_force, *ways))
        return
    where = "these first pages" if desk.partial else "this letter"
    more = "; the rest is still being read" if desk.arriving else ""
    desk.tell(f"“{desk.find_bar.asked.text}” is not in {where}{more}")


def nothing_yet(desk: Desk) -> None:
    """Say why there is no hit to go to."""
    desk.remark("nothing found yet" + wording.offers(desk.keys_in_force, ("find.find", "finds")))
