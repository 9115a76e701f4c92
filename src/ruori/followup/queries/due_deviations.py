"""Deviations that wait for a viewer: an agreed action to do, an effect to verify."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ruori.followup.codes import DeviationState
from ruori.followup.models import Deviation, DeviationStep
from ruori.followup.rules.entries import nearest_head
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Ref
from ruori.kernel.text import EMPTY, Text
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer, reachable_owner
from ruori.plans.models import GoalState, MeasureState

VERIFY_WITHIN = timedelta(days=30)
"""How long a head has to verify the effect after the action was done."""


def deviations_due(viewer: Viewer | None, at: datetime, chart: Chart | None = None) -> list[Due]:
    """Agreed actions of the viewer's posts, and effects to verify; five queries at most.

    Without a viewer those of everybody. Who has read the chart of that day gives it. Kinds:
    ACT_ON_DEVIATION, VERIFY_DEVIATION. Facts: `as_substitute`.
    """
    waiting = (DeviationState.ACTION_AGREED, DeviationState.ACTED)
    rows = list(Deviation.objects.filter(state__in=waiting).order_by("due_on", "pk"))
    if not rows or (viewer is not None and viewer.person_id is None):
        return []
    chart = chart or organisation.chart(now(at))
    names = _names(rows, at)
    return [*_to_act(viewer, chart, rows, names), *_to_verify(viewer, chart, rows, names)]


def _to_act(
    viewer: Viewer | None, chart: Chart, rows: list[Deviation], names: dict[int, Text]
) -> Iterator[Due]:
    for row in rows:
        if row.state != DeviationState.ACTION_AGREED or row.due_on is None or row.post_id is None:
            continue
        if _answers(viewer, chart, row):
            yield Due(
                kind="ACT_ON_DEVIATION",
                about=Ref("followup.deviation", row.pk, names.get(row.pk, EMPTY)),
                due_on=row.due_on,
                post_id=row.post_id,
                unit_id=row.unit_id,
                facts={"as_substitute": _stands_in(viewer, row.post_id)},
            )


def _to_verify(
    viewer: Viewer | None, chart: Chart, rows: list[Deviation], names: dict[int, Text]
) -> Iterator[Due]:
    acted = {row.pk: row for row in rows if row.state == DeviationState.ACTED}
    steps = DeviationStep.objects.filter(deviation_id__in=acted, state=DeviationState.ACTED)
    told = steps.order_by("id").values_list("deviation_id", "person_id", "recorded_at")
    last = {pk: (person, at) for pk, person, at in told}
    for pk, (person, at) in sorted(last.items()):
        row = acted[pk]
        head = nearest_head(chart, row.unit_id, but={person})
        mine = viewer is None or (head in viewer.posts and viewer.person_id != person)
        if head is not None and mine:
            yield Due(
                kind="VERIFY_DEVIATION",
                about=Ref("followup.deviation", pk, names.get(pk, EMPTY)),
                due_on=city_day(at) + VERIFY_WITHIN,
                post_id=head,
                unit_id=row.unit_id,
                facts={"as_substitute": _stands_in(viewer, head)},
            )


def _answers(viewer: Viewer | None, chart: Chart, row: Deviation) -> bool:
    """True when the action waits for the viewer: by own post, or as who is reachable."""
    if viewer is None or row.post_id in viewer.posts:
        return True
    owner = reachable_owner(chart, post=row.post_id, unit=row.unit_id)
    return owner is not None and owner.person == viewer.person_id


def _stands_in(viewer: Viewer | None, post: int | None) -> bool:
    return viewer is not None and post in viewer.substitute_posts


def _names(rows: list[Deviation], at: datetime) -> dict[int, Text]:
    """What each deviation is of, in words; two queries."""
    day = city_day(at)
    measures = dict(
        MeasureState.objects.in_force(day)
        .filter(measure_id__in=[row.measure_id for row in rows if row.measure_id])
        .values_list("measure_id", "name")
    )
    goals = dict(
        GoalState.objects.in_force(day)
        .filter(goal_id__in=[row.goal_id for row in rows if row.goal_id])
        .values_list("goal_id", "name")
    )
    return {
        row.pk: Text(measures.get(row.measure_id) or goals.get(row.goal_id) or EMPTY)
        for row in rows
    }
