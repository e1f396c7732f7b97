"""The store behind crashbench's protocol: one JSON request a line on standard input, `ok` once a change is safe.

    python benchmarks/crash_driver.py FOLDER          answers add, update, delete, load and list until input ends
    python benchmarks/crash_driver.py FOLDER --dump   every annotation as a line of JSON, then `end`

Annotations go through `Store.apply` as the screen's do. On opening it counts the annotations of every document, as
the screen does for its library pane.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from briefreader.annotations import Annotation, Change, Target
from briefreader.errors import BriefreaderError
from briefreader.store import Store

OURS = ("id", "doc", "start", "end", "quote", "prefix", "suffix", "tags", "note", "created")
"""The request's fields that an annotation has fields for; all others are kept as they come."""


def annotation(given: dict[str, Any]) -> Annotation:
    """The request's annotation as ours."""
    target = Target(given["start"], given["end"], given["quote"], given["prefix"], given["suffix"])
    others = {name: value for name, value in given.items() if name not in OURS}
    return Annotation(
        given["id"],
        given["doc"],
        target,
        tuple(given["tags"]),
        given["note"],
        given["created"],
        extra=others,
    )


def given(annotation: Annotation) -> dict[str, Any]:
    """Ours as the request had it."""
    target = annotation.target
    values = (
        *(annotation.id, annotation.document),
        *(target.start, target.end, target.quote, target.prefix, target.suffix),
        *(list(annotation.tags), annotation.note, annotation.created),
    )
    return {**dict(zip(OURS, values, strict=True)), **annotation.extra}


def change(store: Store, request: dict[str, Any]) -> Change:
    """What the request asks for."""
    if request["op"] == "load":
        return Change("load", (), tuple(map(annotation, request["anns"])))
    if request["op"] == "add":
        return Change("add", (), (annotation(request["ann"]),))
    wanted = request["id"] if request["op"] == "delete" else request["ann"]["id"]
    held = store.annotation(request["doc"], wanted)
    before = () if held is None else (held,)
    return Change(request["op"], before, () if request["op"] == "delete" else (annotation(request["ann"]),))


def answer(store: Store, line: str) -> str:
    """Do what the line asks; `ok`, or `error` and why not."""
    request = json.loads(line)
    try:
        if request["op"] == "list":
            store.annotations(request["doc"])
        else:
            store.apply(change(store, request))
    except BriefreaderError as error:
        return f"error {error}"
    return "ok"


def main(folder: str, *options: str) -> int:
    """Serve the folder, or print what it holds."""
    with Store(folder) as store:
        if "--dump" in options:
            for document in store.documents():
                for found in store.annotations(document):
                    print(json.dumps(given(found)))
            if store.problems:
                print(*store.problems, sep="\n", file=sys.stderr)
                return 1
            print("end", flush=True)
            return 0
        store.counts()
        print("ready", flush=True)
        for line in sys.stdin:
            print(answer(store, line), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
