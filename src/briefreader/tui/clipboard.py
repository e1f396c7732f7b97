"""Clipboard: hands text to the system's own clipboard, where a program for that is there.

The terminal's clipboard (OSC 52) is Textual's; it reaches over ssh but not every terminal has it, so both are used.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from shutil import which

PROGRAMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""The variable that says there is such a clipboard, if one does, and the program that takes text for it."""

PATIENCE = 5.0
"""Seconds after which a program that takes nothing is given up."""


def program(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The program to use and its arguments; empty if there is none."""
    for variable, command in PROGRAMS:
        if (not variable or environment.get(variable)) and which(command[0]):
            return command
    return ()


def offer(text: str) -> bool:
    """Hand `text` over; whether a program took it. To be called off the screen's thread: it may take its time."""
    command = program()
    if not command:
        return False
    try:
        # What it would say is nobody's; the program may live on to serve the text, so its ends are not waited for.
        done = subprocess.run(
            command,
            input=text.encode("utf-16-le" if command[0] == "clip.exe" else "utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
