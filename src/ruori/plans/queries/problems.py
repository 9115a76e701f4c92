"""Breaks of the thread: promises that lead nowhere, goals that nothing serves, ownerless items."""

from collections.abc import Iterator

from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import N_
from ruori.organisation.rules import SYSTEM, Item
from ruori.plans.codes import GoalLevel
from ruori.plans.models import Serves
from ruori.plans.queries.answering import items_of, unreachable
from ruori.plans.queries.cards import GoalCard, MeasureCard, PlanCard
from ruori.plans.queries.measures import live_measures
from ruori.plans.queries.plans import plan_cards
from ruori.plans.queries.tree import goal_cards
from ruori.plans.rules import FOLLOWED_KINDS, is_promised, thread_breaks, unserved

EXEMPT_FROM_SERVING = frozenset({GoalLevel.COMMITMENT})


def problems(moment: Moment) -> list[Problem]:
    """Every break of the thread on a day, with its address; a constant number of queries."""
    plans = {plan.pk: plan for plan in plan_cards(SYSTEM, moment) if is_promised(plan.stage)}
    goals = [goal for goal in goal_cards(SYSTEM, moment) if goal.plan in plans]
    measures = live_measures(SYSTEM, moment)
    arrows = list(
        Serves.objects.in_force(moment.as_of, moment.known_on).values_list(
            "measure_id", "goal_id", "served_id"
        )
    )
    return [
        *_threads(measures, goals, [(m, s) for m, _, s in arrows if m is not None]),
        *_owners(moment, items_of(measures, goals)),
        *_unserved(goals, [served for _, _, served in arrows], plans),
    ]


def _threads(
    measures: list[MeasureCard], goals: list[GoalCard], serves: list[tuple[int, int]]
) -> Iterator[Problem]:
    by_key = {measure.pk: measure for measure in measures}
    reachable = frozenset(goal.pk for goal in goals)
    for pk in thread_breaks(measures=by_key, serves=serves, reachable=reachable):
        yield Problem(
            code="L13",
            msgid=N_("This measure leads to no goal of a plan in force."),
            about=Ref("plans.measure", pk, by_key[pk].name),
            severity=Severity.WARN,
        )


def _owners(moment: Moment, told: list[Item]) -> Iterator[Problem]:
    for item in unreachable(moment, told):
        yield Problem(
            code="L6",
            msgid=N_("Nobody answers for this."),
            about=item.about,
            severity=Severity.WARN,
        )


def _unserved(
    goals: list[GoalCard], served: list[int], plans: dict[int, PlanCard]
) -> Iterator[Problem]:
    by_key = {
        goal.pk: goal
        for goal in goals
        if plans[goal.plan].kind in FOLLOWED_KINDS and goal.level not in EXEMPT_FROM_SERVING
    }
    for pk in unserved(goals={pk: goal.parent for pk, goal in by_key.items()}, served=served):
        yield Problem(
            code="L14",
            msgid=N_("Nothing carries this goal out."),
            about=Ref("plans.goal", pk, by_key[pk].name),
            severity=Severity.WARN,
        )
