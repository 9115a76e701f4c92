"""The plan check reads the figures a goal is tested by: breaks, lag, influence, last values."""

from datetime import date
from decimal import Decimal

import pytest

from ruori.indicators.actions import mark_break
from ruori.indicators.models import Series
from ruori.indicators.rules.codes import BreakKind, Influence
from ruori.kernel.period import year
from ruori.kernel.text import Text
from ruori.notices.queries import problems
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions
from ruori.plans.codes import Operator, TestKind
from tests.city import AT, adopt, draft_plan, goal, small_kemi
from tests.parts.indicators import given

pytestmark = pytest.mark.django_db
FIGURES = {"L8", "L9", "L10", "L11"}


def _tested(series: int, baseline: str = "18000", low: str = "19000") -> None:
    plan = draft_plan()
    top = goal(plan)
    test = actions.TestTerms(
        kind=TestKind.INDICATOR,
        series=Series.objects.get(pk=series),
        period="2027",
        operator=Operator.AT_LEAST,
        low=Decimal(low),
        baseline_value=Decimal(baseline),
        baseline_on=date(2021, 12, 31),
    )
    actions.set_tests(goal=top, version=1, tests=[test], by=SYSTEM, at=AT)
    adopt(plan)


def _codes() -> set[str]:
    return {one.code for one in problems(AT)} & FIGURES


def test_a_figure_the_city_moves_that_comes_in_time_is_right() -> None:
    small_kemi()
    line = given.kemi(influence=Influence.OWN, lag_days=30)
    given.arrived(line.pk, {"2020": "1", "2021": "2", "2022": "3", "2023": "4", "2024": "5"})
    _tested(line.pk)
    assert _codes() == set()


def test_a_figure_of_others_that_comes_late_is_told() -> None:
    small_kemi()
    _tested(given.kemi(lag_days=120).pk)
    assert _codes() == {"L9", "L11"}


def test_a_line_that_stands_still_or_breaks_is_told() -> None:
    small_kemi()
    line = given.kemi(influence=Influence.OWN, lag_days=30)
    given.arrived(line.pk, {str(each): "7" for each in range(2020, 2025)})
    _tested(line.pk)
    mark_break(
        series_id=line.pk,
        first=year(2023),
        kind=BreakKind.DEFINITION,
        note=Text("Uusi laskenta"),
        by=given.AINO,
        at=AT,
    )
    assert _codes() == {"L8", "L11"}


def test_a_target_reached_at_the_start_is_told() -> None:
    small_kemi()
    _tested(given.kemi(influence=Influence.OWN, lag_days=30).pk, baseline="19000")
    assert _codes() == {"L10"}
