"""The value of an indicator waits for whoever answers today, and they may enter it."""

from typing import Any

import pytest

from ruori.indicators import access, queries
from ruori.indicators.actions import HandValue, enter_by_hand
from ruori.indicators.models import IndicatorState
from ruori.kernel.codes import Visibility
from ruori.organisation.models import Person, Post
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans import actions as plans
from tests.city import AT, DAY, hold, person, post, small_kemi, viewer
from tests.parts.indicators.given import AINO, indicator, series
from tests.people import EVERYBODY

pytestmark = pytest.mark.django_db


def figure(owner: Post, **changes: Any) -> IndicatorState:
    made = indicator(owner_post_id=owner.pk, owner_unit_id=None, lag_days=0, **changes)
    told = HandValue(series(made.pk, is_main=True).pk, "2024", "18000")
    enter_by_hand(value=told, by=AINO, at=AT)
    return IndicatorState.objects.get(indicator_id=made.pk)


def again(seen: Viewer) -> Viewer:
    """The same person as the city sees them now."""
    assert seen.person_id is not None
    return viewer(Person.objects.get(pk=seen.person_id))


def waits_for(seen: Viewer) -> list[tuple[int, bool]]:
    found = queries.due(seen, AT)
    return [(item.about.pk, item.facts["as_substitute"]) for item in found]


def test_the_holder_of_the_post_is_asked_and_its_head_is_not() -> None:
    kemi = small_kemi()
    pia = person("Pia", account=True)
    state = figure(post("planner", kemi.schools, holder=pia))
    assert waits_for(viewer(pia)) == [(state.indicator_id, False)]
    assert waits_for(again(kemi.liisa)) == []


def test_when_the_holder_has_left_the_head_above_is_asked_and_may_enter() -> None:
    kemi = small_kemi()
    pia = person("Pia", account=True)
    planner = post("planner", kemi.schools, holder=pia)
    state = figure(planner)
    plans.leave_post(post=planner, person=pia, on=DAY, by=SYSTEM, at=AT)
    assert waits_for(again(kemi.liisa)) == [(state.indicator_id, False)]
    assert access.may_enter(again(kemi.liisa), state, at=AT)
    assert waits_for(viewer(pia)) == []
    assert waits_for(again(kemi.eero)) == []


def test_a_deputy_is_asked_as_a_substitute() -> None:
    kemi = small_kemi()
    sari = person("Sari", account=True)
    planner = post("planner", kemi.schools)
    hold(planner, sari, deputy_order=1)
    state = figure(planner)
    assert waits_for(viewer(sari)) == [(state.indicator_id, True)]


def test_when_nobody_else_is_left_the_mayor_is_asked_and_may_enter() -> None:
    kemi = small_kemi()
    planner = post("planner", kemi.schools)
    state = figure(planner)
    maija = person("Maija", account=True)
    hold(kemi.mayor, maija, deputy_order=1)
    for each in (kemi.education_head, kemi.mayor):
        holder = Person.objects.get(holdings__post=each, holdings__deputy_order=0)
        plans.leave_post(post=each, person=holder, on=DAY, by=SYSTEM, at=AT)
    assert waits_for(viewer(maija)) == [(state.indicator_id, True)]
    assert access.may_enter(viewer(maija), state, at=AT)


@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_figure_of_a_led_post_is_seen_by_the_same_people_asked_both_ways(
    visibility: Visibility,
) -> None:
    kemi = small_kemi()
    state = figure(post("planner", kemi.schools), visibility=visibility)
    everybody = [*EVERYBODY.values(), *map(again, (kemi.aino, kemi.eero, kemi.liisa, kemi.matti))]
    for seen in everybody:
        found = IndicatorState.objects.filter(access.states_visible_to(seen))
        assert found.exists() is access.may_see(seen, state, at=AT), seen.actor
    assert access.may_see(again(kemi.liisa), state, at=AT)
