"""The screen's patience in tests: what it waits for it waits out, however busy the machine is."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys typed while starting, or into a line, are not given up, and nothing is counted as read meanwhile."""
    monkeypatch.setattr("briefreader.tui.takeover.AT_MOST", 60.0)
    monkeypatch.setattr("briefreader.tui.pace.PATIENCE", 60.0)
    monkeypatch.setattr("briefreader.tui.actions.leaving.REMEMBER_EVERY", 600.0)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's Pilot looks every 0.02 s whether the screen has come to rest, at each key: most of what these tests took."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.00025)
