"""Every field of a promise, changed after adoption, is found on the public page (domain § 13)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.organisation.models import Post, Unit
from ruori.plans import actions
from ruori.plans.actions import GoalTerms, MeasureTerms, PlanTerms, Terms
from ruori.plans.actions.goals import TestTerms as GoalTestTerms
from ruori.plans.codes import (
    EnvironmentEffect,
    GoalLevel,
    GoalRule,
    NeedsMoney,
    Operator,
    TestKind,
)
from ruori.plans.models import Goal, Measure, Plan, PromiseChange
from ruori.plans.rules import SILENT
from tests import city
from tests.city import AT, SmallKemi
from tests.parts.followup.given import at_least, figure, reporting

pytestmark = pytest.mark.django_db
WORDS = Text("Muutettu sana")
MEASURE: Mapping[str, Any] = {
    "name": WORDS,
    "text": WORDS,
    "visibility": None,
    "starts_on": date(2026, 1, 15),
    "ends_on": date(2027, 6, 30),
    "is_continuous": True,
    "needs_money": NeedsMoney.YES,
    "need_euros": Decimal("1200"),
    "population_group": "lapset",
    "area": "Karihaara",
    "environment_effect": EnvironmentEffect.DIRECT,
    "environment_text": WORDS,
    "question": WORDS,
    "funder": "EU",
    "project_euros": Decimal("5000"),
}
GOAL: Mapping[str, Any] = {
    "name": WORDS,
    "text": WORDS,
    "visibility": None,
    "sustainability": ("SOCIAL",),
    "rule": GoalRule.ANY,
    "rule_count": 2,
    "rule_share": Decimal("0.5"),
    "partly_at": Decimal("0.5"),
}
PLAN: Mapping[str, Any] = {
    "title": WORDS,
    "period_from": date(2022, 1, 1),
    "period_to": date(2030, 12, 31),
    "legal_basis": "410/2015",
    "vision": WORDS,
    "introduction": WORDS,
    "case_number": "KEMI/1/2026",
}
TEST: Mapping[str, Any] = {
    "period": "2026",
    "operator": Operator.EXACTLY,
    "low": Decimal(70),
    "high": Decimal(90),
    "tolerance": Decimal(2),
    "baseline_value": Decimal(50),
    "baseline_on": date(2024, 12, 31),
    "due_on": date(2026, 6, 30),
    "weight": Decimal(3),
    "is_provisional_enough": True,
    "deed": WORDS,
    "kind": TestKind.DEED,
}


@pytest.fixture(autouse=True)
def now() -> Any:
    """The day of the tests."""
    with time_machine.travel(AT, tick=False):
        yield


def page_of(address: str) -> str:
    """A public page as words."""
    return Client().get(address, follow=True).content.decode()


def check(address: str, field: str, change: Callable[[Terms], Any]) -> None:
    """Make one change; its line is on the page by its reason, and tells that it has no decision."""
    reason = f"Syy: {field}"
    before = PromiseChange.objects.count()
    change(Terms(reason=reason))
    assert PromiseChange.objects.count() > before, field
    page = page_of(address)
    assert reason in page, field
    assert "ei päätöstä" in page, field


def adopted() -> tuple[SmallKemi, Plan, Goal, Measure]:
    """A plan that is adopted, with a goal and a measure."""
    kemi = city.small_kemi()
    plan = city.draft_plan()
    goal = city.goal(plan, unit=kemi.education)
    measure = city.measure(plan, goal, kemi.schools, post=kemi.education_head)
    return kemi, city.adopt(plan), goal, measure


def others(kemi: SmallKemi) -> dict[str, Unit | Post]:
    """Somebody else to answer."""
    return {"unit": kemi.environment, "post": kemi.environment_head}


def test_every_field_of_a_measure() -> None:
    kemi, _plan, _goal, measure = adopted()
    fields = {**MEASURE, **others(kemi)}
    assert set(fields) == set(MeasureTerms.__dataclass_fields__) - SILENT - {"heir"}
    for field, value in fields.items():
        if field == "visibility":
            continue
        measure.refresh_from_db()
        check(
            f"/toimenpide/{measure.pk}-x/",
            field,
            lambda terms, field=field, value=value: actions.change_measure(  # type: ignore[misc]
                measure=measure,
                version=measure.version,
                changes={field: value},
                by=kemi.aino,
                at=AT,
                terms=terms,
            ),
        )


def test_every_field_of_a_goal() -> None:
    kemi, _plan, goal, _measure = adopted()
    fields = {**GOAL, "unit": kemi.environment, "post": kemi.environment_head}
    assert set(fields) == set(GoalTerms.__dataclass_fields__) - SILENT
    first = {"post": kemi.education_head}
    actions.change_goal(goal=goal, version=1, changes=first, by=kemi.aino, at=AT)
    for field, value in fields.items():
        if field == "visibility":
            continue
        goal.refresh_from_db()
        check(
            f"/tavoite/{goal.pk}-x/",
            field,
            lambda terms, field=field, value=value: actions.change_goal(  # type: ignore[misc]
                goal=goal,
                version=goal.version,
                changes={field: value},
                by=kemi.aino,
                at=AT,
                terms=terms,
            ),
        )


def test_every_field_of_a_plan() -> None:
    kemi, plan, _goal, _measure = adopted()
    fields = {**PLAN, "owner_unit": kemi.environment, "body": kemi.council}
    assert set(fields) == set(PlanTerms.__dataclass_fields__) - SILENT
    given = {"owner_unit": kemi.education, "body": kemi.office}
    actions.change_plan(plan=plan, version=plan.version, changes=given, by=kemi.aino, at=AT)
    for field, value in fields.items():
        plan.refresh_from_db()
        check(
            f"/ohjelma/{plan.pk}-x/",
            field,
            lambda terms, field=field, value=value: actions.change_plan(  # type: ignore[misc]
                plan=plan,
                version=plan.version,
                changes={field: value},
                by=kemi.aino,
                at=AT,
                terms=terms,
            ),
        )


def test_every_field_of_a_test() -> None:
    given = reporting()
    goal, aino = given.goal, given.aino
    series, other = figure(given), figure(given, code="toinen")
    start = at_least(series, 60)
    actions.set_tests(goal=goal, version=1, tests=[start], by=aino, at=AT)
    fields = {**TEST, "series": at_least(other, 60).series}
    assert set(fields) == set(GoalTestTerms.__dataclass_fields__)
    told: dict[str, Any] = {
        name: getattr(start, name) for name in GoalTestTerms.__dataclass_fields__
    }
    for field, value in fields.items():
        goal.refresh_from_db()
        told[field] = value
        tests = [GoalTestTerms(**told)]
        check(
            f"/tavoite/{goal.pk}-x/",
            f"testin {field}",
            lambda terms, tests=tests: actions.set_tests(  # type: ignore[misc]
                goal=goal, version=goal.version, tests=tests, by=aino, at=AT, terms=terms
            ),
        )


def test_the_place_of_a_goal_what_a_measure_serves_and_their_existence() -> None:
    kemi, plan, goal, measure = adopted()
    second = city.goal(plan, "Toinen")
    objective = city.goal(plan, "Alempi", level=GoalLevel.OBJECTIVE, parent=second)
    check(
        f"/tavoite/{objective.pk}-x/",
        "paikka",
        lambda terms: actions.move_goal(
            goal=objective, version=1, parent=goal, position=0, by=kemi.aino, at=AT, terms=terms
        ),
    )
    check(
        f"/toimenpide/{measure.pk}-x/",
        "palvelee",
        lambda terms: actions.link_serves(
            served=objective, measure=measure, by=kemi.aino, at=AT, terms=terms
        ),
    )
    check(
        f"/toimenpide/{measure.pk}-x/",
        "poistuu",
        lambda terms: actions.drop_measure(
            measure=measure, version=1, by=kemi.aino, at=AT, terms=terms
        ),
    )


def test_a_measure_that_is_hidden_leaves_a_line_that_the_desk_tells() -> None:
    kemi, _plan, _goal, measure = adopted()
    hidden = {"visibility": Visibility.IN_PREPARATION}
    actions.change_measure(
        measure=measure, version=1, changes=hidden, by=kemi.aino, at=AT, terms=Terms(reason="Syy")
    )
    assert PromiseChange.objects.filter(field="visibility", measure=measure).exists()


def test_the_first_and_the_present_promise_stand_side_by_side() -> None:
    kemi, _plan, _goal, measure = adopted()
    for version, day in ((1, date(2027, 6, 30)), (2, date(2028, 6, 30))):
        actions.change_measure(
            measure=measure,
            version=version,
            changes={"ends_on": day},
            by=kemi.aino,
            at=AT,
            terms=Terms(reason="Syy"),
        )
    page = page_of(f"/toimenpide/{measure.pk}-x/")
    assert "alkuperäinen: 31.12.2026, muutettu: 30.6.2028" in page


def test_a_change_by_a_decision_names_it() -> None:
    kemi, _plan, _goal, measure = adopted()
    made = city.decision(kemi.council, title="Valtuusto siirsi määräaikaa", section="44")
    actions.change_measure(
        measure=measure,
        version=1,
        changes={"ends_on": date(2028, 6, 30)},
        by=kemi.aino,
        at=AT,
        terms=Terms(decision=made),
    )
    page = page_of(f"/toimenpide/{measure.pk}-x/")
    assert "Valtuusto siirsi määräaikaa" in page
    assert "ei päätöstä" not in page
