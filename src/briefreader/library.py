"""Library: which letters there are, what they are called, and opening each of them once.

Finds the files and gives them their ids; reading a file is `loaders/`, keeping what was read is `cache.py`,
what a reader adds to a letter is `store/`.
"""

from __future__ import annotations

import os
import re
import threading
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from briefreader import loaders
from briefreader.cache import Cache
from briefreader.digests import blake2b, digest
from briefreader.document import Document
from briefreader.errors import BriefreaderError, LoadError, NotFound, NotNow
from briefreader.readers import AT_MOST, Readers, fault
from briefreader.values import frozen
from briefreader.versions.renderings import Card, Renderings

SKIPPED_FOLDERS = frozenset({"annotations", "node_modules", "__pycache__", "venv"})
"""Folders that are never a library's: hidden ones are left out too."""

TEXT = loaders.FORMATS[-1].name

FILES_AT_MOST = 20_000
"""A folder with more letters than this is hardly a library of letters; the rest is left out, with a warning."""

NAMES_AT_MOST = 100_000
"""Names of files of any kind that are looked at in a folder, which takes a second: one may have started at `/`."""


@frozen
class Entry:
    """A file of the library."""

    id: str
    path: Path
    format: str


class Library:
    """The letters under some paths. Safe to use from several threads."""

    def __init__(
        self, paths: Sequence[Path], cache: Cache | None = None, readers: Readers | None = None
    ) -> None:
        """Looks at names only; no file is read. Without `readers`, files are read in this process.

        Raises NotFound if a path does not exist, LoadError if a file named is of no format that can be read.
        """
        self.paths = tuple(paths)
        self.warnings: list[str] = []
        self.entries = named(self._files())
        self._by_id = {entry.id: entry for entry in self.entries}
        self.renderings = Renderings(self._text_of)
        """The documents gathered so far into letters."""
        self._cache = cache
        self._readers = readers
        self._cards: dict[str, Card] = {}
        self._gathering = threading.Lock()
        self._documents: dict[str, Document] = {}
        self._errors: dict[str, LoadError] = {}
        self._lock = threading.Lock()
        self._reading: dict[str, threading.Lock] = {}

    @property
    def nothing(self) -> str:
        """Why there is no letter here, and what to do; empty if there is one."""
        if self.entries:
            return ""
        where = ", ".join(f"“{path}”" for path in self.paths)
        return f"There is no letter in {where}. Put files there ({loaders.kinds()}), or name another folder."

    def _files(self) -> Iterator[tuple[Path, str]]:
        seen: set[Path] = set()
        for path in self.paths:
            if not path.exists():
                raise NotFound(f"There is no file or folder “{path}”. Check the name and try again.")
            found: Iterable[Path] = walk(path, self._cut_off) if path.is_dir() else (path,)
            for file in found:
                format = loaders.by_name(file)
                if format is None and not path.is_dir():
                    raise LoadError(f"“{path.name}” is of no kind that can be read: {loaders.kinds()}.")
                if format is None or file in seen:
                    continue
                if len(seen) >= FILES_AT_MOST:
                    self.warnings.append(f"Only the first {FILES_AT_MOST} files are shown.")
                    return
                seen.add(file)
                yield file, format.name

    def _cut_off(self) -> None:
        self.warnings.append(
            f"Only the first {NAMES_AT_MOST} files were looked at. Name a folder of letters."
        )

    def entry(self, id: str) -> Entry | None:
        """The entry of exactly that id."""
        return self._by_id.get(id)

    def beginning(self, entry: Entry) -> Document | None:
        """The first pages of a letter that takes a while to read; None of others, and of what was read before."""
        with suppress(LoadError, OSError):
            if not entry.path.is_file() or not loaders.has_first(entry.path) or self._is_kept(entry):
                return None
            here = entry.format == TEXT or loaders.is_long(entry.path) or self._is_read_here(entry)
            if self._readers is not None and not here:
                return self._readers.beginning(entry.path, entry.id)
            return loaders.beginning(entry.path, entry.id)
        return None

    def _is_kept(self, entry: Entry) -> bool:
        """Whether what was read of it before is at hand."""
        if entry.id in self._documents:
            return True
        with suppress(LoadError, OSError):
            if self._cache is not None and entry.path.is_file() and not loaders.is_long(entry.path):
                return self._cache.holds(entry.path)
        return False

    def open(self, entry: Entry | str, told: Callable[[float], None] | None = None) -> Document:
        """The document, read once. Raises LoadError if it cannot be read, NotFound for an id that is unknown.

        `told` is told what share of a long text has been read.
        """
        found = self._by_id.get(entry) if isinstance(entry, str) else entry
        if found is None:
            raise NotFound(f"There is no document “{entry}” in this library. `briefreader list` names them.")
        with self._lock:
            turn = self._reading.setdefault(found.id, threading.Lock())
        with turn:
            if found.id in self._errors:
                raise self._errors[found.id]
            if found.id not in self._documents:
                try:
                    self._documents[found.id] = self._read(found, told)
                except NotNow:
                    raise
                except LoadError as error:
                    self._errors[found.id] = error
                    raise
            return self._documents[found.id]

    def _read(self, entry: Entry, told: Callable[[float], None] | None) -> Document:
        if entry.path.exists() and not entry.path.is_file():  # a pipe would never come to its end
            raise LoadError(f"“{entry.path.name}” is no file that can be read.")
        if loaders.is_long(
            entry.path
        ):  # to keep it, or have another process hand it over, would hold it twice
            return _read_here(entry, partial(loaders.load, told=told))
        if self._cache is None:
            return self._read_anew(entry)
        return self._cache.remember(entry.path, entry.id, lambda: self._read_anew(entry))

    def _read_anew(self, entry: Entry) -> Document:
        if self._readers is not None:
            if self._readers.wanted(entry.path):
                return self._readers.read(entry.path, entry.id)
            self._readers.read_here(entry.path)
        return _read_here(entry, (self._cache or loaders).load)

    def opened(self) -> Mapping[str, Document]:
        """The documents read so far, by id."""
        return dict(self._documents)

    def forget(self, id: str) -> None:
        """Drop what was read of a document, so that it is read anew: its file was replaced."""
        with self._lock:
            self._documents.pop(id, None)
            self._errors.pop(id, None)
        with self._gathering:
            self._cards.pop(id, None)
            self.renderings = Renderings(self._text_of)
            for other, card in self._cards.items():
                self.renderings.add(other, card)

    def documents(self, ids: Container[str] | None = None) -> Iterator[tuple[Entry, Document | LoadError]]:
        """Every entry, or those of these ids, with its document or with the reason it cannot be read.

        From the first that another process reads, two are read at a time.
        """
        left = [entry for entry in self.entries if ids is None or entry.id in ids]
        while left and (self._is_kept(left[0]) or self._is_read_here(left[0])):
            entry = left.pop(0)
            yield entry, self.outcome(entry)
        if not left:
            return
        from concurrent.futures import ThreadPoolExecutor  # brings a good deal along

        pool = ThreadPoolExecutor(AT_MOST, thread_name_prefix="reading")
        try:
            yield from zip(left, pool.map(self.outcome, left), strict=True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _is_read_here(self, entry: Entry) -> bool:
        """Whether this process reads it: two at a time would take no less, and only be in each other's way."""
        return self._readers is None or not self._readers.wanted(entry.path)

    def outcome(self, entry: Entry, told: Callable[[float], None] | None = None) -> Document | LoadError:
        """The document, or the reason it cannot be read."""
        try:
            return self.open(entry, told)
        except LoadError as error:
            return error

    def stop(self, entry: Entry) -> None:
        """Give up reading a file that another process reads; NotNow is raised where it is waited for."""
        if self._readers is not None:
            self._readers.stop(entry.path)

    def close(self) -> None:
        """Stop reading; files that are being read in other processes are given up."""
        if self._readers is not None:
            self._readers.close()

    def gather(self, entry: Entry) -> None:
        """Find out which letter a document is a rendering of. One that cannot be read is a letter of its own."""
        with suppress(LoadError):
            if loaders.is_long(entry.path):  # hardly another form of some letter, and dear to compare
                return
            card = self._card(entry)
            with self._gathering:
                self._cards[entry.id] = card
                self.renderings.add(entry.id, card)

    def card(self, entry: Entry) -> Card | LoadError:
        """What a list says of a document, known from earlier if it was read before; or why it cannot be read."""
        try:
            return self._card(entry)
        except LoadError as error:
            return error

    def _card(self, entry: Entry) -> Card:
        return self._known(entry) or Card.of(self.open(entry), not loaders.is_long(entry.path))

    def _known(self, entry: Entry) -> Card | None:
        if self._cache is not None and entry.id not in self._cards:
            kept = self._cache.card(entry.path)
            if kept is not None:
                self._cards[entry.id] = kept
        return self._cards.get(entry.id)

    def gathered(self) -> Renderings:
        """All documents gathered into letters. What was not yet read is read now, or known from earlier."""
        unread: list[Entry] = []
        for entry in self.entries:
            with suppress(LoadError):
                (self.gather if self._known(entry) or self._is_read_here(entry) else unread.append)(entry)
        if unread:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(AT_MOST) as pool:
                list(pool.map(self.gather, unread))
        return self.renderings

    def _text_of(self, id: str) -> str:
        return self.open(id).text

    def resolve(self, wanted: str) -> Entry:
        """The entry that a person means by an id, a unique prefix of one, a paper's number or a path.

        Raises NotFound, naming what comes near, if it is none of these or several.
        """
        entry = self._by_id.get(wanted) or self.at(wanted)
        if entry is not None:
            return entry
        begins = [e for e in self.entries if e.id.startswith(wanted.lower())] if wanted else []
        if len(begins) == 1:
            return begins[0]
        if len(begins) > 1:
            names = ", ".join(e.id for e in begins[:5])
            raise NotFound(f"“{wanted}” is the beginning of {len(begins)} ids: {names}. Give more of it.")
        cited = self.by_paper(wanted)
        if cited is not None:
            return cited
        raise NotFound(f"There is no document “{wanted}” in this library. `briefreader list` names them.")

    def at(self, wanted: str) -> Entry | None:
        """The entry of the file of that path, or of that name."""
        path = Path(wanted)
        for entry in self.entries:
            if entry.path == path or entry.path.name == wanted:
                return entry
        try:
            if path.is_file():
                return next((e for e in self.entries if e.path.samefile(path)), None)
        except (OSError, ValueError):
            return None
        return None

    def by_paper(self, wanted: str) -> Entry | None:
        """The letter that is the paper `wanted` names: `kst-36045-190`, `36045, nr. 190`, `2025D06724`.

        Of several renderings the best one.
        """
        from briefreader.citations import find as find_citations

        ids = {citation.id for text in (wanted, f"Kamerstuk {wanted}") for citation in find_citations(text)}
        ids.add(wanted)
        id = self.gathered().named(sorted(ids))
        return self._by_id.get(id) if id is not None else None


def _read_here(entry: Entry, load: Callable[[Path, str], Document]) -> Document:
    try:
        return load(entry.path, entry.id)
    except LoadError:
        raise
    except Exception as error:  # a fault in one loader must not keep the other letters from being read
        raise LoadError(fault(entry.path, error)) from error


def walk(folder: Path, cut_off: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """The documents under `folder`, in the order of their names; links to folders are not followed.

    Calls `cut_off` if there are more than `NAMES_AT_MOST` files of any kind; those after them are not looked at.
    """
    seen = 0
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED_FOLDERS)
        yield from (Path(at, name) for name in sorted(files) if name[0] != "." and loaders.promises(name))
        seen += len(files)
        if seen > NAMES_AT_MOST:
            cut_off()
            return


def slug(name: str) -> str:
    """`name` as an id: lower case, `a-z 0-9 . _ -` only, accents dropped; never empty."""
    plain = name
    if not name.isascii():
        from unicodedata import normalize  # only now: few names have accents

        plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^a-z0-9._-]+", "-", plain.lower()).strip("-.")
    return kept[:100] or "d" + digest(name, 4)


