"""Protecting people in small numbers: which cells of a table may not be told.

A cell is suppressed when its count is small (primary), and further cells are suppressed while one
of the hidden could be worked out from what is shown (secondary). Sums tie the cells together: a
row with its total, a region with its parts, a whole with its sexes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SMALLEST_TOLD = 5
"""Counts 1–4 are hidden unless a city chooses a higher limit; zero hides nobody."""

SMALLEST_DENOMINATOR = 20
"""Shares of fewer than twenty are hidden."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A known relation of cells, named by their keys: the parts add up to the total."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of the relation."""
        return (*self.parts, self.total)


def is_small(count: int, *, smallest_told: int = SMALLEST_TOLD) -> bool:
    """True for a count that may not be told: 1 to one under the limit."""
    return 0 < count < smallest_told


def hidden_cells(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    smallest_told: int = SMALLEST_TOLD,
) -> frozenset[str]:
    """The cells that may not be told.

    Guarantee: no hidden cell equals a sum or difference of told ones, and no relation tells that
    all of its hidden cells are one. Cells missing from `counts` take no part.
    """
    known = [one for one in sums if all(cell in counts for cell in one.cells)]
    hidden = {
        cell for cell, count in counts.items() if is_small(count, smallest_told=smallest_told)
    }
    while True:
        unsafe = _unsafe(counts, known, hidden)
        if not unsafe:
            return frozenset(hidden)
        hidden.add(_next_to_hide(counts, unsafe, hidden) or _next_to_hide(counts, known, hidden))


def determined(hidden: frozenset[str], sums: Sequence[Sum]) -> frozenset[str]:
    """The hidden cells that the told ones give away by adding and subtracting.

    The relations are solved for the hidden cells: a solved row with one cell gives it away.
    """
    columns = sorted(hidden)
    rows = [_equation(one, columns) for one in sums]
    solved = _solve([row for row in rows if any(row)])
    found = set()
    for row in solved:
        places = [place for place, factor in enumerate(row) if factor]
        if len(places) == 1:
            found.add(columns[places[0]])
    return frozenset(found)


def _unsafe(counts: Mapping[str, int], sums: Sequence[Sum], hidden: set[str]) -> list[Sum]:
    given_away = determined(frozenset(hidden), sums)
    return [
        one
        for one in sums
        if any(cell in given_away for cell in one.cells) or _all_are_one(counts, one, hidden)
    ]


def _all_are_one(counts: Mapping[str, int], one: Sum, hidden: set[str]) -> bool:
    """Hidden parts are never zero, so n of them that add up to n are all one."""
    parts = [counts[cell] for cell in one.parts if cell in hidden]
    return bool(parts) and one.total not in hidden and sum(parts) == len(parts)


def _next_to_hide(counts: Mapping[str, int], sums: Sequence[Sum], hidden: set[str]) -> str:
    """The smallest other cell of some relations that is not zero; a total only at need.

    Empty when the leaking relations have none left: then the next is sought among all. While
    anything can be worked out, some cell that is not zero is still told.
    """
    totals = {one.total for one in sums}
    candidates = [
        (cell in totals, counts[cell], cell)
        for one in sums
        for cell in one.cells
        if cell not in hidden and counts[cell]
    ]
    return min(candidates)[2] if candidates else ""


def _equation(one: Sum, columns: Sequence[str]) -> list[Fraction]:
    parts = set(one.parts)
    return [Fraction(1 if cell in parts else -1 if cell == one.total else 0) for cell in columns]


def _solve(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan: rows reduced so that each leads with a one of its own."""
    solved: list[list[Fraction]] = []
    width = len(rows[0]) if rows else 0
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        lead = pivot[column]
        pivot = [factor / lead for factor in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        solved = [_without(row, pivot, column) for row in solved]
        solved.append(pivot)
    return solved


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    share = row[column]
    return [mine - share * other for mine, other in zip(row, pivot, strict=True)]
