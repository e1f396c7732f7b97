"""Word: a DOCX file made of paragraphs, links and footnotes (ECMA-376, WordprocessingML).

Written by hand because the libraries for it know neither footnotes nor links. What a memo says is `memo.py`; how it
looks is `word_styles.xml`, whose styles are named here by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _markup
from importlib.resources import files

from briefreader.exporters.escape import xml
from briefreader.exporters.packing import packed
from briefreader.values import field, frozen, record

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "footnotes", "footer")
"""Parts that the text leads to, each under the name of its relationship."""

A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
"""Two and a half centimetres, in twentieths of a point."""

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


@frozen
class Run:
    """Words in one look."""

    text: str
    style: str = ""
    """Id of a character style."""

    fill: str = ""
    """Colour behind the words, `#rrggbb`."""

    address: str = ""
    """Where the words lead on the web."""

    footnote: str = ""
    """What the note at the page's foot says whose number follows the words."""


@record
class Manuscript:
    """A DOCX file while it is written, paragraph by paragraph."""

    language: str = "nl"
    paragraphs: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    """Web address → the id of its relationship."""

    def add(self, style: str, runs: Iterable[Run], bar: str = "", with_next: bool = False) -> None:
        """A paragraph in a style. `bar`: the colour, `#rrggbb`, of the line beside it; `with_next`: no page break after."""
        keep = "<w:keepNext/>" if with_next else ""
        side = f'<w:left w:val="single" w:sz="24" w:space="10" w:color="{bar[1:]}"/>' if bar else ""
        border = f"<w:pBdr>{side}</w:pBdr>" if side else ""
        inside = "".join(map(self._run, runs))
        self.paragraphs.append(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{border}</w:pPr>{inside}</w:p>\n'
        )

    def content(self, title: str) -> bytes:
        """The file."""
        return packed((name, part.encode("utf-8", "replace")) for name, part in self._parts(title))

    def _run(self, run: Run) -> str:
        style = f'<w:rStyle w:val="{run.style}"/>' if run.style else ""
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{run.fill[1:]}"/>' if run.fill else ""
        look = f"<w:rPr>{style}{fill}</w:rPr>" if style or fill else ""
        made = f"<w:r>{look}{_words(run.text)}</w:r>" if run.text else ""
        if run.address:
            link = self.addresses.setdefault(run.address, f"link{len(self.addresses) + 1}")
            made = f'<w:hyperlink r:id="{link}">{made}</w:hyperlink>'
        return made + self._reference(run.footnote) if run.footnote else made

    def _reference(self, note: str) -> str:
        number = len(self.footnotes) + 1
        look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{look}<w:footnoteRef/></w:r><w:r>{_words(f' {note}')}</w:r></w:p></w:footnote>\n"
        )
        return f'<w:r>{look}<w:footnoteReference w:id="{number}"/></w:r>'

    def _parts(self, title: str) -> Iterable[tuple[str, str]]:
        yield "[Content_Types].xml", _content_types()
        core = _relationship(
            "core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"
        )
        main = _relationship("main", f"{_OFFICE}/officeDocument", "word/document.xml")
        yield "_rels/.rels", _relationships([main, core])
        yield "docProps/core.xml", _core(title, self.language)
        leads = [_relationship(name, f"{_OFFICE}/{name}", f"{name}.xml") for name in _PARTS]
        links = [
            _relationship(id, f"{_OFFICE}/hyperlink", address, ' TargetMode="External"')
            for address, id in self.addresses.items()
        ]
        yield "word/_rels/document.xml.rels", _relationships([*leads, *links])
        yield "word/document.xml", self._document()
        styles = (files("briefreader.exporters") / "word_styles.xml").read_text("utf-8")
        spoken = f'<w:lang w:val="{_attribute(self.language)}"/></w:rPr></w:rPrDefault>'
        yield "word/styles.xml", styles.replace("</w:rPr></w:rPrDefault>", spoken)
        notes = "".join(self.footnotes)
        yield "word/footnotes.xml", f"{_HEAD}<w:footnotes {_W}>{_SEPARATORS}{notes}</w:footnotes>"
        page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        yield (
            "word/footer.xml",
            f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{page}</w:p></w:ftr>',
        )

    def _document(self) -> str:
        foot = '<w:footerReference w:type="default" r:id="footer"/>'
        body = "".join(self.paragraphs)
        return (
            f'{_HEAD}<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{body}'
            f"<w:sectPr>{foot}{A4}{MARGINS}</w:sectPr></w:body></w:document>"
        )


def _words(text: str) -> str:
    """Text with its line ends as breaks."""
    lines = (
        f'<w:t xml:space="preserve">{_markup(line, quote=False)}</w:t>' for line in xml(text).split("\n")
    )
    return "<w:br/>".join(lines)


def _attribute(text: str) -> str:
    return _markup(xml(text))


def _content_types() -> str:
    kinds = {"document": "document.main", **{name: name for name in _PARTS}}
    rows = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{rows}</Types>"
    )


def _relationship(id: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{kind}" Target="{_attribute(target)}"{more}/>'


def _relationships(rows: Iterable[str]) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _core(title: str, language: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_attribute(title)}</dc:title><dc:language>{_attribute(language)}</dc:language>"
        "<cp:lastModifiedBy>briefreader</cp:lastModifiedBy></cp:coreProperties>"
    )
