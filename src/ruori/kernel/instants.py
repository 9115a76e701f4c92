"""Days and instants in the city's own time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Europe/Helsinki")


def known_before(day: date) -> datetime:
    """The instant before which a thing must be recorded to be known on `day`.

    It is the start of the next local day (a day may have 23 or 25 hours), in UTC. After the last
    day there is no next one: then everything is known.
    """
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=CITY_ZONE).astimezone(UTC)


def city_day(at: datetime) -> date:
    """The day it is in the city at an instant."""
    if at.tzinfo is None:
        raise ValueError("an instant carries its time zone")
    return at.astimezone(CITY_ZONE).date()
