"""REFI-QDA codebooks and projects, as briefreader, NVivo, MAXQDA, ATLAS.ti, QualCoder and Taguette write them.

What is not text (pictures, sound, PDF pages), cases, links and sets cannot come in, and is counted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from briefreader.annotations import Tag, Target
from briefreader.colours import COLOURS
from briefreader.errors import LoadError
from briefreader.exporters.refi import ORIGIN, last_part
from briefreader.importers import archive
from briefreader.importers.parcel import Incoming, Parcel, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_COLOUR_NAMES = {value: name for name, value in COLOURS.items()}

NOT_TAKEN = (
    "PictureSource", "PDFSource", "AudioSource", "VideoSource", "Case", "Link", "Set", "Graph", "Note",
)  # fmt: skip
"""Elements with things that briefreader has no place for."""


def read_codebook(data: bytes) -> Parcel:
    """A `.qdc`. Raises LoadError if it is none."""
    root = archive.xml(data)
    if _name(root) != "CodeBook":
        raise LoadError("This XML is not a REFI-QDA codebook.")
    tags = _tags(root)
    return Parcel("REFI-QDA codebook", tags=tuple(tag for tag, codable in tags.values() if codable))


def read_project(data: bytes) -> Parcel:
    """A `.qdpx`. Raises LoadError if it is none."""
    packed = archive.members(data)
    files = {name.casefold(): name for name in packed.namelist()}
    listed = [name for name in files if name.endswith(".qde") and "/" not in name]
    if not listed:
        raise LoadError("This archive has no project.qde: it is not a REFI-QDA project.")
    root = archive.xml(archive.member(packed, files[listed[0]]) or b"")
    codes = _tags(root)
    ours = root.get("origin") == ORIGIN
    users = {_guid(user.get("guid")): user.get("name") or "" for user in _all(root, "User")}
    said = [
        f"{n} of the kind {kind} cannot come in." for kind in NOT_TAKEN if (n := len(list(_all(root, kind))))
    ]
    passages: list[Incoming] = []
    for element in _all(root, "TextSource"):
        text = _text(packed, files, element)
        if text is None:
            said.append(
                f"The text of “{element.get('name') or ''}” is not in the archive: its highlights are refused."
            )
            continue
        source = Source(_own_id(root, element), element.get("name") or "", "", text)
        its, bad = _selections(element, source, codes, users, ours)
        passages += its
        if bad:
            said.append(f"{bad} selections of “{source.title}” lie outside its text: refused.")
    tags = tuple(tag for tag, codable in codes.values() if codable)
    return Parcel("REFI-QDA project", tuple(passages), tags, tuple(said))


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(root: _Element, name: str) -> Iterator[_Element]:
    """Elements of that name at any depth, whatever version of the namespace they are in."""
    return root.iter(f"{{*}}{name}")


def _guid(value: str | None) -> str:
    """A GUID in one spelling."""
    return (value or "").strip().strip("{}").casefold()


def _described(element: _Element) -> str:
    """What the element's own Description says."""
    return element.findtext("{*}Description") or ""


def _tags(root: _Element) -> dict[str, tuple[Tag, bool]]:
    """GUID → tag, and whether passages can have it: codes are paths, parents before children."""
    found: dict[str, tuple[Tag, bool]] = {}

    def walk(element: _Element, above: str) -> None:
        for code in element.findall("{*}Code"):
            name = " ".join((code.get("name") or "").split())
            path = f"{above}/{last_part(name, above)}" if above else name
            tag = Tag(path, _colour(code.get("color")), _described(code))
            found[_guid(code.get("guid"))] = (tag, code.get("isCodable", "true") in ("true", "1"))
            walk(code, path)

    for codes in _all(root, "Codes"):
        walk(codes, "")
    return found


def _colour(value: str | None) -> str:
    """A colour as we keep it: the palette's name if it has one, else `#rrggbb`."""
    digits = (value or "").strip().casefold().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) != 6 or not set(digits) <= set("0123456789abcdef"):
        return ""
    return _COLOUR_NAMES.get(f"#{digits}", f"#{digits}")


def _text(packed: zipfile.ZipFile, files: Mapping[str, str], element: _Element) -> str | None:
    """The text that a source's positions count in; without a byte-order mark, which no program counts."""
    inline = element.findtext("{*}PlainTextContent")
    if inline is not None:
        return inline
    path = element.get("plainTextPath") or ""
    name = files.get(f"sources/{path.removeprefix('internal://')}".casefold())
    data = archive.member(packed, name) if name else None
    return data.decode("utf-8-sig", "replace") if data is not None else None


def _own_id(root: _Element, source: _Element) -> str:
    """Our own id of the letter, from the variable that our exports give it."""
    wanted = {_guid(v.get("guid")) for v in _all(root, "Variable") if v.get("name") == "briefreader_id"}
    for value in source.findall("{*}VariableValue"):
        reference = value.find("{*}VariableRef")
        if reference is not None and _guid(reference.get("targetGUID")) in wanted:
            return value.findtext("{*}TextValue") or ""
    return ""


def _selections(
    element: _Element,
    source: Source,
    codes: Mapping[str, tuple[Tag, bool]],
    users: Mapping[str, str],
    ours: bool,
) -> tuple[list[Incoming], int]:
    """The source's passages, and how many lie outside its text.

    Other programs make one selection for each code given to the same words: those become one passage.
    """
    text = source.text or ""
    found: dict[tuple[str, ...], Incoming] = {}
    bad = 0
    for selection in element.findall("{*}PlainTextSelection"):
        span = _span(selection, text)
        if span is None:
            bad += 1
            continue
        start, end = span
        creator = users.get(_guid(selection.get("creatingUser")), "")
        note, guid = _described(selection), _guid(selection.get("guid"))
        key = (guid,) if ours else (str(start), str(end), creator, note)
        given = (codes[guid][0].name for guid in _given(selection) if guid in codes)
        before = found.get(key)
        found[key] = Incoming(
            source,
            Target(start, end, text[start:end]),
            tuple(dict.fromkeys((*(before.tags if before else ()), *given))),
            note,
            before.id if before else guid,
            "" if ours and creator == "reader" else creator,
            selection.get("creationDateTime") or "",
            selection.get("modifiedDateTime") or "",
        )
    return list(found.values()), bad


def _span(selection: _Element, text: str) -> tuple[int, int] | None:
    try:
        start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return None
    return (start, end) if 0 <= start < end <= len(text) else None


def _given(selection: _Element) -> Iterator[str]:
    """GUIDs of the codes given to a selection."""
    for reference in selection.iterfind("{*}Coding/{*}CodeRef"):
        yield _guid(reference.get("targetGUID"))
