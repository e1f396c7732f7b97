"""How fast files of each format are read, and with how much memory, beside the programs that read them otherwise.

    nice python benchmarks/read_speed.py [--rounds 5] [--files 4] [--form pdf,docx] [--peers FOLDER]

Some files of each format, spread over the corpus by their size (its web pages bound as EPUB, for want of one), are
read in turn by each reader: in a process of its own (fresh), and once more in a process that has read before (warm;
for a command that knows no such thing: fresh, less what it takes to read nothing). Printed are the reader's times
divided by ours in the same round, so more than 1 means that it is slower than briefreader: median, and in brackets the
value that 95 % of the rounds stay above, of time passed and of processor time; and the highest peak of memory. What
is read differs: the others make Markdown or bare text, we also look for sections, notes, citations and metadata.

The peers are installed into FOLDER, by default one in the system's folder for temporary files, and never into the
project: PyMuPDF's licence (AGPL) is not ours. pandoc is taken from the PATH. What is missing is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from fuzz_loaders import corpus

SOURCE = Path(__file__).parents[1] / "src"
PACKAGES = ("pymupdf4llm==1.28.2", "pdfminer.six", "markitdown[docx]", "charset-normalizer", "lxml")
"""What is installed beside pandoc. pymupdf4llm's releases differ much in speed, hence a certain one."""

WARM = """
import json, sys, time
for line in sys.stdin:
    path = line[:-1]
    wall, spent = time.monotonic(), time.process_time()
    {read}
    print(json.dumps([time.monotonic() - wall, time.process_time() - spent]), file=sys.__stdout__, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that reads files: a command that takes the path behind it, or Python code."""

    name: str
    forms: tuple[str, ...]
    load: str = ""
    """What it imports."""

    read: str = ""
    """What it does with the file at `path`."""

    command: tuple[str, ...] = ()


FORMS = ("txt", "md", "html", "epub", "docx", "odt", "xml", "pdf")
OURS = Reader(
    "briefreader", FORMS, "from pathlib import Path; from briefreader.loaders import load", "load(Path(path))"
)
PEERS = (
    Reader(
        "pymupdf4llm",  # without its layout model, which takes ten times as long
        ("pdf",),
        "import pymupdf4llm; pymupdf4llm.use_layout(False)",
        "pymupdf4llm.to_markdown(path)",
    ),
    Reader("pdfminer.six", ("pdf",), "from pdfminer.high_level import extract_text", "extract_text(path)"),
    Reader(
        "markitdown",
        ("docx", "html", "epub"),
        "from markitdown import MarkItDown; reader = MarkItDown()",
        "reader.convert(path)",
    ),
    Reader(
        "pandoc",
        ("docx", "odt", "html", "epub", "md"),
        command=("pandoc", "--to", "markdown", "--output", os.devnull),
    ),
    Reader(
        "charset-normalizer",
        ("txt",),
        "from charset_normalizer import from_path",
        "str(from_path(path).best()).splitlines()",
    ),
    Reader(
        "lxml",
        ("xml",),
        "from lxml import etree; parser = etree.XMLParser(recover=True)",
        # the mark before the declaration is often mangled
        "data = open(path, 'rb').read(); ''.join(etree.fromstring(data[data.find(b'<?xml') :], parser).itertext())",
    ),
)
"""Who reads what. For text and XML there is no reader with structure: what decodes and parses them is the floor."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of reading a file once: seconds passed, seconds of the processor, MiB at the highest (0 if not measured)."""

    wall: float
    processor: float
    peak: float = 0.0

    def less(self, other: Cost) -> Cost:
        """What of it is more than the other; nothing at least."""
        return Cost(max(self.wall - other.wall, 0.0), max(self.processor - other.processor, 0.0))


def peers_in(folder: Path) -> Path:
    """The Python of the environment in `folder` that has the peers; makes it if need be."""
    python = folder / "bin" / "python"
    marker = folder / "installed.json"
    if not marker.exists() or json.loads(marker.read_text()) != list(PACKAGES):
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        marker.write_text(json.dumps(PACKAGES))
    return python


def own_environment() -> dict[str, str]:
    """How ours is run: with its modules compiled before, as those of installed packages are."""
    compiled = Path(tempfile.gettempdir()) / "briefreader-compiled"
    return {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)}


