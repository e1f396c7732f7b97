"""REFI-QDA: codebook (`.qdc`) and project (`.qdpx`), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others.

After the schemas of 18 March 2019 and the standard's text 1.5; positions are code points of the text that goes
along. GUIDs are made of our own ids, so that one export is like the next. Reading is `importers/refi.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from briefreader.annotations import Annotation, Tag
from briefreader.colours import COLOURS
from briefreader.document import Document
from briefreader.errors import ExportError
from briefreader.exporters import escape
from briefreader.exporters.losses import common
from briefreader.exporters.packing import packed
from briefreader.exporters.passages import Passage, asked_for
from briefreader.exporters.references import reference
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import file_name, parts
from briefreader.exporters.tables import used_tags
from briefreader.exporters.webannotation import uuid_of
from briefreader.wording import counted

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"
ORIGIN = "briefreader"

VARIABLES = (
    "number",
    "date",
    "paper",
    "dossier",
    "case",
    "document_type",
    "citation",
    "signatories",
    "briefreader_id",
)
"""Metadata of a letter that go along as variables of its source. Dates are dates, the others texts."""


def write_qdc(request: Request) -> Export:
    """The codebook. Raises ExportError if there is no tag: the standard has no empty codebook."""
    tags = used_tags(request.codebook, asked_for(request), request.tags)
    if not tags:
        raise ExportError("There is no tag to write: a REFI-QDA codebook needs one at least.")
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    _codes(SubElement(root, "Codes"), tags)
    losses = ["Only the tags are in it.", *_tag_losses(tags)]
    return Export({file_name(request.title or "codebook", ".qdc"): _xml(root)}, tuple(losses))


def write_qdpx(request: Request) -> Export:
    """The project: codebook, the letters' texts, and every passage with its codes and note."""
    files = {name: _project(part) for name, part in parts(request, ".qdpx").items()}
    rows = asked_for(request)
    tags = used_tags(request.codebook, rows, request.tags)
    losses = [*common(request, rows, "left out, as they have no position"), *_tag_losses(tags)]
    losses.append("Footnotes, links and the layout of letters stay out: sources are plain text.")
    if any(ord(c) > 0xFFFF for document in request.documents for c in document.text):
        losses.append("Programs that count UTF-16 units shift positions after characters beyond U+FFFF.")
    return Export(files, tuple(losses))


def guid(kind: str, name: str) -> str:
    """The GUID of a thing of ours: always the same for the same name."""
    return str(uuid5(NAMESPACE_URL, f"briefreader:{kind}:{name}"))


def code_names(tags: Iterable[Tag]) -> dict[str, str]:
    """Tag → its code's name: the last part, with what is above it in brackets where several tags end alike.

    QualCoder knows codes by name alone, and drops the codings of a second one of the same name. A last part that
    has such brackets of its own is named by its whole path. `last_part` is the way back.
    """
    paths = {path for tag in tags for path in _path_and_above(tag.name)}
    leaves = Counter(path.rpartition("/")[2].casefold() for path in paths)
    return {path: _code_name(path, leaves) for path in paths}


def _code_name(path: str, leaves: Mapping[str, int]) -> str:
    above, _, leaf = path.rpartition("/")
    if not above or leaf.casefold().endswith(f" ({above})".casefold()):
        return path
    if leaves[leaf.casefold()] == 1:
        return leaf
    told = f"{leaf} ({above})"
    return path if told.casefold() in leaves else told


def last_part(name: str, above: str) -> str:
    """The last part of a tag's path, from its code's name and the path above it."""
    head, tail = f"{above}/", f" ({above})"
    if name[: len(head)].casefold() == head.casefold():
        return name[len(head) :]
    return name[: -len(tail)] if name[-len(tail) :].casefold() == tail.casefold() else name


def _path_and_above(name: str) -> list[str]:
    steps = name.split("/")
    return ["/".join(steps[: n + 1]) for n in range(len(steps))]


def _tag_losses(tags: Sequence[Tag]) -> Iterable[str]:
    names = code_names(tags)
    longer = [tag.name for tag in tags if names[tag.name] != tag.name.rpartition("/")[2]]
    if longer:
        yield (
            f"{counted(len(longer), 'tag')} with the last word of another: "
            f"named with what is above, as “{escape.one_line(names[longer[0]])}”."
        )
    if any(tag.pin for tag in tags):
        yield "The digits of pinned tags stay out."


def _codes(parent: Element, tags: Sequence[Tag]) -> None:
    """The tags as nested codes; a path that is no tag itself becomes a code that cannot be given."""
    names = code_names(tags)
    known = {tag.name: tag for tag in tags}
    made: dict[str, Element] = {"": parent}
    for tag in tags:
        for path in _path_and_above(tag.name):
            if path not in made:
                above = made[path.rpartition("/")[0]]
                made[path] = _code(above, names[path], path, known.get(path))


