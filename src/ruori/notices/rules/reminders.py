"""Reminder days and the digest of a person (domain § 11; docs/rules/reminders.md).

A deadline has three reminder days. A person gets at most one digest a day and two a week: the
first of a week takes along what the rest of the week would bring, and what does not fit waits for
the next week. Nothing is told twice and nothing is lost, whatever days the timer was down.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from ruori.cycle.rules import (
    is_working_day,
    working_day_on_or_after,
    working_day_on_or_before,
)
from ruori.kernel.instants import CITY_ZONE
from ruori.kernel.problems import Due

DAY: Final = timedelta(days=1)
MOST_A_WEEK: Final = 2
"""Digests a person may get in one calendar week (Monday to Sunday)."""
OPENS, CLOSES = time(7), time(18)
"""Digests are written between these hours of a working day, city time."""


class Stage(StrEnum):
    """The three reminders of a deadline, in their order."""

    EARLY = "EARLY"
    SOON = "SOON"
    LATE = "LATE"


STAGES: Final = tuple(Stage)
BEFORE: Final = {Stage.EARLY: timedelta(days=14), Stage.SOON: timedelta(days=3)}
AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a digest: what, by when, and which of its reminders are told with it."""

    subject: str
    due_on: date
    stages: tuple[Stage, ...]

    @property
    def stage(self) -> Stage:
        """The last of them: how near the deadline is."""
        return self.stages[-1]


Wait = tuple[str, date]
"""A thing that waits for a person, by its subject, and its deadline."""
Told = tuple[str, date, Stage]
"""What a person has been told already."""


def subject_of(item: Due) -> str:
    """What a thing is known by from one day to the next.

    An answer returned a second time is another thing. The summary of a unit is the same thing
    before and after its first draft.
    """
    if item.kind == "SUBMIT_REPORT":
        return f"{item.kind} {item.facts['round']} {item.unit_id}"
    more = [item.facts.get(name) for name in ("round", "entry", "after")]
    words = (item.kind, item.about.label, item.about.pk, item.unit_id, *more)
    return " ".join("-" if word is None else str(word) for word in words)


def reminder_day(due_on: date, stage: Stage) -> date:
    """The working day of a reminder: not later than meant before a deadline, not sooner after."""
    if stage is Stage.LATE:
        return working_day_on_or_after(due_on + AFTER)
    return working_day_on_or_before(due_on - BEFORE[stage])


def digest(
    waits: Iterable[Wait],
    *,
    told: Collection[Told],
    mailed: Collection[date],
    today: date,
    wants_early: bool = True,
) -> tuple[Line, ...]:
    """The digest of one person on a day, nearest deadline first; empty when none goes.

    `mailed` are the days on which the person was reminded before, `told` what was told then.
    """
    if not may_mail(mailed, today):
        return ()
    open_lines = [(wait, _untold(wait, told, wants_early=wants_early)) for wait in sorted(waits)]
    if not any(_is_due(wait, stage, today) for wait, stages in open_lines for stage in stages):
        return ()
    found = [
        Line(subject, due_on, tuple(stage for stage in stages if _fits((due_on, stage), today)))
        for (subject, due_on), stages in open_lines
    ]
    kept = [line for line in found if line.stages]
    return tuple(sorted(kept, key=lambda line: (line.due_on, line.subject)))


def may_mail(mailed: Collection[date], today: date) -> bool:
    """True when a person may get a digest on a day: a working day, not twice, two a week."""
    week = {day for day in mailed if day.isocalendar()[:2] == today.isocalendar()[:2]}
    return is_working_day(today) and today not in week and len(week) < MOST_A_WEEK


def passed_stages(due_on: date, today: date) -> tuple[Stage, ...]:
    """The reminders of a deadline whose day has come: told by whoever reminds by hand."""
    return tuple(stage for stage in STAGES if reminder_day(due_on, stage) <= today)


def is_digest_time(at: datetime) -> bool:
    """True from seven in the morning to six in the evening on a working day of the city."""
    local = at.astimezone(CITY_ZONE)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def is_courtesy(lines: Collection[Line]) -> bool:
    """True when a digest tells of nothing nearer than two weeks: it may be declined."""
    return all(line.stage is Stage.EARLY for line in lines)


def _untold(wait: Wait, told: Collection[Told], *, wants_early: bool) -> list[Stage]:
    """The reminders after the last one told."""
    subject, due_on = wait
    known = [n for n, stage in enumerate(STAGES) if (subject, due_on, stage) in told]
    first = max(known, default=-1) + 1
    return [stage for stage in STAGES[first:] if stage is not Stage.EARLY or wants_early]


def _is_due(wait: Wait, stage: Stage, today: date) -> bool:
    return reminder_day(wait[1], stage) <= today


def _fits(reminder: tuple[date, Stage], today: date) -> bool:
    """A reminder before a deadline goes along when its day is in this week; a late one does not."""
    due_on, stage = reminder
    until = today if stage is Stage.LATE else today + DAY * (7 - today.isoweekday())
    return reminder_day(due_on, stage) <= until
