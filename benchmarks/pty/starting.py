"""How fast the program starts, beside an empty Textual app; and its commands, beside `python -c pass`.

    python benchmarks/pty/starting.py [--rounds N]

Prints ptybench's table (milliseconds), then the goals that were set for starting with what was measured. A second
start is one on a letter that was left at the same place of the same terminal. Needs `pyte` besides what the program
itself needs. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
COMMANDS = {"--help": ["--help"], "list": ["list", "--library"], "export": ["export", "--library"]}


def environment(folder: Path) -> dict[str, str]:
    """Of one reader, with everything the program keeps in `folder`."""
    home = {"HOME": str(folder), "COLORTERM": "truecolor"}
    return home | {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "STATE", "DATA")}


def spec(folder: Path, rounds: int) -> dict[str, object]:
    """The measurement, as ptybench takes it."""
    letter = folder / "s40.txt"
    answer = [{"name": "key", "keys": "G", "expect": "EINDE-VAN-HET"}]
    once = {"cmd": [*PROGRAM, str(letter)], "ready": READY, "steps": answer}
    cases = [{"name": "empty app", "cmd": [sys.executable, "-c", EMPTY_APP], "ready": READY, "steps": []}]
    for name, forgotten in (("first start", "first"), ("second start", "")):
        used = folder / (forgotten or "second")
        prepare = f"rm -rf {used}" if forgotten else ":"
        cases.append({"name": name, "prepare": prepare, "env": environment(used), **once})
    return {"size": [120, 40], "runs": rounds, "quiet": 80, "baseline": "empty app", "cases": cases}


def leave_once(folder: Path) -> None:
    """Opens the letter and leaves it, so that there is a page to come back to."""
    once = {"name": "once", "cmd": [*PROGRAM, str(folder / "s40.txt")], "ready": READY, "setup": ["q"]}
    case = {**once, "env": environment(folder / "second"), "steps": []}
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
    library.mkdir(exist_ok=True)
    for number in (1, 2):
        (library / f"{number}.txt").write_bytes((folder / "s40.txt").read_bytes())
    ways = {"pass": [sys.executable, "-c", "pass"]}
    ways |= {name: [*PROGRAM, *words, *[str(library)] * (len(words) > 1)] for name, words in COMMANDS.items()}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, command in ways.items():
            start = time.perf_counter()
            subprocess.run(command, env=used, check=True, stdout=subprocess.DEVNULL)
            if number:  # the first reads the letters, the others find them in the cache
                took[name].append(time.perf_counter() - start)
    return {name: statistics.median(took[name]) / statistics.median(took["pass"]) for name in COMMANDS}


def main() -> int:
    """Makes what is measured, measures, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        letters.write(folder, "s40")
        leave_once(folder)
        (folder / "starting.json").write_text(json.dumps(spec(folder, given.rounds)))
        bench = [sys.executable, str(HERE / "ptybench.py"), str(folder / "starting.json")]
        done = subprocess.run([*bench, "--json", str(folder / "result.json")], check=False)
        cases = json.loads((folder / "result.json").read_text())["cases"]
        took = {name: {m: f["median"] for m, f in case["metrics"].items()} for name, case in cases.items()}
        empty, second = took["empty app"]["start"], took["second start"]
        print("| | measured | goal |\n|---|---|---|")
        print(f"| first page, second start, × empty app | {second['start'] / empty:.2f} | ≤ 0.10 |")
        whole = second["start"] + second["key"]
        print(f"| whole screen answers its first key, × empty app | {whole / empty:.2f} | ≤ 1.5 |")
        for name, times in commands(folder, given.rounds).items():
            print(f"| `briefreader {name}`, × `python -c pass` | {times:.2f} | ≤ 4 |")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
