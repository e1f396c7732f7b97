"""How fast the screen answers while one reads a letter of 1 MB, beside `less`; with and without 10,000 highlights.

    python benchmarks/pty/reading.py [--rounds N] [--keep FOLDER]

Prints ptybench's table (times in milliseconds, from the key to the last byte the screen needs), then the goals that
were set for reading with what was measured. Needs `less`, and `pyte` besides what the program itself needs. Run it on
a quiet machine: on a busy one only the `.cpu` rows mean anything.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from asking import arguments

import letters
from briefreader.anchoring import describe
from briefreader.annotations import Change, create
from briefreader.loaders import load
from briefreader.span import Span
from briefreader.store import Store

HERE = Path(__file__).parent
MANY = 10_000
LONGEST = 120
"""Code points of the longest of these highlights: a sentence."""

BARE, MANY_CASE = "briefreader", "10,000 highlights"
"""What is measured: a letter without highlights, and one with many."""

REST = 4
"""Seconds until all of the letter has been read and its highlights have been laid on it; keys are measured then."""

REST_TO_TAG = 0.3
"""Seconds before a tag, so that what follows the caret once the keys rest is not taken for the first of the tag."""

KEYS = (
    ("page", "<pagedown>", 40),
    ("word", "w", 20),
    ("sentence", ")", 20),
    *[("drop", "<esc>", 1), ("next", ")", 1), ("grow", "+", 3)] * 5,
    ("move", "j", 1),
    ("select", "s", 3),
    ("first tag", "1", 1),
    *[("next", ")", 1), ("tag", "1", 1)] * 5,
)
"""Step, its key, how often. The first tag of a letter keeps the letter's text too, and makes the files."""

ALSO = (
    ("page up", "<pageup>", 20),
    ("half page", "<c-d>", 20),
    ("wheel", "\x1b[<lt>65;60;20M", 20),
    ("next highlight", ">", 20),
    ("find", "/de<enter>", 1),
    ("next hit", "n", 20),
)
"""What else one does all day, among many highlights, beside their pane."""


def highlight(path: Path, folder: Path) -> None:
    """Puts many highlights on a letter, at random but always the same."""
    document, draw = load(path), random.Random(7)
    made = []
    for number in range(MANY):
        start = draw.randrange(len(document.text) - LONGEST)
        span = Span(start, start + draw.randint(10, LONGEST))
        target = describe(document.text, span, document.section_path(start), document.text_hash)
        made.append(create(document.id, target, (("sanctions", "F-16", "NAVO")[number % 3],)))
    with Store(folder) as store:
        store.keep_text(document.text)
        store.apply(Change("highlight many", after=tuple(made)))


def spec(folder: Path, rounds: int) -> dict[str, object]:
    """The measurement, as ptybench takes it."""
    letter = str(folder / "m1.txt")
    steps = [
        {
            "name": name,
            "keys": keys,
            "repeat": n,
            "must_change": False,
            "rest": REST_TO_TAG if "tag" in name else 0,
        }
        for name, keys, n in (*KEYS, *ALSO)
    ]
    also = [name for name, _, _ in ALSO]
    ends = {"name": "end", "keys": "G", "expect": "EINDE-VAN-HET-DOCUMENT"}
    less = [{"name": "page", "keys": " ", "repeat": 40}, ends]
    cases = [{"name": "less", "cmd": ["less", letter], "ready": "BEGIN-VAN-HET", "steps": less}]
    for name, start in ((BARE, "none"), (MANY_CASE, "many")):
        used = folder / f"used-{start}"
        cases.append(
            {
                "name": name,
                "cmd": [
                    sys.executable,
                    "-m",
                    "briefreader",
                    letter,
                    "--annotations",
                    str(used / "annotations"),
                ],
                "prepare": f"rm -rf {used} && cp -r {folder / start} {used}",
                "env": {"HOME": str(used), "COLORTERM": "truecolor", "XDG_CACHE_HOME": str(used / "cache")},
                "ready": "BEGIN-VAN-HET",
                "setup": ["j"],
                "rest": REST,
                "steps": [
                    *(step for step in steps if name == MANY_CASE or step["name"] not in also),
                    ends,
                    {"name": "resize", "size": [90, 30]},
                ],
            }
        )
    return {"size": [120, 40], "runs": rounds, "quiet": 80, "baseline": "less", "cases": cases}


GOALS = (
    ("page down, median, × less", BARE, "page", "median", "less", "page", 4),
    ("page down, p95, ms", BARE, "page", "p95", None, None, 16),
    ("page down, bytes, × less", BARE, "page.bytes", "median", "less", "page.bytes", 2),
    ("with 10,000 highlights, × without", MANY_CASE, "page", "median", BARE, "page", 1.25),
    ("next word, × page down", BARE, "word", "median", BARE, "page", 1),
    ("next sentence, × page down", BARE, "sentence", "median", BARE, "page", 1),
    ("grow, × page down", BARE, "grow", "median", BARE, "page", 1),
    ("tag, shown, × page down", BARE, "tag.first", "median", BARE, "page", 2),
    ("tag, said to be saved, × page down", BARE, "tag", "median", BARE, "page", None),
    ("first tag of a letter, shown, × page down", BARE, "first tag.first", "median", BARE, "page", 2),
    ("tag among 10,000, shown, × page down", MANY_CASE, "tag.first", "median", MANY_CASE, "page", 2),
    *[
        (f"{name}, 10,000 highlights, × page down", MANY_CASE, name, "median", MANY_CASE, "page", 1.3)
        for name, _, times in ALSO
        if times > 1
    ],
    ("to the end, × less", BARE, "end", "median", "less", "end", 3),
)


def against_goals(result: dict[str, dict[str, dict[str, dict[str, dict[str, float]]]]]) -> str:
    """A table of the goals and what was measured, in Markdown."""
    lines = ["| | measured | goal |", "|---|---|---|"]
    for title, case, metric, figure, base, base_metric, goal in GOALS:
        try:
            value = result["cases"][case]["metrics"][metric][figure]
            if base is not None:
                value /= result["cases"][base]["metrics"][str(base_metric)]["median"]
        except KeyError:
            lines.append(f"| {title} | not measured | {f'≤ {goal}' if goal else '–'} |")
            continue
        lines.append(f"| {title} | {value:.2f} | {f'≤ {goal}' if goal else '–'} |")
    return "\n".join(lines)


def main() -> int:
    """Makes what is measured, measures, prints."""
    given = arguments(__doc__, keeps=True).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.keep or Path(scratch)).absolute()
        letters.write(folder, "m1")
        for name in ("none", "many"):
            (folder / name / "annotations").mkdir(parents=True, exist_ok=True)
        if not any((folder / "many" / "annotations").iterdir()):
            highlight(folder / "m1.txt", folder / "many" / "annotations")
        (folder / "reading.json").write_text(json.dumps(spec(folder, given.rounds), indent=1))
        bench = [sys.executable, str(HERE / "ptybench.py"), str(folder / "reading.json")]
        done = subprocess.run([*bench, "--json", str(folder / "result.json")], check=False)
        print(against_goals(json.loads((folder / "result.json").read_text())))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
