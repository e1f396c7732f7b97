"""Small files of each format, made in code, and what was read from them in one line a block."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from briefreader.document import Document, Kind
from briefreader.loaders.builder import DocumentBuilder

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = (
    " ".join(
        f'xmlns:{prefix}="{OASIS}{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)

SIGNS = {
    Kind.HEADING: "#",
    Kind.PARAGRAPH: "p",
    Kind.ITEM: "i",
    Kind.QUOTE: "q",
    Kind.TABLE: "t",
    Kind.PRE: "pre",
    Kind.NOTE: "n",
    Kind.SALUTATION: "dear",
    Kind.SIGNATURE: "signed",
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file with this body; `styles`, `numbering`, `footnotes`, `endnotes` as the inside of those parts."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        if name in roots:
            made[f"word/{name}.xml"] = f"<w:{roots[name]} {W}>{content}</w:{roots[name]}>"
        elif name == "rels":
            made["word/_rels/document.xml.rels"] = f"<Relationships>{content}</Relationships>"
        else:
            made[f"word/{name}.xml"] = f"<w:hdr {W} {R}>{content}</w:hdr>"
    return zipped(made)


def wp(text: str, props: str = "", run: str = "") -> str:
    """A paragraph of a DOCX body."""
    return f'<w:p><w:pPr>{props}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def bold(text: str) -> str:
    """A wholly bold paragraph of a DOCX body."""
    return wp(text, run="<w:b/>")


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    """An ODT file with this text."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
        }
    )


def epub(pages: Mapping[str, str], extra: str = "", **parts: str) -> bytes:
    """An EPUB file whose spine is `pages`, bodies by file name."""
    items = "".join(
        f'<item id="{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(pages)
    )
    refs = "".join(f'<itemref idref="{i}"/>' for i in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>Een boek</dc:title><dc:language>nl-NL</dc:language></metadata><manifest>{items}{extra}"
        f"</manifest><spine>{refs}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/package.opf"/></rootfiles></container>'
    made: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/package.opf": package,
    }
    for name, body in pages.items():
        made[f"OEBPS/{name}"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"'
            f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'
        )
    return zipped({**made, **parts})


def loaded(read: Callable[[bytes, DocumentBuilder], None], data: bytes | str) -> Document:
    """What a reader makes of `data`."""
    builder = DocumentBuilder(id="made")
    read(data.encode() if isinstance(data, str) else data, builder)
    return builder.finish()


def shown(document: Document) -> list[str]:
    """Its blocks, one a line: `# Title`, `## Below it`, `p Text.`, `i1 • Item`, `n ¹ Note`."""
    lines = []
    for block in document.blocks:
        sign = SIGNS[block.kind]
        sign = sign * block.level if block.kind is Kind.HEADING else sign
        sign = f"{sign}{block.level}" if block.kind is Kind.ITEM else sign
        lines.append(f"{sign} {block.span.of(document.text)}")
    return lines
