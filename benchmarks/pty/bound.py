"""The same long letters as a web page, a book and a Word document; always the same bytes but for the zip files' dates.

Made from the Markdown of `letters.marked`: headings, a strong word and a link in each paragraph, now and then a list.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

LANGUAGE = "nl"
CHAPTERS = 6
"""Headings in each page of a book."""

INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\[(?P<words>[^]]*)\]\((?P<target>[^)]*)\)")

XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="{}">'
    "<head><title>Brief</title></head><body>\n{}\n</body></html>"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADING = '<w:pPr><w:pStyle w:val="Kop2"/></w:pPr>'
ITEM = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
STYLES = '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>'
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def pieces(marked: str) -> Iterator[tuple[str, list[str]]]:
    """(`h`, `ul` or `p`, its lines) of each block."""
    for block in marked.strip().split("\n\n"):
        if block.startswith("## "):
            yield "h", [block[3:]]
        elif block.startswith("- "):
            yield "ul", [line.removeprefix("- ") for line in block.split("\n")]
        else:
            yield "p", [block]


def runs(line: str) -> Iterator[tuple[str, str, str]]:
    """(what it is: `strong`, `a` or empty; words; where a link leads) of each stretch of a line."""
    done = 0
    for match in INLINE.finditer(line):
        yield "", line[done : match.start()], ""
        yield ("strong", match["strong"], "") if match["strong"] else ("a", match["words"], match["target"])
        done = match.end()
    yield "", line[done:], ""


def elements(marked: str) -> Iterator[str]:
    """The blocks as elements of a web page."""
    for kind, lines in pieces(marked):
        inner = ["".join(map(_element, runs(line))) for line in lines]
        if kind == "ul":
            yield f"<ul>{''.join(f'<li>{item}</li>' for item in inner)}</ul>"
        else:
            tag = "h2" if kind == "h" else "p"
            yield f"<{tag}>{inner[0]}</{tag}>"


def _element(run: tuple[str, str, str]) -> str:
    kind, words, target = run
    link = f' href="{escape(target)}"' if target else ""
    return f"<{kind}{link}>{escape(words)}</{kind}>" if kind else escape(words)


def page(marked: str) -> bytes:
    """The letter as a web page."""
    return XHTML.format(LANGUAGE, "\n".join(elements(marked))).encode()


def write_book(path: Path, marked: str) -> None:
    """Writes the letter as a book of some headings a page."""
    pages: list[list[str]] = [[]]
    headings = 0
    for element in elements(marked):
        headings += element.startswith("<h2>")
        if headings > CHAPTERS:
            pages.append([])
            headings = 1
        pages[-1].append(element)
    names = [f"{number:03}.xhtml" for number in range(len(pages))]
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "book.opf": package}
    _write(path, parts | {n: XHTML.format(LANGUAGE, "\n".join(p)) for n, p in zip(names, pages, strict=True)})


def write_word(path: Path, marked: str) -> None:
    """Writes the letter as a Word document."""
    links: list[str] = []
    settings = {"h": HEADING, "ul": ITEM, "p": ""}
    body = "".join(
        f"<w:p>{settings[kind]}{''.join(_run(run, links) for run in runs(line))}</w:p>"
        for kind, lines in pieces(marked)
        for line in lines
    )
    related = "".join(f'<Relationship Id="r{at}" Target="{escape(link)}"/>' for at, link in enumerate(links))
    _write(
        path,
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{NUMBERS}</w:numbering>',
            "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
        },
    )


def _run(run: tuple[str, str, str], links: list[str]) -> str:
    kind, words, target = run
    bold = "<w:rPr><w:b/></w:rPr>" if kind == "strong" else ""
    shown = f'<w:r>{bold}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    if not target:
        return shown
    links.append(target)
    return f'<w:hyperlink r:id="r{len(links) - 1}">{shown}</w:hyperlink>'


def _write(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
