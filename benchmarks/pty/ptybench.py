#!/usr/bin/env python3
"""ptybench - how fast does a terminal program answer, as its user sees it?

Runs programs in a pseudo-terminal, plays keys, and reports for each
  start     exec -> the screen shows the `ready` text            (ms)
  <step>    key written -> the screen shows `expect`; without an
            `expect`, -> last output byte before `quiet` ms of
            silence ("settled")                                   (ms)
  <step>.first   key -> first output byte                         (ms)
  <step>.last    with an `expect`: key -> last output byte before
                 `quiet` ms of silence: nothing is drawn after it  (ms)
  <step>.cpu     processor time the program spent on the step; the
                 figure to trust on a busy machine                (ms)
  <step>.bytes   bytes the program wrote (what ssh has to carry)
  rss       peak memory of the whole process tree                 (MiB)
  cpu       user+system time of the program, whole run            (ms)

Needs only the standard library and `pyte` (pip install pyte).

Quick use (one or more commands, interleaved A B A B; ratios against the first):
  ptybench.py -n 7 --ready Geachte --key '<pagedown>' --repeat 20 \\
      -- 'less doc.txt' 'vim -R doc.txt'
Full use:
  ptybench.py spec.json [--only NAME,NAME] [-n RUNS] [--json out.json]

spec.json:
  {"size": [120, 40], "runs": 7, "warmup": 1, "timeout": 60, "quiet": 100, "budget": 600,
   "baseline": "less", "cases": [
     {"name": "less", "cmd": ["less", "doc.txt"], "env": {}, "cwd": null,
      "prepare": "shell command run before each run, untimed (reset saved state)",
      "ready": "Geachte voorzitter", "setup": "keys played untimed after ready",
      "steps": [
        {"name": "page",   "keys": "<pagedown>", "repeat": 100},
        {"name": "end",    "keys": "G", "expect": "last words of the document"},
        {"name": "type",   "keys": "/rareword", "untimed": true},
        {"name": "search", "keys": "<enter>", "expect": "words beside the rare one"},
        {"name": "resize", "size": [80, 30]}]}]}
A case may override "quiet", "timeout" and "size", and have a "rest": seconds before its steps, for
what goes on in the background. A step may have a "rest", too, before each of its keys. It may add "timeout", and
"must_change": false where a key may rightly leave the screen as it was. "setup" may be a list of key strings (each waits for silence). Keys: <enter>, <esc>,
<pagedown>, <c-f>, ...; "<lt>" is a literal "<".
`ready`/`expect` are plain text, or a regular expression after "re:"; they must
match within the visible screen (rows joined by newlines, right-stripped).
Texts are compared with runs of white space folded to one space, so words that
wrap to the next row still match. A regular expression after "rows:" is matched
with the rows as they are, `^` and `$` at their ends: where a text was wrapped.

How it stays honest
* Every chunk the program writes is stamped when it is read; the terminal
  emulator (slow, pure Python) replays the chunks only while the program is
  silent or after `MAX_BACKLOG` bytes, so emulation time is not in the figures.
* `expect` must be absent before the key is sent; otherwise the step is an error.
* Order is reversed every other round (A B, B A, ...) so drift cancels out.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shlex
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections import defaultdict
from pathlib import Path

import pyte

MAX_BACKLOG = 4 << 20  # bytes kept unparsed before we must catch up
KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "c-home": "\x1b[1;5H",
    "c-end": "\x1b[1;5F",
    "lt": "<",
    **{f"c-{chr(96 + i)}": chr(i) for i in range(1, 27)},
}

# Questions programs ask their terminal, and what a modern one would answer.
QUERIES = [
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),  # DA1
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;4000;0c"),  # DA2
    (re.compile(rb"\x1b\[>0?q"), b"\x1bP>|ptybench 1\x1b\\"),  # XTVERSION
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),  # DSR
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),  # CPR
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),  # sync output: yes
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),  # in-band resize: no
    (re.compile(rb"\x1b\[16t"), b"\x1b[6;20;10t"),  # cell size
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
]

# pyte 0.8 prints or chokes on these, so they are dropped before it sees them:
# OSC/DCS/APC/PM strings, CSI with a private marker or an intermediate byte
# (other than ?-modes), and SGR with colon sub-parameters.
DROP = re.compile(
    rb"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b\[[<=>][0-?]*[ -/]*[@-~]"
    rb"|\x1b\[[0-?]*[ -/]+[@-~]"
    rb"|\x1b\[\?[0-9;]*[^hl0-9;]"
    rb"|\x1b\[[0-9;]*:[0-9;:]*m"
    rb"|\x1b\[[0-9;]*t"
)
PARTIAL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?$")


class Failure(Exception):
    """The program did not do what the spec expects."""


def decode_keys(text: str) -> bytes:
    """'/foo<enter>' -> b'/foo\\r'; '<lt>' is a literal '<'."""

    def name(match: re.Match) -> str:
        try:
            return KEYS[match[1].lower()]
        except KeyError:
            raise SystemExit(f"unknown key <{match[1]}>") from None

    return re.sub(r"<([\w-]+)>", name, text).encode()


def process_tree(root: int) -> list[int]:
    """root and all its living descendants."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                stat = (entry / "stat").read_bytes()
                children[int(stat.rpartition(b")")[2].split()[1])].append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children[pid]
    return found


