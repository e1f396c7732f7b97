"""Letters: what stands around a letter's text in marked-up formats: letterhead, salutation, signatures.

Turns a letterhead into metadata and names the pieces that greet or sign. How pieces come about is the loaders'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from briefreader.document import Kind, Metadata, Signatory
from briefreader.loaders.flow import Piece, Stretch, words
from briefreader.loaders.labels import label, parted
from briefreader.loaders.wording import is_a, iso_date
from briefreader.values import changed

FIRST_PIECES = 60
"""How many pieces from the start a letterhead may take up."""

BODY = 60
"""Code points. A paragraph outside tables and boxes that is longer is the letter's text."""

SEPARATOR = " · "
"""Between the lines of a letterhead in the metadata."""

PAGE_NUMBER = re.compile(r"^[\d\s]{0,8}(pagina|page|blad)[\d\s]{0,8}((van|of|/)[\d\s]{0,8})?$", re.IGNORECASE)

BEHALF = re.compile(r"^(?:mede )?namens ((?:de |het )?\w.*)$", re.IGNORECASE)

NAME = re.compile(
    r"^(?:(?:drs|dr|mr|ing|ir|prof)\.?\s+){0,3}"
    r"(?:(?:[A-Z][a-z]?\.[ -]?){1,6}|[A-Z]\w+\s)"
    r"(?:(?:van|de|der|den|ten|ter|von|'t|’t|te|la|le|el|in|op)\s+){0,4}"
    r"[A-Z][\w'’]+(?:[ -](?:(?:van|de|der|den)\s+){0,2}[A-Z][\w'’]+){0,3}$"
)

OFFICE_MAX = 160
"""Code points of the longest line that names an office."""

SIGNED_WITHIN = 4
"""Pieces between an office and the name under it."""


def letterhead(
    pieces: Sequence[Piece], head: Sequence[Piece], metadata: Metadata
) -> tuple[Metadata, list[Piece]]:
    """`metadata` with what the letterhead says, and `pieces` without it.

    `head` is what stands above the first page's text. A letterhead is known by at least one of its labels.
    """
    end = _body_start(pieces)
    last = _last_labelled(pieces, [i for i in range(end) if _is_aside(pieces[i])])
    lines = [line for piece in pieces[: last + 1] for line in _lines(piece)]
    found = _labelled(lines)
    kept = list(pieces[last + 1 :])
    above = [line for piece in head for line in _lines(piece)]
    beside = _labelled(above)
    if not (found or beside):
        return metadata, kept
    told = (lines if found else []) + (above if beside else [])
    shown = [" ".join(line.replace("\t", ": ").split()) for line in told if line.strip()]
    return _told(metadata, {**beside, **found}, list(dict.fromkeys(shown))), kept


def _last_labelled(pieces: Sequence[Piece], lead: Sequence[int]) -> int:
    """Index of the last of the pieces in `lead` with a label in it, or the end of its text box; -1 if none has."""
    labelled = [i for i in lead if any(label(line) or parted(line)[0] for line in _lines(pieces[i]))]
    last = labelled[-1] if labelled else -1
    while last >= 0 and pieces[last].boxed and last + 1 in lead and pieces[last + 1].boxed:
        last += 1
    return last


def is_page_number(text: str) -> bool:
    """Whether a text is only the number of a page, control characters of fields apart: `Pagina 1 van 4`."""
    return len(text) <= BODY and bool(PAGE_NUMBER.match("".join(filter(str.isprintable, text))))


def _told(metadata: Metadata, found: Mapping[str, str], lines: Sequence[str]) -> Metadata:
    other = {**metadata.other}
    other |= {name: value for name, value in found.items() if name not in ("date", "page")}
    other["letterhead"] = SEPARATOR.join(line for line in lines if not is_page_number(line))
    return changed(
        metadata,
        title=metadata.title or found.get("subject"),
        date=metadata.date or iso_date(found.get("date", "")),
        other=MappingProxyType(other),
    )


def _body_start(pieces: Sequence[Piece]) -> int:
    """Index of the first piece of the letter's own text."""
    for i, piece in enumerate(pieces[:FIRST_PIECES]):
        if piece.kind is Kind.TABLE or piece.boxed:
            if _holds_text(piece):
                return i
        elif _is_labelled_line(piece):
            continue
        elif piece.kind is not Kind.PARAGRAPH or len(piece.text) > BODY or is_a("salutation", piece.text):
            return i
    return min(len(pieces), FIRST_PIECES)


def _is_aside(piece: Piece) -> bool:
    return _is_labelled_line(piece) or ((piece.kind is Kind.TABLE or piece.boxed) and not _holds_text(piece))


def _is_labelled_line(piece: Piece) -> bool:
    """Whether a paragraph is a label and, after a colon or tab, its value: `Betreft: steun aan Oekraïne`."""
    if piece.kind is not Kind.PARAGRAPH:
        return False
    return bool(parted(words(piece.stretches))[0])


