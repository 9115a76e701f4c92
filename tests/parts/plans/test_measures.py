"""Measures: promised with a goal, an owner and a day; changed with a trace, then dropped."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
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


def test_a_deadline_moves_later_only_with_a_reason_and_earlier_without() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education, ends_on=date(2026, 6, 30))
    later = {"ends_on": date(2026, 12, 31)}
    with pytest.raises(Refused) as refused:
        actions.change_measure(measure=made, version=1, changes=later, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "REASON_MISSING"
    sooner = {"ends_on": date(2026, 5, 31)}
    actions.change_measure(measure=made, version=1, changes=sooner, by=kemi.aino, at=AT)
    assert queries.changes_of(measures=[made.pk])[0].kind is ChangeKind.MOVED_EARLIER


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
    why = Terms(reason="Lupa")
    actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT, terms=why)
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


def test_a_new_end_before_the_stored_beginning_is_refused() -> None:
    kemi = small_kemi()
    for plan in (draft_plan("A"), adopt(draft_plan("B"))):
        made = measure(plan, goal(plan), kemi.education)
        changes = {"starts_on": date(2026, 5, 1)}
        actions.change_measure(measure=made, version=1, changes=changes, by=kemi.aino, at=AT)
        with pytest.raises(Refused) as refused:
            actions.change_measure(
                measure=made,
                version=2,
                changes={"ends_on": date(2026, 4, 1)},
                by=kemi.aino,
                at=AT,
            )
        assert refused.value.problem.code == "PERIOD_IN_DISORDER"


def test_each_service_that_comes_or_goes_is_told_in_the_ledger() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    one, two = goal(plan, "Yksi"), goal(plan, "Kaksi")
    made = measure(plan, one, kemi.education)
    assert [change.field for change in queries.changes_of(measures=[made.pk])] == ["existence"]
    actions.link_serves(measure=made, served=two, by=kemi.aino, at=AT)
    actions.unlink_serves(measure=made, served=one, by=kemi.aino, at=AT)
    gone, come, _ = queries.changes_of(measures=[made.pk])
    assert (come.field, come.before, come.after) == ("serves", None, {"fi": "Kaksi"})
    assert (gone.field, gone.before, gone.after) == ("serves", {"fi": "Yksi"}, None)


def test_a_service_that_begins_later_does_not_let_the_present_one_end_now() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    one, two = goal(plan, "Yksi"), goal(plan, "Kaksi")
    made = measure(plan, one, kemi.education)
    later = Terms(holds_from=date(2027, 1, 1))
    actions.link_serves(measure=made, served=two, by=kemi.aino, at=AT, terms=later)
    with pytest.raises(Refused) as refused:
        actions.unlink_serves(measure=made, served=one, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "SERVES_NOTHING"
    actions.unlink_serves(measure=made, served=one, by=kemi.aino, at=AT, terms=later)
    for day, served in ((date(2026, 12, 31), one), (date(2027, 1, 1), two)):
        arrows = queries.serves_of(STRANGER, Moment(day), measures=[made.pk])
        assert [arrow.served for arrow in arrows] == [served.pk]


def test_what_is_not_served_cannot_be_ended() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made, other = measure(plan, goal(plan), kemi.education), goal(plan, "Toinen")
    with pytest.raises(Refused) as refused:
        actions.unlink_serves(measure=made, served=other, by=kemi.aino, at=AT)
    assert refused.value.problem.code == "NOT_IN_FORCE"


def test_a_dropped_goal_and_an_unseen_one_cannot_be_served() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan("Oma", owner_unit=kemi.education))
    made = measure(plan, goal(plan), kemi.education)
    dropped = goal(plan, "Poistettu")
    actions.drop_goal(goal=dropped, version=1, by=kemi.aino, at=AT, terms=Terms(reason="Syy"))
    unseen = goal(draft_plan("Toisen luonnos"), "Näkymätön")
    for served in (dropped, unseen):
        with pytest.raises(Refused) as refused:
            actions.link_serves(measure=made, served=served, by=kemi.liisa, at=AT)
        assert refused.value.problem.code == "GOAL_NOT_IN_FORCE"


def test_a_measure_is_dropped_once_with_all_that_belongs_to_it() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    actions.set_co_units(measure=made, units=[kemi.schools], by=kemi.aino, at=AT)
    reason = Terms(reason="Valmis")
    actions.drop_measure(measure=made, version=1, by=kemi.aino, at=AT, terms=reason)
    assert queries.co_units(TODAY, [made.pk]) == {made.pk: ()}
    assert queries.serves_of(STRANGER, TODAY, measures=[made.pk]) == []
    with pytest.raises(Refused) as refused:
        actions.drop_measure(measure=made, version=2, by=kemi.aino, at=AT, terms=reason)
    assert refused.value.problem.code == "NOT_IN_FORCE"


def test_a_dropped_draft_measure_is_no_longer_changed() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    made = measure(plan, goal(plan), kemi.education)
    actions.drop_measure(measure=made, version=1, by=kemi.aino, at=AT)
    with pytest.raises(Refused) as refused:
        actions.change_measure(
            measure=made, version=2, changes={"name": Text("x")}, by=kemi.aino, at=AT
        )
    assert refused.value.problem.code == "NOT_IN_FORCE"


def test_who_will_lead_a_measure_later_does_not_change_it_today() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.environment)
    later = Terms(holds_from=date(2027, 1, 1))
    changes = {"unit": kemi.education}
    actions.change_measure(
        measure=made, version=1, changes=changes, by=kemi.aino, at=AT, terms=later
    )
    with pytest.raises(NotAllowed):
        actions.change_measure(
            measure=made, version=2, changes={"name": Text("x")}, by=kemi.liisa, at=AT
        )


def test_a_partner_whose_end_is_planned_is_kept_when_named_again() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    actions.set_co_units(measure=made, units=[kemi.schools], by=kemi.aino, at=AT)
    later = Terms(holds_from=date(2027, 1, 1))
    actions.set_co_units(measure=made, units=[], by=kemi.aino, at=AT, terms=later)
    coming = Moment(date(2027, 1, 1))
    assert queries.co_units(coming, [made.pk]) == {made.pk: ()}
    actions.set_co_units(measure=made, units=[kemi.schools], by=kemi.aino, at=AT)
    assert queries.co_units(coming, [made.pk]) == {made.pk: (kemi.schools.pk,)}
