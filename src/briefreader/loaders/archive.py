"""Archive: opens the zip files that letters come in, and the XML inside, under limits that no letter reaches.

Reads named parts into memory and never writes to disk. What the parts mean is left to the loaders.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from briefreader.errors import LoadError
from briefreader.values import field, record

MAX_PARTS = 10_000
"""Parts a file may list. A thousand-page report with a picture on each page has about two thousand."""

MAX_PART = 64 * 2**20
"""Bytes one part may unpack to. The words of the longest letters take less than 10 MiB."""

MAX_UNPACKED = 256 * 2**20
"""Bytes all parts read may unpack to together."""

MAX_RATIO = 250
"""How often larger a part may be than what it was packed into, once it passes `RATIO_FROM`."""

RATIO_FROM = 2**20
"""Bytes. Below this even a part of nothing but spaces does no harm."""

MAX_DEPTH = 200
"""Elements inside one another. Word processors nest tables some ten deep."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
)
"""What the standard library raises over zip files that are not as they should be."""

ENCRYPTED = 0x1
"""The bit of a part's flags that says it is encrypted (PKWARE APPNOTE 4.4.4)."""


@record
class Archive:
    """The parts of one zip file, by name."""

    parts: dict[str, zipfile.ZipInfo]
    _zip: zipfile.ZipFile = field(repr=False)
    _unpacked: int = 0

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def read(self, name: str) -> bytes:
        """The bytes of the part `name`. Raises LoadError if it is not there, damaged or passes a limit."""
        info = self.parts.get(name)
        if info is None:
            raise LoadError(f"is incomplete: its part {shown(name)} is missing. Get it again.")
        if info.flag_bits & ENCRYPTED:
            raise LoadError("is protected with a password. Save it without one.")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except DAMAGED:
            raise LoadError(f"is damaged: its part {shown(name)} cannot be unpacked. Get it again.") from None
        self._count(info, len(data))
        return data

    def _count(self, info: zipfile.ZipInfo, size: int) -> None:
        self._unpacked += size
        if size > MAX_PART or self._unpacked > MAX_UNPACKED:
            raise LoadError(f"unpacks to more than {MAX_UNPACKED >> 20} MB and was not read. Split it first.")
        if size > RATIO_FROM and size > MAX_RATIO * max(1, info.compress_size):
            raise LoadError(f"unpacks to more than {MAX_RATIO} times its size and was not read.")


def opened(data: bytes) -> Archive:
    """The archive in `data`. Raises LoadError when it is no zip file, damaged, or has too many parts."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        infos = archive.infolist()
    except DAMAGED:
        raise LoadError("is cut off or damaged: its list of parts cannot be read. Get it again.") from None
    if len(infos) > MAX_PARTS:
        raise LoadError(f"has more than {MAX_PARTS} parts and was not read.")
    return Archive({info.filename.lstrip("/"): info for info in infos}, archive)


def shown(text: str, limit: int = 80) -> str:
    """`text` fit for a message: no control characters, at most `limit` code points."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def parse_xml(data: bytes | str, part: str = "", recover: bool = False) -> Any:
    """The root element of `data`, with no entity resolved, nothing fetched, and libxml2's own limits on.

    `part` is named in the LoadError that damaged, hostile or too deeply nested XML raises. With `recover`, what
    libxml2 can make of damaged XML is taken.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        recover=recover,
    )
    where = f" in its part {shown(part)}" if part else ""
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = shown(str(error).partition("\n")[0], 120)
        raise LoadError(f"is damaged: its XML{where} cannot be read ({reason}). Get it again.") from None
    if root is None:
        raise LoadError(f"is damaged: there is no XML{where}. Get it again.")
    check_depth(root)
    return root


def check_depth(root: Any) -> None:
    """Raises LoadError when elements stand more than `MAX_DEPTH` inside one another."""
    from lxml import etree

    try:
        too_deep = root.xpath(f"boolean({'/'.join('*' * MAX_DEPTH)})")
    except etree.XPathError:  # libxml2 gathers no more than ten million elements
        raise LoadError("has too many elements and was not read. Split it first.") from None
    if too_deep:
        raise LoadError(f"is nested more than {MAX_DEPTH} deep and was not read.")
