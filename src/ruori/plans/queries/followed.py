"""What a round follows, with no more of each than a board needs: measures, goals, their tests."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from ruori.plans import access
from ruori.plans.codes import Fate, Stage
from ruori.plans.models import GoalState, MeasureState, Succession
from ruori.plans.queries.measures import next_step_on
from ruori.plans.rules import FOLLOWED_KINDS, PROMISED


@dataclass(frozen=True, slots=True)
class Near:
    """What may concern somebody: anything of these units or posts, and these by key."""

    units: Collection[int]
    posts: Collection[int]
    pks: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class FollowedMeasure:
    """A measure of a plan that is adopted or in force: who answers, its days, its heir."""

    pk: int
    name: Text
    unit: int
    post: int | None
    stage: Stage
    ends_on: date | None
    next_step_on: date | None
    heir: int | None
    is_merged: bool


@dataclass(frozen=True, slots=True)
class FollowedGoal:
    """A goal of a promised plan that some unit answers for."""

    pk: int
    name: Text
    unit: int
    post: int | None
    plan: int


def followed_measures(moment: Moment, near: Near | None = None) -> list[FollowedMeasure]:
    """Every measure a round may ask about, or those near, by plan, code and key; one query."""
    merged = Succession.objects.filter(old_measure=OuterRef("measure_id"), fate=Fate.MERGED)
    rows = (
        MeasureState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.measure_states_visible_to(SYSTEM, moment), _near(near, "measure_id"))
        .filter(measure__plan__stage__in=PROMISED)
        .order_by("measure__plan__position", "measure__plan_id", "code", "measure_id")
        .annotate(next_step_on=next_step_on(), is_merged=Exists(merged))
        .values_list(
            "measure_id",
            "name",
            "unit_id",
            "post_id",
            "measure__plan__stage",
            "ends_on",
            "next_step_on",
            "heir_id",
            "is_merged",
        )
    )
    return [
        FollowedMeasure(pk, name, unit, post, Stage(stage), ends, step, heir, merged)
        for pk, name, unit, post, stage, ends, step, heir, merged in rows
    ]


def followed_goals(moment: Moment, near: Near | None = None) -> list[FollowedGoal]:
    """Every goal a round may ask about, or those near, in the order of the tree; one query."""
    rows = (
        GoalState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(
            access.goal_states_visible_to(SYSTEM, moment),
            _near(near, "goal_id"),
            goal__plan__stage__in=PROMISED,
            goal__plan__kind__in=FOLLOWED_KINDS,
            unit__isnull=False,
        )
        .order_by("goal__plan_id", "position", "goal_id")
        .values_list("goal_id", "name", "unit_id", "post_id", "goal__plan_id")
    )
    return [FollowedGoal(*row) for row in rows]


def _near(near: Near | None, key: str) -> Q:
    """What may concern somebody: of their units or posts, or one of the named; all without one."""
    if near is None:
        return Q()
    named = Q(**{f"{key}__in": near.pks})
    return Q(unit_id__in=near.units) | Q(post_id__in=near.posts) | named
