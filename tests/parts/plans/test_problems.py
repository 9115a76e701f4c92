"""The law of the thread: every live measure leads to a goal and to somebody who answers."""

import pytest

from ruori.kernel.problems import Problem
from ruori.organisation import queries as organisation
from ruori.plans import queries
from ruori.plans.models import Serves
from tests.city import TODAY, adopt, city, draft_plan, goal, measure, post, small_kemi, unit

pytestmark = pytest.mark.django_db


THREAD = {"L6", "L13", "L14"}
"""The rules of the thread; the others are tried one by one in `tests/rules/test_lint.py`."""


def _thread() -> list[Problem]:
    return [problem for problem in queries.problems(TODAY) if problem.code in THREAD]


def _codes() -> list[str]:
    return sorted(problem.code for problem in _thread())


def test_a_whole_thread_has_no_break() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan, unit=kemi.education), kemi.education)
    assert _codes() == []


def test_a_goal_that_nothing_serves_is_told_with_its_address() -> None:
    small_kemi()
    plan = adopt(draft_plan())
    lonely = goal(plan, "Yksinäinen")
    (found,) = _thread()
    assert found.code == "L14"
    assert found.about is not None
    assert (found.about.label, found.about.pk) == ("plans.goal", lonely.pk)
    assert str(found.about.title) == "Yksinäinen"


def test_a_measure_that_leads_nowhere_is_told() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), kemi.education)
    Serves.objects.filter(measure=made).update(retracted_at="2026-03-02T12:00:00Z")
    assert _codes() == ["L13", "L14"]


def test_without_anybody_up_to_the_mayor_nobody_answers() -> None:
    lonely = unit("lonely")
    plan = adopt(draft_plan())
    measure(plan, goal(plan), lonely)
    assert _codes() == ["L6", "L6"]


def test_a_draft_breaks_nothing() -> None:
    small_kemi()
    goal(draft_plan())
    assert _codes() == []


def test_the_number_of_questions_does_not_grow(django_assert_max_num_queries: object) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    top = goal(plan)
    for number in range(6):
        measure(plan, top, kemi.education, name=f"Toimenpide {number}")
    with django_assert_max_num_queries(21):  # type: ignore[operator]
        queries.problems(TODAY)


def test_the_nightly_check_names_whatever_nobody_answers_for_and_every_open_post() -> None:
    area = unit("area")
    vacant = post("clerk", area)
    plan = adopt(draft_plan())
    made = measure(plan, goal(plan), area)
    city()
    found = {(problem.code, problem.about) for problem in queries.problems(TODAY)}
    names = {(code, about.label, about.pk) for code, about in found if about is not None}
    assert ("L6", "plans.measure", made.pk) in names
    hints = [problem for problem in organisation.problems(TODAY) if problem.code == "POST_VACANT"]
    assert [hint.about.pk for hint in hints if hint.about is not None] == [vacant.pk]
