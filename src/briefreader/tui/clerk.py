"""Clerk: takes changes to the store, one after the other, away from the screen's thread.

What cannot be written now is kept and tried again before anything newer; nobody has to wait for a disk or a
lock. What is shown meanwhile is `notebook.py`; how things are written is `store/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from types import MappingProxyType
from typing import Any

from textual.message import Message

from briefreader.annotations import Annotation, Change, Codebook
from briefreader.errors import StoreError
from briefreader.tui import wording
from briefreader.tui.wording import SAVED
from briefreader.values import record
from briefreader.wording import counted
from briefreader.workplace import Workplace, in_reading_order

PATIENCE = 0.05
"""Seconds that a change waits at most to be shown before it is written."""


@record
class News(Message):
    """What the store holds now of some letters, and how it came to be."""

    fresh: Mapping[str, tuple[Annotation, ...]]
    codebook: Codebook
    settled: Change | None = None
    """The change that was made here and is saved now, or was taken back before it was saved."""

    turned: Change | None = None
    """What undo or redo did."""

    done: Change | None = None
    """What that did in the store, where this is all that is new in the letters it touched: they are not in `fresh`."""

    said: str = ""
    """For the status line."""

    doubtful: bool = False
    """Whether that tells of highlights that a person should look at."""

    problems: tuple[str, ...] = ()
    """Annotation files that cannot be read, a sentence each."""

    borrowed: Mapping[str, tuple[Annotation, ...]] = MappingProxyType({})
    """Highlights that were made on other renderings of some letters, where they stand in these."""


@record
class Trouble(Message):
    """The store could not do it."""

    error: StoreError
    change: Change | None = None
    """The change that is still to be written."""


class Clerk:
    """Does one thing after the other, in a thread of its own, and posts what came of it."""

    def __init__(self, workplace: Workplace, post: Callable[[Message], object]) -> None:
        self.workplace = workplace
        self.store = workplace.store
        self._post = post
        self._waiting: list[Change] = []
        self._last_look: Future[None] | None = None
        self._told: dict[str, int] = {}
        """Letters that were told of, and how often others had changed their files until then."""

        self._shown = ""
        """Id of the letter that is open."""

        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clerk")

    def apply(self, change: Change, shown: Event | None = None) -> None:
        """Write a change, after all that came before it, and once it is `shown`: the screen goes first."""
        self._do(self._apply, change, shown)

    def undo(self) -> None:
        """Take back the last change that was made here."""
        self._do(self._undo)

    def redo(self) -> None:
        """Make it again."""
        self._do(self._redo)

    def read(self, documents: Iterable[str]) -> None:
        """Tell what the store holds of these letters."""
        self._do(self._tell, tuple(documents))

    def opened(self, document: str) -> None:
        """A letter was opened: carry its highlights over if it has changed, and tell what there is of it."""
        self._do(self._carry_over, document)

    def adopt(self, shown: str) -> None:
        """All letters were read: give those that were renamed their highlights back, and tell what there is now of
        the letter that is shown.
        """
        self._do(self._adopt, shown)

    def look(self) -> None:
        """See whether other programs changed something, and tell it; try again what could not be written."""
        if self._last_look is None or self._last_look.done():
            self._last_look = self._do(self._look)

    def rescue(self, damaged: Sequence[str], shown: str) -> None:
        """Put what can be read of these damaged files in their place, and write what waited for that; tell what there
        is now of the letter that is shown.
        """
        self._do(self._rescue, damaged, shown)

    def also(self, work: Callable[[], object]) -> None:
        """Do something else that a disk may delay, when its turn comes."""
        self._do(work)

    @property
    def unsaved(self) -> int:
        """How many changes could not be written so far."""
        return len(self._waiting)

    def close(self) -> None:
        """Finish what is queued, and stop."""
        self._thread.shutdown(wait=True)

    # From here on in the clerk's own thread.

    def _do(self, work: Callable[..., object], *arguments: Any) -> Future[None]:
        return self._thread.submit(self._guarded, work, *arguments)

    def _guarded(self, work: Callable[..., object], *arguments: Any) -> None:
        try:
            work(*arguments)
        except StoreError as error:
            self._post(Trouble(error, self._waiting[-1] if self._waiting else None))

    def _apply(self, change: Change, shown: Event | None) -> None:
        self._waiting.append(change)
        if shown is not None:
            shown.wait(PATIENCE)
        self._write_waiting()

    def _write_waiting(self) -> None:
        while self._waiting:
            change = self._waiting[0]
            self._keep_letters(change)
            done = self.store.apply(change)
            del self._waiting[0]
            self._tell_done(done, settled=change, said=change.label + SAVED)

    def _keep_letters(self, change: Change) -> None:
        """Keep the text that is marked: from it the highlight is carried over when the letter changes."""
        opened = self.workplace.library.opened()
        for document in (opened[id] for id in change.documents() if id in opened):
            self.workplace.remember(document)

    def _undo(self) -> None:
        if self._waiting:
            change = self._waiting.pop()
            self._tell(change.documents(), settled=change, turned=change, said=f"undid: {change.label}")
        else:
            self._turn(self.store.undo(), "undid", "undo")

    def _redo(self) -> None:
        self._write_waiting()
        self._turn(self.store.redo(), "did again", "redo")

    def _turn(self, change: Change | None, did: str, what: str) -> None:
        if change is None:
            self._tell((), said=f"nothing to {what}")
        else:
            self._tell_done(change, turned=change, said=f"{did}: {change.label}{SAVED}")

    def _carry_over(self, id: str, said: Iterable[str] = ()) -> None:
        self._shown = id
        document = self.workplace.library.opened().get(id)
        if document is None:  # no letter is shown: none could be read
            self._tell((), said=" ".join(said))
            return
        self._tell((id,))
        self._write_waiting()
        revision = self.workplace.carry_over(document)
        kind = wording.READ_ONLY if self.store.read_only else ""
        words = " · ".join(part for part in (" ".join(said), revision.said, kind) if part)
        self._tell((id,), said=words, doubtful=bool(revision.doubtful), borrowed=self._borrowed(id))

    def _adopt(self, shown: str) -> None:
        said = self.workplace.adopt_renamed()
        asked = [claim.question for claim in self.workplace.claims() if not claim.sure]
        if said or asked:
            self._carry_over(shown, (*said, *asked))
        else:
            self._tell((), borrowed=self._borrowed(shown))

    def _rescue(self, damaged: Sequence[str], shown: str) -> None:
        rescued = sum(len(self.store.rescue(id)) for id in damaged)
        self._carry_over(shown, (f"what could be read is back, {counted(rescued, 'highlight')}",))

    def _borrowed(self, id: str) -> Mapping[str, tuple[Annotation, ...]]:
        document = self.workplace.library.opened().get(id)
        return {id: self.workplace.borrowed(document)} if document else {}

    def _look(self) -> None:
        self._write_waiting()
        changed = self.store.changed()
        if changed:
            self._tell((id for id in changed if id), said="highlights changed by another program")

    def _tell_done(self, done: Change, **how: Any) -> None:
        """Tell of a change that was made: nothing but the change, where nothing else is new."""
        settled = how.get("settled")
        documents = dict.fromkeys((*done.documents(), *(settled.documents() if settled else ())))
        if all(self._is_known(id, done) for id in documents):
            self._tell((), done=done, borrowed=self._lent(documents), **how)
        else:
            self._tell(documents, **how)

    def _is_known(self, id: str, done: Change) -> bool:
        """Whether only `done` is new in a letter, and stands where it says in the text that is shown."""
        document = self.workplace.library.opened().get(id)
        hashes = {a.target.text_hash for a in done.after if isinstance(a, Annotation) and a.document == id}
        on_its_text = document is not None and hashes <= {document.text_hash}
        return on_its_text and self._told.get(id) == self.store.others(id)

    def _lent(self, changed: Iterable[str]) -> Mapping[str, tuple[Annotation, ...]]:
        """What other renderings lend the open letter, if one of them is among the letters that have changed."""
        others = self.workplace.library.renderings.others(self._shown) if self._shown else ()
        return self._borrowed(self._shown) if not set(others).isdisjoint(changed) else {}

    def _tell(self, documents: Iterable[str], **how: Any) -> None:
        fresh = {id: self._read(id) for id in documents}
        how.setdefault("borrowed", self._lent(fresh))
        self._post(News(fresh, self.store.codebook(), problems=self.store.problems, **how))

    def _read(self, id: str) -> tuple[Annotation, ...]:
        found = self._placed(id)
        self._told[id] = self.store.others(id)
        return found

    def _placed(self, id: str) -> tuple[Annotation, ...]:
        document = self.workplace.library.opened().get(id)
        if document is None:
            return in_reading_order(self.store.annotations(id))
        return self.workplace.placed(document)
