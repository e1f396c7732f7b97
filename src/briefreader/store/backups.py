"""Backups: each annotation file as it was before its first change of a day, for the last days that had changes.

`annotations/backups/2025-03-04/<file>`; beside the days, for good, what a migration or a rescue wrote over. They are
for a person to copy back from; the program reads none of them.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from briefreader import durable

KEPT = 14
"""Days with changes whose backups are kept: two weeks of daily work, months of occasional work."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def keep(file: Path, folder: Path, today: date | None = None) -> None:
    """Put `file` into today's folder below `folder` unless it is there already, and drop the oldest days.

    To be called before the file is replaced: the old contents then go on under the second name, without copying,
    where the file system can. Raises OSError.
    """
    day = folder / (today or date.today()).isoformat()
    copy = day / file.name
    if copy.exists() or not file.exists() or folder.is_symlink():
        return
    if not day.is_dir():
        day.mkdir(parents=True, exist_ok=True)
        for old in days(folder)[:-KEPT]:
            shutil.rmtree(folder / old)
    try:
        copy.hardlink_to(file)
    except OSError:
        part = copy.with_name(copy.name + ".part")
        shutil.copyfile(file, part)
        part.replace(copy)


def keep_for_good(file: Path, folder: Path, why: str) -> Path:
    """Copy `file` into the folder `why` below `folder`, under a name that is free there. Raises OSError."""
    durable.make_folder(folder / why)
    number = 1
    while (copy := folder / why / f"{file.stem}.{number}{file.suffix}").exists():
        number += 1
    durable.replace_file(copy, file.read_bytes())
    return copy


def days(folder: Path) -> list[str]:
    """The days there are backups of, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(item.name for item in folder.iterdir() if _DAY.fullmatch(item.name))
