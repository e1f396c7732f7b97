"""The app: Textual's frame around the desk, with themes and the settings that the screen itself can change.

Everything one sees and does is `desk.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen

from briefreader import first_page, keys
from briefreader.settings import Paths, Settings
from briefreader.tui import takeover, themes, wording
from briefreader.tui.desk import Desk
from briefreader.tui.hush import Hush
from briefreader.tui.trail import Step
from briefreader.workplace import Workplace


class Briefreader(App[None]):
    """The program in a terminal."""

    TITLE = "briefreader"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # the desk has it on the key of the command table

    def __init__(
        self,
        workplace: Workplace,
        settings: Settings,
        paths: Paths,
        wanted: Step | None = None,
        problems: Iterable[str] = (),
    ) -> None:
        """`wanted`: where to begin. `problems`: what is wrong with the settings file, to be told."""
        without_colour = bool(os.environ.get("NO_COLOR"))
        self.hush = Hush()
        super().__init__(driver_class=takeover.driver(self.hush), ansi_color=True if without_colour else None)
        self.start = takeover.Start(self)
        self.picture: str | None = ""
        """What the screen looked like when it was left; None if it was left before all was there: the last one may do."""

        self.workplace = workplace
        self.settings = settings
        self.paths = paths
        self.wanted = wanted
        self.wrong_keys = keys.check(settings.keys, settings.keymap)
        self.keyboard = keys.Keys() if self.wrong_keys else keys.Keys(settings.keys, settings.keymap)
        self.problems = tuple(problems)
        for theme in themes.OWN:
            self.register_theme(theme)
        wanted_theme = themes.PLAIN if without_colour else settings.theme
        self.no_theme = "" if wanted_theme in self.available_themes else wanted_theme
        self.theme = themes.DARK.name if self.no_theme else wanted_theme

    def get_default_screen(self) -> Screen[None]:
        """The desk, from the start."""
        return Desk(self.workplace, self.settings, self.keyboard, self.paths, self.wanted)

    def on_mount(self) -> None:
        """Tell what is wrong with the settings, and what of the library is not shown."""
        self.set_timer(takeover.AT_MOST, self.start.late)
        for warning in self.workplace.library.warnings:
            self.notify(warning, title="Library", severity="warning", timeout=15, markup=False)
        unknown = f"There is no theme “{wording.plain(self.no_theme)}”; the command palette has all."
        for title, problems in (
            ("Settings: the standard ones are used", self.problems),
            ("Keys: the standard ones are used", self.wrong_keys),
            ("Colours: the standard ones are used", [unknown] if self.no_theme else []),
        ):
            for problem in problems:
                self.notify(problem, title=title, severity="warning", timeout=15, markup=False)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's for the theme in force, with inks that can be read."""
        return themes.legible(super().get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, without the search of every line for colours of the terminal's own: no theme mixes the two."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]


def run(
    workplace: Workplace,
    settings: Settings,
    paths: Paths,
    wanted: str | None = None,
    problems: Iterable[str] = (),
    offset: int | None = None,
) -> int:
    """Open the screen and stay until the reader leaves; the exit code. Raises StoreError.

    `wanted` is the id of the letter to begin with, and `offset` where in it, in code points.
    """
    workplace.store  # noqa: B018 - opened here, so that what is wrong with it is told before the screen is
    begin = Step(wanted, offset) if wanted else None
    app = Briefreader(workplace, settings, paths, begin, problems)
    app.run()
    if app.picture is not None:
        first_page.keep(app.picture, takeover.watched(workplace, paths))
    return app.return_code or 0
