"""The command line as its contract has it: names, fields, exit codes; nothing but results on standard output."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.cli import COMMON, VERBS, Verb, is_for_screen, main, verb_first
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.verbs import plainly, screen
from briefreader.verbs.helping import parser
from briefreader.workplace import Workplace

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

Call = Callable[..., Any]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls a verb on both letters with annotations of its own; gives code, output and remarks."""

    def run(verb: str, *words: str, code: int = 0) -> str:
        given = [verb, *words]
        if verb not in ("keys", "completion", "settings"):
            given += ["--library", str(SEEDS), "--annotations", str(tmp_path / "annotations")]
        got = main(given)
        out, err = capsys.readouterr()
        assert got == code, err
        if "--json" in words:
            return json.loads(out)
        return out if code == 0 else err

    return run


def test_list_has_the_fields_of_the_contract(call: Call):
    rows = call("list", "--json")
    fields = [
        "id",
        "title",
        "date",
        "number",
        "paper",
        "kind",
        "format",
        "path",
        "words",
        "sections",
        "highlights",
    ]
    assert all(list(row)[: len(fields)] == fields for row in rows)
    assert [(row["id"][:4], row["date"], row["paper"]) for row in rows] == [
        ("000_", "2025-03-04", None),
        ("001_", "2025-02-17", "kst-36045-190"),
    ]


def test_outline_has_the_fields_of_the_contract(call: Call):
    outline = call("outline", "36045-190", "--json")
    for name in [
        "id",
        "title",
        "metadata",
        "sections",
        "footnotes",
        "citations",
        "paragraphs",
        "sentences",
        "repairs",
        "warnings",
    ]:
        assert name in outline
    assert set(outline["sections"][0]) == {"title", "level", "start", "end", "line", "synthetic"}
    assert set(outline["footnotes"][0]) == {"label", "text", "status", "marker", "body"}
    assert outline["metadata"]["number"] == "2025D06724"
    assert outline["metadata"]["dossier_number"] == 190


def test_a_passage_is_tagged_listed_noted_untagged_deleted_and_taken_back(call: Call):
    quote = "De EU-sancties tegen Rusland ondermijnen de capaciteiten"
    id = call("tag", "001", "sanctions", "Nieuw", "--quote", quote, "--note", "Eerst.").strip()
    [row] = call("highlights", "--json")
    fields = [
        "id",
        "document",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "section",
        "tags",
        "note",
        "created",
        "creator",
        "modified",
        "status",
    ]
    assert set(fields) <= set(row)
    assert (row["id"], row["quote"], row["tags"], row["note"]) == (
        id,
        quote,
        ["sanctions", "Nieuw"],
        "Eerst.",
    )
    assert row["section"] == ["Sancties"]
    assert call("text", "001")[row["start"] : row["end"]] == quote
    call("untag", id[:30], "Nieuw")
    call("note", id, "Anders.")
    assert [(r["tags"], r["note"]) for r in call("highlights", "--json")] == [(["sanctions"], "Anders.")]
    call("undo")
    assert [r["note"] for r in call("highlights", "--json")] == ["Eerst."]
    call("redo")
    call("delete", id)
    assert call("highlights", "--json") == []
    assert [r["id"] for r in call("restore", "--json")] == [id]
    call("restore", id)
    assert [r["id"] for r in call("highlights", "--tag", "sanctions", "--json")] == [id]
    assert call("verify", "--json") == {
        "checked": 1,
        "exact": 1,
        "moved": 0,
        "orphaned": 0,
        "annotations": [],
    }


