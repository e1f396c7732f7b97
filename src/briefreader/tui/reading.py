"""Reading: has the letters of the library read, some at a time, away from the screen's thread.

The one a reader asks for goes before all others; leaving waits for none. Which letter is wanted first is the desk's
to say; how a file becomes a letter is `loaders/`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from time import monotonic, thread_time

from textual.message import Message

from briefreader.courtesy import Breath, courteous, seldom
from briefreader.document import Document
from briefreader.errors import GivenUp, LoadError, NotNow
from briefreader.library import Entry, Library
from briefreader.readers import AT_MOST, LEAVING, SECONDS, STOPPED, fault, late
from briefreader.tui.hush import Hush
from briefreader.values import record


@record
class LetterRead(Message):
    """A letter was read, or could not be."""

    id: str
    outcome: Document | LoadError
    trouble: str = ""
    """What went wrong besides, in words for the reader."""


@record
class LetterComes(Message):
    """A letter that takes a while to read is on its way."""

    id: str
    share: float = 0
    """How much of it has been read, from 0 to 1."""

    beginning: Document | None = None
    """Its first pages, told once, before anything else."""


TOLD_EVERY = 0.1
"""Seconds between two messages of how much has been read."""

BREATHS = 0.001
"""Seconds between two breaths of a letter that is read in this process."""


class Reading:
    """Reads every letter once and posts each as it comes."""

    def __init__(self, library: Library, post: Callable[[Message], object], hush: Hush) -> None:
        """`hush`: what reading in this process keeps."""
        self._hush = hush
        self._library = library
        self._post = post
        self._lock = Lock()
        self._waiting: list[Entry] = []
        self._hurried: str | None = None
        self._given_up = False
        self._stopped: set[str] = set()

    def begin(self, first: str | None) -> None:
        """Start reading, with the letter `first`."""
        self._waiting = list(self._library.entries)
        self.hurry(first)
        for _ in range(AT_MOST):
            # A daemon: the program may end while a file is being read.
            Thread(target=self._read_all, name="reading", daemon=True).start()

    def hurry(self, id: str | None) -> None:
        """Read the letter `id` next."""
        with self._lock:
            self._hurried = id
            self._waiting.sort(key=lambda entry: entry.id != id)

    def stop(self, id: str) -> None:
        """Give up the letter `id`: if it is not there before that is heard, NotNow is what becomes of it."""
        self._stopped.add(id)
        if entry := self._library.entry(id):
            self._library.stop(entry)

    def again(self, id: str) -> None:
        """Read the letter `id`, which was given up, after all."""
        self._stopped.discard(id)
        if entry := self._library.entry(id):
            with self._lock:
                self._waiting.append(entry)
            self.hurry(id)
            Thread(target=self._read_all, name="reading", daemon=True).start()

    def give_up(self) -> None:
        """Read nothing more, and tell of nothing more."""
        with self._lock:
            self._given_up = True
        self._library.close()

    def _next(self) -> Entry | None:
        with self._lock:
            return self._waiting.pop(0) if self._waiting and not self._given_up else None

    def _read_all(self) -> None:
        while (entry := self._next()) is not None:
            with courteous(lambda: None):  # for the first pages everybody waits
                beginning = self._library.beginning(entry) if entry.id == self._hurried else None
            if beginning is not None:
                self._hush.begin()
                self._tell(LetterComes(entry.id, beginning=beginning))
            with self._hush.kept(), courteous(self._breath(entry)):
                outcome = self._outcome(entry)
                trouble = self._gathered(entry) if isinstance(outcome, Document) else ""
            self._tell(LetterRead(entry.id, outcome, trouble))

    def _tell(self, message: Message) -> None:
        with suppress(RuntimeError):  # the screen was closed just now
            if not self._given_up:
                self._post(message)

    def _breath(self, entry: Entry) -> Breath:
        """What the work on a letter does between its parts: stands still, or ends."""
        name, began = f"“{entry.path.name}”", thread_time()

        def breath() -> None:
            self._hush.keep()
            if self._given_up:
                raise NotNow(f"{name} {LEAVING}")
            if entry.id in self._stopped:
                raise NotNow(f"{name} {STOPPED}")
            if thread_time() - began > SECONDS:
                raise GivenUp(late(entry.path))

        return seldom(breath, BREATHS)

    def _outcome(self, entry: Entry) -> Document | LoadError:
        """The letter, or the reason why there is none: whatever happens, there is one of the two."""
        last = monotonic()

        def told(share: float) -> None:
            nonlocal last
            if monotonic() - last > TOLD_EVERY:
                last = monotonic()
                self._tell(LetterComes(entry.id, share))

        try:
            return self._library.outcome(entry, told)
        except Exception as error:  # a fault of ours is told as what it is, and the other letters are read
            return LoadError(fault(entry.path, error))

    def _gathered(self, entry: Entry) -> str:
        """Have it gathered with its other renderings; what went wrong with that."""
        try:
            self._library.gather(entry)
        except Exception as error:  # the letter can be read all the same
            return f"“{entry.path.name}” cannot be compared with other letters: {type(error).__name__}"
        return ""


def grown(share: float) -> str:
    """`read 43 % of this letter`; without a share where none is known, as of what another process reads."""
    if not share:
        return "reading the whole of this letter"
    return f"read {share:.0%} of this letter".replace("%", " %")


def progress(read: int, letters: int) -> str:
    """`read 37 of 300 letters`; empty once all are."""
    return f"read {read} of {letters} letters" if read < letters else ""
