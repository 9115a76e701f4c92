"""Which goals are documented in a round (A2), read for many goals at once."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from ruori.cycle.models import Round
from ruori.followup.models import DeedReport, Entry
from ruori.followup.queries.entries import standing
from ruori.followup.queries.judging import gives_again
from ruori.indicators.models import IndicatorState
from ruori.indicators.queries import region_line_points
from ruori.indicators.rules.lines import Point
from ruori.kernel.moments import Moment
from ruori.kernel.period import NotAPeriod, parse_period
from ruori.plans.codes import TestKind
from ruori.plans.models import GoalTest


def documented(proven: Collection[int], row: Round, moment: Moment) -> set[int]:
    """Of the goals that have been told of with a proof, those whose every test has its inputs.

    Two queries, however many goals; the same answer as `judging.evidence` gives.
    """
    tests = list(_tests(proven, row, moment))
    series = {test.series_id for test in tests if test.series_id and test.decimals is not None}
    lines = region_line_points(series, as_of=moment.as_of, known_on=moment.as_of, is_public=False)
    lacking = {test.goal_id for test in tests if not _has_inputs(test, lines.get(test.series_id))}
    return set(proven) - lacking


def _tests(goals: Collection[int], row: Round, moment: Moment) -> Any:
    """The tests of some goals, with how their figures are written and whether a deed was told."""
    states = IndicatorState.objects.in_force(moment.as_of).filter(
        indicator=OuterRef("series__indicator")
    )
    told = Entry.objects.filter(standing(moment), round=row, goal=OuterRef(OuterRef("goal")))
    deeds = DeedReport.objects.filter(number=OuterRef("number"), entry__in=told)
    return (
        GoalTest.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(goal_id__in=goals)
        .annotate(decimals=Subquery(states.values("decimals")[:1]), is_told=Exists(deeds))
        .values_list(
            "goal_id",
            "kind",
            "series_id",
            "series__unit_code",
            "period",
            "decimals",
            "is_told",
            named=True,
        )
    )


def _has_inputs(test: Any, points: Collection[Point] | None) -> bool:
    if test.kind == TestKind.DEED:
        return bool(test.is_told)
    try:
        period = parse_period(test.period)
    except NotAPeriod:
        return False
    point = next((each for each in points or () if each.period == period), None)
    return point is not None and gives_again(
        point, unit_code=test.series__unit_code, decimals=test.decimals
    )
