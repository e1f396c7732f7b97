"""The verbs that prove annotations and mend what is wrong with them: verify, adopt, rescue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefreader.errors import BriefreaderError, LoadError, NotFound
from briefreader.store.folder import BACKUPS
from briefreader.store.records import CODEBOOK
from briefreader.values import changed
from briefreader.verbs import say
from briefreader.verbs.reading import tell_problems, workplace
from briefreader.versions.revisions import Carried
from briefreader.wording import counted
from briefreader.workplace import Workplace

if TYPE_CHECKING:
    from argparse import Namespace


def verify(options: Namespace) -> int:
    """Every annotation against the text as it is now. Exit code 1 if one has lost its words, or cannot be read.

    With `--update` what is sure is saved: then it is exact from now on.
    """
    place = workplace(options)
    adopted = place.adopt_renamed() if options.update else ()
    rows = [verified(each, place.library.entry(each.kept.document) is not None) for each in carried(place)]
    counts = Counter(row["status"] for row in rows)
    said = {"checked": len(rows)} | {name: counts[name] for name in ("exact", "moved", "orphaned")}
    saved = save(place) if options.update else []
    questions = [claim.question for claim in place.claims()]
    if options.json:
        say.as_json(said | {"annotations": [row for row in rows if row["status"] != "exact"]})
    else:
        say.line(", ".join(f"{count} {name}" for name, count in said.items()))
        for row in rows:
            if row["status"] != "exact":
                say.line(f"{row['how']}: {row['id']} in {row['document']}: “{row['quote'][:60]}”")
    for sentence in (*adopted, *saved, *questions):
        say.aside(sentence)
    tell_problems(place)
    return 1 if counts["orphaned"] or place.store.problems else 0


def carried(place: Workplace) -> Iterator[Carried]:
    """Every annotation with its place now; those of letters that are gone or cannot be read are orphans."""
    for id in place.store.documents():
        try:
            entry = place.library.entry(id)
            document = place.library.open(entry) if entry else None
        except LoadError as error:
            say.aside(f"{id}: {error}")
            document = None
        if document is not None:
            yield from place.revision(document).carried
        else:
            for annotation in place.store.annotations(id):
                yield Carried(annotation, changed(annotation, status="orphaned"))


def verified(each: Carried, here: bool) -> dict[str, Any]:
    """What `verify --json` says of one annotation; `here`: whether its letter is in the library."""
    return {
        "id": each.kept.id,
        "document": each.kept.document,
        "status": each.verdict,
        "how": how(each) if here else "letter gone",
        "quote": each.kept.target.quote,
        "start": each.now.target.start,
        "end": each.now.target.end,
    }


def how(each: Carried) -> str:
    """More exactly: `moved` to the very same words, `changed` words, an `uncertain` place, `orphaned`, or `exact`."""
    return each.verdict if each.now.status == "exact" else each.now.status


def save(place: Workplace) -> list[str]:
    """Save what is sure of every letter's revision; a sentence for each letter in which something was."""
    said = []
    for id in place.store.documents():
        entry = place.library.entry(id)
        if entry is not None:
            try:
                revision = place.carry_over(place.library.open(entry))
            except LoadError:
                continue
            if revision.change.after and revision.said:
                said.append(f"{id}: {revision.said}.")
    return said


def adopt(options: Namespace) -> int:
    """Give a letter the annotations that are kept under another id."""
    place = workplace(options)
    document = place.document(options.new)
    if options.old not in place.store.documents():
        raise NotFound(
            f"There are no highlights of “{options.old}”. `briefreader verify` names those without a letter."
        )
    if options.old == document.id:
        raise BriefreaderError(f"“{options.old}” is that letter already.")
    number = place.adopt(options.old, document)
    say.line(f"{counted(number, 'highlight')} of {options.old} went to {document.id}.")
    return 0


def rescue(options: Namespace) -> int:
    """Put what can be read of a damaged annotation file in its place. Exit code 1 if there is nothing to rescue."""
    place = workplace(options)
    wanted = CODEBOOK if options.document == "codebook" else options.document
    if wanted not in (CODEBOOK, *place.store.documents()):
        wanted = place.library.resolve(wanted).id
    if not place.store.is_damaged(wanted):
        raise NotFound(
            f"The annotation file of “{options.document}” can be read: there is nothing to rescue."
        )
    rescued = place.store.rescue(wanted)
    tags = place.store.codebook().tags
    what = counted(len(tags), "tag") if wanted == CODEBOOK else counted(len(rescued), "highlight")
    say.line(f"Rescued {what} of {options.document}; the damaged file is kept in {kept_in(place)}.")
    return 0


def kept_in(place: Workplace) -> str:
    """Where the copies of damaged files are."""
    return str(place.annotations / BACKUPS / "damaged")
