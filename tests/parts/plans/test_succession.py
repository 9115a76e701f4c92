"""Units that close give all they have to heirs, and nobody leaves a thing without an owner."""

from datetime import date
from typing import Any

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle.models import CycleEvent
from ruori.indicators.actions import define_indicator
from ruori.indicators.models import IndicatorState
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.models import Person, Unit
from ruori.organisation.queries import chart, posts
from ruori.organisation.rules import (
    SYSTEM,
    RoleCode,
    SuccessionKind,
    Viewer,
    reachable_owner,
)
from ruori.plans import actions, queries
from ruori.plans.actions import Succession
from ruori.plans.codes import ChangeKind
from tests.city import (
    AT,
    BEGINNING,
    DAY,
    TODAY,
    SmallKemi,
    adopt,
    draft_plan,
    goal,
    head,
    hold,
    measure,
    person,
    post,
    small_kemi,
    unit,
    viewer,
)
from tests.parts.indicators.given import definition
from tests.people import EVERYBODY

pytestmark = pytest.mark.django_db

SUMMER = date(2026, 6, 1)
BEFORE = Moment(date(2026, 5, 31))
AFTER = Moment(SUMMER)


def split(kemi: SmallKemi, *heirs: Unit, by: Viewer = SYSTEM, **more: Any) -> None:
    row = Unit.objects.get(pk=kemi.education.pk)
    told = Succession(SuccessionKind.SPLIT, heirs, SUMMER, **more)
    actions.reorganise(unit=row, version=row.version, succession=told, by=by, at=AT)


def figure_of(owner: Unit) -> int:
    told = definition(owner_unit_id=owner.pk, owner_post_id=None)
    return define_indicator(code="people", definition=told, start=BEGINNING, by=SYSTEM, at=AT).pk


def who(seen: Viewer) -> Person:
    assert seen.person_id is not None
    return Person.objects.get(pk=seen.person_id)


def unit_of(pk: int, moment: Moment) -> int:
    card = queries.measure_card(SYSTEM, moment, pk)
    assert card is not None
    return card.unit


def test_the_first_heir_takes_what_is_given_to_nobody_and_another_what_it_is_given() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(owner_unit=kemi.education))
    top = goal(plan, unit=kemi.education)
    stays, goes = measure(plan, top, kemi.education), measure(plan, top, kemi.education)
    youth = unit("youth", parent=kemi.office)
    things = {("plans.measure", goes.pk): youth.pk, ("plans.goal", top.pk): youth.pk}
    split(kemi, kemi.environment, youth, things=things, reason="Uusi organisaatio")
    assert [unit_of(each.pk, AFTER) for each in (stays, goes)] == [kemi.environment.pk, youth.pk]
    assert [unit_of(each.pk, BEFORE) for each in (stays, goes)] == [kemi.education.pk] * 2
    card = queries.plan_card(SYSTEM, AFTER, plan.pk)
    assert card is not None
    assert card.owner_unit == kemi.environment.pk
    (found,) = [card for card in queries.goal_cards(SYSTEM, AFTER) if card.pk == top.pk]
    assert found.unit == youth.pk


def test_a_thing_given_on_leaves_a_line_in_the_promise_ledger() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    split(kemi, kemi.environment, reason="Uusi organisaatio")
    lines = queries.changes_of(measures=[made.pk])
    (line,) = [line for line in lines if line.kind is ChangeKind.REASSIGNED]
    assert (line.field, line.before, line.after) == (
        "unit_id",
        kemi.education.pk,
        kemi.environment.pk,
    )
    assert (line.holds_from, line.reason) == (SUMMER, "Uusi organisaatio")
    deeds = deeds_about("plans.measure", made.pk)
    assert "measure.inherited" in [deed.verb for deed in deeds]


