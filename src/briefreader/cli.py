"""The command line: what is typed after `briefreader`, read and handed to the verb that does it.

One table of verbs; each is a function in `verbs/`, imported only when it is called for. Results go to standard
output, everything else to standard error. Exit codes: 0 done, 1 not found or not verified, 2 wrong use or
unreadable input. Only opening the screen loads Textual.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from briefreader import first_page
from briefreader.errors import BriefreaderError, NotFound
from briefreader.values import frozen
from briefreader.verbs import plainly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@frozen
class Argument:
    """An argument of a verb, as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any]


def arg(*names: str, **options: Any) -> Argument:
    """`Argument`, written as a call to `add_argument` is."""
    return Argument(names, options)


@frozen
class Verb:
    """One command of the command line."""

    name: str
    does: str
    """`module:function` in `verbs/`: takes the parsed arguments, gives the exit code."""

    help: str
    example: str
    arguments: tuple[Argument, ...] = ()


DOC = arg("document", metavar="DOC", help="an id, the beginning of one, a paper's number, or a path")
DOCS = arg("documents", metavar="DOC", nargs="*", help="only these; an id, its beginning, a paper, a path")
JSON = arg("--json", action="store_true", help="print JSON")
TAGGED = arg("--tag", action="append", default=[], metavar="TAG", help="only with this tag; may be repeated")
COMMON = (
    arg("--library", metavar="DIR", default=None, help="the folder of letters"),
    arg("--annotations", metavar="DIR", default=None, help="the folder of annotation files"),
)
"""What every verb takes, and the screen."""

ID = arg("id", metavar="ID", help="an annotation's id, or the beginning of it")

