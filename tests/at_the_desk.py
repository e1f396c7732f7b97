"""Sitting down at the desk in tests: the app without a terminal, in folders of its own, and keys to press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefreader.annotations import Annotation
from briefreader.commands import COMMANDS
from briefreader.library import Library
from briefreader.settings import Paths, Settings
from briefreader.tui import clipboard
from briefreader.tui.app import Briefreader
from briefreader.tui.desk import Desk
from briefreader.tui.trail import Step
from briefreader.workplace import Workplace

SEEDS = Path(__file__).parents[1] / "seeds"
FEBRUARY, MARCH = "001_671add3b8e333da5", "000_7f05fd73837fd489"


@cache
def seeds() -> Library:
    """The two letters, read once for all tests: a library and its documents never change."""
    return Library([SEEDS])


@dataclass
class Sitting:
    """A reader at the desk."""

    app: Briefreader
    pilot: Pilot[None]

    @property
    def desk(self) -> Desk:
        """The screen, under whatever dialog is open."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Desk))

    @property
    def said(self) -> str:
        """What the status line says was done last."""
        return self.desk.status.said

    @property
    def words(self) -> str:
        """The words that commands act on."""
        span, document = self.desk.reader.target, self.desk.document
        assert span is not None and document is not None
        return span.of(document.text)

    @property
    def highlights(self) -> list[tuple[str, tuple[str, ...], str]]:
        """What is marked in the open letter: words, tags and note."""
        return [plainly(annotation) for annotation in self.desk.annotations]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, by Textual's names; wait until what they did is saved."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def do(self, *commands: str) -> None:
        """Carry out commands of the table by their keys."""
        for id in commands:
            keys = next(command.keys[0] for command in COMMANDS if command.id == id)
            await self.press(*keys.split())

    async def settle(self) -> None:
        """Wait until workers and clerk have nothing left to do and the screen has heard of it."""
        await self.pilot.pause()
        groups = ("finding", "making", "writing")
        while mine := [w for w in self.desk.workers if w.group in groups and not w.is_finished]:
            await self.desk.workers.wait_for_complete(mine)
            await self.pilot.pause()
        done, loop = asyncio.Event(), asyncio.get_running_loop()
        self.desk.clerk.also(lambda: loop.call_soon_threadsafe(done.set))
        await done.wait()
        await self.pilot.pause()

    async def find(self, words: str) -> None:
        """Put the caret on the first place with these words."""
        document = self.desk.document
        assert document is not None
        self.desk.reader.go(document.text.index(words))
        await self.pilot.pause()


async def resize(pilot: Pilot[None], columns: int, rows: int) -> None:
    """Give the terminal another size; wait until the screen is laid out for it."""
    await pilot.resize_terminal(columns, rows)
    while pilot.app.screen.size != (columns, rows):
        await pilot.pause(0.01)
    await pilot.pause()


def plainly(annotation: Annotation) -> tuple[str, tuple[str, ...], str]:
    """An annotation as what a reader sees of it."""
    return annotation.target.quote, annotation.tags, annotation.note


@asynccontextmanager
async def at_desk(
    folder: Path,
    wanted: str | None = None,
    *,
    size: tuple[int, int] = (120, 40),
    library: Library | None = None,
    settings: Settings | None = None,
    all_read: bool = True,
) -> AsyncIterator[Sitting]:
    """The app on `library`, by default the two letters, with annotations and everything else kept in `folder`.

    Only with `all_read` all letters are read when one sits down.
    """
    workplace = Workplace(library or seeds(), folder / "annotations")
    settings = settings or Settings(creator="Tester")
    begin = Step(wanted) if wanted else None
    app = Briefreader(workplace, settings, Paths.under(folder / "home"), begin)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clipboard, "PROGRAMS", ())  # whoever runs the tests keeps what they copied
        async with app.run_test(size=size, notifications=True) as pilot:
            yield await _seated(app, pilot) if all_read else Sitting(app, pilot)


async def _seated(app: Briefreader, pilot: Pilot[None]) -> Sitting:
    """With all letters read."""
    sitting = Sitting(app, pilot)
    while sitting.desk.reading:
        await pilot.pause(0.01)
    await sitting.settle()
    return sitting
