"""Measures: promised with a goal, an owner and a day; changed with a trace, then dropped."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER
from ruori.plans import actions, queries
from ruori.plans.actions import Terms
from ruori.plans.codes import ChangeKind, NeedsMoney, PlanKind
from ruori.plans.models import Measure, Step
from ruori.plans.queries import MeasureFilter
from tests.city import AT, TODAY, adopt, draft_plan, goal, measure, small_kemi

pytestmark = pytest.mark.django_db


def test_a_measure_serves_a_goal_of_any_plan() -> None:
    kemi = small_kemi()
    strategy = adopt(draft_plan())
    programme = adopt(draft_plan("Ohjelma", kind=PlanKind.PROGRAMME))
    top = goal(strategy)
    made = measure(programme, top, kemi.education)
    arrows = queries.serves_of(STRANGER, TODAY, measures=[made.pk])
    assert [(arrow.served, str(arrow.plan_title)) for arrow in arrows] == [
        (top.pk, "Kaupunkistrategia")
    ]
    assert queries.servants_of(STRANGER, TODAY, [top.pk]) == {top.pk: (made.pk,)}


def test_a_measure_that_serves_nothing_is_refused() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    terms = actions.MeasureTerms(Text("Irrallinen"), kemi.education)
    with pytest.raises(Refused) as refused:
        actions.add_measure(plan=plan, measure=terms, serves=(), by=kemi.aino, at=AT)
    assert refused.value.problem.code == "SERVES_NOTHING"
    assert not Measure.objects.exists()


def test_the_last_service_of_a_measure_cannot_be_ended() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    one, two = goal(plan, "Yksi"), goal(plan, "Kaksi")
    made = measure(plan, one, kemi.education)
    actions.link_serves(measure=made, served=two, by=kemi.aino, at=AT)
    actions.unlink_serves(measure=made, served=one, by=kemi.aino, at=AT)
    with pytest.raises(Refused):
        actions.unlink_serves(measure=made, served=two, by=kemi.aino, at=AT)
    arrows = queries.serves_of(STRANGER, TODAY, measures=[made.pk])
    assert [arrow.served for arrow in arrows] == [two.pk]


def test_a_goal_cannot_serve_itself_over_any_number_of_steps() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    a, b, c = (goal(plan, name) for name in "abc")
    actions.link_serves(goal=a, served=b, by=kemi.aino, at=AT)
    actions.link_serves(goal=b, served=c, by=kemi.aino, at=AT)
    with pytest.raises(Refused) as refused:
        actions.link_serves(goal=c, served=a, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "LOOP"


def test_a_moved_deadline_is_told_in_the_ledger() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education, ends_on=date(2026, 6, 30))
    changes = {"ends_on": date(2026, 12, 31)}
    actions.change_measure(
        measure=made, version=1, changes=changes, by=kemi.aino, at=AT, terms=Terms(reason="Lupa")
    )
    newest = queries.changes_of(measures=[made.pk])[0]
    assert newest.kind is ChangeKind.MOVED_LATER
    assert (newest.before, newest.after) == ("2026-06-30", "2026-12-31")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"name": Text("Uusi nimi")}, ChangeKind.REWORDED),
        ({"text": Text("Uusi teksti")}, ChangeKind.REWORDED),
        ({"ends_on": None}, ChangeKind.MOVED_LATER),
        ({"is_continuous": True}, ChangeKind.CHANGED),
        ({"needs_money": NeedsMoney.YES}, ChangeKind.CHANGED),
        ({"need_euros": Decimal("1000.00")}, ChangeKind.CHANGED),
        ({"visibility": Visibility.IN_PREPARATION}, ChangeKind.CHANGED),
    ],
)
def test_every_field_of_a_promise_leaves_a_line(
    changes: dict[str, object], kind: ChangeKind
) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
    newest = queries.changes_of(measures=[made.pk])[0]
    assert (newest.kind, newest.field) == (kind, next(iter(changes)))


def test_giving_a_measure_to_another_unit_is_told() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    changes = {"unit": kemi.environment, "post": kemi.environment_head}
    actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
    kinds = {(change.field, change.kind) for change in queries.changes_of(measures=[made.pk])}
    assert ("unit_id", ChangeKind.REASSIGNED) in kinds


def test_the_head_of_the_unit_may_reword_and_others_may_not() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.schools)
    for viewer in (kemi.eero, kemi.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.change_measure(
                measure=made, version=1, changes={"name": Text("x")}, by=viewer, at=AT
            )
    actions.change_measure(
        measure=made, version=1, changes={"name": Text("Selkeämpi")}, by=kemi.liisa, at=AT
    )
    card = queries.measure_card(STRANGER, TODAY, made.pk)
    assert card is not None
    assert str(card.name) == "Selkeämpi"


def test_the_head_of_the_unit_cannot_drop_a_measure_of_the_citys_plan() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    with pytest.raises(NotAllowed):
        actions.drop_measure(
            measure=made, version=1, by=kemi.liisa, at=AT, terms=Terms(reason="Ei jaksa")
        )


def test_a_stale_version_is_a_conflict_and_changes_nothing() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    actions.change_measure(
        measure=made, version=1, changes={"name": Text("Yksi")}, by=kemi.aino, at=AT
    )
    lines = len(queries.changes_of(measures=[made.pk]))
    with pytest.raises(Conflict):
        actions.change_measure(
            measure=made, version=1, changes={"name": Text("Kaksi")}, by=kemi.liisa, at=AT
        )
    assert len(queries.changes_of(measures=[made.pk])) == lines


def test_a_measure_in_preparation_is_not_public_and_staff_see_it() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    changes = {"visibility": Visibility.IN_PREPARATION}
    actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
    assert queries.measure_card(STRANGER, TODAY, made.pk) is None
    assert queries.measure_card(kemi.eero, TODAY, made.pk) is not None
    assert queries.measure_counts(STRANGER, TODAY) == {}


def test_a_draft_measure_is_seen_by_who_leads_its_unit() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.schools)
    changes = {"visibility": Visibility.DRAFT}
    actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
    seen = {
        name: queries.measure_card(viewer, TODAY, made.pk) is not None
        for name, viewer in (("liisa", kemi.liisa), ("eero", kemi.eero), ("stranger", STRANGER))
    }
    assert seen == {"liisa": True, "eero": False, "stranger": False}


def test_measures_are_found_by_plan_goal_unit_and_post() -> None:
    kemi = small_kemi()
    plan, other = adopt(draft_plan("A")), adopt(draft_plan("B"))
    top = goal(plan)
    first = measure(plan, top, kemi.education, post=kemi.education_head)
    second = measure(other, goal(other), kemi.environment, name="Toinen")
    cases: tuple[tuple[MeasureFilter, list[int]], ...] = (
        (MeasureFilter(plan=plan.pk), [first.pk]),
        (MeasureFilter(goals=[top.pk]), [first.pk]),
        (MeasureFilter(units=[kemi.environment.pk]), [second.pk]),
        (MeasureFilter(posts=[kemi.education_head.pk]), [first.pk]),
        (MeasureFilter(pks=[]), []),
        (MeasureFilter(only_promised=True), [first.pk, second.pk]),
    )
    for wanted, expected in cases:
        found = queries.measure_cards(STRANGER, TODAY, wanted)
        assert [card.pk for card in found] == expected


def test_partners_are_set_as_a_whole() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    for units in ([kemi.schools, kemi.environment], [kemi.environment]):
        actions.set_co_units(measure=made, units=units, by=kemi.aino, at=AT)
    assert queries.co_units(TODAY, [made.pk]) == {made.pk: (kemi.environment.pk,)}


def test_a_next_task_is_agreed_and_finished() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    step = actions.add_step(
        measure=made, text=Text("Kilpailutus"), due_on=date(2026, 5, 1), by=kemi.liisa, at=AT
    )
    assert [each.pk for each in queries.steps_of([made.pk])[made.pk]] == [step.pk]
    actions.finish_step(step=step, version=1, done_on=date(2026, 4, 20), by=kemi.liisa, at=AT)
    assert queries.steps_of([made.pk])[made.pk] == []
    with pytest.raises(Conflict):
        actions.finish_step(step=step, version=1, done_on=date(2026, 4, 21), by=kemi.liisa, at=AT)
    with pytest.raises(NotAllowed):
        actions.add_step(measure=made, text=Text("x"), due_on=date(2026, 5, 1), by=kemi.eero, at=AT)
    assert Step.objects.count() == 1


def test_a_measure_that_ends_before_it_begins_is_refused() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    changes = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}
    with pytest.raises(Refused) as refused:
        actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "PERIOD_IN_DISORDER"
