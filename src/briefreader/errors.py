"""What can go wrong, in words for the person it happens to.

    BriefreaderError          exit code 2: wrong use, or something that cannot be read
    ├── NotFound              exit code 1: what was asked for is not there
    ├── LoadError             a file cannot be read as a document
    │   └── GivenUp           it takes longer than it may
    │       └── NotNow        it was not tried, or was to be stopped; the next time it may be read
    ├── StoreError            an annotation file cannot be read or written
    │   └── ReadOnly          the annotations folder may be read, not written
    ├── ExportError           an export cannot be written
    │   └── Stopped           the reader stopped it
    └── SettingsError         the settings file or the keymap is wrong

Every message says what happened and, after it, what to do. They are caught in two places only: `cli.main`,
and where the screen starts work.
"""


class BriefreaderError(Exception):
    """Something a person can understand and act on. `str(error)` is one sentence or two, no traceback."""

    exit_code = 2


class NotFound(BriefreaderError):
    """A document, annotation, tag or passage that was asked for does not exist."""

    exit_code = 1


class LoadError(BriefreaderError):
    """A file is not what its name says, is damaged, encrypted, empty, or passes a limit."""


class GivenUp(LoadError):
    """A file was not read to its end, for it takes longer than it may. The message says all."""


class NotNow(GivenUp):
    """A file was not read through no fault of its own: the program is leaving, cannot start a process, or was told
    to stop reading it.
    """


class StoreError(BriefreaderError):
    """Annotations cannot be read or saved; what was saved before is untouched."""


class ReadOnly(StoreError):
    """The annotations can be read and not changed."""


class ExportError(BriefreaderError):
    """An export cannot be written where it was asked for."""


class Stopped(ExportError):
    """The reader did not want to wait for an export any longer; nothing was written."""


class SettingsError(BriefreaderError):
    """The settings file cannot be used. `problems` names every one of them."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
