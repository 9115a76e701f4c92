"""A plan is written as a draft, adopted by a decision, and only then a promise."""

from datetime import date

import pytest

from ruori.decisions.actions import DecisionTerms, record_decision
from ruori.decisions.rules import DecisionKind
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER
from ruori.plans import actions, queries
from ruori.plans.actions import Terms
from ruori.plans.codes import GoalLevel, PlanKind, Stage
from ruori.plans.models import GoalState, Plan, PlanVersion
from ruori.seals import queries as seals
from tests.city import (
    AT,
    BEGINNING,
    TODAY,
    adopt,
    decision,
    draft_plan,
    goal,
    measure,
    small_kemi,
)

pytestmark = pytest.mark.django_db


def test_a_draft_is_seen_by_its_writers_only() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    assert queries.plan_card(kemi.aino, TODAY, plan.pk) is not None
    for viewer in (kemi.liisa, kemi.matti, STRANGER):
        assert queries.plan_card(viewer, TODAY, plan.pk) is None
        assert queries.tree(viewer, TODAY, plan.pk) is None


def test_the_head_of_the_owning_unit_sees_the_draft_and_its_goals() -> None:
    kemi = small_kemi()
    plan = draft_plan("Käyttösuunnitelma", owner_unit=kemi.education)
    top = goal(plan)
    measure(plan, top, kemi.education)
    tree = queries.tree(kemi.liisa, TODAY, plan.pk)
    assert tree is not None
    assert [len(node.measures) for node in tree.walk()] == [1]
    for viewer in (kemi.eero, kemi.matti, STRANGER):
        assert queries.tree(viewer, TODAY, plan.pk) is None


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.HEARING, Stage.ON_AGENDA])
def test_a_plan_is_not_public_before_it_is_adopted(stage: Stage) -> None:
    kemi = small_kemi()
    plan = draft_plan()
    if stage is not Stage.DRAFT:
        actions.step_plan(plan=plan, version=1, to=stage, by=kemi.aino, at=AT)
        plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.publish_plan(
            plan=plan, version=plan.version, visibility=Visibility.PUBLIC, by=kemi.aino, at=AT
        )
    assert refused.value.problem.code == "DRAFT_NOT_PUBLIC"
    with pytest.raises(Refused):
        actions.draft_plan(
            kind=PlanKind.PLAN,
            terms=actions.PlanTerms(Text("Suunnitelma")),
            visibility=Visibility.PUBLIC,
            by=kemi.aino,
            at=AT,
        )
    assert queries.plan_cards(STRANGER, TODAY) == []


def test_what_was_known_earlier_holds_no_draft() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    goal(plan)
    known = Moment(TODAY.as_of, TODAY.as_of)
    assert queries.plan_card(kemi.aino, TODAY, plan.pk) is not None
    assert queries.plan_card(kemi.aino, known, plan.pk) is None
    assert queries.goal_cards(kemi.aino, known) == []


def test_no_day_sees_a_draft() -> None:
    plan = draft_plan()
    goal(plan)
    assert not GoalState.objects.in_force(TODAY.as_of).exists()
    assert not GoalState.objects.in_force(TODAY.as_of, TODAY.as_of).exists()


def test_adoption_makes_a_draft_a_public_promise_from_its_day() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    top = goal(plan)
    measure(plan, top, kemi.education)
    adopt(plan, decision(kemi.council), holds_from=date(2026, 1, 1))
    tree = queries.tree(STRANGER, TODAY, plan.pk)
    assert tree is not None
    assert tree.plan.stage is Stage.IN_FORCE
    assert [node.card.pk for node in tree.walk()] == [top.pk]
    assert len(tree.roots[0].measures) == 1
    before = Moment(date(2025, 12, 31))
    assert queries.tree(STRANGER, before, plan.pk) is None


def test_adoption_for_a_coming_day_waits_for_it() -> None:
    small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2027, 1, 1))
    assert plan.stage == Stage.ADOPTED


def test_what_is_added_to_a_plan_of_a_coming_day_waits_for_it_too() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2027, 1, 1))
    made = measure(plan, goal(plan), kemi.education)
    assert queries.measure_cards(STRANGER, TODAY) == []
    coming = Moment(date(2027, 1, 1))
    assert [card.pk for card in queries.measure_cards(STRANGER, coming)] == [made.pk]
    actions.change_measure(
        measure=made, version=1, changes={"name": Text("Uusi nimi")}, by=kemi.aino, at=AT
    )
    (card,) = queries.measure_cards(STRANGER, coming)
    assert str(card.name) == "Uusi nimi"


def test_nothing_holds_before_its_plan_does() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2025, 1, 1))
    with pytest.raises(Refused) as refused:
        actions.add_goal(
            plan=plan,
            level=GoalLevel.STRATEGIC,
            goal=actions.GoalTerms(Text("Liian varhain")),
            by=kemi.aino,
            at=AT,
            terms=Terms(holds_from=date(2024, 12, 31)),
        )
    assert refused.value.problem.code == "NOT_IN_FORCE"


