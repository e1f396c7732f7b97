"""Links: the addresses by which an export leads back to its passages.

`briefreader open` follows them; `parse` is how.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

SCHEME = "briefreader"

_LINK = rf"{SCHEME}:(?P<document>[^#\s]+)(?:#(?P<annotation>[^\s#]+))?"


def link(document_id: str, annotation_id: str = "") -> str:
    """The address of a letter, or of a passage in it: `briefreader:letter#0199f2…`."""
    place = f"#{quote(annotation_id, safe='')}" if annotation_id else ""
    return f"{SCHEME}:{quote(document_id, safe='')}{place}"


def parse(address: str) -> tuple[str, str] | None:
    """The document's and the annotation's id in such an address, the latter empty if it has none; or None."""
    match = re.fullmatch(_LINK, address.strip())
    return (unquote(match["document"]), unquote(match["annotation"] or "")) if match else None
