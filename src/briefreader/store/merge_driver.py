"""Merge driver: three versions of an annotation file made one, annotation by annotation; and git told to ask for it.

How two changes of one row meet is `merging.py`.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefreader import durable
from briefreader.annotations import CLASH
from briefreader.errors import StoreError
from briefreader.store.merging import merge_row, settle_pins
from briefreader.store.records import ABOUT, CODEBOOK, Address, Row, canonical, check_annotation, check_tag
from briefreader.store.rows_file import Rows, Unreadable, parse

NAME = "briefreader"
"""What git calls the driver."""

ATTRIBUTES = (
    "**/annotations/*.json merge=briefreader -text",
    "**/annotations/history.jsonl merge=briefreader -text",
    "**/annotations/texts/*.gz merge=briefreader -text -diff",
)
"""Lines of `.gitattributes`. Line ends stay as they are: the store's files have their own form."""

IGNORED = (
    "**/annotations/*.lock",
    "**/annotations/*.tmp",
    "**/annotations/backups/",
    "**/annotations/history.jsonl",
)
"""Lines of `.gitignore`: what belongs to one machine. Undo is everyone's own."""

_GZIP = b"\x1f\x8b"
"""How a gzip file begins (RFC 1952)."""

_KINDS = {"annotations": check_annotation, "tags": check_tag}


def merge_files(base: Path, ours: Path, theirs: Path) -> tuple[str, ...]:
    """Write into `ours` what becomes of `base` when both made something else of it; an empty file is no file.

    Annotation files, codebooks, histories and kept texts. A sentence for every place where the two disagree. Raises StoreError,
    with `ours` as it was, when a file cannot be read or written.
    """
    try:
        versions = [path.read_bytes() for path in (base, ours, theirs)]
        if versions[1].startswith(_GZIP):
            return ()  # a kept text goes by its hash: packed in another way it is still the same
        table = next((kind for kind in _KINDS if any(_opens(kind, data) for data in versions)), None)
        said: list[str] = []
        if table is None:
            merged = _merge_histories(versions)
        else:
            rows = [parse(data, table, _KINDS[table])[0] if data.strip() else Rows({}) for data in versions]
            merged, said = _merge_tables(table, *rows)
        durable.replace_file(ours, merged)
    except OSError as error:
        raise StoreError(f"{error.filename or ours} cannot be merged: {error.strerror}.") from error
    except Unreadable as error:
        raise StoreError(f"{ours} cannot be merged: in one of the versions, {error}.") from error
    return tuple(said)


def _opens(kind: str, data: bytes) -> bool:
    """Whether a file begins as one with that table."""
    return data.lstrip().removeprefix(b"{").lstrip().startswith(f'"{kind}"'.encode())


def _merge_tables(table: str, base: Rows, ours: Rows, theirs: Rows) -> tuple[bytes, list[str]]:
    merged: dict[str, Row | None] = {}
    said: list[str] = []
    for key in {**base, **ours, **theirs}:
        versions = [rows.get(key) for rows in (base, ours, theirs)]
        row = merge_row(*versions)
        if row not in versions and key != ABOUT:
            row = canonical(Address(CODEBOOK if table == "tags" else table, key), row)
        merged[key] = row
        said += _disagreement(key, versions, row)
    for name, row in settle_pins(_tags(table, merged)).items():
        said.append(f"tag “{name}”: its digit was given to another tag too, and is taken off it")
        merged[name] = row
    return Rows({}).changed(merged).document(table), said


def _tags(table: str, rows: Mapping[str, Row | None]) -> dict[str, Row]:
    return {key: row for key, row in rows.items() if row is not None and key != ABOUT and table == "tags"}


def _disagreement(key: str, versions: Sequence[Row | None], merged: Row | None) -> Iterator[str]:
    """What to tell of a row that both changed, each in another way."""
    base, ours, theirs = versions
    if key == ABOUT or merged is None or ours == theirs or base in (ours, theirs):
        return
    if "quote" not in merged:
        yield f"tag “{key}”: changed in two ways; one of them is kept"
        return
    name = f"{key} (“{merged['quote'][:40]}”)"
    clashes = merged.get(CLASH, ())
    if "note" in clashes:
        yield f"{name}: two notes were written; both are kept"
    if "deleted" in clashes:
        yield f"{name}: one deleted it, the other changed it; it stays deleted and can be restored"


def _merge_histories(versions: Iterable[bytes]) -> bytes:
    """The lines of all versions, each once, in the order they were written: their ids sort by time."""
    lines: dict[str, bytes] = {}
    for line in b"\n".join(versions).splitlines():
        try:
            lines.setdefault(json.loads(line)["id"], line)
        except (ValueError, KeyError, TypeError):
            continue
    return b"".join(lines[id] + b"\n" for id in sorted(lines))


def setup_git(folder: Path) -> tuple[str, ...]:
    """Have git merge annotation files in the repository around `folder` by annotation; a sentence for each thing done.

    Doing it again changes nothing. Raises StoreError when there is no repository, or no git.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel"))
    command = f"{shlex.quote(Path(sys.executable).as_posix())} -m briefreader merge %O %A %B"
    done = []
    for name, value in (("name", "annotations, one by one"), ("driver", command)):
        _git(top, "config", "--local", f"merge.{NAME}.{name}", value)
        done.append(f"git config merge.{NAME}.{name} is “{value}”.")
    for name, lines in ((".gitattributes", ATTRIBUTES), (".gitignore", IGNORED)):
        if _add_lines(top / name, lines):
            done.append(f"{name} names the annotation files. Commit it, so that others get it too.")
    return tuple(done)


def _add_lines(path: Path, lines: Sequence[str]) -> bool:
    """Put those lines that are missing at the file's end; whether there were any."""
    try:
        held = path.read_text("utf-8") if path.exists() else ""
        missing = [line for line in lines if line not in held.splitlines()]
        if missing:
            gap = "" if not held or held.endswith("\n") else "\n"
            durable.replace_file(path, (held + gap + "\n".join(missing) + "\n").encode())
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be changed: {error}.") from error
    return bool(missing)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    except FileNotFoundError as error:
        raise StoreError("git is not installed, or not on the path.") from error
    except subprocess.CalledProcessError as error:
        raise StoreError(f"git says: {error.stderr.strip()}. Run this inside a repository.") from error
    return done.stdout.strip()