def high_water_kib(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def cpu_ms(pid: int) -> float:
    """Processor time used so far by all threads of one process."""
    total = 0
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


class Session:
    """One program in one pseudo-terminal, with a lazily updated screen."""

    def __init__(self, cmd, size, env=None, cwd=None, quiet=0.1, timeout=60.0):
        self.quiet, self.timeout = quiet, timeout
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.backlog: list[tuple[float, bytes]] = []  # (time read, bytes), not yet on screen
        self.backlog_size = 0
        self.carry = b""  # unfinished escape sequence
        self.total = 0
        self.last_byte = 0.0
        self.eof = False
        self.peak_kib = 0
        self.spent: dict[int, float] = {}
        self._rss_at = 0.0
        full_env = {k: v for k, v in os.environ.items() if k not in ("LINES", "COLUMNS", "TMUX")}
        full_env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        full_env |= env or {}
        gate_r, gate_w = os.pipe()  # child waits until the window size is set
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.close(gate_w)
            os.read(gate_r, 1)
            os.close(gate_r)
            try:
                if cwd:
                    os.chdir(cwd)
                os.execvpe(cmd[0], cmd, full_env)
            except OSError as error:
                print("ptybench: cannot run", cmd[0], error)
            os._exit(127)
        os.close(gate_r)
        self._winsize(size)
        self.started = time.perf_counter()
        os.write(gate_w, b"x")
        os.close(gate_w)

    # -- reading ---------------------------------------------------------
    def _winsize(self, size):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def pump(self, wait: float) -> bool:
        """Read one chunk if one arrives within `wait` seconds."""
        if self.eof or not select.select([self.fd], [], [], max(wait, 0))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        now = time.perf_counter()
        if not data:
            self.eof = True
            return False
        if b"\x1b" in data:
            for pattern, answer in QUERIES:
                for _ in pattern.findall(data):
                    os.write(self.fd, answer)
        self.backlog.append((now, data))
        self.backlog_size += len(data)
        self.total += len(data)
        self.last_byte = now
        return True

    def _feed(self, data: bytes):
        data = self.carry + data
        self.carry = b""
        if partial := PARTIAL.search(data):
            self.carry = data[partial.start() :]
            data = data[: partial.start()]
        self.stream.feed(DROP.sub(b"", data))

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def shows(self, wanted: str) -> bool:
        if wanted.startswith("rows:"):
            return re.search(wanted[5:], self.text(), re.MULTILINE) is not None
        text = re.sub(r"\s+", " ", self.text())
        if wanted.startswith("re:"):
            return re.search(wanted[3:], text) is not None
        return re.sub(r"\s+", " ", wanted) in text

    def catch_up(self, wanted: str | None = None) -> float | None:
        """Replay the backlog; with `wanted`, say when the chunk arrived that
        first made the screen show it, and stop there (the rest stays queued)."""
        done = 0
        hit = None
        while done < len(self.backlog):
            stamp, data = self.backlog[done]
            done += 1
            self._feed(data)
            if wanted is not None and self.shows(wanted):
                hit = stamp
                break
        self.backlog_size -= sum(len(d) for _, d in self.backlog[:done])
        del self.backlog[:done]
        return hit

    def sample_rss(self, min_gap=0.0):
        now = time.perf_counter()
        if now - self._rss_at >= min_gap:
            self._rss_at = now
            self.peak_kib = max(self.peak_kib, sum(map(high_water_kib, process_tree(self.pid))))

    # -- waiting ---------------------------------------------------------
    def wait_text(self, wanted: str, since: float, timeout: float) -> float:
        """Seconds from `since` until the screen shows `wanted`."""
        deadline = since + timeout
        while True:
            got = self.pump(0.02)
            if got and self.backlog_size < MAX_BACKLOG:
                continue
            hit = self.catch_up(wanted)
            if hit is not None:
                return hit - since
            if self.eof:
                raise Failure(f"exited before showing {wanted!r}: {self.tail()}")
            if time.perf_counter() > deadline:
                raise Failure(f"no {wanted!r} within {timeout:g} s: {self.tail()}")
            self.sample_rss(0.25)

    def wait_quiet(self, since: float, timeout: float, need_output=True) -> tuple[float, float]:
        """(first, last) output byte after `since`, in seconds, once silent."""
        deadline = since + timeout
        first = None
        while True:
            if self.pump(self.quiet if first else 0.05):
                first = first or self.backlog[-1][0]
                if self.backlog_size > MAX_BACKLOG:
                    self.catch_up()
                if time.perf_counter() < deadline:
                    continue
                self.catch_up()
                raise Failure(f"never silent for {self.quiet * 1000:g} ms in {timeout:g} s")
            if first:
                self.catch_up()
                return first - since, self.last_byte - since
            if self.eof:
                raise Failure(f"exited: {self.tail()}")
            if not need_output and time.perf_counter() > since + self.quiet:
                self.catch_up()  # what came with the chunk that held a match
                return 0.0, 0.0
            if time.perf_counter() > deadline:
                raise Failure(f"no output within {timeout:g} s: {self.tail()}")
            self.sample_rss(0.25)

    def rest(self, seconds: float, timeout: float):
        """Press nothing for a while, and then go on once the program is silent."""
        if seconds:
            time.sleep(seconds)
            self.wait_quiet(time.perf_counter(), timeout, need_output=False)

    def cpu(self) -> float:
        """Processor time so far, in ms, with what processes that have ended since had spent when last looked at."""
        self.spent |= {pid: cpu_ms(pid) for pid in process_tree(self.pid)}
        return sum(self.spent.values())

    def tail(self) -> str:
        self.catch_up()
        rows = [row.strip() for row in self.screen.display if row.strip()]
        return " | ".join(rows[-4:])[:300] or "(blank screen)"

    # -- acting ----------------------------------------------------------
    def send(self, data: bytes) -> float:
        now = time.perf_counter()
        os.write(self.fd, data)
        return now

    def resize(self, size) -> float:
        self.catch_up()
        self.screen.resize(lines=size[1], columns=size[0])
        now = time.perf_counter()
        self._winsize(size)
        return now

    def close(self) -> float:
        """Kill the program (and its session); returns its cpu seconds."""
        self.sample_rss()
        for pid in reversed(process_tree(self.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        os.close(self.fd)
        _, _, usage = os.wait4(self.pid, 0)  # its ru_maxrss would count our own fork
        return usage.ru_utime + usage.ru_stime


def run_case(case: dict, spec: dict, on_screen=None) -> tuple[dict, list]:
    """One run of one case -> ({metric: [values]}, [what went wrong])."""
    figures, problems = defaultdict(list), []
    if case.get("prepare"):
        subprocess.run(case["prepare"], shell=True, check=True)
    session = Session(
        case["cmd"],
        case.get("size", spec["size"]),
        case.get("env"),
        case.get("cwd"),
        case.get("quiet", spec["quiet"]) / 1000,
    )
    limit = case.get("timeout", spec["timeout"])
    try:
        name = "start"
        figures["start"].append(session.wait_text(case["ready"], session.started, limit) * 1000)
        name = "settle"
        session.wait_quiet(time.perf_counter(), limit, need_output=False)
        figures["start.cpu"].append(session.cpu())
        figures["rss_start"].append((session.sample_rss(), session.peak_kib / 1024)[1])
        if case.get("setup"):
            for keys in case["setup"] if isinstance(case["setup"], list) else [case["setup"]]:
                since = session.send(decode_keys(keys))
                session.wait_quiet(since, limit)
        session.rest(case.get("rest", 0), limit)
        for step in case.get("steps", []):
            name, expect = step["name"], step.get("expect")
            if on_screen:
                on_screen(case["name"], "before " + name, session.text())
            for _ in range(step.get("repeat", 1)):
                session.rest(step.get("rest", 0), limit)
                if expect and session.shows(expect):
                    raise Failure(f"{expect!r} is on screen already")
                before, stamp, busy = session.total, session.text(), session.cpu()
                since = (
                    session.resize(step["size"])
                    if "size" in step
                    else session.send(decode_keys(step["keys"]))
                )
                patience = step.get("timeout", limit)
                first = last = None
                if expect:
                    value = session.wait_text(expect, since, patience)
                    session.wait_quiet(time.perf_counter(), patience, need_output=False)
                    last = session.last_byte - since
                else:
                    first, value = session.wait_quiet(since, patience)
                    if step.get("must_change", True) and session.text() == stamp:
                        raise Failure("the screen did not change")
                if not step.get("untimed"):
                    figures[name].append(value * 1000)
                    if first is not None:
                        figures[name + ".first"].append(first * 1000)
                    if last is not None:
                        figures[name + ".last"].append(last * 1000)
                    figures[name + ".cpu"].append(session.cpu() - busy)
                    figures[name + ".bytes"].append(session.total - before)
                session.sample_rss(0.5)
        if on_screen:
            on_screen(case["name"], "end", session.text())
    except Failure as failure:
        problems.append(f"{name}: {failure}")
        if on_screen:
            on_screen(case["name"], "failed at " + name, session.text())
    finally:
        cpu = session.close()
    figures["rss"].append(session.peak_kib / 1024)
    figures["cpu"].append(cpu * 1000)
    return figures, problems


def summary(values: list[float]) -> dict:
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {
        "n": len(ordered),
        "min": ordered[0],
        "median": statistics.median(ordered),
        "p95": p95,
        "max": ordered[-1],
    }


def bench(spec: dict, log=lambda line: None, on_screen=None) -> dict:
    """Run a whole spec, interleaved; returns the result as plain data."""
    cases = spec["cases"]
    rounds: dict[str, list] = {case["name"]: [] for case in cases}
    problems = defaultdict(list)
    dead: set[str] = set()
    deadline = time.monotonic() + spec.get("budget", float("inf"))
    jobs = [
        (number, case)
        for number in range(-spec["warmup"], spec["runs"])
        for case in (cases if number % 2 == 0 else reversed(cases))
    ]
    try:
        for number, case in jobs:
            if case["name"] in dead:
                continue
            if time.monotonic() > deadline:
                log("budget spent; reporting the rounds finished so far")
                break
            figures, wrong = run_case(case, spec, on_screen if number == -spec["warmup"] else None)
            if wrong:
                problems[case["name"]] += wrong
                if len(problems[case["name"]]) >= spec.get("give_up", 2):
                    dead.add(case["name"])  # do not wait for the same time-out again
            if number >= 0 or (wrong and case["name"] in dead):
                rounds[case["name"]].append(figures)
            log(f"round {number + 1}/{spec['runs']} {case['name']}: " + (wrong[0] if wrong else "ok"))
    except KeyboardInterrupt:
        log("interrupted; reporting the rounds finished so far")
    base = spec.get("baseline", cases[0]["name"])
    result = {"spec": {k: v for k, v in spec.items() if k != "cases"}, "cases": {}}
    for case in cases:
        metrics = {}
        for metric in dict.fromkeys(m for r in rounds[case["name"]] for m in r):
            values = [v for r in rounds[case["name"]] for v in r.get(metric, [])]
            if not values:
                continue
            metrics[metric] = summary(values)
            pairs = [
                statistics.median(mine[metric]) / statistics.median(other[metric])
                for mine, other in zip(rounds[case["name"]], rounds[base], strict=False)
                if mine.get(metric) and other.get(metric) and statistics.median(other[metric])
            ]
            if pairs:
                metrics[metric]["ratio"] = statistics.median(pairs)
        result["cases"][case["name"]] = {
            "cmd": case["cmd"],
            "metrics": metrics,
            "problems": problems.get(case["name"], []),
        }
    result["baseline"] = base
    return result


def table(result: dict) -> str:
    out = [
        f"{'case':<26}{'metric':<14}{'n':>5}{'min':>10}{'median':>10}{'p95':>10}{'max':>10}"
        f"{'x ' + result['baseline'][:12]:>15}"
    ]
    for name, case in result["cases"].items():
        for metric, s in case["metrics"].items():
            ratio = f"{s['ratio']:.2f}" if "ratio" in s else "-"
            out.append(
                f"{name:<26}{metric:<14}{s['n']:>5}{s['min']:>10.1f}{s['median']:>10.1f}"
                f"{s['p95']:>10.1f}{s['max']:>10.1f}{ratio:>15}"
            )
        out += [f"{name:<26}! {p}" for p in case["problems"][:3]]
    return "\n".join(out)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ap.add_argument("spec", nargs="?", help="a spec file (omit it in quick use)")
    ap.add_argument("-n", "--runs", type=int, help="counted runs of each command")
    ap.add_argument("--warmup", type=int, help="runs not counted, first (default 1)")
    ap.add_argument("--only", help="comma-separated case names")
    ap.add_argument("--size", help="COLSxROWS (default 120x40)")
    ap.add_argument("--quiet", type=float, help="ms of silence that count as settled (default 100)")
    ap.add_argument("--timeout", type=float, help="seconds for each wait (default 60)")
    ap.add_argument("--budget", type=float, help="seconds after which no new run starts")
    ap.add_argument("--ready", default="re:\\S", help="quick use: text of the first paint")
    ap.add_argument("--key", action="append", default=[], help="quick use: KEYS or KEYS=>EXPECTED")
    ap.add_argument("--repeat", type=int, default=1, help="quick use: times each --key is sent")
    ap.add_argument("--json", help="write the result here ('-': to standard output)")
    ap.add_argument("--screens", action="store_true", help="print the warm-up run's screens")
    ap.add_argument("commands", nargs="*", metavar="COMMAND")
    argv = sys.argv[1:]
    quick = argv[argv.index("--") + 1 :] if "--" in argv else None
    args = ap.parse_args(argv[: argv.index("--")] if quick is not None else argv)
    if quick is not None:
        steps = []
        for index, key in enumerate(args.key):
            keys, _, expect = key.partition("=>")
            steps.append(
                {"name": f"key{index + 1}", "keys": keys, "repeat": args.repeat, "must_change": False}
                | ({"expect": expect} if expect else {})
            )
        spec = {
            "cases": [
                {
                    "name": f"{chr(65 + i)}:{Path(shlex.split(c)[0]).name}",
                    "cmd": shlex.split(c),
                    "ready": args.ready,
                    "steps": steps,
                }
                for i, c in enumerate(quick)
            ]
        }
    elif args.spec:
        spec = json.loads(Path(args.spec).read_text())
    else:
        ap.error("give a spec file, or -- and commands")
    for key, default in (("runs", 5), ("warmup", 1), ("quiet", 100), ("timeout", 60)):
        given = getattr(args, key)
        spec[key] = given if given is not None else spec.get(key, default)
    if args.budget:
        spec["budget"] = args.budget
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    spec["size"] = [int(v) for v in args.size.split("x")] if args.size else spec.get("size", [120, 40])
    if args.only:
        spec["cases"] = [c for c in spec["cases"] if c["name"] in args.only.split(",")]
        if spec.get("baseline") not in [c["name"] for c in spec["cases"]]:
            spec.pop("baseline", None)
    show = None
    if args.screens:

        def show(name, when, text):
            print(f"--- {name}, {when}\n{text}\n", file=sys.stderr)

    result = bench(spec, lambda line: print(line, file=sys.stderr, flush=True), show)
    if args.json == "-":
        json.dump(result, sys.stdout, indent=1)
    else:
        if args.json:
            Path(args.json).write_text(json.dumps(result, indent=1))
        print(table(result))
    return 1 if any(c["problems"] for c in result["cases"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
