"""A letter with every hard thing in it, and annotations over them: what the golden files of exports are made of."""

from __future__ import annotations

from pathlib import Path

from briefreader.annotations import Annotation, Codebook, Tag, Target
from briefreader.document import (
    Block,
    Citation,
    Document,
    Footnote,
    Kind,
    Look,
    Mark,
    Metadata,
    Section,
    Signatory,
    Status,
)
from briefreader.span import Span

TITLE = "Stand van zaken *Oekraïne* & <omgeving> | deel #1"

PIECES: tuple[tuple[Kind, str, int], ...] = (
    (Kind.SALUTATION, "Geachte voorzitter,", 0),
    (
        Kind.PARAGRAPH,
        "De inzet blijft `hulp` met *sterren*, _streepjes_, [haken] en a|b|c. Zie 🔗 hieronder.",
        0,
    ),
    (Kind.HEADING, "Steun & sancties", 1),
    (Kind.PARAGRAPH, "De EU heeft vijftien pakketten aangenomen.¹ Het zestiende volgt² nog.", 0),
    (
        Kind.PARAGRAPH,
        "- Geen lijst, maar een streepje; </mark><script>alert(1)</script> & &amp; <!-- x -->",
        0,
    ),
    (Kind.ITEM, "• Eerste punt: =SOM(A1:A9)", 1),
    (Kind.ITEM, "1. Tweede punt #hashtag ~~~ $x^2$ {{ 7*7 }}", 1),
    (Kind.HEADING, "Militair", 2),
    (Kind.PARAGRAPH, "Oekraïne krijgt F-16’s, zie Kamerstuk 36045, nr. 190. שלום עולם en مرحبا.", 0),
    (Kind.TABLE, "Jaar | Bedrag\n2024 | € 3 mld.", 0),
    (Kind.PRE, "  kop   waarde\n# rij   1", 0),
    (Kind.QUOTE, "Wij blijven steunen, \\zo lang\\ als nodig is 👩‍👩‍👧.", 0),
    (Kind.SIGNATURE, "De minister,\nA. B. Voorbeeld", 0),
    (Kind.NOTE, "¹ Zie ook Kamerstuk 21501-02, nr. 3064 & bijlage.", 0),
)


def _lay_out() -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for number, (kind, words, level) in enumerate(PIECES):
        text += "\n\n" if text else ""
        marker = 2 if kind is Kind.NOTE or words.startswith("• ") else 3 if kind is Kind.ITEM else 0
        span = Span(len(text), len(text) + len(words))
        cells = _cells(words, span.start) if kind is Kind.TABLE else ()
        blocks.append(Block(kind, span, level, marker, 2 * number + 1, cells))
        text += words
    return text, tuple(blocks)


def _cells(words: str, at: int) -> tuple[tuple[Span, ...], ...]:
    rows = []
    for row in words.split("\n"):
        cells = []
        for cell in row.split(" | "):
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 3
        at -= 2
        rows.append(tuple(cells))
    return tuple(rows)


TEXT, BLOCKS = _lay_out()


