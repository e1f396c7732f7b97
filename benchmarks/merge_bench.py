"""What git makes of annotations that two people changed at once: real repositories, real merges, counted.

    python benchmarks/merge_bench.py [--trials 200] [--base 40] [--changes 12] [--seed dev]

Each trial clones a repository with annotations twice. In each clone somebody adds, tags, untags, deletes and notes
through the command line's own verbs, many of them on the same annotations as the other; then one merges the other's
branch with the driver that `setup-git` installed. Exit status 0 only when nothing was lost, doubled or revived, no
merge stopped, and every clash of notes is there in both wordings and was told.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from briefreader.cli import main as briefreader

ROOT = Path(__file__).resolve().parents[1]
TAGS = ("sanctions", "F-16", "NAVO", "wederopbouw", "vraag")
WHO = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@b",
}


def command(folder: Path, *words: str) -> str:
    """What a command of the program prints, for the annotations in `folder`."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        where = ["--library", str(ROOT / "seeds"), "--annotations", str(folder / "annotations")]
        code = briefreader([words[0], *where, *words[1:]])
    assert code == 0, (words, code)
    return out.getvalue().strip()


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git there; whether it went well is for the caller to see."""
    told = {**os.environ, **WHO, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, env=told)


def kept(folder: Path) -> dict[str, dict]:
    """Every annotation that is not deleted, by id; one that is listed twice fails."""
    rows = json.loads(command(folder, "highlights", "--json"))
    assert len({row["id"] for row in rows}) == len(rows), "doubled"
    return {row["id"]: row for row in rows}


@dataclass
class Person:
    """What somebody did in their clone."""

    name: str
    folder: Path
    added: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)
    tagged: set[tuple[str, str]] = field(default_factory=set)
    untagged: set[tuple[str, str]] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)

    def work(self, random_: random.Random, common: list[dict], changes: int) -> None:
        """Some changes of annotations that both have, and some additions."""
        for number in range(changes):
            row = random_.choice(common)
            deed = random_.choice((self.add, self.add, self.tag, self.untag, self.delete, self.note))
            if deed == self.add or row["id"] not in self.deleted | self.emptied:
                deed(random_, row, number)

    def add(self, random_: random.Random, row: dict, number: int) -> None:
        """A new annotation, sometimes with a tag of this person's own."""
        start = random_.randrange(2000, 15000)
        tag = random_.choice((*TAGS, f"tag of {self.name} {number}"))
        self.added.add(
            command(self.folder, "tag", row["document"], tag, "--span", f"{start}:{start + number + 9}")
        )

    def tag(self, random_: random.Random, row: dict, number: int) -> None:
        """Another tag on an annotation that both have."""
        tag = random_.choice(TAGS)
        if (row["id"], tag) not in self.untagged:
            command(self.folder, "tag", row["document"], tag, "--span", f"{row['start']}:{row['end']}")
            self.tagged.add((row["id"], tag))

    def untag(self, random_: random.Random, row: dict, number: int) -> None:
        """Take its first tag off. With nothing else on it the annotation goes, unless the other put something on."""
        tag = row["tags"][0]
        if not {(row["id"], tag)} & (self.untagged | self.tagged):
            command(self.folder, "untag", row["id"], tag)
            self.untagged.add((row["id"], tag))
            if row["id"] not in self.notes and not any(at == row["id"] for at, _ in self.tagged):
                self.emptied.add(row["id"])

    def delete(self, random_: random.Random, row: dict, number: int) -> None:
        """Delete it."""
        command(self.folder, "delete", row["id"])
        self.deleted.add(row["id"])

    def note(self, random_: random.Random, row: dict, number: int) -> None:
        """Write its note anew."""
        self.notes[row["id"]] = f"{self.name} writes {random_.randrange(10**6)}"
        command(self.folder, "note", row["id"], self.notes[row["id"]])


