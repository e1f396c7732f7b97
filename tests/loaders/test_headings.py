"""Headings of plain text: numbered, in series, labelled, promised by a contents page, or bare."""

from __future__ import annotations

import pytest

from briefreader import loaders
from briefreader.loaders.builder import DocumentBuilder
from briefreader.loaders.plain.contents import find_contents, key
from briefreader.loaders.plain.nesting import Bare, levels
from briefreader.loaders.plain.pages import body_lines
from briefreader.loaders.plain.source import lines_of

PROSE = "Het kabinet zet de steun voort en\nwerkt met partners aan een plan dat\nde komende jaren zal worden\nuitgevoerd.\n"


def headings(text: str) -> list[tuple[int, str]]:
    builder = DocumentBuilder(language="nl")
    loaders.FORMATS[-1].read(text.encode(), builder)
    return [(s.level, s.title) for s in builder.finish().sections if not s.synthetic]


@pytest.mark.parametrize(
    "title",
    ["Artikel {}", "Article {}", "المادة {}", "ข้อ {}", "第{}条", "अनुच्छेद {}", "Статья {}.", "§ {}"],
)
def test_a_series_is_headings_in_any_script(title: str) -> None:
    text = "\n".join(f"{title.format(n)}\n\n{PROSE}" for n in range(1, 6))
    assert [t for _, t in headings(text)] == [title.format(n) for n in range(1, 6)]


@pytest.mark.parametrize("title", ["§ {} Doel en bereik", "Artikel {}. Doel en bereik", "Art. {} Doel"])
def test_articles_carry_their_titles(title: str) -> None:
    text = "\n".join(f"{title.format(n)}\n\n{PROSE}" for n in range(1, 6))
    assert [t for _, t in headings(text)] == [title.format(n) for n in range(1, 6)]


def test_sentences_that_begin_with_an_article_are_no_headings() -> None:
    text = "\n".join(f"Artikel {n} regelt hoe de steun wordt\n{PROSE}" for n in range(1, 6))
    assert headings(text) == []


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_titles_stand_under_the_members_of_a_series(between: str) -> None:
    text = "\n".join(f"Artikel {n}{between}Doel en bereik\n\n{PROSE}" for n in range(1, 6))
    assert [t for _, t in headings(text)] == [f"Artikel {n} Doel en bereik" for n in range(1, 6)]


def test_the_first_lines_of_a_paragraph_are_no_title() -> None:
    text = "\n".join(f"Artikel {n}\n{PROSE}" for n in range(1, 6))
    assert [t for _, t in headings(text)] == [f"Artikel {n}" for n in range(1, 6)]


def test_groups_of_an_agenda_need_no_blank_lines() -> None:
    point = "{}. Agendapunt: Voortgang van het plan\nZaak: Brief van de minister die over de voortgang van het plan gaat en\nover de steun\nBesluit: Geen\n"
    text = f"Brieven\n{point.format(1)}{point.format(2)}Overig\n{point.format(3)}{point.format(4)}"
    assert [t for level, t in headings(text) if level == 1] == ["Brieven", "Overig"]


def test_a_series_counts_in_chinese_and_roman_numbers_too() -> None:
    for numbers in ("一 二 三 四 五", "I II III IV V"):
        text = "\n".join(f"第{n}条 x\n\n{PROSE}" for n in numbers.split())
        assert len(headings(text)) == 5


def test_numbered_headings_nest_by_their_numbers() -> None:
    titles = [
        "1. Inleiding",
        "1.1 Aanleiding",
        "1.2 Opzet",
        "2. Aanpak",
        "2.1 Geld",
        "2.1.1 Bronnen",
        "3. Slot",
    ]
    text = "\n".join(f"{title}\n\n{PROSE}" for title in titles)
    assert headings(text) == [(title.split()[0].strip(".").count(".") + 1, title) for title in titles]


def test_a_numbered_list_is_no_headings() -> None:
    items = "1. De eerste maatregel is dat wij letten op de kosten.\n2. De tweede is dat wij niet te laat beginnen.\n3. De derde volgt.\n"
    assert headings(f"{PROSE}Dit zijn de maatregelen:\n{items}{PROSE}") == []


def test_questions_and_answers_are_headings() -> None:
    names = ["Vraag 1", "Antwoord op vraag 1", "Vraag 2 en 3", "Antwoorden op vraag 2, 3 en 5"]
    text = "\n".join(f"{name}\n{PROSE}" for name in names)
    assert [t for _, t in headings(text)] == names


def test_an_agenda_has_groups_and_points() -> None:
    text = (
        f"{PROSE}\n\n      Brievenlijst\n\n1. Agendapunt:   Voortgang van de nota\n                 over Europa\n"
        "   Besluit:      Aangehouden.\n\n      Overig\n\n2. Agendapunt:   Rondvraag\n   Besluit:      Geen.\n"
    )
    assert headings(text) == [
        (1, "Brievenlijst"),
        (2, "1. Voortgang van de nota over Europa"),
        (1, "Overig"),
        (2, "2. Rondvraag"),
    ]


