"""The customary year of a city: what, when, who (domain § 3)."""

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO

from ruori.kernel.text import Text


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
    if line["due"] == MONTHLY:
        for month in range(1, 13):
            due_on = _day(f"{month:02d}-END", year)
            code = f"{line['code']}-{month:02d}"
            yield YearEvent(code, title, None, due_on, line["answers"], line["law"])
        return
    begins_on = _day(line["begins"], year) if line["begins"] else None
    due_on = _day(line["due"], year)
    yield YearEvent(line["code"], title, begins_on, due_on, line["answers"], line["law"])


def _day(text: str, year: int) -> date:
    month, day = text.split("-")
    number = monthrange(year, int(month))[1] if day == "END" else int(day)
    return date(year, int(month), number)
