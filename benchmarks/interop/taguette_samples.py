#!/usr/bin/env python3
"""Make a small project in a real Taguette and save every export it has, so that our own
import can be tested against files Taguette itself wrote.

    usage: TAGUETTE_BIN=.../bin/taguette taguette_samples.py OUTDIR TEXTFILE...

Highlights: in each document, every occurrence of a few words (sancties, F-16, Rusland,
Oekraïne), each with one tag; the first two also with a second, hierarchical tag.
Writes OUTDIR/project.sqlite3, codebook.{qdc,csv,xlsx,html,docx}, highlights.{csv,xlsx,html,docx},
document-N.html and expected.json (what was put in).
"""

import html
import json
import pathlib
import re
import sys
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from taguette_client import serve

WORDS = {"sancties": "sancties", "F-16": "F-16", "Rusland": "Rusland", "Oekraïne": "Oekraïne"}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    expected = []
    with serve() as t:
        p = t.new_project("kamerbrieven")
        tags = {w: t.add_tag(p, w, f"alles over {w}") for w in WORDS}
        extra = t.add_tag(p, "thema/prioriteit", 'eerste "twee", met komma')
        for f in map(pathlib.Path, sys.argv[2:]):
            # HTML, so that Taguette keeps the text as it is (no ebook-convert)
            lines = f.read_text(encoding="utf-8").splitlines()
            doc = t.add_document(
                p,
                f.stem[:50],
                f.stem + ".html",
                (
                    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body>"
                    + "\n".join(f"<p>{html.escape(x)}</p>" for x in lines if x.strip())
                    + "</body></html>"
                ).encode(),
                "text/html",
            )
            text = html.unescape(re.sub(r"<[^>]*>", "", t.document_html(p, doc)))
            for w, tag in tags.items():
                for n, m in enumerate(re.finditer(re.escape(w), text)):
                    s = len(text[: m.start()].encode())
                    e = s + len(w.encode())
                    ids = [tag] + ([extra] if n < 2 else [])
                    t.add_highlight(p, doc, s, e, ids)
                    expected.append(
                        {
                            "document": f.stem[:50],
                            "start_byte": s,
                            "end_byte": e,
                            "text": w,
                            "tags": [w] + (["thema/prioriteit"] if n < 2 else []),
                        }
                    )
            (out / f"document-{doc}.html").write_bytes(t.export(p, f"document/{doc}.html"))
        wanted = {"project.sqlite3": "project.sqlite3"}
        for ext in ("qdc", "csv", "xlsx", "html", "docx"):
            wanted[f"codebook.{ext}"] = f"codebook.{ext}"
        for ext in ("csv", "xlsx", "html", "docx"):
            wanted[f"highlights.{ext}"] = f"highlights/.{ext}"
        for name, path in wanted.items():
            try:
                (out / name).write_bytes(t.export(p, path))
            except urllib.error.HTTPError as e:  # docx needs ebook-convert
                print(f"{name}: HTTP {e.code}", file=sys.stderr)
    (out / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), "utf-8")
    print(f"{len(expected)} highlights; wrote", *sorted(x.name for x in out.iterdir()))


main()
