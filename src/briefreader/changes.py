"""Changes: what each thing a reader can do makes of the annotations and the tags, as a `Change`.

Pure functions: they are given what there is and say what becomes of it. Saving it is `store/`; which passage is
meant is the screen's and the command line's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefreader.annotations import (
    CLASH,
    Annotation,
    Change,
    Codebook,
    Record,
    Tag,
    Target,
    clean_tag,
    create,
    edit,
    key_of,
    unique,
)
from briefreader.errors import BriefreaderError, NotFound
from briefreader.values import changed, frozen
from briefreader.wording import counted

LABEL = 32
"""Code points of a passage by which a history names it."""

# Passages


def on_passage(annotations: Iterable[Annotation], target: Target) -> Annotation | None:
    """The annotation on exactly that passage, the oldest if there are several; None if there is none.

    An orphan is on no passage: its old place may hold other words now.
    """
    same = (a for a in annotations if a.span == target.span and not a.deleted and a.status != "orphaned")
    return min(same, key=lambda a: a.id, default=None)


def tag(
    annotations: Iterable[Annotation],
    codebook: Codebook,
    document: str,
    target: Target,
    names: Iterable[str],
    creator: str = "",
    note: str = "",
) -> Change:
    """Tag a passage: the annotation on exactly that passage gets the tags and, if given, the note; else a new one.

    Tags the codebook does not have are added to it. Raises BriefreaderError for a name that cannot be one.
    """
    tags, new = _resolve(codebook, names)
    label = f"tag {_quoted(tags)}"
    old = on_passage(annotations, target)
    if old is None:
        return Change(label, (), (create(document, target, tags, note, creator), *new))
    return _edited(label, old, new, tags=unique((*old.tags, *tags)), note=note or old.note)


def tag_all(
    annotations: Iterable[Annotation],
    codebook: Codebook,
    document: str,
    targets: Iterable[Target],
    names: Iterable[str],
    creator: str = "",
) -> Change:
    """Tag several passages of one document as `tag` does, in one change."""
    held, wanted = tuple(annotations), tuple(names)
    each = [tag(held, codebook, document, target, wanted, creator) for target in targets]
    return together(f"tag {counted(len(each), 'passage')} {_quoted(_resolve(codebook, wanted)[0])}", each)


def toggle(
    annotations: Iterable[Annotation],
    codebook: Codebook,
    document: str,
    target: Target,
    name: str,
    creator: str = "",
) -> Change:
    """Tag a passage, or take the tag off if it is there. With its last tag and no note the annotation goes."""
    annotations = tuple(annotations)
    old = on_passage(annotations, target)
    tags, _ = _resolve(codebook, [name])
    if old is not None and tags[0] in old.tags:
        return untag(old, tags)
    return tag(annotations, codebook, document, target, tags, creator)


def highlight(
    annotations: Iterable[Annotation], document: str, target: Target, creator: str = "", note: str = ""
) -> Change:
    """Mark a passage without a tag. Nothing changes where one is there already."""
    old = on_passage(annotations, target)
    label = f"highlight {begun(target.quote)}"
    if old is None:
        return Change(label, (), (create(document, target, (), note, creator),))
    return _edited(label, old, note=note) if note else Change(label)


def untag(annotation: Annotation, names: Iterable[str]) -> Change:
    """Take tags off. An annotation that is left with no tag and no note goes, as by `delete`."""
    gone = frozenset(name.casefold() for name in names)
    removed = [name for name in annotation.tags if name.casefold() in gone]
    left = tuple(name for name in annotation.tags if name.casefold() not in gone)
    label = f"untag {_quoted(removed)}"
    return _edited(label, annotation, tags=left, deleted=not left and not annotation.note)


def set_note(annotation: Annotation, note: str) -> Change:
    """Write the annotation's note; an empty one takes it off. It settles notes that clashed."""
    label = f"note on {begun(annotation.target.quote)}"
    return _edited(label, _without_clash(annotation, "note"), was=annotation, note=note.strip())


def delete(*annotations: Annotation) -> Change:
    """Delete annotations. They stay as tombstones and can be restored."""
    label = f"delete {_named(annotations)}"
    return together(label, (_edited(label, annotation, deleted=True) for annotation in annotations))


def restore(*annotations: Annotation) -> Change:
    """Bring deleted annotations back."""
    label = f"restore {_named(annotations)}"
    return together(
        label, (_edited(label, _without_clash(a, "deleted"), was=a, deleted=False) for a in annotations)
    )


def place(annotation: Annotation, target: Target, status: str = "exact") -> Change:
    """Put an annotation on other words, because its letter changed or a reader says so."""
    return _edited(f"place {begun(annotation.target.quote)}", annotation, target=target, status=status)


