"""The plan check with what only follow-up knows: goals that come true every year."""

from datetime import date

import pytest

from ruori.cycle.rules import RoundDays
from ruori.followup.codes import Judge
from ruori.followup.models import Judgement
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.text import Text
from ruori.notices.queries import problems
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions
from ruori.plans.models import Goal
from tests.city import AT, adopt, draft_plan, goal, planned_round, small_kemi

pytestmark = pytest.mark.django_db


def _judged(top: Goal, year: int, attainment: Attainment = Attainment.MET) -> None:
    """The city's judgement on a goal for a year."""
    ends = date(year, 12, 31)
    days = RoundDays(date(year, 1, 1), ends, ends, date(year + 1, 1, 31))
    Judgement.objects.create(
        goal=top,
        round=planned_round(code=f"{year}-9", days=days),
        judge=Judge.CITY,
        attainment=attainment,
        provability=Provability.PROVEN,
        recorded_at=AT,
    )


def _found() -> list[dict[str, object]]:
    return [dict(one.facts) for one in problems(AT) if one.code == "L12"]


def test_a_goal_that_came_true_three_years_running_is_told_until_its_words_change() -> None:
    small_kemi()
    plan = draft_plan()
    top = goal(plan)
    adopt(plan)
    for year in (2023, 2024, 2025):
        _judged(top, year)
    assert _found() == [{"field": "low", "first": 2023, "last": 2025}]
    actions.change_goal(
        goal=top,
        version=1,
        changes={"name": Text("Toinen tavoite")},
        by=SYSTEM,
        at=AT,
        terms=actions.Terms(holds_from=date(2025, 1, 1)),
    )
    assert _found() == []


def test_a_year_that_failed_breaks_the_row() -> None:
    small_kemi()
    plan = draft_plan()
    top = goal(plan)
    adopt(plan)
    _judged(top, 2023)
    _judged(top, 2024, Attainment.NOT_MET)
    _judged(top, 2025)
    assert _found() == []
