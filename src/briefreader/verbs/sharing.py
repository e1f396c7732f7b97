"""The verbs for working together through git: merge, setup-git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.store.merge_driver import merge_files, setup_git
from briefreader.verbs import say

if TYPE_CHECKING:
    from argparse import Namespace


def merge(options: Namespace) -> int:
    """Merge three versions of an annotation file into OURS, as git asks of a merge driver."""
    for clash in merge_files(Path(options.base), Path(options.ours), Path(options.theirs)):
        say.aside(clash)
    return 0


def set_up_git(options: Namespace) -> int:
    """Have git merge annotation files in the repository here by annotation, not by line."""
    for done in setup_git(Path.cwd()):
        say.aside(done)
    return 0
