"""L12: a goal that came true three years running with the same words and the same target."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

YEARS_RUNNING = 3


@dataclass(frozen=True, slots=True)
class JudgedYear:
    """A goal as it was judged for a year: the words and the target it had then."""

    goal: int
    year: int
    words: frozenset[str]
    target: tuple[Any, ...]
    is_met: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """A goal that has come true again and again, in its newest shape."""

    goal: int
    first: int
    last: int


def repeated(judged: Iterable[JudgedYear]) -> list[Repeated]:
    """Goals whose words and target came true in each of the last three judged years.

    A yearly goal is another row each year: what tells it is the same are its words and target.
    """
    groups: dict[Any, dict[int, list[JudgedYear]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        groups[one.words, one.target][one.year].append(one)
    found = []
    for years in groups.values():
        last = max(years)
        running = range(last - YEARS_RUNNING + 1, last + 1)
        if all(year in years and all(one.is_met for one in years[year]) for year in running):
            goal = max(one.goal for one in years[last])
            found.append(Repeated(goal, running[0], last))
    return sorted(found, key=lambda one: one.goal)
