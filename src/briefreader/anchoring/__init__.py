"""Anchoring: write down where a passage stands, and find it again after its letter has changed.

Pure functions on texts and spans. By which evidence a passage is believed to be somewhere is `passages.py`, and
where the old text is not at hand `quotes.py`; how two texts are matched letter by letter, `alignment.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from briefreader.anchoring.letters import Letters
from briefreader.anchoring.passages import Found, Passages
from briefreader.anchoring.quotes import find_quotes
from briefreader.anchoring.verbatim import LONG, find_verbatim
from briefreader.annotations import CONTEXT, Annotation, Fit, Target
from briefreader.span import Span
from briefreader.values import changed

__all__ = ["Fit", "Found", "carry", "carry_annotations", "describe", "locate", "locate_all", "stands"]


def describe(text: str, span: Span, section: tuple[str, ...] = (), text_hash: str = "") -> Target:
    """The target of `span` in `text`: its offsets, its words and `CONTEXT` code points on either side."""
    start, end = span
    return Target(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        section,
        text_hash,
    )


def locate(text: str, target: Target) -> Found | None:
    """Where `target` stands in `text`, from its words, context and offset alone; None if it is an orphan.

    First strictly: words and context at the old offset. Else wherever strings of it are, judged by how much of
    the quote and of its context is there; the offset only breaks ties.
    """
    return locate_all(text, [target])[0]


def locate_all(text: str, targets: Sequence[Target]) -> tuple[Found | None, ...]:
    """The same for many targets that were described in one text: where the clear ones are tells of the others."""
    standing = {target.start for target in targets if stands(text, target)}
    lost = [target for target in targets if target.quote and not stands(text, target)]
    if len(text) >= LONG:
        places: Iterable[Found | None] = (find_verbatim(text, target) for target in lost)
    else:
        places = find_quotes(_letters(text), lost, standing) if lost else ()
    found = dict(zip(map(id, lost), places, strict=True))
    return tuple(
        Found(target.span, Fit.EXACT) if stands(text, target) else found.get(id(target)) for target in targets
    )


@lru_cache(maxsize=2)
def _letters(text: str) -> Letters:
    """The letters of a text, kept while one annotation after another is looked for in it."""
    return Letters.of(text)


def stands(text: str, target: Target) -> bool:
    """Whether words and context are at the old offset, to the letter."""
    before = target.start - len(target.prefix)
    words = target.prefix + target.quote + target.suffix
    return bool(target.quote) and before >= 0 and text.startswith(words, before)


# ---- carrying


def carry(old_text: str, new_text: str, spans: Sequence[Span]) -> tuple[Found | None, ...]:
    """Where each of `spans` of `old_text` stands in `new_text`; None for those that are gone."""
    if old_text == new_text:
        return tuple(Found(span, Fit.EXACT) for span in spans)
    passages = _aligned(old_text, new_text)
    return tuple(passages.carry(span) for span in spans)


@lru_cache(maxsize=2)
def _aligned(old_text: str, new_text: str) -> Passages:
    """Two texts, aligned; kept while one annotation after another is carried from one to the other."""
    return Passages(Letters.of(old_text), Letters.of(new_text))


def carry_annotations(
    old_text: str,
    new_text: str,
    annotations: Sequence[Annotation],
    new_hash: str = "",
    section_of: Callable[[int], tuple[str, ...]] = lambda offset: (),
) -> tuple[Annotation, ...]:
    """`annotations` as they are on `new_text`, in the order given, with their status.

    Those that do not stand in `old_text` (orphans of an earlier version, or made on another text) are looked for
    by quote and context. What is not found keeps its target, quote and old place, and is `orphaned`; nothing is
    lost. Doubt stays: a place that was `uncertain` or `changed` is not `exact` before a reader has said so.
    `section_of` gives the section path of an offset in the new text. Times of change are left to the store.
    """
    standing = [a for a in annotations if old_text.startswith(a.target.quote, a.target.start)]
    others = [a for a in annotations if not old_text.startswith(a.target.quote, a.target.start)]
    places = [
        *zip(standing, carry(old_text, new_text, [a.span for a in standing]), strict=True),
        *zip(others, locate_all(new_text, [a.target for a in others]), strict=True),
    ]
    moved = {id(a): _moved(a, found, new_text, new_hash, section_of) for a, found in places}
    return tuple(moved[id(annotation)] for annotation in annotations)


def _moved(
    annotation: Annotation,
    found: Found | None,
    text: str,
    text_hash: str,
    section_of: Callable[[int], tuple[str, ...]],
) -> Annotation:
    """`annotation` at the place found for it, or as an orphan where it was."""
    if found is None:
        return changed(annotation, status=str(Fit.ORPHANED))
    target = describe(text, found.span, section_of(found.span.start), text_hash)
    doubts = (Fit.UNCERTAIN, Fit.CHANGED, Fit.EXACT)
    status = next(doubt for doubt in doubts if doubt in (annotation.status, found.status))
    return changed(annotation, target=target, status=str(status))
