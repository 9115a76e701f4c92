"""A unit's page in a round: counts of those below, their texts to put in, review and return."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.accounts.models import User
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.followup import actions
from ruori.followup.models import UnitReport
from ruori.kernel.codes import Progress
from ruori.organisation.rules import SYSTEM, Viewer
from tests import city
from tests.parts.followup.given import LATER, OPENED, Reporting, more_measures, report, reporting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    """The day of the tests."""
    with time_machine.travel(LATER, tick=False):
        yield


def browser(viewer: Viewer) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    return client


def asked() -> Reporting:
    """A round that asks the office and the areas below it; education has handed in."""
    given = reporting()
    made = city.planned_round(
        given.kemi.office, given.kemi.education, given.kemi.environment, code="2026-5"
    )
    cycle.open_round(round=made, version=made.version, by=SYSTEM, at=OPENED)
    given.round.refresh_from_db()
    object.__setattr__(given, "round", Round.objects.get(pk=made.pk))
    report(given, given.oona, progress=Progress.ON_SCHEDULE, done="Koulut etenevät.")
    actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Opetus teki työnsä.",
        version=None,
        by=given.liisa,
        at=OPENED,
    )
    return given


def address(given: Reporting, unit: Any) -> str:
    """The page of a unit."""
    return f"/desk/rounds/{given.round.pk}/units/{unit.pk}/"


def test_the_sector_sees_counts_and_texts_of_its_areas() -> None:
    given = asked()

    page = browser(given.toni).get(address(given, given.kemi.office)).content.decode()

    assert "1 raportoitu / 2" in page
    assert "1 Käynnissä aikataulussa" in page or "1 käynnissä aikataulussa" in page
    assert "Opetus teki työnsä." in page
    assert "Lisää tekstiin" in page


def test_a_text_is_put_in_with_its_source_and_what_was_typed_stays() -> None:
    given = asked()
    place = address(given, given.kemi.office)
    key = f"unit-{given.kemi.education.pk}"

    answer = browser(given.toni).post(
        place, {"version": 0, "summary": "Oma alku.", "insert": key}, follow=True
    )

    row = UnitReport.objects.get(unit=given.kemi.office)
    assert row.summary == "Oma alku.\n\nOpetus teki työnsä. (Opetus)"
    assert row.state == "DRAFT"
    assert "Teksti lisättiin" in answer.content.decode()


def test_two_who_write_at_once_see_both_texts() -> None:
    given = asked()
    place = address(given, given.kemi.office)
    browser(given.toni).post(place, {"version": 0, "summary": "Ensin.", "keep": "yes"})

    answer = browser(given.toni).post(place, {"version": 0, "summary": "Toinen."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ensin." in page
    assert "Toinen." in page


def test_a_returned_summary_shows_why_and_is_handed_in_again() -> None:
    given = asked()
    row = UnitReport.objects.get(unit=given.kemi.education)
    place = address(given, given.kemi.education)

    silent = browser(given.toni).post(f"/desk/unit-reports/{row.pk}/return/", {"reason": ""})
    assert silent.status_code == 422
    browser(given.toni).post(f"/desk/unit-reports/{row.pk}/return/", {"reason": "Luku puuttuu."})

    liisa = browser(given.liisa)
    assert "Luku puuttuu." in liisa.get(place).content.decode()
    row.refresh_from_db()
    liisa.post(place, {"version": row.version, "summary": "Opetus ja luku 12."})
    row.refresh_from_db()
    assert (row.state, row.summary) == ("SUBMITTED", "Opetus ja luku 12.")


def test_an_area_does_not_open_the_sector_s_page() -> None:
    given = asked()

    assert browser(given.liisa).get(address(given, given.kemi.office)).status_code == 404


def test_a_page_asks_as_many_queries_of_many_measures_as_of_few(
    django_assert_max_num_queries: Any,
) -> None:
    given = asked()
    more_measures(given, 8)
    client = browser(given.toni)
    client.get(address(given, given.kemi.office))
    with django_assert_max_num_queries(32):
        client.get(address(given, given.kemi.office))
