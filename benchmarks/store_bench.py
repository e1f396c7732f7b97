"""How long saving an annotation takes, beside sqlite3 (write-ahead log, every commit synced), on the same disk.

    python benchmarks/store_bench.py [--saves 200] [--scratch FOLDER]

Both sit behind a pipe and get the same requests in turn, so that both meet the same disk and the same neighbours.
Compare within a line: milliseconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OURS = [sys.executable, str(HERE / "crash_driver.py")]
PEER = [sys.executable, __file__, "--peer"]
WORDS = (
    "het kabinet Oekraïne sancties steun F-16 vrede veiligheid € 2,4 miljard motie inzet NAVO-norm".split()
)

SIZES = ((1_000, 500), (10_000, 500), (100_000, 500), (5_000, 5_000))
"""Annotations in the library, and in each of its documents."""


class Sqlite:
    """The peer: one table, one row an annotation."""

    def __init__(self, folder: str) -> None:
        self.connection = sqlite3.connect(Path(folder) / "peer.sqlite3", isolation_level=None)
        for statement in (
            "pragma journal_mode=wal",
            "pragma synchronous=full",
            "create table if not exists a (id text primary key, doc text, body text)",
            "create index if not exists d on a(doc)",
        ):
            self.connection.execute(statement)

    def answer(self, request: dict[str, Any]) -> None:
        """Do what is asked."""
        run = self.connection.execute
        if request["op"] == "load":
            run("begin immediate")
            rows = [(a["id"], a["doc"], json.dumps(a)) for a in request["anns"]]
            self.connection.executemany("insert into a values (?,?,?)", rows)
            run("commit")
        elif request["op"] == "delete":
            run("delete from a where id=?", (request["id"],))
        else:
            a = request["ann"]
            run("insert or replace into a values (?,?,?)", (a["id"], a["doc"], json.dumps(a)))


def serve(folder: str) -> None:
    """Be the peer's process."""
    peer = Sqlite(folder)
    print("ready", flush=True)
    for line in sys.stdin:
        peer.answer(json.loads(line))
        print("ok", flush=True)


class Process:
    """A store in a process of its own."""

    def __init__(self, command: list[str], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*command, str(folder)], stdin=pipe, stdout=pipe, text=True, encoding="utf-8"
        )
        assert self._reply() == "ready"

    def save(self, request: dict[str, Any]) -> float:
        """Seconds from the request to the acknowledgement."""
        assert self.process.stdin
        line = json.dumps(request) + "\n"
        start = time.perf_counter()
        self.process.stdin.write(line)
        self.process.stdin.flush()
        answer = self._reply()
        assert answer == "ok", answer
        return time.perf_counter() - start

    def close(self) -> None:
        """End it."""
        self.process.communicate()

    def _reply(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


def annotation(random_: random.Random, id: str, document: str) -> dict[str, Any]:
    """Somebody's work, of a usual length."""
    quote = " ".join(random_.choices(WORDS, k=random_.randint(3, 24)))
    start = random_.randrange(200_000)
    return {
        **{"id": id, "doc": document, "start": start, "end": start + len(quote), "quote": quote},
        **{"prefix": quote[:32], "suffix": quote[-32:], "tags": random_.sample(WORDS, 2)},
        **{
            "note": " ".join(random_.choices(WORDS, k=random_.randint(0, 12))),
            "created": "2025-02-17T10:00:00Z",
        },
    }


def requests(random_: random.Random, documents: int, saves: int) -> list[dict[str, Any]]:
    """Additions, edits and deletions as they come in work."""
    made: list[dict[str, Any]] = []
    asked = []
    for number in range(saves):
        kind = random_.choices(("add", "update", "delete"), (65, 25, 10))[0] if len(made) > 3 else "add"
        if kind == "add":
            made.append(annotation(random_, f"n{number:06d}", f"doc{random_.randrange(documents)}"))
            asked.append({"op": "add", "doc": made[-1]["doc"], "ann": made[-1]})
        elif kind == "update":
            old = random_.choice(made)
            asked.append(
                {"op": "update", "doc": old["doc"], "ann": annotation(random_, old["id"], old["doc"])}
            )
        else:
            old = made.pop(random_.randrange(len(made)))
            asked.append({"op": "delete", "doc": old["doc"], "id": old["id"]})
    return asked


def measure(size: int, each: int, saves: int, scratch: Path) -> str:
    """A line of the table."""
    random_ = random.Random(f"{size}/{each}")
    documents = size // each
    load = [annotation(random_, f"b{number:06d}", f"doc{number % documents}") for number in range(size)]
    stores = Process(OURS, scratch / "ours"), Process(PEER, scratch / "peer")
    for store in stores:
        store.save({"op": "load", "anns": load})
        store.close()
    stores = Process(OURS, scratch / "ours"), Process(PEER, scratch / "peer")
    times = [[store.save(request) for store in stores] for request in requests(random_, documents, saves)]
    for store in stores:
        store.close()
    (ours, ours_99), (peer, peer_99) = (_median_and_99(side) for side in zip(*times, strict=True))
    return f"{size:>8} {each:>6}   {ours:7.2f} {ours_99:8.2f}   {peer:7.2f} {peer_99:8.2f}   {ours / peer:5.1f} x"


def _median_and_99(seconds: tuple[float, ...]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return 1000 * ordered[len(ordered) // 2], 1000 * ordered[int(0.99 * (len(ordered) - 1))]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--scratch", help="put the stores on another file system")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        serve(options.peer)
        return
    print("annotations      ours (ms)            sqlite3 (ms)")
    print(" in all   each    median     99 %    median     99 %   ratio")
    for size, each in SIZES:
        with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
            print(measure(size, each, options.saves, Path(scratch)), flush=True)


if __name__ == "__main__":
    main()
