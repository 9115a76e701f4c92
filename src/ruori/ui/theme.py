"""The city's theme: from one to four colours to a style sheet for light, dark and high contrast.

A rule in words: every role of the design system has a fixed luminance, and each colour is
shaded to it; so contrasts hold for any colour a city may choose (experience § 11).

| guarantee, for any colour | light | dark |
|---|---|---|
| text-subtle on surface-tinted | ≥ 5.3 | ≥ 5.6 |
| text-subtle on surface-hover | ≥ 4.6 | ≥ 5.0 |
| border-default on surfaces up to hover | ≥ 3 | ≥ 3 |
| text on base, hover, active | ≥ 4.58 | ≥ 4.68 |
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ruori.ui.colour import (
    BLACK,
    WHITE,
    Colour,
    contrast,
    lightness,
    luminance_of,
    shade,
    with_chroma,
)

Scheme = Literal["light", "dark"]

ROLES: Mapping[str, tuple[float, float]] = {
    "background-default": (1, 0.009),
    "background-tinted": (0.90, 0.014),
    "surface-default": (1, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.70, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.50, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
# What components draw in the colour of their own `data-color`; the rest is asked for by name.
CURRENT = (
    *(role for role in ROLES if role != "background-default"),
    "base-default",
    "base-hover",
    "base-active",
    "base-contrast-default",
    "base-edge",
)
FIXED: Mapping[str, str] = {
    "info": "#0a71c0",
    "success": "#068718",
    "warning": "#ea9b1b",
    "danger": "#c01b1b",
}
NEUTRAL = "#24272b"
DARK_CHROMA = 0.7
EDGE = 3.0
# Two steps of 8 down from here is L 50.5: rounding to 8 bits cannot take black text below 4.68.
DARKENS_FROM = 66.5
FOCUS: Mapping[Scheme, tuple[str, str]] = {
    "light": ("#ffffff", "#292c30"),
    "dark": ("#17181a", "#ececec"),
}
FILE_NAME = re.compile(r"theme-[0-9a-f]{12}\.css")


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours a city chooses, as `#rrggbb`; brand colours left empty follow the accent.

    Raises NotAColour for a text that is no colour.
    """

    accent: str
    brand1: str = ""
    brand2: str = ""
    neutral: str = NEUTRAL

    def __post_init__(self) -> None:
        for text in (self.accent, self.brand1, self.brand2, self.neutral):
            if text:
                Colour.of(text)

    def named(self) -> dict[str, Colour]:
        """Every colour of the theme by its name, the four fixed ones too."""
        chosen = {
            "accent": self.accent,
            "brand1": self.brand1 or self.accent,
            "brand2": self.brand2 or self.accent,
            "neutral": self.neutral or NEUTRAL,
        }
        return {name: Colour.of(text) for name, text in {**chosen, **FIXED}.items()}


KEMI = Colours(accent="#0b5c7d", brand1="#3f7a45", brand2="#7b4b82")


def scale(colour: Colour, scheme: Scheme) -> dict[str, Colour]:
    """The colour in every role of one scheme."""
    column = 0 if scheme == "light" else 1
    ground = colour if scheme == "light" else with_chroma(colour, DARK_CHROMA).rounded()
    found = {role: shade(ground, targets[column]) for role, targets in ROLES.items()}
    return {**found, **_base(colour, ground, scheme, found)}


def _base(
    colour: Colour, ground: Colour, scheme: Scheme, found: Mapping[str, Colour]
) -> dict[str, Colour]:
    base = colour if scheme == "light" else shade(ground, luminance_of(_dark_lightness(colour)))
    text = text_on(base)
    step = hover_step(base)
    light = lightness(base)
    weak_edge = contrast(base, found["background-default"]) < EDGE
    return {
        "base-default": base,
        "base-hover": shade(base, luminance_of(light + step)),
        "base-active": shade(base, luminance_of(light + 2 * step)),
        "base-contrast-subtle": shade(ground, 0.81 if text is WHITE else 0.0245),
        "base-contrast-default": text,
        "base-edge": found["border-strong"] if weak_edge else base,
    }


