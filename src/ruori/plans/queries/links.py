"""What measures and goals serve, and who carries a measure out together with whom."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from ruori.columns.dated import held_or_draft
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import PlanKind
from ruori.plans.models import GoalState, MeasureUnit, PlanState, Serves
from ruori.plans.queries.cards import ServesCard
from ruori.plans.queries.measures import seen_states


def serving(viewer: Viewer, moment: Moment, goals: Collection[int]) -> list[tuple[int, bool, int]]:
    """(servant, is it a measure, served goal) for visible measures and goals; one query."""
    day, known_on = moment.as_of, moment.known_on
    measures = seen_states(viewer, moment)
    servants = GoalState.objects.in_force_or_draft(day, known_on).filter(
        access.goal_states_visible_to(viewer, moment)
    )
    rows = (
        Serves.objects.in_force_or_draft(day, known_on)
        .filter(served_id__in=goals)
        .filter(
            Q(measure_id__in=measures.values("measure_id"))
            | Q(goal_id__in=servants.values("goal_id"))
        )
        .order_by("id")
        .values_list("measure_id", "goal_id", "served_id")
    )
    return [
        (measure if measure is not None else goal, measure is not None, served)
        for measure, goal, served in rows
    ]


def serves_of(
    viewer: Viewer,
    moment: Moment,
    *,
    measures: Collection[int] = (),
    goals: Collection[int] = (),
) -> list[ServesCard]:
    """Which goals of which plans the given measures and goals serve; one query."""
    day, known_on = moment.as_of, moment.known_on
    served = GoalState.objects.in_force_or_draft(day, known_on).filter(
        access.goal_states_visible_to(viewer, moment), goal_id=OuterRef("served_id")
    )
    plans = PlanState.objects.in_force_or_draft(day, known_on).filter(
        access.visible_to(viewer, "plan__"), plan_id=OuterRef("served__plan_id")
    )
    rows = (
        Serves.objects.in_force_or_draft(day, known_on)
        .filter(Q(measure_id__in=measures) | Q(goal_id__in=goals), Exists(served), Exists(plans))
        .order_by("id")
        .annotate(
            served_code=Subquery(served.values("code")[:1]),
            served_name=Subquery(served.values("name")[:1]),
            plan_title=Subquery(plans.values("title")[:1]),
        )
    )
    return [_serves_card(row) for row in rows.values_list(*_ARROW, named=True)]


def goal_served(
    viewer: Viewer, moment: Moment, measures: Collection[int]
) -> dict[int, tuple[str, Text]]:
    """The code and name of the first goal that each measure serves, as far as seen; one query."""
    day, known_on = moment.as_of, moment.known_on
    rows = (
        GoalState.objects.in_force_or_draft(day, known_on)
        .filter(access.goal_states_visible_to(viewer, moment))
        .filter(
            held_or_draft(day, known_on, through="goal__served_by"),
            goal__served_by__measure_id__in=measures,
        )
        .order_by("goal__served_by__id")
        .values_list("goal__served_by__measure_id", "code", "name")
    )
    found: dict[int, tuple[str, Text]] = {}
    for measure, code, name in rows:
        found.setdefault(measure, (code, name))
    return found


_ARROW = (
    "measure_id",
    "goal_id",
    "served_id",
    "served_code",
    "served_name",
    "served__plan_id",
    "plan_title",
    "served__plan__kind",
    "how",
)


def _serves_card(row: Any) -> ServesCard:
    return ServesCard(
        measure=row.measure_id,
        goal=row.goal_id,
        served=row.served_id,
        served_code=row.served_code,
        served_name=row.served_name,
        plan=row.served__plan_id,
        plan_title=row.plan_title,
        plan_kind=PlanKind(row.served__plan__kind),
        how=row.how,
    )


def co_units(moment: Moment, measures: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The other units and partners that carry each measure out; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = (
        MeasureUnit.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(measure_id__in=measures)
        .order_by("id")
    )
    for measure, unit in rows.values_list("measure_id", "unit_id"):
        found[measure].append(unit)
    return {measure: tuple(found[measure]) for measure in measures}
