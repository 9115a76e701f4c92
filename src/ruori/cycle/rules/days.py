"""Finnish working days: a deadline never falls on a day when the city does not work."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

DAY = timedelta(days=1)
SATURDAY = 5


@cache
def days_off(year: int) -> frozenset[date]:
    """The days of a year off besides weekends: public holidays, Midsummer Eve, Christmas Eve."""
    eves = {date(year, 12, 24), _midsummer_eve(year)}
    return frozenset(country_holidays("FI", years=year)) | eves


def is_working_day(day: date) -> bool:
    """True when the city works on the day."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def working_day_on_or_before(day: date) -> date:
    """The day itself when the city works, else the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def working_day_on_or_after(day: date) -> date:
    """The day itself when the city works, else the next working day."""
    while not is_working_day(day):
        day += DAY
    return day


def add_working_days(day: date, n: int) -> date:
    """The working day `n` working days after a day, or before it when `n` is negative.

    From a day off one step forward is the next working day, one step back the last one before.
    No step at all from a day off is the last working day before it.
    """
    if n == 0:
        return working_day_on_or_before(day)
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are after `first` up to `last`; 0 when `last` is not later."""
    count = 0
    day = first
    while day < last:
        day += DAY
        count += is_working_day(day)
    return count


def _midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    first = date(year, 6, 19)
    return first + timedelta(days=(4 - first.weekday()) % 7)
