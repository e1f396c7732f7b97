"""Reflow: paragraphs that were wrapped come back; no hyphen, list or heading is taken for another."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader import loaders
from briefreader.document import Document, Kind
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.plain.advances import typefaces, width_in
from briefreader.loaders.plain.hyphens import DROP, KEEP, SPACE, Hyphens
from briefreader.loaders.plain.source import lines_of
from loaders.corpus_truth import seed

PARAGRAPHS = [b.body.of(seed("february").text) for b in seed("february").blocks if b.kind is Kind.PARAGRAPH]


def read(text: str) -> Document:
    builder = DocumentBuilder(language="nl")
    loaders.FORMATS[-1].read(text.encode(), builder)
    return builder.finish()


def wrapped(text: str, em: float, typeface: str) -> list[str]:
    """`text` in lines as a typesetter fills them."""
    width = width_in(typeface)
    lines = [""]
    for word in text.split():
        if lines[-1] and width(f"{lines[-1]} {word}") > em:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=3, max_size=8, unique=True),
    st.sampled_from(typefaces()),
    st.floats(30, 45),
)
def test_paragraphs_between_blank_lines_come_back(texts: list[str], typeface: str, em: float) -> None:
    source = "\n\n".join("\n".join(wrapped(text, em, typeface)) for text in texts)
    found = [b.body.of(read(source).text) for b in read(source).blocks if b.kind is Kind.PARAGRAPH]
    assert found == texts


@pytest.mark.parametrize("typeface", typefaces())
def test_most_paragraphs_without_blank_lines_come_back(typeface: str) -> None:
    """A last line that is full by chance cannot be seen; nothing else may be wrong."""
    texts = PARAGRAPHS[:24]
    source = "\n".join(line for text in texts for line in wrapped(text, 36, typeface))
    document = read(source)
    found = [b.body.of(document.text) for b in document.blocks if b.kind is Kind.PARAGRAPH]
    assert "".join("".join(found).split()) == "".join("".join(texts).split())
    assert sum(text in found for text in texts) >= 0.65 * len(texts)


def test_fixed_width_lines_come_back_too() -> None:
    source = "\n\n".join(textwrap.fill(text, 68, break_on_hyphens=False) for text in PARAGRAPHS[:6])
    assert [b.body.of(read(source).text) for b in read(source).blocks] == PARAGRAPHS[:6]


SOFT = "De gaasverpakking is gemeld. Het gas in de gaasverpak-\nking en de beoorde-\nling; de beoordeling volgt. De regelgeving en wet- en\nregel-\ngeving."
REAL = "De minister-president sprak. Ook de minister-\npresident en de olie-\ninkomsten, herstel- en\nwederopbouw."


@pytest.mark.parametrize(
    ("text", "line", "following", "verdict"),
    [
        (REAL, "Ook de minister-", "president en", KEEP),
        (REAL, "en de olie-", "inkomsten", KEEP),
        (REAL, "het trans-", "Atlantisch verbond", KEEP),
        (REAL, "commando-", "en controlestructuren", SPACE),
        (SOFT, "in de gaasverpak-", "king en", DROP),
        (SOFT, "de onbeken-", "de zaak", DROP),
        (SOFT, "de EU-", "lidstaten", KEEP),
        (SOFT, "een –", "witboek", SPACE),
    ],
)
def test_hyphens_are_judged_by_the_documents_own_words(
    text: str, line: str, following: str, verdict: str
) -> None:
    assert Hyphens(lines_of(text)).verdict(line, following) == verdict


def test_traps_of_wrapped_text_are_no_lists_or_notes(tmp_path: Path) -> None:
    text = seed("march").text
    for words in (
        "op 2 maart jl. deelnam",
        "nr. 190) en op het verzoek",
        "6 maart – een witboek",
        "VN Veiligheidsraad. 93 landen",
    ):
        assert words in text
