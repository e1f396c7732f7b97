"""Pour: tells a builder the pieces of a marked-up document, after what holds for all such formats.

The steps are modules of their own: `letters`, `breaks`, `raised`, `dress`, `typedlists`. This one has their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefreader.courtesy import paced
from briefreader.document import Kind, Look
from briefreader.loaders.archive import shown
from briefreader.loaders.builder import DocumentBuilder, Run
from briefreader.loaders.first import of_pieces
from briefreader.loaders.flow import Flow, Piece, dress, flattened, letters
from briefreader.loaders.flow.breaks import continued, lines_of, unwrapped
from briefreader.loaders.flow.raised import raised_notes
from briefreader.loaders.flow.typedlists import typed_items
from briefreader.values import changed

LEFT_OUT_MAX = 300
"""Code points that are kept of what was left out, for the record."""


def pour(flow: Flow, builder: DocumentBuilder) -> None:
    """Tells `builder` all pieces and notes of `flow`; sets what a letterhead says in its metadata.

    Only those of the first pages if it wants no others; raises LoadError if there are not some more.
    """
    metadata, pieces = letters.letterhead(flow.pieces, flow.head, builder.metadata)
    pieces = [line for piece in paced(pieces) for flat in unwrapped(piece) for line in lines_of(flat)]
    numbers = [piece.text for piece in paced(pieces) if letters.is_page_number(piece.text)]
    pieces = [piece for piece in pieces if piece.text not in numbers]
    for kind, taken in [*flow.left_out, *(("page header", number) for number in numbers)]:
        builder.repair(kind, shown(taken, LEFT_OUT_MAX))
    if flow.by_look:
        pieces = continued(pieces)
    pieces, notes = raised_notes(pieces, flow.notes)
    pieces = typed_items(dress.headings(pieces, flow.by_look))
    builder.metadata, pieces = letters.signatures(pieces, metadata)
    if builder.only_first:
        pieces, notes = of_pieces(pieces, notes)
    for piece in pieces:
        tell(piece, builder)
    for label, body in notes:
        builder.note(label, _joined(body, "\n"), body[0].line if body else None)


def tell(piece: Piece, builder: DocumentBuilder) -> None:
    """One piece to the builder."""
    runs = [stretch.run() for stretch in piece.stretches]
    match piece.kind:
        case Kind.HEADING:
            plain = [changed(run, look=None) if run.look is Look.STRONG else run for run in runs]
            builder.heading(plain, piece.level, piece.line)
        case Kind.ITEM:
            builder.item(runs, piece.marker, piece.level, piece.line)
        case Kind.QUOTE:
            builder.quote(runs, piece.line)
        case Kind.PRE:
            builder.pre("".join(run.text for run in runs), piece.line)
        case Kind.TABLE:
            builder.table([[_joined(cell, " ") for cell in row] for row in piece.rows], piece.line)
        case Kind.SALUTATION:
            builder.salutation(runs, piece.line)
        case Kind.SIGNATURE:
            builder.signature(runs, piece.line)
        case _:
            builder.paragraph(runs, piece.line)


def _joined(pieces: Iterable[Piece], between: str) -> list[Run]:
    runs: list[Run] = []
    for piece in flattened(pieces):
        if runs:
            runs.append(Run(between))
        if piece.marker:
            runs.append(Run(piece.marker + " "))
        runs += [stretch.run() for stretch in piece.stretches]
    return runs