def count(
    before: dict[str, dict], one: Person, other: Person, after: dict[str, dict], told: str
) -> Counter[str]:
    """What is not as both wanted it."""
    found: Counter[str] = Counter(lost=0, revived=0, untold=0)
    deleted = one.deleted | other.deleted
    tags = {id: wanted_tags(row, one, other) for id, row in before.items()}
    deleted |= {
        id for id in one.emptied | other.emptied if not tags[id] and id not in one.notes | other.notes
    }
    found["revived"] += len(deleted & after.keys())
    found["lost"] += len((before.keys() | one.added | other.added) - deleted - after.keys())
    for id in before.keys() & after.keys():
        row, want = after[id], tags[id]
        found["lost"] += {*row["tags"]} != want or len(row["tags"]) != len(want)
        notes = [person.notes[id] for person in (one, other) if id in person.notes]
        found["lost"] += any(note not in row["note"] for note in notes)
        if len(notes) == 2:
            found["clashes"] += 1
            found["untold"] += f"{id} " not in told
    return found


def wanted_tags(row: dict, one: Person, other: Person) -> set[str]:
    """What an annotation of both is to carry after the merge."""
    given = {tag for at, tag in one.tagged | other.tagged if at == row["id"]}
    return ({*row["tags"]} | given) - {tag for at, tag in one.untagged | other.untagged if at == row["id"]}


def make_upstream(folder: Path, base: int, random_: random.Random) -> None:
    """A repository with annotations of both letters."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for number in range(base):
        start = 20 + number * 45
        document = ("000_7f05fd73837fd489", "001_671add3b8e333da5")[number % 2]
        command(folder, "tag", document, random_.choice(TAGS), "--span", f"{start}:{start + 30}")
    with contextlib.chdir(folder):
        assert briefreader(["setup-git"]) == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "base")


def clone(upstream: Path, folder: Path) -> Person:
    """A clone in which git merges through the driver."""
    git(upstream.parent, "clone", "-q", str(upstream), str(folder))
    with contextlib.chdir(folder), contextlib.redirect_stderr(io.StringIO()):
        assert briefreader(["setup-git"]) == 0
    return Person(folder.name, folder)


def trial(upstream: Path, scratch: Path, changes: int, random_: random.Random) -> Counter[str]:
    """Two people, one merge."""
    one, other = clone(upstream, scratch / "one"), clone(upstream, scratch / "other")
    before = kept(one.folder)
    common = sorted(before.values(), key=lambda row: row["id"])[:15]
    for person in (one, other):
        person.work(random_, common, changes)
        git(person.folder, "add", "-A")
        git(person.folder, "commit", "-qm", "work")
    git(one.folder, "fetch", "-q", str(other.folder), "main")
    merged = git(one.folder, "merge", "-q", "-m", "merge", "FETCH_HEAD")
    found = Counter(conflicts=int(merged.returncode != 0), doubled=0)
    try:
        after = kept(one.folder)
    except AssertionError:
        found["doubled"] += 1
    else:
        found += count(before, one, other, after, merged.stdout + merged.stderr)
    for person in (one, other):
        shutil.rmtree(person.folder)
    return found


def main() -> int:
    """Run the trials and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--base", type=int, default=40, help="annotations both begin with")
    parser.add_argument("--changes", type=int, default=12, help="changes each makes")
    parser.add_argument("--seed", default="dev")
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        upstream = Path(scratch) / "upstream"
        make_upstream(upstream, options.base, random_)
        for _ in range(options.trials):
            total.update(trial(upstream, Path(scratch), options.changes, random_))
    bad = {name: total[name] for name in ("conflicts", "lost", "doubled", "revived", "untold")}
    print(
        f"merge     trials={options.trials}", *(f"{name}={number}" for name, number in bad.items()), end=" "
    )
    print(f"clashes of notes={total['clashes']}")
    return int(any(bad.values()))


if __name__ == "__main__":
    sys.exit(main())
