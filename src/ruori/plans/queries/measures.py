"""Measures as lists and one by one, what they serve, who takes part, what is next."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import EnvironmentEffect, NeedsMoney, Origin, PlanKind, Stage
from ruori.plans.models import (
    GoalState,
    MeasureIndicator,
    MeasureState,
    MeasureUnit,
    PlanState,
    Serves,
    Step,
)
from ruori.plans.queries.cards import MeasureCard, ServesCard, StepCard
from ruori.plans.rules import PROMISED


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures are wanted: by keys, plan, served goals, unit, post; None = whatever."""

    pks: Collection[int] | None = None
    plan: int | None = None
    goals: Collection[int] | None = None
    units: Collection[int] | None = None
    posts: Collection[int] | None = None
    only_promised: bool = False


ALL = MeasureFilter()


def measure_cards(viewer: Viewer, moment: Moment, wanted: MeasureFilter = ALL) -> list[MeasureCard]:
    """Measures the viewer may see on a day, ordered by plan, code and key; one query."""
    rows = (
        MeasureState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.measure_states_visible_to(viewer), _wanted(moment, wanted))
        .select_related("measure__plan")
        .order_by("measure__plan__position", "measure__plan_id", "code", "measure_id")
    )
    return [_card(row) for row in rows]


def measure_card(viewer: Viewer, moment: Moment, pk: int) -> MeasureCard | None:
    """One measure, or None for what the viewer cannot see; one query."""
    found = measure_cards(viewer, moment, MeasureFilter(pks=[pk]))
    return found[0] if found else None


def live_measures(viewer: Viewer, moment: Moment) -> list[MeasureCard]:
    """Measures of plans that are adopted or in force: what a round asks about; one query."""
    return measure_cards(viewer, moment, MeasureFilter(only_promised=True))


def measure_counts(viewer: Viewer, moment: Moment) -> dict[int, int]:
    """How many measures each plan has of its own, as far as the viewer may see; one query."""
    rows = (
        MeasureState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.measure_states_visible_to(viewer))
        .values_list("measure__plan_id")
        .annotate(count=Count("id"))
    )
    return dict(rows)


def _wanted(moment: Moment, wanted: MeasureFilter) -> Q:
    query = Q()
    if wanted.pks is not None:
        query &= Q(measure_id__in=wanted.pks)
    if wanted.plan is not None:
        query &= Q(measure__plan_id=wanted.plan)
    if wanted.units is not None:
        query &= Q(unit_id__in=wanted.units)
    if wanted.posts is not None:
        query &= Q(post_id__in=wanted.posts)
    if wanted.only_promised:
        query &= Q(measure__plan__stage__in=PROMISED)
    if wanted.goals is not None:
        arrows = Serves.objects.in_force_or_draft(moment.as_of, moment.known_on)
        query &= Q(measure_id__in=arrows.filter(served_id__in=wanted.goals).values("measure_id"))
    return query


def serving(viewer: Viewer, moment: Moment, goals: Collection[int]) -> list[tuple[int, bool, int]]:
    """(servant, is it a measure, served goal) for visible measures and goals; one query."""
    day, known_on = moment.as_of, moment.known_on
    measures = MeasureState.objects.in_force_or_draft(day, known_on).filter(
        access.measure_states_visible_to(viewer)
    )
    servants = GoalState.objects.in_force_or_draft(day, known_on).filter(
        access.goal_states_visible_to(viewer)
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
    """Which goals of which plans the given measures and goals serve; three queries."""
    arrows = list(
        Serves.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(Q(measure_id__in=measures) | Q(goal_id__in=goals))
        .order_by("id")
        .values_list("measure_id", "goal_id", "served_id", "how", named=True)
    )
    names = _served_names(viewer, moment, {arrow.served_id for arrow in arrows})
    titles = _plan_titles(viewer, moment, {plan for _, _, plan, _ in names.values()})
    return [
        _serves_card(arrow, names[arrow.served_id], titles)
        for arrow in arrows
        if arrow.served_id in names
    ]


def _served_names(viewer: Viewer, moment: Moment, goals: set[int]) -> dict[int, Any]:
    rows = (
        GoalState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.goal_states_visible_to(viewer), goal_id__in=goals)
        .values_list("goal_id", "code", "name", "goal__plan_id", "goal__plan__kind")
    )
    return {goal: (code, name, plan, kind) for goal, code, name, plan, kind in rows}


def _plan_titles(viewer: Viewer, moment: Moment, plans: set[int]) -> dict[int, Any]:
    rows = PlanState.objects.in_force_or_draft(moment.as_of, moment.known_on).filter(
        plan_id__in=plans, plan__visibility__in=access.levels_seen(viewer)
    )
    return dict(rows.values_list("plan_id", "title"))


def _serves_card(arrow: Any, served: Any, titles: dict[int, Any]) -> ServesCard:
    code, name, plan, kind = served
    return ServesCard(
        measure=arrow.measure_id,
        goal=arrow.goal_id,
        served=arrow.served_id,
        served_code=code,
        served_name=name,
        plan=plan,
        plan_title=titles[plan],
        plan_kind=PlanKind(kind),
        how=arrow.how,
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


def asked_indicators(moment: Moment, measures: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The indicators whose figure is asked with each measure; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = (
        MeasureIndicator.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(measure_id__in=measures)
        .order_by("id")
    )
    for measure, indicator in rows.values_list("measure_id", "indicator_id"):
        found[measure].append(indicator)
    return {measure: tuple(found[measure]) for measure in measures}


def steps_of(measures: Collection[int], *, only_open: bool = True) -> dict[int, list[StepCard]]:
    """The next tasks of each measure by day; one query."""
    found: dict[int, list[StepCard]] = {measure: [] for measure in measures}
    rows = Step.objects.filter(measure_id__in=measures)
    if only_open:
        rows = rows.filter(done_on__isnull=True)
    for row in rows.order_by("due_on", "position", "id"):
        found[row.measure_id].append(
            StepCard(row.pk, row.version, row.measure_id, row.text, row.due_on, row.done_on)
        )
    return found


def _card(row: MeasureState) -> MeasureCard:
    measure = row.measure
    return MeasureCard(
        pk=measure.pk,
        version=measure.version,
        plan=measure.plan_id,
        stage=Stage(measure.plan.stage),
        code=row.code,
        name=row.name,
        text=row.text,
        plain_text=row.plain_text,
        unit=row.unit_id,
        post=row.post_id,
        visibility=Visibility(row.visibility),
        origin=Origin(measure.origin),
        is_example=measure.is_example,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_continuous=row.is_continuous,
        needs_money=NeedsMoney(row.needs_money),
        need_euros=row.need_euros,
        population_group=row.population_group,
        area=row.area,
        environment_effect=EnvironmentEffect(row.environment_effect),
        environment_text=row.environment_text,
        question=row.question,
        funder=row.funder,
        project_euros=row.project_euros,
        heir=row.heir_id,
        source_line=measure.source_line,
        holds_from=row.valid_from,
    )