def adopt(annotations: Iterable[Annotation], document: str) -> Change:
    """Give annotations, deleted ones too, to another document: their letter has another name now."""
    before = tuple(annotations)
    return Change("adopt", before, tuple(changed(annotation, document=document) for annotation in before))


def together(label: str, changes: Iterable[Change]) -> Change:
    """Several changes of different records as one, undone at once. What comes later counts for a record in two."""
    before: dict[tuple[str, str], Record] = {}
    after: dict[tuple[str, str], Record] = {}
    for change in changes:
        for record in change.before:
            if _place_of(record) not in after:
                before.setdefault(_place_of(record), record)
            after.pop(_place_of(record), None)
        after.update((_place_of(record), record) for record in change.after)
    return Change(label, tuple(before.values()), tuple(after.values()))


def _place_of(record: Record) -> tuple[str, str]:
    return (record.document if isinstance(record, Annotation) else "", key_of(record))


def _edited(
    label: str,
    annotation: Annotation,
    new: Sequence[Tag] = (),
    was: Annotation | None = None,
    **fields: object,
) -> Change:
    """`annotation` with some fields changed; nothing if they are what they were."""
    before = was or annotation
    if not new and all(getattr(before, name) == value for name, value in fields.items()):
        return Change(label)
    return Change(label, (before,), (edit(annotation, **fields), *new))


def _without_clash(annotation: Annotation, field: str) -> Annotation:
    clashes = [name for name in annotation.extra.get(CLASH, ()) if name != field]
    extra = {name: value for name, value in annotation.extra.items() if name != CLASH}
    return changed(annotation, extra={**extra, CLASH: clashes} if clashes else extra)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def begun(quote: str) -> str:
    """A passage by its first words, as a history names it."""
    start = " ".join(quote[:LABEL].split())
    return f"“{start}…”" if len(quote) > LABEL else f"“{start}”"


def _named(annotations: Sequence[Annotation]) -> str:
    one = len(annotations) == 1
    return begun(annotations[0].target.quote) if one else counted(len(annotations), "highlight")


# Tags


@frozen
class Touched:
    """What a change would touch, for a look before it is made."""

    annotations: int
    documents: int
    tags: int


def preview(change: Change) -> Touched:
    """How many annotations that are not deleted, in how many documents, and how many tags a change touches."""
    records = {_place_of(record): record for record in (*change.before, *change.after)}.values()
    live = [record for record in records if isinstance(record, Annotation) and not record.deleted]
    tags = max(sum(isinstance(record, Tag) for record in side) for side in (change.before, change.after))
    return Touched(len(live), len({annotation.document for annotation in live}), tags)


def add_tag(
    codebook: Codebook, name: str, colour: str = "", meaning: str = "", pin: int | None = None
) -> Change:
    """Add a tag; without a colour it gets the one fewest have. Raises BriefreaderError if it is there already."""
    name = _clean(name)
    if codebook.get(name) is not None:
        raise BriefreaderError(f"There is a tag “{name}” already.")
    new = Tag(name, colour or codebook.next_colour(), meaning, pin)
    return _freeing(codebook, pin, Change(f"add tag “{name}”", (), (new,)))


def rename_tag(codebook: Codebook, annotations: Iterable[Annotation], name: str, new_name: str) -> Change:
    """Rename a tag, the tags under it, and what carries them. Raises NotFound, or BriefreaderError if it is taken."""
    old, new = _known(codebook, name), _clean(new_name)
    renamed = _with_children(codebook, old, new)
    for becomes in renamed.values():
        taken = codebook.get(becomes)
        if taken is not None and taken.name not in renamed:
            raise BriefreaderError(
                f"There is a tag “{taken.name}” already. Merge the two, or choose another name."
            )
    return _renaming(f"rename tag “{old.name}” to “{new}”", codebook, annotations, renamed)


def move_tag(codebook: Codebook, annotations: Iterable[Annotation], name: str, parent: str = "") -> Change:
    """Put a tag with all under it beneath another; with no parent, at the top. Raises NotFound, BriefreaderError."""
    old = _known(codebook, name)
    last = old.name.rpartition("/")[2]
    if f"{parent}/".casefold().startswith(f"{old.name}/".casefold()):
        raise BriefreaderError(f"“{old.name}” cannot be put beneath itself.")
    above = codebook.get(parent)
    return rename_tag(codebook, annotations, name, f"{above.name if above else parent}/{last}")


