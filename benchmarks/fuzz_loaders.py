"""Fuzz the loaders: corpus files of every format, damaged in every way, each loaded in a process with limits.

    python benchmarks/fuzz_loaders.py [--count 10000] [--seed 1] [--form docx,html] [--long] [--keep DIR]

Bytes are flipped, cut out, repeated, zeroed and spliced from other files; of zip files, parts are removed, renamed,
doubled, swapped or damaged inside; names get other suffixes. The corpus has no EPUB: its web pages are bound as such.
Every file must have first pages or none, and load or be refused with a LoadError of one line: no traceback, no hang,
no limit passed, and no character in the text that a terminal would obey. The same
seed damages the same files in the same way. Exit code 1 if one file did not hold. Needs fork and resource limits,
so Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import select
import signal
import sys
import tempfile
import traceback
import unicodedata
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from briefreader import loaders
from briefreader.document import Document
from briefreader.errors import LoadError

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"

GROWN = 2**20
"""Bytes a damaged file may grow to."""

REPEATS = (2, 20, 300, 5000)
"""How often a stretch is repeated: enough to nest far deeper than any letter."""

FIRST = 2_000
"""Code points of first pages, so that the letters of the corpus have some."""

IDLE = 10
"""How much longer than its processor time a file may take: the machine may have other things to do."""

MESSAGE_MAX = 400
"""Code points of the longest message a person reads to its end."""

Mutation = Callable[[bytes, random.Random, list[bytes]], bytes]


def flip(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Some bytes become others."""
    mutated = bytearray(data)
    for _ in range(rng.choice((1, 4, 30, 400))):
        mutated[rng.randrange(len(mutated))] = rng.randrange(256)
    return bytes(mutated)


def cut(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """The end is missing, or a stretch in the middle."""
    start, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[:start] if rng.random() < 0.5 else data[:start] + data[end:]


def splice(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A stretch of another file stands in the middle."""
    other = rng.choice(others)
    start, end = sorted((rng.randrange(len(other)), rng.randrange(len(other))))
    at = rng.randrange(len(data))
    return data[:at] + other[start:end] + data[at + rng.choice((0, end - start)) :]


def repeat(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A short stretch stands there many times: what opens an element nests as often."""
    at, length = rng.randrange(len(data)), rng.choice((1, 12, 60, 2000))
    at = max(data.find(b"<", at), 0) if rng.random() < 0.7 else at
    return data[:at] + data[at : at + length] * rng.choice(REPEATS) + data[at:]


def zeros(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A stretch is zeros or control characters."""
    at, length = rng.randrange(len(data)), rng.choice((1, 16, 500))
    return data[:at] + bytes((rng.choice((0, 7, 27, 155)),)) * length + data[at + length :]


BYTES: tuple[Mutation, ...] = (flip, cut, splice, repeat, zeros)


def rezipped(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A zip file with parts removed, renamed, doubled, swapped or damaged inside."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return flip(data, rng, others)
    texts = [
        i
        for i, (name, part) in enumerate(parts)
        if part and name.endswith((".xml", ".xhtml", ".html", ".rels"))
    ]
    i = rng.choice(texts) if texts and rng.random() < 0.9 else rng.randrange(len(parts))
    name, part = parts[i]
    match rng.choice(("remove", "rename", "double", "swap", "damage", "damage", "damage")):
        case "remove":
            del parts[i]
        case "rename":
            parts[i] = (rng.choice(("../" * 5 + name, name.upper(), "/" + name, name + "\x1b[31m")), part)
        case "double":
            parts.append((name, rng.choice((b"", part[: len(part) // 2], part))))
        case "swap":
            parts[i] = (name, rng.choice(parts)[1])
        case _:
            parts[i] = (name, rng.choice(BYTES)(part or b" ", rng, others)[:GROWN])
    return packed(parts)


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of these parts, some of which may have the same name."""
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w") as archive,
        warnings.catch_warnings(action="ignore", category=UserWarning),
    ):
        for name, part in parts:
            kept = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), part, kept)
    return made.getvalue()


def book(page: bytes) -> bytes:
    """An EPUB of one page."""
    package = (
        b'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        b"<metadata><dc:title>Made</dc:title></metadata><manifest>"
        b'<item id="a" href="page.html" media-type="application/xhtml+xml"/></manifest>'
        b'<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        b'<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    parts = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container}
    return packed([*parts.items(), ("package.opf", package), ("page.html", page)])


def corpus() -> dict[str, bytes]:
    """The files to damage, by name."""
    files = {path.name: path.read_bytes() for path in sorted(CORPUS.glob("documents/*"))}
    pages = {name: data for name, data in files.items() if name.endswith(".html")}
    return files | {f"{Path(name).stem}.epub": book(page) for name, page in pages.items()}


