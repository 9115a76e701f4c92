"""Arithmetic of colours: luminance, contrast, shades of a given luminance, chroma.

Pure functions on sRGB colours; luminance Y is WCAG's relative luminance (0 to 1), lightness L
is CIE L* (0 to 100), contrast a ratio from 1 to 21.
"""

import re
from dataclasses import dataclass
from typing import Self

TOLERANCE = 1e-7
ROUNDS = 20
# CIE 15: below this luminance L* is linear, and its slope there.
CIE_EDGE = 216 / 24389
CIE_SLOPE = 24389 / 27


class NotAColour(ValueError):
    """The text is not a colour of the form `#0062ba`."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in sRGB, each channel from 0 to 1 (not yet rounded to 8 bits)."""

    red: float
    green: float
    blue: float

    @classmethod
    def of(cls, text: str) -> Self:
        """Read `#0062ba` or `0062BA`. Raises NotAColour."""
        match = re.fullmatch(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text.strip())
        if not match:
            raise NotAColour(f"not a colour: {text!r}")
        return cls(*(int(part, 16) / 255 for part in match.groups()))

    def __str__(self) -> str:
        """The colour as `#rrggbb`, rounded to 8 bits."""
        return "#" + "".join(f"{_byte(part):02x}" for part in self.channels)

    @property
    def channels(self) -> tuple[float, float, float]:
        """Red, green and blue."""
        return self.red, self.green, self.blue

    def rounded(self) -> "Colour":
        """The colour as a screen shows it, in 8 bits a channel."""
        return Colour(*(_byte(part) / 255 for part in self.channels))


def _byte(part: float) -> int:
    return int(min(max(part, 0.0), 1.0) * 255 + 0.5)


BLACK = Colour(0, 0, 0)
WHITE = Colour(1, 1, 1)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    held = min(max(part, 0.0), 1.0)
    return held * 12.92 if held <= 0.0031308 else 1.055 * held ** (1 / 2.4) - 0.055


def luminance(colour: Colour) -> float:
    """Relative luminance of WCAG 2.2."""
    red, green, blue = (_linear(part) for part in colour.channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: Colour) -> float:
    """CIE L* of a colour, from 0 (black) to 100 (white)."""
    y = luminance(colour)
    return CIE_SLOPE * y if y <= CIE_EDGE else 116 * y ** (1 / 3) - 16


def luminance_of(light: float) -> float:
    """The luminance whose CIE L* is `light`, held between 0 and 100."""
    held = min(max(light, 0.0), 100.0)
    return held / CIE_SLOPE if held <= 8 else ((held + 16) / 116) ** 3


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """The colour with `share` (0 to 1) of another mixed in, in sRGB."""
    pairs = zip(colour.channels, other.channels, strict=True)
    return Colour(*(mine + (theirs - mine) * share for mine, theirs in pairs))


def shade(colour: Colour, target: float) -> Colour:
    """The colour mixed with white or black until its luminance is `target`, in 8 bits.

    The share is found by halving, to 1e-7 of luminance or 20 rounds.
    """
    towards = WHITE if luminance(colour) < target else BLACK
    low, high = 0.0, 1.0
    found = colour
    for _ in range(ROUNDS):
        share = (low + high) / 2
        found = mixed(colour, towards, share)
        error = luminance(found) - target
        if abs(error) <= TOLERANCE:
            break
        if (error < 0) == (towards is WHITE):
            low = share
        else:
            high = share
    return found.rounded()


def with_chroma(colour: Colour, factor: float) -> Colour:
    """The colour with its OKLCH chroma multiplied, channels clipped to sRGB."""
    red, green, blue = (_linear(part) for part in colour.channels)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = factor * (1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short)
    b = factor * (0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Colour(
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
