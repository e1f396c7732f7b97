"""EPUB: pages in the order of the spine, each as a web page."""

from __future__ import annotations

import pytest

from briefreader.errors import LoadError
from briefreader.loaders.web.epub import read
from made import epub, loaded, shown, zipped

ONE = '<h1>Een</h1><p>Tekst<a epub:type="noteref" href="#n1">1</a>.</p><aside epub:type="footnote" id="n1"><p>Noot.</p></aside>'
TWO = '<section><h1>Twee</h1><p>Nog<sup><a href="#fn1" id="r1">1</a></sup>.</p><ol><li id="fn1"><p>Ook. <a href="#r1">↩</a></p></li></ol></section>'


def test_pages_follow_the_spine_and_notes_of_each_page_their_markers():
    document = loaded(read, epub({"b.xhtml": ONE, "a%20b.xhtml": "", "a.xhtml": TWO}))
    assert shown(document) == ["# Een", "p Tekst¹.", "# Twee", "p Nog¹.", "n ¹ Noot.", "n ¹ Ook."]
    assert [(n.label, n.text) for n in document.footnotes] == [("1", "Noot."), ("1", "Ook.")]
    assert (document.metadata.title, document.metadata.language) == ("Een boek", "nl")
    assert not any(block.line for block in document.blocks)


def test_navigation_is_left_out_and_headings_start_at_the_first_level():
    nav = '<nav epub:type="toc"><h2>Inhoud</h2><ol><li><a href="b.xhtml">Een</a></li></ol></nav>'
    pages = {"nav.xhtml": nav, "b.xhtml": "<h2>Een</h2><p>Tekst.</p><h3>Onder</h3><p>Meer.</p>"}
    assert shown(loaded(read, epub(pages))) == ["# Een", "p Tekst.", "## Onder", "p Meer."]


def test_a_book_protected_by_its_publisher_is_refused_and_hidden_fonts_do_no_harm():
    method = '<e><EncryptionMethod Algorithm="{}"/></e>'
    aes = method.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(LoadError, match="publisher"):
        loaded(read, epub({"a.xhtml": ONE}, **{"META-INF/encryption.xml": aes}))
    fonts = method.format("http://www.idpf.org/2008/embedding")
    assert shown(loaded(read, epub({"a.xhtml": ONE}, **{"META-INF/encryption.xml": fonts})))[0] == "# Een"


def test_parts_outside_the_file_are_not_looked_for():
    extra = '<item id="9" href="../../../../etc/hosts.html" media-type="application/xhtml+xml"/>'
    assert shown(loaded(read, epub({"a.xhtml": "<p>Tekst.</p>"}, extra))) == ["p Tekst."]


def test_an_archive_without_a_book_is_refused():
    with pytest.raises(LoadError, match="without a book"):
        loaded(read, zipped({"a.txt": "tekst"}))


def test_notes_whose_label_is_the_way_back():
    page = (
        '<p>Woord<a href="#fn1" class="footnote-ref" id="fnref1" epub:type="noteref">1</a>.</p>'
        '<aside epub:type="footnote" id="fn1"><p><a href="#fnref1" class="footnote-back">1</a>. De noot.</p></aside>'
    )
    assert shown(loaded(read, epub({"a.xhtml": page}))) == ["p Woord¹.", "n ¹ De noot."]


def test_stylesheets_of_the_book_count():
    sheet = '<item id="css" href="s.css" media-type="text/css"/>'
    pages = {"a.xhtml": '<p><span class="v">Aanleiding</span></p><p>Hier staat een gewone zin.</p>'}
    data = epub(pages, sheet, **{"OEBPS/s.css": ".v { font-weight: bold }"})
    assert shown(loaded(read, data)) == ["# Aanleiding", "p Hier staat een gewone zin."]
