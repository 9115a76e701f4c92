"""Rows about the deadlines of a round and its next period."""

from datetime import date

from ruori.cycle.rules import RoundDays, RoundKind, next_days, staggered
from tests.rules.paper import Tried


def deadline(last: str, levels: str, step: str, expected: str) -> None:
    """The deadline of a unit with so many asked units above it."""
    unit = int(levels)
    chain = {each: each - 1 if each else None for each in range(unit + 1)}
    due = staggered(chain, chain, last_due=date.fromisoformat(last), step=int(step))
    assert due[unit] == date.fromisoformat(expected)


def moved(kind: str, period: str, opens: str, last: str, *then: str) -> None:
    """The days of the round after one, asked on its last day."""
    told = _days(period, opens, last)
    assert next_days(RoundKind(kind), told, today=told.due_on) == _days(*then)


def _days(period: str, opens: str, last: str) -> RoundDays:
    begins, ends = period.split("–")
    return RoundDays(*map(date.fromisoformat, (begins, ends, opens, last)))


TABLES: Tried = {
    ("deadlines", "Last day of the round | Levels above | Days between | Answers by"): deadline,
    (
        "deadlines",
        "Kind | Period | Opens | Last day | Next period | Next opens | Next last day",
    ): moved,
}
