"""Archive: what is read from ZIP files and XML of strangers, within limits.

Nothing is unpacked to disk, so a member's name can lead nowhere; no entity is resolved and nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from briefreader.errors import LoadError

if TYPE_CHECKING:
    from lxml.etree import _Element

FILE_BYTES = 256 << 20
"""Size of a file that may come in."""

MEMBER_BYTES = 64 << 20
"""Size of one member of an archive, unpacked: a letter of this size is no letter."""

MEMBERS = 10_000


def members(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises LoadError if it is none, or has too many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise LoadError("This is not a ZIP archive that can be read. Export it anew.") from None
    if len(archive.infolist()) > MEMBERS:
        raise LoadError(f"This archive has more than {MEMBERS} members, which no project has.")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A member's content, None if there is none of that name.

    Raises LoadError if it is encrypted, damaged or larger than `MEMBER_BYTES`, whatever it says of itself.
    """
    try:
        with archive.open(name) as file:
            data = file.read(MEMBER_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError):
        raise LoadError("A part of this archive is damaged or encrypted. Export it anew.") from None
    if len(data) > MEMBER_BYTES:
        raise LoadError(f"A part of this archive is larger than {MEMBER_BYTES >> 20} MB unpacked.")
    return data


def xml(data: bytes) -> _Element:
    """The root of an XML document. Raises LoadError if it is not well-formed, or declares a document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LoadError("This is not well-formed XML. Export it anew.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise LoadError("This XML declares a document type, which REFI-QDA does not have. It was not read.")
    return root