def find(words: str, nth: int = 0) -> Span:
    """Where the words stand in the letter."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def _sections() -> tuple[Section, ...]:
    support, arms, notes = find("Steun &").start, find("Militair\n").start, find("¹ Zie").start
    end = len(TEXT)
    return (
        Section("Opening", 1, Span(0, support), Span(0, support), None, True),
        Section("Steun & sancties", 1, Span(support, notes), Span(support, arms), 5),
        Section("Militair", 2, Span(arms, notes), Span(arms, notes), 15),
        Section("Voetnoten", 1, Span(notes, end), Span(notes, end), None, True),
    )


LETTER = Document(
    id="hard-letter",
    text=TEXT,
    blocks=BLOCKS,
    sections=_sections(),
    marks=(Mark(Look.MARKER, find("¹"), "1"), Mark(Look.MARKER, find("²"), "2")),
    footnotes=(
        Footnote(
            "1",
            "Zie ook Kamerstuk 21501-02, nr. 3064 & bijlage.",
            Status.CERTAIN,
            find("¹"),
            find("Zie ook Kamerstuk 21501-02, nr. 3064 & bijlage."),
        ),
        Footnote("2", None, Status.MISSING, find("²")),
    ),
    citations=(
        Citation("kst-36045-190", find("Kamerstuk 36045, nr. 190")),
        Citation("kst-21501-02-3064", find("Kamerstuk 21501-02, nr. 3064")),
    ),
    metadata=Metadata(
        title=TITLE,
        number="2025D00001",
        date="2025-02-17",
        dossier="36045",
        dossier_number="999",
        house="II",
        signatories=(
            Signatory("C.C.J. Veldkamp", "minister van Buitenlandse Zaken"),
            Signatory("R.P. Brekelmans", "minister van Defensie"),
        ),
        language="nl",
    ),
    path=Path("letters/hard-letter.txt"),
    file_hash="0" * 32,
)

SHORT = Document(
    id="short-letter",
    text="Kort antwoord: sancties blijven.",
    blocks=(Block(Kind.PARAGRAPH, Span(0, 32), line=1),),
    metadata=Metadata(title="Kort antwoord", language="nl"),
    path=Path("letters/short-letter.txt"),
)

CODEBOOK = Codebook(
    (
        Tag("sanctions", "amber", "Sancties, alle pakketten; ook *omzeiling*", 1),
        Tag("steun", "sky"),
        Tag("steun/militair", "#0072b2", "Wapens"),
        Tag("herstel/militair", "green"),
        Tag('=HYPERLINK("x")', "pink", "@formule"),
        Tag("<b>vet</b> & zo", "vermilion"),
    )
)


def note_on(
    number: int, words: str, tags: tuple[str, ...] = (), note: str = "", document: Document = LETTER
) -> Annotation:
    """An annotation on words of a letter, with an id and a time made of its number."""
    start = document.text.index(words)
    end = start + len(words)
    target = Target(
        start,
        end,
        words,
        document.text[max(0, start - 32) : start],
        document.text[end : end + 32],
        document.section_path(start),
        document.text_hash,
    )
    at = f"2025-03-{number:02}T09:00:00Z"
    return Annotation(
        f"0195{number:04x}-0000-7000-8000-000000000000", document.id, target, tags, note, at, at, "lezer"
    )


ANNOTATIONS = (
    note_on(
        2,
        "De EU heeft vijftien pakketten aangenomen.¹",
        ("sanctions",),
        "Tel na in *maart*.\n\n1. een\n2. twee",
    ),
    note_on(3, "pakketten aangenomen.¹ Het zestiende volgt² nog.", ("steun/militair", "sanctions")),
    note_on(
        1,
        "De inzet blijft `hulp` met *sterren*, _streepjes_, [haken] en a|b|c. Zie 🔗 hieronder.",
        ("steun",),
    ),
    note_on(
        4,
        "</mark><script>alert(1)</script> & &amp; <!-- x -->",
        ("<b>vet</b> & zo",),
        '</script><b>x</b> & "y"',
    ),
    note_on(
        5,
        "- Geen lijst, maar een streepje; </mark><script>alert(1)</script> & &amp; <!-- x -->\n\n"
        "• Eerste punt: =SOM(A1:A9)\n\n1. Tweede punt #hashtag ~~~ $x^2$ {{ 7*7 }}",
        ('=HYPERLINK("x")',),
        "=1+1",
    ),
    note_on(6, "F-16’s, zie Kamerstuk 36045, nr. 190. שלום עולם", ("herstel/militair", "steun/militair")),
    note_on(
        7, "Jaar | Bedrag\n2024 | € 3 mld.\n\n  kop   waarde\n# rij   1", note="> geen citaat\n# geen kop"
    ),
    note_on(8, "\\zo lang\\ als nodig is 👩‍👩‍👧.", ("steun",)),
    note_on(9, "sancties blijven", ("sanctions",), document=SHORT),
    Annotation(
        "01950010-0000-7000-8000-000000000000",
        "hard-letter",
        Target(5, 20, "Dit staat er niet meer.", "", "", ("Oude paragraaf",), "0" * 32),
        ("steun",),
        "Verdwenen",
        "2025-03-10T09:00:00Z",
        "2025-03-10T09:00:00Z",
        "lezer",
        status="orphaned",
    ),
)
"""Overlapping, over several blocks, with hostile tags and notes, and one whose words are gone."""
