"""Page: letters typeset for the browser, with their highlights, as one HTML file that needs nothing else.

Its policy lets run only the script and the style that are written here (`page.js`, `page.css`), by their digests;
letters, tags and notes are text. How a block becomes HTML is `page_text.py`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape as html
from importlib.resources import files

from briefreader.annotations import Tag
from briefreader.colours import COLOURS
from briefreader.document import Document, Section
from briefreader.exporters import escape
from briefreader.exporters.facts import letter_facts
from briefreader.exporters.links import link
from briefreader.exporters.losses import common
from briefreader.exporters.page_text import Highlight, block_html
from briefreader.exporters.passages import NOT_FOUND, UNTAGGED, Passage, asked_for
from briefreader.exporters.references import published_at
from briefreader.exporters.request import Export, Request
from briefreader.exporters.splitting import parts
from briefreader.exporters.tables import used_tags
from briefreader.span import index_at

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write(request: Request) -> Export:
    """The letters that have passages (or the only letter), each in full with its highlights."""
    made = {name: _page(part).encode("utf-8", "replace") for name, part in parts(request, ".html").items()}
    rows = asked_for(request)
    losses = [*common(request, rows, "they stand at its end")]
    if request.group != "document" and not request.split:
        losses.append("The page follows the letters; its filter shows one tag at a time.")
    return Export(made, tuple(losses))


def _page(request: Request) -> str:
    rows = asked_for(request)
    tags = used_tags(request.codebook, rows, request.tags)
    numbers = {tag.name.casefold(): n for n, tag in enumerate(tags)}
    request.progress.expect(len(rows))
    highlights = [Highlight(row, n, _numbers(row, numbers)) for n, row in enumerate(rows)]
    having = {row.document.id for row in rows}
    letters = [d for d in request.documents if d.id in having or len(request.documents) == 1]
    title = request.title or (letters[0].title if len(letters) == 1 else "Highlights")
    style, script = _style(tags), _resource("page.js")
    body = "".join(
        _letter(d, [h for h in highlights if h.passage.document is d], len(letters) > 1, request)
        for d in letters
    )
    language = letters[0].language if len({d.language for d in letters}) == 1 else "und"
    return f"""<!DOCTYPE html>
<html lang="{html(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="briefreader">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#text">To the text</a>
{_bar(tags, any(not row.annotation.tags for row in rows))}
<div class="frame">
{_navigator(letters, highlights)}
<main id="text">
{f"<h1>{_text(title)}</h1>" if len(letters) != 1 else ""}{body or "<p>No passages.</p>"}</main>
</div>
<script>{script}</script>
</body>
</html>
"""


def _text(words: str) -> str:
    return html(escape.one_line(words))


def _numbers(passage: Passage, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of the passage's tags on this page."""
    return tuple(numbers[tag.casefold()] for tag in passage.annotation.tags if tag.casefold() in numbers)


@cache
def _resource(name: str) -> str:
    return (files("briefreader.exporters") / name).read_text("utf-8")


def _style(tags: Sequence[Tag]) -> str:
    """The style sheet with a class for each tag's colour."""
    colours = (COLOURS.get(tag.colour, tag.colour) for tag in tags)
    rules = (f".t{n}.t{n} {{ --c: {c}; }}" for n, c in enumerate(colours) if _COLOUR.fullmatch(c))
    return _resource("page.css") + "\n".join(rules)


def _policy(style: str, script: str) -> str:
    """What the browser may load and run: this style and this script, and nothing from anywhere."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _bar(tags: Sequence[Tag], untagged: bool) -> str:
    """The filter: a box a tag. Without script it does nothing, and is not shown."""
    names = [(str(n), f"t{n}", tag.name, tag.meaning) for n, tag in enumerate(tags)]
    if untagged:
        names.append(("none", "", UNTAGGED, ""))
    boxes = "".join(
        f'<label title="{_text(meaning)}"><input type="checkbox" data-tag="{number}"> '
        f'<span class="tag {css}">{_text(name)}</span></label>'
        for number, css, name, meaning in names
    )
    return (
        '<form class="bar" hidden aria-label="Filter by tag"><fieldset><legend>Tags</legend>'
        f'{boxes}<output aria-live="polite"></output></fieldset>'
        '<div class="meta"><kbd>j</kbd> next · <kbd>k</kbd> previous highlight · <kbd>Esc</kbd> show all</div></form>'
    )


def _navigator(letters: Sequence[Document], highlights: Sequence[Highlight]) -> str:
    """Letters and their sections, with the number of highlights in each."""
    counts: dict[tuple[str, Section | None], int] = {}
    for highlight in highlights:
        span, document = highlight.passage.span, highlight.passage.document
        if span:
            key = (document.id, document.section_at(span.start))
            counts[key] = counts.get(key, 0) + 1
    items = "".join(
        f"<li><strong>{_text(document.title)}</strong><ol>{''.join(_entries(document, counts))}</ol></li>"
        for document in letters
    )
    return f'<nav aria-label="Sections"><ol>{items}</ol></nav>'


def _entries(document: Document, counts: Mapping[tuple[str, Section | None], int]) -> Iterator[str]:
    for n, section in enumerate(document.sections):
        count = counts.get((document.id, section), 0)
        number = f' <span class="count">{count}</span>' if count else ""
        place = f'<a href="#{anchor(document, n)}">{_text(section.title)}</a>'
        yield f'<li class="level{min(3, section.level)}">{place}{number}</li>'


def anchor(document: Document, section: int) -> str:
    """The name of a section on the page."""
    return f"s-{escape_id(document.id)}-{section}"


def escape_id(words: str) -> str:
    """A document's id as part of a name in HTML: no white space, nothing that needs quoting."""
    return "".join(c if c.isalnum() else f"_{ord(c):x}_" for c in words)