def test_a_new_end_before_the_stored_beginning_of_the_period_is_refused() -> None:
    kemi = small_kemi()
    terms = actions.PlanTerms(Text("Ohjelma"), period_from=date(2026, 1, 1))
    plan = actions.draft_plan(kind=PlanKind.PROGRAMME, terms=terms, by=kemi.aino, at=AT)
    for version in (1, 2):
        with pytest.raises(Refused) as refused:
            actions.change_plan(
                plan=plan,
                version=version,
                changes={"period_to": date(2025, 1, 1)},
                by=kemi.aino,
                at=AT,
            )
        assert refused.value.problem.code == "PERIOD_IN_DISORDER"
        if version == 1:
            adopt(plan)


def test_adoption_is_sealed_with_all_that_was_adopted() -> None:
    kemi = small_kemi()
    plan = draft_plan("Sinetöitävä")
    goal(plan, "Tavoite sinetissä")
    adopt(plan, decision(kemi.council))
    version = PlanVersion.objects.get(plan=plan)
    sealed = seals.sealed(version.seal.number)
    assert sealed is not None
    assert "Tavoite sinetissä" in sealed.body.decode()
    assert seals.verify() == []


def test_an_adopted_plan_is_not_adopted_again() -> None:
    small_kemi()
    plan = adopt(draft_plan())
    with pytest.raises(Refused) as refused:
        adopt(plan)
    assert refused.value.problem.code == "ADOPTED_ALREADY"


@pytest.mark.parametrize(
    ("kind", "decided_on"),
    [(DecisionKind.REJECT, date(2026, 2, 23)), (DecisionKind.ADOPT, None)],
    ids=["rejected", "pending"],
)
def test_a_plan_does_not_hold_by_a_decision_that_does_not_adopt_it(
    kind: DecisionKind, decided_on: date | None
) -> None:
    kemi = small_kemi()
    plan = draft_plan()
    terms = DecisionTerms(kind, Text("Asia"), body=kemi.council, decided_on=decided_on)
    made = record_decision(terms=terms, by=kemi.aino, at=AT)
    with pytest.raises(Refused) as refused:
        adopt(plan, made)
    assert refused.value.problem.code == "DECISION_DOES_NOT_ADOPT"


def test_who_does_not_steer_cannot_adopt() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    for viewer in (kemi.liisa, kemi.eero, kemi.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.adopt_plan(
                plan=plan, version=1, decision=None, holds_from=BEGINNING, by=viewer, at=AT
            )
    assert Plan.objects.get(pk=plan.pk).stage == Stage.DRAFT


def test_adopting_a_version_that_was_changed_meanwhile_is_a_conflict() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    actions.change_plan(
        plan=plan, version=1, changes={"title": Text("Uusi nimi")}, by=kemi.aino, at=AT
    )
    with pytest.raises(Conflict):
        actions.adopt_plan(
            plan=plan, version=1, decision=None, holds_from=BEGINNING, by=kemi.aino, at=AT
        )
    assert not PlanVersion.objects.exists()


def test_a_stranger_cannot_begin_a_plan_and_a_head_can() -> None:
    kemi = small_kemi()
    terms = actions.PlanTerms(Text("Käyttösuunnitelma"), owner_unit=kemi.education)
    for viewer in (STRANGER, kemi.matti):
        with pytest.raises(NotAllowed):
            actions.draft_plan(kind=PlanKind.OPERATING_PLAN, terms=terms, by=viewer, at=AT)
    made = actions.draft_plan(kind=PlanKind.OPERATING_PLAN, terms=terms, by=kemi.liisa, at=AT)
    assert made.visibility == Visibility.DRAFT


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    kemi = small_kemi()
    terms = actions.PlanTerms(
        Text("Ohjelma"), period_from=date(2026, 1, 1), period_to=date(2025, 1, 1)
    )
    with pytest.raises(Refused) as refused:
        actions.draft_plan(kind=PlanKind.PROGRAMME, terms=terms, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "PERIOD_IN_DISORDER"
    assert not Plan.objects.exists()


def test_a_secret_plan_names_its_ground_and_only_who_steers_sees_it() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    with pytest.raises(Refused):
        actions.publish_plan(
            plan=plan, version=plan.version, visibility=Visibility.SECRET, by=kemi.aino, at=AT
        )
    actions.publish_plan(
        plan=plan,
        version=plan.version,
        visibility=Visibility.SECRET,
        secrecy_ground="JulkL 24 § 1 mom. 17 k",
        by=kemi.aino,
        at=AT,
    )
    assert queries.plan_card(kemi.aino, TODAY, plan.pk) is not None
    assert queries.plan_card(kemi.liisa, TODAY, plan.pk) is None
    assert queries.plan_card(STRANGER, TODAY, plan.pk) is None


@pytest.mark.parametrize("to", [Stage.DRAFT, Stage.ENDED, Stage.ADOPTED])
def test_a_plan_in_force_cannot_jump(to: Stage) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    with pytest.raises(Refused) as refused:
        actions.step_plan(plan=plan, version=plan.version, to=to, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "WRONG_STEP"


def test_an_ended_plan_takes_no_new_promises() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    for to in (Stage.EVALUATED, Stage.ENDED):
        plan.refresh_from_db()
        actions.step_plan(plan=plan, version=plan.version, to=to, by=kemi.aino, at=AT)
    with pytest.raises(Refused) as refused:
        goal(plan, level=GoalLevel.STRATEGIC)
    assert refused.value.problem.code == "PLAN_ENDED"