def test_a_thing_follows_its_post_and_loses_it_when_it_goes_elsewhere() -> None:
    kemi = small_kemi()
    planner = post("planner", kemi.education, holder=person("Pia"))
    youth = unit("youth", parent=kemi.office)
    plan = adopt(draft_plan())
    top = goal(plan)
    follows = measure(plan, top, kemi.education, post=planner)
    parts = measure(plan, top, kemi.education, post=planner)
    things = {("plans.measure", parts.pk): kemi.environment.pk}
    split(kemi, kemi.environment, youth, posts={planner.pk: youth.pk}, things=things)
    assert posts(AFTER)[planner.pk].unit == youth.pk
    cards = {card.pk: card for card in queries.measure_cards(SYSTEM, AFTER)}
    assert (cards[follows.pk].unit, cards[follows.pk].post) == (youth.pk, planner.pk)
    assert (cards[parts.pk].unit, cards[parts.pk].post) == (kemi.environment.pk, None)
    owner = reachable_owner(chart(AFTER), post=None, unit=cards[parts.pk].unit)
    assert owner is not None
    assert owner.post == kemi.environment_head.pk


def test_a_draft_is_given_on_without_a_line_in_the_ledger() -> None:
    kemi = small_kemi()
    plan = draft_plan()
    made = measure(plan, goal(plan), kemi.education)
    split(kemi, kemi.environment)
    assert unit_of(made.pk, AFTER) == kemi.environment.pk
    assert queries.changes_of(measures=[made.pk]) == []


def test_a_change_planned_for_later_stays_and_what_begins_later_is_given_on_too() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.environment)
    made.refresh_from_db()
    actions.change_measure(
        measure=made,
        version=made.version,
        changes={"unit": kemi.education},
        terms=actions.Terms(date(2026, 9, 1)),
        by=SYSTEM,
        at=AT,
    )
    split(kemi, kemi.office)
    assert unit_of(made.pk, AFTER) == kemi.environment.pk
    assert unit_of(made.pk, Moment(date(2026, 9, 1))) == kemi.office.pk


def test_partners_and_figures_have_an_heir() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.environment)
    actions.set_co_units(measure=made, units=[kemi.education], by=SYSTEM, at=AT)
    figure = figure_of(kemi.education)
    youth = unit("youth", parent=kemi.office)
    things = {("indicators.indicator", figure): youth.pk}
    split(kemi, kemi.office, youth, things=things)
    assert queries.co_units(AFTER, [made.pk])[made.pk] == (kemi.office.pk,)
    assert queries.co_units(BEFORE, [made.pk])[made.pk] == (kemi.education.pk,)
    states = IndicatorState.objects
    assert states.in_force(SUMMER).get(indicator_id=figure).owner_unit_id == youth.pk
    assert states.in_force(BEFORE.as_of).get(indicator_id=figure).owner_unit_id == kemi.education.pk


def test_only_an_heir_can_be_given_something() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    with pytest.raises(Refused) as refused:
        split(kemi, kemi.office, things={("plans.measure", made.pk): kemi.environment.pk})
    assert refused.value.problem.code == "NOT_AN_HEIR"
    with pytest.raises(Refused) as refused:
        split(kemi, kemi.office, posts={kemi.education_head.pk: kemi.environment.pk})
    assert refused.value.problem.code == "NOT_AN_HEIR"
    assert unit_of(made.pk, AFTER) == kemi.education.pk


def test_a_unit_does_not_close_without_an_heir() -> None:
    kemi = small_kemi()
    with pytest.raises(Refused) as refused:
        split(kemi)
    assert refused.value.problem.code == "NO_HEIR"


def test_a_unit_others_changed_meanwhile_conflicts_and_nothing_is_given_on() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    told = Succession(SuccessionKind.MERGED, [kemi.office], SUMMER)
    with pytest.raises(Conflict):
        actions.reorganise(unit=kemi.education, version=7, succession=told, by=SYSTEM, at=AT)
    assert unit_of(made.pk, AFTER) == kemi.education.pk


