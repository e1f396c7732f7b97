#!/usr/bin/env python3
"""Prove every export with programs that are not ours. `run` installs them and starts this.

    usage: check.py --peers PYTHON --taguette BIN --npm DIR --office PYTHON [--out DIR]

Three sets go out in every format: the letters in `seeds/` with a highlight on every sentence, the hard letter of the
tests, and one letter with 10,000 highlights. A peer that was not installed is named and left out. Prints a line a
check; exit status 1 if one fails.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from briefreader import exporters, importers, loaders  # noqa: E402
from briefreader.anchoring import describe  # noqa: E402
from briefreader.annotations import Annotation, Codebook, Tag  # noqa: E402
from briefreader.document import Document  # noqa: E402
from briefreader.exporters import Request  # noqa: E402
from briefreader.exporters.facts import place  # noqa: E402
from briefreader.exporters.passages import passages  # noqa: E402
from briefreader.exporters.refi import code_names  # noqa: E402
from briefreader.span import Span  # noqa: E402
from hard_letter import ANNOTATIONS, CODEBOOK, LETTER, SHORT  # noqa: E402

TAGS = ("sanctions", "steun/militair", "herstel/militair", "F-16", "EU", "EU/steun", "Rusland", "🇺🇦 hulp")
MANY = 10_000


@dataclass
class Peers:
    """Where the programs are; empty if they could not be installed."""

    python: str
    taguette: str
    npm: str
    office: str


def annotated(document: Document, number: int, seed: int) -> tuple[Annotation, ...]:
    """That many highlights: the sentences in turn, then stretches of any length anywhere, always the same."""
    chance = random.Random(seed)
    spans = list(document.sentences)[:number]
    while len(spans) < number:
        start = chance.randrange(len(document.text) - 1)
        spans.append(Span(start, min(len(document.text), start + chance.randint(1, 600))))
    made = []
    for n, span in enumerate(spans):
        target = describe(document.text, span, document.section_path(span.start), document.text_hash)
        tags = tuple(dict.fromkeys(chance.choices(TAGS, k=chance.randint(1, 3))))
        note = "Let op: *zie* ook\n\n- de andere brief" if n % 5 == 0 else ""
        id = f"0195{seed:04x}-0000-7000-8000-{n:012x}"
        made.append(
            Annotation(
                id, document.id, target, tags, note, "2025-03-04T09:00:00Z", "2025-03-04T10:00:00Z", "lezer"
            )
        )
    return tuple(made)


def sets() -> dict[str, Request]:
    """What goes out, by name."""
    seeds = tuple(loaders.load(path) for path in sorted((ROOT / "seeds").glob("*.txt")))
    codebook = Codebook(tuple(Tag(name) for name in TAGS))
    sentences = tuple(a for n, d in enumerate(seeds) for a in annotated(d, len(d.sentences), n))
    placed = tuple(annotation for annotation in ANNOTATIONS if annotation.status != "orphaned")
    return {
        "seeds": Request(seeds, sentences, codebook),
        "hard": Request((LETTER, SHORT), placed, CODEBOOK),
        "many": Request(seeds[-1:], annotated(seeds[-1], MANY, 9), codebook),
    }


def segments(request: Request) -> Counter[tuple[str, int, int, str, str]]:
    """Every passage with each of its codes, as a program should see it: the names from the outermost code inwards."""
    documents = {document.id: document for document in request.documents}
    names = code_names(request.codebook.tags)
    steps = {tag.name: tag.name.split("/") for tag in request.codebook.tags}
    codes = {
        tag: "/".join(names["/".join(parts[: n + 1])] for n in range(len(parts)))
        for tag, parts in steps.items()
    }
    return Counter(
        (documents[a.document].title, *a.span, a.target.quote, codes[tag])
        for a in request.annotations
        for tag in a.tags
    )


def ran(*command: str, **more: str) -> tuple[int, str]:
    """Exit status and output of a program, in a folder of its own: pyrefiqda unpacks what it reads where it runs."""
    with tempfile.TemporaryDirectory(prefix="interop-") as folder:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, env={**os.environ, **more}, timeout=900
        )
    return done.returncode, done.stdout or done.stderr


def check_refi(peers: Peers, folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """The schemas and the standard's rules; then two readers of others must see what went in."""
    schemas = ROOT / "tests" / "schemas"
    status, said = ran(
        peers.python, str(HERE / "refi_check.py"), "--xsd", str(schemas / "Project.xsd"),
        "--codebook-xsd", str(schemas / "Codebook.xsd"), str(folder / "out.qdpx"), str(folder / "out.qdc"),
    )  # fmt: skip
    yield "REFI-QDA schemas and rules", "" if status == 0 else said[-800:]
    status, said = ran(peers.python, str(HERE / "refi_read.py"), str(folder / "out.qdpx"))
    if status:
        yield "qdapy and pyrefiqda", said[-800:]
        return
    seen = json.loads(said)
    wanted = segments(request)
    got = Counter(
        (s["document"], s["start"], s["end"], s["text"], s["code"]) for s in seen["qdapy"]["segments"]
    )
    yield "qdapy returns every segment with position, text and code", _difference(wanted, got)
    selections = Counter(annotation.document for annotation in request.annotations)
    titles = Counter({document.title: selections[document.id] for document in request.documents})
    yield "pyrefiqda returns every selection", _difference(titles, Counter(seen["pyrefiqda"]["documents"]))


