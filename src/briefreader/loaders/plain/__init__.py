"""Plain text: letters scraped from a page or extracted from a PDF, RFCs, proceedings, and whatever else is text.

Puts the rooms together: `encoding` decodes, `pages` takes pages apart, `webheader` and `letterhead` read what stands
above the text, `footnotes` lifts notes, `headings` finds headings, `reflow` joins lines, `markers` and `pairing` join
notes to the text. What comes out is told to the builder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from briefreader.courtesy import paced
from briefreader.document import Look, Metadata, Status
from briefreader.loaders.builder import DocumentBuilder, Run
from briefreader.loaders.encoding import decode
from briefreader.loaders.first import of_text
from briefreader.loaders.flow.contents import paged
from briefreader.loaders.plain import letterhead, markers, pairing, signing, webheader
from briefreader.loaders.plain.advances import forget
from briefreader.loaders.plain.bare import Signs
from briefreader.loaders.plain.contents import entries, find_contents
from briefreader.loaders.plain.footnotes import (
    RETURN,
    NoteLines,
    lift_bracketed_notes,
    lift_foot_notes,
    lift_return_notes,
)
from briefreader.loaders.plain.headings import Heading, find_headings
from briefreader.loaders.plain.hyphens import Hyphens
from briefreader.loaders.plain.pages import body_lines
from briefreader.loaders.plain.reflow import (
    BULLET,
    SURE_BULLETS,
    Measure,
    Passage,
    Reflow,
    is_wrapped,
    joined,
    measure,
)
from briefreader.loaders.plain.runin import run_in_items
from briefreader.loaders.plain.source import Line, Source, lines_of
from briefreader.loaders.wording import is_a
from briefreader.sentences import sentences
from briefreader.values import changed, field, record

AS_LINES = frozenset({"signature", "contents", "laid out"})
"""Kinds of passages whose lines stay lines."""


@record
class _Reading:
    """A text on its way to the builder."""

    source: Source
    lines: list[Line]
    metadata: Metadata = Metadata()
    header: list[Line] = field(default_factory=list)
    """Lines that became metadata."""

    notes: list[NoteLines] = field(default_factory=list)
    measure: Measure | None = None
    hyphens: Hyphens | None = None
    passages: list[Passage] = field(default_factory=list)


def read(data: bytes, builder: DocumentBuilder) -> None:
    """Tells `builder` what a text file holds. Raises LoadError if it is no text."""
    decoded = decode(data)
    if decoded.warning:
        builder.warn(decoded.warning)
    lines, rest = body_lines(lines_of(decoded.text))
    reading = _Reading(Source(decoded.text, decoded.fixes), lines)
    del lines  # of a long letter, what is done with is let go: lines, then runs, take several times its text
    _take_header(reading)
    _take_apart(reading)
    _tell(reading, builder)
    for text in rest:
        builder.repair("page header", text)


def read_first(data: bytes, builder: DocumentBuilder) -> None:
    """The same with the first pages, cut between two paragraphs. Raises LoadError if there are not some more."""
    read(of_text(data), builder)


def _take_header(reading: _Reading) -> None:
    found = webheader.take_header(reading.lines)
    if found:
        reading.metadata, count = found
        reading.header = reading.lines[:count]
        del reading.lines[:count]


def _take_apart(reading: _Reading) -> None:
    """Finds notes, letterhead, headings, signature, and makes passages of what stands between them."""
    reading.lines, reading.notes = lift_bracketed_notes(reading.lines)
    if not reading.header and is_wrapped(reading.lines):
        if not reading.notes:
            reading.lines, reading.notes = lift_foot_notes(reading.lines)
        reading.measure = measure(reading.lines)
        reading.hyphens = Hyphens([*reading.lines, *(line for note in reading.notes for line in note.lines)])
        _take_letterhead(reading, *letterhead.without_letterhead(reading.lines, reading.measure))
    elif not reading.header:
        above = letterhead.labels_above(reading.lines)
        _take_letterhead(reading, reading.lines[:above], reading.lines[above:])
    signed = signing.signatures(reading.lines)
    if reading.measure is None and not reading.notes:
        reading.lines, reading.notes = lift_return_notes(reading.lines, signed[-1].stop if signed else -1)
    _cut(reading, signed)
    forget()
    pages = [(line.start, line.page) for line in reading.lines]
    reading.lines = []
    for passage in paced(reading.passages):
        passage.runs = _runs(reading, passage)
        if passage.kind not in AS_LINES:
            del passage.lines[1:-1]
    _mark(reading, pages)
    _sign(reading, signed)


def _take_letterhead(reading: _Reading, header: list[Line], lines: list[Line]) -> None:
    if header:
        reading.metadata = letterhead.read_letterhead(header)
        reading.header, reading.lines = header, lines


def _cut(reading: _Reading, signed: Sequence[range]) -> None:
    """Cuts the lines into passages at everything that is not running text."""
    lines = reading.lines
    contents = find_contents(lines) if reading.measure else None
    fixed: list[tuple[int, int, Passage]] = [
        (r.start, r.stop, Passage(list(lines[r.start : r.stop]), kind="signature")) for r in signed
    ]
    if contents:
        page = Passage(list(lines[contents.start : contents.end]), kind="contents")
        fixed.append((contents.start, contents.end, page))
    closed = {index for start, end, _ in fixed for index in range(start, end)}
    for index, line in enumerate(lines[:40]):
        if index not in closed and is_a("salutation", line.text):
            fixed.append((index, index + 1, Passage([line], kind="salutation")))
            closed.add(index)
            break
    for heading in find_headings(lines, Signs(reading.measure, contents, closed)):
        fixed.append((heading.index, heading.index + heading.count, _heading(lines, heading)))
    at = 0
    for start, end, passage in sorted(fixed, key=lambda found: found[0]):
        if start < at:
            continue
        reading.passages += _between(reading, lines[at:start])
        reading.passages.append(passage)
        at = end
    reading.passages += _between(reading, lines[at:])


def _heading(lines: Sequence[Line], heading: Heading) -> Passage:
    own = list(lines[heading.index : heading.index + heading.count])
    first, *rest = own
    labels = [line.text for line in rest[: heading.labels]]
    rest = rest[heading.labels :]
    if heading.cut:
        labels = [first.text[slice(*heading.cut)].strip()]
        after = first.part(heading.cut[1])
        first, rest = first.part(0, heading.cut[0]), [after, *rest] if after.text else rest
    if labels and rest:
        rest[0] = changed(rest[0], taken=(), lifted=" ".join(labels))
    own = [first, *rest]
    return Passage(own, kind="heading", level=heading.level)


def _between(reading: _Reading, lines: Sequence[Line]) -> list[Passage]:
    """The passages of running text."""
    if reading.measure:
        return Reflow(reading.measure).blocks(lines)
    return run_in_items([_whole(line) for line in lines])


def _whole(line: Line) -> Passage:
    """A line that is a paragraph or an item by itself."""
    bullet = BULLET.match(line.text)
    if bullet:
        return Passage([line.part(bullet.end())], bullet[0].strip(), line.start, kind="item")
    return Passage([line])


def _runs(reading: _Reading, passage: Passage) -> list[Run]:
    if passage.kind in AS_LINES:
        return _as_lines(reading.source, passage.lines)
    return joined(reading.source, passage.lines, reading.hyphens or Hyphens(()))


def _as_lines(source: Source, lines: Sequence[Line]) -> list[Run]:
    """Lines that stay lines."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        runs += [Run("\n", source=line.start - 1)] if index else []
        runs += source.runs(line.start, line.end)
    return runs


