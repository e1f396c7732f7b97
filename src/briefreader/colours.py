"""Colours of tags: the palette, and the colour that is farthest from those in use.

Pure. How text stays readable on them is the screen's business.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "amber": "#e69f00",
        "sky": "#56b4e9",
        "green": "#009e73",
        "yellow": "#f0e442",
        "blue": "#0072b2",
        "vermilion": "#d55e00",
        "pink": "#cc79a7",
        "violet": "#8b6fc9",
        "grey": "#999999",
    }
)
"""Names and colours of tags: Okabe and Ito's palette, which stays apart for colour-blind eyes, plus two."""

HUES, LIGHTS, SATURATIONS = 24, (0.38, 0.55, 0.72), (0.45, 0.85)
"""The colours beyond the palette: so many hues, each in these lightnesses and saturations (HLS)."""

Vector = tuple[float, float, float]

_EYES: tuple[tuple[Vector, Vector, Vector], ...] = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)
"""What eyes make of linear red, green and blue: all colours, no red (protanopia), no green (deuteranopia).

From Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009.
"""


def rgb(colour: str) -> str:
    """A name of `COLOURS` or `#rrggbb` as `#rrggbb`; grey for anything else."""
    wanted = COLOURS.get(colour, colour)
    return wanted if is_rgb(wanted) else COLOURS["grey"]


def is_rgb(colour: str) -> bool:
    """Whether it is `#rrggbb`."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", colour) is not None


def distance(one: str, other: str) -> float:
    """How far two colours are apart for the eyes that tell them apart least, in Oklab: 0 to about 1."""
    return min(_apart(a, b) for a, b in zip(_seen(rgb(one)), _seen(rgb(other)), strict=True))


def farthest(used: Iterable[str]) -> str:
    """The colour that is farthest from all in `used`: of the palette as long as one of it is free, by its name."""
    return _farthest(frozenset(map(rgb, used)))


@lru_cache(maxsize=64)
def _farthest(used: frozenset[str]) -> str:
    free = [name for name, code in COLOURS.items() if name != "grey" and code not in used]
    if not used:
        return free[0]
    return max(free or _more(), key=lambda colour: min(distance(colour, other) for other in used))


@cache
def _more() -> tuple[str, ...]:
    """Colours beyond the palette."""
    parts = (
        colorsys.hls_to_rgb(hue / HUES, light, saturation)
        for light in LIGHTS
        for saturation in SATURATIONS
        for hue in range(HUES)
    )
    return tuple("#" + "".join(f"{round(part * 255):02x}" for part in colour) for colour in parts)


def _apart(one: Vector, other: Vector) -> float:
    return math.dist(one, other)


@lru_cache(maxsize=512)
def _seen(code: str) -> tuple[Vector, ...]:
    """A colour as each of the kinds of eyes sees it, in Oklab (Ottosson, 2020)."""
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return tuple(_oklab(_times(eyes, linear)) for eyes in _EYES)


def _times(matrix: Iterable[Vector], vector: Iterable[float]) -> list[float]:
    values = list(vector)
    return [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]


def _oklab(linear: list[float]) -> Vector:
    cones = _times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        linear,
    )
    roots = [max(cone, 0.0) ** (1 / 3) for cone in cones]
    light, red, yellow = _times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        roots,
    )
    return light, red, yellow