def mutated(name: str, data: bytes, rng: random.Random, others: list[bytes]) -> tuple[str, bytes]:
    """Name and bytes of a damaged file."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        change = rezipped if data[:2] == b"PK" and rng.random() < 0.8 else rng.choice(BYTES)
        data = change(data, rng, others)[:GROWN] or b"\0"
    stem, dot, suffix = name.rpartition(".")
    if rng.random() < 0.08:
        suffix = rng.choice(("docx", "pdf", "html", "txt", "md", "xml", "odt", "epub"))
    return f"{stem}{dot}{suffix}", data


def faults(document: Document) -> str:
    """What is wrong with a document that was loaded; empty if it holds."""
    text = document.text
    bad = {c for c in set(text) if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")}
    if bad:
        return f"control characters {sorted(map(ord, bad))}"
    if not unicodedata.is_normalized("NFC", text):
        return "text is not NFC"
    end = 0
    for block in document.blocks:
        if not end <= block.span.start <= block.body.start <= block.span.end <= len(text):
            return f"block {block} out of place"
        end = block.span.end
    spans = [mark.span for mark in document.marks] + [repair.span for repair in document.repairs]
    if any(not 0 <= span.start <= span.end <= len(text) for span in spans):
        return "a mark or repair is out of the text"
    return ""


def outcome(path: Path) -> tuple[str, str]:
    """(loaded, refused or what went wrong; details), in this process."""
    try:
        first = loaders.beginning(path, "first")
        wrong = (faults(first) if first else "") or faults(loaders.load(path))
        return ("loaded", "") if not wrong else ("broken document", wrong)
    except LoadError as error:
        message = str(error)
        if not message.isprintable() or len(message) > MESSAGE_MAX:
            return "bad message", repr(message[:MESSAGE_MAX])
        return "refused", message
    except MemoryError:
        return "out of memory", ""
    except BaseException:
        return "traceback", traceback.format_exc()


def limited(path: Path, seconds: int, megabytes: int) -> tuple[str, str, float]:
    """`outcome` in a child process, and the seconds of processor time it took.

    It may take `seconds` of those, `IDLE` times as many in all, and `megabytes`.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        os.write(writer, json.dumps(outcome(path)).encode()[-60_000:])
        os._exit(0)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], IDLE * seconds)
    if not ready:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    _, status, used = os.wait4(child, 0)
    took = used.ru_utime + used.ru_stime
    if not ready or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return "hang", f"more than {seconds} s", took
    if not answer:
        return "crash", f"the process died, status {status}", took
    kind, details = json.loads(answer)
    return kind, details, took


def main() -> int:
    """Damages and loads; prints what became of the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--count", type=int, default=200)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--form", help="only these suffixes, with commas")
    ask.add_argument("--only", help="only files with this in their name")
    ask.add_argument("--seconds", type=int, default=20, help="limit of processor time for a file")
    ask.add_argument("--memory", type=int, default=2048, help="limit for a file, in MiB of address space")
    ask.add_argument("--keep", type=Path, help="folder for files that did not hold")
    ask.add_argument(
        "--long", action="store_true", help="read all text and Markdown as if it had many megabytes"
    )
    asked = ask.parse_args()
    loaders.BEGINNING = FIRST
    if asked.long:
        loaders.LONG = 1
    forms = tuple("." + form for form in asked.form.split(",")) if asked.form else ""
    contents = {name: data for name, data in corpus().items() if name.endswith(forms)}
    contents = {name: data for name, data in contents.items() if not asked.only or asked.only in name}
    names, others = list(contents), list(contents.values())
    seen: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in contents.items():  # so that the children find every module imported
            path = Path(folder) / name
            path.write_bytes(data)
            outcome(path)
        for number in range(asked.count):
            rng = random.Random(f"{asked.seed}:{number}")
            source = rng.choice(names)
            name, data = mutated(source, contents[source], rng, others)
            path = Path(folder) / name
            path.write_bytes(data)
            kind, details, took = limited(path, asked.seconds, asked.memory)
            slowest = max(slowest, (took, f"{number} {name}"))
            path.unlink()
            seen[kind] += 1
            if kind not in ("loaded", "refused"):
                print(f"{number} {name}: {kind}: {details}", flush=True)
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{number}-{name}").write_bytes(data)
    print(", ".join(f"{count} {kind}" for kind, count in seen.most_common()), f"of {asked.count}")
    print(f"slowest {slowest[0]:.2f} s of the processor: {slowest[1]}")
    return int(any(kind not in ("loaded", "refused") for kind in seen))


if __name__ == "__main__":
    sys.exit(main())
