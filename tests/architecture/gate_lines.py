"""What a line of the table of the desk's gates is made of: who, which numbers, which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.furnished import ACCOUNTS, STAFF, Furnished

ALL = frozenset(ACCOUNTS)
STAFF_ALL = frozenset(STAFF)
NOBODY: frozenset[str] = frozenset()
AINO = frozenset({"aino"})
KEEPERS = frozenset({"aino", "tuki"})
READERS = frozenset({"aino", "tarja"})
LEADERS = frozenset({"aino", "eero", "liisa"})
HEAD = frozenset({"aino", "liisa"})
KEEPERS_OF_FIGURE = frozenset({"aino", "eero"})
"""Who heads the environment, which keeps the figure, and who steers."""
REPORTERS = frozenset({"aino", "liisa", "oona"})
"""Who answers for education's measure: its head, a worker of the schools, and who steers."""
FOLLOWERS = REPORTERS | READERS
"""Who sees what education has reported before it is published."""

Args = Callable[[Furnished], Mapping[str, Any]]
Body = Callable[[Furnished], Mapping[str, Any]]


def none(_city: Furnished) -> Mapping[str, Any]:
    """An address without numbers, or a form without fields."""
    return {}


def pk(name: str) -> Args:
    """The number of one of the city's things."""
    return lambda city: {"pk": getattr(city, name).pk}


@dataclass(frozen=True)
class Line:
    """One address: its numbers, who may read it, who may send its form, and what they send."""

    args: Args = none
    read: frozenset[str] = NOBODY
    send: frozenset[str] = NOBODY
    body: Body = field(default=none)
    has_page: bool = True
    """False for an address that only takes a form."""


def versioned(name: str, **words: Any) -> Body:
    """A form that carries the version of a thing."""

    def made(city: Furnished) -> Mapping[str, Any]:
        row = getattr(city, name)
        row.refresh_from_db()
        return {"version": row.version, **words}

    return made


def deed(args: Args, send: frozenset[str], body: Body = none) -> Line:
    """An address that only takes a form."""
    return Line(args, NOBODY, send, body, has_page=False)
