"""The verbs that open the screen. Nothing else of the command line loads Textual."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader import first_page, places
from briefreader.errors import BriefreaderError, NotFound
from briefreader.exporters.links import parse
from briefreader.settings import Paths, usable
from briefreader.workplace import Workplace, open_workplace

if TYPE_CHECKING:
    from argparse import Namespace


def open_screen(options: Namespace) -> int:
    """The screen on the paths given. One file among them is the letter to start with."""
    paths = [*([options.library] if options.library else []), *options.paths]
    last = [Path(path) for path in places.read(Paths.of_user().places).library]
    workplace = open_workplace(paths, options.annotations, last)
    return show(workplace)


def open_link(options: Namespace) -> int:
    """The screen at `briefreader:DOCUMENT#ID` or at `FILE:LINE`."""
    link = parse(options.link)
    if link is None:
        return open_line(options)
    letter, id = link
    last = [Path(path) for path in places.read(Paths.of_user().places).library]
    workplace = open_workplace([options.library] if options.library else [], options.annotations, last)
    entry = workplace.library.resolve(letter)
    if not id:
        return show(workplace, entry.id)
    wanted = workplace.annotation(id)
    document = workplace.library.open(entry)
    placed = {annotation.id: annotation for annotation in workplace.placed(document)}
    if wanted.id not in placed:
        raise NotFound(f"“{options.link}” is a highlight of another letter, {wanted.document}.")
    return show(workplace, entry.id, placed[wanted.id].target.start)


def open_line(options: Namespace) -> int:
    """The screen at a line of a file, as editors and `grep -n` name it."""
    name, _, number = options.link.rpartition(":")
    if not number.isdecimal():
        raise BriefreaderError(f"“{options.link}” is no link. Give briefreader:DOCUMENT#ID, or FILE:LINE.")
    workplace = open_workplace([options.library or name], options.annotations)
    entry = workplace.library.resolve(name)
    blocks = workplace.library.open(entry).blocks
    starts = [block.span.start for block in blocks if block.line is not None and block.line <= int(number)]
    return show(workplace, entry.id, starts[-1] if starts else 0)


def show(workplace: Workplace, wanted: str | None = None, offset: int | None = None) -> int:
    """Open the screen, at `offset` code points into the letter `wanted` if they are given."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BriefreaderError(
            "The screen needs a terminal. `briefreader --help` names what works without one."
        )
    if os.environ.get("TERM") == "dumb":
        raise BriefreaderError(
            "The screen needs a terminal that can write anywhere on it, and TERM says that this one cannot (dumb). "
            "`briefreader --help` names what works without one."
        )
    first_page.keep_keys()
    # Read by Textual when it is imported: frames often enough for a key to be answered at once, no sliding, and
    # milliseconds after which a letter that follows Escape is a key of its own and not the same as with alt.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("ESCDELAY", "25")
    paths = Paths.of_user()
    settings, problems = usable(paths.settings)
    from briefreader.tui.app import run

    return run(workplace, settings, paths, wanted, problems, offset)
