"""The board's list of deviations: how many lack what, and those chosen by it."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.accounts.models import User
from tests.parts.followup.given import LATER, reporting
from tests.parts.followup.test_deviations import agreed, late

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    """The day of the tests."""
    with time_machine.travel(LATER, tick=False):
        yield


def page_of(viewer: Any, query: str = "") -> str:
    """The list as somebody sees it."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    answer = client.get(f"/desk/deviations/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_counts_what_is_missing_and_shows_those_that_lack_it() -> None:
    given = reporting()
    row = late(given)

    page = page_of(given.aino)
    assert "määräpäivä 1" in page
    assert "päätös 1" in page
    assert f"/desk/deviations/{row.pk}/" in page_of(given.aino, "?missing=DEADLINE")


def test_one_with_cause_action_and_deadline_lacks_only_the_decision() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    address = f"/desk/deviations/{row.pk}/"

    for gap in ("CAUSE", "ACTION", "DEADLINE"):
        page = page_of(given.aino, f"?missing={gap}")
        assert address not in page
        assert "Tämä ei puutu yhdeltäkään." in page
    assert address in page_of(given.aino, "?missing=DECISION")
    assert address in page_of(given.aino, "?missing=nonsense")
