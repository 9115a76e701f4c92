"""Plans as lists and one by one."""

from typing import Any

from django.db.models import Q

from ruori.decisions import queries as decisions
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import PlanKind, Stage
from ruori.plans.models import PlanState
from ruori.plans.queries.cards import PlanCard


def plan_cards(
    viewer: Viewer, moment: Moment, *, kinds: frozenset[PlanKind] | None = None
) -> list[PlanCard]:
    """The plans the viewer may see on a day, in the city's own order; one query."""
    wanted = Q() if kinds is None else Q(plan__kind__in=kinds)
    rows = _states(viewer, moment).filter(wanted).order_by("plan__position", "plan_id")
    return [_card(row, viewer) for row in rows]


def plan_card(viewer: Viewer, moment: Moment, pk: int) -> PlanCard | None:
    """One plan, or None for what the viewer cannot see; one query."""
    row = _states(viewer, moment).filter(plan_id=pk).first()
    return None if row is None else _card(row, viewer)


def _states(viewer: Viewer, moment: Moment) -> Any:
    return (
        PlanState.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(access.visible_to(viewer, "plan__"))
        .select_related("plan__adoption")
    )


def _card(row: PlanState, viewer: Viewer) -> PlanCard:
    plan = row.plan
    return PlanCard(
        pk=plan.pk,
        version=plan.version,
        kind=PlanKind(plan.kind),
        stage=Stage(plan.stage),
        visibility=Visibility(plan.visibility),
        title=row.title,
        period_from=row.period_from,
        period_to=row.period_to,
        check_on=row.check_on,
        owner_unit=row.owner_unit_id,
        body=row.body_id,
        legal_basis=row.legal_basis,
        vision=row.vision,
        plain_text=row.plain_text,
        introduction=row.introduction,
        situation=row.situation,
        evaluation_plan=row.evaluation_plan,
        adoption=plan.adoption_id,
        decision=decisions.shown(plan.adoption, viewer),
        supersedes=plan.supersedes_id,
        source_file=plan.source_file_id,
        source_line=plan.source_line,
        position=plan.position,
        holds_from=row.valid_from,
    )