def _mark(reading: _Reading, pages: Sequence[tuple[int, int]]) -> None:
    """Finds the markers of notes and joins notes without a number to them. `pages`: where each line starts, and its page."""
    places = []
    for index, passage in enumerate(paced(reading.passages)):
        if passage.kind in AS_LINES:
            continue
        ends = _ends(passage)
        for candidate in markers.candidates_in(passage.text):
            at = _source_at(passage, ends, candidate.start)
            page = pages[max(bisect_right(pages, at, key=itemgetter(0)) - 1, 0)][1]
            places.append(markers.Place(index, candidate, page))
    numbered = {int(note.label): note.page for note in reading.notes if note.label}
    found = markers.chain(places, numbered)
    if not reading.notes and not markers.stands_alone(found):
        return
    _pair(reading, found)
    for text, last_first in groupby(reversed(found), key=lambda place: place.text):
        passage = reading.passages[text]
        ends = _ends(passage)
        for place in last_first:
            _raise_marker(passage, ends, place.candidate)


def _ends(passage: Passage) -> list[int]:
    """Where each run of a passage ends in its text."""
    return list(accumulate(len(run.text) for run in passage.runs))


def _source_at(passage: Passage, ends: Sequence[int], offset: int) -> int:
    """Where the character at `offset` of a passage stands in the file."""
    for index in range(bisect_right(ends, offset), len(ends)):
        run = passage.runs[index]
        if run.source is not None:
            return run.source + offset - (ends[index] - len(run.text))
    return passage.lines[-1].end