def _holds_text(piece: Piece) -> bool:
    """Whether a table holds sentences of the letter: a long paragraph that no label introduces."""
    named = False
    for line in _lines(piece):
        text = line.strip()
        if len(text) > BODY and not named and text[-1] in ".,:;" and not _is_notice(text):
            return True
        named = bool(text and (named or label(text)))
    return False


def _is_notice(text: str) -> bool:
    """The line under a letterhead that asks to quote its reference."""
    return "kenmerk" in text.lower() or "reference" in text.lower()


def _lines(piece: Piece) -> Iterator[str]:
    """The lines of a letterhead's table or box; a label and the cell beside it as `label<tab>value`."""
    if not piece.rows:
        yield from words(piece.stretches).split("\n")
        return
    for row in piece.rows:
        cells = [list(cell) for cell in row]
        texts = [" ".join(p.text for p in cell).strip() for cell in cells]
        filled = [text for text in texts if text]
        if len(filled) > 1 and label(filled[0]):
            yield f"{filled[0]}\t{' '.join(filled[1:])}"
            continue
        for cell in cells:
            for inner in cell:
                yield from _lines(inner)
            yield ""


def _labelled(lines: Sequence[str]) -> dict[str, str]:
    """Values of a letterhead by the metadata they are; the first of each counts."""
    found: dict[str, str] = {}
    waiting = ""
    for line in lines:
        text = " ".join(line.split())
        name, value = parted(line)
        if name:
            found.setdefault(name, value)
            waiting = ""
        elif named := label(text):
            waiting = named
        elif text and waiting:
            found[waiting] = f"{found[waiting]} {text}" if waiting in found else text
        elif waiting in found:
            waiting = ""
    return found


def signatures(pieces: Sequence[Piece], metadata: Metadata) -> tuple[Metadata, list[Piece]]:
    """`pieces` with salutations and signatures named as such, and `metadata` with who signed."""
    made: list[Piece] = []
    signed: list[Signatory] = []
    behalf: list[str] = []
    i = 0
    while i < len(pieces):
        end = _signature_end(pieces, i)
        if end > i:
            group = pieces[i:end]
            made.append(_signature(group))
            signed += _signatories([piece.text for piece in group])
            behalf += [match[1].rstrip(" ,") for piece in group if (match := BEHALF.match(piece.text))]
            i = end
            continue
        piece = pieces[i]
        if (
            piece.kind is Kind.PARAGRAPH
            and piece.text.endswith((",", "!"))
            and is_a("salutation", piece.text)
        ):
            piece = changed(piece, kind=Kind.SALUTATION)
        made.append(piece)
        i += 1
    metadata = changed(
        metadata,
        signatories=metadata.signatories or tuple(signed),
        on_behalf_of=metadata.on_behalf_of or tuple(behalf),
    )
    return metadata, made


def _signature_end(pieces: Sequence[Piece], start: int) -> int:
    """End of the signature that starts at `start`; `start` if there is none."""
    if not _is_office(pieces[start]):
        return start
    end = start
    office = start
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if _is_office(piece):
            office = i
        elif _is_name(piece):
            end = i + 1
        elif i - office > SIGNED_WITHIN or piece.kind is not Kind.PARAGRAPH or len(piece.text) > BODY:
            break
    return end


def _is_office(piece: Piece) -> bool:
    text = piece.text
    if piece.kind is not Kind.PARAGRAPH or len(text) > OFFICE_MAX or text[-1:] in (".", "?", "!"):
        return False
    return any(is_a(what, text) for what in ("office", "closing", "on_behalf"))


def _is_name(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and len(piece.text) <= BODY and bool(NAME.match(piece.text))


def _signature(group: Sequence[Piece]) -> Piece:
    stretches: list[Stretch] = []
    for piece in group:
        if stretches:
            stretches.append(Stretch("\n"))
        stretches += piece.stretches
    return Piece(Kind.SIGNATURE, tuple(stretches), line=group[0].line)


def _signatories(lines: Sequence[str]) -> list[Signatory]:
    """Names with the offices above them; two offices above two names go together in order."""
    offices: list[str] = []
    names: list[str] = []
    signed: list[Signatory] = []
    for line in [*lines, ""]:
        if NAME.match(line) and not is_a("office", line):
            names.append(line)
            continue
        if names:
            signed += _paired(names, offices)
            names, offices = [], []
        if is_a("office", line):
            offices.append(line.rstrip(" ,"))
    return signed


def _paired(names: Sequence[str], offices: Sequence[str]) -> list[Signatory]:
    if len(names) == len(offices):
        return [Signatory(name, office) for name, office in zip(names, offices, strict=True)]
    return [Signatory(name, offices[-1] if offices else "") for name in names]
