"""Parcel: what a file brings in, as values, before it meets the letters and annotations that are here.

Readers of formats make parcels; what becomes of them is `plan.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from briefreader.annotations import Tag, Target
from briefreader.values import frozen


@frozen
class Source:
    """A letter as the file names it. Any of these may be missing."""

    id: str = ""
    """Our own id, where the file has it."""

    title: str = ""
    """Its title or file name."""

    paper: str = ""
    """`kst-36045-190`, where its address or metadata say so."""

    text: str | None = None
    """Its text, in which the positions count, where it came along."""

    text_hash: str = ""


@frozen
class Incoming:
    """A passage that comes in."""

    source: Source
    target: Target
    """Positions count in the source's text; an empty place at 0 if the file has none."""

    tags: tuple[str, ...] = ()
    note: str = ""
    id: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    orphaned: bool = False
    """The file itself says that its words are not in the letter."""

    utf16: bool = False
    """Positions count UTF-16 units."""

    extra: Mapping[str, Any] = MappingProxyType({})
    origin: str = ""
    """Where in the file it stands, for the report: `line 12`."""

    must_stand: bool = False
    """It is new and has nothing but its words: without a sure place in its letter it is refused."""


@frozen
class Parcel:
    """All that a file brings."""

    kind: str
    """What the file is, in words: `REFI-QDA project`."""

    passages: tuple[Incoming, ...] = ()
    tags: tuple[Tag, ...] = ()
    said: tuple[str, ...] = ()
    """What the file holds that cannot come in, and what was mapped: a sentence each."""
