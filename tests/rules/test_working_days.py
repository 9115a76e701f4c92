"""Finnish working days."""

from datetime import date

import pytest

from ruori.cycle.rules import (
    add_working_days,
    is_working_day,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 1, 1), False),
        (date(2026, 1, 6), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 5, 1), False),
        (date(2026, 5, 14), False),
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),
        (date(2027, 6, 25), False),
        (date(2027, 12, 6), False),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 31), True),
    ],
)
def test_the_city_rests_at_weekends_on_holidays_and_on_the_two_eves(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 5, 13), date(2026, 5, 13), date(2026, 5, 13)),
        (date(2026, 5, 14), date(2026, 5, 13), date(2026, 5, 15)),
        (date(2026, 12, 26), date(2026, 12, 23), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_a_day_off_gives_way_to_the_nearest_working_day(
    day: date, before: date, after: date
) -> None:
    assert working_day_on_or_before(day) == before
    assert working_day_on_or_after(day) == after


@pytest.mark.parametrize(
    ("day", "n", "there"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 11, 24), 5, date(2026, 12, 1)),
        (date(2026, 11, 28), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), -1, date(2026, 11, 27)),
    ],
)
def test_working_days_are_counted_over_days_off(day: date, n: int, there: date) -> None:
    assert add_working_days(day, n) == there


def test_the_working_days_of_easter_week() -> None:
    assert working_days_between(date(2026, 3, 27), date(2026, 4, 10)) == 8
    assert working_days_between(date(2026, 4, 10), date(2026, 4, 10)) == 0
