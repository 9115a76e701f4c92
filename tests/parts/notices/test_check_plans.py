"""The kept check of all plans: what it tells, when it was made, and when it holds no more."""

from datetime import timedelta

import pytest

from ruori.audit.queries import newest_line
from ruori.notices.actions import check_plans
from ruori.notices.models import PlanCheck
from ruori.notices.queries import is_check_due, last_check, plan_health
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions
from ruori.plans.models import Measure
from ruori.plans.rules.lint import fingerprint
from ruori.ui.saying import say
from tests.city import AT, SmallKemi, adopt, draft_plan, goal, measure, small_kemi, unit

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=6)


def promised() -> tuple[SmallKemi, Measure]:
    """A plan with a measure that says little."""
    kemi = small_kemi()
    plan = adopt(draft_plan())
    return kemi, measure(plan, goal(plan), kemi.education, name="Edistetään hyvinvointia")


def test_the_pages_are_told_what_the_check_of_this_moment_finds() -> None:
    promised()
    check_plans(at=AT)
    kept, live = last_check(AT).findings, plan_health(AT)
    assert live
    assert [one.problem for one in kept] == [one.problem for one in live]
    assert [say(one.problem) for one in kept] == [say(one.problem) for one in live]
    assert [one.plans for one in kept] == [one.plans for one in live]
    assert [one.fingerprint for one in kept] == [fingerprint(one.problem) for one in live]


def test_a_city_nobody_has_checked_is_checked_now() -> None:
    promised()
    told = last_check(AT)
    assert not PlanCheck.objects.exists()
    assert [one.problem for one in told.findings] == [one.problem for one in plan_health(AT)]
    assert (told.at, told.is_outdated) == (AT, False)


def test_what_is_written_after_the_check_makes_it_old_until_the_next() -> None:
    _kemi, made = promised()
    check_plans(at=AT)
    assert not last_check(LATER).is_outdated
    change = {"code": "X"}
    actions.change_measure(measure=made, version=made.version, changes=change, by=SYSTEM, at=LATER)
    told = last_check(LATER)
    assert (told.at, told.is_outdated) == (AT, True)
    check_plans(at=LATER)
    told = last_check(LATER)
    assert (told.at, told.is_outdated) == (LATER, False)
    assert PlanCheck.objects.count() == 1


def test_a_new_day_makes_the_check_old_though_nothing_was_written() -> None:
    promised()
    check_plans(at=LATER)
    assert not is_check_due(LATER)
    tomorrow = LATER + timedelta(days=1)
    assert last_check(tomorrow).is_outdated
    assert is_check_due(tomorrow)


def test_a_check_is_due_until_the_city_has_been_quiet_for_a_while() -> None:
    promised()
    assert is_check_due(AT)
    newest = newest_line()
    assert newest is not None
    soon = newest[1] + timedelta(minutes=1)
    check_plans(at=soon)
    assert is_check_due(soon)
    quiet = newest[1] + timedelta(minutes=6)
    check_plans(at=quiet)
    assert not is_check_due(quiet)


def test_a_warning_accepted_after_the_check_is_told_as_accepted_at_once() -> None:
    kemi, _made = promised()
    check_plans(at=AT)
    found = next(one for one in last_check(AT).findings if one.problem.code == "L20")
    assert found.accepted is None
    actions.accept_finding(
        problem=found.problem, seen=found.fingerprint, reason="Sovittu.", by=kemi.aino, at=AT
    )
    (kept,) = [one for one in last_check(AT).findings if one.problem.code == "L20"]
    assert kept.accepted is not None
    assert kept.accepted.reason == "Sovittu."


def test_reading_the_check_asks_three_questions_of_many_measures_too(
    django_assert_num_queries: object,
) -> None:
    kemi, made = promised()
    served = made.serves.get().served
    for number in range(5):
        measure(made.plan, served, unit(f"yksikko-{number}", parent=kemi.office))
    check_plans(at=AT)
    with django_assert_num_queries(3):  # type: ignore[operator]
        last_check(AT)
