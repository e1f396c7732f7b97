"""Score every loader on the corpus: headings, footnotes and references, by its own scorer.

    python benchmarks/score_corpus.py [--form txt,pdf] [--only NAME] [--per-document] [--variants] [--errors]

Loads each file of tests/corpus with `loaders.load`, writes what it found to a temporary folder, and lets
tests/corpus/score_sections.py print its table. A file that cannot be loaded counts as one in which nothing was
found. `--corpus DIR` scores another corpus of the same layout.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from briefreader import loaders
from briefreader.document import Document
from briefreader.errors import LoadError
from briefreader.verbs.reading import outlined

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def prediction(document: Document) -> dict[str, object]:
    """What the scorer compares."""
    sections = [s for s in document.sections if not s.synthetic]
    return {
        "headings": [{"title": s.title, "level": s.level, "line": s.line} for s in sections],
        "footnotes": [{"label": n.label, "text": n.text} for n in document.footnotes],
        "references": sorted({citation["id"] for citation in outlined(document)["citations"]}),
    }


def wanted(corpus: Path, form: list[str], only: str | None) -> list[Path]:
    """The corpus' files of these forms, those with `only` in their name."""
    files = []
    for truth in sorted((corpus / "truth").glob("*.json")):
        for name, info in json.loads(truth.read_text(encoding="utf-8"))["files"].items():
            if (not form or info["form"] in form) and (not only or only in name):
                files.append(corpus / name)
    return files


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--form", default="", help="only these forms, as txt or pdf,docx")
    parser.add_argument("--only", help="only documents with this in their name")
    parser.add_argument("--per-document", action="store_true")
    parser.add_argument("--variants", action="store_true", help="count re-encoded copies too")
    parser.add_argument("--errors", action="store_true", help="show the traceback of what cannot be loaded")
    parser.add_argument("--keep", type=Path, help="write the predictions here and keep them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for path in wanted(options.corpus, options.form.split(",") if options.form else [], options.only):
            start = time.perf_counter()
            try:
                found = prediction(loaders.load(path))
            except LoadError as error:
                print(f"not read: {error}", file=sys.stderr)
                continue
            except Exception as error:
                print(f"failed: {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
                if options.errors:
                    traceback.print_exc()
                continue
            took = time.perf_counter() - start
            if took > 5:
                print(f"slow: {path.name}: {took:.1f} s", file=sys.stderr)
            (folder / f"{path.name}.json").write_text(json.dumps(found), encoding="utf-8")
        command = [sys.executable, str(CORPUS / "score_sections.py"), str(options.corpus), str(folder)]
        for name in ("form", "only"):
            if value := getattr(options, name):
                command += [f"--{name}", value]
        command += [
            f"--{name.replace('_', '-')}" for name in ("per_document", "variants") if getattr(options, name)
        ]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
