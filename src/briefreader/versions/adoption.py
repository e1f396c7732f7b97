"""Adoption: which letter the annotations of one that is no longer here belong to, because it was renamed or moved.

Pure: it compares what the store remembers of such a letter with what the letters here are. Looking at files, and making
the change, is `workplace.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from briefreader.values import frozen


@frozen
class Identity:
    """What a letter is known by."""

    id: str
    text_hash: str = ""
    file_hash: str = ""
    path: Path | None = None
    """Its file, in full."""

    held: bool = False
    """Of a letter that is here: whether it has annotations. Of one that is not: whether its file is still there,
    outside this library, so that nobody else may have what belongs to it."""


@frozen
class Claim:
    """Annotations of a letter that is not here, and the letters here that they may belong to."""

    old: str
    candidates: tuple[str, ...]
    """At least one id, in the library's order."""

    rivals: tuple[str, ...] = ()
    """Other letters that are not here and whose annotations may belong to the same one."""

    @property
    def sure(self) -> bool:
        """Whether nothing is left to choose."""
        return len(self.candidates) == 1 and not self.rivals

    @property
    def question(self) -> str:
        """What a person is asked, with the command that answers it."""
        names = " or ".join(f"“{candidate}”" for candidate in self.candidates)
        new = self.candidates[0] if len(self.candidates) == 1 else "ID"
        return f"Do the highlights of “{self.old}” belong to {names}? `briefreader adopt {self.old} {new}`"


def claims(missing: Iterable[Identity], letters: Sequence[Identity]) -> tuple[Claim, ...]:
    """For each letter that is missing, which of those here it may be; none for those that are like no other."""
    found = {one.id: candidates for one in missing if (candidates := _candidates(one, letters))}
    return tuple(Claim(old, candidates, _rivals(old, found)) for old, candidates in found.items())


def _candidates(missing: Identity, letters: Sequence[Identity]) -> tuple[str, ...]:
    """The letter in the very same file, which only has another id now; else those of the same file or text."""
    same = tuple(letter.id for letter in letters if letter.path and letter.path == missing.path)
    if same or missing.held:
        return same
    free = [letter for letter in letters if not letter.held]
    for known in ("file_hash", "text_hash"):
        wanted = getattr(missing, known)
        like = tuple(letter.id for letter in free if wanted and getattr(letter, known) == wanted)
        if like:
            return like
    return ()


def _rivals(old: str, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(other for other in found if other != old and {*found[other]} & {*found[old]})
