"""How soon a letter of 1 MB is wrapped anew when the terminal gets another size; beside Textual's TextArea.

    python benchmarks/pty/resizing.py [--rounds N] [--keep FOLDER]

The clock stops when a row ends where only the new width ends it, at `.last` when nothing more is drawn. TextArea draws
at once, with its text wrapped as before, and wraps it only then, so it is given long enough to fall silent. At 90
columns our highlights pane is folded away and the text keeps its width; at 100 it is folded and the text is wrapped
anew. The empty app is the floor: it has nothing to wrap. Prints ptybench's table, then the goal with what was measured.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from asking import arguments
from big import END, Case, bench, textarea
from starting import EMPTY_APP, PROGRAM, READY, environment

import letters

SIZES = {"to 90×30": (90, 30), "back from 90": (120, 40), "to 100×30": (100, 30), "back from 100": (120, 40)}
"""The sizes that are gone through, from 120×40."""

OURS = {
    90: r"middellange termijn +│$",
    100: r"onverminderd hoog +│$",
    120: r"middellange termijn +││ +│$",
}
TEXTAREA = {90: r"blijven, om +▎$", 100: r"om afschrikking +▎$", 120: r"tegen toekomstige +▎$"}
"""How the letter's first long row ends at each width; ours with the frames of the panes that are there then."""

QUIET = 400
"""Milliseconds of silence after which nothing more is to come: TextArea is silent for 140 while it wraps 1 MB."""


def steps(rows: dict[int, str]) -> list[Case]:
    """Through all sizes; `rows` says what to wait for, where there is anything to be seen."""
    made: list[Case] = []
    for name, size in SIZES.items():
        wanted = {"expect": "rows:" + rows[size[0]]} if rows else {"must_change": False}
        made.append({"name": name, "size": size, **wanted})
    return made


def cases(folder: Path) -> list[Case]:
    """The empty app, TextArea, and ours once all of the letter is there."""
    letter, used = folder / "m1.txt", folder / "used"
    whole = [
        {"name": "whole", "keys": "G", "expect": END, "untimed": True},
        {"name": "top", "keys": "gg", "expect": READY, "untimed": True},
    ]
    own = {"cmd": [*PROGRAM, str(letter)], "prepare": f"rm -rf {used}", "env": environment(used)}
    return [
        {"name": "empty app", "cmd": [sys.executable, "-c", EMPTY_APP], "ready": READY, "steps": steps({})},
        {"name": "TextArea", **textarea(letter), "steps": steps(TEXTAREA)},
        {"name": "briefreader", **own, "ready": READY, "steps": [*whole, *steps(OURS)]},
    ]


def against_goal(took: dict[str, dict[str, float]]) -> str:
    """A table of what was measured, in Markdown; the goal is for each row's first figure."""
    lines = [
        "| resize of 1 MB, × TextArea (goal ≤ 0.3) | rewrapped | all drawn | processor |",
        "|---|---|---|---|",
    ]
    for name in SIZES:
        metrics = (name, f"{name}.last", f"{name}.cpu")
        ratios = (took["briefreader"][metric] / took["TextArea"][metric] for metric in metrics)
        lines.append(" | ".join([f"| {name}", *(f"{ratio:.2f}" for ratio in ratios)]) + " |")
    return "\n".join(lines)


def main() -> int:
    """Makes what is measured, measures, prints."""
    given = arguments(__doc__, keeps=True).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.keep or Path(scratch)).absolute()
        letters.write(folder, "m1")
        spec = {"runs": given.rounds, "warmup": 1, "quiet": QUIET, "baseline": "TextArea"}
        print(against_goal(bench(folder, "resizing", {**spec, "cases": cases(folder)})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