TYPED = (
    "   Het kabinet zet de steun voort en\n   werkt met partners aan een plan dat\n"
    "   de komende jaren zal worden\n   uitgevoerd.\n"
)
"""Running text as typewritten papers indent it, with their headings in the margin."""


def typed(*titles: str, between: str = "") -> str:
    return "\n".join(f"{title}\n\n{TYPED}\n{between}" for title in titles)


MARGINAL = ("1. Inleiding", "2. Opzet", "2.1. Partners", "3. Uitvoering", "3.1. Kosten", "4. Slot")


@pytest.mark.parametrize(
    "inside",
    [
        "   Figuur {n}: De opzet van het plan\n\n",
        "   ::= {{ object {n} }}\n\n",
        "   Naam van de partner\n\n",
        "   {n}. een punt van een lijst\n\n",
    ],
)
def test_only_what_is_numbered_is_a_heading_where_numbers_stand_in_the_margin(inside: str) -> None:
    text = "\n".join(typed(title, between=inside.format(n=n)) for n, title in enumerate(MARGINAL, 1))
    assert [title for _, title in headings(text)] == list(MARGINAL)


def test_chapters_count_on_over_a_number_that_is_missing() -> None:
    titles = ("1. Inleiding", "2. Opzet", "3. Partners", "5. Uitvoering", "6. Kosten", "7. Slot")
    assert [title for _, title in headings(typed(*titles))] == list(titles)


def test_titles_that_end_in_a_colon_or_go_on_under_their_words_are_headings() -> None:
    long = "3.1. De opzet van de uitvoering en van het\n      toezicht daarop"
    titles = ("1. Inleiding", "2. Opzet", "2.1. Partners:", "3. Uitvoering", long, "4. Slot")
    found = [title for _, title in headings(typed(*titles))]
    assert found == [" ".join(title.split()) for title in titles]


def test_parts_of_appendices_are_numbered_by_letters() -> None:
    titles = (
        *MARGINAL,
        "Bijlage A. Bronnen",
        "A.1. Boeken",
        "A.2. Brieven",
        "Bijlage B. Lijst",
        "B.1. Namen",
    )
    assert headings(typed(*titles))[-5:] == [
        (1, "Bijlage A. Bronnen"),
        (2, "A.1. Boeken"),
        (2, "A.2. Brieven"),
        (1, "Bijlage B. Lijst"),
        (2, "B.1. Namen"),
    ]


def test_a_key_keeps_the_first_word_of_a_title() -> None:
    assert key("Artikel 3. Feitelijke weergave") == key("Feitelijke weergave") == "feitelijkeweergave"


CONTENTS = "Inhoudsopgave\n\n1. Inleiding ........ 2\n2. De aanpak van de zaak ........ 3\n3. Conclusie ........ 9\n\n"


def test_a_contents_page_is_no_headings() -> None:
    text = CONTENTS + "\n".join(
        f"{title}\n\n{PROSE}" for title in ("1. Inleiding", "2. De aanpak van de zaak", "3. Conclusie")
    )
    assert [t for _, t in headings(text)] == ["1. Inleiding", "2. De aanpak van de zaak", "3. Conclusie"]
    lines, _ = body_lines(lines_of(text))
    contents = find_contents(lines)
    assert contents and contents.start == 0 and lines[contents.end].text == "1. Inleiding"
    assert key("2. De aanpak van de zaak") in contents.titles


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (
            [("Inleiding", 3), ("Steun", 0), ("Leveringen", 4), ("Trainingen", 4), ("Conclusie", 1)],
            [1, 1, 2, 2, 1],
        ),
        ([("Steun", 0), ("Leveringen", 4), ("Andere steun", 2)], [1, 2, 1]),
        ([("Hulp en herstel", 2), ("Herstel van huizen", 1), ("Cyber", 1), ("Recht", 6)], [1, 2, 2, 1]),
        ([("Sancties", 2), ("Vrede", 2), ("Samenvatting", 0), ("Recht", 1)], [1, 1, 1, 2]),
    ],
)
def test_levels_are_inferred_by_the_stated_rules(titles: list[tuple[str, int]], expected: list[int]) -> None:
    assert levels([Bare(*title) for title in titles]) == expected


def notes_of(text: str) -> list[tuple[str, str | None]]:
    builder = DocumentBuilder(language="nl")
    loaders.FORMATS[-1].read(text.encode(), builder)
    return [(note.label, note.text) for note in builder.finish().footnotes]


def test_notes_in_brackets_end_a_text() -> None:
    text = (
        f"Het kabinet zegt dit.[1] Meer volgt.[2]\n\n{PROSE}\n[1] Brief van maart.\n\n[2] Brief van\nmei.\n"
    )
    assert notes_of(text) == [("1", "Brief van maart."), ("2", "Brief van mei.")]


def test_sources_in_brackets_are_no_notes() -> None:
    assert notes_of(f"As in [1] and [2].\n\n{PROSE}\n[1] A book.\n\n[2] Another.\n") == []
