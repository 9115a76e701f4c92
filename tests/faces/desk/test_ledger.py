"""The promise ledger on the desk: chosen, counted, with the decision or without one."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.accounts.models import User
from ruori.cycle.rules import RoundDays
from ruori.organisation.rules import Viewer
from ruori.plans import actions
from ruori.plans.actions import Terms
from ruori.plans.models import PromiseChange
from tests import city
from tests.city import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    """The day of the tests."""
    with time_machine.travel(AT, tick=False):
        yield


def browser(viewer: Viewer) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    return client


def moved() -> Any:
    """A measure put off twice, another dropped, in an adopted plan."""
    kemi = city.small_kemi()
    plan = city.draft_plan()
    goal = city.goal(plan, unit=kemi.education)
    late = city.measure(plan, goal, kemi.schools, name="Siirretty")
    gone = city.measure(plan, goal, kemi.environment, name="Poistettu")
    city.adopt(plan)
    for version, day in ((1, date(2027, 6, 30)), (2, date(2028, 6, 30))):
        actions.change_measure(
            measure=late,
            version=version,
            changes={"ends_on": day},
            by=kemi.aino,
            at=AT,
            terms=Terms(reason="Viivästyi"),
        )
    actions.drop_measure(
        measure=gone, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Rahat loppuivat")
    )
    return kemi, plan, late


def test_the_list_counts_and_tells_that_there_is_no_decision() -> None:
    kemi, _plan, _late = moved()
    page = browser(kemi.aino).get("/desk/ledger/").content.decode()
    assert "2 siirretty myöhemmäksi, 0 lievennetty, 1 poistettu" in page.lower()
    assert page.count("ei päätöstä") == 3
    assert "30.6.2027 → 30.6.2028" in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("kind=DROPPED", "Rahat loppuivat", "Viivästyi"),
        ("kind=MOVED_LATER", "Viivästyi", "Rahat loppuivat"),
        ("kind=NONSENSE&unit=x", "Viivästyi", "Tyhjä"),
    ],
)
def test_the_list_is_chosen_by_kind(query: str, seen: str, unseen: str) -> None:
    kemi, _plan, _late = moved()
    page = browser(kemi.aino).get(f"/desk/ledger/?{query}").content.decode()
    assert seen in page
    assert unseen not in page


def test_the_list_is_chosen_by_unit_plan_and_the_period_of_a_round() -> None:
    kemi, plan, _late = moved()
    city.planned_round(kemi.education)
    client = browser(kemi.aino)

    def told(query: str) -> str:
        return client.get(f"/desk/ledger/?{query}").content.decode()

    assert "Rahat loppuivat" not in told(f"unit={kemi.schools.pk}")
    assert "Viivästyi" in told(f"unit={kemi.schools.pk}&plan={plan.pk}")
    assert "Viivästyi" not in told(f"plan={plan.pk + 1}")
    first = city.planned_round(kemi.education, code="2025-9", days=PAST)
    assert "Viivästyi" not in told(f"round={first.pk}")


PAST = RoundDays(date(2025, 1, 1), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 15))


def test_the_page_of_a_measure_tells_its_first_and_present_promise() -> None:
    kemi, _plan, late = moved()
    page = browser(kemi.aino).get(f"/desk/measures/{late.pk}/").content.decode()
    assert "alkuperäinen: 31.12.2026, muutettu: 30.6.2028" in page


def test_a_decision_is_attached_on_the_form_of_the_change() -> None:
    kemi, plan, _late = moved()
    made = city.decision(kemi.council, title="Nimi muuttuu", section="44")
    plan.refresh_from_db()
    answer = browser(kemi.aino).post(
        f"/desk/plans/{plan.pk}/texts/",
        {"version": plan.version, "title_fi": "Uusi nimi", "reason": "Syy", "decision": made.pk},
    )
    assert answer.status_code == 302
    assert PromiseChange.objects.get(field="title").decision_id == made.pk


def test_what_one_may_not_see_is_not_in_the_list() -> None:
    kemi, _plan, _late = moved()
    page = browser(kemi.matti).get("/desk/ledger/").content.decode()
    assert "Viivästyi" in page
    assert Client().get("/desk/ledger/").status_code == 302


def test_the_list_asks_as_many_queries_of_many_changes_as_of_few(
    django_assert_max_num_queries: Any,
) -> None:
    kemi, _plan, _late = moved()
    client = browser(kemi.aino)
    client.get("/desk/ledger/")
    with django_assert_max_num_queries(22):
        client.get("/desk/ledger/")
