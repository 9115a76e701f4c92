"""The style sheet of the city's own colours, made once for each choice of colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ruori.ui.theme import KEMI, Colours, file_name, stylesheet


@dataclass(frozen=True, slots=True)
class Theme:
    """A style sheet and the name that tells its content, so that it may be kept for ever."""

    name: str
    css: str


def theme_of(colours: Sequence[str]) -> Theme:
    """The theme of one to four `#rrggbb` colours; without any, that of the first city."""
    return _made(tuple(colours))


@lru_cache(maxsize=8)
def _made(colours: tuple[str, ...]) -> Theme:
    chosen = Colours(*colours) if colours else KEMI
    return Theme(file_name(chosen), stylesheet(chosen))
