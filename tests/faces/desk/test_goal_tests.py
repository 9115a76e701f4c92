"""The page where a goal's rule and tests are fixed in advance."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.accounts.models import User
from ruori.organisation.rules import Viewer
from ruori.plans.models import GoalTest, PromiseChange
from tests.parts.followup.given import LATER, Reporting, figure, reporting

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


def words(given: Reporting, series: int, **changes: Any) -> dict[str, Any]:
    """A test of a figure as the form sends it, in Finnish."""
    given.goal.refresh_from_db()
    return {
        "version": given.goal.version,
        "rule": "",
        "t1_kind": "INDICATOR",
        "t1_series": series,
        "t1_period": "2026",
        "t1_operator": "AT_LEAST",
        "t1_low": "100,5",
        "t1_baseline_value": "50",
        "t1_baseline_on": "2024-12-31",
        "reason": "Tarkennus",
        **changes,
    }


def test_a_test_is_fixed_and_shown_again_with_its_start() -> None:
    given = reporting()
    series = figure(given)
    client = browser(given.aino)
    place = f"/desk/goals/{given.goal.pk}/tests/"

    answer = client.post(place, words(given, series))

    assert answer.status_code == 302
    row = GoalTest.objects.get()
    assert (row.low, row.operator, row.series_id) == (Decimal("100.5"), "AT_LEAST", series)
    assert PromiseChange.objects.filter(field="test").count() == 1
    page = client.get(place).content.decode()
    assert 'value="100.5"' in page or 'value="100,5"' in page
    assert "2024-12-31" in page


def test_what_is_missing_is_told_at_its_field_and_what_was_typed_stays() -> None:
    given = reporting()
    series = figure(given)

    answer = browser(given.aino).post(
        f"/desk/goals/{given.goal.pk}/tests/", words(given, series, t1_baseline_value="")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Testi 1: kerro lähtötaso" in page
    assert "100,5" in page


def test_two_who_write_at_once_see_both(client: Client) -> None:
    given = reporting()
    series = figure(given)
    told = words(given, series)
    place = f"/desk/goals/{given.goal.pk}/tests/"
    browser(given.aino).post(place, told)

    assert browser(given.aino).post(place, told).status_code == 409


def test_others_do_not_open_it() -> None:
    given = reporting()

    for viewer in (given.liisa, given.oona, given.tarja):
        assert browser(viewer).get(f"/desk/goals/{given.goal.pk}/tests/").status_code == 404
