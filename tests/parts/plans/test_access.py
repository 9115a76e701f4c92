"""Who sees what: lists and pages agree, for every persona and every visibility."""

import pytest

from ruori.kernel.codes import Visibility
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from ruori.plans import access
from ruori.plans.models import GoalState, MeasureState, Plan, PlanState
from tests.city import adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db


def test_the_two_halves_of_each_question_agree() -> None:
    kemi = small_kemi()
    plans = []
    for level in Visibility:
        plan = adopt(draft_plan(f"Suunnitelma {level}"))
        top = goal(plan)
        for unit in (kemi.schools, kemi.environment):
            measure(plan, top, unit)
        plans.append((plan, level))
    _set_visibilities(plans)
    for unit in (kemi.education, kemi.environment):
        draft = draft_plan(f"Luonnos {unit.pk}", owner_unit=unit)
        measure(draft, goal(draft), kemi.schools)
    viewers: list[Viewer] = [kemi.aino, kemi.eero, kemi.liisa, kemi.matti, STRANGER, SYSTEM]
    for viewer in viewers:
        _agree_on_plans(viewer)
        _agree_on_goals(viewer)
        _agree_on_measures(viewer)


def _set_visibilities(plans: list[tuple[Plan, Visibility]]) -> None:
    levels = list(Visibility)
    for plan, level in plans:
        Plan.objects.filter(pk=plan.pk).update(visibility=level)
        for place, row in enumerate(MeasureState.objects.filter(measure__plan=plan)):
            MeasureState.objects.filter(pk=row.pk).update(visibility=levels[place % len(levels)])
    for place, row in enumerate(GoalState.objects.order_by("id")):
        GoalState.objects.filter(pk=row.pk).update(visibility=levels[-1 - place % len(levels)])


def _draft_of(plan: Plan) -> int | None:
    row = PlanState.objects.drafts().filter(plan=plan).first()
    return None if row is None else row.owner_unit_id


def _agree_on_plans(viewer: Viewer) -> None:
    listed = set(Plan.objects.filter(access.visible_to(viewer)).values_list("pk", flat=True))
    for plan in Plan.objects.all():
        owner = _draft_of(plan)
        seen = access.may_see_plan(viewer, visibility=plan.visibility, draft_of=owner)
        assert (plan.pk in listed) is seen


def _agree_on_goals(viewer: Viewer) -> None:
    listed = set(
        GoalState.objects.filter(access.goal_states_visible_to(viewer)).values_list("pk", flat=True)
    )
    for row in GoalState.objects.select_related("goal__plan"):
        one = access.may_see(
            viewer,
            visibility=row.visibility,
            plan_visibility=row.goal.plan.visibility,
            draft_of=_draft_of(row.goal.plan),
        )
        assert (row.pk in listed) is one


def _agree_on_measures(viewer: Viewer) -> None:
    listed = set(
        MeasureState.objects.filter(access.measure_states_visible_to(viewer)).values_list(
            "pk", flat=True
        )
    )
    for row in MeasureState.objects.select_related("measure__plan"):
        one = access.may_see_measure(
            viewer,
            visibility=row.visibility,
            plan_visibility=row.measure.plan.visibility,
            unit_id=row.unit_id,
            draft_of=_draft_of(row.measure.plan),
        )
        assert (row.pk in listed) is one


@pytest.mark.parametrize(
    ("name", "draft", "edit", "adopt_", "publish"),
    [
        ("aino", True, True, True, True),
        ("liisa", True, False, False, False),
        ("eero", True, False, False, False),
        ("matti", False, False, False, False),
        ("stranger", False, False, False, False),
    ],
)
def test_the_table_of_roles_and_verbs(
    name: str, draft: bool, edit: bool, adopt_: bool, publish: bool
) -> None:
    kemi = small_kemi()
    viewer = STRANGER if name == "stranger" else getattr(kemi, name)
    assert access.may_draft(viewer) is draft
    assert access.may_edit(viewer, owner_unit_id=None) is edit
    assert access.may_adopt(viewer) is adopt_
    assert access.may_publish(viewer) is publish


def test_who_leads_the_owning_unit_edits_its_plan_and_its_measures() -> None:
    kemi = small_kemi()
    assert access.may_edit(kemi.liisa, owner_unit_id=kemi.education.pk)
    assert access.may_edit(kemi.liisa, owner_unit_id=kemi.schools.pk)
    assert not access.may_edit(kemi.liisa, owner_unit_id=kemi.environment.pk)
    assert access.may_edit_measure(kemi.liisa, unit_id=kemi.schools.pk, owner_unit_id=None)
    assert not access.may_edit_measure(kemi.eero, unit_id=kemi.schools.pk, owner_unit_id=None)
