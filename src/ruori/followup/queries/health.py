"""The plan check with what only follow-up knows: what is done, and what comes true every year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ruori.followup.codes import Judge
from ruori.followup.models import Judgement
from ruori.followup.queries.entries import stages
from ruori.followup.rules.progress import is_live
from ruori.followup.rules.repeats import JudgedYear, repeated
from ruori.kernel.codes import Attainment, Severity
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import N_
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from ruori.plans.codes import Phase
from ruori.plans.models import GoalState, GoalTest
from ruori.plans.queries import MeasureCard, live_measures
from ruori.plans.rules.lint import tokens_of

TARGET = ("kind", "series_id", "operator", "low", "high", "tolerance")


def plan_problems(moment: Moment) -> list[Problem]:
    """What is wrong with what is promised and not yet done; a constant number of queries."""
    return plans.problems(moment, settled=settled_measures(moment))


def settled_measures(moment: Moment) -> frozenset[int]:
    """The promised measures that are no longer live: done, cancelled, merged; three queries."""
    measures = live_measures(SYSTEM, moment)
    known = stages(SYSTEM, moment, measures)
    return settled_of([(measure, known[measure.pk].phase) for measure in measures])


def settled_of(told: Iterable[tuple[MeasureCard, Phase]]) -> frozenset[int]:
    """Those of the measures whose phase says that they are no longer live."""
    return frozenset(measure.pk for measure, phase in told if not is_live(phase, measure.stage))


def same_goal_again(moment: Moment) -> Iterator[Problem]:
    """L12: goals that came true three years running as they are; four queries."""
    judged = list(_judged(moment))
    names = {card.pk: card.name for card in plans.goal_cards(SYSTEM, moment)} if judged else {}
    for one in repeated(judged):
        if one.goal in names:
            yield Problem(
                code="L12",
                msgid=N_(
                    "The same goal has come true every year %(first)s–%(last)s. Is it still a goal?"
                ),
                facts={"field": "low", "first": one.first, "last": one.last},
                about=Ref("plans.goal", one.goal, names[one.goal]),
                severity=Severity.WARN,
            )


def _judged(moment: Moment) -> Iterator[JudgedYear]:
    """The last judgement of the city on each goal and year, with the goal as it was then."""
    rows = Judgement.objects.filter(judge=Judge.CITY, round__covers_to__lte=moment.as_of)
    last: dict[tuple[int, int], tuple[date, str]] = {}
    for goal, day, attainment in rows.order_by("round__covers_to", "id").values_list(
        "goal_id", "round__covers_to", "attainment"
    ):
        last[goal, day.year] = day, attainment
    if not last:
        return
    states, tests = _held(GoalState, last), _held(GoalTest, last)
    for (goal, year), (day, attainment) in last.items():
        state = next((row for row in states[goal] if _holds(row, day)), None)
        if state is not None:
            yield JudgedYear(
                goal=goal,
                year=year,
                words=tokens_of(str(state.name)),
                target=tuple(_target(row) for row in tests[goal] if _holds(row, day)),
                is_met=attainment == Attainment.MET,
            )


def _held(model: Any, last: dict[tuple[int, int], Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model.objects.standing().filter(goal_id__in={goal for goal, _ in last})
    for row in rows.order_by("valid_from", "id"):
        found[row.goal_id].append(row)
    return found


def _holds(row: Any, day: date) -> bool:
    has_begun = row.valid_from is not None and row.valid_from <= day
    return has_begun and (row.valid_to is None or row.valid_to > day)


def _target(row: Any) -> tuple[Any, ...]:
    return (*(getattr(row, name) for name in TARGET), str(row.deed))
