"""Kept texts: the texts that annotations were made on, compressed, by hash; a new version is aligned with them.

The same text gives the same bytes everywhere, so that two people keeping it never clash in git.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from briefreader import durable
from briefreader.digests import hash_text

LARGEST = 256 * 2**20
"""Bytes a kept text may unpack to: far more than any letter, and no trap for memory."""

_GZIP = 16 + zlib.MAX_WBITS
"""Asks zlib for the gzip form, which `zcat` reads; zlib leaves time and name out of it."""


class KeptTexts:
    """A folder of texts by hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hash_if_kept(self, text: str) -> str | None:
        """The text's hash if it is here already."""
        hash = hash_text(text)
        return hash if self._path(hash).exists() else None

    def keep(self, text: str) -> str:
        """Keep the text if it is not there yet; on the disk when this returns. Its hash. Raises OSError."""
        hash = hash_text(text)
        if self.text(hash) is None:
            durable.make_folder(self._folder)
            packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
            data = packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()
            durable.replace_file(self._path(hash), data)
        return hash

    def text(self, hash: str) -> str | None:
        """The text of that hash; None if it is not there, or not what it should be."""
        if not re.fullmatch("[0-9a-f]{32}", hash):
            return None
        try:
            packed = self._path(hash).read_bytes()
            text = zlib.decompressobj(_GZIP).decompress(packed, LARGEST).decode("utf-8", "surrogatepass")
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        return text if hash_text(text) == hash else None

    def _path(self, hash: str) -> Path:
        return self._folder / f"{hash}.txt.gz"
