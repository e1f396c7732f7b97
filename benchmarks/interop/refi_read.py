#!/usr/bin/env python3
"""Read FILE.qdpx with two independent programs and print, as JSON, what each saw.

    usage: refi_read.py FILE.qdpx          (pip install pyrefiqda qdaPy)

qdapy     the analysis side of zotQDA/qdaZ; also recomputes the reliability figures
          (percent agreement, Cohen's and Fleiss' kappa, Krippendorff's alpha, Gwet's AC1),
          so it can check the numbers that we print (--agreement, two or more coders).
pyrefiqda Pydantic models made from the official XSD; strict about types and names.
"""

import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")


def by_qdapy(path):
    import qdapy

    p = qdapy.read_qdpx(path, warn=False)
    f = p.fragments
    out = {
        "codes": sorted(set(p.codebook["code"])) if "code" in p.codebook else len(p.codebook),
        "segments": [
            {
                "document": r.title,
                "code": r.code,
                "start": int(r.positionStart),
                "end": int(r.positionEnd),
                "text": r.text,
                "coder": r.codedBy,
                "memo": r.comment,
            }
            for r in f.itertuples()
            if r.positionKind == "text"
        ],
        "skipped": {k: v for k, v in dict(p.skipped).items() if v},
        "limitations": list(p.limitations),
    }
    if "--agreement" in sys.argv:
        try:
            u = qdapy.agreement.units(f, uncoded=p.uncoded)
            out["agreement"] = json.loads(qdapy.agreement.agreement(u).to_json(orient="records"))
        except Exception as e:
            out["agreement"] = f"{type(e).__name__}: {e}"
    return out


def by_pyrefiqda(path):
    from pyrefiqda.refiproject import RefiProject

    p = RefiProject.load(str(path))
    p = p[0] if isinstance(p, tuple) else p
    return {
        "documents": {s.name: len(s.plain_text_selection) for s in p.sources.text_source},
        "users": [u.name for u in p.users.user] if p.users else [],
    }


def main():
    files = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(files) != 1:
        sys.exit(__doc__)
    out, bad = {}, False
    for name, f in (("qdapy", by_qdapy), ("pyrefiqda", by_pyrefiqda)):
        try:
            out[name] = f(pathlib.Path(files[0]))
        except Exception as e:
            out[name], bad = {"error": f"{type(e).__name__}: {e}"}, True
    print(json.dumps(out, ensure_ascii=False, indent=1, default=str))
    sys.exit(bad)


main()
