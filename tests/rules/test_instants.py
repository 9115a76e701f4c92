"""Days of the city and the instants by which a thing must be recorded to be known on them."""

from datetime import UTC, date, datetime

import pytest

from ruori.kernel.instants import city_day, known_before


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 3, 2), datetime(2026, 3, 2, 22, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),
    ],
    ids=["winter", "before a day of 23 hours", "a day of 23 hours", "a day of 25 hours"],
)
def test_a_day_ends_where_the_next_one_begins_in_the_city(day: date, instant: datetime) -> None:
    assert known_before(day) == instant


def test_everything_is_known_on_the_last_day_there_is() -> None:
    assert known_before(date.max) == datetime.max.replace(tzinfo=UTC)


def test_late_evening_in_utc_is_already_the_next_day_in_the_city() -> None:
    assert city_day(datetime(2026, 3, 1, 22, 30, tzinfo=UTC)) == date(2026, 3, 2)


def test_an_instant_without_its_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        city_day(datetime(2026, 3, 1, 22, 30))  # noqa: DTZ001 - the very fault
