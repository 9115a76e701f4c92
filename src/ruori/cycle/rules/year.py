"""The customary year of a city: what, when, who (domain § 3)."""

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from io import StringIO

from ruori.kernel.problems import Problem
from ruori.kernel.text import N_, Text


class CycleKind(StrEnum):
    """A budget year or a council term."""

    YEAR = "YEAR"
    TERM = "TERM"


@dataclass(frozen=True, slots=True)
class YearEvent:
    """A customary step of a city's year on its days; `answers` names who answers for it."""

    code: str
    title: Text
    begins_on: date | None
    due_on: date
    answers: str
    law: str
    is_public: bool


MONTHLY = "MONTHLY"
"""In place of a day: the step comes at the end of every month."""


def read_year(text: str, year: int) -> list[YearEvent]:
    """The steps of `data/year.csv` on a calendar year, in the order of the file.

    Days are written `MM-DD`, `MM-END` (the last of the month) or `MONTHLY`. Raises ValueError for
    a line that cannot be read.
    """
    return [event for line in csv.DictReader(StringIO(text)) for event in _events_of(line, year)]


def _events_of(line: dict[str, str], year: int) -> Iterator[YearEvent]:
    title = Text(fi=line["fi"], sv=line["sv"], en=line["en"])
    told = (line["answers"], line["law"], line["public"] == "yes")
    if line["due"] == MONTHLY:
        for month in range(1, 13):
            due_on = _day(f"{month:02d}-END", year)
            code = f"{line['code']}-{month:02d}"
            yield YearEvent(code, title, None, due_on, *told)
        return
    begins_on = _day(line["begins"], year) if line["begins"] else None
    due_on = _day(line["due"], year)
    yield YearEvent(line["code"], title, begins_on, due_on, *told)


def _day(text: str, year: int) -> date:
    month, day = text.split("-")
    number = monthrange(year, int(month))[1] if day == "END" else int(day)
    return date(year, int(month), number)


SOON = timedelta(days=14)
"""How long before its last day a step without a first day begins to wait for its post."""


@dataclass(frozen=True, slots=True)
class EventDays:
    """The days of a step: when it begins if told, its last day, when it was put on and done."""

    begins_on: date | None
    due_on: date
    put_on: date | None
    done_on: date | None


def waits(days: EventDays, today: date) -> bool:
    """True while a step waits for its post: from its first day until it is marked done.

    A step whose last day was over when it was put on the year only tells what has been.
    """
    if days.done_on is not None or (days.put_on is not None and days.due_on < days.put_on):
        return False
    return today >= (days.begins_on or days.due_on - SOON)


def done_problem(done_on: date, today: date) -> Problem | None:
    """Why a step cannot have been done on a day, or None."""
    if done_on <= today:
        return None
    return Problem(
        "DONE_IN_FUTURE",
        N_("Something is done today at the latest (%(today)s)."),
        {"today": today, "field": "done_on"},
    )