def start(reader: Reader, python: Path, code: str) -> subprocess.Popen[str]:
    """`code` in a process that may import what the reader needs, and nothing of the other's."""
    environment = os.environ | (own_environment() if reader is OURS else {})
    return subprocess.Popen(
        [python, "-c", f"{reader.load}\n{code}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


def fresh(reader: Reader, python: Path, path: Path | None) -> Cost:
    """Reading a file, or nothing, in a process of its own, its start included. Raises OSError if it fails."""
    started = monotonic()
    if reader.command:
        words = [*reader.command, *([str(path)] if path else [])]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, text=True)
    else:
        process = start(reader, python, f"path = {str(path)!r}\n{reader.read}")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    if process.returncode:
        raise OSError(f"{reader.name} fails on {path}")
    return Cost(monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Warm:
    """A process in which a reader reads one file after another."""

    def __init__(self, reader: Reader, python: Path) -> None:
        self._process = start(reader, python, WARM.format(read=reader.read))

    def __enter__(self) -> Warm:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def cost(self, path: Path) -> Cost:
        """Reading a file once more."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return Cost(*json.loads(self._process.stdout.readline()))


def spread(paths: Sequence[Path], count: int) -> list[Path]:
    """`count` of them, from the smallest to the largest."""
    ordered = sorted(paths, key=lambda path: path.stat().st_size)
    if len(ordered) <= count:
        return ordered
    return [ordered[round(i * (len(ordered) - 1) / (count - 1))] for i in range(count)]


Costs = dict[tuple[str, str], list[Cost]]
"""By reader and by `fresh` or `warm`: a cost for each file in each round, in the same order for all."""


def measured(
    readers: Sequence[Reader], pythons: dict[str, Path], paths: Sequence[Path], rounds: int
) -> Costs:
    """What reading the files costs each reader, all taking turns in a new order each time."""
    costs: Costs = defaultdict(list)
    with ExitStack() as stack:
        warm = {r: stack.enter_context(Warm(r, pythons[r.name])) for r in readers if not r.command}
        for process in warm.values():
            for path in paths:
                process.cost(path)
        for _ in range(rounds):
            for path in paths:
                for reader in random.sample(readers, len(readers)):
                    python = pythons[reader.name]
                    costs[reader.name, "fresh"].append(fresh(reader, python, path))
                    again = warm[reader].cost(path) if reader in warm else None
                    again = again or costs[reader.name, "fresh"][-1].less(fresh(reader, python, None))
                    costs[reader.name, "warm"].append(again)
    return costs


def ratio(theirs: Sequence[Cost], ours: Sequence[Cost], what: str) -> str:
    """`median (95 %)` of their cost divided by ours: the middle, and what all but a twentieth lie above."""
    values = sorted(getattr(a, what) / getattr(b, what) for a, b in zip(theirs, ours, strict=True))
    return f"{statistics.median(values):.2f} ({values[round(0.05 * (len(values) - 1))]:.2f})"


def rows(form: str, peers: Sequence[Reader], paths: Sequence[Path], costs: Costs) -> Iterator[str]:
    """The table's rows for one format."""
    ours = costs[OURS.name, "warm"]
    sizes = f"{len(paths)} of {paths[0].stat().st_size >> 10} to {paths[-1].stat().st_size >> 10} KiB"
    own = f"{statistics.median(cost.processor for cost in ours) * 1000:.0f} ms"
    for peer in peers:
        cells = [form, sizes, own, peer.name]
        for way in ("fresh", "warm"):
            for what in ("wall", "processor"):
                cells.append(ratio(costs[peer.name, way], costs[OURS.name, way], what))
        peaks = [max(cost.peak for cost in costs[name, "fresh"]) for name in (peer.name, OURS.name)]
        cells.append("{:.0f} / {:.0f}".format(*peaks))
        yield f"| {' | '.join(cells)} |"


def main() -> int:
    """Measures and prints a Markdown table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--files", type=int, default=4, help="of each format")
    ask.add_argument("--form", default=",".join(FORMS), help="only these suffixes, with commas")
    ask.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "briefreader-peers")
    asked = ask.parse_args()
    python = peers_in(asked.peers)
    pythons = {reader.name: python for reader in PEERS} | {OURS.name: Path(sys.executable)}
    present = [peer for peer in PEERS if not peer.command or shutil.which(peer.command[0])]
    for peer in PEERS:
        if peer not in present:
            print(f"{peer.command[0]} is missing: its columns are left out", file=sys.stderr)
    print(
        "| format | files | ours, warm | peer | fresh: wall | processor | warm: wall | processor | peak MiB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in corpus().items():
            Path(folder, name).write_bytes(data)
        for form in asked.form.split(","):
            paths = spread(list(Path(folder).glob(f"*.{form}")), asked.files)
            peers = [peer for peer in present if form in peer.forms]
            costs = measured([OURS, *peers], pythons, paths, asked.rounds)
            for row in rows(form, peers, paths, costs):
                print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
