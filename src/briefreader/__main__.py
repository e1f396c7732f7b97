"""`python -m briefreader` is `briefreader`: the page one left first, then the program."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from briefreader import first_page


def run() -> None:
    """The program `briefreader`."""
    first_page.begin(sys.argv[1:])
    gc.disable()  # all that is imported stays: to look for rubbish in it would take an eighth of the start
    try:
        from briefreader.cli import main  # only now: the page need not wait for it

        code = main()
    finally:
        first_page.end()
    _leave(code)


def _leave(code: int) -> None:
    """End the program; at once, if nothing else runs in it and nothing was left to be done at its end.

    To take apart what was imported, as Python does else, takes a twentieth of the time of a list of letters.
    """
    threads = sys.modules.get("threading")
    if atexit._ncallbacks() or (threads and threads.active_count() > 1):
        gc.freeze()  # what is imported need not be looked through for rubbish once more
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