def _pair(reading: _Reading, found: Sequence[markers.Place]) -> None:
    """Gives notes without a number the label of the marker they fit."""
    loose = [note for note in reading.notes if not note.label]
    if not loose or len(found) < len(loose):
        return
    contexts = []
    for place in found:
        text = reading.passages[place.text].text
        contexts.append(pairing.Context(_sentence(text, place.candidate.start), text))
    words = [" ".join(line.text for line in note.lines) for note in loose]
    paragraphs = [p.text for p in reading.passages if p.kind != "contents"]
    for note, (marker, status) in zip(loose, pairing.pair(contexts, words, paragraphs), strict=True):
        note.label, note.status = str(found[marker].candidate.number), status


def _sentence(text: str, offset: int) -> str:
    spans = [span for span in sentences(text, "nl") if span.start < offset]
    return spans[-1].of(text) if spans else text


def _raise_marker(passage: Passage, ends: Sequence[int], candidate: markers.Candidate) -> None:
    """Makes the characters of a marker a run of their own; of `ends` only what lies before the marker need hold."""
    touched = slice(bisect_right(ends, candidate.start), bisect_left(ends, candidate.end) + 1)
    at = ends[touched.start - 1] if touched.start else 0
    made: list[Run] = []
    for run in passage.runs[touched]:
        start, end = max(candidate.start - at, 0), min(candidate.end - at, len(run.text))
        at += len(run.text)
        if not run.text:
            made.append(run)
        for first, last, look in ((0, start, None), (start, end, Look.MARKER), (end, len(run.text), None)):
            if run.text[first:last]:
                made.append(_piece(run, first, last, look, candidate.number))
    passage.runs[touched] = made


def _piece(run: Run, first: int, last: int, look: Look | None, number: int) -> Run:
    """A stretch of a run, plain or as the marker of a note."""
    text = run.text[first:last]
    source = None if run.source is None else run.source + first
    if look is None:
        return changed(run, text=text, source=source)
    return Run(text, look, str(number), source, "marker lifted", text)


def _sign(reading: _Reading, signed: Sequence[range]) -> None:
    """Who signed, as far as the header does not say so; the offices as they signed."""
    lines = [line.text for p in reading.passages if p.kind == "signature" for line in p.lines]
    metadata = reading.metadata
    if not metadata.signatories:
        reading.metadata = changed(metadata, signatories=signing.signatories(lines))
        return
    whole = " ".join(lines)
    offices = [
        changed(s, office=f"De {s.office}") if f"De {s.office}," in whole else s for s in metadata.signatories
    ]
    reading.metadata = changed(metadata, signatories=tuple(offices))


