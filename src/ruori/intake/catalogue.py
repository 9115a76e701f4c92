"""The readers Ruori has, one line each (architecture § 8)."""

from collections.abc import Callable
from typing import Final, Protocol

from ruori.intake.draft import Draft
from ruori.intake.readers import strategy_page


class Reader(Protocol):
    """The contract of a reader module: pure, every line of the source in the draft it gives."""

    NAME: str
    TITLE: str
    read: Callable[[bytes], Draft]


READERS: Final = (strategy_page,)