def test_a_span_can_be_given_instead_of_words(call: Call):
    call("tag", "001", "x", "--span", "100:120")
    [row] = call("highlights", "--json")
    assert (row["start"], row["end"]) == (100, 120)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["tag", "001", "x", "--quote", "staat er niet"], 1),
        (["tag", "001", "x", "--quote", "Oekraïne"], 2),
        (["tag", "001", "x", "--quote", "Oekraïne", "--nth", "10000"], 1),
        (["tag", "001", "x", "--quote", "Oekraïne", "--nth", "0"], 1),
        (["tag", "001", "x", "--quote", "Oekraïne", "--span", "1:2"], 2),
        (["tag", "001", "x", "--span", "5:2"], 2),
        (["tag", "001", "x", "--span", "x"], 2),
        (["tag", "001", "x"], 2),
        (["tag", "nowhere", "x", "--span", "1:2"], 1),
        (["untag", "nothing", "x"], 1),
        (["delete", "nothing"], 1),
        (["undo"], 1),
        (["outline", "nowhere"], 1),
        (["search", "staat er niet"], 1),
        (["export", "--tag", "nobody made this"], 1),
        (["export", "-f", "papyrus"], 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(call: Call, words: list[str], code: int):
    said = call(*words, code=code)
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_a_library_that_does_not_exist(capsys: pytest.CaptureFixture[str]):
    assert main(["list", "--library", "/nowhere/at/all"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_export_writes_what_was_tagged_and_never_over_a_stranger(call: Call, tmp_path: Path):
    call("tag", "001", "sanctions", "--quote", "De EU-sancties tegen Rusland ondermijnen de capaciteiten")
    assert "> De EU-sancties tegen Rusland ondermijnen de capaciteiten" in call("export")
    mine = tmp_path / "memo.md"
    mine.write_text("Mijn memo.")
    assert "not made by briefreader" in call("export", "-o", str(mine), code=2)
    assert mine.read_text() == "Mijn memo."
    call("export", "-o", str(mine), "--force")
    call("export", "-o", str(mine))


def test_search_finds_without_regard_to_case_and_accents(call: Call):
    assert {hit["text"] for hit in call("search", "OEKRAINE", "--json")} >= {"Oekraïne"}


def test_tags_are_made_renamed_merged_pinned_and_deleted(call: Call):
    call("tag", "001", "een", "--span", "100:120")
    call("tag", "001", "twee", "--span", "100:120")
    call("tags", "add", "drie", "--colour", "green", "--meaning", "De derde.")
    call("tags", "rename", "een", "eerste")
    call("tags", "merge", "twee", "eerste")
    assert [row["tags"] for row in call("highlights", "--json")] == [["eerste"]]
    tags = {tag["name"]: tag for tag in call("tags", "list", "--json")}
    assert tags["eerste"]["highlights"] == 1
    assert tags["drie"]["meaning"] == "De derde."
    assert "twee" not in tags
    call("tags", "delete", "eerste")
    assert [row["tags"] for row in call("highlights", "--json")] == [[]]
    call("undo")
    assert [row["tags"] for row in call("highlights", "--json")] == [["eerste"]]


@pytest.mark.parametrize("name", ["codebook.qdc", "codebook.csv"])
def test_the_codebook_goes_out_and_comes_in(call: Call, tmp_path: Path, name: str):
    def tags() -> set[tuple[str, str]]:
        return {(tag["name"], tag["meaning"]) for tag in call("tags", "list", "--json")}

    call("tags", "add", "drie", "--meaning", "De derde.")
    had = tags()
    call("tags", "export", str(tmp_path / name))
    call("tags", "delete", "drie")
    call("tags", "import", str(tmp_path / name), "--dry-run")
    assert ("drie", "De derde.") not in tags()
    call("tags", "import", str(tmp_path / name))
    assert tags() == had
    assert "drie" in call("tags", "export")


@pytest.mark.parametrize("what", ["add", "rename", "merge", "move", "pin", "delete", "import"])
def test_the_codebook_says_how_many_names_it_wants(call: Call, what: str):
    assert f"`tags {what}` takes" in call("tags", what, code=2)


def test_a_colour_that_nobody_knows_is_refused(call: Call):
    assert "no colour" in call("tags", "add", "drie", "--colour", "purple-ish", code=2)
    call("tags", "add", "drie", "--colour", "#12abEF")


def test_one_file_a_letter_goes_into_a_folder_even_if_there_is_one_letter(call: Call, tmp_path: Path):
    call("tag", "001", "een", "--span", "100:120")
    call("export", "--split", "-o", str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["001_671add3b8e333da5.md"]


def test_only_letters_with_highlights_are_opened_for_an_export_but_all_for_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "brief.txt").write_text("Geachte voorzitter,\n\nHet kabinet steunt het voorstel.\n")
    (tmp_path / "leeg.txt").write_text("")
    given = ["--library", str(tmp_path), "--annotations", str(tmp_path / "annotations")]
    assert main(["tag", "brief", "steun", "--quote", "Het kabinet", *given]) == 0
    for words in (["highlights"], ["export"], ["export", "-f", "html"]):
        capsys.readouterr()
        assert main([*words, *given]) == 0
        out, err = capsys.readouterr()
        assert "Het kabinet" in out
        assert err == ""
    assert main(["export", "-f", "qdpx", "-o", str(tmp_path / "project.qdpx"), *given]) == 0
    assert "leeg: " in capsys.readouterr().err
    (tmp_path / "out").mkdir()
    assert main(["export", "-o", str(tmp_path / "out"), *given]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["highlights.md"]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_has_help_with_an_example(verb: object, capsys: pytest.CaptureFixture[str]):
    assert main([verb.name, "--help"]) == 0
    out, _ = capsys.readouterr()
    assert "example:" in out
    assert verb.example.split()[1] == verb.name


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_example_can_be_parsed(verb: object):
    words = shlex.split(verb.example.split(">")[0])[1:]
    assert parser(words).parse_args(words).verb == verb.name


def test_a_path_opens_the_screen_and_a_verb_does_not():
    assert is_for_screen([])
    assert is_for_screen(["letters/"])
    assert is_for_screen(["--annotations", "list", "brief.txt"])
    assert not is_for_screen(["--library", "letters", "list"])
    assert not is_for_screen(["--help"])
    assert verb_first(["--library", "x", "list", "--json"]) == ["list", "--library", "x", "--json"]


def test_wrong_use_is_code_two(capsys: pytest.CaptureFixture[str]):
    assert main(["tag"]) == 2
    assert main(["completion", "csh"]) == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_verb_and_option(call: Call, shell: str):
    script = call("completion", shell)
    assert [verb.name for verb in VERBS if verb.name not in script] == []
    names = [name for verb in VERBS for argument in verb.arguments for name in argument.names]
    assert [name for name in names if name.startswith("--") and name[2:] not in script] == []


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ex", ["export"]),
        ("mijn", ["mijn brieven"]),
        ("list --j", ["--json"]),
        ("export --g", ["--group"]),
        ("export t", ["tag", "twee.txt"]),
        ("text 00", ["001", "002"]),
        ("tags re", ["rename"]),
    ],
)
def test_bash_completes(call: Call, tmp_path: Path, typed: str, completed: list[str]):
    (tmp_path / "mijn brieven").mkdir()
    (tmp_path / "twee.txt").write_text("")
    words = shlex.join(["briefreader", *typed.split(" ")])
    script = f"""
briefreader() {{ printf '%s\\n' '001  2025-02-17  Staat' '002  -  Brief'; }}
{call("completion", "bash")}
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_briefreader; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout.split("\n")[:-1], done.stderr) == (completed, "")


def test_a_verb_that_was_mistyped_is_told_its_name(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["exprot", "--library", "brieven"]) == 1
    assert "Did you mean `briefreader export`?" in capsys.readouterr().err
    (tmp_path / "exprot").mkdir()
    assert main(["exprot"]) == 2
    assert "Did you mean" not in capsys.readouterr().err


def test_keys_are_those_of_the_settings(tmp_path: Path, monkeypatch, call: Call, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefreader").mkdir()
    settings = tmp_path / "briefreader" / "settings.toml"
    settings.write_text('keymap = "arrows"\n[keys]\n"move.end" = "X"\n', encoding="utf-8")
    keys = {row["id"]: row["keys"] for row in call("keys", "--json")}
    assert (keys["move.end"], keys["move.next-line"]) == (["X"], ["down"])
    settings.write_text('keymap = "arrows"\n[keys]\n"move.emd" = "X"\n', encoding="utf-8")
    for verb in ("keys", "settings"):
        assert main([verb, "--json"]) == 2
        out, err = capsys.readouterr()
        assert "did you mean “move.end”?" in err
        assert json.loads(out)
    assert main(["keys"]) == 2
    assert "  j  ↓" in capsys.readouterr().out, "as on the screen, none of a wrong keymap is used"


def test_the_key_table_of_the_readme_is_the_one_in_force(call: Call):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- keys: made by `briefreader keys --markdown` -->\n")[1].split("<!-- /keys -->")[
        0
    ]
    assert table == call("keys", "--markdown")


def test_the_export_in_the_readme_is_the_beginning_of_what_comes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = readme.split("<!-- export -->\n```markdown\n")[1].split("```\n<!-- /export -->")[0]
    kept = shutil.copytree(ROOT / "annotations", tmp_path / "annotations")
    words = ["--doc", "36045-190", "--tag", "sanctions", "--library", str(SEEDS), "--annotations", str(kept)]
    assert main(["export", *words]) == 0
    assert len(sample) > 300
    assert capsys.readouterr().out.startswith(sample)


def test_every_annotation_that_ships_stands_on_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    kept = shutil.copytree(ROOT / "annotations", tmp_path / "annotations")
    assert main(["verify", "--json", "--library", str(SEEDS), "--annotations", str(kept)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["checked"] == said["exact"] >= 25


TYPED = st.sampled_from(["a", "", "b c", "-", "--", "-x", "3", "html", "section", "list", "dutch"])


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
@given(data=st.data())
def test_what_is_written_in_full_is_read_as_argparse_reads_it(verb: Verb, data: st.DataObject):
    arguments = (*COMMON, *verb.arguments)
    names = [name for argument in arguments for name in argument.names if name.startswith("-")]
    words = data.draw(st.lists(st.sampled_from(names) | TYPED, max_size=6))
    read = plainly.options(arguments, words)
    if read is not None:
        asked = vars(parser([verb.name, *words]).parse_args([verb.name, *words]))
        assert vars(read) == {name: held for name, held in asked.items() if name != "verb"}


@pytest.mark.parametrize(
    "words", ["list", "list --json --library L --annotations A", "export -o F --tag a --tag b --force"]
)
def test_common_calls_are_written_in_full(words: str):
    name, *rest = words.split()
    verb = next(verb for verb in VERBS if verb.name == name)
    assert plainly.options((*COMMON, *verb.arguments), rest) is not None


def test_a_folder_without_letters_is_said_to_have_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--library", str(tmp_path), "--annotations", str(tmp_path / "annotations")]) == 0
    out, err = capsys.readouterr()
    assert out == "" and "There is no letter in" in err


def test_a_file_is_no_folder_of_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "aantekeningen").write_text("van mij")
    given = ["list", "--library", str(SEEDS), "--annotations", str(tmp_path / "aantekeningen")]
    assert main(given) == 2
    assert "is no folder" in capsys.readouterr().err


def test_what_may_be_left_out_is_not_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search"]) == 2
    assert capsys.readouterr().err.rstrip().endswith("are required: QUERY")


def test_hits_are_printed_between_whole_words(call: Call) -> None:
    line = call("search", "schaduwvloot", "36045-190").rstrip("\n")
    assert line.split(": ", 1)[1].startswith("…") and line.endswith("…") and "  " not in line
    words = line.split("…")[1].split()
    assert "schaduwvloot" in words and "h" not in words


def test_a_terminal_that_cannot_place_text_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(BriefreaderError, match="TERM"):
        screen.show(Workplace(Library([SEEDS]), SEEDS / "nowhere"))


def test_a_file_with_nothing_to_read_back_is_said_to_have_nothing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "boodschappen.md").write_text("melk\n")
    assert "0 added" in call("import", str(tmp_path / "boodschappen.md"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--jsno"], "does not take “--jsno”. Did you mean --json?"),
        (["list", "ergens/"], "does not take “ergens/”. `briefreader list --help` says what it takes."),
        (["export", "--ouput=x.md"], "does not take “--ouput=x.md”. Did you mean --output?"),
    ],
)
def test_what_a_verb_does_not_take_is_named_with_what_was_meant(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err
