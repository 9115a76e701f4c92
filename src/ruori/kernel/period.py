"""Periods of figures and plans: a year, a quarter, a month, a school year, a span of years.

Text forms (indicators § 2): `2024`, `2024-H1`, `2024-Q3`, `2024-07`, `2024-W05`, `2024-07-31`,
`2023/2024` (school year), `2022..2024`. Frequencies A S Q M W D.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SCHOOL_YEAR_STARTS = (8, 1)


class NotAPeriod(ValueError):
    """The text names no period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period from its first day to its last day, both included, with its frequency."""

    start: date
    end: date
    frequency: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise NotAPeriod("a period ends on or after the day it starts")
        if self.frequency not in "ASQMWD" or len(self.frequency) != 1:
            raise NotAPeriod(f"unknown frequency {self.frequency!r}")

    def __str__(self) -> str:
        return text_of(self)

    def midpoint(self) -> Decimal:
        """Decimal time of the middle of the period, so that gaps need no special case."""
        middle = (Decimal(self.start.toordinal()) + self.end.toordinal() + 1) / 2
        year = date.fromordinal(int(middle)).year
        first = date(year, 1, 1).toordinal()
        return year + (middle - first) / (date(year + 1, 1, 1).toordinal() - first)

    def is_over(self, as_of: date) -> bool:
        """True when the last day has passed; else a figure of it is only a part."""
        return as_of > self.end


_FORMS = {
    "year": re.compile(r"(\d{4})"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    "school": re.compile(r"(\d{4})/(\d{4})"),
    "years": re.compile(r"(\d{4})\.\.(\d{4})"),
}


def parse_period(text: str) -> Period:
    """Read the text form of a period. Raises NotAPeriod, saying what was given."""
    for form, pattern in _FORMS.items():
        match = pattern.fullmatch(text.strip())
        if match:
            try:
                return _READ[form](*(int(part) for part in match.groups()))
            except ValueError as wrong:
                raise NotAPeriod(f"not a period: {text!r}") from wrong
    raise NotAPeriod(f"not a period: {text!r}")


def year(number: int) -> Period:
    """The calendar year `number`."""
    return Period(date(number, 1, 1), date(number, 12, 31), "A")


def _months(number: int, first: int, count: int, frequency: str) -> Period:
    last = first + count - 1
    after = date(number + last // 12, last % 12 + 1, 1)
    return Period(date(number, first, 1), after - timedelta(days=1), frequency)


def _week(number: int, week: int) -> Period:
    monday = date.fromisocalendar(number, week, 1)
    return Period(monday, monday + timedelta(days=6), "W")


def _school(first: int, second: int) -> Period:
    if second != first + 1:
        raise NotAPeriod("a school year spans two following years")
    month, day = SCHOOL_YEAR_STARTS
    return Period(date(first, month, day), date(second, month, day) - timedelta(days=1), "A")


_READ: dict[str, Callable[..., Period]] = {
    "year": year,
    "half": lambda y, h: _months(y, 6 * h - 5, 6, "S"),
    "quarter": lambda y, q: _months(y, 3 * q - 2, 3, "Q"),
    "month": lambda y, m: _months(y, m, 1, "M"),
    "week": _week,
    "day": lambda y, m, d: Period(date(y, m, d), date(y, m, d), "D"),
    "school": _school,
    "years": lambda a, b: Period(date(a, 1, 1), date(b, 12, 31), "A"),
}


def text_of(period: Period) -> str:
    """The text form that `parse_period` reads back."""
    start, end = period.start, period.end
    if period.frequency == "A":
        return _annual_text(start, end)
    if period.frequency == "W":
        iso = start.isocalendar()
        return f"{iso.year}-W{iso.week:02d}"
    return {
        "S": f"{start.year}-H{(start.month + 5) // 6}",
        "Q": f"{start.year}-Q{(start.month + 2) // 3}",
        "M": f"{start.year}-{start.month:02d}",
        "D": start.isoformat(),
    }[period.frequency]


def _annual_text(start: date, end: date) -> str:
    if (start.month, start.day) == SCHOOL_YEAR_STARTS:
        return f"{start.year}/{end.year}"
    return f"{start.year}" if start.year == end.year else f"{start.year}..{end.year}"
