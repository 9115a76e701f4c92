"""The reduced style sheet of the page of an update link: one small file with the city's colours.

The page is opened on a phone from a mail, often on a slow network, so it loads two things: itself
and this sheet (experience § 14). It has the same markup as the forms of the desk.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from ruori.ui.city_theme import Theme
from ruori.ui.theme import FOCUS, KEMI, Colours, Scheme, scale

RULES: Final = Path(__file__).with_name("link.css")
ROLES: Final = {
    "neutral": (
        "background-default",
        "background-tinted",
        "border-subtle",
        "border-default",
        "text-subtle",
        "text-default",
    ),
    "accent": (
        "base-default",
        "base-hover",
        "base-contrast-default",
        "text-subtle",
        "surface-tinted",
    ),
    "info": ("surface-tinted", "text-subtle"),
    "success": ("surface-tinted", "text-subtle", "text-default"),
    "warning": ("surface-tinted", "text-subtle", "text-default"),
    "danger": ("surface-tinted", "text-subtle", "border-default"),
}
"""The colours the page needs, by name and role of the theme."""


def link_sheet(colours: Sequence[str]) -> Theme:
    """The sheet for one to four `#rrggbb` colours, named by its content."""
    return _made(tuple(colours))


@lru_cache(maxsize=8)
def _made(colours: tuple[str, ...]) -> Theme:
    chosen = Colours(*colours) if colours else KEMI
    css = (
        f":root{{{_properties(chosen, 'light')};color-scheme:light dark}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(chosen, 'dark')}}}}}"
        f"{_rules()}"
    )
    return Theme(f"e-{sha256(css.encode()).hexdigest()[:12]}.css", css)


def _properties(colours: Colours, scheme: Scheme) -> str:
    named = colours.named()
    inner, outer = FOCUS[scheme]
    lines = [
        f"--{name}-{role}:{found}"
        for name, roles in ROLES.items()
        for role, found in scale(named[name], scheme).items()
        if role in roles
    ]
    return ";".join([*lines, f"--inner:{inner}", f"--outer:{outer}"])


def _rules() -> str:
    """The rules, a line each, without comments and the spaces that people read by."""
    lines = RULES.read_text(encoding="utf-8").splitlines()
    return "".join(line.strip() for line in lines if not line.strip().startswith("/*"))
