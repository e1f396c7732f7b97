"""Columns: values as plain lists and dictionaries, such as JSON can write, and values again.

A row of values of one class is a list for each of its fields: many are then made at once, in a tenth of the time. What
is written where, and which values, is for others to say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from types import MappingProxyType, UnionType

from briefreader.courtesy import paced
from briefreader.values import fields_of, is_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

Maker: TypeAlias = "Callable[[Any], Any]"

AS_THEY_ARE = frozenset({"bool", "int", "int | None", "str", "str | None"})
"""Types of fields that JSON has as they are, as the classes write them: most fields are of these."""


def plain(held: Any, without: Sequence[str] = ()) -> Any:
    """A value as a dictionary of what its fields hold, made plain; but for those in `without`."""
    if is_value(held):
        return {name: plain(getattr(held, name)) for name in fields_of(held) if name not in without}
    if isinstance(held, Mapping):
        return dict(held)
    if not isinstance(held, tuple):
        return held
    if held and is_value(held[0]):
        return [[plain(getattr(one, name)) for one in paced(held)] for name in fields_of(held[0])]
    return [plain(one) for one in paced(held)]


def made(kind: Any, held: Any) -> Any:
    """The value of the class that `plain` made plain, without the fields that are not in it.

    Raises KeyError, TypeError or ValueError if it is no such thing.
    """
    makers = _makers(kind)
    return kind(**{name: _made(makers[name], part) for name, part in dict(held).items()})


def _made(maker: Maker | None, held: Any) -> Any:
    return held if maker is None else maker(held)


@cache
def _makers(kind: Any) -> dict[str, Maker | None]:
    """What makes each field of a class from its plain form; None where they are the same."""
    known = vars(sys.modules[kind.__module__])
    # What `get_type_hints` does, which has the compiler make a syntax tree of each.
    return {
        name: None if hint in AS_THEY_ARE else _maker(eval(hint, known))
        for name, hint in kind.__annotations__.items()
    }


def _maker(hint: Any) -> Maker | None:
    origin: Any = getattr(hint, "__origin__", None)
    inner: tuple[Any, ...] = getattr(hint, "__args__", ())
    if isinstance(hint, UnionType):
        some = _maker(next(one for one in inner if one is not type(None)))
        return some and (lambda held: None if held is None else some(held))
    if origin is Sequence or (origin is tuple and inner[-1] is Ellipsis):
        return _row_maker(inner[0])
    if origin is Mapping:
        return MappingProxyType
    if origin is tuple:
        return tuple
    if not isinstance(hint, type):
        return None
    if is_value(hint):
        return lambda held: made(hint, held)
    if issubclass(hint, Enum):
        return hint
    return getattr(hint, "_make", None)  # of a NamedTuple


def _row_maker(hint: Any) -> Maker:
    if not is_value(hint):
        one = _maker(hint)
        return tuple if one is None else lambda held: tuple(map(one, held))

    def row(held: Any) -> tuple[Any, ...]:
        makers = _makers(hint).values()
        columns = (
            map(maker, column) if maker else column for maker, column in zip(makers, held, strict=True)
        )
        return tuple(hint(*fields) for fields in zip(*columns, strict=True))

    return lambda held: row(held) if held else ()
