"""Web header: what parliament's pages say of a paper above its text, once the page has become plain text.

One row of `_LINES` a kind of line. The paper's own text starts after it and is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType

from briefreader.document import Activity, Metadata, Signatory
from briefreader.loaders.plain.source import Line
from briefreader.values import field, record

LONGEST = 200
"""Lines a header has at most: lists of decisions can be long."""

_NUMBER = re.compile(r"Nummer:\s*(?P<number>\w+),\s*datum:\s*(?P<date>\d{4}-\d\d-\d\d)(?P<rest>.*)")
_END = re.compile(r"Preview document\b.*")
_UPDATED = re.compile(r"bijgewerkt:\s*(\d{4}-\d\d-\d\d)(?:\s+(\d\d:\d\d))?")
_VERSION = re.compile(r"versie:\s*(\d+)")
_OFFICE = re.compile(r"(?P<name>[^,]+),\s*(?P<office>.*?)(?:\s*\((?P<party>[^()]*)\))?$")


@record
class _Found:
    fields: dict[str, str] = field(default_factory=dict)
    signatories: list[Signatory] = field(default_factory=list)
    committees: list[str] = field(default_factory=list)
    agenda: list[Activity] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)
    label: str = ""
    """The list that lines starting with a dash belong to."""

    def add(self, label: str, value: str) -> None:
        """Keeps a line under its own label."""
        self.other[label] = f"{self.other[label]}\n{value}" if label in self.other else value


def take_header(lines: Sequence[Line]) -> tuple[Metadata, int] | None:
    """(what the header says, lines it takes), or None if the text does not start with one."""
    numbers = [index for index, line in enumerate(lines[:8]) if _NUMBER.match(line.text)]
    ends = [index for index, line in enumerate(lines[:LONGEST]) if _END.match(line.text)]
    if not numbers or not ends or ends[0] < numbers[0]:
        return None
    found = _Found()
    _titles(found, [line.text for line in lines[: numbers[0]]])
    for line in lines[numbers[0] : ends[0]]:
        _read(found, line.text)
    return _metadata(found), ends[0] + 1


def _titles(found: _Found, texts: Sequence[str]) -> None:
    """The lines above the number: title, the dossier's title if it has one, kind."""
    names = ("title", "document_type") if len(texts) == 2 else ("title", "dossier_title", "document_type")
    found.fields.update(zip(names, texts, strict=False))


def _read(found: _Found, text: str) -> None:
    heading, glued, rest = text.partition(":-")
    if glued:
        found.label = heading
        text = rest.strip()
    for pattern, act in _LINES:
        match = pattern.match(text)
        if match:
            act(found, match)
            return
    if text.endswith(":"):
        found.label = text.rstrip(":")
    else:
        found.add(found.label or "header", text.removeprefix("- "))


def _number(found: _Found, match: re.Match[str]) -> None:
    found.fields |= {"number": match["number"], "date": match["date"]}
    if updated := _UPDATED.search(match["rest"]):
        found.fields["updated"] = "T".join(part for part in updated.groups() if part)
    if version := _VERSION.search(match["rest"]):
        found.fields["version"] = version[1]


def _dossier(found: _Found, match: re.Match[str]) -> None:
    found.fields["dossier"] = re.sub(r"\s*-\s*|\s+", "-", match["dossier"].strip())
    found.fields["dossier_number"] = match["paper"]
    found.fields.setdefault("dossier_title", match["title"])


def _signatory(found: _Found, match: re.Match[str]) -> None:
    parts = _OFFICE.match(match["who"])
    if parts:
        found.signatories.append(Signatory(parts["name"].strip(), parts["office"], match["role"]))


def _activity(found: _Found, match: re.Match[str]) -> None:
    when = match["day"] + (f"T{match['time']}" if match["time"] else "")
    title, _, body = match["what"].rpartition(", ")
    found.agenda.append(Activity(when, title or match["what"], body if title else ""))


_Act = Callable[[_Found, re.Match[str]], None]
_LINES: tuple[tuple[re.Pattern[str], _Act], ...] = (
    (_NUMBER, _number),
    (re.compile(r"(?:-\s*)?(?P<role>(?:Eerste|Mede)\s?ondertekenaar):\s*(?P<who>.+)", re.I), _signatory),
    (
        re.compile(
            r"Onderdeel van kamerstukdossier\s+(?P<dossier>\d{5}(?:\s?-?\s?[\dIVXLC]{1,5}[A-E]?)?)"
            r"\s*-\s*(?P<paper>\d{1,5}|[A-Z]{1,2})\s+(?P<title>.+?)\s*\.?$"
        ),
        _dossier,
    ),
    (re.compile(r"Onderdeel van zaak\s+(\w+)"), lambda found, match: found.fields.update(case=match[1])),
    (
        re.compile(r"(?:-\s*)?(?:Volg|Voortouw)commissie:\s*(.+)"),
        lambda found, match: found.committees.append(match[1]),
    ),
    (re.compile(r"(?:-\s*)?(?P<day>\d{4}-\d\d-\d\d)(?:\s+(?P<time>\d\d:\d\d))?:\s*(?P<what>.+)"), _activity),
    (
        re.compile(r"(?:-\s*)?((?:Mede)?[Ii]ndiener):\s*(.+)"),
        lambda found, match: found.add(match[1], match[2]),
    ),
)


def _metadata(found: _Found) -> Metadata:
    fields = found.fields
    return Metadata(
        title=fields.get("title"),
        dossier_title=fields.get("dossier_title"),
        document_type=fields.get("document_type"),
        number=fields.get("number"),
        date=fields.get("date"),
        updated=fields.get("updated"),
        version=int(fields["version"]) if "version" in fields else None,
        dossier=fields.get("dossier"),
        dossier_number=fields.get("dossier_number"),
        case=fields.get("case"),
        house="II" if "dossier" in fields else None,
        signatories=tuple(found.signatories),
        committees=tuple(dict.fromkeys(found.committees)),
        agenda=tuple(found.agenda),
        other=MappingProxyType(found.other),
    )
