"""The promise ledger: every change of what was promised."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import ChangeKind
from ruori.plans.models import GoalState, MeasureState, PromiseChange
from ruori.plans.queries.cards import ChangeCard


def changes_of(
    *,
    plan: int | None = None,
    goals: Collection[int] | None = None,
    measures: Collection[int] | None = None,
    known_at: datetime | None = None,
) -> list[ChangeCard]:
    """Changes of a plan or of given goals and measures, newest first; one query."""
    wanted = Q() if plan is None else Q(plan_id=plan)
    about = Q()
    if goals is not None:
        about |= Q(goal_id__in=goals)
    if measures is not None:
        about |= Q(measure_id__in=measures)
    if known_at is not None:
        wanted &= Q(recorded_at__lt=known_at)
    rows = PromiseChange.objects.filter(wanted, about).order_by("-recorded_at", "-id")
    return [change_card(row) for row in rows]


def changes_of_plan_itself(plan: int, known_at: datetime | None = None) -> list[ChangeCard]:
    """Changes of a plan's own words and of its values, newest first; one query."""
    rows = PromiseChange.objects.filter(plan_id=plan, goal__isnull=True, measure__isnull=True)
    if known_at is not None:
        rows = rows.filter(recorded_at__lt=known_at)
    return [change_card(row) for row in rows.order_by("-recorded_at", "-id")]


def dropped(viewer: Viewer, moment: Moment, wanted: Q) -> list[ChangeCard]:
    """The wanted promises that were given up by a day, newest first; three queries.

    Only those whose last words the viewer may see: what was never public does not become so.
    """
    given_up = Q(kind=ChangeKind.DROPPED, holds_from__lte=moment.as_of)
    if moment.known_at is not None:
        given_up &= Q(recorded_at__lt=moment.known_at)
    rows = PromiseChange.objects.filter(wanted, given_up).order_by("-recorded_at", "-id")
    cards = [change_card(row) for row in rows]
    measures = (
        MeasureState.objects.standing()
        .filter(access.measure_states_visible_to(viewer, moment))
        .filter(measure_id__in={card.measure for card in cards if card.measure})
    )
    goals = (
        GoalState.objects.standing()
        .filter(access.goal_states_visible_to(viewer, moment))
        .filter(goal_id__in={card.goal for card in cards if card.goal})
    )
    seen_measures = set(measures.values_list("measure_id", "valid_to"))
    seen_goals = set(goals.values_list("goal_id", "valid_to"))
    return [
        card
        for card in cards
        if (card.measure, card.holds_from) in seen_measures
        or (card.goal, card.holds_from) in seen_goals
    ]


def dropped_of_plan(viewer: Viewer, moment: Moment, plan: int) -> list[ChangeCard]:
    """What a plan promised and gave up."""
    return dropped(viewer, moment, Q(plan_id=plan))


def plan_that_dropped(
    viewer: Viewer, moment: Moment, *, goal: int | None = None, measure: int | None = None
) -> int | None:
    """The plan that gave up a goal or measure; None for what it did not, or is not to be seen."""
    wanted = Q(goal_id=goal) if measure is None else Q(measure_id=measure)
    found = dropped(viewer, moment, wanted)
    return found[0].plan if found else None


def change_card(row: PromiseChange) -> ChangeCard:
    """A row as a card; no query."""
    return ChangeCard(
        pk=row.pk,
        plan=row.plan_id,
        goal=row.goal_id,
        measure=row.measure_id,
        kind=ChangeKind(row.kind),
        field=row.field,
        before=row.before,
        after=row.after,
        reason=row.reason,
        decision=row.decision_id,
        holds_from=row.holds_from,
        recorded_at=row.recorded_at,
    )