def named(files: Iterable[tuple[Path, str]]) -> tuple[Entry, ...]:
    """Entries with unique ids: the stem; where two share it, with the extension; then with the folder."""
    found = list(files)
    ways: tuple[Callable[[Path], str], ...] = (
        lambda path: slug(path.stem),
        lambda path: slug(path.name),
        lambda path: slug(f"{path.parent.name}-{path.name}"),
        lambda path: slug(path.name) + "-" + blake2b(os.fsencode(path.absolute()), digest_size=4).hexdigest(),
    )
    ids: dict[Path, str] = {}
    for way in ways:
        left = [path for path, _ in found if path not in ids]
        names = [way(path) for path in left]
        taken = set(ids.values())
        often = Counter(names)
        ids |= {
            path: name
            for path, name in zip(left, names, strict=True)
            if often[name] == 1 and name not in taken
        }
    return tuple(Entry(ids[path], path, format) for path, format in found if path in ids)


def library_paths(given: Sequence[str], here: Path, last: Sequence[Path] = ()) -> tuple[Path, ...]:
    """What to open: the paths given, else `seeds/` here, else the documents here, else the last library.

    Raises BriefreaderError if there is nothing of these.
    """
    if given:
        return tuple(Path(path) for path in given)
    if (here / "seeds").is_dir():
        return (here / "seeds",)
    if any(walk(here)):
        return (here,)
    kept = tuple(path for path in last if path.exists())
    if kept:
        return kept
    raise BriefreaderError("There are no documents here. Name a file or a folder: `briefreader PATH`.")


def annotations_folder(paths: Sequence[Path], here: Path, otherwise: Path) -> Path:
    """The nearest enclosing `annotations/` of the documents, or of the current folder; else `otherwise`."""
    starts = [path.absolute() for path in paths] + [here.absolute()]
    for start in starts:
        for folder in (start, *start.parents):
            if (folder / "annotations").is_dir():
                return folder / "annotations"
    return otherwise
