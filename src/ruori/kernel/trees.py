"""Trees whose rows hold from day to day: units under units, goals under goals.

The state of a row names the one above it as `parent_id`. Every later day of change is looked at,
since a change may be recorded long before it holds (architecture § 9).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ruori.kernel.validity import Row, on

Histories = Mapping[int, Sequence[Row]]
"""For each key its rows that nobody has withdrawn."""


@dataclass(frozen=True, slots=True)
class Astray:
    """What stands wrongly from which day: under nothing that holds, or under itself."""

    key: int
    day: date
    is_loop: bool


def astray(histories: Histories, *, since: date) -> Astray | None:
    """The first thing from `since` on that stands under itself or under what no longer holds."""
    for day in days_of_change(histories.values(), since=since):
        parents = {key: row.state["parent_id"] for key, row in standing(histories, day)}
        for key, parent in parents.items():
            if parent is not None and parent not in parents:
                return Astray(key, day, is_loop=False)
            if would_loop(parents, key, parent):
                return Astray(key, day, is_loop=True)
    return None


def would_loop(parents: Mapping[int, int | None], key: int, parent: int | None) -> bool:
    """True when putting `key` under `parent` would make it its own ancestor."""
    here = parent
    seen: set[int] = set()
    while here is not None and here not in seen:
        if here == key:
            return True
        seen.add(here)
        here = parents.get(here)
    return False


def days_of_change(histories: Iterable[Sequence[Row]], *, since: date) -> list[date]:
    """`since` and every later day on which any of the histories changes, in order."""
    days = {since}
    for history in histories:
        for row in history:
            days.add(row.valid_from)
            if row.valid_to is not None:
                days.add(row.valid_to)
    return sorted(day for day in days if day >= since)


def standing(histories: Histories, day: date) -> Iterator[tuple[int, Row]]:
    """The row of each key that holds on a day."""
    for key, history in histories.items():
        row = on(history, day)
        if row is not None:
            yield key, row
