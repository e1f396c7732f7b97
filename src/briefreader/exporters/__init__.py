"""Exporters: what is tagged, in the form that the next person or program needs.

Here is the table of formats, and the two doors that command line and screen use: `export` and `write`. Each
format is a module of its own, loaded when it is asked for; they all read `passages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from briefreader.errors import ExportError
from briefreader.exporters.escape import one_line
from briefreader.exporters.kept import MARK
from briefreader.exporters.references import STYLES
from briefreader.exporters.request import GROUPS, Export, Request
from briefreader.values import changed, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    _T = TypeVar("_T")

__all__ = ["FORMATS", "GROUPS", "STYLES", "Export", "Format", "Request", "export", "template", "write"]


@frozen
class Format:
    """A form in which passages can leave."""

    name: str
    suffix: str
    title: str
    """What it is, in a few words: for help and dialogs."""

    writer: str
    """`module:function` below this package: from a Request to an Export."""

    mark: bytes
    """Bytes near the start or end of each file of this format that briefreader makes, and of no other."""

    whole: bool = False
    """Whether the letters without passages are in it too."""

    renewer: str = ""
    """`module:function` that makes the new file of an old one and what is to be written; see `files.Renewer`."""


_TABLE = (
    Format(
        "markdown",
        ".md",
        "Markdown, to read and to paste",
        "markdown:write",
        MARK.encode(),
        renewer="kept:renewed",
    ),
    Format("html", ".html", "a page for the browser", "page:write", b'content="briefreader"'),
    Format("docx", ".docx", "a memo for Word or LibreOffice", "memo:write_docx", b"Made by briefreader"),
    Format("csv", ".csv", "CSV, for spreadsheets", "tables:write_csv", b",status,briefreader_link\n"),
    Format("jsonl", ".jsonl", "JSON Lines, for programs", "tables:write_jsonl", b'{"briefreader": 1, '),
    Format(
        "jsonld", ".jsonld", "W3C Web Annotations", "webannotation:write_jsonld", b'"name": "briefreader"'
    ),
    Format("qdc", ".qdc", "REFI-QDA codebook", "refi:write_qdc", b'origin="briefreader"'),
    Format("qdpx", ".qdpx", "REFI-QDA project", "refi:write_qdpx", b"Made by briefreader", whole=True),
    Format(
        "taguette", ".csv", "codebook for Taguette", "tables:write_taguette", b"path,description,colour,pin\n"
    ),
    Format(
        "hypothesis",
        ".json",
        "Hypothesis",
        "webannotation:write_hypothesis",
        b'"client_version": "briefreader"',
    ),
    Format("bibtex", ".bib", "the letters, as BibTeX", "bibliography:write_bibtex", b"% Made by briefreader"),
    Format("csl", ".json", "the letters, as CSL-JSON", "bibliography:write_csl", b'"source": "briefreader"'),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _TABLE})
"""The formats by name, in the order in which they are offered."""


def export(format: str, request: Request) -> Export:
    """The passages that `request` asks for, in `format`. Nothing is written to disk.

    Raises ExportError if there is no such format, group or style, or if a template is at fault; Stopped if
    `request.progress` was told to.
    """
    chosen = _known("format", format, FORMATS)
    if request.group not in GROUPS:
        _known("grouping", request.group, dict.fromkeys(GROUPS, 0))
    _known("citation style", request.style, STYLES)
    writer: Callable[[Request], Export] = _function(chosen.writer)
    made = writer(request)
    request.progress.check()
    losses = tuple(one_line(loss) for loss in made.losses)
    return changed(made, in_folder=request.split, losses=losses)


def write(export: Export, path: Path, format: str, force: bool = False) -> tuple[Path, ...]:
    """Writes an export of `format` to a file, or its several files into a folder; tells which.

    Raises ExportError if something is there that briefreader did not make and `force` is not set.
    """
    from briefreader.exporters import files

    chosen = FORMATS[format]
    renew: files.Renewer | None = _function(chosen.renewer) if chosen.renewer else None
    return files.write(export, path, chosen.mark, force, renew)


def template(name: str) -> str:
    """Source of the Markdown template of that name, or in the file of that path.

    Raises ExportError if there is neither, or if the file is no text.
    """
    from briefreader.exporters import templated

    if name in templated.names():
        return templated.source(name)
    try:
        return Path(name).read_text("utf-8")
    except OSError:
        return templated.source(one_line(name))
    except UnicodeDecodeError:
        raise ExportError(f"{one_line(name)} is not text in UTF-8. Save it as such.") from None


def _function(place: str) -> Any:
    """The function at `module:name` below this package."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"{__name__}.{module}"), name)


def _known(what: str, name: str, table: Mapping[str, _T]) -> _T:
    if name not in table:
        raise ExportError(f"There is no {what} “{one_line(name)}”. Choose one of {', '.join(table)}.")
    return table[name]
