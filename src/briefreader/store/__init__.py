"""Store: a folder of annotations, read and changed by several programs at once; what is saved stays saved.

A change is on the disk when `apply` returns, and mixes with what others saved in between (`merging.py`). Reading
needs no lock and never waits for writing, so that the screen may read while a thread of it saves. What makes a file
whole is `durable.py` and `rows_file.py`; what a change should be is for `changes.py` to say.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from briefreader import durable
from briefreader.annotations import Annotation, Change, Codebook, Tag, default_creator
from briefreader.errors import ReadOnly, StoreError
from briefreader.store.folder import StoreFolder
from briefreader.store.history import Deed, Event, History, Step, as_change, mirror, new_event, stacks
from briefreader.store.kept_texts import KeptTexts
from briefreader.store.records import ABOUT, CODEBOOK, Address, Row, canonical, from_row, rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOCK = "briefreader.lock"
HISTORY = "history.jsonl"


class Store:
    """The annotations of one folder, which the first change makes. Opening costs nothing: files are read when they
    are asked for. Any thread may call any method.
    """

    def __init__(self, folder: Path | str, creator: str | Callable[[], str] = default_creator) -> None:
        """`creator`, or what gives it once it is asked for, is whose changes undo takes back, with those made under the system's name for this user before
        another was chosen; by default that name itself.
        """
        self.folder = Path(folder)
        self._creator = creator
        self.read_only = not durable.may_write(self.folder)
        self._files = StoreFolder(self.folder, _starter_rows)
        self._values: dict[str, tuple[Mapping[str, Row], dict[str, tuple[bytes, Annotation]]]] = {}
        self._history = History(self.folder / HISTORY)
        self._texts = KeptTexts(self.folder / "texts")
        self._one_at_a_time = threading.RLock()
        if not self.read_only and self._history.is_open():
            with contextlib.suppress(StoreError), self._writing():
                pass  # entering completes what a writer that died left open

    @cached_property
    def creator(self) -> str:
        """Whose changes are made here."""
        return self._creator if isinstance(self._creator, str) else self._creator()

    def close(self) -> None:
        """Let go of the folder. Nothing is waiting to be saved: it is all on the disk already."""
        if not self.read_only:
            self._history.sync()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def annotations(self, document: str, deleted: bool = False) -> tuple[Annotation, ...]:
        """A document's annotations by id, with `deleted` the deleted ones too.

        None for a file that cannot be read: `problems` then names it.
        """
        values = self._annotations(document).values()
        return tuple(value for _, value in values if deleted or not value.deleted)

    def _annotations(self, document: str) -> dict[str, tuple[bytes, Annotation]]:
        """By id, each with the line it was made from: after a change only what changed is made anew."""
        rows = self._files.readable(document)
        held, values = self._values.get(document, (None, {}))
        if held is not rows:
            values = {key: _value(document, key, rows.line(key), values) for key in rows if key != ABOUT}
            self._values[document] = (rows, values)
        return values

    def annotation(self, document: str, id: str) -> Annotation | None:
        """One of a document's annotations, deleted or not."""
        address = Address(document, id)
        row = self._files.readable(document).get(id) if id else None
        return None if row is None else _as_annotation(address, row)

    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that have annotations here, sorted."""
        return self._files.documents()

    def counts(self) -> Mapping[str, int]:
        """How many annotations each document has, deleted ones left out. Reads every file it has not read yet."""
        return {id: self.count(id) for id in self.documents()}

    def count(self, document: str) -> int:
        """How many annotations a document has, deleted ones left out."""
        return self._files.readable(document).live()

    def codebook(self) -> Codebook:
        """The tags; a sensible set to start with as long as nobody has changed any."""
        rows = self._files.readable(CODEBOOK)
        tags = [from_row(Address(CODEBOOK, name), rows[name]) for name in rows if name != ABOUT]
        return Codebook.of(tag for tag in tags if isinstance(tag, Tag))

    def others(self, document: str) -> int:
        """How often the document's file was found as somebody else had left it: while this number stays the same,
        what was read of it and what was done here since is all there is in it.
        """
        return self._files.file(document).storage.others

    def changed(self) -> frozenset[str]:
        """Documents whose file is no longer as it was last read here; `""` is the codebook. Reads nothing."""
        return self._files.changed()

    @property
    def problems(self) -> tuple[str, ...]:
        """The files that were asked for and cannot be read: a sentence each, with the name and the reason."""
        return self._files.problems()

    def is_damaged(self, document: str) -> bool:
        """Whether the document's file is there and cannot be read; `""` is the codebook."""
        try:
            self._files.rows(document)
        except StoreError:
            return True
        return False

    # Changing

    def apply(self, change: Change) -> Change:
        """Make the change; on the disk when this returns. What was really done.

        Where somebody else changed a record since the change's `before`, both changes are kept. Raises ReadOnly, or
        StoreError when it cannot be saved: everything is then as before.
        """
        from briefreader.store.merging import merge_row  # only now: most commands read

        before, after = rows_of(change.before), rows_of(change.after)
        with self._writing():
            step: Step = {}
            for address in {**before, **after}:
                held = self._row(address)
                becomes = merge_row(before.get(address), after.get(address), held)
                if becomes != held:
                    step[address] = (held, canonical(address, becomes))
            return self._carry_out(new_event(change.label, self.creator), step)

    def undo(self) -> Change | None:
        """Take back this creator's last change that was not taken back; what that did, or None if there is none.

        Raises StoreError, and goes on to the change before it next time, where somebody built on it since.
        """
        return self._again(Deed.UNDO)

    def redo(self) -> Change | None:
        """Do again what undo took back last, as long as nothing else was done since; else as `undo`."""
        return self._again(Deed.REDO)

    def history(self) -> tuple[Event, ...]:
        """Every change, undo and redo of everyone in this folder, oldest first."""
        try:
            return self._history.events()
        except OSError as error:
            raise StoreError(f"{self.folder / HISTORY} cannot be read: {error.strerror}.") from error

    def change_of(self, event: Event) -> Change:
        """What an event of the history did, record by record. Raises StoreError."""
        try:
            return as_change(event.label, self._history.step(event))
        except OSError as error:
            raise StoreError(f"{self.folder / HISTORY} cannot be read: {error.strerror}.") from error

    def _again(self, deed: Deed) -> Change | None:
        with self._writing():
            done, undone = stacks(self._history.events(), {self.creator, default_creator()})
            chosen = done if deed is Deed.UNDO else undone
            if not chosen:
                return None
            last = chosen[-1]
            step = self._history.step(last)
            wanted = mirror(step) if deed is Deed.UNDO else step
            touched = [address for address, (was, _) in wanted.items() if address.key != ABOUT]
            if any(self._row(address) != wanted[address][0] for address in touched):
                self._carry_out(new_event(last.label, self.creator, Deed.PASS, last.id), {})
                raise StoreError(
                    f"“{last.label}” was changed by somebody else since and stays as it is. "
                    "Again goes on to the change before it."
                )
            return self._carry_out(new_event(last.label, self.creator, deed, last.id), wanted)

    def rescue(self, document: str) -> tuple[Annotation, ...]:
        """Put what can still be read of a damaged file in its place; the damaged one is kept in `backups/damaged`.

        `""` is the codebook. What was rescued. A file that can be read stays as it is. Raises StoreError.
        """
        with self._writing():
            try:
                self._files.rows(document)
            except StoreError:
                self._files.rescue(document)
        return self.annotations(document, deleted=True) if document else ()

    # Carrying out, under the lock

    def _carry_out(self, event: Event, step: Step) -> Change:
        """Write the step down, do it, and close its line. Raises StoreError, and nothing has changed."""
        files = self._by_file(step)
        full: Step = {Address(id, key): rows for id, file in files.items() for key, rows in file.items()}
        if not full and event.deed is Deed.CHANGE:
            return Change(event.label)
        try:
            self._history.begin(event, full, sync=len(files) > 1)
        except OSError as error:
            raise _not_saved(error) from error
        self._put_all(files)
        self._history.finish()
        return as_change(event.label, full)

    def _put_all(self, files: Mapping[str, Mapping[str, tuple[Row | None, Row | None]]]) -> None:
        """Do it in every file, or in none."""
        done: list[str] = []
        try:
            for document, rows in files.items():
                done.append(document)
                self._files.put(document, {key: after for key, (_, after) in rows.items()})
        except (OSError, StoreError) as error:
            try:
                for document in reversed(done):
                    self._put_back(document, {key: before for key, (before, _) in files[document].items()})
                self._history.cancel()
            except (OSError, StoreError):
                raise StoreError(
                    f"Saving stopped half way ({error}). It is completed by the next change that can be saved."
                ) from error
            raise _not_saved(error) from error

    def _put_back(self, document: str, rows: Mapping[str, Row | None]) -> None:
        held = self._files.rows(document)
        if any(held.get(key) != row for key, row in rows.items()):
            self._files.put(document, rows)

    def _by_file(self, step: Step) -> dict[str, dict[str, tuple[Row | None, Row | None]]]:
        """The step file by file; with the file's row about itself where the file comes or goes.

        Raises StoreError if one of them cannot be read.
        """
        files: dict[str, dict[str, tuple[Row | None, Row | None]]] = {}
        for address, rows in step.items():
            files.setdefault(address.document, {})[address.key] = rows
        for document, changes in files.items():
            held = self._files.rows(document)
            if document == CODEBOOK:
                _keep_pins_apart(held, changes)
                continue
            about = changes.pop(ABOUT, (None, None))
            gone = {ABOUT, *(key for key, (_, after) in changes.items() if after is None)}
            stays = not changes.keys() <= gone or any(key not in gone for key in held)
            if stays and ABOUT not in held:
                changes[ABOUT] = (None, about[1] or self._files.about(document))
            elif not stays and ABOUT in held:
                changes[ABOUT] = (held[ABOUT], None)
        return {document: changes for document, changes in files.items() if changes}

    def _row(self, address: Address) -> Row | None:
        """The row as it is now, in the form rows are written in. Raises StoreError if its file cannot be read."""
        return canonical(address, self._files.rows(address.document).get(address.key))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer of this folder, in this program and among others; complete what a dead one left."""
        with self._one_at_a_time:
            if self.read_only:
                raise ReadOnly(
                    f"{self.folder} can be read and not written. Choose another with --annotations."
                )
            try:
                durable.make_folder(self.folder)
                with durable.only_writer(self.folder / LOCK):
                    self._settle()
                    yield
            except TimeoutError as error:
                raise StoreError(f"Another program has been saving in {self.folder}. Try again.") from error
            except PermissionError as error:
                raise ReadOnly(f"{self.folder} cannot be written: {error.strerror}.") from error
            except OSError as error:
                raise _not_saved(error) from error

    def _settle(self) -> None:
        """Complete a change whose writer died over it, row by row, where nobody has changed the row since."""
        step = self._history.in_doubt()
        if step is None:
            return
        open_rows = {}
        for address, (before, after) in step.items():
            with contextlib.suppress(StoreError):
                if address.key != ABOUT and self._row(address) == before != after:
                    open_rows[address] = (before, after)
        for document, rows in self._by_file({**_abouts(step, open_rows), **open_rows}).items():
            self._files.put(document, {key: after for key, (_, after) in rows.items()})
        self._history.finish()

    # Beside the annotations

    def keep_text(self, text: str) -> str:
        """Keep a text that annotations are made on; on the disk when this returns. Its hash. Raises StoreError."""
        hash = self._texts.hash_if_kept(text)
        if hash is not None:
            return hash
        with self._writing():
            return self._texts.keep(text)

    def text(self, hash: str) -> str | None:
        """The kept text of that hash."""
        return self._texts.text(hash)

    def remember(
        self, document: str, text_hash: str = "", file_hash: str = "", title: str = "", path: str = ""
    ) -> None:
        """Say what the document is, so that a renamed file finds its annotations; kept with its first annotation.

        Writes only where the document has a file that says otherwise. Never raises on a read-only folder.
        """
        about = {"title": title, "text_hash": text_hash, "file_hash": file_hash, "path": path}
        if self._files.tell(document, about) is None or self.read_only:
            return
        with self._writing():
            row = self._files.tell(document, about)
            if row is not None:
                self._files.put(document, {ABOUT: row})

    def about(self, document: str) -> Mapping[str, str]:
        """What is remembered of a document that has annotations: `title`, `text_hash`, `file_hash`, `path`."""
        return self._files.readable(document).get(ABOUT, {})

    def known(self) -> Mapping[str, Mapping[str, str]]:
        """The same of every document that has annotations."""
        return {id: self.about(id) for id in self.documents()}


def _abouts(step: Step, rows: Step) -> Step:
    """What the step does to the rows about those files that `rows` are in."""
    documents = {address.document for address in rows}
    return {at: what for at, what in step.items() if at.key == ABOUT and at.document in documents}


def _starter_rows() -> dict[str, Row]:
    from briefreader.starter import STARTER

    return {address.key: row for address, row in rows_of(STARTER.tags).items()}


def _value(
    document: str, key: str, line: bytes, held: Mapping[str, tuple[bytes, Annotation]]
) -> tuple[bytes, Annotation]:
    known = held.get(key)
    if known is not None and known[0] == line:
        return known
    return line, _as_annotation(Address(document, key), json.loads(b"{" + line + b"}")[key])


def _as_annotation(address: Address, row: Mapping[str, Any]) -> Annotation:
    found = from_row(address, row)
    assert isinstance(found, Annotation), "what is kept under a document's id is an annotation"
    return found


def _keep_pins_apart(held: Mapping[str, Row], changes: dict[str, tuple[Row | None, Row | None]]) -> None:
    """Add to the changes of a codebook what keeps two tags off one digit."""
    from briefreader.store.merging import settle_pins

    after = {key: row for key, (_, row) in changes.items()}
    rows = {key: row for key, row in {**held, **after}.items() if row is not None and key != ABOUT}
    for name, row in settle_pins(rows).items():
        changes[name] = (held.get(name), row)
    for name in [name for name, (before, after) in changes.items() if before == after]:
        del changes[name]


def _not_saved(error: OSError | StoreError) -> StoreError:
    if isinstance(error, StoreError):
        return error
    return StoreError(
        f"Nothing was saved: {error.strerror or error}. Make room or mend the disk, then try again."
    )
