"""Web notes: which anchors of a page are footnote markers, and which elements hold the notes they lead to.

By what all ways of writing them share: an anchor with a short label that leads, inside the page, to an element
that leads back, stands in a list of notes, or says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from briefreader.values import field, record

LABEL = re.compile(r"^[\[(]?\s*(\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,3})\s*[\])]?\.?$", re.IGNORECASE)

SAYS_MARKER = re.compile(r"noteref|footnote|endnote|sdfootnoteanc|\bfn|voetnoot|doc-noteref|\bnoot")
SAYS_NOTE = re.compile(
    r"foot-?note|end-?note|rear-?note|sdfootnote|sdendnote|^fn|^note|voetnoot|ftn", re.IGNORECASE
)

INLINE = frozenset("a span sup sub b i em strong small font u cite label".split())

MOST_LINKS = 200
"""Links of a note that are looked at for the way back."""

XHTML = "{http://www.idpf.org/2007/ops}"


@record
class Notes:
    """The notes of a page, by element."""

    markers: dict[Any, str] = field(default_factory=dict)
    """Label by the element that shows it."""

    bodies: dict[Any, str] = field(default_factory=dict)
    """Label by the element that holds the note."""

    ways_back: set[Any] = field(default_factory=set)
    """Anchors in notes that lead back to their marker."""

    def in_order(self) -> Iterator[tuple[str, Any]]:
        """(label, element) of the notes, in the order of their markers."""
        for element, label in self.bodies.items():
            yield label, element


def find_notes(root: Any) -> Notes:
    """The notes of a page."""
    notes = Notes()
    order = {element: i for i, element in enumerate(root.iter())}
    places = {name: e for e in order for name in (e.get("name"), e.get("id")) if name}
    for anchor in root.iter("a"):
        target = places.get(_fragment(anchor))
        label = _label(anchor)
        if target is None or not label or anchor in notes.ways_back:
            continue
        body = _body(target)
        if body is None or _inside(anchor, body):
            continue
        back = [link for link in islice(body.iter("a"), MOST_LINKS) if _leads_to(link, anchor)]
        if back and order[body] < order[anchor] and body.tag != "aside":
            continue  # this is the way back itself: notes stand after their markers, asides anywhere
        if not back and not _says_so(anchor, target, body):
            continue
        _take(notes, anchor, label, body, back)
    return notes


def _take(notes: Notes, anchor: Any, label: str, body: Any, back: Iterable[Any]) -> None:
    """Adds a marker and its note."""
    notes.markers[_shown(anchor)] = label
    notes.bodies.setdefault(body, label)
    notes.ways_back.update(back)
    if body.tag == "dt" and body.getnext() is not None:
        notes.bodies.setdefault(body.getnext(), label)
        notes.ways_back.update(body.iter())


def _says_so(anchor: Any, target: Any, body: Any) -> bool:
    """Whether an anchor and what it leads to look like a marker and a note, though none leads back."""
    if _raised(anchor):
        return True
    named = SAYS_NOTE.search(_words(target)) or SAYS_NOTE.search(_words(body))
    return bool(named and SAYS_MARKER.search(_words(anchor)))


def _leads_to(back: Any, anchor: Any) -> bool:
    """Whether an anchor in a note leads back to the marker `anchor`."""
    wanted = _fragment(back)
    if not wanted:
        return False
    around = [anchor, *anchor.iterancestors("sup", "span")][:3]
    names = {element.get(key) for element in around for key in ("id", "name")}
    names |= {inner.get(key) for inner in anchor for key in ("id", "name")}
    before = anchor.getprevious()
    if before is not None and not (before.tail or "").strip():
        names |= {before.get("id"), before.get("name")}
    return wanted in names


def _fragment(anchor: Any) -> str:
    """What an anchor leads to inside its page."""
    return (anchor.get("href") or "").rpartition("#")[2] if "#" in (anchor.get("href") or "") else ""


def _label(anchor: Any) -> str:
    match = LABEL.match(" ".join("".join(anchor.itertext()).split()))
    return match[1] if match else ""


def _raised(anchor: Any) -> bool:
    return any(True for _ in anchor.iter("sup")) or any(True for _ in anchor.iterancestors("sup"))


def _shown(anchor: Any) -> Any:
    """The element that shows a marker: its `sup`, if that holds nothing else than the marker."""
    parent = anchor.getparent()
    if (
        parent is not None
        and parent.tag == "sup"
        and LABEL.match(" ".join("".join(parent.itertext()).split()))
    ):
        return parent
    return anchor


def _words(element: Any) -> str:
    keys = ("class", "id", "role", "name", "type", "epub:type", XHTML + "type")
    return " ".join(element.get(key) or "" for key in keys).strip().lower()


def _body(target: Any) -> Any:
    """The block that holds the note whose place `target` is."""
    element = target
    while element is not None and element.tag in INLINE:
        element = element.getparent()
    if element is None or element.tag in ("body", "html"):
        return None
    parent = element.getparent()
    if element.tag != "p" or parent is None or next(iter(parent), None) is not element:
        return element
    holds_note = parent.tag in ("li", "aside", "td") or (
        parent.tag == "div" and SAYS_NOTE.search(_words(parent))
    )
    return parent if holds_note else element


def _inside(anchor: Any, body: Any) -> bool:
    return any(ancestor is body for ancestor in anchor.iterancestors())
