"""Oklab, a space in which colours of one hue can be made lighter and darker: https://bottosson.github.io/posts/oklab/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_HALVINGS: Final = 12  # of the part of a colour's strength that its shade can have
_SLACK: Final = 1e-4  # beyond the range of a channel, less than rounding to 255 steps

_Linear = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Oklab:
    """A colour: its lightness, 0 (black) to 1 (white), and how green or red and how blue or yellow it is."""

    lightness: float
    green_red: float
    blue_yellow: float


def linear(colour: str) -> _Linear:
    """Red, green and blue of "#rrggbb" as amounts of light, 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def of(colour: str) -> Oklab:
    """The colour "#rrggbb" in Oklab."""
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return Oklab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def shade(colour: Oklab, lightness: float) -> str:
    """The shade "#rrggbb" of another lightness: as strong as the colour, or as a screen can show it."""
    weak, strong = 0.0, 1.0
    if not _fits(_screen(colour, lightness, strong)):
        for _ in range(_HALVINGS):
            between = (weak + strong) / 2
            weak, strong = (between, strong) if _fits(_screen(colour, lightness, between)) else (weak, between)
        strong = weak
    return "#{:02x}{:02x}{:02x}".format(*(_channel(light) for light in _screen(colour, lightness, strong)))


def _screen(colour: Oklab, lightness: float, strength: float) -> _Linear:
    """Amounts of light, which may be beyond what a screen shows."""
    green_red, blue_yellow = colour.green_red * strength, colour.blue_yellow * strength
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(lights: _Linear) -> bool:
    return all(-_SLACK <= light <= 1 + _SLACK for light in lights)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _channel(light: float) -> int:
    light = min(max(light, 0.0), 1.0)
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
