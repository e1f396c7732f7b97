"""Readers: other processes that read files, so that no file can hold up, exhaust or end this one.

Each file has its limits of time and memory; what passes them is given up with a reason. Which files are worth it is
said here too. How a file becomes a document is `loaders/`, keeping it is `cache.py`.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock, Timer

from briefreader import courtesy, loaders
from briefreader.cache import Cache, freeze, thaw
from briefreader.document import Document
from briefreader.errors import GivenUp, LoadError, NotNow
from briefreader.values import changed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

AT_MOST = 2
"""Processes, so that the screen keeps a core even on small machines."""

SECONDS = 60.0
"""Time a file may take. The largest letters take a few."""

MEGABYTES = 2048
"""Address space a process may have, where the system can limit it."""

HERE = 64 * 1024
"""Bytes up to which text is read in this process: starting another costs more than such a file."""

HERE_AT_MOST = 8
"""Files that are read in this process: many small ones would hold up the screen as one large one does."""

LARGE_HERE = 2 << 20
"""Bytes of longer texts that are read in this process, if that is work which lets others go first: another process holds
twice as much as such a letter takes."""

PLAIN = frozenset({"text", "markdown"})
"""Formats whose time and memory grow with nothing but the file's size."""

IDLE = 2.0
"""Seconds without work after which a process is ended: it holds as much memory as the screen."""

BEGINNING = 10.0
"""Seconds that the first pages of a file may take."""

LEAVING = "was not read: the program is leaving."
STOPPED = "was not read to its end, as you wished. Open it again to have all of it."
DAMAGED = "cannot be read: it is damaged in a way that ends the program which reads it."
LATER = "It is tried again when it has changed, or after a day."


def late(path: Path, seconds: float = SECONDS) -> str:
    """What is said of a file that took longer than `seconds`."""
    return f"“{path.name}” was given up: reading it takes longer than {seconds:g} seconds. {LATER}"


def fault(path: Path, error: BaseException) -> str:
    """What is said of a file that a fault of ours keeps from being read."""
    return f"“{path.name}” cannot be read: {type(error).__name__} in briefreader itself."


