"""`python -m briefreader` is `briefreader`: what is at hand from last time first, then the program."""

from __future__ import annotations

import sys

from briefreader import answers, first_page


def run() -> None:
    """The program `briefreader`."""
    argv = sys.argv[1:]
    first_page.begin(argv)
    try:
        code = 0
        if not answers.again(argv):
            from briefreader.cli import main  # only now: the page need not wait for it

            code = main(argv)
    except BrokenPipeError:
        code = answers.unheard()
    finally:
        first_page.end()
    sys.exit(code)


if __name__ == "__main__":
    run()
