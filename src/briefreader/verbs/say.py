"""How a result is printed: JSON, or aligned columns; never with a control character of a document in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from briefreader.wording import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def as_json(value: Any) -> None:
    """`value` on standard output, as JSON a person can read too."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=plain))


def plain(value: Any) -> Any:
    """What JSON does not know by itself: mappings and paths."""
    return dict(value) if isinstance(value, Mapping) else str(value)


def line(text: object) -> None:
    """One line on standard output, without control characters."""
    print(printable(str(text)))


def columns(rows: Iterable[Sequence[object]]) -> None:
    """Rows under one another; every column but the last as wide as its widest cell."""
    cells = [[printable(str(cell)) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def aside(text: str) -> None:
    """A remark, on standard error."""
    print(printable(text), file=sys.stderr)
