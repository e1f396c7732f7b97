"""Citations: which papers, cases, rulings and laws a text names, and what is doubtful about them.

`find` puts together what `papers` (Kamerstukken), `house` (whatever else parliament numbers), `law` and `motions`
(motions by name) see, and `doubts` has its say; `reference` writes citations instead of reading them. How a
citation is followed is the library's.

| kind | ids |
|---|---|
| `paper` | `kst-36045-190`, `kst-36600-V-63`, `kst-21501-02-3064`, `kst-36200-A`, `kst-1268678` |
| `dossier` | `dossier-36045`, where no number within it is named |
| `motion` | that of the paper: the words are a motion's name |
| `appendix` | `ah-tk-20242025-1028` (Aanhangsel van de Handelingen) |
| `proceedings` | `h-tk-20242025-50-3` (Handelingen; number, item) |
| `attachment` | `blg-1184123` |
| `case`, `document`, `activity`, `promise` | `2025Z02959`, `2025D06724`, `2025A01234`, `TZ202501-123` |
| `ruling` | `ECLI:NL:HR:2012:BQ9251` |
| `law` | `BWBR0005537`, `jci1.3:c:BWBR0005537&artikel=6` |
| `regulation` | CELEX numbers: `32014R0833` |
| `proposal` | `COM(2025) 95` |
| `gazette` | `stb-2024-12`, `stcrt-2024-12345`, `trb-2024-12` |
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from briefreader.citations.reference import cite, link, parliamentary_year
from briefreader.document import Citation
from briefreader.span import Span

__all__ = ["PARLIAMENTARY", "cite", "find", "link", "parliamentary_year"]

PARLIAMENTARY = frozenset(
    {
        "paper",
        "dossier",
        "motion",
        "appendix",
        "proceedings",
        "attachment",
        "case",
        "document",
        "activity",
        "promise",
        "ruling",
    }
)
"""The kinds that count as references of a letter; the others are the law it stands on."""


def find(
    text: str,
    dossiers: Collection[str] = (),
    notes: Mapping[str, Span] | None = None,
    told: Callable[[float], None] | None = None,
) -> tuple[Citation, ...]:
    """Every citation in `text`, by place; one for each paper, so that those of a list may share their span.

    `dossiers` (`36045`, `21501-02`) are known already, so that a bare `36045-190` is taken for a paper. `notes`
    gives the span of each footnote's body by its label, so that a motion in the text finds its number in its note.
    `told` is told from time to time what share of `text` was looked through, from 0 to 1; what it raises ends that.
    """
    # Only now: their patterns take a while, and to cite a letter needs none of them.
    from briefreader.citations.doubts import doubted
    from briefreader.citations.forms import read
    from briefreader.citations.house import HOUSE
    from briefreader.citations.law import LAW
    from briefreader.citations.motions import motions
    from briefreader.citations.papers import papers

    named = papers(text, dossiers)
    found = (*named, *read(text, (*HOUSE, *LAW), told), *motions(text, named, notes or {}))
    unique = {(citation.span, citation.id, citation.kind): citation for citation in found}
    return doubted(tuple(sorted(unique.values(), key=lambda citation: (citation.span, citation.id))))
