"""HTML: the article and nothing but the article, each feature on a small page made for it."""

from __future__ import annotations

import pytest

from briefreader.document import Look
from briefreader.errors import LoadError
from briefreader.loaders.web import read
from made import loaded, shown

TEXT = (
    "Dit is een alinea die lang genoeg is om voor lopende tekst te worden gehouden, want zij heeft twee zinnen. "
    "Hier is de tweede zin, en die zegt niets anders dan dat zij er is."
)


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="nl-NL"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def read_page(body: str, head: str = ""):
    return loaded(read, page(body, head))


def test_headings_paragraphs_quotes_and_preformatted_text():
    body = f"<h1>Een</h1><p>{TEXT}<h2>Twee</h2><blockquote><p>Citaat.</p></blockquote><pre>a\n  b</pre>"
    assert shown(read_page(body)) == ["# Een", f"p {TEXT}", "## Twee", "q Citaat.", "pre a\n  b"]


def test_menus_heads_feet_and_scripts_are_left_out():
    menu = "".join(f'<li><a href="/{i}">Onderwerp {i}</a></li>' for i in range(8))
    body = (
        f'<header><a href="/">Rijksoverheid</a><nav><ul>{menu}</ul></nav></header>'
        f'<div class="breadcrumbs">U bevindt zich hier: <a href="/">Home</a></div>'
        f"<main><h1>Brief</h1><p>{TEXT}</p><p>{TEXT}</p></main>"
        f'<aside class="related"><h2>Zie ook</h2><ul>{menu}</ul></aside>'
        f"<div id='left'><ul>{menu}</ul></div><script>var x = 'tekst';</script><style>p {{}}</style>"
        '<footer>© Rijksoverheid · <a href="/c">Contact</a></footer><p hidden>Weg</p><p style="display: none">Weg</p>'
    )
    assert shown(read_page(body)) == ["# Brief", f"p {TEXT}", f"p {TEXT}"]


@pytest.mark.parametrize(
    "tag", ["header", "footer", "aside", "section", "div class='related'", "div id='header'"]
)
def test_text_in_elements_for_furniture_is_kept_if_it_reads_like_text(tag):
    name = tag.split()[0]
    body = (
        f"<h1>Verklaring</h1><{tag}><h2>Preambule</h2><p>{TEXT}</p></{name}><h2>Artikel 1</h2><p>{TEXT}</p>"
    )
    assert shown(read_page(body)) == [
        "# Verklaring",
        "## Preambule",
        f"p {TEXT}",
        "## Artikel 1",
        f"p {TEXT}",
    ]


def test_a_list_of_links_inside_the_article_is_kept():
    links = "".join(f'<li><a href="https://example.org/{i}">Bron {i}</a></li>' for i in range(3))
    assert shown(read_page(f"<article><h1>Brief</h1><p>{TEXT}</p><ul>{links}</ul><p>{TEXT}</p></article>"))[
        2:5
    ] == [
        "i1 • Bron 0",
        "i1 • Bron 1",
        "i1 • Bron 2",
    ]


def test_lists_restore_their_markers():
    body = (
        '<ol><li>een<ul><li>diep</li></ul><li>twee<p>ook twee</p></ol><ol type="a" start="3"><li>c</ol>'
        '<ol><li value="7">zeven</ol><ul style="list-style-type: none"><li>kaal</li></ul>'
    )
    assert shown(read_page(f"<p>{TEXT}</p>{body}"))[1:] == [
        "i1 1. een",
        "i2 • diep",
        "i1 2. twee",
        "p ook twee",
        "i1 c. c",
        "i1 7. zeven",
        "p kaal",
    ]


NOTES = {
    "word processor": (
        '<p>Woord<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        " De noot.</p></div>"
    ),
    "pandoc": (
        '<p>Woord<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>'
        '<section class="footnotes"><hr><ol><li id="fn1"><p>De noot.<a href="#fnref1" class="footnote-back">↩︎</a></p>'
        "</li></ol></section>"
    ),
    "docbook": (
        '<p>Woord<a href="#ftn.x" class="footnote" id="x"><sup class="footnote">[1]</sup></a>.</p>'
        '<div class="footnotes"><hr/><div id="ftn.x" class="footnote"><p><a href="#x" class="para">'
        '<sup class="para">[1] </sup></a> De noot.</p></div></div>'
    ),
    "wiki": (
        '<p>Woord<sup id="r-1" class="reference"><a href="#n-1">[1]</a></sup>.</p>'
        '<ol class="references"><li id="n-1"><a href="#r-1">↑</a> <span>De noot.</span></li></ol>'
    ),
    "sphinx": (
        '<p>Woord<a class="footnote-reference" href="#id2" id="id1" role="doc-noteref">[1]</a>.</p>'
        '<aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label">[<a role="doc-backlink"'
        ' href="#id1">1</a>]</span><p>De noot.</p></aside>'
    ),
    "bare": '<p>Woord<sup><a href="#voet1">1</a></sup>.</p><p id="voet1">1. De noot.</p>',
    "raised only": "<p>Woord.<sup>1</sup></p><p><sup>1</sup> De noot.</p>",
}


