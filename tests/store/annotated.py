"""Annotations, tags and stores for tests: small ones by hand, strange ones by hypothesis."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from briefreader.annotations import Annotation, Tag, Target, create
from briefreader.colours import COLOURS

STRANGE = st.text(
    st.one_of(
        st.sampled_from('ab é\n\t"\\{}[],:—€\u2028\u0000\U0001f1f3\ud800'),
        st.characters(),
    ),
    max_size=12,
)
"""Texts with what a file of JSON lines could stumble over; lone surrogates among it."""

NAMES = st.sampled_from(("sanctions", "F-16", "steun", "steun/militair", "vraag", "Ω"))
DOCUMENTS = st.sampled_from(("letter-a", "letter-b", "Brief C/..", "con"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | STRANGE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRANGE, inner, max_size=3),
    max_leaves=5,
)
OTHERS = st.dictionaries(st.sampled_from(("rev", "crc", "x:y", "ü")), JSON, max_size=2)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any place."""
    start = draw(st.integers(0, 400))
    section = draw(st.lists(STRANGE.filter(bool), max_size=2).map(tuple))
    return Target(
        start, start + draw(st.integers(0, 40)), draw(STRANGE), draw(STRANGE), draw(STRANGE), section
    )


@st.composite
def annotations(draw: st.DrawFn, ids: st.SearchStrategy[str] | None = None) -> Annotation:
    """Any annotation."""
    return Annotation(
        draw(ids if ids is not None else STRANGE.filter(bool)),
        draw(DOCUMENTS),
        draw(targets()),
        tuple(dict.fromkeys(draw(st.lists(NAMES, max_size=3)))),
        draw(STRANGE),
        draw(st.sampled_from(("", "2025-02-17T10:00:00Z"))),
        draw(st.sampled_from(("", "2025-02-17T10:00:00Z", "2025-03-04T11:00:00Z"))),
        draw(STRANGE),
        draw(st.booleans()),
        draw(st.sampled_from(("exact", "changed", "orphaned"))),
        draw(OTHERS),
    )


@st.composite
def tags(draw: st.DrawFn) -> Tag:
    """Any tag."""
    pin = draw(st.none() | st.integers(1, 9))
    return Tag(draw(NAMES), draw(st.sampled_from(("", *COLOURS))), draw(STRANGE), pin, draw(OTHERS))


def passage(start: int = 0, quote: str = "vijftien sanctiepakketten") -> Target:
    """A place by hand."""
    return Target(start, start + len(quote), quote)


def made(document: str = "letter-a", start: int = 0, *names: str, note: str = "") -> Annotation:
    """An annotation by hand."""
    return create(document, passage(start), names, note, "ann")


def files(folder: Path) -> dict[str, bytes]:
    """The store's own files and what is in them."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}