class Readers:
    """Up to `AT_MOST` processes, started when they are first needed. Safe to use from several threads."""

    def __init__(self, cache: Path | None, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """`cache`: the folder in which what was read is kept. `seconds`, `megabytes`: limits for each file."""
        self._cache = cache
        self._seconds = seconds
        self._megabytes = megabytes
        self._here = 0
        self._room = LARGE_HERE
        self._closed = False
        self._lock = Lock()
        self._running: set[_Process] = set()
        self._free = BoundedSemaphore(AT_MOST)
        self._idle: list[_Process | None] = [None] * AT_MOST  # None: a place for one that is not yet started
        self._rest: Timer | None = None

    def wanted(self, path: Path) -> bool:
        """Whether a file is better read by another process than by this one."""
        format = loaders.by_name(path)
        with suppress(OSError):
            if format is not None and format.name in PLAIN:
                size = path.stat().st_size
                if size <= HERE:
                    return self._here >= HERE_AT_MOST
                return size > self._room or not courtesy.is_asked_for()
        return True

    def read_here(self, path: Path) -> None:
        """Count a file that is read by this process."""
        with suppress(OSError), self._lock:
            size = path.stat().st_size
            self._here += size <= HERE
            self._room -= size if size > HERE else 0

    def read(self, path: Path, id: str) -> Document:
        """The document in `path`; waits for a process to be free. Raises LoadError if it cannot be read."""
        try:
            answer = self._ask(path, {"id": id}, self._seconds)
        except _Ended as ended:
            if ended.stopped:
                raise NotNow(f"“{path.name}” {STOPPED}") from ended
            if self._closed:
                raise NotNow(f"“{path.name}” {LEAVING}") from ended
            if ended.late:
                raise GivenUp(late(path, self._seconds)) from ended
            raise LoadError(f"“{path.name}” {DAMAGED}") from ended
        if "error" in answer:
            raise LoadError(answer["error"])
        return changed(thaw(answer["document"]), path=path)

    def beginning(self, path: Path, id: str) -> Document | None:
        """The first pages of the document in `path`; None if there are none before all of it is read."""
        with suppress(_Ended):
            answer = self._ask(path, {"id": id, "part": "beginning"}, min(BEGINNING, self._seconds))
            if answer.get("document"):
                return changed(thaw(answer["document"]), path=path)
        return None

    def _ask(self, path: Path, request: dict[str, str], seconds: float) -> dict[str, Any]:
        """What a process answers. Raises _Ended if it ends instead, NotNow if none can be started."""
        self._free.acquire()
        process = self._idle.pop()
        try:
            if process is None:
                process = self._started(path)
            process.path = path
            return process.ask({"path": str(path.absolute())} | request, seconds)
        except _Ended as ended:
            self._drop(process)
            ended.stopped, process = process is not None and process.stopped, None
            raise
        finally:
            if process is not None:
                process.path = None
            self._idle.append(process)
            self._free.release()
            self._let_rest()

    def _let_rest(self) -> None:
        """End the processes that have no work in `IDLE` seconds from now."""
        with self._lock:
            if self._rest is not None:
                self._rest.cancel()
            self._rest = Timer(IDLE, self._end_idle)
            self._rest.daemon = True
            if not self._closed:
                self._rest.start()

    def _end_idle(self) -> None:
        """End the processes that wait, each taken like one that is to work."""
        waiting: list[_Process | None] = []
        while self._free.acquire(blocking=False):
            waiting.append(self._idle.pop())
        for process in waiting:
            self._drop(process)
            self._idle.append(None)
            self._free.release()

    def stop(self, path: Path) -> None:
        """Give up the file at `path` if it is being read: whoever waits for it is told NotNow."""
        with self._lock:
            for process in self._running:
                if process.path == path:
                    process.stop()

    def close(self) -> None:
        """End all processes, whatever they are doing; what they were reading cannot be read."""
        with self._lock:
            self._closed = True
            if self._rest is not None:
                self._rest.cancel()
        _end_all(self._running)

    def _started(self, path: Path) -> _Process:
        with self._lock:
            if self._closed:
                raise NotNow(f"“{path.name}” {LEAVING}")
            try:
                process = _Process(self._cache, self._seconds, self._megabytes)
            except OSError as error:
                raise NotNow(f"“{path.name}” cannot be read: no process can be started.") from error
            if not self._running:
                from weakref import finalize  # only now: most starts find all in the cache

                finalize(self, _end_all, self._running)
            self._running.add(process)
            return process

    def _drop(self, process: _Process | None) -> None:
        if process is not None:
            process.end()
            with self._lock:
                self._running.discard(process)


class _Ended(Exception):
    """The process has ended before it answered."""

    def __init__(self, late: bool) -> None:
        super().__init__()
        self.late = late
        self.stopped = False


class _Process:
    """One process that reads: it is asked in a line of JSON and answers in as many bytes as it says."""

    def __init__(self, cache: Path | None, seconds: float, megabytes: int) -> None:
        """Raises OSError if it cannot be started."""
        import subprocess

        self.path: Path | None = None
        """What it is reading."""

        self.stopped = False
        package = Path(__file__).parents[1]
        found = os.pathsep.join(part for part in (str(package), os.environ.get("PYTHONPATH")) if part)
        limits = [str(cache or ""), str(seconds), str(megabytes)]
        self._popen = subprocess.Popen(
            # -P: a file `json.py` beside somebody's letters is no part of the program.
            [sys.executable, "-P", "-m", __name__, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries complain of files there, over the screen
            env=os.environ | {"PYTHONPATH": found},
            start_new_session=True,
        )
        self._late = False

    def ask(self, request: dict[str, str], seconds: float) -> dict[str, Any]:
        """What it answers. Raises _Ended if it does not within `seconds`, or ends."""
        assert self._popen.stdin is not None and self._popen.stdout is not None
        timer = Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            self._popen.stdin.write(json.dumps(request).encode() + b"\n")
            self._popen.stdin.flush()
            size = int.from_bytes(_exactly(self._popen.stdout, 8))
            answer: dict[str, Any] = json.loads(_exactly(self._popen.stdout, size))
            if self._late:  # ended right after it answered
                raise _Ended(True)
            return answer
        except (OSError, ValueError) as error:
            raise _Ended(self._late) from error
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End it in what it is doing."""
        self.stopped = True
        self._popen.kill()

    def _end_late(self) -> None:
        self._late = True
        self._popen.kill()

    def end(self) -> None:
        """End it, and wait until it is gone."""
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _end_all(processes: set[_Process]) -> None:
    for process in list(processes):
        process.end()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise OSError("the other end is closed")
    return data


# ---- from here on in the other process


def serve(cache: str, seconds: str, megabytes: str) -> None:
    """Read what standard input names, one file a line, and answer, until it is closed."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    kept = Cache(Path(cache)) if cache else None
    for line in sys.stdin.buffer:
        _limit(float(seconds), int(megabytes))
        answer = json.dumps(_read(json.loads(line), kept)).encode()
        answers.write(len(answer).to_bytes(8) + answer)
        answers.flush()


def _read(request: dict[str, str], cache: Cache | None) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        if request.get("part") == "beginning":
            first = loaders.beginning(path, request["id"])
            return {"document": freeze(first) if first else None}
        return {"document": freeze((cache or loaders).load(path, request["id"]))}
    except LoadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"“{path.name}” was given up: reading it takes more memory than it may have."}
    except Exception as error:  # one file must not keep the others from being read
        return {"error": fault(path, error)}


def _limit(seconds: float, megabytes: int) -> None:
    """Limit this process: if the program that asks is gone, nobody else would end it."""
    try:
        import resource
    except ImportError:  # a system without such limits; those of time are kept from outside
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    time = int(used.ru_utime + used.ru_stime + seconds) + 2
    for limit, most in ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CPU, time)):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


if __name__ == "__main__":
    serve(*sys.argv[1:])