def _letter(document: Document, highlights: Sequence[Highlight], nested: bool, request: Request) -> str:
    """An article: heading, what is known of the letter, its blocks with the highlights beside them."""
    level = 2 if nested else 1
    touching: dict[int, list[Highlight]] = {}
    begun: dict[int, list[Highlight]] = {}
    for highlight in highlights:
        blocks = _blocks_of(document, highlight)
        for index in blocks:
            touching.setdefault(index, []).append(highlight)
        if blocks:
            begun.setdefault(blocks.start, []).append(highlight)
    starts = {section.own.start: n for n, section in enumerate(document.sections)}
    rows = "".join(
        _row(
            document,
            index,
            touching.get(index, ()),
            request.progress.over(begun.get(index, ())),
            starts,
            level,
        )
        for index in range(len(document.blocks))
    )
    facts = [_text(fact) for fact in letter_facts(document, request.style)]
    if facts and (address := published_at(document)):
        facts[0] = f'<a href="{html(address)}" rel="noreferrer">{facts[0]}</a>'
    told = f'<p class="meta">{" · ".join(facts)}</p>' if facts else ""
    lost = list(request.progress.over(h for h in highlights if h.passage.span is None))
    return (
        f'<article lang="{html(document.language)}"><header><h{level} dir="auto">{_text(document.title)}</h{level}>'
        f"{told}</header>{rows}{_lost(lost, level)}</article>"
    )


def _blocks_of(document: Document, highlight: Highlight) -> range:
    """Indices of the blocks that the highlight touches."""
    span = highlight.passage.span
    if span is None:
        return range(0)
    first = max(0, index_at(document.block_spans, span.start))
    return range(first, index_at(document.block_spans, span.end - 1) + 1)


def _row(
    document: Document,
    index: int,
    highlights: Sequence[Highlight],
    begun: Iterable[Highlight],
    starts: Mapping[int, int],
    level: int,
) -> str:
    """One block with the highlights that touch it, and the cards of those that begin in it."""
    block = document.blocks[index]
    name = starts.get(block.span.start)
    place = f' id="{anchor(document, name)}"' if name is not None else ""
    made = "".join(map(_card, begun))
    cards = f'<ul class="notes">{made}</ul>' if made else ""
    text = block_html(document, block, highlights, level, escape_id(document.id))
    return f'<div class="row"{place}><div class="text">{text}</div>{cards}</div>\n'


def _card(highlight: Highlight) -> str:
    """What is said of a highlight beside it: tags, note, place."""
    passage = highlight.passage
    annotation = passage.annotation
    names = "".join(
        f'<span class="tag t{n}">{_text(tag)}</span>'
        for tag, n in zip(annotation.tags, highlight.tags, strict=False)
    )
    note = f'<p class="note" dir="auto">{html(escape.plain(annotation.note))}</p>' if annotation.note else ""
    css = f" t{highlight.tags[0]}" if highlight.tags else ""
    shown = f'<blockquote dir="auto">{_text(passage.text)}</blockquote>' if passage.span is None else ""
    address = html(link(passage.document.id, annotation.id))
    tags = " ".join(map(str, highlight.tags)) or "none"
    return (
        f'<li class="card{css}" id="{highlight.card}" tabindex="-1" data-tags="{tags}">{shown}'
        f"<p>{names or f'<span>{UNTAGGED}</span>'}</p>{note}"
        f'<p class="place"><a href="{address}">open</a></p></li>'
    )


def _lost(highlights: Sequence[Highlight], level: int) -> str:
    if not highlights:
        return ""
    cards = "".join(map(_card, highlights))
    return f'<section><h{level + 1}>{NOT_FOUND}</h{level + 1}><ul class="notes">{cards}</ul></section>'
