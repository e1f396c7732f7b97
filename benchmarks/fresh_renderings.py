"""Render the corpus' works anew with other people's tools, and score how well those renderings are read.

    python benchmarks/fresh_renderings.py make FOLDER [--only NAME]
    python benchmarks/fresh_renderings.py score FOLDER [--only NAME] [--rendering NAME] [--per-document]

A rule that was written against a file may fit that file only. `make` renders each work of tests/corpus by every
chain of RENDERINGS that its files allow: another extractor, another converter, another width, another encoding. A
work's truth holds for each of them, but for the numbers of lines, so `score` needs nothing but the truth the corpus
has: it loads every rendering and prints headings, footnotes and references by rendering and by kind of paper.

The tools are optional: pdftotext and pdftohtml (Debian's poppler-utils), pandoc, soffice (libreoffice-writer),
pdf2txt.py (pdfminer.six; looked for on the PATH). What is missing is named and its renderings are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from briefreader import loaders
from briefreader.errors import LoadError
from score_corpus import CORPUS, prediction

PATIENCE = 240
"""Seconds that a tool may take for one file."""

TITLE = "rendering"
"""What tools that want a title are given; as a heading it counts neither way."""

FIGURES = ("headings", "footnotes", "references")


@dataclass(frozen=True, slots=True)
class Tool:
    """A command: `{in}` and `{out}` are the files, `{folder}` the one of `out`; without `{out}` it writes there."""

    to: str
    """Suffix of what it makes."""

    command: tuple[str, ...]


def _pandoc(to: str, *options: str) -> Tool:
    return Tool(to, ("pandoc", "{in}", "-o", "{out}", *options))


def _office(to: str, filter_name: str = "") -> Tool:
    wanted = f"{to}:{filter_name}" if filter_name else to
    profile = "-env:UserInstallation=file://{folder}/.office"
    return Tool(
        to, ("soffice", profile, "--headless", "--convert-to", wanted, "--outdir", "{folder}", "{in}")
    )


TOOLS: dict[str, Tool] = {
    "pdftotext": Tool("txt", ("pdftotext", "{in}", "{out}")),
    "layout": Tool("txt", ("pdftotext", "-layout", "{in}", "{out}")),
    "raw": Tool("txt", ("pdftotext", "-raw", "{in}", "{out}")),
    "pdfminer": Tool("txt", ("pdf2txt.py", "-o", "{out}", "{in}")),
    "pdftohtml": Tool("html", ("pdftohtml", "-s", "-i", "-noframes", "-q", "{in}", "{out}")),
    "office-pdf": _office("pdf"),
    "office-docx": _office("docx"),
    "office-odt": _office("odt"),
    "office-html": _office("html", "HTML (StarWriter)"),
    "office-txt": _office("txt", "Text (encoded):UTF8"),
    "pandoc-md": _pandoc("md", "-s", "-t", "gfm"),
    "pandoc-md-links": _pandoc("md", "-s", "-t", "markdown", "--columns=72", "--reference-links"),
    "pandoc-md-setext": _pandoc(
        "md", "-s", "-t", "markdown-smart", "--markdown-headings=setext", "--wrap=none"
    ),
    "pandoc-html": _pandoc("html", "-s", "--metadata", f"pagetitle={TITLE}"),
    "pandoc-docx": _pandoc("docx"),
    "pandoc-odt": _pandoc("odt"),
    "pandoc-epub": _pandoc("epub", "--metadata", f"title={TITLE}"),
    "pandoc-plain": _pandoc("txt", "-t", "plain", "--columns=72"),
    "pandoc-long": _pandoc("txt", "-t", "plain", "--wrap=none"),
    "pandoc-rst": _pandoc("txt", "-t", "rst"),
}


def _windows(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("cp1252", "replace")


def _indented(text: str) -> bytes:
    return re.sub(r"(?m)^(?=.)", "    ", text).encode()


def _squeezed(text: str) -> bytes:
    """Without the indents and with one space wherever there were more."""
    return re.sub(r"(?m)^ +| +$", "", re.sub(r"(?<=\S) {2,}(?=\S)", " ", text)).encode()


def _with_headers(text: str) -> bytes:
    """A running head and a page number every 50 lines, with a form feed, as printers and extractors put them."""
    lines = text.replace("\f", "").split("\n")
    pages = [lines[start : start + 50] for start in range(0, len(lines), 50)]
    made = ["\n".join([*page, "", f"Pagina {n} van {len(pages)}"]) for n, page in enumerate(pages, 1)]
    return "\n\f".join(["Stuk ter bespreking", *made]).encode()


CHANGES: dict[str, Callable[[str], bytes]] = {
    "windows": _windows,
    "utf16": lambda text: text.encode("utf-16"),
    "indented": _indented,
    "squeezed": _squeezed,
    "headers": _with_headers,
}
"""Renderings of text as text."""

WESTERN = frozenset({"windows"})
"""Changes that other scripts do not survive."""

_FROM_PDF = [("pdftotext",), ("layout",), ("raw",), ("pdfminer",), ("pdftohtml",)]
_FROM_MARKUP = [
    ("pandoc-md-links",),
    ("pandoc-md-setext",),
    ("pandoc-docx",),
    ("pandoc-odt",),
    ("pandoc-epub",),
]
_TO_TEXT = [("pandoc-plain",), ("pandoc-long",), ("pandoc-rst",)]
_PRINTED = ("office-pdf",)

RENDERINGS: dict[str, list[tuple[str, ...]]] = {
    "pdf": _FROM_PDF,
    "docx": [
        *_FROM_MARKUP,
        *_TO_TEXT,
        ("pandoc-md",),
        ("pandoc-html",),
        ("office-odt",),
        ("office-html",),
        ("office-txt",),
        _PRINTED,
        *[("office-pdf", *chain) for chain in _FROM_PDF],
    ],
    "html": [
        *_FROM_MARKUP,
        *_TO_TEXT,
        ("office-odt",),
        ("office-txt",),
        ("pandoc-docx", "office-pdf"),
        ("pandoc-docx", "office-pdf", "layout"),
        ("pandoc-docx", "office-pdf", "raw"),
    ],
    "md": [
        *_FROM_MARKUP,
        *_TO_TEXT,
        ("pandoc-html",),
        ("pandoc-docx", "office-pdf"),
        ("pandoc-docx", "office-pdf", "pdftotext"),
        ("pandoc-docx", "office-pdf", "layout"),
        ("pandoc-docx", "office-odt"),
    ],
    "txt": [(name,) for name in CHANGES],
}
"""By the form of the work's file: the chains of tools that render it."""


