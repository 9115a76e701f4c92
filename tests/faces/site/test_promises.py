"""The promise ledger of the whole city in public: chosen, counted, never more than is public."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.plans import actions
from ruori.plans.actions import Terms
from ruori.plans.models import PromiseChange
from tests.city import AT, adopt, decision, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db


def page_of(query: str = "") -> str:
    """The public ledger as words."""
    answer = Client().get(f"/lupauskirja/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def moved() -> Any:
    """A measure put off by a decision, another dropped without one, in an adopted plan."""
    kemi = small_kemi()
    plan = draft_plan()
    top = goal(plan, unit=kemi.education)
    late = measure(plan, top, kemi.schools, name="Siirretty")
    gone = measure(plan, top, kemi.environment, name="Poistettu")
    adopt(plan)
    actions.change_measure(
        measure=late,
        version=1,
        changes={"ends_on": date(2028, 6, 30)},
        by=kemi.aino,
        at=AT,
        terms=Terms(
            reason="Urakka viivästyi", decision=decision(kemi.council, title="Talousarvion muutos")
        ),
    )
    actions.drop_measure(
        measure=gone, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Rahat loppuivat")
    )
    return kemi, plan, late


def test_each_change_is_told_with_its_decision_or_that_there_is_none() -> None:
    moved()
    page = page_of()
    assert "30.6.2028" in page
    assert "Urakka viivästyi" in page
    assert "Talousarvion muutos" in page
    assert "Rahat loppuivat" in page
    assert "ei päätöstä" in page
    assert "Poistettu" in page
    assert "2 muutosta" in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("?kind=MOVED_LATER", "Urakka viivästyi", "Rahat loppuivat"),
        ("?kind=DROPPED", "Rahat loppuivat", "Urakka viivästyi"),
        ("?unit={schools}", "Urakka viivästyi", "Rahat loppuivat"),
        ("?unit={environment}", "Rahat loppuivat", "Urakka viivästyi"),
        ("?plan={plan}", "Urakka viivästyi", "Yksikään lupaus"),
        ("?plan=999999", "Yksikään lupaus", "Urakka viivästyi"),
        ("?kind=x&plan=x&page=x", "Urakka viivästyi", "Yksikään lupaus"),
    ],
)
def test_the_ledger_is_chosen_by_kind_plan_and_unit(query: str, seen: str, unseen: str) -> None:
    kemi, plan, _late = moved()
    facts = {"schools": kemi.schools.pk, "environment": kemi.environment.pk, "plan": plan.pk}
    page = page_of(query.format(**facts))
    assert seen in page
    assert unseen not in page


def test_who_answers_now_is_told_by_unit_and_post_and_never_by_name() -> None:
    kemi, _plan, late = moved()
    actions.change_measure(
        measure=late,
        version=2,
        changes={"unit": kemi.education, "post": kemi.education_head},
        by=kemi.aino,
        at=AT,
        terms=Terms(reason="Uusi vastuu"),
    )
    page = page_of("?kind=REASSIGNED")
    assert "Koulut → Opetus" in page
    assert "Liisa" not in page


def test_words_written_while_a_measure_is_hidden_are_not_told() -> None:
    kemi, _plan, late = moved()
    hidden = {"visibility": Visibility.IN_PREPARATION}
    secret = {"name": Text("Salainen nimi")}
    for version, changes in ((2, hidden), (3, secret)):
        actions.change_measure(
            measure=late,
            version=version,
            changes=changes,
            by=kemi.aino,
            at=AT,
            terms=Terms(reason=f"Syy {version}"),
        )
    page = page_of()
    assert "Salainen nimi" not in page
    assert "Syy 3" not in page
    assert "Syy 2" in page


def test_the_ledger_goes_on_to_another_page_and_loses_nothing() -> None:
    _kemi, plan, _late = moved()
    row = PromiseChange.objects.earliest("pk")
    for number in range(60):
        PromiseChange.objects.create(
            plan=plan,
            kind="REWORDED",
            field="title",
            before={"fi": "Ennen"},
            after={"fi": f"Nimi numero {number}"},
            holds_from=row.holds_from,
            recorded_at=row.recorded_at,
        )
    told = page_of() + page_of("?page=2")
    assert all(f"Nimi numero {number}<" in told for number in range(60))
    assert "62 muutosta" in told
    assert "Urakka viivästyi" in told


def test_nothing_changed_is_said_in_words() -> None:
    small_kemi()
    assert "Yksikään lupaus ei vastaa valintoja." in page_of()
