"""Markdown: what CommonMark says, what is built on it, and how laws are published in it."""

from __future__ import annotations

import pytest

from briefreader.document import Look
from briefreader.loaders.markdown import read, spaced_headings
from made import loaded, shown


def test_headings_of_both_kinds_lists_quotes_and_code():
    text = "# Een\n\nTwee\n----\n\n- a\n  - b\n\n3. c\n4. d\n\n> Citaat\n> gaat door\n\n```\n# geen kop\n```\n\n    ook code\n"
    assert shown(loaded(read, text)) == [
        "# Een",
        "## Twee",
        "i1 • a",
        "i2 • b",
        "i1 3. c",
        "i1 4. d",
        "q Citaat gaat door",
        "pre # geen kop",
        "pre ook code",
    ]


def test_blocks_know_their_lines():
    document = loaded(read, "# Een\n\nAlinea.\n\n- a\n- b\n\n<p>\nHTML</p>\n")
    assert [block.line for block in document.blocks] == [1, 3, 5, 6, 8]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("##Aanwijzing", "## Aanwijzing"),
        ("#Artikel 1", "# Artikel 1"),
        ("####1 Doel", "#### 1 Doel"),
        ("#tag", "#tag"),
        ("#12", "#12"),
        ("# Kop", "# Kop"),
        ("#######", "#######"),
        ("    ##code", "    ##code"),
        ("tekst ##geen kop", "tekst ##geen kop"),
    ],
)
def test_number_signs_without_a_space(line, expected):
    assert spaced_headings(f"a\n\n{line}\n")[0] == f"a\n\n{expected}\n"


def test_number_signs_in_code_are_left_alone():
    text = "~~~\n##geen kop\n```\n##ook niet\n~~~\n##Kop\n"
    assert spaced_headings(text) == (text.replace("##Kop", "## Kop"), 1)


def test_the_repair_of_headings_is_recorded():
    assert [repair.kind for repair in loaded(read, "##Kop\n\nTekst.").repairs] == ["space after number signs"]


def test_a_long_line_above_a_rule_is_no_heading():
    line = "Deze regel is een gewone zin die toevallig boven een streep staat en die daarvoor veel te lang is, zoals elke zin."
    assert shown(loaded(read, f"{line}\n---\nEn meer.\n")) == [f"p {line}", "p En meer."]


def test_notes_are_joined_wherever_they_stand():
    document = loaded(
        read, "Woord[^a] en[^1].\n\n[^1]: Eerste noot.\n\n    Tweede alinea.\n\n[^a]: Andere *noot*.\n"
    )
    assert [(n.label, n.text) for n in document.footnotes] == [
        ("a", "Andere noot."),
        ("1", "Eerste noot.\nTweede alinea."),
    ]


def test_tables_and_definitions():
    text = "| Jaar | Bedrag |\n|---|---|\n| 2024 | **3** |\n\nBegrip\n:   Uitleg.\n"
    assert shown(loaded(read, text)) == ["t Jaar | Bedrag\n2024 | 3", "p Begrip", "p Uitleg."]


def test_emphasis_and_links_become_marks():
    document = loaded(read, "*a* **b** [c](https://example.org/) `d` <https://example.org/e> m<sup>2</sup>")
    assert [(m.look, m.span.of(document.text)) for m in document.marks] == [
        (Look.EMPHASIS, "a"),
        (Look.STRONG, "b"),
        (Look.LINK, "c"),
        (Look.LINK, "https://example.org/e"),
    ]
    assert document.text.endswith("m²")


def test_front_matter_is_metadata():
    known = loaded(
        read, '---\ntitle: "Een wet"\ndate: 2024-05-01\nlang: de-DE\nslug: wet\n---\n\nTekst.'
    ).metadata
    assert (known.title, known.date, known.language, known.other["slug"]) == (
        "Een wet",
        "2024-05-01",
        "de",
        "wet",
    )


def test_html_blocks_are_read_and_comments_are_not():
    text = "# Kop\n\n<!-- weg -->\n\n<h2 align=center>Logo</h2>\n<table><tr><td>a<td>b<tr><td>c<td>d</table>\n\nEinde<br>niet.\n"
    assert shown(loaded(read, text)) == ["# Kop", "p Logo", "t a | b\nc | d", "p Einde niet."]


def test_headings_in_html_count_where_there_are_no_others():
    assert shown(loaded(read, "<h2>Kop</h2>\n\nTekst.\n")) == ["## Kop", "p Tekst."]


def test_bold_lines_are_headings_where_there_are_no_others():
    text = "**Vraag 1**\n\n**Kent u dit bericht?**\n\n**Antwoord op vraag 1**\n\nJa, dat ken ik.\n"
    assert shown(loaded(read, text)) == [
        "# Vraag 1",
        "p Kent u dit bericht?",
        "# Antwoord op vraag 1",
        "p Ja, dat ken ik.",
    ]


def test_articles_of_laws_are_lists_where_letters_count_on():
    text = "Verstaan wordt onder:\n\na. de wet;\n\nb. de minister;\n\n1. Los nummer.\n"
    assert shown(loaded(read, text)) == [
        "p Verstaan wordt onder:",
        "i1 a. de wet;",
        "i1 b. de minister;",
        "i1 1. Los nummer.",
    ]


@pytest.mark.parametrize("sign", ["> ", "- ", "  * ", "[", "**", "<div>\n", "![a]("])
def test_nesting_without_end_does_no_harm(sign):
    assert len(loaded(read, sign * 3000 + "diep").text) < 20_000


def test_attributes_and_fences_of_parts_are_markup():
    text = "::: part\n# []{#a}Een {#een .title}\n:::\n\nTwee {.b}\n----\n\nEen [woord]{.c}.\n\n```\n# x {#y}\n```\n"
    document = loaded(read, text)
    assert shown(document) == ["# Een", "## Twee", "p Een woord.", "pre # x {#y}"]
    assert [block.line for block in document.blocks] == [2, 5, 8, 10]
