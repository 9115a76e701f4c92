"""Days of the city as a calendar other programs subscribe to (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""The stamp of what does not know when it was changed: the same bytes each time."""
DAILY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day to remember. `key` never changes; `version` grows with each change of it."""

    key: str
    day: date
    title: str
    note: str = ""
    link: str = ""
    version: int = 1
    changed_at: datetime | None = None


def calendar_file(days: Iterable[CalendarDay], *, name: str, host: str, language: str) -> bytes:
    """The days as an iCalendar file; the same days give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Ruori//{host}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", DAILY, parameters={"value": "DURATION"})
    for told in days:
        calendar.add_component(_event(told, host))
    return bytes(calendar.to_ical())


def _event(told: CalendarDay, host: str) -> Event:
    event = Event()
    stamped = told.changed_at or LONG_AGO
    event.add("uid", f"{told.key}@{host}")
    event.add("dtstamp", stamped)
    event.add("last-modified", stamped)
    event.add("sequence", max(0, told.version - 1))
    event.add("dtstart", told.day)
    event.add("dtend", told.day + DAILY)
    event.add("summary", told.title)
    event.add("transp", "TRANSPARENT")
    if told.note:
        event.add("description", told.note)
    if told.link:
        event.add("url", told.link)
    return event
