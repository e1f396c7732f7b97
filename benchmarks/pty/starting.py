"""How fast the program starts, beside an empty Textual app; and its commands, beside `python -c pass`.

    python benchmarks/pty/starting.py [--rounds N] [--big]

Prints ptybench's table (milliseconds), then the goals that were set for starting with what was measured. A second
start is one on a letter that was left at the same place of the same terminal; its first key is typed as soon as the
first page is seen, and timed from the start of the program. With `--big`, the second start on 100 MB as well. Needs
`pyte` besides what the program itself needs. Run it on a quiet machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from asking import arguments

import letters

HERE = Path(__file__).parent
READY = "BEGIN-VAN-HET"
EMPTY_APP = f"""
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("{READY}")
Empty().run()
"""
PROGRAM = [sys.executable, "-m", "briefreader"]
COMMANDS = ("--help", "list", "export")
PASSAGES = 6
"""Highlights in each of the two letters that are listed and exported."""

AT_ONCE = 1
"""Milliseconds of silence after the first page before the first key is typed."""


def environment(folder: Path) -> dict[str, str]:
    """Of one reader, with everything the program keeps in `folder`; its modules compiled, as if it were installed."""
    home = {"HOME": str(folder), "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
    return home | {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "STATE", "DATA")}


def spec(folder: Path, rounds: int, big: bool) -> dict[str, object]:
    """The measurement, as ptybench takes it."""
    letter = folder / "s40.txt"
    answer = [{"name": "key", "keys": "G", "expect": "EINDE-VAN-HET"}]
    once = {"cmd": [*PROGRAM, str(letter)], "ready": READY, "steps": answer}
    cases = [{"name": "empty app", "cmd": [sys.executable, "-c", EMPTY_APP], "ready": READY, "steps": []}]
    for name, forgotten in (("first start", "first"), ("second start", "")):
        used = folder / (forgotten or "second")
        prepare = f"rm -rf {used}" if forgotten else ":"
        cases.append({"name": name, "prepare": prepare, "env": environment(used), "quiet": AT_ONCE, **once})
    if big:
        large = {"cmd": [*PROGRAM, str(folder / "m100.txt")], "ready": READY, "steps": []}
        cases.append({"name": "second start, 100 MB", "env": environment(folder / "m100"), **large})
    return {"size": [120, 40], "runs": rounds, "quiet": 80, "baseline": "empty app", "cases": cases}


def leave_once(folder: Path, letter: str, home: str) -> None:
    """Opens the letter and leaves it, so that there is a page to come back to."""
    once = {"name": "once", "cmd": [*PROGRAM, str(folder / letter)], "ready": READY, "setup": ["q"]}
    case = {**once, "env": environment(folder / home), "steps": []}
    (folder / "once.json").write_text(
        json.dumps({"size": [120, 40], "runs": 1, "warmup": 0, "quiet": 1500, "cases": [case]})
    )
    subprocess.run(
        [sys.executable, str(HERE / "ptybench.py"), str(folder / "once.json")],
        check=False,
        stdout=subprocess.DEVNULL,
    )


def commands(folder: Path, rounds: int) -> dict[str, float]:
    """How often as long as `python -c pass` each command takes: medians of interleaved runs."""
    library, used = folder / "library", {**os.environ, **environment(folder / "commands")}
    places = ["--library", str(library), "--annotations", str(folder / "annotations")]

    def run(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run(command, env=used, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    library.mkdir()
    for number in ("1", "2"):
        (library / f"{number}.txt").write_bytes((folder / "s40.txt").read_bytes())
    for number in ("1", "2"):
        for at in range(1000, 1000 + 5000 * PASSAGES, 5000):
            run(*PROGRAM, "tag", number, "steun", *places, "--span", f"{at}:{at + 80}")
    ways = {"pass": [sys.executable, "-c", "pass"], "--help": [*PROGRAM, "--help"]}
    ways |= {name: [*PROGRAM, name, *places] for name in ("list", "export")}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, command in ways.items():
            seconds = run(*command)
            if number:  # the first reads the letters, the others find them in the cache
                took[name].append(seconds)
    return {name: statistics.median(took[name]) / statistics.median(took["pass"]) for name in COMMANDS}


def main() -> int:
    """Makes what is measured, measures, prints."""
    parser = arguments(__doc__)
    parser.add_argument("--big", action="store_true", help="with a text of 100 MB")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        letters.write(folder, "s40", *(["m100"] if given.big else []))
        leave_once(folder, "s40.txt", "second")
        if given.big:
            leave_once(folder, "m100.txt", "m100")
        (folder / "starting.json").write_text(json.dumps(spec(folder, given.rounds, given.big)))
        bench = [sys.executable, str(HERE / "ptybench.py"), str(folder / "starting.json")]
        done = subprocess.run([*bench, "--json", str(folder / "result.json")], check=False)
        cases = json.loads((folder / "result.json").read_text())["cases"]
        took = {name: {m: f["median"] for m, f in case["metrics"].items()} for name, case in cases.items()}
        empty, second = took["empty app"]["start"], took["second start"]
        print("| | measured | goal |\n|---|---|---|")
        print(f"| first page, second start, × empty app | {second['start'] / empty:.2f} | ≤ 0.10 |")
        if given.big:
            big = took["second start, 100 MB"]["start"]
            print(f"| the same, 100 MB | {big / empty:.2f} | ≤ 0.10 |")
        whole = second["start"] + AT_ONCE + second["key"]
        print(f"| whole screen answers its first key, × empty app | {whole / empty:.2f} | ≤ 1.5 |")
        for name, times in commands(folder, given.rounds).items():
            print(f"| `briefreader {name}`, × `python -c pass` | {times:.2f} | ≤ 4 |")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
