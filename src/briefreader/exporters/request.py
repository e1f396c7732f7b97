"""Request and Export: what is asked of an exporter and what it gives back, as values.

What the rows of an export are is `passages.py`; how they are written is one module a format.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from briefreader.annotations import Annotation, Codebook
from briefreader.document import Document
from briefreader.exporters.progress import Progress
from briefreader.values import field, frozen

GROUPS = ("document", "tag", "section")
"""What passages can be grouped by."""


@frozen
class Request:
    """What goes out, and how. Exporters read nothing else: the same request gives the same bytes."""

    documents: tuple[Document, ...] = ()
    """The letters, in the order in which they are to come."""

    annotations: tuple[Annotation, ...] = ()
    """Of these letters, in any order; deleted ones are left out."""

    codebook: Codebook = Codebook()
    tags: tuple[str, ...] = ()
    """Only passages with one of these tags, or with a tag under one of them. Empty: all passages."""

    group: str = "document"
    title: str = ""
    """Name of the whole. Empty: the letter's own, or what the group says."""

    name: str = ""
    """Name of the file, if it is one, without its suffix. Empty: the title, the only letter's id, or `highlights`."""

    split: bool = False
    """One file a letter, or a tag when grouped by tag."""

    front_matter: bool | None = None
    """Whether Markdown starts with YAML front matter. None: when it is split."""

    lines: bool = False
    """Whether Markdown also names file and line of each passage: `letter.txt:93`."""

    template: str = ""
    """Source text of a Jinja template for Markdown; empty: the digest. See `exporters.template`."""

    style: str = "dutch"
    """House style of citations: a name of `references.STYLES`."""

    creator: str = ""
    """Who made the annotations that name nobody."""

    progress: Progress = field(default_factory=Progress, compare=False)
    """Where the writer says how far it is, and hears that it is to stop."""


@frozen
class Export:
    """The files of an export and what could not go into them."""

    files: Mapping[str, bytes] = MappingProxyType({})
    """Name → content. Names are plain file names, safe on every system."""

    losses: tuple[str, ...] = ()
    """What the format cannot hold, or how it was mapped: a sentence each, for the reader."""

    in_folder: bool = False
    """Whether they go into a folder even if there is but one: it was asked for one file a letter or tag."""

    @property
    def content(self) -> bytes:
        """The one file's content, or all of them in order of name."""
        return b"".join(self.files[name] for name in sorted(self.files))
