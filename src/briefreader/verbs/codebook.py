"""The verb `tags`: list the codebook, change it, take it out and bring one in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefreader import changes
from briefreader.annotations import Annotation, Change
from briefreader.colours import COLOURS, is_rgb
from briefreader.errors import BriefreaderError
from briefreader.verbs import say
from briefreader.verbs.exporting import put
from briefreader.verbs.importing import take_in
from briefreader.verbs.reading import tell_problems, workplace
from briefreader.wording import counted
from briefreader.workplace import Workplace

if TYPE_CHECKING:
    from argparse import Namespace


def tags(options: Namespace) -> int:
    """List the tags, or do with them what was asked for."""
    place = workplace(options)
    if options.what == "list":
        return list_tags(place, options)
    takes, does = DEEDS[options.what]
    if len(options.names) not in takes:
        raise BriefreaderError(
            f"`tags {options.what}` takes {' or '.join(counted(n, 'name') for n in takes)}, not {len(options.names)}."
        )
    done = does(place, options, *options.names)
    return done if isinstance(done, int) else carry_out(place, done, options.dry_run)


def carry_out(place: Workplace, change: Change, dry_run: bool) -> int:
    """Make the change, or only say what it would touch."""
    touched = changes.preview(change)
    numbers = counted(touched.tags, "tag"), counted(touched.annotations, "highlight")
    said = f"{change.label}: {', '.join(numbers)} in {counted(touched.documents, 'letter')}"
    if dry_run:
        say.aside(f"Would {said}.")
        return 0
    place.store.apply(change)
    say.aside(f"Done: {said}.")
    return 0


def all_annotations(place: Workplace) -> Iterator[Annotation]:
    """Every annotation of every letter, deleted ones too: they must not come back under a tag that is gone."""
    for document in place.store.documents():
        yield from place.store.annotations(document, deleted=True)


def list_tags(place: Workplace, options: Namespace) -> int:
    """The tags with how often each is used. Exit code 2 if the codebook or an annotation file cannot be read."""
    used = Counter(tag for a in all_annotations(place) if not a.deleted for tag in a.tags)
    rows: list[dict[str, Any]] = [
        {"name": t.name, "colour": t.colour, "meaning": t.meaning, "parent": t.parent, "pin": t.pin}
        | {"highlights": used[t.name]}
        for t in place.store.codebook().tags
    ]
    if options.json:
        say.as_json(rows)
    else:
        say.columns((r["pin"] or "", r["name"], r["highlights"], r["colour"], r["meaning"]) for r in rows)
    return tell_problems(place)


def _add(place: Workplace, options: Namespace, name: str) -> Change:
    if options.colour and not (options.colour in COLOURS or is_rgb(options.colour)):
        names = ", ".join(COLOURS)
        raise BriefreaderError(f"“{options.colour}” is no colour here. Give #rrggbb or one of {names}.")
    codebook = place.store.codebook()
    if codebook.get(name) is not None and (options.colour or options.meaning):
        return changes.describe_tag(codebook, name, options.colour, options.meaning)
    return changes.add_tag(codebook, name, options.colour or "", options.meaning or "")


def _rename(place: Workplace, options: Namespace, name: str, new: str) -> Change:
    return changes.rename_tag(place.store.codebook(), all_annotations(place), name, new)


def _merge(place: Workplace, options: Namespace, name: str, into: str) -> Change:
    return changes.merge_tags(place.store.codebook(), all_annotations(place), name, into)


def _move(place: Workplace, options: Namespace, name: str, parent: str = "") -> Change:
    return changes.move_tag(place.store.codebook(), all_annotations(place), name, parent)


def _pin(place: Workplace, options: Namespace, name: str, digit: str = "") -> Change:
    if digit == "0":
        return changes.unpin_tag(place.store.codebook(), name)
    if digit and not digit.isdecimal():
        raise BriefreaderError(f"“{digit}” is no digit. Give 1 to 9, or 0 to take the pin off.")
    return changes.pin_tag(place.store.codebook(), name, int(digit) if digit else None)


def _delete(place: Workplace, options: Namespace, name: str) -> Change:
    return changes.delete_tag(place.store.codebook(), all_annotations(place), name)


def _export(place: Workplace, options: Namespace, file: str = "-") -> int:
    """The codebook alone: for Taguette into a file called `….csv`, else as REFI-QDA has it."""
    from briefreader import exporters

    format = "taguette" if file.lower().endswith(".csv") else "qdc"
    made = exporters.export(format, exporters.Request(codebook=place.store.codebook()))
    put(made, format, file, force=False)
    return 0


def _import(place: Workplace, options: Namespace, file: str) -> int:
    return take_in(place, Path(file), options.dry_run, options.json)


DEEDS: dict[str, tuple[tuple[int, ...], Callable[..., Change | int]]] = {
    "add": ((1,), _add),
    "rename": ((2,), _rename),
    "merge": ((2,), _merge),
    "move": ((1, 2), _move),
    "pin": ((1, 2), _pin),
    "delete": ((1,), _delete),
    "export": ((0, 1), _export),
    "import": ((1,), _import),
}
"""What can be done with the codebook: how many names it takes, and what makes a change of them or an exit code."""