VERBS: tuple[Verb, ...] = (
    Verb("list", "reading:list_documents", "list the documents", "briefreader list --json", (JSON,)),
    Verb(
        "outline",
        "reading:outline",
        "show a document's sections, notes and citations",
        "briefreader outline 36045-190 --json",
        (DOC, JSON),
    ),
    Verb(
        "text",
        "reading:text",
        "print a document's text",
        "briefreader text 36045-190 > letter.txt",
        (DOC, arg("--markdown", action="store_true", help="with headings, lists and notes as Markdown")),
    ),
    Verb(
        "search",
        "reading:search",
        "find passages",
        "briefreader search schaduwvloot",
        (
            arg(
                "query",
                metavar="QUERY",
                help="words to find; case, accents and kinds of hyphen do not matter",
            ),
            DOCS,
            arg("--regex", action="store_true", help="QUERY is a regular expression"),
            arg("--words", action="store_true", help="whole words only"),
            JSON,
        ),
    ),
    Verb(
        "tag",
        "tagging:tag",
        "tag a passage; prints the annotation's id once it is saved",
        "briefreader tag 36045-190 sanctions --quote 'De EU-sancties tegen Rusland'",
        (
            DOC,
            arg("tags", metavar="TAG", nargs="*", help="the tags; new ones are made; none: only a highlight"),
            arg("--quote", metavar="TEXT", help="the passage's words"),
            arg(
                "--nth", type=int, default=None, metavar="N", help="which of several places with these words"
            ),
            arg("--span", metavar="START:END", help="the passage's code points in `briefreader text`"),
            arg("--note", default="", metavar="TEXT", help="a note on it"),
            JSON,
        ),
    ),
    Verb(
        "untag",
        "tagging:untag",
        "take tags off an annotation",
        "briefreader untag 0199f2 sanctions",
        (ID, arg("tags", metavar="TAG", nargs="+", help="the tags to take off")),
    ),
    Verb(
        "note",
        "tagging:note",
        "write the note on an annotation",
        "briefreader note 0199f2 'Compare with the March letter.'",
        (ID, arg("text", metavar="TEXT", help="the note; empty takes it away")),
    ),
    Verb("delete", "tagging:delete", "delete an annotation", "briefreader delete 0199f2", (ID,)),
    Verb("undo", "tagging:undo", "take the last change back", "briefreader undo"),
    Verb("redo", "tagging:redo", "do again what was undone", "briefreader redo"),
    Verb("history", "tagging:history", "list the changes that can be undone", "briefreader history", (JSON,)),
    Verb(
        "restore",
        "tagging:restore",
        "bring a deleted annotation back; without ID, list the deleted ones",
        "briefreader restore 0199f2",
        (arg("id", metavar="ID", nargs="?", help="an annotation's id, or the beginning of it"), JSON),
    ),
    Verb(
        "highlights",
        "tagging:highlights",
        "list the annotations",
        "briefreader highlights --tag sanctions --json",
        (DOCS, TAGGED, JSON),
    ),
    Verb(
        "tags",
        "codebook:tags",
        "list or change the codebook",
        "briefreader tags rename sanctions sancties",
        (
            arg(
                "what",
                nargs="?",
                default="list",
                choices=("list", "add", "rename", "merge", "move", "pin", "delete", "export", "import"),
                help="what to do (default: list)",
            ),
            arg("names", metavar="NAME", nargs="*", help="the tag, and what it becomes or goes to"),
            arg("--colour", "--color", default=None, metavar="COLOUR", help="a colour's name or #rrggbb"),
            arg("--meaning", default=None, metavar="TEXT", help="what the tag stands for"),
            arg("--dry-run", action="store_true", help="say what would be touched and change nothing"),
            JSON,
        ),
    ),
    Verb(
        "export",
        "exporting:export",
        "write the annotations for people and other programs",
        "briefreader export --tag sanctions -o sanctions.md",
        (
            arg(
                "-f",
                "--format",
                default="markdown",
                metavar="FORMAT",
                help="markdown (default), html, csv, …",
            ),
            arg("-o", "--output", default=None, metavar="FILE", help="write here; else to standard output"),
            arg(
                "--doc",
                action="append",
                default=[],
                metavar="DOC",
                help="only this document; may be repeated",
            ),
            TAGGED,
            arg(
                "--group",
                choices=("document", "tag", "section"),
                default="document",
                help="order of the passages",
            ),
            arg("--split", action="store_true", help="one file a letter or tag, into the folder FILE"),
            arg("--template", default=None, metavar="FILE", help="a Jinja2 template of your own"),
            arg(
                "--style",
                default=None,
                metavar="STYLE",
                help="citations: dutch, english or bare; else what the settings say",
            ),
            arg("--lines", action="store_true", help="Markdown: name file and line of each passage"),
            arg(
                "--front-matter",
                action="store_true",
                default=None,
                help="Markdown: begin with YAML front matter",
            ),
            arg("--force", action="store_true", help="write over a file that is not an export"),
        ),
    ),
    Verb(
        "import",
        "importing:import_annotations",
        "read annotations back from an export or another program",
        "briefreader import notes.md --dry-run",
        (
            arg("file", metavar="FILE", help="what export wrote, or what other programs write"),
            arg("--dry-run", action="store_true", help="say what would come in and change nothing"),
            JSON,
        ),
    ),
    Verb(
        "verify",
        "proving:verify",
        "prove every annotation against its document",
        "briefreader verify --json",
        (
            arg("--update", action="store_true", help="save the new places of those that moved and are sure"),
            JSON,
        ),
    ),
    Verb(
        "adopt",
        "proving:adopt",
        "give a renamed letter the annotations kept under its old id",
        "briefreader adopt brief-2 36045-190",
        (
            arg("old", metavar="OLD", help="the id they are kept under"),
            arg("new", metavar="NEW", help="the letter: an id, the beginning of one, a paper, a path"),
        ),
    ),
    Verb(
        "rescue",
        "proving:rescue",
        "put what can be read of a damaged annotation file in its place",
        "briefreader rescue 36045-190",
        (arg("document", metavar="DOC", help="whose annotations; “codebook” for the tags"),),
    ),
    Verb(
        "merge",
        "sharing:merge",
        "merge two versions of an annotation file: a git merge driver",
        "briefreader merge BASE OURS THEIRS",
        (
            arg("base", metavar="BASE"),
            arg("ours", metavar="OURS"),
            arg("theirs", metavar="THEIRS"),
        ),
    ),
    Verb("setup-git", "sharing:set_up_git", "let git merge annotations by itself", "briefreader setup-git"),
    Verb(
        "open",
        "screen:open_link",
        "open the screen at a link of an export",
        "briefreader open 'briefreader:brief#0199f2'",
        (arg("link", metavar="LINK", help="briefreader:DOCUMENT#ID, or FILE:LINE"),),
    ),
    Verb(
        "keys",
        "about:keys",
        "show the keys of the screen",
        "briefreader keys",
        (arg("--markdown", action="store_true", help="as the table of the README"), JSON),
    ),
    Verb(
        "settings",
        "about:settings",
        "show the settings and where they come from",
        "briefreader settings",
        (JSON,),
    ),
    Verb(
        "completion",
        "completion:completion",
        "print completion for a shell",
        "briefreader completion bash >> ~/.bashrc",
        (arg("shell", choices=("bash", "zsh", "fish")),),
    ),
)


