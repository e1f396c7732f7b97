#!/usr/bin/env python3
"""Tag and export the same 1,000 highlights of a 60 KB letter in Taguette and in briefreader: processor time of each.

    usage: speed.py --taguette BIN

Taguette is driven by its own interface over loopback, and its server's time is counted. Ours for tagging is that of
the whole process, its start included; for exports, that of an export in a program that runs already, as Taguette's
does, and beside it that of the whole process. Prints JSON, and exit status 1 if tagging is not 50 times and exporting 5 times faster.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import taguette_client  # noqa: E402

NUMBER = 1000
WORDS = "De Nederlandse inzet voor Oekraïne blijft onverkort nr"

OURS = """
import sys
import time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from briefreader import exporters, loaders
from briefreader.anchoring import describe
from briefreader.annotations import Change, create
from briefreader.span import Span
from briefreader.store import Store
letter, folder, what = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
document = loaders.load(letter)
store = Store(folder)
if what == "tag":
    made = []
    for span in document.paragraphs:
        made.append(create(document.id, describe(document.text, Span(span.start, span.start + 40), (), document.text_hash), ("sanctions",)))
    store.apply(Change("tag all", (), tuple(made)))
    print(len(made))
else:
    request = exporters.Request((document,), store.annotations(document.id), store.codebook())
    exporters.export(what, request)
    before = time.process_time()
    for _ in range(3):
        exporters.export(what, request)
    print((time.process_time() - before) / 3)
"""


def spent(pid: int) -> float:
    """Processor seconds of a process and the children it waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def ours(what: str, letter: Path, folder: Path) -> dict[str, float]:
    """Processor seconds of one run of ours as a whole and of its work alone, and its peak memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", OURS, str(ROOT / "src"), str(letter), str(folder), what]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    alone = whole if what == "tag" else float(said)
    return {
        "briefreader_s": round(alone, 3),
        "whole_process_s": round(whole, 2),
        "memory_mb": after.ru_maxrss // 1024,
    }


def theirs(lines: list[str]) -> dict[str, float]:
    """Processor seconds of Taguette's server for tagging, and for each export."""
    with taguette_client.serve() as server:
        project = server.new_project("speed")
        tag = server.add_tag(project, "sanctions")
        page = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
        content = f"<!DOCTYPE html><meta charset=utf-8><body>{page}".encode()
        document = server.add_document(project, "letter", "letter.html", content, "text/html")
        times = {}
        before, at = spent(server.pid), 0
        for line in lines:
            server.add_highlight(project, document, at, at + len(line[:40].encode()), [tag])
            at += len(line.encode()) + 1
        times["tag"] = spent(server.pid) - before
        for name, address in (("csv", "highlights/.csv"), ("html", f"document/{document}.html")):
            before = spent(server.pid)
            for _ in range(3):
                server.export(project, address)
            times[name] = (spent(server.pid) - before) / 3
    return times


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--taguette", required=True)
    os.environ["TAGUETTE_BIN"] = ask.parse_args().taguette
    lines = [f"{WORDS} {n}." for n in range(NUMBER)]
    began = time.time()
    with tempfile.TemporaryDirectory() as temporary:
        letter = Path(temporary, "letter.txt")
        letter.write_text("\n\n".join(lines), "utf-8")
        mine = {
            what: ours(what, letter, Path(temporary, "annotations"))
            for what in ("tag", "csv", "html", "qdpx")
        }
        other = theirs(lines)
    rows = {
        what: {
            "taguette_s": round(seconds, 2),
            **mine[what],
            "times": round(seconds / mine[what]["briefreader_s"], 1),
        }
        for what, seconds in other.items()
    }
    rows["qdpx"] = mine["qdpx"]
    size = sum(len(line.encode()) for line in lines)
    print(
        json.dumps(
            {"highlights": NUMBER, "bytes": size, "seconds": round(time.time() - began), **rows}, indent=1
        )
    )
    return 0 if rows["tag"]["times"] >= 50 and rows["csv"]["times"] >= 5 and rows["html"]["times"] >= 5 else 1


if __name__ == "__main__":
    sys.exit(main())
