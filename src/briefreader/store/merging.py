"""Merging: one row out of three, the common one before and what two people made of it. Nothing of either is lost.

The result does not depend on who is “ours”, so that changes may arrive in any order. Used for changes that meet in
a folder (`store/`) and for whole files under git (`merge_driver.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from briefreader.annotations import CLASH
from briefreader.store.records import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BETWEEN = "\n\n— — —\n\n"
"""Between two notes that were written on one annotation at the same time: both are kept."""

_PLACE = ("start", "end", "quote", "prefix", "suffix", "section", "text_hash", "status")
"""Fields that only make sense together."""


def merge_row(base: Row | None, ours: Row | None, theirs: Row | None) -> Row | None:
    """What becomes of a row that was `base` and that two people made `ours` and `theirs`; None for no row.

    Tags of both are kept and so are both notes. What one deleted stays deleted, with the other's work in it, so that
    restoring brings both back. Fields in which they disagree are named in `CLASH`.
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return _deleted_and_edited(ours or theirs or {})
    return _merged(base or {}, ours, theirs)


def _deleted_and_edited(edited: Row) -> Row:
    """One took the row away, the other worked on it: a tombstone of an annotation, while a tag stays."""
    if "quote" not in edited:
        return edited
    return _flagged({**edited, "deleted": True}, {"deleted", *edited.get(CLASH, ())})


def _merged(base: Row, ours: Row, theirs: Row) -> Row:
    earlier, later = sorted((ours, theirs), key=_age)
    clashes = {*ours.get(CLASH, ()), *theirs.get(CLASH, ())}
    merged: Row = {}
    if "quote" in later:
        merged.update(_place(base, earlier, later))
    for name in sorted({*base, *ours, *theirs} - {*_PLACE, CLASH}):
        value = _field(name, *(row.get(name, _ABSENT) for row in (base, earlier, later)))
        if value is not _ABSENT:
            merged[name] = value
    if _both_new(base.get("note", ""), ours.get("note", ""), theirs.get("note", "")):
        clashes.add("note")
    if merged.get("deleted") and _holds_work(merged) and all(_ran_empty(base, r) for r in (ours, theirs)):
        del merged["deleted"]
    if not merged.get("deleted"):
        clashes.discard("deleted")
    elif any(not row.get("deleted") and _work(row) != _work(base) for row in (ours, theirs)):
        clashes.add("deleted")
    return _flagged(merged, clashes)


def _holds_work(row: Row) -> bool:
    return bool(row.get("tags") or row.get("note"))


def _ran_empty(base: Row, row: Row) -> bool:
    """Whether the row is not deleted, or only so because its last tag was taken off: a deletion that nobody asked
    for, and that does not hold where somebody else put something on it.
    """
    return not row.get("deleted") or (_holds_work(base) and not _holds_work(row))


def _work(row: Row) -> Row:
    """What of a row is somebody's work: all but where it sits, when, and whether it is deleted."""
    return {name: value for name, value in row.items() if name not in (*_PLACE, "modified", "deleted", CLASH)}


def _age(row: Row) -> tuple[str, str]:
    """Orders two rows by when they were written; the same for everyone, even within a second."""
    return row.get("modified", ""), json.dumps(row, sort_keys=True)


def _flagged(row: Row, clashes: Iterable[str]) -> Row:
    kept = {name: value for name, value in row.items() if name != CLASH}
    named = sorted(clashes)
    return {**kept, CLASH: named} if named else kept


def _place(base: Row, earlier: Row, later: Row) -> Mapping[str, Any]:
    """The fields of place of whoever moved it, of the later one if both did."""
    was, first, last = ({name: row[name] for name in _PLACE if name in row} for row in (base, earlier, later))
    return first if last == was else last


def _field(name: str, base: Any, earlier: Any, later: Any) -> Any:
    rule = _RULES.get(name)
    if rule is None:
        return earlier if later == base else later
    return rule(*(None if value is _ABSENT else value for value in (base, earlier, later))) or _ABSENT


_ABSENT: Any = object()


def _both_notes(*notes: str | None) -> str:
    base, earlier, later = map(_notes, notes)
    return BETWEEN.join(_both(base, earlier, later))


_RULES: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "tags": lambda base, earlier, later: _both(base or [], earlier or [], later or []),
    "note": _both_notes,
    "modified": lambda base, earlier, later: max(earlier or "", later or ""),
    "created": lambda base, earlier, later: base or min(filter(None, (earlier, later)), default=""),
    "deleted": lambda base, earlier, later: (earlier and later) if base else (earlier or later),
}
"""How two changes of one field meet; where no rule is named, whoever changed it has it, the later one if both did."""


def _notes(note: str | None) -> list[str]:
    return note.split(BETWEEN) if note else []


def _both(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """What neither took away, in its order, then what either added, sorted: the same whoever came first."""
    kept = [item for item in base if item in ours and item in theirs]
    return kept + sorted({*ours, *theirs} - {*base})


def _both_new(base: str, ours: str, theirs: str) -> bool:
    was, first, last = (set(_notes(note)) for note in (base, ours, theirs))
    return bool(first - was - last) and bool(last - was - first)


def settle_pins(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Those rows of a codebook that must change so that no digit applies two tags: the first by name keeps it."""
    taken: set[int] = set()
    changed = {}
    for name in sorted(rows):
        pin = rows[name].get("pin")
        if pin in taken:
            changed[name] = {field: value for field, value in rows[name].items() if field != "pin"}
        elif pin:
            taken.add(pin)
    return changed