def _dark_lightness(colour: Colour) -> float:
    light = lightness(colour)
    return 70 if light <= 30 else min(max(100 - light, 55), 80)


def text_on(base: Colour) -> Colour:
    """Black or white, whichever contrasts more with the ground (at least 4.58)."""
    return WHITE if contrast(base, WHITE) >= contrast(base, BLACK) else BLACK


def hover_step(base: Colour) -> float:
    """How CIE L* changes under the pointer; pressed it changes twice as much.

    Very dark grounds lighten; else white text needs a darker ground; else light grounds
    (L 66.5 and over) darken and the rest lighten, so that the text never loses contrast.
    """
    light = lightness(base)
    if light <= 30:
        return 8
    if text_on(base) is WHITE or light >= DARKENS_FROM:
        return -8
    return 8


@lru_cache(maxsize=8)
def stylesheet(colours: Colours) -> str:
    """The theme as a style sheet: light, dark by choice or by the device, more contrast."""
    light = _properties(colours, "light")
    dark = _properties(colours, "dark")
    return (
        "@layer ds.theme{"
        f":root,[data-color-scheme=light]{{{light};color-scheme:light}}"
        f"@media screen{{[data-color-scheme=dark]{{{dark};color-scheme:dark}}"
        "@media (prefers-color-scheme:dark){"
        f"[data-color-scheme=auto]{{{dark};color-scheme:dark}}}}}}"
        f"{_current_colour(colours)}"
        f"@media (prefers-contrast:more){{:root,[data-color-scheme]{{{_more_contrast(colours)}}}}}"
        "}\n"
    )


def _properties(colours: Colours, scheme: Scheme) -> str:
    """Role by role, because like beside like makes the file smaller on the way."""
    scales = {name: scale(colour, scheme) for name, colour in colours.named().items()}
    inner, outer = FOCUS[scheme]
    lines = [
        f"--ds-color-{name}-{role}:{found[role]}"
        for role in scales["accent"]
        for name, found in scales.items()
    ]
    return ";".join([*lines, f"--ds-color-focus-inner:{inner}", f"--ds-color-focus-outer:{outer}"])


def _current_colour(colours: Colours) -> str:
    """`data-color` on a part of the page chooses the colour its components are drawn in."""
    rules = []
    for name in colours.named():
        where = ":root,[data-color-scheme],[data-color=accent]"
        selector = where if name == "accent" else f"[data-color={name}]"
        lines = (f"--ds-color-{role}:var(--ds-color-{name}-{role})" for role in CURRENT)
        rules.append(f"{selector}{{{';'.join(lines)}}}")
    return "".join(rules)


def _more_contrast(colours: Colours) -> str:
    stronger = {
        "text-subtle": "text-default",
        "border-subtle": "border-strong",
        "border-default": "border-strong",
    }
    return ";".join(
        f"--ds-color-{name}-{weak}:var(--ds-color-{name}-{strong})"
        for name in colours.named()
        for weak, strong in stronger.items()
    )


def file_name(colours: Colours) -> str:
    """The name of the theme's file, by the hash of what is in it: it may be kept for ever."""
    digest = hashlib.sha256(stylesheet(colours).encode()).hexdigest()
    return f"theme-{digest[:12]}.css"


def write_theme(directory: Path, colours: Colours) -> str:
    """Write the theme's file unless it is there already, and return its name.

    Older files stay, because cached pages still point to them.
    """
    name = file_name(colours)
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / name
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_text(stylesheet(colours), encoding="utf-8")
        unfinished.replace(path)
    return name


def read_theme(directory: Path, name: str) -> str | None:
    """The style sheet of a name made by `write_theme`, or nothing for any other name."""
    if not FILE_NAME.fullmatch(name):
        return None
    path = directory / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
