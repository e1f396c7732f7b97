"""What a command said is said again only while nothing it was made from has changed; and then it is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import briefreader
from briefreader import watched

SOURCE = Path(briefreader.__file__).parents[1]

PROGRAM = """
import sys
from briefreader.__main__ import run
try:
    run()
finally:
    print("at hand" if "argparse" not in sys.modules else "made", file=sys.stderr)
"""

LETTER = "Geachte voorzitter,\n\nDe steun gaat door.\n\nMet groet,\n"


class Asking:
    """The program as a person calls it, on a library of two letters, with one passage tagged."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.letters = home / "letters"
        self.letters.mkdir()
        for name in ("een", "twee"):
            (self.letters / f"{name}.txt").write_text(LETTER.replace("steun", name), encoding="utf-8")
        self.variables = {"USER": "ik"}
        self("tag", "een", "steun", "--quote", "gaat door")

    def __call__(self, *words: str, code: int = 0) -> tuple[bytes, bool]:
        """What it says, and whether that was at hand."""
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "HOME": str(self.home)}
        places = ["--library", str(self.letters), "--annotations", str(self.home / "annotations")]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, words[0], *places, *words[1:]],
            capture_output=True,
            env=known | self.variables,
            cwd=self.home,
        )
        assert done.returncode == code, done.stderr
        remarks, _, how = done.stderr.decode().rstrip().rpartition("\n")
        return done.stdout + remarks.encode(), how == "at hand"

    def kept(self, *words: str) -> bytes:
        """What it says, once that is at hand: files that have just changed are not relied on."""
        said = [self(*words) for _ in range(3)]
        assert said[-1][1]
        assert {answer for answer, _ in said} == {said[0][0]}
        return said[-1][0]


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    return Asking(tmp_path)


STEADY = [
    ["list"],
    ["list", "--json"],
    ["outline", "een", "--json"],
    ["text", "een"],
    ["search", "gaat"],
    ["highlights"],
    ["export"],
    ["export", "-f", "html"],
]


@pytest.mark.parametrize("words", STEADY, ids=" ".join)
def test_an_answer_at_hand_is_the_answer(ask: Asking, words: list[str]):
    assert ask.kept(*words) != b""


def test_other_words_have_another_answer(ask: Asking):
    said = [ask.kept("search", word) for word in ("een", "twee")]
    assert said[0] != said[1]
    assert ask("search", "een") == (said[0], True)


def other_text(ask: Asking) -> None:
    """As long as before, and as old."""
    file = ask.letters / "een.txt"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("gaat", "gaan"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(ask: Asking) -> None:
    """By a file of the same length and age."""
    other = ask.home / "other"
    other.write_text((ask.letters / "een.txt").read_text("utf-8").replace("gaat", "gaan"), encoding="utf-8")
    before = (ask.letters / "een.txt").stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(ask.letters / "een.txt")


def another_letter(ask: Asking) -> None:
    (ask.letters / "sub").mkdir()
    (ask.letters / "sub" / "drie.txt").write_text(
        LETTER.replace("steun gaat", "gaat steun"), encoding="utf-8"
    )


def renamed(ask: Asking) -> None:
    (ask.letters / "een.txt").rename(ask.letters / "eender.txt")


def tagged(ask: Asking) -> None:
    ask("tag", "twee", "steun", "--quote", "gaat door")


CHANGES = [other_text, replaced, another_letter, renamed, tagged]


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_answer_is_made_anew(ask: Asking, change: Callable[[Asking], None]):
    words = ["highlights", "--json"] if change is tagged else ["search", "gaat"]
    before = ask.kept(*words)
    change(ask)
    answer, at_hand = ask(*words, code=0)
    assert not at_hand
    assert answer != before
    assert ask.kept(*words) == ask(*words)[0]


def test_what_an_answer_is_written_to_is_written_each_time(ask: Asking):
    file = ask.home / "out.md"
    for _ in range(3):
        assert not ask("export", "-o", str(file))[1]
        assert "gaat door" in file.read_text("utf-8")
        file.unlink()


def test_a_template_that_changed_is_used(ask: Asking):
    template = ask.home / "own.j2"
    template.write_text("een {{ groups | length }}\n", encoding="utf-8")
    assert b"een 2" in ask.kept("export", "--template", str(template))
    template.write_text("twee {{ groups | length }}\n", encoding="utf-8")
    answer, at_hand = ask("export", "--template", str(template))
    assert not at_hand
    assert b"twee 2" in answer


def test_what_is_wrong_is_found_out_each_time(ask: Asking):
    (ask.letters / "kapot.pdf").write_bytes(b"%PDF-1.7 no more")
    for words, code in ((["outline", "drie"], 1), (["search", "vier"], 1), (["list"], 0)):
        assert not any(ask(*words, code=code)[1] for _ in range(3))


def test_other_folders_of_the_user_have_other_answers(ask: Asking):
    before = ask.kept("list")
    ask.variables = {"USER": "ik", "XDG_CACHE_HOME": str(ask.home / "elsewhere")}
    assert ask("list") == (before, False)


def test_what_changed_just_now_may_change_again_unseen(tmp_path: Path):
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert not watched.settled(watched.marks([file]))
    os.utime(file, ns=(0, 0))
    assert not watched.settled(watched.marks([file])), (
        "the time of modification can be set, that of change cannot"
    )


def test_a_folder_counts_with_all_in_it_but_what_is_hidden(tmp_path: Path):
    for name in ("a/b/c.txt", "a/.hidden/d.txt", "a/__pycache__/e.pyc", "a/.f"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = sorted(os.path.relpath(path, tmp_path) for path in watched.under(tmp_path / "a"))
    assert found == ["a", "a/b", "a/b/c.txt"]
