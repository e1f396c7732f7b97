"""What the scripts here can be asked for; each adds what is its own."""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(doc: str, keeps: bool = False) -> argparse.ArgumentParser:
    """A parser for `--rounds`, and for `--keep` if the script `keeps` its letters when asked to; `doc` is its help."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    if keeps:
        parser.add_argument("--keep", type=Path, help="folder for letters and results; kept afterwards")
    return parser