def merge_tags(codebook: Codebook, annotations: Iterable[Annotation], name: str, into: str) -> Change:
    """Make one tag of two: what carries the first carries the second. Tags under the first come under the second.

    Raises NotFound, or BriefreaderError for a tag and itself.
    """
    old, new = _known(codebook, name), _known(codebook, into)
    if f"{new.name}/".casefold().startswith(f"{old.name}/".casefold()):
        raise BriefreaderError(f"“{old.name}” cannot be merged into itself or a tag beneath it.")
    renamed = _with_children(codebook, old, new.name)
    return _renaming(f"merge tag “{old.name}” into “{new.name}”", codebook, annotations, renamed)


def delete_tag(codebook: Codebook, annotations: Iterable[Annotation], name: str) -> Change:
    """Delete a tag and those under it, and take them off what carries them. The annotations stay, even bare ones."""
    old = _known(codebook, name)
    gone = (old, *codebook.children(old.name))
    names = {tag.name for tag in gone}
    carriers = [annotation for annotation in annotations if names & {*annotation.tags}]
    left = (edit(a, tags=tuple(tag for tag in a.tags if tag not in names)) for a in carriers)
    return Change(f"delete tag “{old.name}”", (*gone, *carriers), tuple(left))


def pin_tag(codebook: Codebook, name: str, digit: int | None = None) -> Change:
    """Give a tag a digit, by default the next free one; whichever tag had it loses it. Raises NotFound."""
    old = _known(codebook, name)
    pin = digit or codebook.next_pin()
    if pin is None or not 1 <= pin <= 9:
        raise BriefreaderError(
            "A pin is a digit from 1 to 9, and all nine are taken. Unpin a tag, or say which."
        )
    return _freeing(codebook, pin, _retold(f"pin tag “{old.name}” to {pin}", old, changed(old, pin=pin)))


def unpin_tag(codebook: Codebook, name: str) -> Change:
    """Take a tag's digit away. Raises NotFound."""
    old = _known(codebook, name)
    return _retold(f"unpin tag “{old.name}”", old, changed(old, pin=None))


def describe_tag(
    codebook: Codebook, name: str, colour: str | None = None, meaning: str | None = None
) -> Change:
    """Give a tag another colour or meaning; None leaves it. Raises NotFound."""
    old = _known(codebook, name)
    new = changed(
        old,
        colour=old.colour if colour is None else colour,
        meaning=old.meaning if meaning is None else meaning,
    )
    return _retold(f"describe tag “{old.name}”", old, new)


def _retold(label: str, old: Tag, new: Tag) -> Change:
    return Change(label, (old,), (new,)) if new != old else Change(label)


def _freeing(codebook: Codebook, pin: int | None, change: Change) -> Change:
    """`change`, with the tag that has the digit now losing it."""
    holder = codebook.pin(pin) if pin else None
    if holder is None or any(key_of(record) == holder.name for record in change.after):
        return change
    return Change(change.label, (*change.before, holder), (*change.after, changed(holder, pin=None)))


def _with_children(codebook: Codebook, old: Tag, new_name: str) -> dict[str, str]:
    """What the tag and those under it are called when it gets the new name."""
    return {tag.name: new_name + tag.name[len(old.name) :] for tag in (old, *codebook.children(old.name))}


def _renaming(
    label: str, codebook: Codebook, annotations: Iterable[Annotation], renamed: dict[str, str]
) -> Change:
    """Give tags other names, keeping what a tag of the new name says of itself."""
    old = [tag for tag in codebook.tags if tag.name in renamed]
    new = [
        changed(tag, name=renamed[tag.name])
        for tag in old
        if (codebook.get(renamed[tag.name]) or tag).name in renamed
    ]
    carriers = [annotation for annotation in annotations if renamed.keys() & {*annotation.tags}]
    left = (edit(a, tags=unique(renamed.get(tag, tag) for tag in a.tags)) for a in carriers)
    return Change(label, (*old, *carriers), (*new, *left))


def _resolve(codebook: Codebook, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[Tag, ...]]:
    """The names as the codebook has them, and the tags that must be added to it."""
    found: list[str] = []
    new: list[Tag] = []
    for name in map(_clean, names):
        grown = Codebook((*codebook.tags, *new))
        known = grown.get(name)
        if known is None:
            known = Tag(name, grown.next_colour())
            new.append(known)
        found.append(known.name)
    return unique(found), tuple(new)


def _clean(name: str) -> str:
    try:
        return clean_tag(name)
    except ValueError as error:
        raise BriefreaderError(str(error)) from error


def _known(codebook: Codebook, name: str) -> Tag:
    found = codebook.get(name)
    if found is None:
        raise NotFound(f"There is no tag “{name}”. `briefreader tags list` shows all.")
    return found
