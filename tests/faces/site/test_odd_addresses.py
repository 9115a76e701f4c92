"""Addresses nobody meant: they lead nowhere, and never to a fault of the program."""

import pytest
from django.test import Client

from tests.city import adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db

HUGE = 10**25


@pytest.mark.parametrize(
    "address",
    [
        f"/toimenpide/{HUGE}-x/",
        f"/tavoite/{HUGE}-x/",
        f"/arvo/{HUGE}-x/",
        f"/ohjelma/{HUGE}-x/",
        f"/mittari/{HUGE}-x/",
        f"/julkaisut/{HUGE}-x/",
        f"/r/plans.measure/{HUGE}/",
        f"/r/followup.entry/{HUGE}/",
        f"/r/plans.promisechange/{HUGE}/",
    ],
)
def test_a_number_that_no_row_can_have_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["known_on=9999-12-31", "as_of=9999-12-31", "as_of=0001-01-01", "known_on=0001-01-01"],
)
def test_the_first_and_the_last_day_there_are_can_be_asked_about(
    client: Client, asked: str
) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan), kemi.education)
    for page in ("/", "/toimenpiteet/", "/ohjelmat/"):
        assert client.get(f"{page}?{asked}").status_code == 200
