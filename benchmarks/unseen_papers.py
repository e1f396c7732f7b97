"""How headings are found in numbered papers that nobody wrote rules for: the RFCs in a folder, as text or as pages.

    python benchmarks/unseen_papers.py FOLDER [--count 60] [--seed 1] [--worst 10]

Takes `count` of the files rfc*.txt and rfc*.html in FOLDER by `seed`; of a page its `pre` is the text. What counts as
a heading is what the RFC Editor's own pages mark: lines at the margin, after a blank one, that begin with a number
(`4.2. Title`), a letter and a number (`A.1. Title`) or `Appendix`. No such file is part of this project: folders of
RFCs are in the Debian packages doc-rfc-* and on the RFC Editor's site.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import sys
import tempfile
from pathlib import Path
from statistics import mean
from typing import Any

from briefreader import loaders
from fresh_renderings import _scorer
from score_corpus import prediction

HEADING = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)*)\.?[ \t]{1,6}\S.*|Appendix [A-Z0-9]+[.:]?.*|[A-Z]\.\d+(?:\.\d+)*\.?\s+\S.*)"
)
ROW_OF_CONTENTS = re.compile(r"\.{3}|\. \. \.|\s{3,}\d+$")
LONG = 45
"""Code points from which on a title may go on under its words in the next line."""

FEWEST = 4
"""Headings of a paper that is worth counting."""


def text_of(path: Path) -> str:
    """The paper's text: of a page, what its `pre` shows."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".txt":
        return text
    shown = re.search(r"<pre>(.*)", text, re.S)
    bare = re.sub(r"<div.*?</div>", "", shown[1] if shown else text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", bare))


def marked(text: str) -> list[dict[str, Any]]:
    """The headings of a paper as its editor's pages mark them."""
    lines = text.split("\n")
    found: list[dict[str, Any]] = []
    for index, line in enumerate(lines):
        match = HEADING.fullmatch(line.rstrip())
        if not match or ROW_OF_CONTENTS.search(line) or (index and lines[index - 1].strip()):
            continue
        title = line.strip()
        below = [*lines[index + 1 : index + 3], "", ""]
        if len(line) > LONG and re.match(r" {3}\s*[^\s\d]", below[0]) and not below[1].strip():
            title = f"{title} {below[0].strip()}"
        depth = (match["number"] or "").count(".") + 1
        found.append({"order": len(found) + 1, "level": depth, "title": title})
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    for name, default in (("count", 60), ("seed", 1), ("worst", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    files = sorted(p for p in options.folder.glob("rfc*") if p.suffix in (".txt", ".html"))
    scorer, rows = _scorer(), []
    with tempfile.TemporaryDirectory() as folder:
        for path in random.Random(options.seed).sample(files, min(options.count, len(files))):
            text = text_of(path)
            wanted = marked(text)
            if len(wanted) >= FEWEST:
                copy = Path(folder) / f"{path.stem}.txt"
                copy.write_text(text, encoding="utf-8")
                score = scorer.score_headings(wanted, prediction(loaders.load(copy))["headings"])
                rows.append(
                    (score["f1"], score["precision"], score["recall"], score.get("nesting", 1.0), path.name)
                )
    rows.sort()
    for row in rows[: options.worst]:
        print("{4:20} F1 {0:.3f} P {1:.3f} R {2:.3f} nesting {3:.3f}".format(*row))
    means = [mean(row[i] for row in rows) for i in range(4)]
    print("{4} papers           F1 {0:.3f} P {1:.3f} R {2:.3f} nesting {3:.3f}".format(*means, len(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
