"""The promise ledger on the public page: in words of the page, never in codes or columns."""

from datetime import date

import pytest
from django.test import Client

from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.plans import actions
from ruori.plans.actions import Terms
from ruori.plans.codes import EnvironmentEffect, NeedsMoney, TestKind
from ruori.plans.models import PromiseChange
from tests.city import AT, adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    """A public page as words."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_no_code_or_column_stands_on_the_page_of_a_measure(client: Client) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    changes = {
        "needs_money": NeedsMoney.YES,
        "environment_effect": EnvironmentEffect.DIRECT,
        "population_group": "lapset",
        "ends_on": date(2027, 12, 31),
    }
    actions.change_measure(
        measure=made, version=1, changes=changes, by=kemi.aino, at=AT, terms=Terms(reason="Syy")
    )
    page = page_of(client, f"/toimenpide/{made.pk}-x/")
    assert "31.12.2027" in page
    for code in ("environment_effect", "population_group", "UNKNOWN", "DIRECT", ">YES<"):
        assert code not in page


def test_a_test_taken_away_stays_on_the_page_of_its_goal(client: Client) -> None:
    kemi = small_kemi()
    top = goal(adopt(draft_plan()))
    deed = actions.TestTerms(TestKind.DEED, deed=Text("Ohje on annettu"), due_on=date(2026, 6, 1))
    for version, tests in ((1, [deed]), (2, [])):
        actions.set_tests(goal=top, version=version, tests=tests, by=kemi.aino, at=AT)
    assert page_of(client, f"/tavoite/{top.pk}-x/").count("Ohje on annettu") == 2


def test_a_promise_given_up_stays_on_the_page_of_its_plan_with_its_reason(client: Client) -> None:
    kemi = small_kemi()
    plan = draft_plan()
    made = measure(plan, goal(plan), kemi.education)
    adopt(plan)
    assert "Rahat loppuivat" not in page_of(client, f"/ohjelma/{plan.pk}-x/")
    why = Terms(reason="Rahat loppuivat")
    actions.drop_measure(measure=made, version=1, by=kemi.aino, at=AT, terms=why)
    for address in (f"/ohjelma/{plan.pk}-x/", f"/toimenpide/{made.pk}-x/"):
        page = page_of(client, address)
        assert "Avataan uusi liikuntapaikka" in page
        assert "Rahat loppuivat" in page


def test_what_was_never_public_is_not_told_when_it_is_given_up(client: Client) -> None:
    kemi = small_kemi()
    plan = draft_plan()
    made = measure(plan, goal(plan), kemi.education, name="Salainen suunnitelma")
    adopt(plan)
    hidden = {"visibility": Visibility.IN_PREPARATION}
    terms = Terms(holds_from=plan.states.get().valid_from)
    actions.change_measure(
        measure=made, version=1, changes=hidden, by=kemi.aino, at=AT, terms=terms
    )
    actions.drop_measure(measure=made, version=2, by=kemi.aino, at=AT, terms=Terms(reason="Syy"))
    assert "Salainen suunnitelma" not in page_of(client, f"/ohjelma/{plan.pk}-x/")
    assert client.get(f"/toimenpide/{made.pk}-x/").status_code == 404


def test_a_change_of_the_plan_itself_leads_to_its_page(client: Client) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    actions.change_plan(
        plan=plan,
        version=plan.version,
        changes={"title": Text("Uusi nimi")},
        by=kemi.aino,
        at=AT,
    )
    row = PromiseChange.objects.get(plan=plan, field="title")
    answer = client.get(f"/r/plans.promisechange/{row.pk}/")
    assert answer.status_code == 302
    assert f"/ohjelma/{plan.pk}-uusi-nimi/" in answer["Location"]
