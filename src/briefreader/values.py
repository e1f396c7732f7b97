"""Values: classes of named fields that are told apart by what they hold, as dataclasses are, and ready a good deal sooner.

`@frozen` makes them frozen; `@record` leaves them open to change while something is put together. Both have slots.
To import `dataclasses`, and to make classes with it, would take a command that lists two letters twice the time
(docs/speed.md). Here methods are compiled when a class needs them, and filling instances only once there are some of
them. What a class means is for it to say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:  # so that a type checker knows which fields may be changed, and to what
    from dataclasses import replace as changed
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_):
        return lambda decorator: decorator

    def changed(held, /, **fields):
        """`held` with some of its fields changed. Raises TypeError for one that it has not."""
        kind = held.__class__
        return kind(**{name: getattr(held, name) for name in kind.__match_args__} | fields)


__all__ = ["IsFrozen", "changed", "field", "fields_of", "frozen", "is_value", "record"]

_ABSENT: Any = object()

FEW = 16
"""Instances of a class that are filled field by field. To compile what fills them quickly takes as long as thirty of these."""


class IsFrozen(AttributeError):
    """A field of a value was to be set or deleted."""


class Field:
    """What a class says of a field besides its type."""

    __slots__ = ("compare", "default", "default_factory", "hash", "repr")

    def __init__(self, default: Any, default_factory: Any, repr: bool, compare: bool, hash: bool) -> None:
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare
        self.hash = hash


def field(
    *,
    default: Any = _ABSENT,
    default_factory: Any = _ABSENT,
    repr: bool = True,
    compare: bool = True,
    hash: bool = True,
) -> Any:
    """A field with a default made anew for each instance, or one left out of `repr`, of `==`, or only of `hash`."""
    return Field(default, default_factory, repr, compare, hash and compare)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A frozen class of the fields that `cls` annotates: equal, and of one hash, where all fields are equal."""
    kind = _with_slots(cls)
    _when_used(kind, "__hash__", _hash)
    kind.__setattr__ = kind.__delattr__ = _refuse
    made: type[T] = kind
    return made


@dataclass_transform(field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A class of the fields that `cls` annotates, which may be changed; so it has no hash."""
    kind = _with_slots(cls)
    kind.__hash__ = None
    made: type[T] = kind
    return made


def is_value(held: object) -> bool:
    """Whether it is a value or a record, or a class of them."""
    return hasattr(held, "__fields__")


def fields_of(held: object) -> tuple[str, ...]:
    """The names of the fields of a value, a record, or a class of them, in the order of its arguments."""
    names: tuple[str, ...] = held.__match_args__  # type: ignore[attr-defined]
    return names


def _with_slots(cls: Any) -> Any:
    """The class anew, since slots cannot be added to one; with a `__dict__` too for what is derived and cached."""
    own = {name: _field(cls.__dict__.get(name, _ABSENT)) for name in cls.__annotations__}
    fields = {**getattr(cls, "__fields__", {}), **own}
    body = {n: v for n, v in cls.__dict__.items() if n not in own and n not in ("__dict__", "__weakref__")}
    derives = not cls.__base__.__dictoffset__ and any(v.__class__ is cached_property for v in body.values())
    body |= {"__slots__": (*own, "__dict__") if derives else tuple(own), "__fields__": fields}
    body |= {"__match_args__": tuple(fields), "__repr__": _repr, "__reduce__": _reduce}
    kind: Any = type(cls)(cls.__name__, cls.__bases__, body | {"__qualname__": cls.__qualname__})
    _when_used(kind, "__init__", _init, _fill)
    _when_used(kind, "__eq__", _eq)
    return kind


def _field(given: Any) -> Field:
    if given.__class__ in (list, dict, set):
        raise TypeError(f"{given} would be shared by all instances: give it as `default_factory`")
    return given if given.__class__ is Field else Field(given, _ABSENT, True, True, True)


def _when_used(
    kind: Any,
    name: str,
    written: Callable[[Any, dict[str, Any]], str],
    done: Callable[..., bool] | None = None,
) -> None:
    """Give the class a method that compiles what is `written` for it when it is called, and makes way for it.

    The first `FEW` times it calls `done` instead, which does the same slowly, and says whether it could.
    """
    left = FEW if done else 0

    def method(self: Any, /, *given: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if done and left >= 0 and done(self, kind, given, named):
            return None
        scope: dict[str, Any] = {}
        exec(written(kind, scope), scope)
        scope[name].__qualname__ = f"{kind.__qualname__}.{name}"
        setattr(kind, name, scope[name])
        return scope[name](self, *given, **named)

    setattr(kind, name, method)


def _fill(self: Any, kind: Any, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Fill an instance as the `__init__` of `_init` does; False if that has to refuse these arguments."""
    fields = kind.__fields__
    held = dict(zip(fields, given))  # noqa: B905 - the fields that are not given come below
    if len(given) > len(fields) or not named.keys() <= fields.keys() - held.keys():
        return False
    held |= named
    for name, field in fields.items():
        if name not in held:
            if field.default is _ABSENT is field.default_factory:
                return False
            held[name] = field.default if field.default_factory is _ABSENT else field.default_factory()
        object.__setattr__(self, name, held[name])
    if hasattr(kind, "__post_init__"):
        self.__post_init__()
    return True


def _init(kind: Any, scope: dict[str, Any]) -> str:
    """Frozen classes refuse to be set, so their slots are filled by the slots' own setters."""
    parameters, lines = ["self"], ["pass"]
    for name, field in kind.__fields__.items():
        scope[f"_set_{name}"] = getattr(kind, name).__set__
        scope[f"_default_{name}"], scope[f"_new_{name}"] = field.default, field.default_factory
        is_made, has_default = field.default_factory is not _ABSENT, field.default is not _ABSENT
        parameters.append(f"{name}=_default_{name}" if is_made or has_default else name)
        held = f"_new_{name}() if {name} is _default_{name} else {name}" if is_made else name
        lines.append(f"_set_{name}(self, {held})" if kind.__setattr__ is _refuse else f"self.{name} = {held}")
    if hasattr(kind, "__post_init__"):  # Textual's messages have one
        lines.append("self.__post_init__()")
    return f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines)


def _eq(kind: Any, scope: dict[str, Any]) -> str:
    mine, other = (_tuple(of, kind, lambda field: field.compare) for of in ("self", "other"))
    return f"def __eq__(self, other):\n return {mine} == {other} if other.__class__ is self.__class__ else NotImplemented"


def _hash(kind: Any, scope: dict[str, Any]) -> str:
    return f"def __hash__(self):\n return hash({_tuple('self', kind, lambda field: field.hash)})"


def _tuple(of: str, kind: Any, wanted: Callable[[Field], bool]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name, field in kind.__fields__.items() if wanted(field)) + ")"


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, field in self.__fields__.items() if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    """How it is copied and pickled: called anew with what it holds."""
    return self.__class__, tuple(getattr(self, name) for name in self.__match_args__)


def _refuse(self: Any, name: str, _: object = None) -> None:
    raise IsFrozen(
        f"{name} of {self.__class__.__qualname__} stays as it is: `changed` makes another with it changed"
    )
