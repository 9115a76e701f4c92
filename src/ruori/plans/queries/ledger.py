"""The promise ledger: every change of what was promised."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from ruori.plans.codes import ChangeKind
from ruori.plans.models import PromiseChange
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
    return [_card(row) for row in rows]


def _card(row: PromiseChange) -> ChangeCard:
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
