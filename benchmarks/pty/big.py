"""Letters of 40 KB to 100 MB: first page, end, find, paging, memory; beside `less`, `vim` and Textual's TextArea.

    python benchmarks/pty/big.py [--rounds N] [--keep FOLDER] [--no-textarea]

Prints ptybench's tables (milliseconds, MiB), then the goals that were set for big texts with what was measured. Every
start is a first one: nothing is kept from the run before. TextArea on 100 MB takes minutes, so it is run once, after
the others. Needs `less` and `vim`, and `pyte` besides what the program itself needs. Run it on a quiet machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from asking import arguments
from starting import EMPTY_APP, PROGRAM, READY, environment

import letters

HERE = Path(__file__).parent
END, TARGET = "EINDE-VAN-HET", "nabij DOELWIT-OMEGA"
FIND = "/DOELWIT-OMEGA<enter>"
TEXTAREA = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import TextArea
class Reader(App):
    def compose(self):
        area = TextArea(Path(sys.argv[1]).read_text(), read_only=True, soft_wrap=True)
        area.cursor_blink = False
        yield area
Reader().run()
"""

WRAPPED, COLUMNS = "m1-wrapped", 90
"""The letter of 1 MB with its lines broken, as out of a PDF: to join them takes more memory than anything else."""

Case = dict[str, Any]


def steps(*, pages: bool = True) -> list[Case]:
    """To the end (which waits for all of the letter), back, through some pages, and to a word at the far end."""
    page = {"name": "page", "keys": "<pagedown>", "repeat": 30, "must_change": False}
    home = {"name": "home", "keys": "gg", "expect": READY, "untimed": True}
    return [
        {"name": "whole", "keys": "G", "expect": END},
        {"name": "top", "keys": "gg", "expect": READY},
        {"name": "end", "keys": "G", "expect": END},
        {"name": "top again", "keys": "gg", "expect": READY, "untimed": True},
        *([page] if pages else []),
        *([home] if pages else []),
        {"name": "find", "keys": FIND, "expect": TARGET},
    ]


def wrap(folder: Path) -> None:
    """Breaks the lines of the letter of 1 MB."""
    lines = (folder / "m1.txt").read_text(encoding="utf-8").splitlines()
    broken = "\n".join(textwrap.fill(line, COLUMNS) for line in lines)
    (folder / f"{WRAPPED}.txt").write_text(broken, encoding="utf-8")


def cases(folder: Path) -> list[Case]:
    """The programs on the letters."""
    made: list[Case] = [
        {"name": "empty app", "cmd": [sys.executable, "-c", EMPTY_APP], "ready": READY, "steps": []}
    ]
    for size in (*letters.SIZES, WRAPPED):
        letter, used = str(folder / f"{size}.txt"), folder / f"used-{size}"
        own = {"cmd": [*PROGRAM, letter], "prepare": f"rm -rf {used}", "env": environment(used)}
        made.append(
            {
                "name": f"briefreader {size}",
                **own,
                "ready": READY,
                "steps": steps(pages=size != "s40"),
            }
        )
        if size not in ("s40", WRAPPED):
            for peer in (["less"], ["vim", "-R", "-u", "NONE"]):
                made.append(
                    {
                        "name": f"{peer[0]} {size}",
                        "cmd": [*peer, letter],
                        "ready": READY,
                        "steps": steps(),
                    }
                )
    return made


def textarea(letter: Path) -> Case:
    """Textual's own way to show a text."""
    return {"cmd": [sys.executable, "-c", TEXTAREA, str(letter)], "ready": READY}


def bench(folder: Path, name: str, spec: Case) -> dict[str, dict[str, float]]:
    """ptybench's medians, by program and metric."""
    (folder / f"{name}.json").write_text(json.dumps({"size": [120, 40], "timeout": 60, **spec}, indent=1))
    command = [sys.executable, str(HERE / "ptybench.py"), str(folder / f"{name}.json")]
    subprocess.run([*command, "--json", str(folder / f"{name}-result.json")], check=False)
    result = json.loads((folder / f"{name}-result.json").read_text())["cases"]
    return {case: {m: f["median"] for m, f in found["metrics"].items()} for case, found in result.items()}


GOALS = (
    ("first page of 10 MB, × that of 40 KB", "start", "briefreader m10", "briefreader s40", 1.15),
    ("first page of 100 MB, × that of 40 KB", "start", "briefreader m100", "briefreader s40", 1.5),
    ("to the end of 1 MB, × less", "end", "briefreader m1", "less m1", 3),
    ("find at the far end of 100 MB, × vim", "find", "briefreader m100", "vim m100", 1),
    ("find at the far end of 100 MB, × less", "find", "briefreader m100", "less m100", 0.2),
    ("page down in 100 MB, × in 1 MB", "page", "briefreader m100", "briefreader m1", 1),
    ("memory, 40 KB, × empty app", "rss", "briefreader s40", "empty app", 1.6),
    ("memory, 1 MB, × empty app", "rss", "briefreader m1", "empty app", 2),
    ("memory, 1 MB of broken lines, × empty app", "rss", f"briefreader {WRAPPED}", "empty app", 2),
    ("memory, 100 MB, × TextArea", "rss", "briefreader m100", "TextArea m100", 0.5),
)


def against_goals(took: dict[str, dict[str, float]]) -> str:
    """A table of the goals and what was measured, in Markdown."""
    lines = ["| | measured | goal |", "|---|---|---|"]
    for title, metric, ours, theirs, goal in GOALS:
        try:
            lines.append(f"| {title} | {took[ours][metric] / took[theirs][metric]:.2f} | ≤ {goal} |")
        except KeyError:
            lines.append(f"| {title} | not measured | ≤ {goal} |")
    return "\n".join(lines)


def main() -> int:
    """Makes what is measured, measures, prints."""
    parser = arguments(__doc__, keeps=True)
    parser.add_argument("--no-textarea", action="store_true", help="leave out what takes minutes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.keep or Path(scratch)).absolute()
        letters.write(folder, *letters.SIZES)
        wrap(folder)
        spec = {"runs": given.rounds, "warmup": 1, "quiet": 80, "baseline": "empty app"}
        took = bench(folder, "big", {**spec, "cases": cases(folder)})
        if not given.no_textarea:
            case = {"name": "TextArea m100", **textarea(folder / "m100.txt")}
            took |= bench(folder, "textarea", {"runs": 1, "warmup": 0, "timeout": 400, "cases": [case]})
        print(against_goals(took))
    return 0


if __name__ == "__main__":
    sys.exit(main())
