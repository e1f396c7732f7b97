"""Kept: what a person wrote into an exported Markdown file, and what becomes of it when it is written anew.

Text between `<!-- mine -->` and `<!-- /mine -->` stays, behind the passage or heading it stands behind. Changes
elsewhere are noticed by a digest in the file's last line. Reading changes back is `importers/markdown.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefreader.digests import blake2b
from briefreader.errors import ExportError
from briefreader.values import field, record

MARK = "<!-- Made by briefreader"
"""Begins the last line, by which a file is known as ours."""

BEGIN, END = "<!-- mine -->", "<!-- /mine -->"

_LAST = rf"{MARK}, digest ([0-9a-f]{{16}})\. -->"
_ADDRESS = r"\]\((briefreader:[^)\s]+)"


def signed(body: str) -> str:
    """The file of that body: with a last line that tells what made it, and whether it was changed since."""
    return f"{body}\n\n{MARK}, digest {_digest(body)}. -->\n"


def renewed(old: bytes, new: bytes, force: bool) -> bytes:
    """The new file with what a person wrote between markers in the old one.

    Raises ExportError if the old one was changed outside the markers, the changes are not in the new one, and `force`
    is not set.
    """
    if old == new:
        return new
    before = old.decode("utf-8", "replace").replace("\r\n", "\n")
    chunks = list(_chunks(before.split("\n")))
    own = "\n".join(line for chunk in chunks for line in chunk.lines)
    last = re.search(_LAST, own)
    edited = last is not None and _digest(own[: last.start()]) != last[1]
    if edited and not force and not _taken_in(old, new):
        raise ExportError(
            "It was changed since briefreader made it. Use `briefreader import` to take the changes in, "
            f"put what is only yours between {BEGIN} and {END}, or use --force to lose them."
        )
    written = {chunk.key: chunk.mine for chunk in chunks if chunk.mine}
    return _with(new.decode("utf-8"), written).encode("utf-8") if written else new


def _taken_in(old: bytes, new: bytes) -> bool:
    """Whether all that the old file says of passages is said by the new one: its changes were imported."""
    from briefreader.importers.markdown import read

    said = {(p.id, p.tags, p.note) for p in read(new).passages}
    quoted = {p.target.quote for p in read(new).passages}
    there = {id for id, _, _ in said}
    return all(
        p.target.quote in quoted if p.must_stand else p.id not in there or (p.id, p.tags, p.note) in said
        for p in read(old).passages
    )


@record
class _Chunk:
    """A heading or a quotation with what follows it, up to the next one."""

    lines: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)
    """What a person wrote in it, with the markers."""

    key: tuple[str, int] = ("", 0)
    """Its link or heading, and how many chunks before it have the same."""


def _chunks(lines: Sequence[str]) -> Iterator[_Chunk]:
    counts: dict[str, int] = {}
    chunk, quoting, mine = _Chunk(), False, False

    def done(chunk: _Chunk) -> _Chunk:
        name = next((found[1] for line in chunk.lines if (found := re.search(_ADDRESS, line))), "")
        name = name or next((line for line in chunk.lines if line.startswith("#")), "")
        chunk.key = (name, counts.get(name, 0))
        counts[name] = counts.get(name, 0) + 1
        return chunk

    for line in lines:
        mine = mine or line.strip() == BEGIN
        if mine:
            chunk.mine.append(line)
            mine = line.strip() != END
            continue
        starts = line.startswith(("#", MARK)) or (line.startswith(">") and not quoting)
        quoting = line.startswith(">")
        if starts:
            yield done(chunk)
            chunk = _Chunk()
        chunk.lines.append(line)
    yield done(chunk)


def _with(text: str, written: dict[tuple[str, int], list[str]]) -> str:
    """The text with a person's own behind the chunks it belongs to; what has lost its chunk comes last."""
    left = dict(written)
    made: list[str] = []
    for chunk in _chunks(text.split("\n")):
        if chunk.lines and chunk.lines[0].startswith(MARK):
            for mine in left.values():
                made += [*mine, ""]
        made += chunk.lines
        if mine := left.pop(chunk.key, []):
            made += [*mine, ""]
    return "\n".join(made)


def _digest(body: str) -> str:
    """Of everything but white space at the ends of lines and blank lines, which editors change unasked."""
    lines = (line.rstrip() for line in body.split("\n"))
    return blake2b("\n".join(line for line in lines if line).encode(), digest_size=8).hexdigest()