def _tell(reading: _Reading, builder: DocumentBuilder) -> None:
    language = builder.metadata.language
    builder.metadata = changed(reading.metadata, language=language)
    for line in reading.header:
        _tell_taken([line], builder)
        builder.repair("metadata header", line.text)
    for passage in reading.passages:
        _tell_passage(passage, builder, reading)
        passage.runs = []
    for note in reading.notes:
        _tell_note(note, builder, reading)


def _tell_passage(passage: Passage, builder: DocumentBuilder, reading: _Reading) -> None:
    first = passage.lines[0] if passage.lines else None
    line = first.number if first else None
    as_lines = passage.kind in AS_LINES
    _tell_taken([passage], builder)
    _tell_taken(passage.lines if as_lines else passage.lines[:1], builder)
    runs = passage.runs
    match passage.kind:
        case "heading":
            builder.heading(runs, passage.level, line)
        case "salutation":
            builder.salutation(runs, line)
        case "signature":
            builder.signature(runs, line)
        case "contents":
            _tell_contents(passage.lines, builder)
        case "laid out":
            builder.pre(list(_laid_out(passage.lines)), line)
        case "item":
            builder.item(runs, _marker(passage), line=line)
        case _:
            builder.paragraph(runs, line)


def _tell_contents(lines: Sequence[Line], builder: DocumentBuilder) -> None:
    """A contents page: its title, and its rows as a table if they have pages; else as it stands in the file."""
    titled = is_a("contents", lines[0].text)
    found = entries(lines[titled:])
    rows = paged([" ".join(line.text for line in own) for own in found])
    if not rows:
        builder.pre(list(_laid_out(lines)), lines[0].number)
        return
    if titled:
        builder.paragraph([Run(lines[0].text, source=lines[0].start)], lines[0].number)
    table = []
    for own, (title, page) in zip(found, rows, strict=True):
        lead = [Run(f"{line.text} ", source=line.start) for line in own[:-1]]
        rest = title[sum(len(run.text) for run in lead) :]
        last = own[-1]
        table.append([[*lead, Run(rest, source=last.start)], [Run(page, source=last.end - len(page))]])
    builder.table(table, found[0][0].number)


def _tell_taken(lines: Sequence[Line | Passage], builder: DocumentBuilder) -> None:
    """What was taken out before lines, or before the marker of an item."""
    for line in lines:
        for text in line.taken:
            builder.repair("page header", text)


def _laid_out(lines: Sequence[Line]) -> Iterator[Run]:
    """Lines as they stand in the file, with their indents and the blank lines between them."""
    for index, line in enumerate(lines):
        if index and line.gap:
            yield Run("")
        yield Run(" " * line.indent + line.text, source=line.start - line.indent)


def _marker(passage: Passage) -> Run:
    """A list marker as it is shown; a bullet that did not survive extraction is restored."""
    sign = passage.marker
    lost = not sign or sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff"
    if lost or sign in SURE_BULLETS:
        return Run("•", source=passage.marker_at, repair="bullet restored" if sign != "•" else "", was=sign)
    return Run(sign, source=passage.marker_at)


def _tell_note(note: NoteLines, builder: DocumentBuilder, reading: _Reading) -> None:
    _tell_taken(note.lines[:1], builder)
    if not note.lines:
        return
    line = note.lines[0].number
    closing = RETURN.search(note.lines[-1].text)
    if closing:
        sign = note.lines[-1].text[closing.start() :]
        runs = _as_lines(reading.source, [*note.lines[:-1], note.lines[-1].part(0, closing.start())])
        runs.append(Run("", repair="return sign dropped", was=sign))
    else:
        runs = joined(reading.source, note.lines, reading.hyphens or Hyphens(()))
    builder.note(note.label, runs, line, note.status if note.label else Status.AMBIGUOUS)
