"""Anchoring as a driver of anchorbench: one case a line in, where each annotation belongs now a line out.

Cases with the old text are carried over whole, those without are located by quote and context, as the app does.

    python3 -m anchorbench run --driver "python benchmarks/anchor_driver.py" --synthetic 4 --n 40
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from briefreader.anchoring import Found, carry, locate_all
from briefreader.annotations import Target
from briefreader.span import Span


def main() -> None:
    """Answer every case on standard input."""
    for line in sys.stdin:
        case = json.loads(line)
        begun = time.perf_counter()
        found = answer(case)
        seconds = time.perf_counter() - begun
        print(
            json.dumps({"spans": [place and list(place.span) for place in found], "seconds": seconds}),
            flush=True,
        )


def answer(case: dict[str, Any]) -> tuple[Found | None, ...]:
    """Where the case's annotations are in its new text; None for those that are gone."""
    old, new, annotations = case["old_text"], case["new_text"], case["annotations"]
    if old is not None:
        return carry(old, new, [Span(a["start"], a["end"]) for a in annotations])
    return locate_all(
        new, [Target(a["start"], a["end"], a["quote"], a["prefix"], a["suffix"]) for a in annotations]
    )


if __name__ == "__main__":
    main()
