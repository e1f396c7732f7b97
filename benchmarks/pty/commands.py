"""How long commands take over two letters, beside `python -c pass` of the same interpreter.

    python benchmarks/pty/commands.py [--rounds N]

Measures with a copy of this checkout's letters and annotations, and with two letters of 40 KB that have 6 highlights
each: by turns, medians of the time from start to end and of processor time, as ratios. A second call finds what was
read of the letters in the cache; a first call reads them. Called is the script `briefreader` beside the interpreter, or
else the module. Forty rounds give a figure that stays; run it on a quiet machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from asking import arguments

import letters

CHECKOUT = Path(__file__).parents[2]
SCRIPT = Path(sys.executable).with_name("briefreader")
PROGRAM = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "briefreader"]
PASS = [sys.executable, "-c", "pass"]
GOAL = 4
"""Times as long as `python -c pass` that a second call may take."""

PASSAGES = 6
"""Highlights in each of the two letters of 40 KB."""

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("export", "--help"),
    ("list",),
    ("list", "--json"),
    ("export",),
    ("export", "--format", "markdown", "-o", "highlights.md"),
)
FIRST_CALLS: tuple[tuple[str, ...], ...] = (("list",), ("export",))

Times = tuple[float, float]
"""Seconds from start to end, and of processor time."""


def environment(folder: Path) -> dict[str, str]:
    """Of one reader, with everything the program keeps in `folder`; its modules compiled, as if it were installed."""
    home = {"HOME": str(folder), "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
    return home | {
        f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "STATE", "DATA", "CONFIG")
    }


def own_library(folder: Path) -> Path:
    """A folder with a copy of the checkout's letters and annotations."""
    for name in ("seeds", "annotations"):
        shutil.copytree(CHECKOUT / name, folder / name)
    return folder


def made_library(folder: Path) -> Path:
    """A folder with two letters of 40 KB, and highlights in both."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "annotations").mkdir()
    letters.write(folder, "s40")
    for number in ("1", "2"):
        shutil.copy(folder / "s40.txt", folder / "seeds" / f"{number}.txt")
        for at in range(1000, 1000 + 5000 * PASSAGES, 5000):
            run([*PROGRAM, "tag", number, "steun", "--span", f"{at}:{at + 80}"], folder)
    return folder


def run(command: Sequence[str], folder: Path, forgetting: bool = False) -> Times:
    """Runs a command in `folder`; `forgetting` what was read before."""
    if forgetting:
        shutil.rmtree(folder / "home" / "cache", ignore_errors=True)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment(folder / "home")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return took, used.ru_utime + used.ru_stime


def ratios(folder: Path, rounds: int) -> dict[str, Times]:
    """How often as long as `python -c pass` each command takes in a library: medians of interleaved rounds."""
    took: dict[str, list[Times]] = {}
    for number in range(rounds + 1):
        found = {"pass": run(PASS, folder)}
        found |= {
            f"{' '.join(words)}, first call": run([*PROGRAM, *words], folder, True) for words in FIRST_CALLS
        }
        found |= {" ".join(words): run([*PROGRAM, *words], folder) for words in COMMANDS}
        for name, times in found.items():
            if number:  # in the first round Python compiles what it has not compiled before
                took.setdefault(name, []).append(times)
    return beside(took)


def beside(took: Mapping[str, Sequence[Times]]) -> dict[str, Times]:
    """The medians as ratios to those of `pass`."""
    medians = {
        name: tuple(statistics.median(one[i] for one in times) for i in (0, 1))
        for name, times in took.items()
    }
    wall, processor = medians["pass"]
    return {name: (w / wall, p / processor) for name, (w, p) in medians.items() if name != "pass"}


def main() -> int:
    """Makes the libraries, measures, prints. Exit code 1 if a second call misses its goal."""
    given = arguments(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        own = ratios(own_library(Path(scratch) / "own"), given.rounds)
        made = ratios(made_library(Path(scratch) / "made"), given.rounds)
    print(
        "| × `python -c pass` | own letters | processor | two of 40 KB | processor |\n|---|---|---|---|---|"
    )
    for name in own:
        print(f"| `briefreader {name}` | {' | '.join(f'{r:.2f}' for r in (*own[name], *made[name]))} |")
    seconds = (times for found in (own, made) for name, times in found.items() if "first" not in name)
    return int(any(wall > GOAL for wall, _ in seconds))


if __name__ == "__main__":
    sys.exit(main())
