"""History: every change on a line of its own, written before it is carried out; undo, redo and recovery read it.

A line without its line feed is a change that may not have been carried out to the end: the line feed is what says
so. Thus a crash between the two writings never lies: whoever writes next completes the change or takes it as done.
Carrying out is left to `store/`, as is the lock that all of this is done under.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Container, Iterable
from enum import StrEnum
from pathlib import Path

from briefreader import durable
from briefreader.annotations import Change, new_id, now
from briefreader.store.records import ABOUT, Address, Row, from_row
from briefreader.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

Step: TypeAlias = "dict[Address, tuple[Row | None, Row | None]]"
"""What a change does: each row as it was and as it becomes; None where there is none."""


class Deed(StrEnum):
    """What a line of the history is."""

    CHANGE = "changes"
    UNDO = "undoes"
    REDO = "redoes"
    PASS = "passes"
    """A change that somebody built on since: undo goes on to the one before it."""


@frozen
class Event:
    """One line of the history."""

    id: str
    at: str
    """ISO, UTC, to the second."""

    by: str
    label: str
    deed: Deed = Deed.CHANGE
    of: str = ""
    """Id of the change it undoes, redoes or passes."""

    place: int = -1
    """Where its line starts in the file, in bytes."""


def new_event(label: str, by: str, deed: Deed = Deed.CHANGE, of: str = "") -> Event:
    """A new one, happening now."""
    return Event(new_id(), now(), by, label, deed, of)


def as_change(label: str, step: Step) -> Change:
    """The step as records, as the rest of the program knows it."""
    shown = {address: rows for address, rows in step.items() if address.key != ABOUT}
    before = tuple(from_row(address, rows[0]) for address, rows in shown.items() if rows[0] is not None)
    after = tuple(from_row(address, rows[1]) for address, rows in shown.items() if rows[1] is not None)
    return Change(label, before, after)


def mirror(step: Step) -> Step:
    """The step that takes this one back."""
    return {address: (after, before) for address, (before, after) in step.items()}


class History:
    """The file of changes. Whoever appends holds the folder's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._events: list[Event] = []
        self._read_to = 0
        self._inode = 0
        self._settled_at = -1

    def events(self) -> tuple[Event, ...]:
        """All lines that can be read, oldest first. Only what is new since the last call is read."""
        try:
            with self.path.open("rb") as file:
                status = os.fstat(file.fileno())
                if status.st_size < self._read_to or status.st_ino != self._inode:
                    self._events, self._read_to, self._inode = [], 0, status.st_ino
                file.seek(self._read_to)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    found = _event(line, self._read_to)
                    self._read_to += len(line)
                    if found:
                        self._events.append(found)
        except FileNotFoundError:
            self._events, self._read_to = [], 0
        return tuple(self._events)

    def step(self, event: Event) -> Step:
        """What the event did."""
        with self.path.open("rb") as file:
            file.seek(event.place)
            return _step(json.loads(file.readline()))

    # Writing: begin, then carry out, then finish; or cancel.

    def begin(self, event: Event, step: Step, *, sync: bool) -> None:
        """Write the change down, its line open. With `sync` it is on the disk when this returns. Raises OSError."""
        line = _line(event, step)
        handle = durable.open_own(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            start = os.fstat(handle).st_size
            try:
                durable.write_all(handle, line)
                if sync:
                    durable.sync(handle)
            except OSError:
                os.ftruncate(handle, start)
                raise
        finally:
            os.close(handle)
        self._settled_at = -1

    def finish(self) -> None:
        """Close the open line: the change has been carried out."""
        with contextlib.suppress(
            OSError
        ):  # what was carried out is carried out; the next writer closes the line
            self._close_line()

    def _close_line(self) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(b"\n")
            self._settled_at = file.tell()

    def cancel(self) -> None:
        """Take the open line back: nothing of the change has been carried out. Raises OSError."""
        data_end = self._open_line()[0]
        with self.path.open("rb+", buffering=0) as file:
            file.truncate(data_end)
            self._settled_at = data_end

    def in_doubt(self) -> Step | None:
        """The step of a change whose writer may have died over it; None in a history that is in order.

        What cannot be read of an open line was never acted on, and is cut off. Raises OSError.
        """
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            return None
        if size == self._settled_at:
            return None
        start, line = self._open_line()
        if not line:
            self._settled_at = size
            return None
        found, length = _readable(line)
        if found is None or length < len(line):
            with self.path.open("rb+", buffering=0) as file:
                file.truncate(start + length)
        return _step(found) if found is not None else None

    def is_open(self) -> bool:
        """Whether the last line lacks its line feed: somebody is writing, or died."""
        try:
            with self.path.open("rb") as file:
                if file.seek(0, os.SEEK_END) == 0:
                    return False
                file.seek(-1, os.SEEK_END)
                return file.read(1) != b"\n"
        except FileNotFoundError:
            return False

    def _open_line(self) -> tuple[int, bytes]:
        """Where the last line without a line feed starts, and its bytes; empty at the end of a closed history."""
        with self.path.open("rb") as file:
            end = start = file.seek(0, os.SEEK_END)
            tail = b""
            while start and b"\n" not in tail:
                step = min(start, max(8192, len(tail)))
                start -= step
                file.seek(start)
                tail = file.read(step) + tail
        line = tail.rpartition(b"\n")[2]
        return end - len(line), line

    def sync(self) -> None:
        """Wait until all of it is on the disk; what cannot be synced is left to the system."""
        with contextlib.suppress(OSError), self.path.open("rb+") as file:
            durable.sync(file.fileno())


def _line(event: Event, step: Step) -> bytes:
    head: dict[str, Any] = {"id": event.id, "at": event.at, "by": event.by, "label": event.label}
    if event.deed is not Deed.CHANGE:
        head[event.deed.value] = event.of
    head["before"] = _side(step, 0)
    head["after"] = _side(step, 1)
    try:
        return json.dumps(head, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(head).encode()


def _side(step: Step, side: int) -> list[tuple[str, str, Row]]:
    return [(*address, row) for address, rows in step.items() if (row := rows[side]) is not None]


def _readable(line: bytes) -> tuple[dict[str, Any] | None, int]:
    """The object an open line starts with, and how many bytes it takes; (None, 0) if it is torn."""
    text = line.decode("utf-8", "surrogateescape")
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None, 0
    if not isinstance(found, dict) or not {"before", "after"} <= found.keys():
        return None, 0
    return found, len(text[:end].encode("utf-8", "surrogateescape"))


def _event(line: bytes, place: int) -> Event | None:
    """The event of a whole line; None for one that a crash or a hand has damaged."""
    try:
        found = json.loads(line)
        deed = next((deed for deed in Deed if deed.value in found), Deed.CHANGE)
        of = found.get(deed.value, "")
        return Event(found["id"], found["at"], found.get("by", ""), found["label"], deed, of, place)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _step(found: dict[str, Any]) -> Step:
    before = {Address(document, key): row for document, key, row in found["before"]}
    after = {Address(document, key): row for document, key, row in found["after"]}
    return {address: (before.get(address), after.get(address)) for address in {**before, **after}}


def stacks(events: Iterable[Event], by: Container[str]) -> tuple[list[Event], list[Event]]:
    """The changes by these names that can be undone, and those that can be redone; the next one last in each."""
    done: list[Event] = []
    undone: list[Event] = []
    for item in events:
        if item.by not in by:
            continue
        if item.deed is Deed.CHANGE:
            done.append(item)
            undone.clear()
        elif item.deed is Deed.UNDO:
            _shift(item.of, done, undone)
        elif item.deed is Deed.REDO:
            _shift(item.of, undone, done)
        else:
            _shift(item.of, done, None)
            _shift(item.of, undone, None)
    return done, undone


def _shift(id: str, source: list[Event], target: list[Event] | None) -> None:
    for index in range(len(source) - 1, -1, -1):
        if source[index].id == id:
            found = source.pop(index)
            if target is not None:
                target.append(found)
            return