def _code(above: Element, name: str, path: str, tag: Tag | None) -> Element:
    attributes = {
        "guid": guid("code", path),
        "name": escape.xml(escape.one_line(name)),
        "isCodable": "true" if tag else "false",
    }
    if tag and tag.colour:
        attributes["color"] = COLOURS.get(tag.colour, tag.colour)
    code = SubElement(above, "Code", attributes)
    if tag and tag.meaning:
        SubElement(code, "Description").text = escape.xml(tag.meaning)
    return code


def _project(request: Request) -> bytes:
    sources = (
        (f"sources/{_source_guid(document)}.txt", document.text.encode("utf-8", "replace"))
        for document in request.documents
    )
    return packed([("project.qde", _xml(_project_element(request, asked_for(request)))), *sources])


def _project_element(request: Request, rows: Sequence[Passage]) -> Element:
    request.progress.expect(len(rows))
    creators = {_creator(row.annotation, request): None for row in rows}
    times = sorted(time for row in rows for time in (row.annotation.created, row.annotation.modified) if time)
    root = Element(
        "Project", {"xmlns": PROJECT, "name": escape.xml(request.title or "briefreader"), "origin": ORIGIN}
    )
    if times:
        root.set("creationDateTime", times[0])
        root.set("modifiedDateTime", times[-1])
    if creators:
        users = SubElement(root, "Users")
        for name in creators:
            SubElement(users, "User", {"guid": guid("user", name), "name": escape.xml(name)})
    tags = used_tags(request.codebook, rows, request.tags)
    if tags:
        _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), tags)
    if request.documents:
        _variables(SubElement(root, "Variables"))
        sources = SubElement(root, "Sources")
        codes = {tag.name.casefold(): guid("code", tag.name) for tag in tags}
        by_document: dict[str, list[Passage]] = {document.id: [] for document in request.documents}
        for row in rows:
            by_document[row.document.id].append(row)
        for document in request.documents:
            _source(sources, document, by_document[document.id], request, codes)
    return root


def _creator(annotation: Annotation, request: Request) -> str:
    return annotation.creator or request.creator or "reader"


def _variables(parent: Element) -> None:
    for name in VARIABLES:
        kind = "Date" if name == "date" else "Text"
        SubElement(parent, "Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": kind})


def _source_guid(document: Document) -> str:
    return guid("document", document.id)


def _source(
    parent: Element, document: Document, rows: Sequence[Passage], request: Request, codes: dict[str, str]
) -> None:
    source = SubElement(
        parent,
        "TextSource",
        {
            "guid": _source_guid(document),
            "name": escape.xml(escape.one_line(document.title)),
            "plainTextPath": f"internal://{_source_guid(document)}.txt",
        },
    )
    for row in request.progress.over(rows):
        if row.span:
            _selection(source, row, request, codes)
    for name, value in _values(document, request.style):
        element = SubElement(source, "VariableValue")
        SubElement(element, "VariableRef", {"targetGUID": guid("variable", name)})
        SubElement(element, "DateValue" if name == "date" else "TextValue").text = escape.xml(value)


def _values(document: Document, style: str) -> Iterable[tuple[str, str]]:
    known = document.metadata
    values = {
        "number": known.number,
        "date": (known.date or "")[:10],
        "paper": known.paper,
        "dossier": known.dossier,
        "case": known.case,
        "document_type": known.document_type,
        "citation": reference(document, style),
        "signatories": "; ".join(signatory.name for signatory in known.signatories),
        "briefreader_id": document.id,
    }
    return ((name, value) for name in VARIABLES if (value := values[name]))


def _selection(source: Element, passage: Passage, request: Request, codes: dict[str, str]) -> None:
    annotation, span = passage.annotation, passage.span
    if span is None:
        return
    user = {"creatingUser": guid("user", _creator(annotation, request))}
    made = {"creationDateTime": annotation.created} if annotation.created else {}
    selection = SubElement(
        source,
        "PlainTextSelection",
        {
            "guid": uuid_of(annotation.id),
            "name": escape.xml(escape.one_line(passage.text))[:80],
            "startPosition": str(span.start),
            "endPosition": str(span.end),
            **user,
            **made,
        },
    )
    if annotation.modified:
        selection.set("modifiedDateTime", annotation.modified)
    if annotation.note:
        SubElement(selection, "Description").text = escape.xml(annotation.note)
    for tag in annotation.tags:
        if tag.casefold() in codes:
            coding = SubElement(
                selection, "Coding", {"guid": guid("coding", f"{annotation.id}/{tag}"), **user, **made}
            )
            SubElement(coding, "CodeRef", {"targetGUID": codes[tag.casefold()]})


def _xml(root: Element) -> bytes:
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"
