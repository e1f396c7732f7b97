"""PDF files made for tests: words at places, in the fonts that every reader has, with a structure tree if wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 595, 842
ARTIFACT = "Artifact"
FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}


@dataclass(frozen=True, eq=False)
class Element:
    """An element of the structure tree; `path` are its type and those it stands in: `TOC/TOCI`."""

    path: str


@dataclass(frozen=True)
class Words:
    """Words on a page; `x` and `y` are points from the left and the top to where they start."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "plain"
    element: Element | None = None


def bold(x: float, y: float, text: str, size: float = 10) -> Words:
    """Words in bold type."""
    return Words(x, y, text, size, "bold")


def lines(x: float, y: float, *texts: str, size: float = 10, font: str = "plain") -> list[Words]:
    """Lines of one paragraph, 1.2 times their size apart."""
    return [Words(x, y + 1.2 * size * i, text, size, font) for i, text in enumerate(texts)]


def tagged(path: str, words: Sequence[Words]) -> list[Words]:
    """Words that are one element of the structure tree; `Artifact` is what is none."""
    element = Element(path)
    return [replace(one, element=element) for one in words]


def pdf(*pages: Sequence[Words], outline: Sequence[str] = (), trailer: str = "") -> bytes:
    """A file of these pages; `outline` are titles that lead to its first page."""
    numbers = {font: 3 + i for i, font in enumerate(FONTS)}
    objects = ["", ""]
    objects += [
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>" for name in FONTS.values()
    ]
    fonts = "".join(f"/{font} {number} 0 R" for font, number in numbers.items())
    kids = []
    for number, page in enumerate(pages):
        stream = "\n".join(_marked(words, mark) for mark, words in enumerate(page))
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<<{fonts}>>>>"
            f"/StructParents {number}/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    root = _outlined(objects, outline, kids[0]) if outline else ""
    if any(words.element for page in pages for words in page):
        root += _structured(objects, pages, kids)
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{root}>>"
    return _file(objects, trailer)


def _shown(words: Words) -> str:
    text = words.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{words.font} {words.size} Tf {words.x} {HEIGHT - words.y} Td ({text}) Tj ET"


def _marked(words: Words, mark: int) -> str:
    """Words as marked content, `mark` being their id on the page; as they are if they have no element."""
    if not words.element:
        return _shown(words)
    if words.element.path == ARTIFACT:
        return f"/{ARTIFACT} BMC {_shown(words)} EMC"
    return f"/{words.element.path.split('/')[-1]} <</MCID {mark}>> BDC {_shown(words)} EMC"


def _structured(objects: list[str], pages: Sequence[Sequence[Words]], kids: Sequence[str]) -> str:
    """The structure tree: under its root, the path of each element that words belong to."""
    root = len(objects) + 1
    objects.append("")
    tops, numbers = [], []
    for number, (page, kid) in enumerate(zip(pages, kids, strict=True)):
        marks: dict[Element, list[int]] = {}
        for mark, words in enumerate(page):
            if words.element and words.element.path != ARTIFACT:
                marks.setdefault(words.element, []).append(mark)
        owners: dict[int, str] = {}
        for element, own in marks.items():
            tops.append(f"{len(objects) + 1} 0 R")
            above = root
            *outer, inner = element.path.split("/")
            for name in (*outer, inner):
                inside = " ".join(map(str, own)) if name is inner else f"{len(objects) + 2} 0 R"
                objects.append(f"<</Type/StructElem/S/{name}/P {above} 0 R/Pg {kid}/K[{inside}]>>")
                above = len(objects)
            owners |= dict.fromkeys(own, f"{above} 0 R")
        numbers.append(f"{number}[{' '.join(owners.get(mark, 'null') for mark in range(len(page)))}]")
    tree = f"/K[{' '.join(tops)}]/ParentTree<</Nums[{' '.join(numbers)}]>>"
    objects[root - 1] = f"<</Type/StructTreeRoot{tree}>>"
    return f"/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R"


def _outlined(objects: list[str], titles: Sequence[str], page: str) -> str:
    first = len(objects) + 2
    last = first + len(titles) - 1
    objects.append(f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {len(titles)}>>")
    for i, title in enumerate(titles):
        following = f"/Next {first + i + 1} 0 R" if first + i < last else ""
        objects.append(f"<</Title({title})/Parent {first - 1} 0 R/Dest[{page}/Fit]{following}>>")
    return f"/Outlines {first - 1} 0 R"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(made)}\n%%EOF"
    return made + end.encode()
