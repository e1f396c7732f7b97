"""Settings: what a reader may choose, from one TOML file; and every folder the program uses.

Reads and writes the file and checks it. What the keys in `[keys]` mean is `keys.py`; where the reader was in
each letter is `places.py`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from briefreader import durable
from briefreader.annotations import default_creator
from briefreader.errors import SettingsError
from briefreader.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "briefreader"


@frozen
class Paths:
    """The folders and files that are the program's own. Nothing else joins a path to a home folder."""

    config: Path
    cache: Path
    data: Path
    state: Path

    @classmethod
    def of_user(cls) -> Paths:
        """Where the system wants them; `XDG_CONFIG_HOME` and its like are obeyed."""
        home = os.environ.get("HOME", "")
        if os.name == "posix" and sys.platform != "darwin" and home.startswith("/"):
            return cls(*(_xdg(variable, home, usual) for variable, usual in XDG))
        import platformdirs

        dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
        return cls(
            Path(dirs.user_config_dir),
            Path(dirs.user_cache_dir),
            Path(dirs.user_data_dir),
            Path(dirs.user_state_dir),
        )

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """All of them under one folder: for tests, and for a program carried on a stick."""
        return cls(folder / "config", folder / "cache", folder / "data", folder / "state")

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def annotations(self) -> Path:
        """Where annotations go when no folder of the documents has a place for them."""
        return self.data / "annotations"

    @property
    def places(self) -> Path:
        """Where one was in each letter."""
        return self.state / "places.json"


def _not_text(value: Any) -> str:
    return "" if isinstance(value, str) else "must be text between quotes"


XDG = (
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_CACHE_HOME", ".cache"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_STATE_HOME", ".local/state"),
)
"""What the XDG Base Directory Specification calls the folders of `Paths`, and where they are in one's home otherwise."""


def _xdg(variable: str, home: str, usual: str) -> Path:
    """As platformdirs has it, which takes 2 ms to import."""
    given = os.environ.get(variable, "")
    return Path(given if given.startswith("/") else f"{home}/{usual}") / NAME


CITATIONS = ("dutch", "english", "bare")
"""Names of the house styles that `exporters.references` has."""


def _not_citation(value: Any) -> str:
    return "" if value in CITATIONS else f"must be one of {', '.join(CITATIONS)}"


def _not_cells(value: Any) -> str:
    right = isinstance(value, int) and not isinstance(value, bool) and 20 <= value <= 400
    return "" if right else "must be a whole number from 20 to 400"


def _not_keys(value: Any) -> str:
    def is_keys(keys: Any) -> bool:
        return isinstance(keys, str) or (isinstance(keys, list) and all(isinstance(k, str) for k in keys))

    right = isinstance(value, Mapping) and all(is_keys(keys) for keys in value.values())
    return "" if right else 'must be a table of command = "key" or command = ["key", "key"]'


@frozen
class Settings:
    """What is in force. What each means is in `SETTINGS`; the file has the same names."""

    theme: str = "briefreader-dark"
    measure: int = 80
    keymap: str = "vim"
    creator: str = ""
    citation: str = "dutch"
    keys: Mapping[str, Any] = MappingProxyType({})

    @property
    def signed(self) -> str:
        """The name kept with highlights."""
        return self.creator or default_creator()


@frozen
class Setting:
    """What there is to say of a setting."""

    doc: str
    problem: Callable[[Any], str]
    """What is wrong with a value; empty if nothing is."""


SETTINGS: Mapping[str, Setting] = {
    "theme": Setting("Colours of the screen: any theme the command palette lists.", _not_text),
    "measure": Setting("Width of the text at most, in terminal columns.", _not_cells),
    "keymap": Setting("The set of keys to start from: `vim` or `arrows`.", _not_text),
    "creator": Setting(
        "Your name, kept with each highlight you make; empty: the system's name for you.", _not_text
    ),
    "citation": Setting(
        "House style of the citation that is copied and exported with a passage: `dutch`, `english` or `bare`.",
        _not_citation,
    ),
    "keys": Setting(
        "Your own keys for a command, by the id that `briefreader keys` lists; [] leaves it without a key.",
        _not_keys,
    ),
}
"""By name, in the order of the file."""


def documented() -> tuple[tuple[str, Any, str], ...]:
    """Name, default and explanation of every setting, in the order of the file."""
    standard = Settings()
    return tuple((name, getattr(standard, name), setting.doc) for name, setting in SETTINGS.items())


def read(path: Path) -> Settings:
    """The settings in the file; the standard ones if there is no file.

    Raises SettingsError, with every problem, if it is no TOML, or names or values in it are unknown.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error}.") from error
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings file {path} is no TOML: {error}. Mend that line.") from error
    problems = tuple(_problems(values))
    if problems:
        raise SettingsError(f"The settings file {path} is not used: {'; '.join(problems)}.", problems)
    return Settings(**values)


def usable(path: Path) -> tuple[Settings, Sequence[str]]:
    """The settings to go by, and what is wrong with the file; then none of it is used."""
    try:
        return read(path), ()
    except SettingsError as error:
        return Settings(), error.problems or (str(error),)


def _problems(values: Mapping[str, Any]) -> Iterable[str]:
    for name, value in values.items():
        if name not in SETTINGS:
            yield f"“{name}” is no setting; there are {', '.join(SETTINGS)}"
        elif problem := SETTINGS[name].problem(value):
            yield f"“{name}” {problem}"


def keep(path: Path, name: str, value: str | int) -> None:
    """Write one setting into the file; everything else in it stays as it is, comments too.

    Raises SettingsError if the file cannot be written or is no TOML.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = ""
    with suppress(FileNotFoundError):
        text = path.read_text(encoding="utf-8")
    try:
        document = tomlkit.parse(text)
        document[name] = value
        durable.write_alone(path, tomlkit.dumps(document).encode())
    except (OSError, TOMLKitError) as error:
        raise SettingsError(f"“{name}” cannot be kept in {path}: {error}.") from error
