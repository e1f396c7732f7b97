"""Web annotations: the W3C's JSON-LD and Hypothesis' JSON, read as others write them too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefreader.annotations import Target
from briefreader.errors import LoadError
from briefreader.exporters.links import parse
from briefreader.importers.parcel import Incoming, Parcel, Source

_PAPER = re.compile(r"\b(kst-[\w-]+?)(?:\.\w+)?(?:$|[/?#])")


def read(data: bytes) -> Parcel:
    """Either of the two. Raises LoadError if it is neither."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise LoadError("This is not JSON that can be read. Export it anew.") from None
    if isinstance(value, dict) and isinstance(value.get("annotations"), list):
        return _parcel("Hypothesis annotations", value["annotations"], _of_hypothesis)
    rows = _rows(value)
    if rows is None:
        raise LoadError("This JSON holds no annotations: neither the W3C's nor Hypothesis'.")
    return _parcel("web annotations", rows, _of_w3c)


def _parcel(kind: str, rows: Sequence[Any], reader: Any) -> Parcel:
    passages, said = [], []
    for number, row in enumerate(rows, start=1):
        try:
            passages.append(reader(row))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            said.append(f"Annotation {number} has no quotation, or no place that can be read: refused.")
    return Parcel(kind, tuple(passages), (), tuple(said))


def _rows(value: Any) -> list[Any] | None:
    """The annotations of a collection, a page, a list, or of one alone."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    first = value.get("first")
    for holder in (value, first if isinstance(first, dict) else {}):
        if isinstance(holder.get("items"), list):
            items: list[Any] = holder["items"]
            return items
    return [value] if "target" in value else None


def _each(value: Any) -> Iterator[Any]:
    """JSON-LD's one or many, as many."""
    if value is not None:
        yield from value if isinstance(value, list) else (value,)


def _of_w3c(row: Mapping[str, Any]) -> Incoming:
    target = next(_each(row["target"]))
    bodies = [body if isinstance(body, dict) else {"value": body} for body in _each(row.get("body"))]
    tags = tuple(str(b["value"]) for b in bodies if b.get("purpose") == "tagging" and b.get("value"))
    notes = [str(b["value"]) for b in bodies if b.get("purpose") != "tagging" and b.get("value")]
    digest = str((target.get("state") or {}).get("textDigest") or "") if isinstance(target, dict) else ""
    section = tuple(str(title) for title in _each(target.get("section")))
    place = _target(target.get("selector"), section, digest.removeprefix("blake2b-128:"))
    creator: Any = next(_each(row.get("creator")), {})
    return Incoming(
        _source(target.get("source")),
        place,
        tags,
        "\n\n".join(notes),
        str(row.get("id") or "").removeprefix("urn:uuid:"),
        str(creator.get("name") or "") if isinstance(creator, dict) else str(creator),
        str(row.get("created") or ""),
        str(row.get("modified") or ""),
    )


def _of_hypothesis(row: Mapping[str, Any]) -> Incoming:
    ours = parse(str((row.get("links") or {}).get("briefreader") or ""))
    titles = list(_each((row.get("document") or {}).get("title")))
    found = _source(row.get("uri"))
    source = Source(ours[0] if ours else found.id, str(titles[0]) if titles else "", found.paper)
    selectors = next(_each(row["target"])).get("selector")
    user = str((row.get("user_info") or {}).get("display_name") or "")
    user = user or str(row.get("user") or "").removeprefix("acct:").partition("@")[0]
    return Incoming(
        source,
        _target(selectors, (), ""),
        tuple(str(tag) for tag in row.get("tags") or ()),
        str(row.get("text") or ""),
        ours[1] if ours else str(row.get("id") or ""),
        "" if ours and not (row.get("user_info") or {}).get("display_name") else user,
        str(row.get("created") or ""),
        str(row.get("updated") or ""),
        utf16=True,
    )


def _source(value: Any) -> Source:
    """A letter by its address: ours, or one that names a paper."""
    address = str(value.get("id") if isinstance(value, dict) else value or "")
    ours = parse(address)
    paper = _PAPER.search(address)
    return Source(ours[0] if ours else "", address.rpartition("/")[2], paper[1] if paper else "")


def _target(selectors: Any, section: tuple[str, ...], text_hash: str) -> Target:
    """A place by its selectors. Raises KeyError if none of them quotes."""
    start = end = 0
    quotes = []
    for selector in _each(selectors):
        if selector.get("type") == "TextPositionSelector":
            start, end = int(selector["start"]), int(selector["end"])
        elif selector.get("type") == "TextQuoteSelector":
            quotes.append(selector)
    if not quotes or not quotes[0]["exact"]:
        raise KeyError("exact")
    exact, prefix, suffix = (str(quotes[0].get(name) or "") for name in ("exact", "prefix", "suffix"))
    return Target(start, end, exact, prefix, suffix, section, text_hash)