def test_a_form_read_before_the_reorganisation_conflicts() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    made.refresh_from_db()
    read_at = made.version
    split(kemi, kemi.office)
    with pytest.raises(Conflict):
        actions.change_measure(
            measure=made, version=read_at, changes={"area": "Rytikari"}, by=SYSTEM, at=AT
        )


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_keeps_the_organisation_may_reorganise_and_end_holdings(name: str) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan), kemi.education)
    somebody = who(kemi.eero)
    by = EVERYBODY[name]
    told: dict[str, Any] = {"by": by, "at": AT, "person": somebody, "on": DAY}
    told["post"] = kemi.environment_head
    if by.administers:
        split(kemi, kemi.office, by=by)
        actions.leave_post(**told)
        return
    with pytest.raises(NotAllowed):
        split(kemi, kemi.office, by=by)
    with pytest.raises(NotAllowed):
        actions.leave_post(**told)


def test_nobody_leaves_when_a_thing_would_be_left_to_nobody() -> None:
    area = unit("area")
    liisa = person("Liisa")
    main = head(area, liisa)
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan, unit=area), area)
    with pytest.raises(Refused) as refused:
        actions.leave_post(post=main, person=liisa, on=SUMMER, by=SYSTEM, at=AT)
    problem = refused.value.problem
    assert problem.code == "ITEMS_UNREACHABLE"
    assert problem.facts["count"] == 2
    assert ("plans.measure", made.pk) in [(ref.label, ref.pk) for ref in problem.facts["items"]]
    owner = reachable_owner(chart(AFTER), post=None, unit=area.pk)
    assert owner is not None
    assert owner.person == liisa.pk


def test_leaving_hands_everything_to_the_next_who_is_reachable() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan), kemi.education, post=kemi.education_head)
    liisa = who(kemi.liisa)
    ended = actions.leave_post(post=kemi.education_head, person=liisa, on=SUMMER, by=SYSTEM, at=AT)
    assert ended.rows == 1
    owner = reachable_owner(chart(AFTER), post=kemi.education_head.pk, unit=None)
    assert owner is not None
    assert owner.post == kemi.mayor.pk
    assert queries.unreachable(AFTER) == []


def test_the_list_of_live_things_has_promises_figures_and_steps_of_the_year() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    made = measure(plan, top, kemi.education)
    figure = figure_of(kemi.education)
    found = {(item.about.label, item.about.pk) for item in queries.items(SYSTEM, TODAY)}
    assert {
        ("plans.goal", top.pk),
        ("plans.measure", made.pk),
        ("indicators.indicator", figure),
    } <= found
    assert CycleEvent.objects.count() == 0


@pytest.mark.parametrize("name", EVERYBODY)
def test_one_sees_of_the_list_what_one_may_see(name: str) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan), kemi.education)
    draft = draft_plan("Luonnos")
    measure(draft, goal(draft), kemi.education)
    by = EVERYBODY[name]
    seen = {(item.about.label, item.about.pk) for item in queries.promised_items(by, TODAY)}
    everything = {
        (item.about.label, item.about.pk) for item in queries.promised_items(SYSTEM, TODAY)
    }
    cards = [("plans.measure", card.pk) for card in queries.live_measures(by, TODAY)]
    goals = [("plans.goal", card.pk) for card in queries.goal_cards(by, TODAY)]
    assert seen == everything & {*cards, *goals}


def test_the_list_costs_the_same_however_long(django_assert_max_num_queries: Any) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    for number in range(6):
        measure(plan, top, kemi.education, name=f"Toimenpide {number}")
    with django_assert_max_num_queries(5):
        queries.items(SYSTEM, TODAY)
    with django_assert_max_num_queries(8):
        queries.unreachable(TODAY)


def test_who_holds_the_mayors_post_leads_the_whole_city_with_its_closed_units() -> None:
    kemi = small_kemi()
    partner = unit("partner")
    split(kemi, kemi.environment)
    role_holder = person("Maija", account=True)
    hold(kemi.mayor, role_holder, deputy_order=1)
    seen = viewer(role_holder)
    assert partner.pk in seen.led
    assert RoleCode.STRATEGY_MANAGER not in seen.roles
