"""The verbs for working together through git: merge, setup-git."""

from __future__ import annotations

import subprocess
from argparse import Namespace
from pathlib import Path

from briefreader.errors import BriefreaderError
from briefreader.verbs import say


def merge(options: Namespace) -> int:
    """Merge three versions of an annotation file into OURS, as git asks of a merge driver."""
    from briefreader.merging import merge_files

    for clash in merge_files(Path(options.base), Path(options.ours), Path(options.theirs)):
        say.aside(clash)
    return 0
