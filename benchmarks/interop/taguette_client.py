"""A small HTTP client that drives a real Taguette (PyPI: taguette) on loopback.

Own code; needs only the Python standard library on the calling side. The server
is the program `taguette` of a virtual environment (named by $TAGUETTE_BIN, or
found on PATH). The database is a fresh file in a temporary folder, so nothing
of the user's own Taguette is touched. `ebook-convert` (Debian: calibre-bin) is
needed for .txt/.docx uploads and DOCX exports; HTML uploads need nothing more.
"""

import contextlib
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Taguette:
    def __init__(self, base, token=None, pid=None):
        self.base, self.pid = base, pid
        self.jar = http.cookiejar.CookieJar()
        self.open_ = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar)).open
        if token:
            self.get("/?token=" + token)

    # -- plumbing
    def request(self, method, path, data=None, headers=None):
        req = urllib.request.Request(self.base + path, data=data, method=method, headers=headers or {})
        with self.open_(req, timeout=300) as r:
            return r.status, r.geturl(), r.read()

    def get(self, path):
        return self.request("GET", path)

    def xsrf(self):
        for c in self.jar:
            if c.name == "_xsrf":
                return urllib.parse.unquote(c.value)
        self.get("/project/new")  # sets the cookie
        return self.xsrf()

    def api(self, method, path, obj=None):
        data = None if obj is None else json.dumps(obj).encode()
        _, _, body = self.request(
            method,
            "/api" + path,
            data,
            {"Content-Type": "application/json", "X-XSRFToken": self.xsrf()},
        )
        return json.loads(body) if body else None

    def form(self, path, fields, files=()):
        boundary = uuid.uuid4().hex
        out = []
        for k, v in {**fields, "_xsrf": self.xsrf()}.items():
            out.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode())
        for k, filename, ctype, content in files:
            out.append(
                f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"; '
                f'filename="{urllib.parse.quote(filename)}"\r\n'
                f"Content-Type: {ctype}\r\n\r\n".encode()
                + content
                + b"\r\n"
            )
        out.append(f"--{boundary}--\r\n".encode())
        return self.request(
            "POST",
            path,
            b"".join(out),
            {"Content-Type": "multipart/form-data; boundary=" + boundary},
        )

    # -- the product's verbs
    def new_project(self, name, description=""):
        _, url, _ = self.form("/project/new", {"name": name, "description": description})
        return int(re.search(r"/project/(\d+)", url).group(1))

    def add_document(self, project, name, filename, content, ctype="text/plain"):
        _, _, body = self.form(
            f"/api/project/{project}/document/new",
            {"name": name, "description": "", "text_direction": "LEFT_TO_RIGHT"},
            [("file", filename, ctype, content)],
        )
        return json.loads(body)["created"]

    def document_html(self, project, doc):
        d = self.api("GET", f"/project/{project}/document/{doc}/contents")
        return "".join(c["contents"] for c in d["contents"])

    def add_tag(self, project, path, description=""):
        return self.api("POST", f"/project/{project}/tag/new", {"path": path, "description": description})[
            "id"
        ]

    def add_highlight(self, project, doc, start, end, tags):
        """start and end count UTF-8 BYTES of the document's text (tags not counted)."""
        return self.api(
            "POST",
            f"/project/{project}/document/{doc}/highlight/new",
            {"start_offset": start, "end_offset": end, "tags": list(tags)},
        )["id"]

    def import_codebook_csv(self, project, content):
        """Taguette's codebook import is a two-step form: upload, then confirm."""
        _, _, page = self.form(
            f"/project/{project}/import_codebook",
            {},
            [("file", "codebook.csv", "text/csv", content)],
        )
        return page.decode("utf-8", "replace")

    def export(self, project, what):
        return self.get(f"/project/{project}/export/{what}")[2]


@contextlib.contextmanager
def serve(binary=None):
    binary = binary or os.environ.get("TAGUETTE_BIN") or shutil.which("taguette")
    if not binary:
        raise SystemExit("no taguette: pip install taguette in a venv, set TAGUETTE_BIN")
    with tempfile.TemporaryDirectory(prefix="taguette-interop-") as d:
        port = _free_port()
        log_file = pathlib.Path(d, "log")
        log = log_file.open("wb")
        p = subprocess.Popen(
            [
                binary,
                "--no-browser",
                "--bind",
                "127.0.0.1",
                "--port",
                str(port),
                "--database",
                str(pathlib.Path(d, "db.sqlite3")),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "HOME": d, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        )
        try:
            token = None
            for _ in range(300):
                time.sleep(0.1)
                text = log_file.read_text(encoding="utf-8", errors="replace")
                m = re.search(r"token=([0-9A-Za-z]+)", text)
                token = m.group(1) if m else token
                if token:
                    with contextlib.suppress(OSError):
                        socket.create_connection(("127.0.0.1", port), 0.5).close()
                        break
                if p.poll() is not None:
                    raise SystemExit("taguette stopped:\n" + text)
            else:
                raise SystemExit("taguette gave no token in 30 s:\n" + text)
            yield Taguette(f"http://127.0.0.1:{port}", token, p.pid)
        finally:
            p.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                p.wait(10)
            log.close()
