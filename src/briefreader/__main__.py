"""`python -m briefreader` is `briefreader`."""

from briefreader.cli import run

if __name__ == "__main__":
    run()