def _difference(wanted: Counter[object] | Counter[str], got: Counter[object] | Counter[str]) -> str:
    missing, more = wanted - got, got - wanted
    return f"missing {list(missing)[:3]}, too many {list(more)[:3]}" if missing or more else ""


def check_web(peers: Peers, folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """Apache Annotator anchors every selector, letter by letter, at its own words."""
    rows = json.loads((folder / "out.jsonld").read_text("utf-8"))["first"]["items"]
    rows = rows[:: max(1, len(rows) // 500)]
    for document in request.documents:
        its = [row for row in rows if row["target"]["source"] == f"briefreader:{document.id}"]
        (folder / "page.json").write_text(json.dumps(its), "utf-8")
        (folder / "text.txt").write_text(document.text, "utf-8")
        status, said = ran(
            "node", str(HERE / "webannotation_check.mjs"), str(folder / "page.json"), str(folder / "text.txt"),
            NPM_DIR=peers.npm,
        )  # fmt: skip
        yield f"Apache Annotator anchors {len(its)} of {document.id[:12]}", "" if status == 0 else said[-800:]


def check_tables(peers: Peers, folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """Python's csv and json give back every row; so does a spreadsheet, with its cells as they are and none run."""
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    wanted = sorted((a.id, a.target.quote) for a in request.annotations)
    got = sorted((row[0], exporters.escape.from_cell(row[9])) for row in rows[1:])
    yield "Python's csv returns every row with its words", "" if got == wanted else "other rows"
    lines = (folder / "out.jsonl").read_text("utf-8").split("\n")[:-1]
    told = sorted((row["id"], row["quote"]) for row in map(json.loads, lines))
    yield "Python's json returns every line with its words", "" if told == wanted else "other lines"
    if not (shutil.which("ssconvert") and peers.office):
        return
    sheet = folder / "sheet.xlsx"
    status, said = ran("ssconvert", str(folder / "out.csv"), str(sheet))
    if status == 0:
        status, said = ran(peers.office, str(HERE / "office_read.py"), str(sheet))
    if status:
        yield "gnumeric reads the table", said[-800:]
        return
    seen = json.loads(said)
    plain = [
        [[exporters.escape.from_cell(cell) for cell in row] for row in each] for each in (rows, seen["rows"])
    ]
    other = [pair for pair in zip(*plain, strict=False) if pair[0] != pair[1]]
    wrong = f"{len(seen['rows'])} rows, {seen['formulas']} formulas, other: {other[:1]}"
    same = len(rows) == len(seen["rows"]) and not other and not seen["formulas"]
    yield f"gnumeric shows {len(rows) - 1} rows, every cell as it is, no formula", "" if same else wrong


def check_memo(peers: Peers, folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """python-docx and mammoth find every quotation and its footnote; LibreOffice, if it is here, opens the memo."""
    status, said = ran(peers.office, str(HERE / "office_read.py"), str(folder / "out.docx"))
    if status:
        yield "python-docx and mammoth read the memo", said[-800:]
        return
    seen = json.loads(said)
    rows = passages(request.documents, request.annotations)
    sources = Counter(", ".join(part for part in (row.citation, place(row)) if part) + "." for row in rows)
    yield "mammoth finds every footnote", _difference(sources, Counter(seen["footnotes"]))
    wanted = Counter(_bare(words) for row in rows for words in row.text.split("\n\n") if words.strip())
    quoted = Counter(_bare(words) for style, words in seen["paragraphs"] if style == "Quote")
    yield "python-docx finds every quotation", _difference(wanted, quoted)
    if shutil.which("soffice"):
        where = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        status, said = ran(
            "soffice", where, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "out.docx")
        )  # fmt: skip
        yield "LibreOffice typesets the memo", "" if (folder / "out.pdf").exists() else said[-800:]


def _bare(words: str) -> str:
    """Words without footnote markers, which a memo has in brackets."""
    return re.sub(r"\[\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", words).strip()


def check_letters(folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """pandoc, where it is, cites every letter from both lists."""
    if not shutil.which("pandoc"):
        return
    used = {annotation.document for annotation in request.annotations}
    titles = [" ".join(d.title.split()) for d in request.documents if d.id in used]
    (folder / "memo.md").write_text('---\nnocite: "@*"\n---\n', "utf-8")
    for name, kind in (("bibtex", "bib"), ("csl", "json")):
        listed = shutil.copy(folder / f"out.{name}", folder / f"letters.{kind}")
        status, said = ran(
            "pandoc", "--citeproc", "--bibliography", str(listed), "-t", "plain", "--wrap=none", str(folder / "memo.md")
        )  # fmt: skip
        shown = said.casefold().replace("“", "").replace("”", "")
        missing = [title for title in titles if title.casefold() not in shown]
        yield (
            f"pandoc cites the letters from {name}",
            "" if status == 0 and not missing else f"{missing} {said[:500]}",
        )


def check_page(folder: Path) -> Iterator[tuple[str, str]]:
    """A real Chromium shows, filters and walks, without an error or a request."""
    if not (shutil.which("chromium") or os.environ.get("CHROMIUM")):
        return
    status, said = ran(sys.executable, str(HERE / "page_check.py"), str(folder / "out.html"))
    yield "Chromium shows, filters, asks for nothing", "" if status == 0 else said[-800:]


def check_taguette(peers: Peers, folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """A real Taguette takes the codebook with every tag and its meaning."""
    status, said = ran(
        sys.executable,
        str(HERE / "taguette_import.py"),
        str(folder / "out.taguette"),
        TAGUETTE_BIN=peers.taguette,
    )
    took = (
        {code["tag"]: code["description"] for code in json.loads(said).get("codes", [])}
        if status == 0
        else {}
    )
    wanted = {exporters.escape.cell(t.name): exporters.escape.cell(t.meaning) for t in request.codebook.tags}
    missing = {name: meaning for name, meaning in wanted.items() if took.get(name) != meaning}
    yield "Taguette takes the codebook", "" if not missing else f"missing {missing}: {said[-400:]}"


def check_from_taguette(peers: Peers, folder: Path) -> Iterator[tuple[str, str]]:
    """A project made in a real Taguette comes in with every highlight on its words."""
    letters = sorted((ROOT / "seeds").glob("*.txt"))
    status, said = ran(
        sys.executable, str(HERE / "taguette_samples.py"), str(folder / "taguette"), *map(str, letters),
        TAGUETTE_BIN=peers.taguette,
    )  # fmt: skip
    if status:
        yield "Taguette's own export comes in", said[-800:]
        return
    documents = {document.id: document for document in map(loaders.load, letters)}
    known = importers.Known(documents)
    made = importers.import_file(folder / "taguette" / "project.sqlite3", known)
    expected = json.loads((folder / "taguette" / "expected.json").read_text("utf-8"))
    wanted = Counter((e["document"], e["text"], tuple(sorted(e["tags"]))) for e in expected)
    got = Counter(
        (documents[a.document].path.stem, documents[a.document].text[a.target.start : a.target.end], tuple(sorted(a.tags)))
        for a in made.change.after
        if isinstance(a, Annotation) and a.status == "exact"
    )  # fmt: skip
    lost = sum((wanted - got).values())
    yield (
        f"Taguette's {len(expected)} highlights come in on their words, but for {lost} outside the letter",
        ""
        if lost <= made.refused + _orphans(made) and not got - wanted
        else f"{wanted - got} {got - wanted}",
    )
    tags = {tag for row in expected for tag in row["tags"]}
    for name in ("codebook.qdc", "codebook.csv"):
        came = {tag.name for tag in importers.import_file(folder / "taguette" / name, known).change.after}
        yield f"Taguette's {name} comes in", "" if tags <= came else f"missing {tags - came}"


def _orphans(made: importers.Import) -> int:
    return sum(1 for a in made.change.after if isinstance(a, Annotation) and a.status != "exact")


def written(folder: Path, request: Request) -> Iterator[tuple[str, str]]:
    """Every format to its file; with the processor time that the ten thousand take."""
    for name in exporters.FORMATS:
        before = time.process_time()
        content = exporters.export(name, request).content
        spent = time.process_time() - before
        target = folder / f"out.{name}" if name in ("taguette", "hypothesis", "bibtex", "csl") else None
        (target or folder / f"out{exporters.FORMATS[name].suffix}").write_bytes(content)
        if len(request.annotations) >= MANY:
            limit = 5.0 if name == "qdpx" else 60.0
            yield (
                f"{name} of {MANY} highlights in {spent:.2f} s",
                "" if spent <= limit else f"more than {limit} s",
            )
    if len(request.annotations) >= MANY:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"memory at its peak {peak:.0f} MB", ""


def checks(peers: Peers, folder: Path) -> Iterator[tuple[str, str]]:
    """Every check's name, and what is wrong; empty if nothing is."""
    for name, request in sets().items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        rounds = [written(place, request), check_tables(peers, place, request)]
        if peers.python:
            rounds.append(check_refi(peers, place, request))
        if peers.npm:
            rounds.append(check_web(peers, place, request))
        if peers.taguette:
            rounds.append(check_taguette(peers, place, request))
        if name != "many":
            rounds += [check_page(place), check_letters(place, request)]
            if peers.office:
                rounds.append(check_memo(peers, place, request))
        for each in rounds:
            yield from ((f"{name}: {what}", wrong) for what, wrong in each)
    if peers.taguette:
        yield from check_from_taguette(peers, folder)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("peers", "taguette", "npm", "office"):
        ask.add_argument(f"--{name}", default="")
    ask.add_argument("--out", type=Path, help="keep the exports here")
    options = ask.parse_args()
    peers = Peers(
        *(
            str(Path(place).absolute()) if place else ""
            for place in (options.peers, options.taguette, options.npm, options.office)
        )
    )
    counts: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory(prefix="interop-") as temporary:
        for what, wrong in checks(peers, (options.out or Path(temporary)).resolve()):
            counts[not wrong] += 1
            print(f"{'ok  ' if not wrong else 'FAIL'} {what}{f': {wrong}' if wrong else ''}", flush=True)
    for name in ("python", "taguette", "npm", "office"):
        if not getattr(peers, name):
            print(f"left out, as it was not installed: {name}")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
