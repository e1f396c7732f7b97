#!/usr/bin/env python3
"""Open exported pages in a real headless Chromium: do they render, filter and walk, in silence and alone?

    usage: page_check.py [--picture OUT.png] PAGE.html …        (Debian: chromium; or CHROMIUM=/path/to/it)

Speaks the browser's own protocol over a pipe, with the standard library only. Prints JSON for each page; exit
status 1 if a page logs an error, asks for anything but itself, or does not do what it should.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPT = """
(() => {
  const key = (name) => document.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
  const cards = [...document.querySelectorAll(".card")];
  const shown = () => cards.filter((card) => card.offsetParent !== null).length;
  const boxes = [...document.querySelectorAll("input[data-tag]")];
  const all = shown();
  const filtered = boxes.map((box) => {
    box.click();
    const wanted = cards.filter((card) => card.dataset.tags.split(" ").includes(box.dataset.tag)).length;
    const got = shown();
    box.click();
    return got === wanted;
  });
  key("j");
  const first = document.activeElement === cards.find((card) => card.offsetParent !== null);
  const outlined = document.querySelectorAll("mark.here").length > 0;
  if (boxes.length) boxes[0].click();
  key("Escape");
  const named = [...document.querySelectorAll("mark[aria-describedby]")].every((mark) =>
    mark.getAttribute("aria-describedby").split(" ").every((id) => document.getElementById(id)));
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return {
    title: document.title, marks: document.querySelectorAll("mark").length, cards: cards.length, shown: all,
    filters: filtered.every(Boolean), walks: cards.length === 0 || (first && outlined),
    escape: shown() === all, described: named, ids: new Set(ids).size === ids.length,
    landmarks: ["main", "nav", "form", "article"].every((name) => document.querySelector(name)),
    status: document.querySelector("output").textContent, scripts: document.scripts.length,
  };
})()
"""

CONTRAST = """
(() => {
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const paint = (...colours) => { canvas.clearRect(0, 0, 1, 1); for (const c of colours) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); } return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const paper = getComputedStyle(document.body).backgroundColor;
  let worst = 21;
  for (const element of document.querySelectorAll("mark, .tag, .note, .meta, .place, nav a, p")) {
    const style = getComputedStyle(element);
    const [ink, ground] = [light(paint(paper, style.color)), light(paint(paper, style.backgroundColor))];
    worst = Math.min(worst, (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05));
  }
  return worst;
})()
"""


class Browser:
    """A headless Chromium, spoken to over a pipe."""

    def __init__(self, binary: str, home: str) -> None:
        to_read, self.out = os.pipe()
        self.inp, to_write = os.pipe()
        command = [
            "/bin/sh", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', binary, "--headless", "--no-sandbox",
            "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={home}", "--no-first-run",
            "--disable-background-networking", "--window-size=1400,1000",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, pass_fds=(to_read, to_write), stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.events: list[dict] = []
        self.number, self.rest = 0, b""

    def ask(self, method: str, session: str | None = None, **params: object) -> dict:
        """The answer to one command; what happens meanwhile goes to `events`."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.number:
            self.events.append(answer)
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, method: str) -> None:
        """Until that event has come."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def _next(self) -> dict:
        while b"\0" not in self.rest:
            data = os.read(self.inp, 1 << 16)
            if not data:
                raise SystemExit("the browser stopped")
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\0")
        return json.loads(line)


def look(browser: Browser, page: Path, picture: Path | None) -> dict:
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.ask(f"{domain}.enable", session)
    browser.events.clear()
    address = page.resolve().as_uri()
    browser.ask("Page.navigate", session, url=address)
    browser.wait("Page.loadEventFired")
    found = browser.ask("Runtime.evaluate", session, expression=SCRIPT, returnByValue=True)["result"]["value"]
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.ask("Emulation.setEmulatedMedia", session, features=features)
        answer = browser.ask("Runtime.evaluate", session, expression=CONTRAST, returnByValue=True)
        found[f"contrast_{scheme}"] = round(answer["result"]["value"], 2)
    if picture:
        shot = browser.ask("Page.captureScreenshot", session, format="png")["data"]
        picture.write_bytes(base64.b64decode(shot))
    asked = [
        e["params"]["request"]["url"]
        for e in browser.events
        if e.get("method") == "Network.requestWillBeSent"
    ]
    said = [
        e["params"] for e in browser.events
        if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
    ]  # fmt: skip
    found.update(requests=[url for url in asked if url != address], console=said)
    found["ok"] = (
        all(found[name] for name in ("filters", "walks", "escape", "described", "ids", "landmarks"))
        and not found["requests"] and not said and found["shown"] == found["cards"] and found["scripts"] == 1
        and min(found["contrast_light"], found["contrast_dark"]) >= 4.5
    )  # fmt: skip
    return found


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("pages", nargs="+", type=Path)
    ask.add_argument("--picture", type=Path)
    options = ask.parse_args()
    binary = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not binary:
        sys.exit("no chromium: install it, or name it with CHROMIUM")
    with tempfile.TemporaryDirectory(prefix="page-check-", ignore_cleanup_errors=True) as home:
        browser = Browser(binary, home)
        try:
            found = {page.name: look(browser, page, options.picture) for page in options.pages}
        finally:
            browser.process.terminate()
            browser.process.wait(20)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if all(each["ok"] for each in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
