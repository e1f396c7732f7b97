"""Splitting: the names of an export's files, and the request each of them answers.

Names are safe on every file system, whatever letters and tags are called; writing them is `files.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefreader.annotations import Annotation
from briefreader.exporters.passages import UNTAGGED, is_wanted
from briefreader.exporters.request import Request
from briefreader.values import changed

NAME_LENGTH = 80
"""Characters of a file's name before its suffix: well under the 255 bytes that file systems take."""

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)
"""Names that are devices on Windows, with any suffix."""


def parts(request: Request, suffix: str) -> dict[str, Request]:
    """File name → the request for that file; one file unless it is to be split."""
    if not request.split:
        only = request.documents[0].id if len(request.documents) == 1 else "highlights"
        return {file_name(request.name or request.title or only, suffix): request}
    if request.group == "tag":
        return _by_tag(request, suffix)
    names = unique_names((document.id for document in request.documents), suffix)
    return {
        name: changed(request, documents=(document,), split=False, annotations=its)
        for name, document in zip(names, request.documents, strict=True)
        if (its := tuple(a for a in request.annotations if a.document == document.id))
    }


def _by_tag(request: Request, suffix: str) -> dict[str, Request]:
    under: dict[str, list[Annotation]] = {tag.name: [] for tag in request.codebook.tags}
    for annotation in request.annotations:
        if is_wanted(annotation, request.tags):
            for tag in annotation.tags or (UNTAGGED,):
                under.setdefault(tag, []).append(annotation)
    used = {tag: its for tag, its in under.items() if its}
    names = unique_names(used, suffix)
    return {
        name: changed(
            request, annotations=tuple(its), tags=() if tag == UNTAGGED else (tag,), title=tag, split=False
        )
        for name, (tag, its) in zip(names, used.items(), strict=True)
    }


def file_name(words: str, suffix: str) -> str:
    """A file name made of words: letters and digits of any script, `.`, `_` and `-`; never empty or reserved."""
    if not words.isascii():
        from unicodedata import normalize  # only now: few have accents

        words = normalize("NFC", words)
    name = re.sub(r"[^\w.]+", "-", words)[:NAME_LENGTH].strip("-.") or "export"
    if name.casefold().split(".")[0] in _RESERVED:
        name = f"_{name}"
    return name + suffix


def unique_names(words: Iterable[str], suffix: str) -> list[str]:
    """A file name for each; names that only differ in case, or not at all, get a number."""
    taken: set[str] = set()
    names = []
    for each in words:
        name, n = file_name(each, suffix), 1
        while name.casefold() in taken:
            n += 1
            name = file_name(each, f"-{n}{suffix}")
        taken.add(name.casefold())
        names.append(name)
    return names