OBJECTS = 50_000
"""Objects made before rubbish is looked for: values point to nothing that points back, so there is next to none."""


def is_for_screen(argv: Sequence[str]) -> bool:
    """Whether these arguments open the screen: no verb among them, and none of the whole program's options."""
    words = iter(argv)
    for word in words:
        if word in ("--library", "--annotations"):
            next(words, None)
        elif word in ("-h", "--help", "--version"):
            return False
        elif not word.startswith("-"):
            return word not in {verb.name for verb in VERBS}
    return True


def check_for_slip(argv: Sequence[str]) -> None:
    """Raises NotFound if the first word is no file, and looks like a verb that was mistyped."""
    word = argv[0] if argv else ""
    if not word.isalpha() or os.path.lexists(word):
        return
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), [verb.name for verb in VERBS], n=1)
    if near:
        raise NotFound(f"There is no command and no file “{word}”. Did you mean `briefreader {near[0]}`?")


def verb_first(argv: Sequence[str]) -> list[str]:
    """`--library DIR` and `--annotations DIR` may stand before the verb too; argparse wants them after it."""
    words = list(argv)
    ahead: list[str] = []
    while len(words) > 2 and words[0] in ("--library", "--annotations"):
        ahead += words[:2]
        words = words[2:]
    return words[:1] + ahead + words[1:] if ahead else words


def asked(words: Sequence[str]) -> tuple[str, Any]:
    """What the verb that these words begin with does, and the options for it. Exits for what is wrong, and for help."""
    for verb in VERBS:
        options: Any = (
            plainly.options((*COMMON, *verb.arguments), words[1:]) if words[:1] == [verb.name] else None
        )
        if options is not None:
            return verb.does, options
    from briefreader.verbs.helping import read

    options = read(words)
    return next(verb.does for verb in VERBS if verb.name == options.verb), options


def _done(does: str, options: Any) -> int:
    """The exit code of the function at `module:name` in `verbs/`."""
    module, _, name = does.partition(":")
    function = getattr(import_module(f"briefreader.verbs.{module}"), name)
    if module != "screen" and not gc.isenabled():  # the screen has more to import
        gc.freeze()  # what is imported stays: nothing of it need be looked through for rubbish
        gc.set_threshold(OBJECTS)
        gc.enable()
    code = int(function(options))
    if sys.stdout is not None:
        sys.stdout.flush()  # while what the disk or the reader of our output says can still be told
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `argv` (without the program's name) asks for; gives the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        if is_for_screen(given):
            check_for_slip(given)
            from briefreader.verbs.helping import screen_parser

            return _done("screen:open_screen", screen_parser().parse_args(given))
        return _done(*asked(verb_first(given)))
    except SystemExit as stop:  # argparse: help is 0, wrong use is 2
        return int(stop.code or 0) if not isinstance(stop.code, str) else 2
    except BriefreaderError as error:
        first_page.end()  # the shell's screen is where it is to be read
        print(f"briefreader: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does. Nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        if error.filename is not None:  # a file of ours: whoever opened it knows what to say of it
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        print(f"briefreader: The output cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
