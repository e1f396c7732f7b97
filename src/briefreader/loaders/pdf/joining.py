"""PDF joining: the lines of a block as one paragraph, with what was done to their ends on record.

Which lines belong together is for `paragraphs.py` to say; whether a hyphen is the word's own, `hyphens.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefreader.document import Kind
from briefreader.loaders.flow import Piece, Stretch, cut
from briefreader.loaders.pdf.page import HYPHEN, Glyphs, Stripe
from briefreader.loaders.pdf.paragraphs import Block
from briefreader.loaders.plain.hyphens import DROP, SPACE, Hyphens
from briefreader.values import changed


def piece(block: Block, hyphens: Hyphens, drop: int = 0) -> Piece:
    """A block as a paragraph, its lines joined; without the first `drop` code points of its text."""
    made: list[Stretch] = []
    for number, stripe in enumerate(block.stripes):
        made += [_stretch(part) for part in stripe.parts]
        made[-1] = changed(made[-1], text=made[-1].text.rstrip())
        if number + 1 < len(block.stripes):
            made[-1:] = _joint(made[-1], stripe, block.stripes[number + 1], hyphens)
    return Piece(Kind.PARAGRAPH, _without_lead(made, drop))


def shown(stripe: Stripe) -> str:
    """The words of a line, with the hyphen it ends in as a sign."""
    return stripe.text.replace(HYPHEN, "-")


def _stretch(part: Glyphs) -> Stretch:
    face = part.face
    return Stretch(part.text.replace(HYPHEN, "-"), face.bold, face.italic, raised=part.raised, size=face.size)


def _joint(last: Stretch, stripe: Stripe, following: Stripe, hyphens: Hyphens) -> list[Stretch]:
    """The end of a line with what joins it to the next one."""
    text = last.text
    space = changed(last, text=" ", raised=False, repair="line joined", was="\n")
    if not text.endswith("-") or len(text) < 2 or text[-2:-1].isspace():
        return [last, space]
    verdict = hyphens.verdict(shown(stripe), shown(following))
    if verdict == DROP:
        return [
            changed(last, text=text[:-1]),
            changed(last, text="", repair="hyphen dropped", was="-\n"),
        ]
    if verdict == SPACE:
        return [last, space]
    return [last, changed(last, text="", repair="hyphen kept", was="\n")]


def _without_lead(stretches: Sequence[Stretch], drop: int) -> tuple[Stretch, ...]:
    """The stretches without white space before them, and without their first `drop` code points."""
    kept = list(stretches)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    if kept:
        kept[0] = changed(kept[0], text=kept[0].text.lstrip())
    return cut(tuple(kept), drop) if drop else tuple(kept)
