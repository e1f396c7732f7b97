"""`python -m briefreader` is `briefreader`: the page one left first, then the program."""

from __future__ import annotations

import gc
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
        gc.freeze()  # nor need all be looked through once more on leaving
    sys.exit(code)


if __name__ == "__main__":
    run()
