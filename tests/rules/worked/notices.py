"""Rows about the reminder days of a deadline and the letters of a person."""

from collections.abc import Iterator
from datetime import date, timedelta

from ruori.notices.rules.reminders import Stage, Told, digest, reminder_day
from tests.rules.paper import Tried

BEGINS = date(2026, 9, 1)


def days(deadline: str, early: str, soon: str, late: str) -> None:
    """The three reminder days of a deadline."""
    due_on = date.fromisoformat(deadline)
    assert [reminder_day(due_on, stage).isoformat() for stage in Stage] == [early, soon, late]


def letters(deadlines: str, runs: str, expected: str) -> None:
    """Which letters go on which days, and what they tell of."""
    waits = {
        name: date.fromisoformat(day)
        for name, _, day in (each.partition(" ") for each in deadlines.split(", "))
    }
    told: set[Told] = set()
    mailed: list[date] = []
    sent = []
    for today in _days(runs):
        lines = digest(waits.items(), told=told, mailed=mailed, today=today)
        told |= {(line.subject, line.due_on, stage) for line in lines for stage in line.stages}
        if lines:
            mailed.append(today)
            sent.append(" ".join([today.isoformat(), *sorted(line.subject for line in lines)]))
    assert ", ".join(sent) == expected


def _days(runs: str) -> Iterator[date]:
    if runs != "every day":
        yield from map(date.fromisoformat, runs.split(", "))
        return
    yield from (BEGINS + timedelta(days=n) for n in range(60))


TABLES: Tried = {
    ("reminders", "Deadline | Two weeks before | Three days before | After"): days,
    ("reminders", "Deadlines | The timer runs on | Letters"): letters,
}
