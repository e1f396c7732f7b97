"""How fast the program starts, beside an empty Textual app; and its commands (`commands.py`), beside `python -c pass`.

    python benchmarks/pty/starting.py [--rounds N] [--big]

Prints ptybench's table (milliseconds), then the goals that were set for starting with what was measured. A second
start is one on a letter that was left at the same place of the same terminal; its first key is typed as soon as the
first page is seen, and timed from the start of the program. With `--big`, the second start on 100 MB as well. Needs
`pyte` besides what the program itself needs. Run it on a quiet machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from asking import arguments
from commands import GOAL, PROGRAM, environment, made_library, own_library, ratios

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
COMMANDS = ("--help", "list", "export")
ENOUGH = 20
"""Rounds over commands: they take a tenth of a second at most, and their times differ more than those of the screen."""

AT_ONCE = 1
"""Milliseconds of silence after the first page before the first key is typed."""


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
        rounds = max(given.rounds, ENOUGH)
        own, made = ratios(own_library(folder / "own"), rounds), ratios(made_library(folder / "made"), rounds)
        for name in COMMANDS:
            times = f"{own[name][0]:.2f} own letters, {made[name][0]:.2f} of 40 KB"
            print(f"| `briefreader {name}`, × `python -c pass` | {times} | ≤ {GOAL} |")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
