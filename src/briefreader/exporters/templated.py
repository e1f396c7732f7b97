"""Templated: Markdown made by a template, of a reader or one of those that come with the program.

What a template prints is text and is escaped as such, unless one of the filters here made it. The sandbox keeps
templates from anything but the values given to them. The pieces that filters make are `markdown.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from briefreader.document import Document
from briefreader.errors import ExportError
from briefreader.exporters import escape, markdown
from briefreader.exporters.facts import letter_facts, note_label, note_text, paragraphs, place
from briefreader.exporters.links import link
from briefreader.exporters.passages import Group, Passage, groups
from briefreader.exporters.progress import Progress
from briefreader.exporters.references import reference
from briefreader.exporters.request import Request

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

LARGEST = 200_000_000
"""Characters that a template may print, or multiply a text to: forty times what 10,000 passages take."""

_FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What a reader's template can run into besides Jinja's own errors."""


class Written(str):
    """A string that is Markdown already and is not escaped again."""

    __slots__ = ()


class Counted(list[Any]):
    """Passages that are counted as a template goes through them."""

    def __init__(self, rows: Iterable[Any], progress: Progress) -> None:
        super().__init__(rows)
        self._progress = progress

    def __iter__(self) -> Iterator[Any]:
        return self._progress.over(super().__iter__())


def source(name: str) -> str:
    """Source of the built-in template `name`. Raises ExportError, naming those there are."""
    try:
        return (files("briefreader.exporters") / "templates" / f"{name}.md.j2").read_text("utf-8")
    except OSError:
        known = ", ".join(names())
        raise ExportError(f"There is no template “{name}”. Take one of {known}, or name a file.") from None


def names() -> tuple[str, ...]:
    """The built-in templates."""
    folder = files("briefreader.exporters") / "templates"
    return tuple(
        sorted(entry.name.removesuffix(".md.j2") for entry in folder.iterdir() if entry.name.endswith(".j2"))
    )


def filled(request: Request, rows: Sequence[Passage]) -> str:
    """What the request's template makes of its passages, which are `rows`.

    Raises ExportError if it has a fault or prints without end.
    """
    from jinja2 import TemplateError

    context = _context(request, rows)
    try:
        return "".join(_within_limits(_compiled(request.template).generate(context)))
    except (TemplateError, *_FAULTS) as error:
        line = getattr(error, "lineno", None)
        where = f" on line {line}" if line else ""
        what = escape.one_line(str(error)).rstrip(".") or type(error).__name__
        raise ExportError(f"The template has a fault{where}: {what}.") from None


def _within_limits(pieces: Iterable[str]) -> Iterator[str]:
    """What a template prints, as long as it is no more than `LARGEST`. Raises OverflowError at that."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LARGEST:
            raise OverflowError(f"it prints more than {LARGEST:,} characters")
        yield piece


@lru_cache(maxsize=8)
def _compiled(source: str) -> Template:
    return _environment().from_string(source)


@cache
def _environment() -> SandboxedEnvironment:
    """Where templates run: nothing outside the values they are given, nothing unescaped by accident."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Jinja's, with a limit on what can be multiplied."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(isinstance(each, int | float) for each in (left, right)):
                _check_product(left, right)
            return super().call_binop(context, operator, left, right)

    environment = Sandbox(
        loader=jinja2.FunctionLoader(source),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_text,
    )
    environment.filters.update(
        inline=lambda text: Written(_text(escape.one_line(str(text)))),
        quote=lambda text: Written(escape.markdown_quote(str(text))),
        blocks=lambda text: Written(escape.markdown_blocks(str(text))),
        bold=lambda text: Written(markdown.bold(str(text))),
        heading=lambda title, level=1: Written(markdown.heading(title, level)),
        link=lambda address, words: Written(markdown.linked(address, _text(words))),
        listed=lambda items, between=", ": Written(between.join(map(_text, items))),
    )
    return environment


def _check_product(left: Any, right: Any) -> None:
    """Raises OverflowError if a text or list becomes too long, or a number has too many digits."""
    sizes = [len(each) if hasattr(each, "__len__") else abs(each) for each in (left, right)]
    if sizes[0] * sizes[1] > LARGEST:
        raise OverflowError("it multiplies something to more than can be printed")


def _text(value: object) -> str:
    """What a template prints: text, escaped, unless a filter made it."""
    return value if isinstance(value, Written) else escape.markdown(str(value))


def _context(request: Request, rows: Sequence[Passage]) -> dict[str, Any]:
    """What a template can use. Plain values only: see docs/formats.md."""
    letters = {document.id: _letter(document, request.style) for document in request.documents}
    headings = groups(rows, request.group, request.codebook, request.tags)
    request.progress.expect(sum(len(heading.passages) for heading in headings))
    return {
        "title": request.title,
        "front_matter": Written(markdown.front_matter(request, rows)) if request.front_matter else "",
        "groups": [_group(heading, letters, request) for heading in headings],
        "letters": [letters[id] for id in dict.fromkeys(row.document.id for row in rows)],
    }


def _group(group: Group, letters: Mapping[str, Mapping[str, Any]], request: Request) -> dict[str, Any]:
    return {
        "title": group.title,
        "level": group.level,
        "letter": letters[group.document.id] if group.document else None,
        "meaning": group.tag.meaning if group.tag else "",
        "passages": Counted(
            (_passage(passage, letters, request) for passage in group.passages), request.progress
        ),
    }


def _letter(document: Document, style: str) -> dict[str, Any]:
    """A letter as templates see it: plain values, nothing that can act."""
    known = document.metadata
    return {
        "id": document.id,
        "title": document.title,
        "citation": reference(document, style),
        "date": known.date or "",
        "names": ", ".join(signatory.name for signatory in known.signatories),
        "line": " · ".join(letter_facts(document, style)),
        "number": known.number or "",
        "paper": known.paper or "",
        "language": document.language,
        "file": document.path.name if document.path else "",
    }


def _passage(passage: Passage, letters: Mapping[str, Mapping[str, Any]], request: Request) -> dict[str, Any]:
    annotation, letter = passage.annotation, letters[passage.document.id]
    return {
        "id": annotation.id,
        "text": passage.text,
        "tags": [escape.one_line(tag) for tag in annotation.tags],
        "note": annotation.note,
        "section": passage.section[-1] if passage.section else "",
        "sections": list(passage.section),
        "paragraph": paragraphs(passage),
        "place": place(passage),
        "line": markdown.source_line(passage) if request.lines else "",
        "footnotes": [{"label": note_label(note), "text": note_text(note)} for note in passage.footnotes],
        "citation": passage.citation,
        "letter": letter,
        "address": link(passage.document.id, annotation.id),
        "created": annotation.created,
        "creator": annotation.creator or request.creator,
    }
