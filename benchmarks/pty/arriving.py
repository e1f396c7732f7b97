"""Pages turned while a letter of 1 MB is still being read, beside pages turned once it is there; its first page, its memory.

    python benchmarks/pty/arriving.py [--rounds N] [--big] [--pdf FILE] [--only NAME ...]

For each letter (40 KB; 1 MB of text, and the same as Markdown, web page, book and Word document; 100 MB of text with `--big`;
a PDF if one is given):
milliseconds from the start of the program to the first page, and its processor time; until all of it is there; from a key
to the page that it turns to, while the letter is read and after; MiB of the program's processes, at the peak and at rest.
Every start is a first one. Needs `pyte` besides what the program itself needs.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import bound
from asking import arguments
from ptybench import Session, process_tree
from starting import PROGRAM, environment

import letters

PAGE, UP = b"\x1b[6~", b"\x1b[5~"
ENOUGH = 1500
"""Bytes that a page has at least, and a status line never."""

ARRIVES = "of this letter"
AFTER = 30
"""Pages turned once all of it is there."""

SILENCE = 0.03
"""Seconds between a page and the next key, as of a key that is held."""

REST = 3.0
"""Seconds after which what is held at rest is measured."""

TIMEOUT = 60.0


def turned(session: Session, key: bytes) -> float:
    """Milliseconds until the terminal has been sent a page after `key`."""
    before, sent = session.total, session.send(key)
    while session.total - before < ENOUGH and time.perf_counter() < sent + 2:
        session.pump(0.5)
    took = 1000 * (session.last_byte - sent)
    while session.pump(SILENCE):
        pass
    return took


def until(session: Session, shown: str) -> float:
    """Milliseconds from the start of the program until it shows `shown`."""
    return 1000 * session.wait_text(shown, session.started, TIMEOUT)


def resident(session: Session) -> float:
    """MiB that all processes of the program hold now."""
    pages = 0
    for pid in process_tree(session.pid):
        pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / (1 << 20)


def measured(letter: Path, folder: Path, ready: str) -> dict[str, list[float]]:
    """One first start, with pages turned while it reads."""
    shutil.rmtree(folder / "used", ignore_errors=True)
    session = Session([*PROGRAM, str(letter)], (120, 40), env=environment(folder / "used"), quiet=0.08)
    found: dict[str, list[float]] = {"first page": [until(session, ready)], "while": [], "after": []}
    found["first page, processor"] = [session.cpu()]
    pages = 0
    while len(found["after"]) < AFTER:
        session.catch_up()
        arrives = ARRIVES in session.text()
        if not arrives and "whole" not in found:
            found["whole"] = [1000 * (time.perf_counter() - session.started)]
        pages += 1
        found["while" if arrives else "after"].append(
            turned(session, PAGE if (pages - 1) // 10 % 2 == 0 else UP)
        )
    session.sample_rss()
    found["peak, MiB"] = [session.peak_kib / 1024]
    waiting = time.perf_counter() + REST
    while time.perf_counter() < waiting:
        session.pump(0.1)
    found["at rest, MiB"] = [resident(session)]
    session.send(b"q")
    session.close()
    return found


def line(name: str, values: list[float]) -> str:
    """Median, p95 and largest of some values, as a row of a table."""
    if not values:
        return f"| {name} | – | – | – | 0 |"
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"| {name} | {statistics.median(ordered):.1f} | {p95:.1f} | {ordered[-1]:.1f} | {len(ordered)} |"


def main() -> int:
    """Makes the letters, measures, prints."""
    parser = arguments(__doc__)
    parser.add_argument("--pdf", type=Path, help="a long PDF whose first page has the words BEGIN-VAN-HET")
    parser.add_argument("--only", nargs="*", help="of the letters made here, only these: m1.html m1.docx")
    parser.add_argument("--big", action="store_true", help="with a text of 100 MB")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plain = ["s40", "m1", *(["m100"] if given.big else [])]
        letters.write(folder, *plain)
        marked = letters.marked((folder / "m1.txt").read_text(encoding="utf-8"))
        (folder / "m1.md").write_text(marked, encoding="utf-8")
        (folder / "m1.html").write_bytes(bound.page(marked))
        bound.write_book(folder / "m1.epub", marked)
        bound.write_word(folder / "m1.docx", marked)
        names = [*(f"{name}.txt" for name in plain), "m1.md", "m1.html", "m1.epub", "m1.docx"]
        files = [folder / name for name in names if not given.only or name in given.only]
        files += [given.pdf] if given.pdf else []
        found: dict[str, dict[str, list[float]]] = {file.name: {} for file in files}
        for _ in range(given.rounds):
            for file in files:
                for what, values in measured(file, folder, "BEGIN-VAN-HET").items():
                    found[file.name].setdefault(what, []).extend(values)
        for name, measures in found.items():
            print(f"\n| {name} | median | p95 | largest | n |\n|---|---|---|---|---|")
            print("\n".join(line(what, values) for what, values in measures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
