"""The city's year on the desk: months, steps, the mark of done, and a calendar file."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from ruori.cycle.models import CycleEvent
from tests.furnished import Furnished

pytestmark = pytest.mark.django_db


def text_of(city: Furnished, who: str, name: str, *args: int) -> str:
    return city.browser(who).get(reverse(f"desk:{name}", args=args)).content.decode()


def test_the_year_tells_what_when_who_and_on_which_ground(small_city: Furnished) -> None:
    said = text_of(small_city, "liisa", "year")
    assert "maaliskuu 2026" in said
    assert "Valtuustoseminaari" in said
    assert "Kaupungin oma valinta" in said
    assert "Esimerkki Liisa" in said
    assert reverse("desk:new_event", args=[2026]) not in said


def test_an_empty_year_offers_the_customary_steps_once(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    load = reverse("desk:load_year", args=[2027])
    assert load in text_of(small_city, "aino", "year_of", 2027)
    client.post(load)
    count = CycleEvent.objects.count()
    client.post(load)
    assert CycleEvent.objects.count() == count
    said = text_of(small_city, "aino", "year_of", 2027)
    assert load not in said
    assert "Kuntalaki 410/2015 § 113" in said
    signed = CycleEvent.objects.get(code="accounts-signed")
    assert signed.post_id == small_city.kemi.mayor.pk
    assert CycleEvent.objects.get(code="year-end-reports").post_id == (
        small_city.kemi.strategy_manager.pk
    )


def test_a_step_waits_on_my_turn_and_is_marked_done_from_there(small_city: Furnished) -> None:
    client, event = small_city.browser("liisa"), small_city.event
    address = reverse("desk:event", args=[event.pk])
    assert address in client.get(reverse("desk:my_turn")).content.decode()
    told = {"version": event.version, "done_on": "2026-03-03"}
    client.post(reverse("desk:finish_event", args=[event.pk]), told)
    assert address not in client.get(reverse("desk:my_turn")).content.decode()
    said = text_of(small_city, "matti", "event", event.pk)
    assert "3.3.2026, Education-head" in said
    client.post(reverse("desk:reopen_event", args=[event.pk]), {"version": event.version + 1})
    assert address in client.get(reverse("desk:my_turn")).content.decode()


def test_others_see_no_button_to_mark_it_done(small_city: Furnished) -> None:
    address = reverse("desk:finish_event", args=[small_city.event.pk])
    assert address in text_of(small_city, "liisa", "event", small_city.event.pk)
    assert address not in text_of(small_city, "eero", "event", small_city.event.pk)


@pytest.mark.parametrize("day", ["", "eilen", "2026-13-01"])
def test_a_day_that_cannot_be_read_marks_nothing(small_city: Furnished, day: str) -> None:
    address = reverse("desk:finish_event", args=[small_city.event.pk])
    told = {"version": small_city.event.version, "done_on": day}
    answer = small_city.browser("liisa").post(address, told, follow=True)
    assert "Kirjoita päivä näin" in answer.content.decode()
    assert CycleEvent.objects.get(pk=small_city.event.pk).done_on is None


def test_a_day_still_to_come_is_refused_in_words(small_city: Furnished) -> None:
    address = reverse("desk:finish_event", args=[small_city.event.pk])
    told = {"version": small_city.event.version, "done_on": "2026-03-05"}
    answer = small_city.browser("liisa").post(address, told, follow=True)
    assert "viimeistään tänään (4.3.2026)" in answer.content.decode()


def test_two_who_change_a_step_at_once_see_both_texts(small_city: Furnished) -> None:
    address = reverse("desk:edit_event", args=[small_city.event.pk])
    client = small_city.browser("aino")
    words = {"version": small_city.event.version, "due_on": "2026-05-20"}
    assert client.post(address, {**words, "title_fi": "Yksi"}).status_code == 302
    answer = client.post(address, {**words, "title_fi": "Toinen"})
    assert answer.status_code == 409
    assert "Yksi" in answer.content.decode()


def test_a_step_that_begins_after_its_last_day_is_refused(small_city: Furnished) -> None:
    words = {"version": 0, "title_fi": "X", "begins_on": "2026-06-01", "due_on": "2026-05-20"}
    answer = small_city.browser("aino").post(reverse("desk:new_event", args=[2026]), words)
    assert answer.status_code == 422
    assert not CycleEvent.objects.filter(due_on=date(2026, 5, 20)).exists()


def test_two_steps_of_one_name_are_both_kept(small_city: Furnished) -> None:
    address, words = reverse("desk:new_event", args=[2026]), {"version": 0, "title_fi": "Sama"}
    for day in ("2026-05-20", "2026-06-20"):
        small_city.browser("aino").post(address, {**words, "due_on": day})
    codes = CycleEvent.objects.filter(code__startswith="sama").values_list("code", flat=True)
    assert set(codes) == {"sama", "sama-2"}


def test_the_calendar_file_holds_steps_and_rounds(small_city: Furnished) -> None:
    answer = small_city.browser("matti").get(reverse("desk:year_calendar"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    days = {str(event["UID"]).partition("@")[0]: event for event in read.walk("VEVENT")}
    event = days[f"cycleevent-{small_city.event.pk}"]
    assert event.decoded("DTSTART") == date(2026, 3, 10)
    assert event.decoded("DTEND") == date(2026, 3, 11)
    assert days[f"round-{small_city.round.pk}-due"].decoded("DTSTART") == small_city.round.due_on


def test_a_year_far_away_is_not_there(small_city: Furnished) -> None:
    for year in (2020, 2032):
        address = reverse("desk:year_of", args=[year])
        assert small_city.browser("aino").get(address).status_code == 404