@pytest.mark.parametrize("kind", NOTES)
def test_notes_are_found_however_they_are_written(kind):
    document = read_page(f"<p>{TEXT}</p>{NOTES[kind]}")
    assert [(n.label, n.text) for n in document.footnotes] == [("1", "De noot.")]
    assert shown(document)[1] in ("p Woord¹.", "p Woord.¹")
    assert shown(document)[2:] == ["n ¹ De noot."]


def test_links_inside_a_page_are_no_notes():
    body = f'<p>Zie <a href="#h2">2</a> en <a href="#h2">deel 2</a>.</p><h2 id="h2">Deel</h2><p>{TEXT}</p>'
    document = read_page(body)
    assert not document.footnotes
    assert shown(document) == ["p Zie 2 en deel 2.", "## Deel", f"p {TEXT}"]


def test_tables_of_data_and_of_layout():
    data = "<table><caption>Bedragen</caption><tr><th>Jaar<th>Bedrag<tr><td>2024<td>3</table>"
    layout = f"<table><tr><td><h2>Kop</h2><p>{TEXT}</p></td></tr></table>"
    assert shown(read_page(f"<p>{TEXT}</p>{data}{layout}"))[1:] == [
        "p Bedragen",
        "t Jaar | Bedrag\n2024 | 3",
        "## Kop",
        f"p {TEXT}",
    ]


def test_breaks_start_paragraphs_only_where_something_new_begins():
    body = "<p>Postbus 20061<br>2500 EB Den Haag</p><p>Een regel die te lang was en daarom op de<br>volgende doorgaat.</p>"
    assert shown(read_page(body)) == [
        "p Postbus 20061",
        "p 2500 EB Den Haag",
        "p Een regel die te lang was en daarom op de volgende doorgaat.",
    ]


def test_white_space_of_the_file_is_one_space_and_marks_fit_the_words():
    document = read_page('<p>Zeer\n   <b> vet </b>en <a href="https://example.org/a">een\nlink</a>.</p>')
    assert document.text == "Zeer vet en een link."
    assert [(m.look, m.span.of(document.text)) for m in document.marks] == [
        (Look.STRONG, "vet"),
        (Look.LINK, "een link"),
    ]


def test_papers_set_with_a_typewriter():
    body = (
        "<pre>\n<span class='grey'>RFC 1   Titel   May</span>\n\n<span class='h2'>1.  Doel</span>\n\n   Een zin die de schrijfmachine heeft afgebroken\n"
        "   en die over een bladzijde\n\n<span class='grey'>Auteur    [Page 1]</span></pre>"
        "<pre class='newpage'><span class='grey'>RFC 1</span>\n\n   heen gaat.\n\n     +----+\n     | ab |\n     +----+\n</pre>"
    )
    assert shown(read_page(body)) == [
        "## 1. Doel",
        "p Een zin die de schrijfmachine heeft afgebroken en die over een bladzijde heen gaat.",
        "pre      +----+\n     | ab |\n     +----+",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings_are_read_as_declared(encoding):
    data = (
        f'<html><head><meta charset="{encoding}"></head><body><p>Oekraïne, één café</p></body></html>'.encode(
            encoding
        )
    )
    assert loaded(read, data).text == "Oekraïne, één café"


def test_language_and_title():
    known = read_page(f"<h1>Kop</h1><p>{TEXT}</p>", "<title>Site | Kop</title>").metadata
    assert (known.title, known.language) == ("Kop", "nl")
    assert read_page(f"<p>{TEXT}</p>", "<title>Titel</title>").metadata.title == "Titel"


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "b", "span"])
def test_elements_nested_without_end_do_no_harm(tag):
    data = page(f"<{tag}>" * 5000 + "diep")
    try:
        document = loaded(read, data)
    except LoadError as error:
        assert "deep" in str(error) or "HTML" in str(error)
    else:
        assert len(document.text) < 100


def test_an_empty_page_has_no_text():
    assert loaded(read, page("")).text == ""


def test_classes_of_stylesheets_set_words_as_elements_do():
    sheet = "<style>/* x */ p.kop { font-weight: 700 } .schuin, .s2 {font-style:italic}</style>"
    body = f'<p class="kop">Aanleiding</p><p>{TEXT} <span class="s2">schuin</span></p>'
    document = read_page(body, sheet)
    assert shown(document) == ["# Aanleiding", f"p {TEXT} schuin"]
    assert [(m.look, m.span.of(document.text)) for m in document.marks] == [(Look.EMPHASIS, "schuin")]


def test_signs_that_link_to_headings_are_left_out():
    body = f'<h2>Doel<a class="headerlink" href="#doel" title="Permalink">¶</a></h2><p>{TEXT}</p>'
    assert shown(read_page(body)) == ["## Doel", f"p {TEXT}"]


def test_what_is_left_out_is_recorded():
    body = f'<nav>Menu <a href="/">Home</a></nav><h1>Brief</h1><p>{TEXT}</p>'
    assert [(r.kind, r.source) for r in read_page(body).repairs] == [("page furniture", "Menu Home")]


@pytest.mark.parametrize("reference", ["&#1;", "&#8;", "&#xfffe;", "&#xd800;", "&#0;"])
def test_control_characters_behind_what_is_taken_out_do_no_harm(reference):
    page = f"<html><body><main><p>Een zin.</p><nav>Menu</nav>los{reference} woord<script>x</script>{reference}</main></body></html>"
    assert "los woord" in loaded(read, page).text.replace("\ufffd", "")