def _scorer() -> ModuleType:
    """The corpus' own scorer."""
    spec = importlib.util.spec_from_file_location("score_sections", CORPUS / "score_sections.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sources(only: str) -> Iterator[tuple[dict[str, Any], str, Path]]:
    """(truth, form, file): of each work one file of each form; all its texts, but no re-encoded copies."""
    for path in sorted((CORPUS / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        seen = set()
        for name, info in truth["files"].items():
            form = info["form"]
            copied = info.get("encoding") or ".truncated." in name
            if only in name and not copied and (form == "txt" or form not in seen):
                seen.add(form)
                yield truth, form, CORPUS / name


def make(folder: Path, only: str) -> None:
    """Writes the renderings, and a list of them."""
    missing = {tool.command[0] for tool in TOOLS.values() if not shutil.which(tool.command[0])}
    for name in sorted(missing):
        print(f"not installed: {name}; its renderings are left out", file=sys.stderr)
    made = []
    for truth, form, source in _sources(only):
        for chain in RENDERINGS.get(form, []):
            rendered = _render(source, form, chain, folder, missing)
            if rendered:
                made.append(
                    {"work": truth["work"], "rendering": "/".join((form, *chain)), "file": str(rendered)}
                )
    (folder / "renderings.json").write_text(json.dumps(made, indent=1), encoding="utf-8")
    print(f"{len(made)} renderings in {folder}")


def _render(source: Path, form: str, chain: Sequence[str], folder: Path, missing: set[str]) -> Path | None:
    at = source
    for count, name in enumerate(chain, 1):
        into = folder / "-".join((form, *chain[:count]))
        into.mkdir(parents=True, exist_ok=True)
        if name in CHANGES:
            at = _changed(at, name, into)
        elif TOOLS[name].command[0] in missing:
            return None
        else:
            at = _converted(at, TOOLS[name], into)
        if not at.exists():
            print(f"nothing made: {'/'.join(chain)} of {source.name}", file=sys.stderr)
            return None
    return at


def _changed(source: Path, name: str, into: Path) -> Path:
    text = source.read_bytes().decode("utf-8", "replace")
    out = into / source.name
    if name not in WESTERN or len(text.encode("cp1252", "replace").decode("cp1252")) == len(text):
        if name in WESTERN and text.encode("cp1252", "replace").count(b"?") > text.count("?") + 5:
            return into / "none"
        out.write_bytes(CHANGES[name](text))
    return out


def _converted(source: Path, tool: Tool, into: Path) -> Path:
    out = into / f"{source.stem}.{tool.to}"
    if out.exists():
        return out
    put = {"in": str(source), "out": str(out), "folder": str(into)}
    command = [re.sub(r"\{(\w+)\}", lambda found: put[found[1]], part) for part in tool.command]
    if tool.command[0] == "pandoc" and source.suffix == ".md":
        command += ["-f", "markdown-space_in_atx_header-blank_before_header-yaml_metadata_block"]
    subprocess.run(command, check=False, timeout=PATIENCE, capture_output=True)
    return out


def score(folder: Path, only: str, rendering: str, per_document: bool) -> None:
    """Prints the tables."""
    truths = {}
    for path in (CORPUS / "truth").glob("*.json"):
        truth = json.loads(path.read_text(encoding="utf-8"))
        truths[truth["work"]] = truth
    rows = []
    made = json.loads((folder / "renderings.json").read_text(encoding="utf-8"))
    made = [one for one in made if only in one["file"] and rendering in one["rendering"]]
    with ProcessPoolExecutor() as pool:
        figures = pool.map(_figures, [truths[one["work"]] for one in made], [one["file"] for one in made])
        for one, figure in zip(made, figures, strict=True):
            path, kind = Path(one["file"]), truths[one["work"]]["kind"]
            rows.append({"kind": kind, "name": path.name, "form": path.suffix[1:], **one, **figure})
            if per_document:
                print(f"{one['rendering']:40} {path.name:46} {_shown([rows[-1]])}", flush=True)
    print(f"{'':47}files headings  P     R     F1  nesting | notes | references")
    for what in ("form", "kind", "rendering"):
        rows.sort(key=lambda row: str(row[what]))
        for value, group in groupby(rows, key=lambda row: row[what]):
            print(f"{what:9} {value:36} {_counted(list(group))}")
    print(f"{'all':46} {_counted(rows)}")


def _counted(rows: Sequence[dict[str, Any]]) -> str:
    return f"{len(rows):5}     {_shown(rows)}"


def _figures(truth: dict[str, Any], path: str) -> dict[str, Any]:
    """How well a rendering is read; one that is not read counts as one in which nothing was found."""
    scorer = _scorer()
    found: dict[str, Any] = {"headings": [], "footnotes": [], "references": []}
    try:
        found = prediction(loaders.load(Path(path)))
    except LoadError as error:
        print(f"not read: {error}", file=sys.stderr)
    figures: dict[str, Any] = {
        "headings": scorer.score_headings(
            truth["headings"], found["headings"], None, [*truth.get("ignore_titles", ()), TITLE]
        )
    }
    for name in ("footnotes", "references"):
        if truth.get(name) is not None:
            figures[name] = getattr(scorer, f"score_{name}")(truth[name], found[name])
    return figures


def _shown(rows: Sequence[dict[str, Any]]) -> str:
    columns = defaultdict(list)
    for row in rows:
        for name in FIGURES:
            for figure, value in row.get(name, {}).items():
                columns[name, figure].append(value)
    wanted = [("headings", f) for f in ("precision", "recall", "f1", "nesting")]
    wanted += [("footnotes", "f1"), ("references", "f1")]
    cells = [f"{mean(columns[c]):5.3f}" if columns[c] else "  -  " for c in wanted]
    return " ".join(cells[:4]) + " | " + " | ".join(cells[4:])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=("make", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only files with this in their name")
    parser.add_argument("--rendering", default="", help="score only renderings with this in their name")
    parser.add_argument("--per-document", action="store_true")
    options = parser.parse_args()
    if options.task == "make":
        make(options.folder.resolve(), options.only)
    else:
        score(options.folder, options.only, options.rendering, options.per_document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
