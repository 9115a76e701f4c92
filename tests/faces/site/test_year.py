"""The city's year in public: only what is told to residents, and posts instead of names."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar, Component

from ruori.cycle import actions
from ruori.cycle.models import CycleEvent
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from tests.furnished import NOW, Furnished

pytestmark = pytest.mark.django_db


def told(city: Furnished, *, is_public: bool = True) -> CycleEvent:
    event = actions.EventTerms(
        "talousarvio",
        Text(fi="Valtuusto hyväksyy talousarvion", sv="Fullmäktige godkänner budgeten"),
        date(2026, 12, 31),
        post=city.kemi.mayor,
        law="Kuntalaki 410/2015 § 110",
        is_public=is_public,
    )
    return actions.add_event_to_year(event=event, by=SYSTEM, at=NOW)


def events_of(content: bytes) -> list[Component]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_page_tells_what_is_public_with_post_and_law_and_no_name(
    small_city: Furnished, client: Client
) -> None:
    told(small_city)
    said = client.get("/vuosikello/").content.decode()
    assert "Valtuusto hyväksyy talousarvion" in said
    assert "joulukuu 2026" in said
    assert "Kaupunginjohtaja" in said
    assert "§ 110" in said
    assert "Esimerkki" not in said.partition("<main")[2].partition("</main")[0]
    assert "Valtuustoseminaari" not in said


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/sv/arsklocka/", "Fullmäktige godkänner budgeten"),
        ("/en/year-of-the-city/", "Valtuusto hyväksyy talousarvion"),
    ],
)
def test_the_page_speaks_the_readers_language(
    small_city: Furnished, client: Client, address: str, title: str
) -> None:
    told(small_city)
    assert title in client.get(address).content.decode()


def test_a_city_that_has_told_nothing_says_so(small_city: Furnished, client: Client) -> None:
    assert small_city.event
    assert "ei ole vielä kertonut" in client.get("/vuosikello/").content.decode()


def test_the_calendar_has_only_public_days_for_the_whole_day(
    small_city: Furnished, client: Client
) -> None:
    made = told(small_city)
    answer = client.get("/vuosikello.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events_of(answer.content)
    assert str(event["UID"]).startswith(f"cycleevent-{made.pk}@")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
    )
    assert event.decoded("SEQUENCE") == 0
    assert event.decoded("LAST-MODIFIED") == NOW
    assert "410/2015" in str(event["DESCRIPTION"])


def test_a_changed_day_keeps_its_key_and_grows_its_sequence(
    small_city: Furnished, client: Client
) -> None:
    made = told(small_city)
    (before,) = events_of(client.get("/vuosikello.ics").content)
    changes = {"due_on": date(2026, 12, 14)}
    actions.change_event(event=made, version=1, changes=changes, by=SYSTEM, at=NOW)
    (after,) = events_of(client.get("/vuosikello.ics").content)
    assert after["UID"] == before["UID"]
    assert after.decoded("SEQUENCE") == before.decoded("SEQUENCE") + 1
    assert after.decoded("DTSTART") == date(2026, 12, 14)


def test_asking_twice_gives_the_same_bytes(small_city: Furnished, client: Client) -> None:
    told(small_city)
    assert client.get("/vuosikello.ics").content == client.get("/vuosikello.ics").content


def test_the_calendar_in_swedish_speaks_swedish(small_city: Furnished, client: Client) -> None:
    told(small_city)
    (event,) = events_of(client.get("/sv/vuosikello.ics").content)
    assert str(event["SUMMARY"]) == "Fullmäktige godkänner budgeten"


def test_what_is_not_public_is_in_neither(small_city: Furnished, client: Client) -> None:
    told(small_city, is_public=False)
    assert events_of(client.get("/vuosikello.ics").content) == []
    assert "hyväksyy talousarvion" not in client.get("/vuosikello/").content.decode()
