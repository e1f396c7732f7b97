"""Packing: files that are archives (projects, memos), made so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from html import unescape

ZIP_COMMENT = b"Made by briefreader"
"""Ends every archive of ours; a program that saves the file anew leaves it out, and then the file is its own."""


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive of these members, name and content, in their order and without a clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = ZIP_COMMENT
        for name, data in members:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return out.getvalue()


def readable(data: bytes) -> str:
    """What a person can read of an archive of ours: a memo's words, a project's XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "word/document.xml" not in names:
            return archive.read(names[0]).decode("utf-8")
        body = archive.read("word/document.xml").decode("utf-8").replace("\n", "")
    lines = body.replace("<w:br/>", " ").replace("</w:p>", "\n\n")
    return unescape(re.sub(r"<[^>]*>", "", lines)).strip()
