"""Run-in headings: items of a list that lost their bullets and kept their bold first words.

`Compensatie: Vanaf mei …` after a paragraph that announces a list is an item; alone it is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefreader.loaders.plain.reflow import Passage

_LEAD = re.compile(r"[^\W\d_][^.:;?!]{3,79}:\s+\S")
FEWEST = 2
"""Items in a row that make a list."""


def run_in_items(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, with those as items that follow an announcement and each start with a lead and a colon."""
    announced = False
    run: list[Passage] = []
    for passage in [*passages, None]:
        text = passage.lines[0].text if passage and passage.lines else ""
        leads = passage is not None and passage.kind == "paragraph" and _LEAD.match(text) is not None
        if passage is not None and announced and leads:
            run.append(passage)
            continue
        if len(run) >= FEWEST:
            for item in run:
                item.kind, item.marker_at = "item", item.lines[0].start
        run = []
        announced = text.endswith(":")
    return list(passages)
