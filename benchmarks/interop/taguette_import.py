#!/usr/bin/env python3
"""Give FILE to a real Taguette and print, as JSON, what it accepted.

    usage: TAGUETTE_BIN=.../bin/taguette taguette_import.py FILE.csv|FILE.sqlite3|FILE.qdc

FILE.csv      a codebook: Taguette's own two-step form (upload, confirm) is carried out.
FILE.sqlite3  a whole project: Taguette's project import; documents, tags and highlights
              are read back (offsets count UTF-8 bytes of the document's text).
FILE.qdc      is sent as it is: Taguette (1.5.2) has no .qdc import, so this shows the
              refusal; it writes .qdc, it does not read it.
Exit status 0 where Taguette accepted the file, 1 where it refused.
"""

import csv
import html
import io
import json
import pathlib
import re
import sys
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from taguette_client import serve


def field(page, name):
    m = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', page)
    return html.unescape(m.group(1)) if m else None


def alert(page):
    m = re.search(r'class="alert[^"]*"[^>]*>(.*?)</div>', page, re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", m.group(1)).strip()) if m else None


def codebook(t, data, name):
    p = t.new_project("codebook")
    before = {r["tag"] for r in csv.DictReader(io.StringIO(t.export(p, "codebook.csv").decode()))}
    try:
        page = t.form(f"/project/{p}/import_codebook", {}, [("file", name, "text/csv", data)])[2].decode(
            "utf-8", "replace"
        )
    except urllib.error.HTTPError as e:
        return {"accepted": False, "error": alert(e.read().decode("utf-8", "replace"))}
    fields, offered = {}, []
    i = 0
    while field(page, f"tag{i}-path") is not None:
        path = field(page, f"tag{i}-path")
        offered.append(path)
        fields[f"tag{i}-path"] = path
        fields[f"tag{i}-description"] = field(page, f"tag{i}-description") or ""
        for what in ("import", "replace"):
            box = re.search(rf'<input[^>]*name="tag{i}-{what}"[^>]*>', page)
            if box and "checked" in box.group(0):
                fields[f"tag{i}-{what}"] = "on"
        i += 1
    try:
        t.form(f"/project/{p}/import_codebook", fields)
    except urllib.error.HTTPError as e:
        return {"accepted": False, "offered": offered, "error": alert(e.read().decode("utf-8", "replace"))}
    rows = list(csv.DictReader(io.StringIO(t.export(p, "codebook.csv").decode())))
    return {
        "accepted": True,
        "offered": offered,
        "codes": [{"tag": r["tag"], "description": r["description"]} for r in rows],
        "already_there": sorted(before),
    }


def project(t, data, name):
    f = [("file", name, "application/vnd.sqlite3", data)]
    try:
        listed = json.loads(t.form("/api/import", {}, f)[2])["projects"]
        out = {"accepted": True, "projects": []}
        for pr in listed:
            new = json.loads(t.form("/api/import", {"project_id": pr["id"]}, f)[2])["project_id"]
            page = t.get(f"/project/{new}")[2].decode()
            docs = json.loads(re.search(r"var documents = (\{.*?\});", page).group(1).replace("\\x3C", "<"))
            tags = json.loads(re.search(r"var tags = (\{.*?\});", page).group(1).replace("\\x3C", "<"))
            res = {
                "name": pr["name"],
                "documents": [],
                "tags": [{"path": v["path"], "description": v["description"]} for v in tags.values()],
            }
            for d in docs.values():
                full = html.unescape(re.sub(r"<[^>]*>", "", t.document_html(new, d["id"]))).encode()
                hl = t.api("GET", f"/project/{new}/document/{d['id']}")["highlights"]
                res["documents"].append(
                    {
                        "name": d["name"],
                        "highlights": [
                            {
                                "start": h["start_offset"],
                                "end": h["end_offset"],
                                "tags": [tags[str(x)]["path"] for x in h["tags"]],
                                "text": full[h["start_offset"] : h["end_offset"]].decode("utf-8", "replace"),
                            }
                            for h in hl
                        ],
                    }
                )
            out["projects"].append(res)
        return out
    except urllib.error.HTTPError as e:
        return {"accepted": False, "error": e.read().decode("utf-8", "replace")[:500]}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = pathlib.Path(sys.argv[1])
    data = path.read_bytes()
    with serve() as t:
        out = (project if path.suffix in (".sqlite3", ".db") else codebook)(t, data, path.name)
    print(json.dumps({"file": path.name, **out}, ensure_ascii=False, indent=1))
    sys.exit(0 if out["accepted"] else 1)


main()
